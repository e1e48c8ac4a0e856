// A clerk's day, from an empty server to a report that was answered, taken up again and closed: the first hour on the home page (password, community,
// colleagues, the first screen by its code, the first notice, the form of reports, standards and fees, going live), each text written by one and
// approved by another; then a resident who reports with a finger, reads the answer by the code, and says what has become of it.
// With FOYER_SHOTS each step is kept there as a picture, at 1280 and at 390 px and of the glass: they are there to be looked at.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { PASSWORD, check, test, until } from './rig.mjs';

const PICTURES = !!process.env.FOYER_SHOTS, KEPT = process.env.FOYER_SHOTS ?? '';
const LOBBY = 'T-B2-U1', ANSWER = '今天下午换了门机皮带，请试一试。', AGAIN = '厂家换了整台门机，已经好了。';
const local = (/** @type {number} */ hours) => new Date(Date.now() + (hours + 8) * 3600000).toISOString().slice(0, 16); // the browser is in Shanghai
const today = () => local(0).slice(0, 10);

await test('day', async (rig, part) => {
  const central = await rig.central();
  const page = await rig.page({ lang: 'zh-CN' }), wang = await rig.page({ lang: 'zh-CN' }), shen = await rig.page({ lang: 'zh-CN' }), gong = await rig.page({ lang: 'zh-CN' });
  let step = 0, screen = /** @type {any} */ (null);
  if (PICTURES) mkdirSync(KEPT, { recursive: true });
  const place = (/** @type {string} */ name) => join(KEPT, `${String(++step).padStart(2, '0')}-${name}`);
  /** The page as it stands, wide and narrow. */
  const keep = async (/** @type {string} */ name, who = page) => {
    const path = place(name);
    await rig.calm(who);
    await who.evaluate(() => scrollTo(0, 0));
    if (PICTURES) await who.screenshot({ path: `${path}.png`, fullPage: true });
    await who.setViewportSize({ width: 390, height: 844 });
    await rig.calm(who);
    await rig.fits(who, `${name} at 390 px`);
    await who.evaluate(() => scrollTo(0, 0));
    if (PICTURES) await who.screenshot({ path: `${path}-390.png`, fullPage: true });
    await who.setViewportSize({ width: 1280, height: 800 });
  };
  const glass = (/** @type {string} */ name) => PICTURES && screen.picture(`${place(name)}-glass.png`);
  /** The step that the first page names now leads to its page. */
  const next = async (/** @type {RegExp} */ says, /** @type {string} */ name, who = page) => {
    await who.goto('/console/');
    const now = who.locator('.steps .now', { hasText: says }).first();
    await now.waitFor();
    await keep(name, who);
    await now.getByRole('link').first().click();
    await now.waitFor({ state: 'detached' });
    await who.locator('.shell main h1').waitFor();
  };
  /** Fields by the first words of their labels; what can be left out says so behind them. */
  const field = (/** @type {string} */ label, who = page) => who.getByLabel(new RegExp(`^${label.replace(/[()]/g, '\\$&')}( （选填）)?$`));
  const fill = async (/** @type {Record<string, string>} */ answers, who = page) => {
    for (const [label, words] of Object.entries(answers)) await field(label, who).fill(words);
  };
  /** A document of the community goes the way of four eyes: Wang asks, Shen approves, and after ten seconds it hangs. */
  const approved = async (/** @type {string} */ address, /** @type {string} */ name) => {
    const ask = wang.getByRole('button', { name: '提交审核' }); // going live asks by itself
    if (await ask.count()) await ask.click();
    await wang.getByText('提请审核', { exact: false }).first().waitFor();
    await shen.goto('/console/');
    await shen.locator('.home-matter a', { hasText: name }).first().click();
    await shen.getByRole('button', { name: '批准', exact: true }).waitFor();
    check(new URL(shen.url()).pathname === address, `what waits for approval leads to ${shen.url()}`);
    await keep(`approving-${name}`, shen);
    await shen.getByRole('button', { name: '批准', exact: true }).click();
    await shen.getByText('这是大堂屏上现行的内容', { exact: false }).waitFor();
  };

  await part('the one-time password becomes an own one', async () => {
    check(/https:\/\/.*8443/.test(central.said) && central.said.includes(central.once), `init does not say how to go on: ${central.said}`);
    await page.goto('/console/');
    await page.locator('input[name=user]').waitFor();
    await keep('log-in');
    await fill({ 账号: 'admin', 密码: central.once });
    await page.getByRole('button', { name: '登录' }).click();
    await page.locator('input[name=new]').waitFor();
    await keep('own-password');
    await fill({ 一次性密码: central.once, 新密码: PASSWORD, 再输一次新密码: PASSWORD });
    await page.getByRole('button', { name: '保存新密码' }).click();
    await page.locator('.steps .now').waitFor();
  });

  await part('the community is entered in one form', async () => {
    await next(/小区/, 'empty-server');
    await page.getByRole('button', { name: '建立小区' }).click();
    await page.getByText('必填').first().waitFor();
    await keep('community-with-gaps');
    await fill({ 名称: '枫林苑', 地址: '海州市河东区枫林路18号', '楼栋 (1)': '1号楼', '单元数（每个单元一个大堂） (1)': '2', '层数 (1)': '11', '每单元电梯数 (1)': '2' });
    await page.getByRole('button', { name: '再加一栋' }).click();
    check(await page.getByLabel('楼栋 (2)').inputValue() === '2号楼', 'the next building is not counted on');
    await fill({ '单元数（每个单元一个大堂） (2)': '1', 服务中心电话: '010-8765-4321', 电梯困人救援电话: '010-8765-4300', 燃气抢险电话: '010-96777' });
    await keep('community');
    await page.getByRole('button', { name: '建立小区' }).click();
    await page.locator('.steps .now', { hasText: /同事/ }).waitFor();
  });

  const newcomer = async (/** @type {string} */ user, /** @type {string} */ may, /** @type {string[]} */ posts, /** @type {any} */ own) => {
    await page.goto('/console/people/new');
    await fill({ 账号名: user });
    await page.getByLabel('权限', { exact: true }).selectOption({ label: may });
    for (const post of posts) await page.getByLabel(post, { exact: true }).check();
    await keep(`account-${user}`);
    await page.getByRole('button', { name: '建立账号' }).click();
    const once = await page.locator('.people-once code').innerText();
    await keep(`account-${user}-once`);
    await page.getByRole('button', { name: '已经转交' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    central.forgetTries();
    await own.goto('/console/');
    await fill({ 账号: user, 密码: once }, own);
    await own.getByRole('button', { name: '登录' }).click();
    await own.locator('input[name=new]').waitFor();
    await fill({ 一次性密码: once, 新密码: PASSWORD, 再输一次新密码: PASSWORD }, own);
    await own.getByRole('button', { name: '保存新密码' }).click();
    await own.locator('.shell main h1').waitFor();
    await keep(`home-of-${user}`, own);
  };

  await part('three colleagues get accounts, each with a password of their own', async () => {
    await next(/同事/, 'community-is-there');
    await newcomer('wang.fang', '编辑', ['客服主管'], wang);
    await newcomer('shen.li', '审核并发布', ['项目经理'], shen);
    await newcomer('gong.qiang', '编辑', ['工程主管'], gong);
    await page.goto('/console/people');
    await page.getByText('gong.qiang').first().waitFor();
    await keep('people');
  });

  await part('the first screen is let in by the code on it', async () => {
    screen = await rig.terminal(LOBBY);
    const code = await screen.code();
    glass('code');
    await next(/屏幕/, 'colleagues-are-there');
    await page.locator('.lobbies-code').fill(code.toLowerCase());
    await page.getByLabel('楼栋').selectOption({ label: '2号楼' });
    await page.getByLabel('大堂', { exact: true }).selectOption(LOBBY);
    await keep('pairing');
    await page.getByRole('button', { name: '接入', exact: true }).click();
    await until('the home page on the glass', () => screen.look()?.page === 'home');
    await keep('screen-let-in');
    glass('home');
  });

  await part('the first notice is written from a template, checked and looked at', async () => {
    await next(/第一条通知/, 'home-for-a-notice', wang);
    await keep('templates', wang);
    await wang.getByRole('link', { name: /停水/ }).first().click();
    await wang.locator('main form button[type=submit]').waitFor();
    await keep('template-empty', wang);
    const asks = wang.locator('.notices-asks');
    for (const [i, one] of (await asks.locator('input[type=datetime-local]').all()).entries()) await one.fill(local(48 + 6 * i));
    for (const one of await asks.locator('select').all()) await one.selectOption({ index: 1 });
    await keep('template', wang);
    await asks.locator('button[type=submit]').click();
    await wang.locator('.preview-glass img').waitFor();
    await keep('written', wang);
    await wang.getByRole('button', { name: /去发布/ }).click();
    await wang.getByRole('button', { name: '提交审核' }).click();
    await wang.getByRole('heading', { name: '等待审核' }).waitFor();
    await keep('submitted', wang);
  });

  await part('another approves it; it hangs, and the live list says so', async () => {
    await shen.goto('/console/');
    await shen.getByRole('link', { name: /停水/ }).first().click();
    await shen.getByRole('button', { name: /通过并发布/ }).first().waitFor();
    await keep('review', shen);
    await shen.getByRole('button', { name: /通过并发布/ }).first().click();
    await shen.getByText(/撤回|不发布/).first().waitFor();
    await shen.locator('.notices-where').waitFor();
    await until('the notice on the glass', () => screen.shows('停水'));
    await shen.locator('.notices-where li', { hasText: '已上屏' }).first().waitFor();
    await keep('it-hangs', shen);
    glass('notice');
  });

  await part('the form of reports is taken over, changed a little, and approved', async () => {
    await next(/反映事项/, 'home-for-the-form', wang);
    await keep('no-form-yet', wang);
    await wang.getByRole('button', { name: '采用常用表单' }).click();
    await wang.getByText('通行情况').first().waitFor();
    await keep('form', wang);
    await wang.getByRole('checkbox', { name: '运动设施' }).uncheck();
    await wang.getByLabel('通行情况：由谁办理').selectOption({ label: '工程主管' });
    await wang.getByLabel('通行情况：几小时内首次答复').fill('6');
    await wang.getByRole('button', { name: '存入草稿' }).click();
    await wang.getByText('已存入草稿').first().waitFor();
    await keep('form-kept', wang);
    await approved('/console/cases/form', '反映事项表单');
    await until('the categories on the glass', () => screen.look()?.page === 'home');
  });

  await part('standards come out of a spreadsheet, the first fee out of a form', async () => {
    await next(/服务标准/, 'home-for-standards', wang);
    await keep('no-standards', wang);
    await wang.getByRole('link', { name: /从表格导入/ }).click();
    const rows = ['编号,类别,标题,承诺,指标,要求,目标值,单位,居民怎么核对,负责岗位,生效日期', `GT-06,沟通与投诉,反映事项首次答复,收到反映后24小时内给出首次答复。,首次答复时长,不超过,24,小时,看回执上的时间,R-CS,${today()}`,
      `BJ-01,保洁服务,大堂保洁,每天拖洗大堂两次。,每日拖洗次数,不少于,2,次,看大堂保洁记录,R-CLN,${today()}`];
    await wang.setInputFiles('input[type=file]', { name: '服务标准.csv', mimeType: 'text/csv', buffer: Buffer.from(`\ufeff${rows.join('\r\n')}\r\n`) });
    await wang.getByRole('button', { name: '转为草稿' }).waitFor();
    await keep('standards-read', wang);
    await wang.getByRole('button', { name: '转为草稿' }).click();
    await wang.getByText('大堂保洁').first().waitFor();
    await keep('standards-draft', wang);
    await approved('/console/standards', '服务标准');
    await next(/收费/, 'home-for-fees', wang);
    await wang.getByRole('link', { name: '新增收费项目' }).click();
    await wang.getByLabel('收费项目名称').waitFor();
    await wang.getByRole('button', { name: '存入草稿' }).click();
    await keep('fee-with-gaps', wang);
    await fill({ 收费项目名称: '物业服务费', 收费对象: '全体业主', 服务内容: '共用部位和设施的维护、保洁、绿化、秩序维护', 价格: '1.85', 单位: '元/平方米·月', 计费方式: '按建筑面积按月计收', 执行日期: today() }, wang);
    await wang.getByLabel('添加对应的服务标准').selectOption('BJ-01');
    await keep('fee', wang);
    await wang.getByRole('button', { name: '存入草稿' }).click();
    await wang.getByText('物业服务费').first().waitFor();
    await approved('/console/fees', '收费与账目');
  });

  await part('it goes live: the ribbon goes, and the numbers are real', async () => {
    check(screen.shows('演示内容'), 'no ribbon hangs over a demonstration');
    await wang.goto('/console/');
    await wang.getByRole('link', { name: '还要做什么' }).waitFor();
    await keep('only-going-live-is-left', wang);
    await wang.getByRole('link', { name: '还要做什么' }).click();
    await wang.getByRole('button', { name: '正式启用' }).waitFor();
    await keep('what-is-still-open', wang);
    await wang.getByRole('button', { name: '正式启用' }).click();
    await approved('/console/community', '小区');
    await until('the ribbon is gone', () => screen.look()?.page === 'home' && !screen.shows('演示内容'));
    await screen.tap('phones');
    await until('the numbers on the glass', () => screen.shows('010-8765-4300') && screen.shows('010-96777'));
    glass('phones');
    await screen.tap('home');
    await shen.goto('/console/');
    await shen.locator('.shell main h1').waitFor();
    await rig.calm(shen);
    check(await shen.locator('.steps').count() === 0, 'the first hour is not over');
    await keep('first-hour-is-over', shen);
  });

  /** A screen that was left goes home by itself. */
  const goHome = () => until('the home page', async () => {
    const seen = screen.look();
    if (seen?.page !== 'home' && seen?.targets.some((/** @type {any} */ one) => one.id === 'home' && one.enabled)) await screen.tap('home');
    return screen.look()?.page === 'home';
  });
  /** The resident looks a code up, digit by digit. */
  const lookUp = async (/** @type {string} */ code) => {
    await goHome();
    await screen.tap('lookup');
    await until('the number pad', () => screen.look()?.page === 'lookup');
    for (const digit of code) await screen.tap(`digit/${digit}`);
    await until('the report on the glass', () => screen.look()?.page === 'case');
  };
  /** The engineer answers; for ten seconds it can be called back. */
  const answered = async (/** @type {string} */ words, /** @type {string} */ name) => {
    await gong.getByRole('button', { name: '答复', exact: true }).first().click();
    await gong.locator('.cases-fields textarea').first().fill(words);
    await keep(`${name}-being-written`, gong);
    await gong.locator('.cases-bar .button.main').click();
    await gong.getByText('秒后发出', { exact: false }).first().waitFor();
    await keep(`${name}-ten-seconds`, gong);
    await gong.locator('.cases-events li', { hasText: words }).waitFor();
    await keep(name, gong);
  };
  let code = '', number = '';

  await part('a resident reports with a finger and gets a code', async () => {
    for (const id of ['complain', 'category/TX']) await screen.tap(id);
    glass('category');
    for (const id of ['matter/TX-06', 'place/lift:L2-1-B']) await screen.tap(id);
    glass('report');
    for (const id of ['next', 'send']) await screen.tap(id);
    code = (await until('the code on the receipt', () => screen.look()?.page.startsWith('receipt/') && /\d{5}\s*\d{5}\s*\d{5}/.exec(screen.words())?.[0])).replace(/\s/g, '');
    await until('it has reached the office', () => screen.shows('送达服务中心'));
    glass('receipt');
    await screen.tap('written');
    await until('the home page', () => screen.look()?.page === 'home' && !screen.shows(code.slice(0, 5)));
  });

  await part('the clerk sees it come, and gives it to the engineer', async () => {
    await wang.goto('/console/');
    await wang.getByRole('heading', { name: '新反映' }).waitFor();
    await keep('a-report-came', wang);
    await wang.goto('/console/cases');
    await wang.locator('.cases-row').first().waitFor();
    await keep('inbox', wang);
    await wang.locator('.cases-row').first().click();
    await wang.locator('main h1').waitFor();
    await rig.calm(wang);
    number = /\d{4}-\d{4,}/.exec(wang.url())?.[0] ?? '';
    await keep('report', wang);
  });

  await part('handed to the engineer, answered, with ten seconds to call it back', async () => {
    await wang.getByRole('button', { name: '派单或移交' }).click();
    await keep('handing-over', wang);
    await wang.locator('.cases-fields select').first().selectOption({ label: '工程主管' }).catch(() => {});
    await wang.locator('.cases-bar .button.main').click();
    await gong.goto('/console/');
    await gong.getByRole('heading', { name: '您岗位上的反映' }).waitFor();
    await keep('home-of-the-engineer', gong);
    await gong.getByRole('link', { name: /电梯故障停用/ }).click();
    await gong.locator('.cases-events').waitFor();
    await answered(ANSWER, 'answered');
  });

  await part('the resident reads it by the code: it did not help', async () => {
    await lookUp(code);
    await until('the answer on the glass', () => screen.shows(ANSWER));
    glass('answer');
    await screen.tap('act/not_helped');
    glass('did-not-help');
    await screen.tap('send');
    await until('what was said', () => screen.shows('您说：没有解决'));
    await screen.tap('finish');
    await gong.locator('.cases-events li', { hasText: '没有解决' }).first().waitFor();
    await keep('taken-up-again', gong);
    await answered(AGAIN, 'answered-again');
  });

  await part('it helped: the report is closed', async () => {
    await lookUp(code);
    await until('the second answer on the glass', () => screen.shows(AGAIN));
    await screen.tap('act/helped');
    await until('what was said', () => screen.shows('您说：有帮助。已于'));
    glass('closed');
    await gong.getByText('已办结').first().waitFor();
    await keep('closed', gong);
    await central.login();
    const kase = JSON.parse(await central.ctl('case', number, '--why', '看看', '--json'));
    check(kase.state === 'closed' && kase.outcome === 'helped' && kase.reopened >= 1, `the report is ${kase.state}, ${kase.outcome}, taken up again ${kase.reopened} times`);
  });

  await part('what became of it is written for the board of outcomes, approved, and read on the glass', async () => {
    await wang.goto('/console/outcome');
    await wang.locator('main h1').waitFor();
    await keep('board-empty', wang);
    await wang.getByRole('link', { name: '登记一件事' }).click();
    await wang.locator('.outcome-form').waitFor();
    await keep('matter-empty', wang);
    await wang.getByLabel('住户提出的事').fill('2号楼电梯常停');
    await wang.getByLabel('已经办了').check();
    await wang.getByLabel('办了什么').fill('换了整台门机');
    await keep('matter', wang);
    await wang.getByRole('button', { name: '存为草稿' }).click();
    await wang.getByText('草稿已保存').first().waitFor();
    await shen.goto('/console/');
    await shen.getByRole('link', { name: /2号楼电梯常停/ }).click();
    await shen.getByRole('button', { name: '审核并公布' }).click();
    await shen.getByText('已审核，一分钟内显示在各大堂。').waitFor();
    await keep('matter-approved', shen);
    await goHome();
    for (const id of ['lookup', 'outcome']) await screen.tap(id);
    await until('the matter on the glass', () => screen.shows('2号楼电梯常停') && screen.shows('换了整台门机'));
    glass('board');
    await shen.locator('main .badge', { hasText: /^已公布$/ }).waitFor();
    await keep('matter-hangs', shen);
  });
  console.log(`${step} steps${PICTURES ? ` are kept in ${KEPT}` : ''}`);
});
