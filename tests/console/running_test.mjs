// What goes wrong by itself: a screen that goes quiet is told on the first page, among the lobbies and among the alerts, and the server is
// started anew while somebody changes a setting.
import { check, test } from './rig.mjs';

const LOBBY = 'Building 3 Unit 1 lobby';

await test('running', async (rig, part) => {
  const clock = rig.clock();
  const central = await rig.sample(rig.altered((name, text) => name !== 'community.json' ? text // lit at any hour of the day
    : JSON.stringify(JSON.parse(text), (key, value) => key === 'hours' && value?.weekly ? undefined : value)));
  const screen = await rig.terminal('T-B3-U1');
  await screen.pair();
  const home = await rig.enter(await rig.page()), lobbies = await rig.page(), rules = await rig.page();
  await rig.enter(lobbies, { to: '/console/lobbies' });
  await rig.enter(rules, { to: '/console/settings' });
  const quiet = home.locator('.home-matter', { has: home.getByRole('heading', { name: 'Screens that have gone quiet' }) }), tile = lobbies.locator('a.lobbies-tile', { hasText: LOBBY });
  const minutes = rules.getByLabel('Minutes of silence after which a lobby\'s screen is an alert');

  await part('a server that is started anew in the middle of a change loses nothing', async () => {
    for (const page of [home, lobbies, rules]) {
      page.allow(0, /./);
      page.allow(503, /./); // while it ends
    }
    await minutes.fill('6');
    await central.stop();
    await rules.getByRole('button', { name: 'Save', exact: true }).click();
    await rules.getByText('The server cannot be reached. Nothing was lost; please try again.').waitFor();
    for (const page of [home, lobbies, rules]) await page.getByText('No connection to the server').waitFor();
    await rig.shot(rules, 'restart');
    await central.start();
    for (const page of [home, lobbies, rules]) await page.getByText('No connection to the server').waitFor({ state: 'detached' });
    check(await minutes.inputValue() === '6', 'what was typed is gone');
    await rules.getByRole('button', { name: 'Save', exact: true }).click();
    await rules.getByText('set here').waitFor();
  });

  await part('a screen that is heard is no matter', async () => {
    await tile.getByText('Works').waitFor();
    await home.getByRole('heading', { name: 'Drafts' }).waitFor();
    check(await quiet.count() === 0, 'a screen that works is said to be quiet');
  });

  await part('gone quiet, it stands on the first page, among the lobbies, and among the alerts', async () => {
    screen.kiosk.kill();
    screen.sync.kill();
    clock.forward(20);
    await quiet.getByText(LOBBY).waitFor();
    await tile.getByText('Quiet, last heard', { exact: false }).waitFor();
    await rules.getByRole('tab', { name: 'Alerts' }).click();
    await rules.getByText('A screen has gone quiet').waitFor();
    await rules.getByText('stands', { exact: true }).first().waitFor();
    await rig.accessible(home, 'a quiet screen on the first page');
    await rig.shot(home, 'quiet-home', { fullPage: true });
    await rig.shot(lobbies, 'quiet-lobbies');
    await quiet.getByRole('link', { name: new RegExp(LOBBY) }).click();
    await home.getByRole('heading', { name: LOBBY }).waitFor();
    await home.goBack();
    await quiet.getByText(LOBBY).waitFor();
  });
});
