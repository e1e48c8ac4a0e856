// A text is written, the page is loaded anew, the server restarts, somebody leaves: no word is lost. Then it is approved and hangs.
import { check, test } from './rig.mjs';

const MATTER = '希望单元门口加一盏灯。', WHY = '要等供电公司批复。';

await test('draft', async (rig, part) => {
  const central = await rig.sample();
  const page = await rig.page();
  await rig.enter(page, { to: '/console/outcome' });
  const leave = () => page.locator('nav a', { hasText: 'Today' }).click();
  page.on('dialog', (dialog) => dialog.accept()); // the browser's own question at a reload

  await part('what is written survives a reload', async () => {
    await page.getByRole('tab', { name: /Asked for/ }).waitFor();
    await rig.accessible(page, 'the board');
    await rig.shot(page, 'outcome');
    await page.getByRole('link', { name: 'Write down a matter' }).click();
    await page.getByLabel('What residents asked for').fill(MATTER);
    await page.reload();
    await page.getByText(/were not saved/).waitFor();
    check(await page.getByLabel('What residents asked for').inputValue() === '', 'it came back without being asked');
    await page.getByRole('button', { name: 'Bring it back' }).click();
    check(await page.getByLabel('What residents asked for').inputValue() === MATTER, 'it did not come back');
  });

  await part('leaving asks, and what was written waits', async () => {
    await leave();
    await page.getByRole('dialog').getByText('Leave without saving?').waitFor();
    await page.keyboard.press('Escape');
    check(page.url().includes('/outcome/asked/'), 'it left all the same');
    await leave();
    await page.getByRole('dialog').getByRole('button', { name: 'Leave' }).click();
    await page.getByRole('heading', { name: 'Today', exact: true }).waitFor();
    await page.goBack();
    await page.getByRole('button', { name: 'Bring it back' }).click();
  });

  await part('the server restarts in the middle', async () => {
    page.allow(0, /./);
    page.allow(503, /./);
    await page.getByLabel('Why not yet').fill(WHY);
    await central.stop();
    await page.getByRole('button', { name: 'Keep as a draft' }).click();
    await page.getByText('The server cannot be reached. Nothing was lost').waitFor();
    await central.start();
    await page.getByText('No connection to the server').waitFor({ state: 'detached' });
    await rig.calm(page); // everything was fetched anew
    check(await page.getByLabel('Why not yet').inputValue() === WHY, 'the restart lost words');
  });

  await part('a refusal is a sentence, then it is kept', async () => {
    page.allow(422, /\/outcome\//);
    await page.getByRole('button', { name: 'Keep as a draft' }).click();
    await page.getByRole('alert').filter({ hasText: /role|due|post|day/i }).waitFor();
    await page.getByLabel('Who sees to it').selectOption({ index: 1 });
    await page.getByLabel('By which day').fill('2027-01-10');
    await rig.accessible(page, 'a matter');
    await rig.shot(page, 'outcome-matter', { fullPage: true });
    await page.getByRole('button', { name: 'Keep as a draft' }).click();
    await page.getByText('The draft is kept.').waitFor();
    await page.getByText('waits for approval').waitFor();
    await leave();
    await page.getByRole('heading', { name: 'Today', exact: true }).waitFor(); // nothing is unsaved: no question
    await page.getByText(MATTER).click();
  });

  await part('approved, it hangs; a change shows what was changed', async () => {
    await page.getByRole('button', { name: 'Approve and hang up' }).click();
    await page.getByText('Approved. It hangs in the lobbies within a minute.').waitFor();
    await page.locator('main .badge', { hasText: /^hangs$/ }).waitFor();
    await page.getByLabel('Why not yet').fill(`${WHY}预计一月。`);
    await page.getByRole('button', { name: 'Keep as a draft' }).click();
    await page.getByText('Version 2').click();
    await page.locator('.outcome-version[open] ins', { hasText: '预计一月' }).waitFor();
    await page.setViewportSize({ width: 390, height: 800 });
    await rig.fits(page, 'a matter at 390 px');
    await rig.shot(page, 'outcome-matter-390', { fullPage: true });
  });

  await part('the words of one community are not offered in another', async () => {
    await page.goto('/console/community/new');
    for (const [label, words] of [['Name', '新城花园'], ['Short name for addresses', 'xincheng'], ['Address', '新城路8号'], ['Number of the service centre', '010-1234-5678']]) await page.getByLabel(label, { exact: true }).fill(words);
    await page.getByRole('button', { name: 'Make the community' }).click();
    await page.getByText('The community is there, as a demonstration.').waitFor();
    const number = page.getByLabel('Telephone');
    await page.goto('/console/community/contacts/C01?site=heting');
    await number.fill('010-8765-4321');
    await page.goto('/console/community/contacts/C01?site=xincheng');
    await number.waitFor();
    check(await number.inputValue() === '010-1234-5678' && await page.getByText(/were not saved/).count() === 0, 'the other community’s number is offered');
    await page.goto('/console/community/contacts/C01?site=heting');
    await page.getByRole('button', { name: 'Bring it back' }).click();
    check(await number.inputValue() === '010-8765-4321', 'its own words are not offered');
  });
});
