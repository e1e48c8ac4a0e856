// In and out: the log-in page, a wrong password, the change of the one-time password, logging out.
import { PASSWORD, check, test } from './rig.mjs';

await test('door', async (rig, part) => {
  const central = await rig.central();
  const page = await rig.page();

  await part('the log-in page stands, in the language of the browser', async () => {
    const answer = await page.goto('/');
    check(answer.url().endsWith('/console/'), '/ does not lead to the console');
    await page.getByRole('heading', { name: 'Log in' }).waitFor();
    await rig.accessible(page, 'log-in');
    await rig.shot(page, 'login');
    const chinese = await rig.page({ lang: 'zh-CN', width: 390, height: 800, dark: true });
    await chinese.goto('/console/');
    await chinese.getByRole('heading', { name: '登录' }).waitFor();
    await rig.accessible(chinese, 'log-in, dark and small');
    await rig.fits(chinese, 'log-in');
    await rig.shot(chinese, 'login-390-dark');
  });

  await part('a wrong password is a sentence', async () => {
    page.allow(401, /\/login$/);
    await page.getByLabel('Account').fill('admin');
    await page.getByLabel('Password').fill('not the password');
    await page.getByRole('button', { name: 'Log in' }).click();
    const said = await page.getByRole('alert').innerText();
    check(/ccount or the password is wrong/.test(said), `it says: ${said}`);
    await rig.shot(page, 'login-wrong');
  });

  await part('the one-time password is changed before anything else', async () => {
    await page.getByLabel('Password').fill(central.once);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Choose your own password' }).waitFor();
    await rig.accessible(page, 'choose a password');
    await rig.shot(page, 'password');
    await page.getByLabel('One-time password').fill(central.once);
    await page.getByLabel('New password', { exact: true }).fill('short');
    await page.getByText('Still too short.').waitFor();
    await page.getByLabel('New password', { exact: true }).fill(PASSWORD);
    await page.getByLabel('New password once more').fill(PASSWORD);
    await page.getByRole('button', { name: 'Keep the new password' }).click();
    await page.locator('.shell main h1').waitFor();
  });

  await part('logging out closes the door', async () => {
    await page.getByRole('button', { name: 'Your account' }).click();
    await page.getByRole('menuitem', { name: 'Log out' }).click();
    await page.getByRole('heading', { name: 'Log in' }).waitFor();
    await page.goto('/console/account');
    await page.getByRole('heading', { name: 'Log in' }).waitFor();
  });
});
