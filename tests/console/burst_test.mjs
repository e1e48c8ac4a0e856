// A burst of reports from one lobby: one line in the list, set aside with a reason that the residents read, taken back, and never counted
// as late while it is set aside. The lobby was off the network for twelve days, so that what it brings is late when it comes.
import { check, test, until } from './rig.mjs';
import { visitor } from './walk.mjs';

const DAY_S = 86400, REASON = '同一时间的试按，不是反映。';

await test('burst', async (rig, part) => {
  const central = await rig.sample();
  await central.account('wu', 'editor', '--posts', 'R-ENG');
  const resident = await visitor(rig, 'T-B3-U1');
  const then = (Math.floor(Date.now() / 1000 / DAY_S) - 12) * DAY_S + DAY_S / 2; // in the evening over there, so that what comes hours later is of the same month
  const burst = [];
  for (let i = 0; i < 5; i++) burst.push(await resident.does({ entry: { subitem: 'WX-01', text: `玩一玩${i}`, at: then + i * 20 } }));
  await resident.does({ entry: { subitem: 'WX-02', text: '电梯门夹人', at: then + 140 } }); // in the same minutes, in earnest
  await resident.does({ entry: { subitem: 'WX-01', text: '水管又漏了', at: then + 7200 } });
  const reads = async (/** @type {number} */ i) => JSON.stringify((await resident.does({ read: burst[i].code })).case);

  const clerk = await rig.enter(await rig.page(), { user: 'wu', to: '/console/cases' });
  const rows = clerk.locator('.cases-row:not(.coming)'), line = rows.filter({ hasText: 'within ten minutes' });
  const late = (/** @type {number} */ n) => clerk.getByRole('tab', { name: new RegExp(`^Late ${n}$`) }).waitFor();
  const figures = (/** @type {number} */ at) => clerk.evaluate((/** @type {string} */ month) => fetch(`/v1/staff/cases/statistics?month=${month}`).then((answer) => answer.json()), new Date((at + 8 * 3600) * 1000).toISOString().slice(0, 7));

  await part('seven reports are two lines: the burst is folded, the one of two hours later is not', async () => {
    await line.getByText('6 within ten minutes').waitFor();
    check(await rows.count() === 2, `${await rows.count()} lines`);
    await late(7);
    await rig.accessible(clerk, 'a folded burst');
    await rig.shot(clerk, 'burst-folded');
    const csv = await clerk.evaluate((/** @type {string} */ at) => fetch(at).then((answer) => answer.text()), await clerk.getByRole('link', { name: 'CSV' }).getAttribute('href'));
    check(csv.split('\r\n').length === 9, `the table has ${csv.split('\r\n').length - 2} of seven reports`);
  });

  await part('unfolded, all six stand there, and back', async () => {
    await line.getByRole('button', { name: '6 within ten minutes' }).click();
    await clerk.getByText('电梯门夹人').waitFor();
    check(await rows.count() === 6, `${await rows.count()} lines of the burst`);
    await rig.shot(clerk, 'burst-unfolded');
    await clerk.getByRole('button', { name: 'Show all again' }).click();
    await until('two lines again', async () => await rows.count() === 2);
  });

  const aside = async () => {
    await line.getByRole('button', { name: 'Set aside' }).click();
    const dialog = clerk.getByRole('dialog');
    const send = dialog.getByRole('button', { name: 'Set aside' });
    await dialog.getByText('They are about different matters').waitFor();
    check(await send.isDisabled(), 'it is set aside without a reason');
    for (const box of await dialog.getByRole('checkbox').all()) await box.setChecked(/· 5 reports/.test(await box.evaluate((/** @type {any} */ el) => el.closest('label, .field, .check')?.textContent ?? '')));
    await dialog.getByLabel('Reason, which the residents read').fill(REASON);
    await rig.accessible(clerk, 'setting aside');
    await rig.shot(clerk, 'burst-aside');
    await send.click();
    await clerk.locator('.toast', { hasText: '5 reports were set aside' }).waitFor();
  };

  await part('set aside with a reason, it is not late; who was in earnest at the same screen stays', async () => {
    await aside();
    await late(2);
    await until('the one in earnest in the list', async () => (await rows.allInnerTexts()).join().includes('电梯门夹人'));
    await until('the reason in the lobby', async () => (await reads(0)).includes(REASON));
    const counted = await figures(then);
    check(counted.set_aside === 5 && counted.totals.received === 2, JSON.stringify([counted.set_aside, counted.totals]));
    await rig.shot(clerk, 'burst-after');
  });

  await part('undone at once: it is late again, and the residents read that it is taken up', async () => {
    await clerk.locator('.toast').getByRole('button', { name: 'Undo' }).click();
    await late(7);
    await line.getByText('6 within ten minutes').waitFor();
    await until('it is going on in the lobby', async () => /set_aside|restored|"may":\[[^\]]/.test(await reads(0)));
    check((await figures(then)).set_aside === 0, 'it counts as set aside');
  });

  await part('set aside again, found under All, and taken back from there; small and in Chinese', async () => {
    await aside();
    await late(2);
    const small = await rig.enter(await rig.page({ lang: 'zh-CN', width: 390, height: 844 }), { user: 'wu', to: '/console/cases' });
    await small.getByRole('tab', { name: /^全部/ }).click();
    await small.locator('.cases-row', { hasText: '搁置' }).first().waitFor();
    await rig.fits(small, 'a burst');
    await rig.accessible(small, 'a burst on a small screen');
    await rig.shot(small, 'burst-390');
    await small.getByRole('button', { name: /^十分钟内/ }).first().click();
    await small.getByText('只看与', { exact: false }).or(small.getByRole('button', { name: '取消搁置' })).first().waitFor();
    await rig.shot(small, 'burst-390-group');
    await small.getByRole('button', { name: '取消搁置' }).first().click();
    await late(7);
  });
  resident.leaves();
});
