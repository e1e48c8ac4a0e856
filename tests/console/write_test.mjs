// Writing a notice: from a template, by hand, by pasting; it survives the server's end, and nothing that is written becomes markup.
import { check, test, until } from './rig.mjs';

const XSS = '<img src=x onerror="window.broken=1"><script>window.broken=1</script>';

/** Puts something on the clipboard and pastes it, as the browser would. */
const paste = (page, label, held) => page.getByLabel(label, { exact: true }).evaluate((field, data) => {
  const clipboardData = new DataTransfer();
  for (const [type, text] of Object.entries(data)) clipboardData.setData(type, text);
  field.focus();
  field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
}, held);
const text = (page, label = 'Text') => page.getByLabel(label, { exact: true }).inputValue();
const saved = (page) => page.locator('.notices-state').filter({ hasText: /^Saved/ }).waitFor();
const local = (hours) => {
  const at = new Date(Date.now() + hours * 3600000 + 8 * 3600000); // the test's browser is in Shanghai
  return at.toISOString().slice(0, 16);
};

await test('write', async (rig, part) => {
  const central = await rig.sample();
  await central.account('lin', 'editor');
  await central.account('wang', 'editor');
  await central.account('night', 'duty');
  const page = await rig.page();
  await rig.enter(page, { user: 'lin', to: '/console/notices' });
  let address = '';

  await part('the list leads to a new notice', async () => {
    await page.getByRole('link', { name: 'Write a notice' }).click();
    await page.getByRole('heading', { name: 'New notice' }).waitFor();
    await rig.accessible(page, 'templates');
    await rig.shot(page, 'write-choose', { fullPage: true });
  });

  await part('a template says what is missing, beside the question', async () => {
    await page.getByRole('link', { name: 'Water off' }).click();
    await page.getByRole('button', { name: 'Write the notice' }).click();
    for (const question of ['Where', 'When it begins', 'When it is back', 'Cause']) await page.getByText(`Please fill in: ${question}`).waitFor();
    await rig.accessible(page, 'a template');
    await page.getByLabel('Where', { exact: true }).selectOption('B1');
    await page.getByLabel('Which part', { exact: false }).fill(XSS.slice(0, 40));
    await page.getByLabel('When it begins').fill(local(48));
    await page.getByLabel('When it is back').fill(local(54));
    await page.getByLabel('Cause').selectOption('equipment_renewal');
    await rig.shot(page, 'write-template', { fullPage: true });
    await page.getByRole('button', { name: 'Write the notice' }).click();
  });

  await part('it fills the form, is checked and drawn', async () => {
    await page.getByRole('heading', { name: '1号楼停水通知' }).waitFor();
    address = page.url();
    check((await text(page)).includes('<img src=x'), await text(page));
    await page.getByText('Nothing stops publishing.').or(page.getByText('All is well.')).waitFor();
    await page.locator('.preview-glass img').waitFor();
    await rig.calm(page);
    await rig.accessible(page, 'the editor');
    await rig.fits(page, 'the editor');
    await rig.shot(page, 'write-edit', { fullPage: true });
  });

  await part('the preview follows the words within a second', async () => {
    const before = await page.locator('.preview-glass img').getAttribute('src');
    const drawn = page.waitForResponse((answer) => /\/preview/.test(answer.url()) && answer.ok());
    await page.getByLabel('Title', { exact: true }).fill('1号楼停水，请存水');
    await drawn;
    await until('another picture', async () => await page.locator('.preview-glass img').getAttribute('src') !== before);
  });

  await part('an arrear in a water stop stops publishing', async () => {
    await page.getByLabel('Summary: one sentence', { exact: true }).fill('后天停水，欠费的住户请尽快缴费');
    await page.locator('.notices-checks').getByText('Stops publishing').first().waitFor();
    await page.locator('.field.wrong').getByText('欠费').waitFor();
    await page.getByLabel('Summary: one sentence', { exact: true }).fill('后天停水6小时，更换设备');
    await page.locator('.field.wrong').waitFor({ state: 'detached' });
  });

  await part('what comes from Word is cleaned, and says what it left', async () => {
    await page.getByLabel('Text', { exact: true }).fill('');
    await paste(page, 'Text', { 'text/plain': 'x', 'text/html': `<h2>安排</h2><p class=MsoNormal>请看<a href="https://x.example">这里</a>。</p><p>本文来自某某文库 www.example.cn</p><p>请<b>存水</b>。${XSS}</p>` });
    await page.getByRole('dialog').getByText('A line of the site it came from').waitFor();
    await rig.accessible(page, 'the dialog of pasting');
    await rig.shot(page, 'write-paste');
    await page.getByRole('button', { name: 'Put in the cleaned text' }).click();
    await until('the cleaned text', async () => await text(page) === '## 安排\n\n请看这里。\n\n请**存水**。');
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await until('undone', async () => !(await text(page)).includes('安排'));
    await page.getByRole('button', { name: 'Redo', exact: true }).click();
    await until('done again', async () => (await text(page)).includes('安排'));
  });

  await part('a spreadsheet becomes a table', async () => {
    await page.getByLabel('Text', { exact: true }).evaluate((field) => field.setSelectionRange(field.value.length, field.value.length));
    await paste(page, 'Text', { 'text/plain': '\n项目\t元\n保洁\t1.50'.slice(1), 'text/html': '<table><tr><td>x</td></tr></table>' });
    await until('a table', async () => (await text(page)).includes('| 保洁 | 1.50 |'));
    await page.getByLabel('Text', { exact: true }).fill('## 安排\n\n请存水。');
    await page.getByLabel('Text', { exact: true }).evaluate((field) => field.setSelectionRange(8, 10));
    await page.getByRole('button', { name: 'Bold', exact: true }).click();
    await until('bold', async () => (await text(page)).includes('**'));
  });

  await part('every field takes markup as words', async () => {
    await page.getByRole('tab', { name: 'English' }).click();
    for (const [label, words] of [['Title (English)', XSS], ['Summary: one sentence (English)', XSS], ['Text (English)', XSS]]) await page.getByLabel(label, { exact: true }).fill(words);
    await page.getByRole('tab', { name: '中文' }).click();
    await page.getByLabel('Title', { exact: true }).fill(XSS.slice(0, 50));
    await saved(page);
    await page.goto('/console/notices');
    await page.getByRole('searchbox').first().fill('onerror');
    await page.getByRole('link', { name: XSS.slice(0, 50) }).waitFor();
    await rig.shot(page, 'write-list');
    await page.goto(new URL(address).pathname);
    await page.getByLabel('Title', { exact: true }).waitFor();
    check(!(await page.evaluate(() => window.broken)), 'what was written ran');
    check(await page.getByLabel('Title', { exact: true }).inputValue() === XSS.slice(0, 50), 'the title is another');
  });

  await part('the server ends in the middle of a sentence, and nothing is lost', async () => {
    page.allow(0, /./);
    page.allow(401, /./);
    await page.getByLabel('Title', { exact: true }).fill('1号楼停水通知');
    await saved(page);
    central.program.kill();
    await until('the end', () => !central.program.running());
    await page.getByLabel('Text', { exact: true }).fill('写到一半，服务器停了。');
    await page.getByText('The server is away; kept in this window').or(page.getByText('Not saved', { exact: false })).first().waitFor();
    await page.getByLabel('Text', { exact: true }).fill('写到一半，服务器停了，再写一句。');
    await central.start();
    await saved(page);
    check(await text(page) === '写到一半，服务器停了，再写一句。', await text(page));
    await page.reload();
    await page.getByLabel('Text', { exact: true }).waitFor();
    check(await text(page) === '写到一半，服务器停了，再写一句。', 'the server has other words');
  });

  await part('a reload before anything was saved offers the words again', async () => {
    await page.route('**/v1/staff/items/N-*', (route) => route.request().method() === 'PUT' ? route.abort() : route.continue());
    await page.getByLabel('Text', { exact: true }).fill('还没有保存的话。');
    page.on('dialog', (dialog) => dialog.accept());
    await page.reload();
    await page.unroute('**/v1/staff/items/N-*');
    await page.getByRole('button', { name: 'Bring it back' }).click();
    check(await text(page) === '还没有保存的话。', await text(page));
    await saved(page);
  });

  await part('two people at one notice: neither loses a word', async () => {
    const other = await rig.page();
    await rig.enter(other, { user: 'wang', to: new URL(address).pathname });
    other.allow(409, /\/items\//);
    await other.getByLabel('Title', { exact: true }).waitFor();
    await page.getByLabel('Title', { exact: true }).fill('林写的标题');
    await saved(page);
    await other.getByLabel('Summary: one sentence', { exact: true }).fill('王写的摘要');
    await other.getByText('lin has changed this notice meanwhile', { exact: false }).waitFor();
    await rig.accessible(other, 'two at one notice');
    await rig.shot(other, 'write-two');
    await other.getByRole('button', { name: 'Keep mine' }).click();
    await saved(other);
    await other.reload();
    await other.getByLabel('Title', { exact: true }).waitFor();
    check(await other.getByLabel('Summary: one sentence', { exact: true }).inputValue() === '王写的摘要', 'the words of wang are gone');
  });

  await part('from here it goes on to publishing', async () => {
    await page.reload();
    await page.getByRole('button', { name: 'On to publishing' }).click();
    await page.getByRole('button', { name: 'Submit for approval' }).waitFor();
    await rig.shot(page, 'write-onward');
  });

  await part('in Chinese, and on a telephone', async () => {
    const small = await rig.page({ lang: 'zh-CN', width: 390, height: 800 });
    await rig.enter(small, { user: 'lin', to: new URL(address).pathname });
    await small.getByLabel('标题', { exact: true }).waitFor();
    await small.getByText('边写边检查').waitFor();
    await rig.calm(small);
    await rig.fits(small, 'the editor on a telephone');
    await rig.shot(small, 'write-edit-390', { fullPage: true });
  });

  await part('on duty: four touches, and it hangs', async () => {
    const phone = await rig.page({ lang: 'zh-CN', width: 390, height: 800 });
    await rig.enter(phone, { user: 'night', to: '/console/notices' });
    await phone.getByRole('link', { name: '紧急通知' }).click();
    await phone.getByRole('button', { name: '突发停水' }).waitFor();
    await rig.shot(phone, 'write-duty-1');
    await rig.accessible(phone, 'the duty');
    await phone.getByRole('button', { name: '突发停水' }).tap();
    await phone.getByRole('button', { name: '2号楼', exact: true }).tap();
    await rig.fits(phone, 'the duty');
    await phone.getByRole('button', { name: '4小时后' }).tap();
    await phone.getByRole('heading', { name: '2号楼：突发停水' }).waitFor();
    await rig.shot(phone, 'write-duty-4');
    await phone.getByRole('button', { name: '立即发到大堂' }).tap();
    await phone.getByText(/已发/).waitFor();
    await rig.shot(phone, 'write-duty-sent');
  });
});
