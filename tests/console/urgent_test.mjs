// What must go fast, and what hides from a reader: an emergency on duty and its all-clear, everything down and back, pictures and a scan
// with codes in them, a file that is too large, and an office in which nobody else can look afterwards.
import { execFileSync } from 'node:child_process';
import { check, test, until } from './rig.mjs';
import { call, notice, stamp } from './notices.mjs';

// A poster with a code for payments, and a scan of two pages, the second with a code that leads to a page.
const DRAW = `
import ctypes, sys
from PIL import Image, ImageDraw
class Code(ctypes.Structure):
    _fields_ = [("version", ctypes.c_int), ("width", ctypes.c_int), ("data", ctypes.POINTER(ctypes.c_ubyte))]
qr = ctypes.CDLL("libqrencode.so.4")
qr.QRcode_encodeString.restype = ctypes.POINTER(Code)
def code(text, size):
    c = qr.QRcode_encodeString(text.encode(), 0, 1, 2, 1).contents
    small = Image.new("L", (c.width + 8, c.width + 8), 255)
    for i in range(c.width * c.width):
        if c.data[i] & 1:
            small.putpixel((4 + i % c.width, 4 + i // c.width), 0)
    return small.resize((size, size), Image.NEAREST).convert("RGB")
poster = Image.new("RGB", (900, 1200), (40, 200, 120))
poster.paste(code("wxp://f2f0aBcDeF123456", 400), (250, 400))
poster.save(sys.argv[1])
pages = [Image.new("RGB", (1240, 1754), "white") for _ in range(2)]
for n, page in enumerate(pages):
    ImageDraw.Draw(page).rectangle((100, 100, 1140, 300 + 200 * n), outline="black", width=6)
pages[1].paste(code("https://example.org/minutes", 500), (370, 700))
pages[0].save(sys.argv[2], save_all=True, append_images=pages[1:], resolution=150)
`;

