// A clerk's day, from an empty server to a report that was answered, closed, taken up again and closed: the first hour (password, community,
// the first screen by its code, the first notice, written by one and approved by another, on its glass), then the report of a resident.
// Each step is kept as a picture, at 1280 and at 390 px and of the glass, in build/test/day/ (or FOYER_SHOTS): they are there to be looked at.
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PASSWORD, SOURCE, check, test, until } from './rig.mjs';
import { visitor } from './walk.mjs';

const KEPT = process.env.FOYER_SHOTS ?? join(SOURCE, 'build/test/day');
const LOBBY = 'T-B3-U1', ANSWER = '今天下午修好了，请看看。', AGAIN = '换了整段管子。';
const local = (/** @type {number} */ hours) => new Date(Date.now() + (hours + 8) * 3600000).toISOString().slice(0, 16); // the browser is in Shanghai

await test('day', async (rig, part) => {
  const central = await rig.central();
  const page = await rig.page({ lang: 'zh-CN' });
  let step = 0, screen = /** @type {any} */ (null);
  mkdirSync(KEPT, { recursive: true });
  /** The page as it stands, wide and narrow. */
  const keep = async (/** @type {string} */ name, who = page) => {
    const path = join(KEPT, `${String(++step).padStart(2, '0')}-${name}`);
    await rig.calm(who);
    await who.screenshot({ path: `${path}.png`, fullPage: true });
    await who.setViewportSize({ width: 390, height: 844 });
    await rig.calm(who);
    await rig.fits(who, `${name} at 390 px`);
    await who.screenshot({ path: `${path}-390.png`, fullPage: true });
    await who.setViewportSize({ width: 1280, height: 800 });
  };
  const glass = (/** @type {string} */ name) => screen.picture(join(KEPT, `${String(++step).padStart(2, '0')}-${name}-glass.png`));
  const heading = (/** @type {string|RegExp} */ name, who = page) => who.getByRole('heading', { name }).first().waitFor();

  await part('the one-time password becomes an own one', async () => {
    await page.goto('/console/');
    await page.locator('input[name=user]').waitFor();
    await keep('log-in');
    await page.locator('input[name=user]').fill('admin');
    await page.locator('input[name=password]').fill(central.once);
    await page.locator('button[type=submit]').click();
    await page.locator('input[name=new], input[autocomplete=new-password]').first().waitFor();
    await keep('own-password');
    for (const field of await page.locator('input[type=password]').all()) await field.fill(await field.getAttribute('autocomplete') === 'current-password' ? central.once : PASSWORD);
    await page.locator('button[type=submit]').click();
    await page.locator('.shell main h1').waitFor();
    await page.locator('.steps .now').waitFor();
    await keep('empty-server');
  });

  await part('the community comes, without a notice', async () => {
    const dir = join(rig.dir, 'sample');
    cpSync(join(SOURCE, 'assets/sample'), dir, { recursive: true });
    const notices = join(dir, 'notices.json');
    writeFileSync(notices, JSON.stringify({ ...JSON.parse(readFileSync(notices, 'utf8')), notices: [] }));
    rmSync(join(dir, 'outcome.json'));
    await central.login();
    await central.ctl('import', dir);
    await page.locator('.steps .now', { hasText: '屏' }).waitFor();
    await keep('community-is-there');
  });

  await part('the first screen is let in by the code on it', async () => {
    screen = await rig.terminal(LOBBY);
    const code = await screen.code();
    glass('code');
    await page.locator('.steps .now a').click();
    await page.locator('a[href*="/lobbies/pair"]').first().click();
    await page.locator('.lobbies-code').fill(code);
    await page.getByLabel('楼栋').selectOption('B3');
    await page.getByLabel('大堂').selectOption(LOBBY);
    await keep('pairing');
    await page.locator('main form button[type=submit]').click();
    await until('the home page on the glass', () => screen.look()?.page === 'home');
    await keep('screen-let-in');
    glass('home');
  });

  await part('a second person, who writes', async () => {
    await central.account('lin', 'editor', '--posts', 'R-CS,R-ENG');
    await page.goto('/console/people');
    await page.getByText('lin').first().waitFor();
    await keep('people');
  });

  const lin = await rig.page({ lang: 'zh-CN' });
  await part('the first notice is written from a template', async () => {
    await rig.enter(lin, { user: 'lin', to: '/console/notices' });
    await keep('no-notice-yet', lin);
    await lin.goto('/console/notices/new');
    await lin.locator('main h1').waitFor();
    await keep('templates', lin);
    await lin.getByRole('link', { name: /停水/ }).first().click();
    await lin.locator('main select').first().waitFor();
    await lin.getByLabel('地点', { exact: true }).or(lin.getByLabel('哪里', { exact: true })).first().selectOption('B3').catch(() => lin.locator('main select').first().selectOption('B3'));
    const moments = await lin.locator('main input[type=datetime-local]').all();
    for (const [i, field] of moments.entries()) await field.fill(local(48 + 6 * i));
    for (const field of await lin.locator('main select').all()) if (!await field.inputValue()) await field.selectOption({ index: 1 });
    await keep('template', lin);
    await lin.locator('main form button[type=submit], main button.main').last().click();
    await lin.locator('.preview-glass img').waitFor();
    await keep('written', lin);
  });

  await part('it is submitted, and another approves it', async () => {
    await lin.getByRole('button', { name: '去发布' }).or(lin.locator('button', { hasText: '发布' })).first().click();
    await lin.getByRole('button', { name: /提交/ }).click();
    await keep('submitted', lin);
    await page.goto('/console/');
    await page.getByText('3号楼', { exact: false }).first().waitFor();
    await keep('waits-for-approval');
    await page.getByRole('link', { name: /停水/ }).first().click();
    await page.getByRole('button', { name: /通过并发布/ }).first().waitFor();
    await keep('review');
    await page.getByRole('button', { name: /通过并发布/ }).first().click();
    await page.locator('.notices-where').waitFor();
    await until('the notice on the glass', () => screen.shows('停水'));
    await page.locator('.notices-where li').first().waitFor();
    await keep('it-hangs');
    glass('notice');
    await page.goto('/console/');
    await page.locator('.shell main h1').waitFor();
    await keep('first-hour-is-over');
  });

  const resident = await visitor(rig, 'T-B3-U2');
  let number = '', code = '';
  const answer = async (/** @type {string} */ words, /** @type {string} */ name) => {
    await lin.getByRole('button', { name: '答复', exact: true }).first().click();
    await lin.locator('main textarea').first().fill(words);
    await keep(`${name}-being-written`, lin);
    await lin.locator('.cases-bar .button.main').click();
    await lin.locator('.cases-events li', { hasText: words }).waitFor();
    await lin.getByText(/十秒|10 ?秒/).first().waitFor({ state: 'detached' });
    await keep(name, lin);
  };
  const ends = async (/** @type {number} */ replies) => {
    await resident.does({ act: 'helped', code, number, replies });
    await lin.reload();
    await lin.locator('.cases-events').waitFor();
  };

  await part('a resident reports; the desk has it', async () => {
    code = (await resident.does({ entry: { text: '十六楼墙上渗水，已经两天了。' } })).code;
    await lin.goto('/console/');
    await keep('a-report-came', lin);
    await lin.goto('/console/cases');
    await lin.locator('.cases-row').first().waitFor();
    await keep('inbox', lin);
    await lin.locator('.cases-row', { hasText: '渗水' }).click();
    await lin.locator('.cases-words', { hasText: '渗水' }).waitFor();
    number = /\d{4}-\d{4,}/.exec(lin.url())?.[0] ?? '';
    await keep('report', lin);
  });

  await part('answered, and the resident says that it helped', async () => {
    await answer(ANSWER, 'answered');
    await ends(1);
    await keep('closed', lin);
  });

  await part('taken up again, answered, and closed', async () => {
    await lin.getByRole('button', { name: '重新办理' }).or(lin.locator('.cases-bar button, main button', { hasText: '重新' })).first().click();
    await keep('taken-up-again-asks', lin);
    await lin.getByLabel('给住户的话').fill('您来电说又渗水了，我们重新办理。');
    await lin.locator('.cases-bar .button.main').click();
    await lin.getByRole('button', { name: '派单或移交' }).click();
    await keep('handed-over', lin);
    await lin.locator('.cases-bar .button.main').click();
    await lin.getByRole('button', { name: '答复', exact: true }).first().waitFor();
    await keep('taken-up-again', lin);
    await answer(AGAIN, 'answered-again');
    await ends(2);
    await keep('closed-again', lin);
    const kase = JSON.parse(await central.ctl('case', number, '--why', '看看', '--json'));
    check(kase.state === 'closed' && kase.outcome === 'helped' && kase.reopened >= 1, `the case is ${kase.state}, ${kase.outcome}, taken up again ${kase.reopened} times`);
  });

  await part('the day in figures, and in the record', async () => {
    resident.leaves();
    await page.goto('/console/cases/figures');
    await keep('figures');
    await page.goto('/console/audit');
    await page.getByRole('grid').waitFor();
    await keep('record-of-acts');
  });
  console.log(`${step} steps are kept in ${KEPT}`);
});
