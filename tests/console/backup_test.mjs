// What keeps a house from losing everything: a backup made in the browser by an administrator with a second factor, which a new server is
// restored from; and the key that in two years says whom the screens believe.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { BIN, PASSWORD, check, test, totp } from './rig.mjs';

const PASSPHRASE = '浣熊在雨里跳舞 twelve', DAY_S = 86400;

await test('backup', async (rig, part) => {
  const central = await rig.sample();
  const page = await rig.page();
  await rig.enter(page, { to: '/console/account' });
  let secret = '', recovery = /** @type {string[]} */ ([]), file = '', list = '';

  await part('the administrator has a second factor', async () => {
    await page.getByRole('button', { name: 'Set it up' }).click();
    const box = page.getByRole('dialog');
    await box.getByLabel('Password').fill(PASSWORD);
    await box.getByRole('button', { name: 'Go on' }).click();
    await box.getByRole('img', { name: 'QR code for the app' }).waitFor();
    secret = await box.locator('.account-secret').innerText();
    await box.getByLabel('Six digits').fill(totp(secret));
    await box.getByRole('button', { name: 'Switch it on' }).click();
    await page.locator('.account-codes li').first().waitFor();
    recovery = await page.locator('.account-codes li').allInnerTexts();
    await page.getByRole('button', { name: 'I have written them down' }).click();
    await page.getByRole('button', { name: 'Switch it off' }).waitFor();
  });

  await part('no backup without the six digits; with them the file comes', async () => {
    await page.goto('/console/settings/backup');
    await page.getByText('There is no backup yet.', { exact: false }).waitFor();
    await page.getByLabel('Passphrase of the backup').fill(PASSPHRASE);
    await page.getByLabel('The passphrase once more').fill(PASSPHRASE);
    await page.getByLabel('Your password').fill(PASSWORD);
    const digits = page.getByLabel('Six digits'), make = page.getByRole('button', { name: 'Make a backup' });
    await digits.fill('000000');
    page.allow(401, /\/backup$/);
    page.allow(403, /\/backup$/);
    await make.click();
    await page.getByRole('alert').first().waitFor();
    check(await page.getByText('A backup of', { exact: false }).count() === 0, 'a backup is made without the second factor');
    central.forgetTries(); // also of the copy, in which somebody logs in
    await digits.fill(totp(secret, 1)); // the last one is spent
    await make.click();
    await page.getByText('A backup of', { exact: false }).waitFor();
    file = join(rig.dir, 'foyer.backup');
    const [came] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Save the file' }).click()]);
    await came.saveAs(file);
    list = join(rig.dir, 'erased.list');
    const [names] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Save the list' }).click()]);
    await names.saveAs(list);
    await rig.shot(page, 'backup-ready', { fullPage: true });
  });

  await part('the key: how long it is good, what to do, and the exact command', async () => {
    await page.goto('/console/settings/keys');
    await page.getByText('Nobody has said yet where the root key is kept.', { exact: false }).waitFor();
    const kept = page.getByLabel('Where the root key is kept, and the second copy'), looked = page.getByRole('button', { name: 'I have looked, it is there' });
    check(await looked.isDisabled(), 'nothing is written and it is confirmed');
    await kept.fill('Safe of the office');
    await looked.click();
    await page.getByText('It is written down.').waitFor();
    await page.getByText('Nobody has said yet', { exact: false }).waitFor({ state: 'detached' });
    const ends = (await page.evaluate(() => fetch('/v1/staff/server').then((answer) => answer.json()))).root_expires;
    for (const [before, words] of /** @type {[number, RegExp][]} */ ([[179, /The root document ends in 179 days\. Renew it now\./], [0.5, /The root document ends in 0 days\. Renew it now\./], [-2, /The root document has expired\./]])) {
      await page.clock.setSystemTime(new Date((ends - before * DAY_S - 60) * 1000));
      await page.goto('/console/settings/keys');
      await page.getByText(words).waitFor();
    }
    await page.locator('.steps .now').getByText('Fetch the root key from where it is kept').waitFor();
    await page.locator('.steps .now').getByText('Safe of the office').waitFor();
    await page.getByText('For the technician: the commands').click();
    const command = await page.locator('.command code').innerText();
    const [, data] = /^foyer-central root-next --data (\S+) --root-key \S+$/m.exec(command) ?? [];
    check(data === central.data, `the command is for another server: ${command}`);
    await rig.accessible(page, 'keys that have expired');
    await rig.shot(page, 'keys-expired', { fullPage: true });
  });

  await part('a new machine is what this one was', async () => {
    await page.context().close();
    await central.stop();
    const data = join(rig.dir, 'twin');
    execFileSync(join(BIN, 'foyer-central'), ['restore', '--from', file, '--erased', list, '--data', data, '--passphrase-file', central.file('passphrase.txt', PASSPHRASE)]);
    await rig.restored(data);
    const there = await rig.page();
    there.allow(401, /\/login$/);
    await there.goto('/console/');
    await there.getByLabel('Account').fill('admin');
    await there.getByLabel('Password').fill(PASSWORD);
    await there.keyboard.press('Enter');
    await there.getByLabel('Six digits from your phone').fill(recovery[0]);
    await there.keyboard.press('Enter');
    await there.locator('.shell main h1').waitFor();
    await there.goto('/console/settings/backup');
    await there.getByRole('heading', { name: 'The newest backup' }).waitFor();
    await there.goto('/console/notices/N-001');
    await there.locator('main h1').waitFor();
    check((await there.locator('main h1').innerText()).length > 3, 'the notice is not there');
    await there.goto('/console/audit');
    await there.getByRole('row', { name: /Restored the server from a backup/ }).waitFor();
  });
});
