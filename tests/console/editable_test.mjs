// What stands in the documents beside lists and notices can be written in forms: the rounding rule, public revenue, the maintenance fund, categories, the
// contract, groups and the logo. Each goes the same way, and hangs in a real lobby once somebody else has approved it.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { check, test, until } from './rig.mjs';

/** A PNG of a bar in a colour on nothing. @param {string} path @param {number[]} size @param {number[]} color */
function picture(path, size, color) {
  execFileSync('/usr/bin/python3', ['-c', `import sys, json
from PIL import Image, ImageDraw
(w, h), color = json.loads(sys.argv[2])
one = Image.new('RGBA', (w, h), (0, 0, 0, 0))
ImageDraw.Draw(one).rectangle((w // 8, h // 8, w * 7 // 8, h * 7 // 8), fill=tuple(color))
one.save(sys.argv[1])`, path, JSON.stringify([size, color])]);
  return path;
}

await test('editable', async (rig, part) => {
  const central = await rig.sample();
  await central.account('wang', 'editor');
  const screen = await rig.terminal('T-B3-U1');
  await screen.pair();
  const editor = await rig.enter(await rig.page(), { user: 'wang' }), admin = await rig.enter(await rig.page());
  editor.allow(422, /\/preview$/); // the picture beside a form is given up when the machine is busy; the approver's is waited for
  const told = async (/** @type {any} */ page) => (await page.locator('.document-changes').innerText()).replace(/\s+/g, ' ');
  const keep = async (/** @type {any} */ page) => {
    await page.getByRole('button', { name: 'Keep in the draft' }).click();
    await page.locator('.document-changes').waitFor();
  };
  const hang = async (/** @type {string} */ area, pictures = false) => {
    await editor.getByRole('button', { name: 'Ask for approval' }).click();
    await editor.getByText('wang asks for approval.').waitFor();
    await admin.goto(`/console/${area}`);
    if (pictures) {
      check(await admin.getByRole('button', { name: 'Approve' }).isDisabled(), 'a picture is approved unseen');
      await admin.getByAltText('The page as the screen in the lobby shows it').waitFor();
      await admin.getByLabel('I have looked at every picture in full size', { exact: false }).check();
    }
    await admin.getByRole('button', { name: 'Approve' }).click();
    await admin.getByText('This is what hangs in the lobbies.', { exact: false }).waitFor();
  };

  /** All screens full of a page, from the home page on. @param {string[]} way what is touched */
  const read = async (...way) => {
    if (screen.look()?.page !== 'home') await screen.tap('home');
    await until('the home page', () => screen.look()?.page === 'home');
    for (const id of way) await screen.tap(id);
    await until(way.at(-1), () => screen.look()?.page === way.at(-1));
    for (let words = ''; ;) {
      words += screen.words().replace(/\s/g, '');
      if (!screen.look()?.targets.some((/** @type {any} */ one) => one.id === 'fees/page-down' && one.enabled)) return words;
      const before = screen.words();
      await screen.tap('fees/page-down');
      await until('the next screen full', () => screen.words() && screen.words() !== before);
    }
  };

  await part('the rounding rule and what is never charged', async () => {
    await editor.goto('/console/fees/account/board');
    await editor.getByLabel('Rounding rule (if you like)', { exact: true }).fill('逐月计算，四舍五入到分，年底一次补差');
    const rows = editor.locator('.document-rows tbody tr');
    await editor.getByRole('button', { name: 'One more' }).click();
    await rows.last().getByRole('textbox').first().fill('门禁卡押金');
    await rig.accessible(editor, 'the price board');
    await keep(editor);
    const line = await told(editor);
    check(/Rounding rule: 单户单月应收.* → 逐月计算/.test(line), line);
    check(/What is never charged: .*门禁卡押金/.test(line), line);
  });

  await part('public revenue: totals follow from the lines, and a heading is wanted', async () => {
    await editor.goto('/console/fees/account/revenue');
    await editor.getByText('¥106,718.96').waitFor();
    const heading = editor.getByLabel('Heading', { exact: true }), words = await heading.inputValue();
    await heading.fill('');
    const lift = editor.getByRole('group', { name: 'PR-01' });
    await lift.getByLabel('Amount').fill('13200.07');
    await editor.getByText('¥106,719.03').waitFor();
    await editor.getByRole('button', { name: 'Keep in the draft' }).click();
    await editor.getByText('Something is still missing above.').waitFor();
    await heading.fill(words);
    await rig.accessible(editor, 'public revenue');
    await keep(editor);
    const line = await told(editor);
    check(/PR|电梯轿厢广告/.test(line) && /Amount: ¥13,200\.00 → ¥13,200\.07/.test(line), line);
    check(/Balance after: ¥106,718\.96 → ¥106,719\.03/.test(line), line);
  });

  await part('the maintenance fund: what a project took from a building is taken from its account', async () => {
    await editor.goto('/console/fees/account/fund');
    const use = editor.getByRole('group', { name: 'MU-02' });
    await use.getByLabel('Amount').fill('40000');
    await use.getByText('¥40,000.00').waitFor();
    await rig.accessible(editor, 'the maintenance fund');
    await keep(editor);
    const line = await told(editor);
    check(/Amount|Together: ¥36,845\.00 → ¥40,000\.00/.test(line), line);
    check(/Taken out: ¥36,845\.00 → ¥40,000\.00/.test(line), line);
  });

  await part('a statement’s line is what its parts come to', async () => {
    await editor.goto('/console/fees/statement');
    await editor.getByText('English, and what line 1 is made of').last().click();
    await editor.getByLabel('Amount of part 1 of line 1', { exact: true }).last().fill('119700.01');
    await until('the sum in the line', async () => await editor.getByLabel('Amount of line 1', { exact: true }).last().inputValue() === '155610.01');
    await rig.accessible(editor, 'the statement with its parts');
    await keep(editor);
    check(/Parts of it: .*工资 ¥119,700\.01/.test(await told(editor)), await told(editor));
  });

  await part('approved, all of it hangs in the lobby', async () => {
    await hang('fees');
    await until('the rule and the deposit on the glass', async () => { const words = await read('fees'); return words.includes('年底一次补差') && words.includes('门禁卡押金'); });
    await until('the lines of public revenue and the fund', async () => { const words = await read('fees', 'fees/accounts'); return ['13,200.07', '106,719.03', '40,000.00'].every((sum) => words.includes(sum)); });
  });

  await part('a category is renamed, and one that has standards stays', async () => {
    await editor.goto('/console/standards/board');
    const first = editor.getByRole('group', { name: /^ZH / });
    await first.getByLabel('Name', { exact: true }).fill('综合与窗口服务');
    await first.getByLabel('Letters').fill('ZY');
    await editor.getByRole('button', { name: 'Keep in the draft' }).click();
    await editor.getByText('These standards would have no category: ZH-01', { exact: false }).waitFor();
    await editor.getByRole('group', { name: /^ZY / }).getByLabel('Letters').fill('ZH');
    await rig.accessible(editor, 'categories');
    await keep(editor);
    check(/Category ZH .*Name: 综合服务 → 综合与窗口服务/.test(await told(editor)), await told(editor));
  });

  await part('personal data in a document is found before it hangs', async () => {
    await editor.goto('/console/standards/clause/ZH-01');
    await editor.getByLabel('How a resident can check it').fill('请拨打张师傅手机13912345678');
    await keep(editor);
    await editor.getByText('looks like a telephone number', { exact: false }).waitFor();
    await editor.locator('.document-noticed b', { hasText: 'ZH-01' }).first().waitFor();
    await editor.goto('/console/standards/clause/ZH-01');
    await editor.getByLabel('How a resident can check it').fill('经办人身份证11010519491231002X');
    await keep(editor);
    await editor.getByText('an identity card number stands in it', { exact: false }).waitFor();
    editor.allow(422, /\/items\/standards\/submit$/);
    await editor.getByRole('button', { name: 'Ask for approval' }).click();
    await editor.locator('.toast').getByText('identity card number', { exact: false }).waitFor();
    check(!screen.shows('11010519491231002X'), 'an identity number hangs');
  });

  await part('the logo: too pale is refused with the figure, a good one is made small and hangs', async () => {
    await editor.goto('/console/community/look');
    await editor.setInputFiles('input[type=file]', picture(join(rig.dir, 'pale.png'), [400, 200], [250, 240, 170, 255]));
    await editor.getByText('It is too pale: on white its contrast is 1.1 : 1', { exact: false }).waitFor();
    await editor.setInputFiles('input[type=file]', picture(join(rig.dir, 'logo.png'), [2400, 1200], [12, 70, 130, 255]));
    await editor.getByText('2400 × 1200 → 640 × 320').waitFor();
    await editor.getByAltText('The logo on white').waitFor();
    await rig.accessible(editor, 'the logo');
    await rig.shot(editor, 'editable-logo', { fullPage: true });
    await keep(editor);
    check(/Logo: — → logo-[0-9a-f]{8}\.png/.test(await told(editor)), await told(editor));
  });

  await part('the contract and a group', async () => {
    await editor.goto('/console/community/contract');
    await editor.getByLabel('In force until').fill('2020-01-01');
    await editor.getByRole('button', { name: 'Keep in the draft' }).click();
    await editor.getByText('The contract ends before it begins.').waitFor();
    await editor.getByLabel('In force until').fill('2029-06-30');
    await keep(editor);
    await until('the new end in the list of changes', async () => /In force until: \S+ → 2029-06-30/.test(await told(editor)));
    await editor.goto('/console/community/groups/elder');
    await editor.getByRole('button', { name: 'Take it out' }).click();
    await editor.getByText(/^It still holds /).waitFor();
    await editor.goto('/console/community/groups/new');
    await editor.getByLabel('Name', { exact: true }).fill('快递柜旁');
    await editor.getByRole('button', { name: 'Keep in the draft' }).click();
    await until('the group in the list of changes', async () => /Group 快递柜旁/.test(await told(editor)));
  });

  await part('the logo hangs in the lobby, and the contract’s end stands there', async () => {
    const blue = () => {
      const path = join(rig.dir, 'glass.png');
      screen.picture(path);
      return execFileSync('/usr/bin/python3', ['-c', 'import sys; from PIL import Image; im = Image.open(sys.argv[1]).convert("RGB").crop((0, 0, 400, 160)); print(sum(1 for p in im.getdata() if p == (12, 70, 130)))', path], { encoding: 'utf8' }).trim();
    };
    check(Number(blue()) === 0, 'the logo hangs before it is approved');
    await hang('community', true);
    await until('the logo on the glass', () => Number(blue()) > 500);
  });

  await part('all of it in Chinese, wide and on a telephone', async () => {
    const small = await rig.enter(await rig.page({ lang: 'zh-CN', width: 390, height: 844 }));
    for (const [path, sign] of [['fees/account/board', '取整规则'], ['fees/account/revenue', '净收益'], ['fees/account/fund', '楼栋账户'], ['fees/statement', '应收与实收'], ['standards/board', '住户满意率'], ['community/look', '标志'], ['community/contract', '分包服务'], ['community/groups', '分组']]) {
      await small.goto(`/console/${path}`);
      await small.locator('main').getByText(sign).filter({ visible: true }).first().waitFor();
      await rig.calm(small);
      await rig.fits(small, `${path} on a telephone`);
      await rig.shot(small, `editable-${path.replaceAll('/', '-')}-390`, { fullPage: true });
    }
  });
});
