// Codes in the pictures of a notice, as its approvers see them: what asks for money, and that some were not read.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { check, test } from './rig.mjs';

// A sheet of codes, the first of which asks for money: it is not among those that are read, which begin at the end.
const SHEET = `
import ctypes, sys
from PIL import Image
class Code(ctypes.Structure):
    _fields_ = [("version", ctypes.c_int), ("width", ctypes.c_int), ("data", ctypes.POINTER(ctypes.c_ubyte))]
library = ctypes.CDLL("libqrencode.so.4")
library.QRcode_encodeString.restype = ctypes.POINTER(Code)
def drawn(text):
    code = library.QRcode_encodeString(text.encode(), 2, 0, 2, 1).contents
    small = Image.new("L", (code.width + 8, code.width + 8), 255)
    for i in range(code.width * code.width):
        small.putpixel((4 + i % code.width, 4 + i // code.width), 0 if code.data[i] & 1 else 255)
    return small
texts = sys.argv[3:] + [f"http://a.example/{i}" for i in range(int(sys.argv[2]))]
across, side = min(len(texts), 7), 33
sheet = Image.new("L", (across * side, -(-len(texts) // across) * side), 255)
for i, text in enumerate(texts):
    sheet.paste(drawn(text), (i % across * side, i // across * side))
sheet.resize((sheet.width * 5, sheet.height * 5), Image.NEAREST).save(sys.argv[1])
`;

await test('codes', async (rig, part) => {
  const central = await rig.sample();
  for (const user of ['shen', 'li']) await central.account(user, 'approver');
  const admin = await rig.enter(await rig.page());
  const call = (/** @type {string} */ method, /** @type {string} */ path, /** @type {any} */ body, /** @type {string} */ type = 'application/json') => admin.evaluate(async (/** @type {any[]} */ [method, path, body, type]) => {
    const answer = await fetch(`/v1/staff${path}`, { method, headers: { 'Content-Type': type }, body: typeof body === 'string' ? Uint8Array.from(atob(body), (c) => c.charCodeAt(0)) : JSON.stringify(body) });
    return { http: answer.status, ...await answer.json() };
  }, [method, path, body, type]);
  const stamp = (/** @type {number} */ ahead) => `${new Date(Date.now() + ahead * 1000).toISOString().slice(0, 19)}+00:00`;
  /** @param {string} id @param {number} plain @param {string[]} more @param {string} status */
  const notice = async (id, plain, more, status) => {
    const path = join(rig.dir, `${id}.png`);
    execFileSync('/usr/bin/python3', ['-c', SHEET, path, String(plain), ...more]);
    const { file } = await call('POST', `/files?name=${id}`, readFileSync(path).toString('base64'), 'application/octet-stream');
    return call('PUT', `/items/${id}`, { kind: 'notice', status, audience: { tags_any: ['all'] }, doc: { id, kind: 'activity', issuer: 'R-CS', effective: stamp(-60), expires: stamp(86400),
      priority: 3, lang: { 'zh-CN': { title: `海报${id}`, summary: '海报', body_md: '内容。' } }, files: [file] } });
  };
  const looked = async (/** @type {any} */ page, /** @type {RegExp} */ picture, /** @type {RegExp} */ word) => {
    await page.getByRole('button', { name: picture }).click();
    await page.getByRole('checkbox', { name: word }).and(page.locator(':enabled')).waitFor({ state: 'attached' });
    await page.keyboard.press('Escape');
    await page.getByRole('checkbox', { name: word }).check();
  };

  await part('in one call, a code for payments is refused in plain words, also in a demonstration', async () => {
    admin.allow(403, /\/items\/P-1$/);
    const refused = await notice('P-1', 0, ['wxp://f2f0one'], 'published');
    check(refused.http === 403 && /code for payments/.test(refused.msg), JSON.stringify(refused));
  });

  await part('behind more codes than are read there may be another: the approver is told, and two approve', async () => {
    await notice('P-2', 34, ['wxp://f2f0hidden'], 'draft');
    const handed = await call('POST', '/items/P-2/submit', {});
    check(handed.http === 200, `it is not submitted: ${handed.msg}`);
    const first = await rig.enter(await rig.page(), { user: 'shen', to: '/console/notices/P-2' });
    await first.getByText('These pictures have more codes than are read').waitFor();
    await rig.accessible(first, 'the codes');
    await rig.shot(first, 'codes-en', { fullPage: true });
    await looked(first, /look at it in full size/, /I have looked at every picture/);
    await first.getByRole('button', { name: 'Approve and publish' }).click();
    await first.getByText('because a picture has more codes than are read').waitFor();
    const second = await rig.enter(await rig.page({ lang: 'zh-CN', width: 390, height: 844 }), { user: 'li', to: '/console/notices/P-2' });
    await second.getByText('因有图片含码太多').waitFor();
    await rig.fits(second, 'the codes');
    await rig.shot(second, 'codes-390', { fullPage: true });
    await looked(second, /看原尺寸/, /看过每一张图/);
    await second.getByRole('button', { name: '通过并发布' }).click();
    await second.getByText('秒后发出', { exact: false }).first().waitFor();
  });
});
