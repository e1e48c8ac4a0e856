// A community's buildings, units, lifts, places and lobbies from one spreadsheet: each row told before anything is kept, also what is renamed and what goes;
// taken over, it is a draft that somebody else approves; what is exported comes back as the same.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { check, test } from './rig.mjs';

/** An Excel workbook of these rows. @param {string} path @param {any[][]} rows */
function workbook(path, rows) {
  execFileSync('/usr/bin/python3', ['-c', 'import json, sys, openpyxl\nbook = openpyxl.Workbook()\nfor row in json.load(sys.stdin): book.active.append(row)\nbook.save(sys.argv[1])', path], { input: JSON.stringify(rows) });
  return path;
}

await test('sheet', async (rig, part) => {
  const central = await rig.sample();
  for (const [user, role] of [['wang', 'editor'], ['shen', 'approver']]) await central.account(user, role);
  const editor = await rig.enter(await rig.page({ lang: 'zh-CN' }), { user: 'wang' });
  const admin = await rig.enter(await rig.page());
  const item = () => editor.evaluate(() => fetch('/v1/staff/items/community').then((answer) => answer.json()));
  const HEAD = ['种类', '编号', '名称', '楼栋', '单元', '层数', '户型面积', '供水分区', '附近楼栋', '位置', '备注'];
  const MIXED = [HEAD, ['楼栋', 'B1', '甲座', '', '', '', 89.52, '', '', '', 'x'], ['单元', 'B1-U2', '', '甲座', '', '', '', '低区', '', '', ''], ['电梯', 'L1-1-A', '', '', '', '十八', '', '', '', '', ''],
    ['电梯', 'L9', 'C梯', '甲座', '2单元', 18, '', '', '', '', ''], ['地点', 'P-NEW', '南门', '', '', '', '', '', 'B1、2号楼', '', ''], ['车库', 'G1', '', '', '', '', '', '', '', '', ''], ['楼栋', 'B2', '2号楼', '', '', '', '', '', '', '', '']];

  await part('the way to it, and what is no sheet of a community', async () => {
    await editor.goto('/console/community/buildings');
    await editor.getByRole('link', { name: '从表格导入' }).click();
    await editor.getByLabel('表格里没有写到的').waitFor();
    editor.allow(422, /\/import\/community/);
    await editor.setInputFiles('input[type=file]', workbook(join(rig.dir, 'fees.xlsx'), [['编号', '收费标准（元）'], ['F-01', 2.98]]));
    await editor.getByText('第一行要写列名，其中必须有“种类”', { exact: false }).waitFor();
  });

  await part('each row is told, renamed and refused ones too, and nothing is kept', async () => {
    await editor.setInputFiles('input[type=file]', workbook(join(rig.dir, 'mixed.xlsx'), MIXED));
    await editor.getByText('新增 2 行，改名 1 行，改动 1 行，去除 0 项，相同 1 行，被拒 2 行。').waitFor();
    await editor.getByText('这些列不认识，没有使用：备注').waitFor();
    for (const words of [/层数 “十八” 应为整数/, /种类 “车库” 不是小区、楼栋/, /名称: 1号楼 → 甲座; 常见户型面积（平方米）: 98\.50 m² → 89\.52 m²/, /供水分区: 低区、高区 → 低区/, /楼栋 甲座 · 单元 2单元/]) await editor.getByText(words).first().waitFor();
    await rig.accessible(editor, 'the report');
    await rig.shot(editor, 'sheet', { fullPage: true });
    await editor.setViewportSize({ width: 390, height: 844 });
    await rig.calm(editor);
    await rig.fits(editor, 'the report');
    await rig.shot(editor, 'sheet-390', { fullPage: true });
    await editor.setViewportSize({ width: 1280, height: 844 });
    check((await item()).work === null, 'something was kept before anybody said so');
  });

  await part('a complete sheet takes out what it does not name, unless something stands in it', async () => {
    await editor.setInputFiles('input[type=file]', workbook(join(rig.dir, 'whole.xlsx'), [['种类', '编号', '名称'], ['楼栋', 'B1', '甲座'], ['地点', 'P-GATE', '南门'], ['大堂', 'T-B3-U1', '']]));
    await editor.getByText('去除 0 项', { exact: false }).waitFor();
    await editor.getByLabel('表格里没有写到的').selectOption({ label: '去除：这张表是完整的' });
    await editor.getByText('去除 51 项', { exact: false }).waitFor();
    await editor.getByText('表格里没有，将从草稿中去除。').first().waitFor();
    await editor.getByText('将去除的大堂：', { exact: false }).waitFor();
    await editor.getByText('表格里没有，但不能去除：里面还有 L2-1-A', { exact: false }).waitFor();
    await rig.accessible(editor, 'what goes');
    await rig.shot(editor, 'sheet-gone', { fullPage: true });
    await editor.getByLabel('表格里没有写到的').selectOption({ label: '保持不变' });
    await editor.getByText('去除 0 项', { exact: false }).waitFor();
  });

  await part('what somebody else has kept meanwhile is not lost', async () => {
    await editor.setInputFiles('input[type=file]', join(rig.dir, 'mixed.xlsx'));
    await editor.getByText('新增 2 行', { exact: false }).waitFor();
    await admin.goto('/console/community/places/P-BIN-1');
    await admin.getByLabel('Name', { exact: true }).fill('垃圾房');
    await admin.getByRole('button', { name: 'Keep in the draft' }).click();
    await admin.locator('.document-changes').waitFor();
    editor.allow(409, /\/items\/community$/);
    await editor.getByRole('button', { name: '不含被拒的行，转为草稿' }).click();
    await editor.locator('.toast').waitFor();
    await editor.getByText('新增 2 行', { exact: false }).waitFor();
    await editor.getByRole('button', { name: '不含被拒的行，转为草稿' }).click();
    await editor.locator('.document-changes').waitFor();
    const { work, doc } = await item(), b1 = work.doc.buildings[0];
    check(doc.buildings[0].name === '1号楼', 'it hangs before anybody has approved it');
    check(work.doc.places[0].name === '垃圾房', 'the words of a colleague are lost');
    check(b1.name === '甲座' && b1.area_per_household_c === 8952 && String(b1.units[1].water_zones) === 'low' && b1.units[1].lifts.includes('L9') && b1.floors === 18, JSON.stringify(b1));
    check(work.doc.lifts.find((/** @type {any} */ l) => l.id === 'L1-1-A').floors === 18, 'a refused row was taken');
    const told = (await editor.locator('.document-changes').innerText()).replace(/\s+/g, ' ');
    check(/名称: 1号楼 → 甲座/.test(told), told);
  });

  await part('somebody else approves it', async () => {
    await editor.getByRole('button', { name: '提交审核' }).click();
    await editor.getByText('wang 提请审核。').waitFor();
    const approver = await rig.enter(await rig.page(), { user: 'shen' }); // both others have written at it
    await approver.goto('/console/community');
    await approver.getByRole('button', { name: 'Approve' }).click();
    await approver.getByText('This is what hangs in the lobbies.', { exact: false }).waitFor();
    check((await item()).doc.buildings[0].name === '甲座', 'the approved name does not hang');
  });

  await part('what is exported comes back as the same, also as the complete sheet', async () => {
    await editor.goto('/console/community/sheet');
    for (const as of ['xlsx', 'csv']) {
      const bytes = await editor.evaluate((form) => fetch(`/v1/staff/export/community?as=${form}`).then((answer) => answer.arrayBuffer()).then((buffer) => [...new Uint8Array(buffer)]), as);
      await editor.setInputFiles('input[type=file]', { name: `back.${as}`, mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) });
      await editor.getByText(/新增 0 行，改名 0 行，改动 0 行，去除 0 项，相同 \d{3} 行，被拒 0 行。/).waitFor();
      await editor.getByLabel('表格里没有写到的').selectOption({ label: as === 'xlsx' ? '去除：这张表是完整的' : '保持不变' }); // the next file does not wait for that answer
    }
    await editor.getByText(/新增 0 行，改名 0 行/).waitFor();
    check(await editor.getByRole('button', { name: '转为草稿' }).isDisabled(), 'nothing can be taken over');
  });

  await part('the empty sheet with its example can be read', async () => {
    const bytes = await editor.evaluate(() => fetch('/v1/staff/import/community/template?as=xlsx').then((answer) => answer.arrayBuffer()).then((buffer) => [...new Uint8Array(buffer)]));
    await editor.setInputFiles('input[type=file]', { name: 'example.xlsx', mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) });
    await editor.getByText('是本小区的编号：这张表是别的小区的', { exact: false }).waitFor();
    await editor.getByText('被拒 1 行。', { exact: false }).waitFor();
  });
});
