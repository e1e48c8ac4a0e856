// What staff, residents and terminals can write, written by somebody hostile: markup in every text that is stored, on every page. It stays
// text; nothing runs, nothing is fetched, no policy is tripped (the rig fails for each violation that the browser reports).
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SOURCE, check, test } from './rig.mjs';
import { WHO, addresses, furnish, routes, stand, templates } from './walk.mjs';

const HOSTILE = `<img src=x onerror=hit=1>'"`;
// Words that people write, as the documents name them. The rest are ids, dates and choices.
const WRITTEN = /^(name|title|summary|body_md|text|desc|note|answer|asked|commitment|metric|resident_check|address|landmark|role_name|words|hint|reason|statement|question|headline|rounding_rule|price_board_contact|material_rule|booked_in)(_en)?$/;

const SHORT = new Set(['files', 'slots']); // refused with more words, or with brackets

/** The document with HOSTILE behind every text. @param {any} value @param {string} [key] @returns {any} */
function poison(value, key = '') {
  if (typeof value === 'string') return WRITTEN.test(key) && value ? value + HOSTILE : value;
  if (Array.isArray(value)) return value.map((one) => poison(one, key));
  if (value && typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([k, one]) => [k, SHORT.has(k) ? one : poison(one, k)]));
  return value;
}

await test('hostile', async (rig, part) => {
  const central = await rig.central();
  await central.firstLogin();

  await part('a community whose every word is an attack', async () => {
    const dir = join(rig.dir, 'sample');
    cpSync(join(SOURCE, 'assets/sample'), dir, { recursive: true });
    for (const name of ['community', 'standards', 'fees', 'complaints', 'notices', 'outcome']) {
      const path = join(dir, `${name}.json`);
      writeFileSync(path, JSON.stringify(poison(JSON.parse(readFileSync(path, 'utf8')))));
    }
    await central.ctl('import', dir);
  });

  const names = await furnish(rig, HOSTILE);
  const page = await rig.enter(await rig.page(), { user: WHO });
  page.on('dialog', (/** @type {any} */ dialog) => { page.complaints.push(`a dialog: ${dialog.message()}`); dialog.dismiss(); });
  const all = { ...names, ...await templates(page) };
  let seen = 0;
  for (const route of routes()) {
    await part(route, async () => {
      for (const address of addresses(route, all)) {
        await stand(rig, page, address);
        const told = await page.evaluate(() => ({ hit: 'hit' in globalThis, marks: document.querySelectorAll('img[src="x"], svg[onload], [onerror], [onload], main script').length,
          words: document.body.innerText.includes('onerror=hit=1') || [...document.querySelectorAll('input, textarea')].some((field) => field.value.includes('onerror=hit=1')) }));
        check(!told.hit, `${address}: it ran`);
        check(!told.marks, `${address}: text became markup`);
        seen += told.words ? 1 : 0;
      }
    });
  }
  await part('it was there to be seen', async () => check(seen > 10, `the words stood on ${seen} pages only`));
});
