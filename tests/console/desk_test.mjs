// What becomes of reports at the desk, and what their residents read of it: merged, answered and not helped, handed over, not accepted, granted
// something, given a new code. The residents are one terminal (walk.mjs).
import { check, test, until } from './rig.mjs';
import { consent, visitor } from './walk.mjs';

const NAME = '李女士', PHONE = '13800000000';

await test('desk', async (rig, part) => {
  const central = await rig.sample();
  for (const [user, posts] of [['sun', 'R-CS'], ['wu', 'R-ENG'], ['boss', 'R-PM']]) await central.account(user, 'editor', '--posts', posts);
  const resident = await visitor(rig, 'T-B3-U1');
  const [sun, wu, boss] = [await rig.page(), await rig.page(), await rig.page()];
  await Promise.all([[sun, 'sun'], [wu, 'wu'], [boss, 'boss']].map(([page, user]) => rig.enter(page, { user, to: '/console/cases' })));

  const rows = (/** @type {Record<string, any>} */ query = {}) => sun.evaluate((/** @type {any} */ q) => fetch(`/v1/staff/cases/rows?${new URLSearchParams(q)}`).then((answer) => answer.json()), query).then((/** @type {any} */ told) => told.cases);
  /** A report, with its number and its receipt code. @param {string} text @param {any} [more] */
  const report = async (text, more = {}) => {
    const { code } = await resident.does({ entry: { subitem: 'WX-01', text, ...more } });
    return { code, number: (await rows()).find((/** @type {any} */ row) => row.text === text).number };
  };
  /** What the resident's code opens in the lobby, as one text. @param {{code: string}} of */
  const reads = async (of) => JSON.stringify((await resident.does({ read: of.code })).case);
  const open = async (/** @type {any} */ page, /** @type {{number: string}} */ of) => {
    await page.goto(`/console/cases/${of.number}`);
    await page.locator('.cases-words').waitFor();
  };
  /** For whoever holds neither the desk nor the intake: with a reason, which stays with the report. */
  const openFor = async (/** @type {any} */ page, /** @type {{number: string}} */ of, /** @type {string} */ why) => {
    page.allow(403, /\/cases\//);
    await page.goto(`/console/cases/${of.number}`);
    await page.getByLabel('Reason').fill(why);
    await page.getByRole('button', { name: 'Open it' }).click();
    await page.locator('.cases-events .opened', { hasText: why }).waitFor();
  };
  const step = (/** @type {any} */ page, /** @type {string} */ name) => page.locator('.cases-moves').getByRole('button', { name, exact: true }).click();
  const send = (/** @type {any} */ page) => page.locator('.cases-bar .button.main').click();
  const happened = (/** @type {any} */ page, /** @type {string} */ words) => page.locator('.cases-events li', { hasText: words }).first().waitFor();
  const answer = async (/** @type {any} */ page, /** @type {string} */ words) => {
    await step(page, 'Answer');
    await page.getByLabel('Words for the resident').fill(words);
    await send(page);
    await happened(page, words);
  };

  const first = await report('十六楼墙上渗水'), second = await report('十六楼的墙又湿了'), third = await report('水表不走了', { alias: NAME, contact: { phone: PHONE }, consent: consent() }),
    fourth = await report('请把阳台封上');

  await part('two reports of one matter are merged, and both codes open the same end', async () => {
    await open(sun, second);
    await step(sun, 'Merge with another');
    await sun.locator('.cases-found button', { hasText: first.number }).click();
    await sun.locator('.cases-both', { hasText: '十六楼墙上渗水' }).waitFor();
    await send(sun);
    await sun.getByText('Merged into').waitFor();
    await open(wu, first);
    await answer(wu, '阀门已经换好。');
    await until('the answer under both codes', async () => (await reads(first)).includes('阀门已经换好。') && (await reads(second)).includes('阀门已经换好。'));
    check(JSON.parse(await reads(second)).into === first.number, 'the second does not say where it went');
  });

  await part('it did not help: the desk sees it at once, answers anew, and it is closed', async () => {
    await resident.does({ act: 'not_helped', code: first.code, number: first.number, replies: 1, text: '今天又湿了' });
    await happened(wu, 'The resident says: it did not help');
    await wu.getByText('今天又湿了').waitFor();
    await wu.locator('.lead .badge', { hasText: 'Did not help' }).waitFor();
    await rig.shot(wu, 'desk-not-helped', { fullPage: true });
    await answer(wu, '整段水管换了新的。');
    await until('the new answer in the lobby', async () => (await reads(first)).includes('整段水管换了新的。'));
    await resident.does({ act: 'helped', code: first.code, number: first.number, replies: 2 });
    await wu.locator('.lead .badge', { hasText: 'Closed' }).waitFor();
    check(!await wu.locator('.cases-moves').getByRole('button', { name: 'Answer', exact: true }).count(), 'what is closed can be answered');
  });

  await part('handed over with a reason that the resident never reads', async () => {
    wu.allow(403, /\/cases\//);
    await open(wu, third);
    await step(wu, 'Hand over');
    await wu.getByLabel('To whose desk').selectOption('R-CS');
    check(await wu.locator('.cases-bar .button.main').isDisabled(), 'it can be handed over without a reason');
    await wu.getByLabel('Reason, for colleagues only').fill('先由客服联系');
    await send(wu);
    await wu.getByText('It lies on another desk now', { exact: false }).waitFor();
    await open(sun, third);
    await happened(sun, '先由客服联系');
    await sun.locator('.cases-side', { hasText: /Desk\s*Service supervisor/i }).waitFor();
    check(!(await reads(third)).includes('先由客服联系'), 'the resident reads the reason');
  });

  await part('not accepted, with the reason that the resident reads', async () => {
    await openFor(boss, fourth, '是否受理');
    await step(boss, 'Do not accept');
    check(await boss.locator('.cases-bar .button.main').isDisabled(), 'it is not accepted without a word');
    await boss.getByLabel('Words for the resident').fill('封阳台须由全体业主决定。');
    await send(boss);
    await boss.getByText('The answer goes out in', { exact: false }).first().waitFor();
  });

  await part('a role grants what its limit allows, and no more', async () => {
    await open(sun, third);
    await sun.getByRole('button', { name: 'Grant something' }).click();
    check((await sun.getByLabel('What', { exact: true }).locator('option').allInnerTexts()).join() === 'Apology and explanation', 'the desk grants more than it may');
    await sun.keyboard.press('Escape');
    await openFor(boss, third, '客服请示补偿');
    await boss.getByRole('button', { name: 'Grant something' }).click();
    await boss.getByLabel('What', { exact: true }).selectOption('RM-3');
    const grant = boss.getByRole('dialog').getByRole('button', { name: 'Grant it' }), amount = boss.getByLabel(/^Amount in yuan, at most/);
    await amount.fill('300.01');
    check(await grant.isDisabled(), 'more than the limit can be granted');
    await amount.fill('120');
    await boss.getByLabel('What the resident reads').fill('免上门费。');
    await grant.click();
    await happened(boss, 'Granted: Labour of one paid service free');
    await until('the remedy in the lobby', async () => (await reads(third)).includes('120.00'));
    await boss.getByRole('button', { name: 'Grant something' }).click();
    await boss.getByLabel('What', { exact: true }).selectOption('RM-3');
    await boss.getByText('at most ¥180.00', { exact: false }).waitFor();
    await boss.keyboard.press('Escape');
    await until('the refusal in the lobby', async () => (await reads(fourth)).includes('封阳台须由全体业主决定。'));
  });

  await part('name and telephone are shown for a purpose, which stays with the report', async () => {
    await open(sun, third);
    await sun.getByRole('button', { name: 'Show them' }).click();
    await sun.getByLabel('Purpose').fill('约上门时间');
    await sun.getByRole('dialog').getByRole('button', { name: 'Show them' }).click();
    await sun.getByText(PHONE).waitFor();
    await sun.locator('.cases-events .opened', { hasText: '约上门时间' }).waitFor();
    await sun.getByRole('button', { name: 'Hide' }).click();
    check(!(await sun.locator('main').innerText()).includes(PHONE), 'the number stays');
  });

  await part('a new code for a lost one; the old one opens nothing', async () => {
    await sun.getByRole('button', { name: 'A new receipt code' }).click();
    await sun.getByLabel('What was asked and answered').fill('哪一层：十六层');
    await sun.getByLabel('Why a new code is wanted').fill('纸条丢了');
    await sun.getByRole('button', { name: 'Make a new code' }).click();
    const code = (await sun.locator('.cases-code').innerText()).replaceAll(' ', '');
    await rig.shot(sun, 'desk-new-code');
    await sun.getByRole('button', { name: 'It was given out' }).click();
    await until('the new code opens it', async () => (await reads({ code })).includes(third.number));
    await until('the old one opens nothing', async () => await reads(third) === 'null');
  });
  resident.leaves();
});
