// The owners' committee in the console: its notices, figures, certificates and the record of acts; no names, no telephone numbers, no other
// desk's reports. And what is said about the manager: it lies on the committee's desk, and for the manager's office it does not exist.
import { check, test, until } from './rig.mjs';
import { consent, visitor } from './walk.mjs';

const PHONE = '13800000000', ABOUT = '经理把公共收益算错了';

await test('committee', async (rig, part) => {
  const central = await rig.sample();
  await central.account('owner', 'committee', '--site', 'heting', '--posts', 'R-OC'); // its notices were typed by the administrator
  for (const [user, posts] of [['boss', 'R-PM'], ['sun', 'R-CS']]) await central.account(user, 'editor', '--posts', posts);
  const resident = await visitor(rig, 'T-B3-U1');
  await resident.does({ entry: { subitem: 'WX-01', text: `墙上渗水，请打${PHONE}`, alias: '李女士', contact: { phone: PHONE }, consent: consent() } });
  const said = await resident.does({ entry: { category: 'TD', subitem: 'TD-01', about: 'R-PM', text: ABOUT } });
  const page = await rig.page();
  let ours = '';
  await rig.enter(page, { user: 'owner' });
  const ask = (/** @type {any} */ who, /** @type {string} */ path, /** @type {any} */ body) => who.evaluate((/** @type {any[]} */ [p, b]) => fetch(`/v1/staff${p}`, b && { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(b) })
    .then(async (answer) => ({ status: answer.status, text: await answer.text() })), [path, body]);
  const numbers = Object.fromEntries(JSON.parse((await ask(page, '/cases/rows')).text).cases.map((/** @type {any} */ row) => [row.category, row.number]));

  await part('its first page: its own notices, whoever typed them, and the month in figures', async () => {
    const own = page.locator('.home-matter', { hasText: 'The committee’s notices in the lobbies' }).getByRole('link');
    await own.first().waitFor();
    await page.locator('.home-figures').waitFor();
    const areas = (await page.locator('nav.rail').first().innerText()).split('\n').map((line) => line.trim()).filter(Boolean);
    for (const closed of ['People', 'Settings', 'Lobbies', 'Community', 'Fees']) check(!areas.some((area) => area.startsWith(closed)), `the menu has ${closed}: ${areas}`);
    await rig.accessible(page, 'the committee’s first page');
    await rig.shot(page, 'committee-home', { fullPage: true });
    await own.first().click();
    await page.getByText('Issued by').waitFor();
    ours = new URL(page.url()).pathname.split('/').at(-1) ?? '';
  });

  await part('the list of reports: freed of names and numbers, and only its own desk opens', async () => {
    await page.goto('/console/cases');
    const other = page.locator('.cases-row', { hasText: '墙上渗水' }), own = page.locator('.cases-row', { hasText: ABOUT });
    await other.waitFor();
    check(!(await page.locator('main').innerText()).includes(PHONE), 'a telephone number stands in the list');
    check(!await other.getByRole('link').count() && await own.getByRole('link').count() === 1, 'other desks’ reports open, or its own does not');
    check(!await page.getByRole('link', { name: /Take down a report/ }).count(), 'it may take reports down');
    await rig.accessible(page, 'the committee’s list');
    await rig.shot(page, 'committee-cases');
    page.allow(403, /\/cases\//);
    for (const [path, body] of /** @type {[string, any][]} */ ([['/contact', { purpose: '看看' }], ['?why=x', null], ['/reply', { state: 'replied', text: '好' }]])) {
      const told = await ask(page, `/cases/${numbers.WX}${path}`, body);
      check(told.status === 403 && !told.text.includes(PHONE), `${path}: ${told.status} ${told.text}`);
    }
    const table = await ask(page, '/cases/export?lang=en');
    check(table.status === 200 && table.text.includes(numbers.WX) && !table.text.includes(PHONE) && !table.text.includes('李女士'), `the table: ${table.text.slice(0, 600)}`);
    await page.goto(`/console/cases/${numbers.WX}`);
    await page.locator('main .failed').waitFor();
    await rig.calm(page);
    check(!(await page.locator('main').innerText()).includes('墙上渗水'), 'it opens by its address');
  });

  await part('what is said about the manager is answered by the committee, and for his office there is no such thing', async () => {
    await page.goto('/console/cases');
    await page.locator('.cases-row', { hasText: ABOUT }).click();
    await page.locator('.cases-words', { hasText: ABOUT }).waitFor();
    await page.getByText('About the office itself').first().waitFor();
    check(!await page.getByRole('button', { name: 'A new receipt code' }).count(), 'it is offered what it may not do');
    await page.locator('.cases-moves').getByRole('button', { name: 'Answer', exact: true }).click();
    await page.getByLabel('Words for the resident').fill('委员会已经核对，下月公布更正后的账目。');
    await rig.shot(page, 'committee-case', { fullPage: true });
    await page.locator('.cases-bar .button.main').click();
    for (const user of ['boss', 'sun']) {
      const office = await rig.page();
      office.allow(404, /\/cases\//);
      await rig.enter(office, { user, to: '/console/cases' });
      await office.getByRole('tab', { name: /^All/ }).click();
      await office.locator('.cases-row').first().waitFor();
      await rig.calm(office);
      check(await office.locator('.cases-row').count() === 1 && !(await office.locator('main').innerText()).includes(numbers.TD), `${user} sees it in the list`);
      await office.goto(`/console/cases/${numbers.TD}`);
      await office.getByText('There is no such report').waitFor();
      const figures = JSON.parse((await ask(office, `/cases/statistics?month=${new Date(Date.now() + 8 * 3600000).toISOString().slice(0, 7)}`)).text);
      check(figures.totals.received === 1, `${user} can count it: ${figures.totals.received}`);
      await office.context().close();
    }
    await page.locator('.cases-events li', { hasText: '委员会已经核对' }).waitFor();
    await until('the answer under the receipt code', async () => JSON.stringify((await resident.does({ read: said.code })).case).includes('委员会已经核对'));
    resident.leaves();
  });

  await part('figures, the board, a certificate, the record of acts', async () => {
    await page.goto('/console/cases/figures');
    await page.locator('.cases-totals').waitFor();
    check(/^\s*2\b/.test(await page.locator('.cases-totals div').first().innerText()), 'both are counted for the committee');
    await page.goto('/console/outcome');
    await page.getByRole('tab').first().waitFor();
    await rig.calm(page);
    await page.goto(`/console/sheets/${ours}`);
    await page.getByRole('heading', { name: /[Cc]ertificate/ }).first().waitFor();
    await rig.calm(page);
    await rig.shot(page, 'committee-certificate', { fullPage: true });
    await page.goto('/console/audit');
    const acts = page.getByRole('grid');
    await acts.getByRole('row').nth(3).waitFor();
    await page.getByRole('searchbox').fill('Moved a report on');
    await acts.getByRole('row', { name: /Moved a report on[^]*owner/ }).first().waitFor();
    await rig.shot(page, 'committee-record');
    await page.setViewportSize({ width: 390, height: 844 });
    for (const path of ['', 'cases', 'audit', `cases/${numbers.TD}`]) {
      await page.goto(`/console/${path}`);
      await page.locator('.shell main h1').waitFor();
      await rig.calm(page);
      await rig.fits(page, `the committee’s ${path || 'first page'}`);
      await rig.shot(page, `committee-390-${path.split('/').length}-${path.split('/')[0] || 'home'}`, { fullPage: true });
    }
  });
});
