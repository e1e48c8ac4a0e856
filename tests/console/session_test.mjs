// A session that ends while somebody writes, and sessions that are seen and ended from elsewhere.
import { check, test } from './rig.mjs';

await test('session', async (rig, part) => {
  await rig.sample();
  const page = await rig.page(), other = await rig.page();
  await rig.enter(page);
  await other.goto('/console/');
  await rig.login(other);
  other.allow(401, /./); // it will be logged out

  await part('a reload stays logged in, on the same page', async () => {
    await page.locator('nav a', { hasText: 'Your account' }).click();
    await page.reload();
    await page.getByRole('heading', { name: 'Your account', level: 1 }).waitFor();
    const cookies = await page.context().cookies();
    check(cookies.length === 1 && cookies[0].name === '__Host-sid' && cookies[0].httpOnly && cookies[0].secure, 'the cookie is another');
    check(await page.evaluate(() => !document.cookie && !JSON.stringify([localStorage, sessionStorage]).includes('sid')), 'a script can read the session');
  });

  await part('the other browser is seen, and logged out from here', async () => {
    const rows = page.locator('.sessions li');
    await page.getByText('this one').waitFor();
    await rig.accessible(page, 'the account page');
    await rig.shot(page, 'account', { fullPage: true });
    const there = rows.filter({ hasNotText: 'this one' }).filter({ hasText: 'Chrome' });
    await there.getByRole('button', { name: 'Log out' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Log out' }).click();
    await page.getByText('It is logged out.').waitFor();
  });

  await part('there, what is being written stays while one logs in again', async () => {
    await other.getByRole('dialog').getByText('Please log in again').waitFor(); // by itself: nobody touched anything there
    await rig.accessible(other, 'the log-in over a page');
    await rig.shot(other, 'again');
    await rig.login(other);
    await other.getByRole('dialog').waitFor({ state: 'detached' });
    await other.locator('nav a', { hasText: 'Your account' }).click();
    await other.getByText('this one').waitFor();
    await other.getByLabel('Old password').fill('words half written');
    const mine = (await page.context().cookies())[0];
    await page.locator('.sessions li').filter({ hasNotText: 'this one' }).filter({ hasText: 'Chrome' }).getByRole('button', { name: 'Log out' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Log out' }).click();
    await other.getByRole('dialog').getByText('Please log in again').waitFor();
    await rig.login(other);
    await other.getByRole('dialog').waitFor({ state: 'detached' });
    check(await other.getByLabel('Old password').inputValue() === 'words half written', 'what was written is gone');
    check(mine.value === (await page.context().cookies())[0].value, 'the session of this browser changed');
  });
});
