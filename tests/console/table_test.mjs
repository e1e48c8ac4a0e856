// Ten thousand rows: only those in sight exist, and scrolling keeps up with the screen.
import { execFileSync } from 'node:child_process';
import { check, test, until } from './rig.mjs';

const ROWS = 10000;
// As acts stand in the database; the chain of hashes is not what this test is about.
const FILL = `
import sqlite3, sys
db = sqlite3.connect(sys.argv[1], timeout=20)
names = [r[1] for r in db.execute("PRAGMA table_info(audit)")]
n, at = db.execute("SELECT max(n), max(at) FROM audit").fetchone()
last = dict(zip(names, db.execute("SELECT * FROM audit WHERE n = ?", (n,)).fetchone()))
rows = []
for i in range(${ROWS} - n):
    row = {**last, "n": n + i + 1, "at": at + i, "what": ["item.publish", "login", "case.read"][i % 3], "object": f"object-{i:05d}", "who": f"clerk{i % 17}"}
    rows.append([row[c] for c in names])
db.executemany(f"INSERT INTO audit VALUES ({','.join('?' * len(names))})", rows)
db.commit()
`;

await test('table', async (rig, part) => {
  const central = await rig.central();
  await central.firstLogin();
  execFileSync('/usr/bin/python3', ['-c', FILL, `${central.data}/central.db`]);
  const page = await rig.page();
  await rig.enter(page);
  await page.locator('nav a', { hasText: 'Record of acts' }).click();

  await part('all rows are there, few exist', async () => {
    await page.getByText(/^1\d,\d{3} acts$|^10,000 acts$/).waitFor();
    check(await page.locator('.row').count() < 60, 'rows out of sight exist');
    await page.getByRole('grid').focus();
    await page.keyboard.press('End');
    await until('the last row', () => page.locator('.row.active').innerText().then((text) => text.includes('Made an account')));
    await page.keyboard.press('Home');
  });

  await part('scrolling keeps up', async () => {
    await rig.scrolled(page, '[role=grid]', '10,000 acts');
    check(await page.locator('.row.opens').count() > 10, 'the rows did not follow');
  });

  await part('search, filter and order', async () => {
    await page.getByRole('searchbox').fill('object-04242');
    await page.getByText('1 act', { exact: true }).waitFor();
    await page.getByRole('searchbox').fill('clerk5');
    await until('the search', () => page.locator('.count').innerText().then((text) => /^5\d\d acts$/.test(text)));
    await page.getByRole('combobox').selectOption('Log-ins');
    await until('the filter', () => page.locator('.count').innerText().then((text) => /^19\d acts$|^20\d acts$/.test(text)));
    await page.getByRole('button', { name: 'What about' }).click();
    const first = await page.locator('.row.opens').first().innerText();
    await page.getByRole('button', { name: 'What about' }).click();
    await until('the other way round', async () => await page.locator('.row.opens').first().innerText() !== first);
    check(first.includes('object-00'), `the smallest does not stand first: ${first}`);
    await page.getByRole('searchbox').fill('no such words');
    await page.getByText('Nothing was found').waitFor();
  });
});
