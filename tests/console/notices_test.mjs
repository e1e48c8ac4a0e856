// Ten thousand notices in the list: it stands soon, only the rows in sight exist, it scrolls as the screen does and is searched at once.
import { execFileSync } from 'node:child_process';
import { check, test, until } from './rig.mjs';

const ROWS = 10000;
// Drafts like a real one; what is measured is the list, not the writing.
const FILL = `
import sqlite3, sys
db = sqlite3.connect(sys.argv[1], timeout=20)
for table, key in (("item", "id"), ("item_version", "item")):
    names = [r[1] for r in db.execute(f"PRAGMA table_info({table})")]
    one = dict(zip(names, db.execute(f"SELECT * FROM {table} WHERE {key}='N-002' LIMIT 1").fetchone()))
    rows = []
    for i in range(${ROWS}):
        row = {**one, key: f"X-{i:05d}", "status": "withdrawn"}
        if key == "id":
            row.update({"title": f"往年通知第{i}号", "updated": one["updated"] - i * 60})
        rows.append([row[c] for c in names])
    db.executemany(f"INSERT INTO {table} VALUES ({','.join('?' * len(names))})", rows)
db.commit()
`;

await test('notices', async (rig, part) => {
  const central = await rig.sample();
  execFileSync('/usr/bin/python3', ['-c', FILL, `${central.data}/central.db`]);
  const page = await rig.enter(await rig.page());

  await part('the list stands, and few rows exist', async () => {
    await rig.calm(page);
    const from = Date.now(), answer = page.waitForResponse(/\/items\?kind=notice/);
    await page.locator('nav a', { hasText: 'Notices' }).click();
    await page.getByText(/^10,0\d\d notices$/).waitFor();
    await page.locator('.row').first().waitFor();
    rig.measured('10,000 notices, from the touch to the list', Date.now() - from, 'ms');
    check(await page.locator('.row').count() < 60, 'rows out of sight exist');
    const bytes = (await (await answer).body()).length / ROWS;
    check(bytes < 300, `a line of the list costs ${bytes.toFixed()} bytes`);
  });

  await part('it scrolls as the screen does', async () => {
    await rig.scrolled(page, '[role=grid]', '10,000 notices');
  });

  await part('by keyboard to the end, and found by its words', async () => {
    await page.getByRole('grid').focus();
    await page.keyboard.press('End');
    await until('the last row', async () => Number(await page.locator('.row').last().getAttribute('aria-rowindex') ?? 0) > 9900 || (await page.locator('.row.active').count()) === 1);
    await page.getByRole('searchbox').fill('往年通知第7777号');
    await page.getByText(/^1 notice$/).or(page.getByText('1 notices')).first().waitFor();
    await page.getByText('往年通知第7777号').waitFor();
    await rig.shot(page, 'notices-many');
  });
});
