// The second step at the log-in: set up on the account's page, asked for at the door, taken away with the password.
import { PASSWORD, check, test, totp as code } from './rig.mjs';

await test('totp', async (rig, part) => {
  const central = await rig.central();
  await central.firstLogin();
  const page = await rig.page();
  await rig.enter(page, { to: '/console/account' });
  let secret = '', recovery = '', another = '';

  await part('it is set up with a first code', async () => {
    await page.getByRole('button', { name: 'Set it up' }).click();
    const box = page.getByRole('dialog');
    page.allow(403, /\/totp\/begin$/);
    await box.getByLabel('Password').fill('not the password');
    await box.getByRole('button', { name: 'Go on' }).click();
    await box.getByRole('alert').waitFor();
    await rig.shot(page, 'totp-password');
    await box.getByLabel('Password').fill(PASSWORD);
    await box.getByRole('button', { name: 'Go on' }).click();
    await box.getByRole('img', { name: 'QR code for the app' }).waitFor();
    secret = await box.locator('.account-secret').innerText();
    await rig.accessible(page, 'setting up the second step');
    await rig.shot(page, 'totp');
    await box.getByLabel('Six digits').fill(code(secret));
    await box.getByRole('button', { name: 'Switch it on' }).click();
    [recovery, another] = await page.locator('.account-codes li').allInnerTexts();
    await rig.shot(page, 'totp-codes');
    await page.getByRole('button', { name: 'I have written them down' }).click();
    await page.getByRole('button', { name: 'Switch it off' }).waitFor();
  });

  await part('the door asks for it, and a recovery code will do', async () => {
    const other = await rig.page();
    other.allow(401, /\/login$/);
    await other.goto('/console/');
    central.forgetTries();
    await other.getByLabel('Account').fill('admin');
    await other.getByLabel('Password').fill(PASSWORD);
    await other.keyboard.press('Enter');
    await other.getByLabel('Six digits from your phone').fill(recovery);
    await rig.shot(other, 'login-totp');
    await other.keyboard.press('Enter');
    await other.locator('.shell main h1').waitFor();
  });

  await part('it is taken away with the password and a code', async () => {
    page.allow(403, /\/totp$/);
    page.allow(401, /\/totp$/);
    central.forgetTries();
    await page.getByRole('button', { name: 'Switch it off' }).click();
    const box = page.getByRole('dialog');
    await box.getByLabel('Six digits').fill('123');
    await box.getByLabel('Password').fill('not the password');
    await box.getByRole('button', { name: 'Switch it off' }).click();
    await box.getByRole('alert').waitFor();
    await box.getByLabel('Password').fill(PASSWORD);
    await box.getByRole('button', { name: 'Switch it off' }).click();
    await box.getByText('this code is not right').waitFor();
    await rig.shot(page, 'totp-off');
    await box.getByLabel('Six digits').fill(another);
    await box.getByRole('button', { name: 'Switch it off' }).click();
    await page.getByRole('button', { name: 'Set it up' }).waitFor();
    check(await page.getByRole('dialog').count() === 0, 'the dialog stays');
  });

  await part('a day later it wants a one-time password from somebody who has one', async () => {
    await page.getByText('It can be set up until').waitFor();
    await rig.shot(page, 'totp-first-day', { fullPage: true });
    central.nextDay();
    await page.reload();
    await page.getByText('ask an administrator for a new one-time password').waitFor();
    check(await page.getByRole('button', { name: 'Set it up' }).count() === 0, 'the password alone is enough');
    await rig.accessible(page, 'no second step to be set up');
    await rig.shot(page, 'totp-shut', { fullPage: true });
    await page.goto('/console/people/new');
    await page.getByLabel('Name of the account').fill('li');
    await page.getByRole('button', { name: 'Make the account' }).click();
    await page.getByText('No second step can be set up with it').waitFor();
    await rig.shot(page, 'once-without-step');
    await page.getByRole('button', { name: 'I have passed it on' }).click();
  });
});
