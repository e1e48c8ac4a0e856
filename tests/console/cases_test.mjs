// The case desk: a report told on the telephone, its answer held and taken back and sent, two clerks at once, recusal, and twenty thousand rows.
import { execFileSync } from 'node:child_process';
import { PASSWORD, check, test, until } from './rig.mjs';

const ROWS = 20000;
// Rows like a real one; what is measured is the list, not the taking in.
const FILL = `
import sqlite3, sys
db = sqlite3.connect(sys.argv[1], timeout=20)
names = [r[1] for r in db.execute("PRAGMA table_info(kase)")]
one = dict(zip(names, db.execute("SELECT * FROM kase WHERE state='received' AND about='' LIMIT 1").fetchone()))
have = db.execute("SELECT count(*) FROM kase").fetchone()[0]
rows = []
for i in range(${ROWS} - have):
    row = {**one, "number": f"2020-{10000 + i}", "entry_id": f"e-{i}", "pending": None, "item_key": None, "item_id": "", "at": one["at"] - i, "arrived": one["arrived"] - i, "due": one["due"] + i * 60,
           "building": ["B1", "B3"][i % 2], "unit": ["B1-U1", "B3-U1"][i % 2], "category": ["WX", "GE", "QJ"][i % 3]}
    rows.append([row[c] for c in names])
db.executemany(f"INSERT INTO kase VALUES ({','.join('?' * len(names))})", rows)
db.commit()
`;

