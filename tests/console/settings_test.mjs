// What the office decides for itself, and the machine behind it: a rule changed and taken back, a backup made and saved, where the root key lies.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { check, PASSWORD, test, until } from './rig.mjs';

await test('settings', async (rig, part) => {
  const central = await rig.central();
  await central.firstLogin();
  await central.importSample();
  const page = await rig.page();
  await rig.enter(page, { to: '/console/settings' });

  await part('a rule is changed, kept, and undone', async () => {
    const quiet = page.getByLabel('Minutes of silence after which a lobby’s screen is an alert'.replace('’', "'"));
    await quiet.fill('20');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('set here').waitFor();
    await rig.accessible(page, 'rules');
    await rig.shot(page, 'settings-rules', { fullPage: true });
    await page.getByRole('button', { name: 'Undo' }).click();
    await until('the value of before', async () => (await quiet.inputValue()) === '15');
  });

  await part('the city is chosen, in the words of its table', async () => {
    const city = page.getByLabel('Whose rules of posting hold');
    check((await city.locator('option').allInnerTexts()).includes('Beijing'), 'the shipped tables are not offered');
    await city.selectOption('beijing');
    await page.getByText('1 change is not saved yet').waitFor();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('set here').waitFor();
    const held = await page.evaluate(() => fetch('/v1/staff/rules?site=heting').then((answer) => answer.json()));
    check(held.rules.city === 'beijing', `the rules of ${held.rules.city} hold`);
    await page.getByRole('button', { name: 'Take back' }).click();
    await until('the nationwide table again', async () => (await city.inputValue()) === '');
  });

  await part('the holidays of another year become a draft, told in words', async () => {
    await page.getByRole('tab', { name: 'Holidays' }).click();
    const year = String(new Date().getFullYear() + 1), keep = page.getByRole('button', { name: 'Keep in the draft' });
    await page.getByLabel('Year', { exact: true }).selectOption(year);
    await page.getByLabel(/^Days off/).fill(`${year}-01-01\n${year}-02-30`);
    await page.getByText(`“${year}-02-30” is no day of ${year}`, { exact: false }).waitFor();
    check(await keep.isDisabled(), 'a day that does not exist can be kept');
    await page.getByLabel(/^Days off/).fill(`${year}-01-01\n${year}-01-02`);
    await page.getByLabel('Source').fill('国办发明电〔2026〕1号');
    await keep.click();
    await page.getByText('1 change to what hangs').waitFor();
    check((await page.locator('.document-changes').innerText()).includes(year), 'the year is not told');
    await rig.accessible(page, 'holidays');
    await rig.shot(page, 'settings-holidays', { fullPage: true });
  });

  await part('nothing to hear of is said, too', async () => {
    await page.getByRole('tab', { name: 'Alerts' }).click();
    await page.getByText('Nothing to hear of').waitFor();
    await rig.accessible(page, 'alerts');
    await rig.shot(page, 'settings-alerts');
  });

  await part('a webhook is made, tried, and taken away', async () => {
    const heard = [];
    const receiver = createServer((request, answer) => {
      request.on('data', (data) => heard.push(String(data)));
      request.on('end', () => answer.end('{"errcode":0}'));
    });
    await new Promise((done) => receiver.listen(0, '127.0.0.1', done));
    await page.getByRole('tab', { name: 'Webhooks' }).click();
    await page.getByText('No webhook yet').waitFor();
    await rig.accessible(page, 'no webhooks');
    await page.getByRole('button', { name: 'New webhook' }).click();
    await page.getByLabel('Name').fill('值班群');
    await page.getByLabel('Address').fill('http://example.org/robot');
    await rig.accessible(page, 'new webhook');
    await rig.shot(page, 'settings-hook-new');
    page.allow(422, /\/hooks\//);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('only https is safe', { exact: false }).waitFor();
    await page.getByLabel('Address').fill(`http://127.0.0.1:${receiver.address().port}/robot?key=veiled`);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('not tried yet').waitFor();
    await page.getByRole('button', { name: 'Send a test' }).click();
    await page.getByText('the last one did not arrive').waitFor();
    check(heard.length === 0, 'nothing goes into a private network');
    await page.getByRole('tab', { name: 'Rules' }).click();
    await page.getByLabel('Webhooks may lead to addresses in private networks').check();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('set here').waitFor();
    await page.getByRole('tab', { name: 'Webhooks' }).click();
    await page.getByRole('button', { name: 'Send a test' }).click();
    await page.getByText('arrives', { exact: true }).waitFor();
    check(heard.length === 1 && !(await page.content()).includes('veiled'), heard.join());
    await rig.accessible(page, 'webhooks');
    await rig.shot(page, 'settings-hooks', { fullPage: true });
    const small = await rig.page({ lang: 'zh-CN', width: 390, height: 844 });
    await rig.enter(small, { to: '/console/settings/hooks' });
    await small.getByText('能收到').waitFor();
    await rig.fits(small, 'webhooks');
    await rig.shot(small, 'settings-hooks-390', { fullPage: true });
    await small.getByRole('button', { name: '修改' }).click();
    await small.getByText('留空则保留现有的。', { exact: false }).first().waitFor();
    await rig.fits(small, 'webhook form');
    await rig.shot(small, 'settings-hook-390');
    await small.close();
    await page.getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await page.getByText('No webhook yet').waitFor();
    receiver.close();
  });

  await part('a backup is asked for, made, and saved', async () => {
    await page.getByRole('tab', { name: 'Backup' }).click();
    await page.getByText('There is no backup yet.', { exact: false }).waitFor();
    const fill = async (password) => {
      await page.getByLabel('Passphrase of the backup').fill('浣熊在雨里跳舞 twelve');
      await page.getByLabel('The passphrase once more').fill('浣熊在雨里跳舞 twelve');
      await page.getByLabel('Your password').fill(password);
      await page.getByRole('button', { name: 'Make a backup' }).click();
    };
    page.allow(403, /\/backup$/);
    await fill('not the password');
    await page.getByText('The password is wrong', { exact: false }).waitFor();
    await fill(PASSWORD);
    await page.getByText('A backup of', { exact: false }).waitFor();
    await rig.accessible(page, 'backup');
    await rig.shot(page, 'settings-backup', { fullPage: true });
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Save the file' }).click()]);
    const bytes = readFileSync(await file.path());
    check(bytes.subarray(0, 13).toString() === 'FOYERBACKUP1\n' && bytes.length > 100000, `a backup of ${bytes.length} bytes`);
    check(/^foyer-\d{4}-\d\d-\d\d\.backup$/.test(file.suggestedFilename()), file.suggestedFilename());
  });

  await part('somebody says where the root key lies', async () => {
    await page.getByRole('tab', { name: 'Keys' }).click();
    await page.getByText(/All is well: the screens believe this server for 7\d\d more days\./).waitFor();
    await page.getByText('Nobody has said yet where the root key is kept.', { exact: false }).waitFor();
    await page.getByLabel('Where the root key is kept, and the second copy').fill('Safe of the office; copy with the committee');
    await page.getByRole('button', { name: 'I have looked, it is there' }).click();
    await until('no more asking', async () => !(await page.getByText('Nobody has said yet', { exact: false }).count()));
    const command = page.getByText('foyer-central root-next', { exact: false });
    check(!(await command.isVisible()), 'a clerk meets a command first');
    await page.getByText('For the technician: the commands').click();
    check((await command.innerText()).includes(`--data ${central.data} --root-key `), await command.innerText());
    await page.getByRole('listitem').filter({ hasText: 'Fetch the root key' }).getByText('Safe of the office; copy with the committee').waitFor();
    await rig.accessible(page, 'keys');
    await rig.shot(page, 'settings-keys', { fullPage: true });
  });

  await part('the machine, and what a program may ask of it', async () => {
    await page.getByRole('tab', { name: 'Server' }).click();
    await page.getByText('For the technician: what can be asked').click();
    await page.getByText(`curl ${central.https}/health`).waitFor();
    check(await page.evaluate(() => fetch('/health').then((answer) => answer.text())) === 'ok\n', 'the server is not well');
    await rig.accessible(page, 'server');
    await rig.shot(page, 'settings-server', { fullPage: true });
  });

  await part('whoever runs one community is told what is theirs', async () => {
    await central.account('li', 'admin', '--site', 'heting');
    const li = await rig.enter(await rig.page(), { user: 'li', to: '/console/settings' });
    await li.getByRole('heading', { name: /^You run / }).waitFor();
    check((await li.getByRole('tab').allInnerTexts()).join() === 'Rules,Holidays,Alerts,Webhooks', 'the tabs of the whole organisation are theirs');
    await li.getByText('Only whoever runs the whole organisation changes this.').waitFor();
    check(await li.getByLabel('One person works here', { exact: false }).count() === 0, 'what only the organisation may say can be changed');
    const quiet = li.getByLabel('Minutes of silence after which a lobby\'s screen is an alert');
    await quiet.fill('30');
    await li.getByRole('button', { name: 'Save', exact: true }).click();
    await li.getByText('set for this community').waitFor();
    await rig.accessible(li, 'settings of one community');
    await rig.shot(li, 'settings-theirs', { fullPage: true });
    await li.getByRole('button', { name: 'Take back' }).click();
    await until('what holds otherwise', async () => (await quiet.inputValue()) === '15');
    for (const link of ['Who works here, and what they may do', 'What was done here, and by whom']) {
      await li.goto('/console/settings');
      await li.getByRole('link', { name: link }).click();
      await li.getByRole('heading', { level: 1, name: /People|Record of acts/ }).waitFor();
    }
  });

  await part('the record of acts says whether it is whole, and which line is not', async () => {
    await page.goto('/console/audit');
    await page.getByText(/The record is whole: \d+ lines, none missing or changed\./).waitFor();
    await rig.accessible(page, 'a whole record');
    await rig.shot(page, 'audit-whole');
    execFileSync('/usr/bin/python3', ['-c', 'import sqlite3, sys; db = sqlite3.connect(sys.argv[1], timeout=20); db.execute("DROP TRIGGER audit_keep_words"); db.execute("UPDATE audit SET who=\'somebody\' WHERE n=5"); db.commit()', join(central.data, 'central.db')]);
    await page.getByRole('button', { name: 'Check now' }).click();
    await page.getByText('line 5 does not fit to the line before it.', { exact: false }).waitFor();
    await page.getByText(/It stands there as: .*, somebody, /).waitFor();
    await page.getByText('Lines 1 to 4 are as they were written', { exact: false }).waitFor();
    await rig.accessible(page, 'a broken record');
    await rig.shot(page, 'audit-broken');
    await page.getByRole('button', { name: 'Show the line' }).click();
    await page.getByRole('dialog').getByText('somebody').waitFor();
    await page.keyboard.press('Escape');
    const small = await rig.enter(await rig.page({ lang: 'zh-CN', width: 390, height: 844 }), { to: '/console/audit' });
    await small.getByText('第 5 行与上一行对不上', { exact: false }).waitFor();
    await rig.fits(small, 'a broken record');
    await rig.shot(small, 'audit-390');
  });

  await part('in Chinese, and small', async () => {
    const small = await rig.page({ lang: 'zh-CN', width: 390, height: 844 });
    await rig.enter(small, { to: '/console/settings/backup' });
    await small.getByRole('heading', { name: '备份之后删除的信息' }).waitFor();
    await rig.fits(small, 'backup');
    await rig.shot(small, 'settings-backup-390', { fullPage: true });
    for (const [tab, words] of [['keys', '根密钥放在哪里'], ['rules', '审核与值班'], ['server', '证书']]) {
      await small.goto(`/console/settings/${tab}`);
      await small.getByRole('heading', { name: words }).waitFor();
      await rig.fits(small, tab);
      await rig.shot(small, `settings-${tab}-390`, { fullPage: true });
    }
  });
});
