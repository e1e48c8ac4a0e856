// The frame around the pages: by keyboard, small and dark, in both languages, with hostile names, and without a server for a while.
import { check, test, until } from './rig.mjs';

const HOSTILE = '<img src=x onerror="window.hit=1"><script>window.hit=1</script>“停水”';

await test('shell', async (rig, part) => {
  const central = await rig.central();
  await central.firstLogin();
  const page = await rig.page();

  await part('an empty server says what to do first', async () => {
    await rig.enter(page);
    await page.getByText('Say what your community is').waitFor();
    check(await page.locator('.steps .now').innerText().then((text) => text.includes('Say what your community is')), 'the first step is not the community');
    await rig.accessible(page, 'the first page of an empty server');
    await rig.shot(page, 'home-empty');
  });

  await part('what has come in is seen', async () => {
    await central.importSample();
    const draft = { id: 'N-900', kind: 'notice', status: 'draft', audience: { tags_any: ['all'], buildings: [], units: [], exclude_tags: [] }, doc: { id: 'N-900', kind: 'general', issuer: 'R-CS',
      effective: '2030-01-01T08:00:00+08:00', expires: '2030-01-03T08:00:00+08:00', priority: 3, pinned: false, lang: { 'zh-CN': { title: HOSTILE, summary: HOSTILE, body_md: '内容。' } }, files: [] } };
    await central.ctl('publish', central.file('draft.json', JSON.stringify(draft)));
    await page.locator('nav a', { hasText: 'Record of acts' }).click();
    await page.locator('nav a', { hasText: 'Today' }).click();
    await page.getByText(HOSTILE).waitFor();
    check(!(await page.evaluate(() => globalThis.hit)), 'a title ran as a script');
    check(await page.locator('main img, main script').count() === 0, 'a title became markup');
    await rig.shot(page, 'home', { fullPage: true });
  });

  await part('by keyboard alone', async () => {
    await page.locator('h1').focus();
    await page.keyboard.press('g');
    await page.keyboard.press('r');
    await page.getByRole('heading', { name: 'Record of acts' }).waitFor();
    await page.getByRole('grid').waitFor();
    await page.keyboard.press('/');
    check(await page.evaluate(() => document.activeElement?.matches('[data-search]')), '/ does not lead to the search');
    await page.keyboard.type('logged in');
    await until('the search', () => page.getByRole('row').count().then((n) => n > 1 && n < 10));
    const rows = page.locator('.row.opens');
    check((await rows.allInnerTexts()).every((text) => text.includes('Logged in')), 'the search finds other things');
    await page.getByRole('grid').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('As the machine calls it').waitFor();
    check(await page.evaluate(() => document.querySelector('dialog').contains(document.activeElement)), 'the focus is not in the dialog');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    check(await page.evaluate(() => document.activeElement?.getAttribute('role') === 'grid'), 'the focus did not go back to the list');
    await page.keyboard.press('?');
    await page.getByRole('dialog').getByText('Move in a list and open').waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('g');
    await page.keyboard.press('h');
    await page.getByRole('heading', { name: 'Today', exact: true }).waitFor();
    await page.reload(); // only then the browser counts the stops from the beginning
    await page.getByRole('heading', { name: 'Today', exact: true }).waitFor();
    await rig.calm(page);
    await page.keyboard.press('Tab');
    check(await page.evaluate(() => document.activeElement?.className === 'skip'), 'the first stop is not the way to the content');
    await page.keyboard.press('Enter');
    check(await page.evaluate(() => document.activeElement?.id === 'main'), 'it does not lead to the content');
  });

  for (const [width, dark, lang] of [[1280, false, 'English'], [390, true, '中文'], [1920, false, '中文'], [390, false, 'English']]) {
    await part(`every page at ${width} px, ${dark ? 'dark' : 'light'}, ${lang}`, async () => {
      await page.setViewportSize({ width, height: 800 });
      await page.emulateMedia({ colorScheme: dark ? 'dark' : 'light' });
      await page.getByRole('button', { name: /^(Language|语言)$/ }).click();
      await page.getByRole('menuitemradio', { name: lang }).click();
      const areas = await page.locator('nav#areas a').evaluateAll((links) => links.map((a) => a.getAttribute('href')));
      check(areas.length >= 3, 'areas are missing');
      for (const href of areas) {
        if (width < 900) await page.locator('.burger').click();
        await page.locator(`nav#areas a[href="${href}"]`).click();
        await page.locator('main h1').waitFor();
        await rig.calm(page);
        await rig.fits(page, href);
        await rig.accessible(page, `${href} at ${width} ${dark ? 'dark' : ''} ${lang}`);
        await rig.shot(page, `page-${href.split('/')[2].split('?')[0]}-${width}${dark ? '-dark' : ''}-${lang === 'English' ? 'en' : 'zh'}`);
      }
      const left = await page.locator('main').innerText();
      check(lang === 'English' || !/\b(the|your|password)\b/i.test(left.replace(HOSTILE, '')), `English is left on a Chinese page: ${left.slice(0, 300)}`);
    });
  }

  await part('a page that is none, and a server that is away for a moment', async () => {
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.evaluate(() => history.pushState({}, '', '/console/nowhere/at/all'));
    await page.evaluate(() => dispatchEvent(new PopStateEvent('popstate', { state: {} })));
    await page.getByText('There is no such page').waitFor();
    await page.getByText('To the first page').click();
    await page.getByRole('heading', { name: 'Today', exact: true }).waitFor();
    page.allow(0, /./);
    page.allow(503, /./); // while it ends
    await central.stop();
    await page.locator('nav a', { hasText: 'Record of acts' }).click();
    await page.getByText('No connection to the server').waitFor();
    await rig.shot(page, 'offline');
    await rig.accessible(page, 'offline');
    await central.start();
    await page.getByText('No connection to the server').waitFor({ state: 'detached' });
    await page.getByRole('grid').waitFor();
  });
});
