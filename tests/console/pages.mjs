// All pages in one language: nothing serious for axe-core, nothing beside the window at 1280 and at 390 px. All are looked at before it fails.
import { check, test } from './rig.mjs';
import { WHO, addresses, furnish, routes, stand, templates } from './walk.mjs';

/** @param {'en'|'zh-CN'} lang */
export const pages = (lang) => test(`pages-${lang}`, async (rig, part) => {
  await rig.sample();
  const names = await furnish(rig);
  const page = await rig.enter(await rig.page({ lang }), { user: WHO });
  const all = { ...names, ...await templates(page) };
  const wrong = /** @type {string[]} */ ([]);
  const note = (/** @type {Promise<any>} */ look) => look.catch((error) => wrong.push(error.message));
  const look = async (/** @type {string} */ address) => {
    const name = `${lang}-${address.slice(9).replaceAll('/', '-') || 'home'}`;
    await page.setViewportSize({ width: 1280, height: 800 });
    await stand(rig, page, address);
    if (/undefined|NaN|\[object/.test(await page.locator('main').innerText())) wrong.push(`${address} says what is no word`);
    await note(rig.fits(page, address));
    await note(rig.accessible(page, address));
    await rig.shot(page, name, { fullPage: true });
    await page.setViewportSize({ width: 390, height: 844 });
    await rig.calm(page);
    await note(rig.fits(page, `${address} at 390 px`));
    await rig.shot(page, `${name}-390`, { fullPage: true });
  };
  for (const route of routes()) await part(route, async () => { for (const address of addresses(route, all)) await note(look(address)); });
  await part('none of them is wrong', async () => check(!wrong.length, wrong.join('\n')));
});
