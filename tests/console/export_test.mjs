// The list of reports taken home for a spreadsheet program: both files are fetched with the buttons and read back, in both languages, with
// what was filtered, without what their reader may not see, and without a cell that such a program would take for a formula.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { check, test } from './rig.mjs';
import { consent, visitor } from './walk.mjs';

const HOSTILE = '=HYPERLINK("http://evil.example","点")', LONG = '墙上渗水，\n从"十六楼"往下。', PHONE = '13800000000';
// Both as rows of text, as a spreadsheet program reads them.
const READ = `
import csv, io, json, re, sys, zipfile
import xml.etree.ElementTree as tree
data = open(sys.argv[1], "rb").read()
if data[:2] == b"PK":
    files, ns = zipfile.ZipFile(io.BytesIO(data)), "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    sheet = tree.fromstring(files.read(next(n for n in files.namelist() if "worksheets/" in n)))
    shared = [ "".join(t.text or "" for t in si.iter(ns + "t")) for si in tree.fromstring(files.read("xl/sharedStrings.xml")).iter(ns + "si")] if "xl/sharedStrings.xml" in files.namelist() else []
    column = lambda ref: sum((ord(c) - 64) * 26 ** i for i, c in enumerate(reversed(re.match("[A-Z]+", ref)[0]))) - 1
    rows = []
    for row in sheet.iter(ns + "row"):
        cells = {}
        for c in row.iter(ns + "c"):
            text, value = "".join(t.text or "" for t in c.iter(ns + "t")), c.find(ns + "v")
            cells[column(c.get("r"))] = shared[int(value.text)] if c.get("t") == "s" else text if c.get("t") == "inlineStr" else value.text if value is not None else ""
        rows.append([cells.get(i, "") for i in range(max(cells, default=-1) + 1)])
    formulas = len(list(sheet.iter(ns + "f")))
else:
    assert data[:3] == b"\\xef\\xbb\\xbf", "without the mark a spreadsheet program takes it for another script"
    rows, formulas = list(csv.reader(io.StringIO(data[3:].decode(), newline=""))), 0
print(json.dumps({"rows": rows, "formulas": formulas}))
`;

await test('export', async (rig, part) => {
  const central = await rig.sample();
  await central.account('wu', 'editor', '--posts', 'R-ENG');
  const resident = await visitor(rig, 'T-B3-U1'), then = Math.floor(Date.now() / 1000);
  // Far from each other, so that they are no burst.
  await resident.does({ entry: { subitem: 'WX-01', text: LONG, at: then - 3000, contact: { phone: PHONE }, alias: '李女士', consent: consent() } });
  await resident.does({ entry: { subitem: 'WX-01', text: HOSTILE, at: then - 2000 } });
  const foreign = await resident.does({ entry: { category: 'TD', subitem: 'TD-01', text: '保安说话难听', at: then - 1000 } });
  check(foreign.s === 'stored', 'it was not taken');
  resident.leaves();

  const fetched = async (/** @type {any} */ page, /** @type {string} */ as) => {
    const coming = page.waitForEvent('download');
    await page.getByRole('link', { name: as, exact: true }).click();
    const file = await coming, path = join(rig.dir, `fetched.${as.toLowerCase()}`);
    await file.saveAs(path);
    const { rows, formulas } = JSON.parse(execFileSync('/usr/bin/python3', ['-c', READ, path], { encoding: 'utf8' }));
    check(formulas === 0, `${as} has formulas`);
    const head = rows[0], list = rows.slice(1).map((/** @type {string[]} */ row) => Object.fromEntries(head.map((/** @type {string} */ name, /** @type {number} */ i) => [name, row[i] ?? ''])));
    check(!readFileSync(path).includes(PHONE) && !JSON.stringify(rows).includes(PHONE) && !JSON.stringify(rows).includes('李女士'), `${as} has the contact`);
    return { name: file.suggestedFilename(), head, list };
  };

  const clerk = await rig.enter(await rig.page(), { user: 'wu', to: '/console/cases' });
  await part('CSV and XLSX in English: every report, its words where they are the reader’s, in words that a person reads', async () => {
    await clerk.getByText(/^3 reports$/).waitFor();
    await rig.shot(clerk, 'export-page');
    for (const as of ['CSV', 'XLSX']) {
      const { name, head, list } = await fetched(clerk, as);
      check(name === `cases.${as.toLowerCase()}`, `${as} is called ${name}`);
      check(head[0] === 'Number' && head.includes('Desk') && list.length === 3, `${as}: ${head.join()} and ${list.length} rows`);
      const of = (/** @type {string} */ words) => list.find((/** @type {any} */ row) => row.Words.includes(words));
      const long = of('渗水'), hostile = of('HYPERLINK'), other = list.find((/** @type {any} */ row) => row !== long && row !== hostile);
      check(long?.Words === LONG, `${as}: words in two lines: ${JSON.stringify(long?.Words)}`);
      check(hostile.Words === (as === 'CSV' ? `'${HOSTILE}` : HOSTILE), `${as}: ${hostile.Words}`);
      check(other && !other.Words, `${as} has the words of another desk: ${JSON.stringify(other)}`);
      check(long.Desk === 'Engineering supervisor' && long['Came by'] === 'Lobby screen' && long.State === 'Received', `${as}: ${JSON.stringify(long)}`);
      check(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/.test(long.Received), `${as}: received at ${long.Received}`);
    }
  });

  await part('what is filtered is what is in the file', async () => {
    await clerk.getByLabel('Category').selectOption('WX');
    await clerk.getByText(/^2 reports$/).waitFor();
    for (const as of ['CSV', 'XLSX']) check((await fetched(clerk, as)).list.length === 2, `${as} has other rows than the list`);
  });

  await part('in Chinese, on a small screen, with Chinese names', async () => {
    const small = await rig.enter(await rig.page({ lang: 'zh-CN', width: 390, height: 844 }), { user: 'wu', to: '/console/cases' });
    await small.getByText(/3 件/).first().waitFor();
    await small.getByRole('button', { name: /^筛选/ }).click();
    await rig.fits(small, 'the list with its files');
    await rig.shot(small, 'export-390');
    for (const as of ['CSV', 'XLSX']) {
      const { name, head, list } = await fetched(small, as);
      check(/^\p{Script=Han}+\.(csv|xlsx)$/u.test(name), `${as} is called ${name}`);
      check(head[0] === '编号', `${as}: ${head.join()}`);
      const row = list.find((/** @type {any} */ one) => one['内容'] === LONG);
      check(row['责任岗位'] === '工程主管' && row['来源'] === '大堂屏', `${as}: ${JSON.stringify(row)}`);
    }
  });

  await part('that a list was taken home is written down', async () => {
    const boss = await rig.enter(await rig.page());
    const told = await boss.evaluate(() => fetch('/v1/staff/audit?site=heting').then((answer) => answer.json()));
    const taken = Object.values(told).find((one) => Array.isArray(one)).filter((/** @type {any} */ row) => /export/.test(row.what) && row.who === 'wu');
    check(taken.length === 6, `${taken.length} of six are written down`);
  });
});