await test('cases', async (rig, part) => {
  const central = await rig.sample();
  for (const [user, posts] of [['li', 'R-CS'], ['wu', 'R-ENG'], ['boss', 'R-PM']]) await central.account(user, 'editor', '--posts', posts);
  const desk = await rig.page();
  await rig.enter(desk, { user: 'li', to: '/console/cases' });
  let number = '';

  await part('an empty desk says where reports come from', async () => {
    await desk.getByText('Nothing here waits').waitFor();
    await rig.accessible(desk, 'the empty inbox');
    await rig.shot(desk, 'cases-empty');
  });

  await part('a report told on the telephone, by keyboard, with a code shown once', async () => {
    await desk.getByRole('link', { name: /Take down a report/ }).click();
    await desk.getByLabel('What is said, in their own words').fill('三号楼一单元十六层的灯不亮了。');
    await desk.getByLabel('Category').selectOption('WX');
    await desk.getByLabel('Matter').selectOption('WX-01');
    await desk.getByLabel('Building').selectOption('B3');
    await desk.getByLabel('Unit').selectOption({ index: 1 });
    check(!await desk.getByLabel('Telephone', { exact: false }).locator('visible=true').and(desk.locator('input[inputmode=tel]')).count(), 'a number is asked for before the notice was read');
    await desk.getByLabel('I read the notice out').check();
    await desk.locator('input[inputmode=tel]').fill('13800000000');
    await rig.accessible(desk, 'taking down');
    await rig.shot(desk, 'cases-tell', { fullPage: true });
    await desk.keyboard.press('Control+Enter');
    const code = await desk.locator('.cases-code').innerText();
    check(/^\d{5} \d{5} \d{5}$/.test(code), `the code is ${code}`);
    number = /\d{4}-\d{4,}/.exec(await desk.locator('.note').first().innerText())[0];
    await rig.shot(desk, 'cases-receipt');
    await desk.getByRole('button', { name: 'Open the report' }).click();
    await desk.getByRole('heading', { name: 'What was said' }).waitFor();
    check(!(await desk.locator('main').innerText()).includes(code), 'the code is shown again');
  });

  const work = await rig.page();
  await part('its desk has it, live, with the words and the promise', async () => {
    await rig.enter(work, { user: 'wu', to: '/console/cases' });
    await work.locator('.cases-row', { hasText: '灯不亮了' }).waitFor();
    await rig.accessible(work, 'the inbox');
    await rig.shot(work, 'cases-inbox');
    await work.getByRole('grid').focus();
    await work.keyboard.press('Enter');
    await work.locator('.cases-words', { hasText: '灯不亮了' }).waitFor();
    check(!(await work.locator('main').innerText()).includes('13800000000'), 'the number stands there unasked');
    check(!await work.getByRole('button', { name: 'Do not accept' }).count(), 'a step that is not theirs is offered');
  });

  await part('the number is shown on asking, with what for', async () => {
    await work.getByRole('button', { name: 'Show them' }).click();
    await work.getByLabel('Purpose').fill('约上门时间');
    await work.getByRole('dialog').getByRole('button', { name: 'Show them' }).click();
    await work.getByText('13800000000').waitFor();
    await rig.shot(work, 'cases-one', { fullPage: true });
    await work.getByRole('button', { name: 'Hide' }).click();
  });

  await part('an answer is taken back within ten seconds, and its words return', async () => {
    await work.getByRole('button', { name: 'Answer', exact: true }).first().click();
    await work.getByLabel('Words for the resident').fill('今天下午换好了灯管。');
    await work.locator('.cases-seen', { hasText: '今天下午换好了灯管。' }).waitFor();
    await rig.accessible(work, 'answering');
    await work.locator('.cases-bar .button.main').click();
    await work.locator('.toast').getByRole('button', { name: 'Undo' }).click();
    await until('the words in the form', async () => await work.getByLabel('Words for the resident').inputValue() === '今天下午换好了灯管。');
    await work.getByText('The answer goes out in', { exact: false }).waitFor({ state: 'detached' });
  });

  await part('two clerks at once: the second sees what was said, and loses nothing', async () => {
    await central.login();
    await desk.getByRole('button', { name: 'Keep the note' }).waitFor();
    await desk.evaluate(async ([one, site]) => {
      const { cases } = await (await fetch(`/v1/staff/cases?q=${one}&site=${site}`)).json(), expect = cases[0].version;
      await fetch(`/v1/staff/cases/${one}/reply?site=${site}`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ state: 'in_progress', text: '师傅在路上。', expect }) });
    }, [number, new URL(desk.url()).searchParams.get('site') ?? '']);
    await work.getByText('Somebody has acted meanwhile.', { exact: false }).waitFor();
    await work.locator('.cases-meanwhile', { hasText: '师傅在路上。' }).waitFor();
    check(await work.getByLabel('Words for the resident').inputValue() === '今天下午换好了灯管。', 'the typed answer is gone');
    check(await work.locator('.cases-bar .button.main').isDisabled(), 'it can be sent unread');
    await rig.shot(work, 'cases-conflict', { fullPage: true });
    await work.getByRole('button', { name: 'I have read it' }).click();
    await work.locator('.cases-bar .button.main').click();
    await work.getByText('The answer goes out in', { exact: false }).first().waitFor();
    await work.locator('.cases-events li', { hasText: '今天下午换好了灯管。' }).waitFor();
  });

  await part('whom it is about never sees it', async () => {
    await desk.goto('/console/cases/new');
    await desk.getByLabel('What is said, in their own words').fill('经理说话很难听。');
    await desk.getByLabel('Category').selectOption('TD');
    await desk.getByLabel('About whom').selectOption('R-PM');
    await desk.getByRole('button', { name: 'Take it down' }).click();
    await desk.getByText('It is about your own post', { exact: false }).waitFor();
    const boss = await rig.page();
    await rig.enter(boss, { user: 'boss', to: '/console/cases' });
    await boss.getByRole('tab', { name: /^All/ }).click();
    await boss.locator('.cases-row').first().waitFor();
    check(await boss.locator('.cases-row').count() === 1 && !(await boss.locator('main').innerText()).includes('难听'), 'the manager sees it');
    const csv = await boss.evaluate(async () => (await fetch('/v1/staff/cases/export?lang=en')).text());
    check(csv.split('\r\n').length === 3, `the table has ${csv.split('\r\n').length} lines`);
  });

  await part('a ready answer is written and used', async () => {
    await work.goto('/console/cases/canned');
    await work.getByText('No ready answer yet').waitFor();
    await work.getByRole('button', { name: 'New ready answer' }).first().click();
    await work.getByLabel('Title').fill('约时间');
    await work.getByLabel('Words').fill('{number}：师傅会到{place}。');
    await work.getByRole('button', { name: 'Keep' }).click();
    await work.locator('.row', { hasText: '约时间' }).waitFor();
    await rig.shot(work, 'cases-canned');
    await work.goto(`/console/cases/${number}`);
    await work.getByRole('button', { name: 'Answer', exact: true }).first().click();
    await work.getByLabel('Ready answer').selectOption({ label: '约时间' });
    check((await work.getByLabel('Words for the resident').inputValue()).startsWith(`${number}：师傅会到3号楼`), 'the holes are filled');
    await work.getByRole('button', { name: 'Put it aside' }).click();
  });

  await part('figures, the carried report, small, and in Chinese', async () => {
    await work.goto('/console/cases/figures');
    await work.getByText('What came back a third time').waitFor();
    await rig.calm(work);
    await rig.accessible(work, 'figures');
    await rig.shot(work, 'cases-figures', { fullPage: true });
    await work.goto('/console/cases/carried');
    await work.getByLabel('The lines that begin with FOYER1').fill('FOYER1 1/1 x y');
    work.allow(422, /carried$/);
    await work.getByRole('button', { name: 'Take it in' }).click();
    await work.locator('.toast.bad').waitFor();
    const small = await rig.page({ width: 390, height: 844, lang: 'zh-CN' });
    await rig.enter(small, { user: 'li', to: '/console/cases' });
    await small.getByRole('tab', { name: /^全部/ }).click();
    await small.locator('.cases-row').first().waitFor();
    await rig.fits(small, 'the inbox');
    await rig.accessible(small, 'the small inbox');
    await rig.shot(small, 'cases-small-inbox');
    await small.locator('.cases-row').first().click();
    await small.getByText('办理经过').waitFor();
    await rig.fits(small, 'a case');
    await rig.shot(small, 'cases-small-one', { fullPage: true });
    await small.goto('/console/cases/new');
    await small.getByText('对方的原话').waitFor();
    await rig.fits(small, 'taking down');
    await rig.shot(small, 'cases-small-tell', { fullPage: true });
  });

  await part('twenty thousand reports scroll as the screen does', async () => {
    await desk.goto('/console/cases/new');
    await desk.getByLabel('What is said, in their own words').fill('门坏了。');
    await desk.getByLabel('Category').selectOption('WX');
    await desk.getByRole('button', { name: 'Take it down' }).click();
    await desk.locator('.cases-code').waitFor();
    execFileSync('/usr/bin/python3', ['-c', FILL, `${central.data}/central.db`]);
    const from = Date.now();
    await desk.goto('/console/cases');
    await desk.getByText(/^(19,99\d|20,000) reports$/).waitFor();
    await desk.locator('.cases-row').first().waitFor();
    rig.measured('20,000 reports, from the address to the list', Date.now() - from, 'ms');
    check(await desk.locator('.cases-row').count() < 60, 'rows out of sight exist');
    await rig.scrolled(desk, '.cases-list', '20,000 reports');
    await desk.getByRole('grid').focus();
    await desk.keyboard.press('End');
    await until('the last row, which is not in the first part', async () => Number(await desk.locator('.cases-row:not(.coming)').last().getAttribute('aria-rowindex')) > 19900);
    await desk.getByLabel('Place', { exact: true }).selectOption('B1/');
    await desk.getByText(/^(9,99\d|10,0\d\d) reports$/).waitFor();
    await rig.shot(desk, 'cases-many');
  });
});
