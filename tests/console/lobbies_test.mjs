// A lobby's screen, from its first code to its last: let in, looked at, pictured, moved, stolen. The screen is a real one.
import { check, test, until } from './rig.mjs';

const AT = 'T-B3-U1';

await test('lobbies', async (rig, part) => {
  const central = await rig.central();
  await central.firstLogin();
  const page = await rig.page();
  page.allow(404, /\/items\/community$/); // before anything is written down
  await rig.enter(page, { to: '/console/lobbies' });

  await part('an empty server says what to do first', async () => {
    await page.getByText('No lobby is written down yet').waitFor();
    await rig.shot(page, 'lobbies-empty');
  });

  await central.importSample();
  const screen = await rig.terminal(AT);

  await part('lobbies without a screen lead to letting one in', async () => {
    await page.goto('/console/lobbies');
    await page.getByText('No screen is let in yet.', { exact: false }).waitFor();
    await rig.accessible(page, 'lobbies without screens');
    await rig.shot(page, 'lobbies-none');
  });

  await part('a code on the wall lets the screen in', async () => {
    await page.getByRole('link', { name: /Let in a screen/ }).first().click();
    page.allow(404, /\/pair$/);
    await page.getByLabel('Code').fill('aaaa bbbb');
    await page.getByLabel('Building').selectOption('B3');
    await page.getByLabel('Lobby', { exact: true }).selectOption(AT);
    await page.getByText(/notices:/).waitFor();
    await page.getByRole('button', { name: 'Let it in' }).click();
    await page.getByText('No screen shows this code now.', { exact: false }).waitFor();
    await rig.shot(page, 'lobbies-pair');
    await rig.accessible(page, 'letting in');
    await page.getByLabel('Code').fill((await screen.code()).toLowerCase().replace('-', ' '));
    await page.getByRole('button', { name: 'Let it in' }).click();
    await page.getByRole('heading', { name: 'Measurements' }).waitFor();
    await until('the home page on the wall', () => screen.look()?.page === 'home');
    await page.locator('.lobbies-signs').getByText('Works').waitFor();
  });

  await part('a picture of the screen comes when it is asked for', async () => {
    await page.getByText('No picture is here.', { exact: false }).waitFor();
    await page.getByRole('button', { name: 'Take a picture' }).click();
    await page.locator('.lobbies-shot img').waitFor();
    const size = await until('the picture', () => page.locator('.lobbies-shot img').evaluate((img) => img.complete && [img.naturalWidth, img.naturalHeight]));
    check(size[0] === 608 && size[1] === 1080, `the picture is ${size}`);
    await page.getByRole('button', { name: 'New picture' }).waitFor();
    await rig.accessible(page, 'a screen');
    await rig.shot(page, 'lobbies-one', { fullPage: true });
  });

  await part('no picture while a resident writes', async () => {
    await screen.tap('complain');
    await until('the form', () => screen.look()?.page.startsWith('complain'));
    await page.getByRole('button', { name: 'New picture' }).click();
    await page.getByText('No new picture:', { exact: false }).waitFor();
    check(/somebody was writing/.test(await page.locator('.note').first().innerText()), 'it says why');
    await rig.shot(page, 'lobbies-refused');
    await screen.tap('home');
    await until('the home page again', () => screen.look()?.page === 'home');
  });

  await part('the screen says where it hangs', async () => {
    await page.getByRole('button', { name: 'Say where it hangs' }).click();
    await until('its number on the glass', () => screen.shows('屏幕编号'));
    await page.locator('.lobbies-commands li').first().getByText('done').waitFor();
  });

  await part('by building, as a list, and small', async () => {
    await page.goto('/console/lobbies');
    await page.locator('a.lobbies-tile', { hasText: 'Building 3 Unit 1 lobby' }).getByText('Works').waitFor();
    await rig.accessible(page, 'lobbies by building');
    await rig.shot(page, 'lobbies-buildings', { fullPage: true });
    await page.getByRole('tab', { name: 'As a list' }).click();
    await page.getByRole('searchbox').fill('T-B3-U1');
    await page.getByRole('row', { name: /Building 3 Unit 1 lobby/ }).waitFor();
    await rig.accessible(page, 'lobbies as a list');
    await rig.shot(page, 'lobbies-list');
    const small = await rig.page({ lang: 'zh-CN', width: 390, height: 844 });
    await rig.enter(small, { to: '/console/lobbies' });
    await small.getByText('正常', { exact: false }).first().waitFor();
    await rig.fits(small, 'lobbies');
    await rig.shot(small, 'lobbies-390', { fullPage: true });
    await small.locator('a.lobbies-tile', { hasText: '3号楼1单元' }).click();
    await small.getByRole('heading', { name: '运行情况' }).waitFor();
    await small.locator('.lobbies-shot img').waitFor();
    await rig.fits(small, 'a screen');
    await rig.shot(small, 'lobbies-one-390', { fullPage: true });
    await small.goto('/console/lobbies/pair');
    await small.getByLabel('配对码').waitFor();
    await rig.fits(small, 'letting in');
    await rig.shot(small, 'lobbies-pair-390', { fullPage: true });
  });

  await part('moving says what is gained and lost, then does it', async () => {
    await page.getByRole('searchbox').fill('');
    await page.getByRole('tab', { name: 'By building' }).click();
    await page.locator('a.lobbies-tile', { hasText: 'Building 3 Unit 1 lobby' }).click();
    await page.getByRole('button', { name: /^More/ }).click();
    await page.getByRole('menuitem', { name: /Move to another lobby/ }).click();
    await page.getByRole('dialog').getByLabel('Building').selectOption('B5');
    await page.getByRole('dialog').getByLabel('Lobby', { exact: true }).selectOption('T-B5-U1');
    await page.getByRole('dialog').getByText(/It loses|It gains|same notices/).first().waitFor();
    await rig.accessible(page, 'moving');
    await rig.shot(page, 'lobbies-move');
    await page.getByRole('dialog').getByRole('button', { name: 'Move it' }).click();
    await page.locator('h1', { hasText: 'Building 5 Unit 1 lobby' }).waitFor();
  });

  await part('emptying wants the lobby’s name in words, and the screen waits for a code again', async () => {
    await page.getByRole('button', { name: /^More/ }).click();
    await page.getByRole('menuitem', { name: /Empty it/ }).click();
    const dialog = page.getByRole('dialog'), press = dialog.getByRole('button', { name: 'Empty it' });
    await dialog.getByText('also reports that have not been sent yet', { exact: false }).waitFor();
    check(await press.isDisabled(), 'one press is not enough');
    await dialog.getByRole('textbox').fill('Building 3 Unit 1 lobby'); // where it hung before
    check(await press.isDisabled(), 'the name of another lobby is enough');
    await rig.accessible(page, 'emptying a screen');
    await rig.shot(page, 'lobbies-wipe');
    await dialog.getByRole('textbox').fill('Building 5 Unit 1 lobby');
    await press.click();
    await until('the end of what it was', () => !screen.sync.running());
    screen.sync.start(); // on a board systemd does
    await until('a new code on the wall', () => screen.look()?.page === 'pairing');
    await screen.code();
  });

  await part('out of service is said in words, and Escape leaves it as it is', async () => {
    const open = async () => {
      await page.getByRole('button', { name: /^More/ }).click();
      await page.getByRole('menuitem', { name: /Take out of service/ }).click();
      await page.getByRole('dialog').getByText('It can be let in again with a code.', { exact: false }).waitFor();
    };
    const revoked = () => page.evaluate(() => fetch('/v1/staff/terminals?site=heting').then((answer) => answer.json()).then(({ terminals }) => terminals.filter((one) => one.revoked).length));
    const before = await revoked();
    await open();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    check(await revoked() === before, 'it is out of service although nobody said so');
    await open();
    await page.getByRole('dialog').getByRole('button', { name: 'Take out of service' }).click();
    await page.getByText('The screen is out of service.').waitFor();
    check(await revoked() === before + 1, 'it is still in service');
    await central.ctl('pair', await screen.code(), '--lobby', 'T-B5-U1');
    await until('the home page on the wall again', () => screen.look()?.page === 'home');
    await page.locator('a.lobbies-tile', { hasText: 'Building 5 Unit 1 lobby' }).getByText('Works').waitFor();
    await page.locator('a.lobbies-tile', { hasText: 'Building 5 Unit 1 lobby' }).click();
    await page.getByRole('heading', { name: 'Measurements' }).waitFor();
  });

  await part('a stolen screen is shut out, and the network is named', async () => {
    await page.getByRole('button', { name: /^More/ }).click();
    await page.getByRole('menuitem', { name: /It was stolen/ }).click();
    const dialog = page.getByRole('dialog');
    check(await dialog.getByRole('button', { name: 'It was stolen' }).isDisabled(), 'one press is not enough');
    await dialog.getByRole('textbox').fill('Building 5 Unit 1 lobby');
    await dialog.getByRole('button', { name: 'It was stolen' }).click();
    await page.getByText('Now change the password of the network').waitFor();
    await rig.shot(page, 'lobbies-stolen');
    await page.getByRole('button', { name: 'Understood' }).click();
    await page.locator('.lobbies-signs').getByText('Out of service').waitFor();
  });
});
