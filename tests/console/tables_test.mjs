// Standards and fees: a spreadsheet with mistakes is told row by row, mended, taken over, approved by somebody else, and hangs in a lobby.
// The forms compute what follows: whether a standard was kept, the range of a guide price, a month's charge, a package's saving.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { check, test, until } from './rig.mjs';

/** An Excel workbook of these rows. @param {string} path @param {any[][]} rows */
function workbook(path, rows) {
  execFileSync('/usr/bin/python3', ['-c', 'import json, sys, openpyxl\nbook = openpyxl.Workbook()\nfor row in json.load(sys.stdin): book.active.append(row)\nbook.save(sys.argv[1])', path], { input: JSON.stringify(rows) });
  return path;
}

await test('tables', async (rig, part) => {
  const central = await rig.sample();
  await central.account('wang', 'editor');
  const screen = await rig.terminal('T-B3-U1');
  await screen.pair();
  const editor = await rig.enter(await rig.page({ lang: 'zh-CN' }), { user: 'wang' });
  const admin = await rig.enter(await rig.page());

  await part('a spreadsheet with mistakes is told row by row, and nothing is kept', async () => {
    await editor.goto('/console/fees/import');
    const bad = workbook(join(rig.dir, 'bad.xlsx'), [['编号', '收费标准（元）', '执行日期', '我的备注'], ['F-01', 2.98, '2027-01-01', 'x'], ['F-02', 9.99, '', ''], ['F-03', '一块七', '', ''], ['F-04', 4.8, '', '']]);
    await editor.setInputFiles('input[type=file]', bad);
    await editor.getByText('新增 0 行，改动 1 行，相同 1 行，被拒 2 行。').waitFor();
    await editor.getByText('收费标准（元） 高于政府指导价范围').waitFor();
    await editor.getByText('收费标准（元） “一块七” 应为金额，如 2.80').waitFor();
    await editor.getByText('这些列不认识，没有使用：我的备注').waitFor();
    await rig.accessible(editor, 'the report');
    await rig.shot(editor, 'tables-import');
    const small = await rig.enter(await rig.page({ lang: 'zh-CN', width: 390, height: 800 }), { user: 'wang' });
    await small.goto('/console/fees/import');
    await small.setInputFiles('input[type=file]', bad);
    await small.getByText('被拒 2 行').waitFor();
    await rig.fits(small, 'the report');
    await rig.shot(small, 'tables-import-390');
    await small.context().close();
  });

  await part('what is no table is refused with a sentence', async () => {
    editor.allow(422, /\/import\/fees$/);
    await editor.setInputFiles('input[type=file]', { name: 'old.xls', mimeType: 'application/vnd.ms-excel', buffer: Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]) });
    await editor.getByText(/old\.xls:/).waitFor();
    await editor.setInputFiles('input[type=file]', { name: 'cut.xlsx', mimeType: 'application/octet-stream', buffer: readFileSync(join(rig.dir, 'bad.xlsx')).subarray(0, 2000) });
    await editor.getByText(/cut\.xlsx:/).waitFor();
  });

  await part('mended, taken over, and asked for approval', async () => {
    await editor.setInputFiles('input[type=file]', workbook(join(rig.dir, 'good.xlsx'), [['编号', '收费标准（元）', '执行日期'], ['F-01', 2.98, '2027-01-01'], ['F-02', 2.6, '']]));
    await editor.getByRole('button', { name: '转为草稿' }).click();
    await editor.getByText('与现行内容有 2 处不同').waitFor();
    await editor.getByText('¥2.80').first().waitFor();
    await rig.shot(editor, 'tables-fees-draft');
    await editor.getByRole('button', { name: '提交审核' }).click();
    await editor.getByText('wang 提请审核。').waitFor();
    check(await editor.getByRole('button', { name: '批准' }).count() === 0, 'an editor is offered to approve');
  });

  await part('approved by somebody else, it hangs in the lobby', async () => {
    await admin.goto('/console/fees');
    await admin.getByText('wang asks for approval.').waitFor();
    await rig.accessible(admin, 'fees');
    await rig.shot(admin, 'tables-fees-review');
    await admin.getByRole('button', { name: 'Approve' }).click();
    await admin.getByText(/It goes out in/).waitFor();
    await admin.getByText('This is what hangs in the lobbies.', { exact: false }).waitFor();
    await screen.tap('fees');
    await until('2.98 on the glass', () => screen.shows('2.98'));
  });

  await part('a guide price is checked while it is typed, and the example is computed', async () => {
    await admin.goto('/console/fees/item/F-03');
    await admin.getByText('Allowed: ¥1.53 to ¥1.87.').waitFor();
    await admin.getByText(/153\.525 → ¥153\.53 a month/).waitFor();
    const price = admin.getByLabel('Price', { exact: true });
    await price.fill('9');
    await admin.getByText(/^The guide price allows/).first().waitFor();
    await rig.accessible(admin, 'a fee');
    await rig.shot(admin, 'tables-fee', { fullPage: true });
    await price.fill('1.78');
    await rig.fits(admin, 'a fee');
  });

  await part('a standard with another target gets a version, a history and the day from which it holds', async () => {
    await admin.goto('/console/standards/clause/GT-06');
    await admin.getByLabel('Target').fill('48');
    await admin.getByLabel('Why it changes').fill('试行反馈');
    await admin.getByRole('button', { name: 'Keep in the draft' }).click();
    await admin.getByText('Another target needs the day from which it is in force.').waitFor();
    await admin.getByLabel('In force from').fill('2027-01-01');
    await rig.accessible(admin, 'a standard');
    await rig.shot(admin, 'tables-standard', { fullPage: true });
    await admin.getByRole('button', { name: 'Keep in the draft' }).click();
    await admin.getByText(/A draft by admin/).waitFor();
    const told = (await admin.locator('.document-changes').innerText()).replace(/\s+/g, ' ');
    check(/GT-06.*Target: 24 hours → 48 hours/.test(told), `the change reads ${told}`);
    await rig.accessible(admin, 'standards');
    await rig.shot(admin, 'tables-standards', { fullPage: true });
  });

  await part('whether a standard was kept is computed', async () => {
    await admin.goto('/console/standards/kept/2026Q4');
    await admin.getByLabel('Value of ZH-01').fill('11');
    await admin.getByRole('row', { name: /ZH-01/ }).getByText('✗ not kept').waitFor();
    await admin.getByLabel('Value of ZH-01').fill('12');
    await admin.getByRole('row', { name: /ZH-01/ }).getByText('✓ kept').waitFor();
    await rig.accessible(admin, 'kept or not');
    await rig.shot(admin, 'tables-kept');
    await admin.getByRole('button', { name: 'Keep in the draft' }).click();
    await admin.getByText(/ZH-01 2026Q4/).waitFor();
  });

  await part('sums are computed: a package, a statement', async () => {
    await admin.goto('/console/fees/package/PK-01');
    await admin.getByLabel('Price of the package').fill('300');
    await admin.getByText('¥60.00').waitFor();
    await rig.shot(admin, 'tables-package', { fullPage: true });
    await admin.getByLabel('Price of the package').fill('288');
    await admin.goto('/console/fees/statement');
    await admin.getByText('¥530,085.90').first().waitFor();
    await admin.getByLabel('Amount of line 11').last().waitFor();
    await rig.accessible(admin, 'the statement');
    await rig.shot(admin, 'tables-statement', { fullPage: true });
  });

  await part('what hangs comes as a spreadsheet, and comes back as the same', async () => {
    await admin.goto('/console/standards/import');
    await admin.getByText('To begin with:').waitFor();
    await rig.calm(admin);
    for (const [name, end] of [['What hangs, as Excel', 'xlsx'], ['What hangs, as CSV', 'csv']]) {
      const coming = admin.waitForEvent('download');
      await admin.getByRole('link', { name }).click();
      const file = await coming;
      check(file.suggestedFilename() === `standards.${end}`, `it is called ${file.suggestedFilename()}`);
      const path = join(rig.dir, `standards.${end}`);
      await file.saveAs(path);
      await admin.setInputFiles('input[type=file]', path);
      await admin.getByText('0 new, 0 changed, 79 the same, 0 refused.').waitFor();
    }
  });

  await part('all of it on a telephone', async () => {
    const small = await rig.enter(await rig.page({ lang: 'zh-CN', width: 390, height: 800 }));
    for (const [path, sign] of [['standards', '服务标准'], ['standards/clause/GT-06', '承诺'], ['standards/kept/2026Q4', '已统计'], ['fees', '收费与账目'], ['fees/item/F-01', '价格与依据'], ['fees/package/PK-01', '包含的服务'], ['fees/paid/PS-01', '有偿服务'], ['fees/statement', '支出']]) {
      await small.goto(`/console/${path}`);
      await small.locator('main').getByText(sign).filter({ visible: true }).first().waitFor();
      await rig.calm(small);
      await rig.fits(small, path);
      await rig.accessible(small, `${path} on a telephone`);
      await rig.shot(small, `tables-390-${path.replace(/\//g, '-')}`, { fullPage: true });
    }
  });
});
