// One report from a finger on a real screen to its answer, written in the console and read on the glass.
import { test, until } from './rig.mjs';

const AT = 'T-B3-U1';
const squeeze = (/** @type {string} */ text) => text.replace(/\s/g, '');

await test('cases-story', async (rig, part) => {
  const central = await rig.sample();
  await central.account('sun', 'editor', '--posts', 'R-CS');
  const screen = await rig.terminal(AT);
  await screen.pair();
  const page = await rig.page();
  await rig.enter(page, { user: 'sun', to: '/console/cases' });
  let code = '';

  /** A finger on the first thing in sight that is called so, and what it brought about. */
  const press = async (/** @type {string} */ begin) => {
    const now = () => JSON.stringify([screen.look()?.page, screen.look()?.texts, screen.look()?.targets]);
    const target = await until(`${begin} on the glass`, () => screen.look()?.targets.find((/** @type {any} */ one) => one.id.startsWith(begin) && one.enabled && one.y + one.h / 2 < (begin.endsWith('/') ? 1600 : screen.size[1])));
    const before = now();
    await screen.tap(target.id);
    await until(`something after ${target.id}`, () => screen.look() && now() !== before);
    await until('the glass at rest', async () => {
      const then = now();
      await new Promise((done) => setTimeout(done, 400)); // longer than a page takes to come in
      return then === now();
    });
  };
  const open = async () => {
    if (screen.look()?.page !== 'home') await press('finish');
    await press('lookup');
    await until('the number pad', () => screen.look()?.page === 'lookup');
    for (const digit of code) await press(`digit/${digit}`);
    await until('the case on the glass', () => screen.look()?.page?.startsWith('case'));
  };
  const answer = async (/** @type {string} */ words) => {
    await page.getByRole('button', { name: 'Answer', exact: true }).first().click();
    await page.getByLabel('Words for the resident').fill(words);
    await page.locator('.cases-bar .button.main').click();
    await page.locator('.cases-events li', { hasText: words }).waitFor();
  };

  await part('a finger tells it, and the inbox has it without being asked', async () => {
    for (const target of ['complain', 'category/BJ', 'matter/', 'place/', 'next', 'send']) await press(target);
    await until('the receipt', () => /\d{5}\s*\d{5}\s*\d{5}/.test(screen.words())).catch((error) => { throw new Error(`${error.message}; it shows ${screen.look()?.page}: ${screen.words().slice(0, 600)} ${screen.look()?.targets.map((/** @type {any} */ one) => one.id).join(' ')}`); });
    code = squeeze(/** @type {RegExpExecArray} */ (/\d{5}\s*\d{5}\s*\d{5}/.exec(screen.words()))[0]);
    await press('written');
    await page.locator('.cases-row').first().waitFor();
    await page.locator('.cases-row').first().click();
    await page.getByText('Lobby screen').waitFor();
  });

  await part('the answer hangs in the lobby', async () => {
    await answer('垃圾桶已经清理。');
    await open();
    await until('the answer on the glass', () => screen.shows('垃圾桶已经清理'));
  });
});