await test('urgent', async (rig, part) => {
  const central = await rig.sample();
  await central.account('wen', 'editor');
  await central.account('shen', 'approver');
  await central.account('ye', 'duty');
  const screen = await rig.terminal('T-B3-U1');
  await screen.pair();
  const wen = await rig.page(), shen = await rig.page(), ye = await rig.page({ width: 390, height: 844 });
  await rig.enter(wen, { user: 'wen', to: '/console/notices' });
  await rig.enter(shen, { user: 'shen', to: '/console/notices' });
  const office = await rig.enter(await rig.page(), { to: '/console/account' });
  check((await call(office, 'PUT', '/settings', { 'emergency.totp': false })).status === 200, 'no second factor in this test');
  await office.context().close();
  const state = (page, words) => page.locator('.notices-signs').getByText(words, { exact: true }).waitFor();
  const onTheGlass = (page) => page.locator('.notices-where li', { hasText: 'On the glass' }).first().waitFor();

  await part('on duty: pages for writing lead to the one for emergencies', async () => {
    await rig.enter(ye, { user: 'ye', to: '/console/notices/new' });
    await ye.getByText('Your role does not write here').waitFor();
    check(await ye.getByRole('button', { name: 'An empty notice' }).count() === 0, 'a button that is refused');
    await rig.accessible(ye, 'no writing');
    await rig.shot(ye, 'urgent-not-yours');
    await ye.getByRole('main').getByRole('link', { name: 'Emergency notice' }).click();
  });

  await part('three touches and one to send, drawn as a picture on the wall', async () => {
    for (const question of ['What has happened?', 'Where?', 'Until when?']) await ye.getByRole('group', { name: question }).getByRole('button').first().click();
    await rig.shot(ye, 'urgent-duty');
    await ye.getByRole('button', { name: 'Send it to the lobbies now' }).click();
    await ye.getByText('Sent. Below stands which lobbies have it', { exact: false }).waitFor();
    await onTheGlass(ye);
    await rig.shot(ye, 'urgent-sent', { fullPage: true });
  });

  await part('looked at afterwards by somebody else', async () => {
    await shen.goto('/console/');
    await shen.getByRole('heading', { name: 'Sent out by one person alone: look at it afterwards' }).waitFor();
    const id = (await call(shen, 'GET', '/items?kind=notice')).body.items.find((i) => i.review_after).id;
    await ye.goto(`/console/notices/${id}`);
    await ye.getByText('You sent it: another approver looks at it.').waitFor();
    await shen.goto(`/console/notices/${id}`);
    await shen.getByRole('button', { name: 'I have looked at it' }).click();
    await shen.getByText('This was sent out by one person alone', { exact: false }).waitFor({ state: 'detached' });
    await shen.getByRole('button', { name: 'Withdraw…' }).click();
    await shen.getByRole('dialog').getByRole('button', { name: 'Withdraw', exact: true }).click();
    await state(shen, 'Withdrawn');
  });

  await part('an emergency that is over: the all-clear takes its place on the wall', async () => {
    check((await call(wen, 'PUT', '/items/E-920', notice('E-920', '3号楼燃气报警，请勿开灯', { kind: 'emergency_gas', priority: 1, expires: stamp(1200) }))).status === 201, 'kept');
    check((await call(wen, 'POST', '/items/E-920/submit')).status === 200, 'submitted');
    await shen.goto('/console/notices/E-920');
    await shen.getByRole('button', { name: 'Approve: out at once' }).click();
    await until('the warning on the glass', () => screen.shows('请勿开灯'));
    await wen.goto('/console/notices/E-920');
    await wen.getByText('Does the danger last? Then extend it.', { exact: false }).waitFor();
    await rig.shot(wen, 'urgent-ends', { fullPage: true });
    await wen.getByRole('button', { name: 'Give the all-clear' }).click();
    await wen.getByRole('heading', { name: 'Draft' }).waitFor();
    await wen.getByRole('button', { name: 'Submit for approval' }).click();
    await shen.goto('/console/notices/E-920-clear');
    await shen.getByRole('button', { name: /^Approve/ }).click();
    await until('the all-clear', async () => /Hangs now/.test(await shen.locator('.notices-signs').innerText()));
    await until('the warning is gone', () => !screen.shows('请勿开灯') || screen.shows('解除'));
    await until('the all-clear on the glass', () => screen.shows('解除'));
    if (process.env.FOYER_SHOTS) screen.picture(`${process.env.FOYER_SHOTS}/urgent-clear-glass.png`);
    await shen.goto('/console/notices/E-920');
    await state(shen, 'Corrected');
  });

  await part('everything down, back, and who did which', async () => {
    await shen.goto('/console/notices');
    await shen.getByRole('button', { name: 'Take everything down' }).click();
    await shen.getByRole('dialog').getByRole('button', { name: 'Take everything down' }).click();
    await shen.getByRole('button', { name: 'Put everything back' }).waitFor();
    await until('the standing pages', () => !screen.shows('解除'));
    shen.allow(400, /\/takedown$/);
    check((await call(shen, 'POST', '/takedown', {})).body.error === 'what_wanted', 'an empty call takes a community down');
    await shen.getByRole('button', { name: 'Put everything back' }).click();
    await until('the all-clear again', () => screen.shows('解除'));
    await shen.goto('/console/notices/E-920-clear');
    await shen.locator('.notices-versions').getByText('put back by shen', { exact: false }).waitFor();
    check(/^\d+ Published · wen/.test(await shen.locator('.notices-versions li').first().innerText()), 'its writer is another');
  });

  await part('a file that is too large is refused in words, before and after it is sent', async () => {
    check((await call(wen, 'PUT', '/items/N-930', notice('N-930', '业主大会纪要与缴费'))).status === 201, 'kept');
    await wen.goto('/console/notices/N-930/edit');
    await wen.getByText('Up to 16.0 MB.', { exact: false }).waitFor();
    wen.allow(413, /\/files$/);
    const told = await wen.evaluate(async () => {
      const answer = await fetch('/v1/staff/files?name=big.png', { method: 'POST', headers: { 'Content-Type': 'image/png', 'Accept-Language': 'en' }, body: new Blob([new Uint8Array(40 << 20)]) }).catch((error) => error);
      return answer instanceof Response ? { status: answer.status, msg: (await answer.json()).msg } : { status: 0, msg: String(answer) };
    });
    check(told.status === 413 && /larger/.test(told.msg), `40 MB: ${told.status} ${told.msg}`);
  });

  await part('a poster and a scan, typed out, with codes that a machine finds', async () => {
    const poster = `${rig.dir}/海报.png`, scan = `${rig.dir}/纪要.pdf`;
    execFileSync('/usr/bin/python3', ['-c', DRAW, poster, scan]);
    await wen.setInputFiles('input[type=file]', [poster, scan]);
    await wen.locator('.notices-files li', { hasText: '海报' }).waitFor();
    await wen.locator('.notices-files li', { hasText: '2 pages' }).waitFor();
    await wen.getByText('Saved ', { exact: false }).first().waitFor();
    await wen.getByRole('button', { name: 'On to publishing' }).click();
    await wen.getByRole('button', { name: 'Submit for approval' }).click();
    await wen.getByRole('heading', { name: 'Waits for approval' }).waitFor();
    await shen.goto('/console/notices/N-930');
    await shen.getByText('wxp://f2f0aBcDeF123456').waitFor();
    await shen.getByText('https://example.org/minutes').waitFor();
    await shen.getByText('asks for money').waitFor();
  });

  const look = async (page) => {
    const leaves = page.locator('.notices-leaf');
    await until('three pictures', async () => await leaves.count() === 3 && await leaves.locator('img').count() === 3);
    check(await page.getByLabel('I have looked at every picture', { exact: false }).isDisabled(), 'the word can be given unseen');
    check(await page.getByRole('button', { name: 'Approve and publish' }).isDisabled(), 'it is approved unseen');
    await until('the poster as the lobby will show it', () => page.locator('.preview-glass img').evaluate((img) => {
      const canvas = Object.assign(document.createElement('canvas'), { width: img.naturalWidth, height: img.naturalHeight }), paint = canvas.getContext('2d');
      paint.drawImage(img, 0, 0);
      const dots = paint.getImageData(0, 0, canvas.width, canvas.height).data;
      let green = 0;
      for (let i = 0; i < dots.length; i += 4) if (Math.abs(dots[i] - 40) < 12 && Math.abs(dots[i + 1] - 200) < 12 && Math.abs(dots[i + 2] - 120) < 12) green++;
      return green > 20000;
    }).catch(() => false));
    await leaves.first().click();
    for (let n = 0; n < 3; n++) {
      await until('the picture in full size', () => page.locator('.notices-full img').evaluate((img) => img.complete && img.naturalWidth >= 900 && img.width === img.naturalWidth).catch(() => false));
      if (n === 0) await rig.shot(page, 'urgent-full');
      await page.getByRole('dialog').getByRole('button', { name: n < 2 ? 'The next one' : 'Close' }).last().click();
    }
    await page.getByLabel('I have looked at every picture', { exact: false }).check();
    await rig.accessible(page, 'the review with pictures');
    await rig.shot(page, 'urgent-review', { fullPage: true });
    await page.getByRole('button', { name: 'Approve and publish' }).click();
  };

  await part('every picture is opened before it is approved; a code for payments wants a second approver', async () => {
    await look(shen);
    await shen.getByText('A second approver is needed, because it asks for money.', { exact: false }).waitFor();
    const admin = await rig.page();
    await rig.enter(admin, { to: '/console/notices/N-930' });
    await look(admin);
    await admin.getByText(/It goes out in/).waitFor();
    await admin.getByRole('heading', { name: 'Where it hangs' }).waitFor();
    await until('the screen has it', async () => /Delivered|On the glass/.test(await admin.locator('.notices-where').innerText()));
    await admin.context().close();
  });

  await part('nobody else could look afterwards: said, and kept in the audit', async () => {
    for (const page of [shen, wen, ye]) await page.context().close();
    for (const user of ['shen', 'wen', 'ye']) await central.ctl('account', 'remove', user);
    const admin = await rig.page();
    await rig.enter(admin, { to: '/console/notices' });
    check((await call(admin, 'PUT', '/settings', { 'approval.emergency_alone': true })).status === 200, 'alone');
    const committee = (await call(admin, 'GET', '/accounts')).body.accounts.map((a) => a.user);
    check(committee.length === 1, `there are ${committee}`);
    check((await call(admin, 'PUT', '/items/E-940', notice('E-940', '1号楼电梯困人', { kind: 'emergency_gas', priority: 1, expires: stamp(3600) }))).status === 201, 'kept');
    check((await call(admin, 'POST', '/items/E-940/submit')).status === 200, 'submitted');
    await admin.goto('/console/notices/E-940');
    await admin.getByRole('button', { name: 'Approve: out at once' }).click();
    await admin.getByRole('button', { name: 'I have looked at it' }).click();
    await admin.getByRole('dialog').getByText('Nobody else here could look at it.', { exact: false }).waitFor();
    await rig.shot(admin, 'urgent-alone');
    await admin.getByRole('dialog').getByRole('button', { name: 'I have looked at it' }).click();
    await admin.getByText('This was sent out by one person alone', { exact: false }).waitFor({ state: 'detached' });
    await admin.goto('/console/audit');
    await admin.getByText('Looked at their own, because nobody else could').waitFor();
  });
});
