// Who works here: added with a one-time password shown once, given rights, standing in, forgetting a password, leaving in one act.
import { check, test, until } from './rig.mjs';

await test('people', async (rig, part) => {
  const central = await rig.central();
  await central.firstLogin();
  await central.importSample();
  const page = await rig.page();
  await rig.enter(page, { to: '/console/people' });
  const add = async (name) => {
    await page.goto('/console/people/new');
    await page.getByLabel('Name of the account').fill(name);
  };
  let once = '';
  const logIn = async (user, password) => (await fetch(`${central.url}/v1/staff/login`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ user, password }) })).json();

  await part('somebody new gets a one-time password, once', async () => {
    await page.getByText('1 account').waitFor();
    page.allow(422, /\/accounts/);
    await add('Wang Fang!');
    await page.getByRole('button', { name: 'Make the account' }).click();
    await page.getByRole('alert').waitFor();
    await add('wang.fang');
    await page.getByLabel('May', { exact: true }).selectOption('approver');
    await page.getByText('Posts, whose reports come to this desk').waitFor();
    await rig.accessible(page, 'a new account');
    await rig.shot(page, 'people-new', { fullPage: true });
    await page.getByRole('button', { name: 'Make the account' }).click();
    once = await page.getByRole('dialog').locator('code').innerText();
    check(/^\w{4}-\w{4}-\w{4}-\w{4}$/.test(once), `a one-time password: ${once}`);
    await rig.shot(page, 'people-once');
    await page.getByRole('button', { name: 'I have passed it on' }).click();
    await page.getByRole('heading', { name: 'wang.fang', level: 1 }).waitFor();
    check(!(await page.content()).includes(once), 'it is shown nowhere again');
  });

  await part('the new one gets in and chooses a password', async () => {
    const session = await logIn('wang.fang', once);
    check(session.must_change === true, 'with the one-time password');
  });

  await part('rights are changed, and taken back', async () => {
    await page.goto('/console/people/wang.fang');
    await page.getByLabel('May', { exact: true }).selectOption('viewer');
    await page.getByRole('button', { name: 'Save the rights' }).click();
    const facts = () => page.locator('.facts').first().innerText();
    await until('the new rights', async () => (await facts()).includes('Reads'));
    await page.getByRole('button', { name: 'Undo' }).click();
    await until('the rights of before', async () => (await facts()).includes('Approves'));
    await page.getByText('Posts, whose reports come to this desk').waitFor();
    await rig.accessible(page, 'an account');
    await rig.shot(page, 'people-one', { fullPage: true });
  });

  await part('somebody stands in for a time', async () => {
    await add('li.na');
    await page.getByRole('button', { name: 'Make the account' }).click();
    await page.getByRole('button', { name: 'I have passed it on' }).click();
    await page.getByRole('button', { name: 'Have li.na stand in' }).click();
    await page.getByLabel('In place of').selectOption('wang.fang');
    await page.getByRole('button', { name: 'Let li.na stand in' }).click();
    await page.getByText('li.na approves in place of wang.fang').waitFor();
  });

  await part('a forgotten password is replaced', async () => {
    await page.goto('/console/people/li.na');
    await page.getByRole('button', { name: 'Forgot the password' }).click();
    await page.getByRole('button', { name: 'Make one' }).click();
    const again = await page.getByRole('dialog').locator('code').innerText();
    await page.getByRole('button', { name: 'I have passed it on' }).click();
    const session = await logIn('li.na', again);
    check(session.must_change === true, 'the new one-time password lets in');
  });

  await part('who leaves is shut out in one act', async () => {
    await page.goto('/console/people/wang.fang');
    await page.getByLabel('The work goes to').selectOption('li.na');
    await page.getByRole('button', { name: 'wang.fang has left' }).click();
    check(await page.getByRole('button', { name: 'Shut the account' }).isDisabled(), 'the name must be typed first');
    await page.getByRole('dialog').getByRole('textbox').fill('wang.fang');
    await rig.shot(page, 'people-leave');
    await page.getByRole('button', { name: 'Shut the account' }).click();
    await page.getByText('The account is shut', { exact: false }).waitFor();
    await page.goto('/console/people');
    await page.getByRole('row', { name: /wang\.fang.*has left/ }).waitFor();
    await rig.accessible(page, 'people');
    await rig.shot(page, 'people-list');
  });

  await part('in Chinese, and small', async () => {
    const small = await rig.page({ lang: 'zh-CN', width: 390, height: 844 });
    await rig.enter(small, { to: '/console/people' });
    await small.getByText('3 个账号').waitFor();
    await rig.fits(small, 'people');
    await rig.shot(small, 'people-390', { fullPage: true });
    await small.goto('/console/people/li.na');
    await small.getByRole('heading', { name: '权限' }).waitFor();
    await rig.fits(small, 'an account');
    await rig.shot(small, 'people-one-390', { fullPage: true });
  });
});
