// Paper: the sheets of today are ticked off, a notice is seen as the lobby shows it, and its certificate is read and kept.
import { check, test, until } from './rig.mjs';

await test('sheets', async (rig, part) => {
  await rig.sample();
  const page = await rig.enter(await rig.page());

  await part('the list says what to hang, and a sheet is ticked off', async () => {
    await page.goto('/console/sheets');
    await page.getByRole('heading', { name: 'Sheets of paper today' }).waitFor();
    await page.getByRole('heading', { name: 'To hang' }).waitFor();
    const before = await page.getByText(/\d+ sheets/).first().innerText();
    await rig.accessible(page, 'sheets');
    await rig.shot(page, 'sheets');
    await page.getByRole('button', { name: 'Hung' }).first().click();
    await page.getByText(/^Noted: hung at/).waitFor();
    await until('one sheet fewer', async () => (await page.getByText(/\d+ sheets/).first().innerText()) !== before);
  });

  await part('a notice is seen as in the lobby, page after page', async () => {
    await page.goto('/console/sheets/N-009');
    await page.getByAltText('The page as the screen in the lobby shows it').waitFor();
    const count = page.getByRole('status').filter({ hasText: /Page 1 of [2-9]/ });
    await count.waitFor();
    const pages = Number(/of (\d+)/.exec(await count.innerText())[1]);
    const first = await page.getByAltText(/The page as/).getAttribute('src');
    await page.getByRole('button', { name: 'Page down' }).click();
    await page.getByRole('status').filter({ hasText: /Page 2 of/ }).waitFor();
    await until('another picture', async () => (await page.getByAltText(/The page as/).getAttribute('src')) !== first);
    await page.getByLabel('Large type').check();
    await until('more pages in large type', async () => {
      const words = await page.getByRole('status').filter({ hasText: /Page 1 of/ }).allInnerTexts();
      return words.some((text) => Number(/of (\d+)/.exec(text)[1]) > pages);
    });
    await rig.accessible(page, 'a notice on paper');
    await rig.shot(page, 'sheet-notice');
    const small = await rig.enter(await rig.page({ lang: 'zh-CN', width: 390, height: 800 }));
    await small.goto('/console/sheets/N-009');
    await small.getByAltText('大堂屏幕上这一页的样子').waitFor();
    await rig.fits(small, 'a notice on paper');
    await rig.shot(small, 'sheet-notice-390');
    await small.goto('/console/sheets');
    await small.getByRole('heading', { name: '要张贴' }).waitFor();
    await rig.fits(small, 'sheets');
    await rig.shot(small, 'sheets-390');
  });

  await part('the certificate opens day by day and is kept as a PDF', async () => {
    await page.getByRole('button', { name: 'Show the days' }).first().click();
    await page.getByRole('grid').first().waitFor();
    await rig.shot(page, 'certificate');
    const coming = page.waitForEvent('download');
    await page.getByRole('link', { name: 'As PDF' }).click();
    const file = await coming;
    check(file.suggestedFilename() === 'N-009-certificate.pdf', `it is called ${file.suggestedFilename()}`);
  });
});
