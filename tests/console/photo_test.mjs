// A resident adds photographs on the phone page, once in a browser without scripts and once in one with them; the clerk sees them on the
// report's page, without what the camera wrote into them.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { check, test, until } from './rig.mjs';
import { visitor } from './walk.mjs';

const PIN = '2468', TOKEN = 'AAECAwQFBgcICQoLDA0ODw', ADDRESS = { url: 'https://foyer.example.cn', host: 'foyer.example.cn', icp: '示ICP备00000000号-1' };
// As a telephone takes them: lying on its side, with its maker, the place and a small picture of the same.
const TAKE = `
import io, sys
from PIL import Image, ImageDraw
picture = Image.new("RGB", (1600, 1200), (120, 150, 170))
draw = ImageDraw.Draw(picture)
draw.ellipse((500, 300, 1100, 900), fill=(60, 80, 95))
draw.rectangle((0, 1000, 1600, 1200), fill=(200, 190, 160))
exif = picture.getexif()
exif[0x010F], exif[0x0112] = "SECRETCAMERA", 6
exif.get_ifd(0x8825).update({1: "N", 2: (31.0, 12.0, 30.0), 3: "E", 4: (121.0, 28.0, 10.0)})
picture.save(sys.argv[1], "JPEG", exif=exif, quality=90)
`;

await test('photo', async (rig, part) => {
  const central = await rig.sample(rig.altered((name, text) => name === 'community.json' ? JSON.stringify({ ...JSON.parse(text), phone_page: ADDRESS }) : text));
  await central.account('wu', 'editor', '--posts', 'R-ENG');
  const taken = join(rig.dir, '漏水 现场.jpg'), note = central.file('note.jpg', 'no picture at all');
  execFileSync('/usr/bin/python3', ['-c', TAKE, taken]);
  check(readFileSync(taken).includes('SECRETCAMERA'), 'the camera wrote nothing into the picture');
  const resident = await visitor(rig, 'T-B3-U1');
  await resident.does({ entry: { subitem: 'WX-01', text: '十六楼墙上渗水', page: { token: TOKEN, pin: PIN } } });
  resident.leaves();
  // Code and digits wait for a thread of the server.
  const stretched = 'import sqlite3, sys; print(sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True).execute("SELECT count(*) FROM case_page WHERE pin_stretched>0").fetchone()[0])';
  await until('the page of the report', () => execFileSync('/usr/bin/python3', ['-c', stretched, join(central.data, 'central.db')], { encoding: 'utf8' }).trim() === '1');

  /** Opens the page with the digits. */
  const open = async (/** @type {any} */ phone) => {
    await phone.goto(`/r/${TOKEN}`);
    await phone.locator('#pin').fill(PIN);
    await phone.locator('form[action*="/open"] button').click();
    await phone.locator('#photo').waitFor();
  };
  const send = async (/** @type {any} */ phone, /** @type {string} */ file) => {
    await phone.locator('#photo').setInputFiles(file);
    await phone.locator('form[action*="/photo"] button').click();
  };
  const looks = async (/** @type {any} */ phone, /** @type {string} */ name) => {
    await rig.shot(phone, name, { fullPage: true });
    const boxes = await phone.locator('button, input:not([type=hidden]), textarea').evaluateAll((/** @type {any[]} */ all) => all.map((el) => [el.tagName, el.getBoundingClientRect().width, el.getBoundingClientRect().right, el.getBoundingClientRect().height]));
    for (const [tag, wide, right, high] of boxes) check(wide > 200 && right <= 390 && high >= 44, `${name}: ${tag} is ${wide}×${high} px and ends at ${right}`);
  };

  const clerk = await rig.page();
  let number = '';
  await part('the clerk has the report open, without a photograph', async () => {
    await rig.enter(clerk, { user: 'wu', to: '/console/cases' });
    await clerk.locator('.cases-row a', { hasText: /./ }).first().click();
    await clerk.locator('.cases-words', { hasText: '渗水' }).waitFor();
    number = /** @type {string} */ (/\d{4}-\d{4,}/.exec(clerk.url())?.[0]);
    check(!await clerk.locator('.cases-photos').count(), 'there is a photograph already');
  });

  await part('scripts off, in Chinese: the photograph is sent, and the clerk sees it at once', async () => {
    const phone = await rig.page({ lang: 'zh-CN', width: 390, height: 844, scripts: false });
    await open(phone);
    await looks(phone, 'phone-open-zh');
    await send(phone, taken);
    await phone.getByText('照片已经送到服务中心').waitFor();
    await phone.getByText('已送到1张，还可以加2张。').waitFor();
    await looks(phone, 'phone-sent-zh');
    await clerk.locator('.cases-photos').getByRole('button', { name: /^Photograph 1/ }).waitFor();
  });

  await part('it stands upright on the report’s page, and nothing of the camera is in it', async () => {
    const answer = clerk.waitForResponse((/** @type {any} */ one) => /\/photos\/1$/.test(new URL(one.url()).pathname));
    await clerk.getByRole('button', { name: /^Photograph 1/ }).click();
    const image = clerk.getByRole('dialog').locator('img.cases-photo');
    const size = await until('the picture', () => image.evaluate((/** @type {any} */ img) => img.complete && img.naturalWidth ? [img.naturalWidth, img.naturalHeight] : null));
    check(size[0] === 1200 && size[1] === 1600, `it is ${size.join('×')}`);
    const bytes = await (await answer).body();
    for (const word of ['SECRETCAMERA', 'Exif', 'GPS', 'http://ns.adobe']) check(!bytes.includes(word), `${word} is in it`);
    await rig.accessible(clerk, 'a photograph');
    await rig.shot(clerk, 'photo-clerk');
    await clerk.keyboard.press('Escape');
  });

  await part('scripts on, in English: what is no picture is refused in plain words, and three are the most', async () => {
    const phone = await rig.page({ width: 390, height: 844 });
    phone.allow(422, /\/photo$/);
    await open(phone);
    await send(phone, note);
    await phone.locator('.note.bad').waitFor();
    await looks(phone, 'phone-refused-en');
    await rig.accessible(phone, 'the phone page');
    for (const left of [true, false]) {
      await send(phone, taken);
      await phone.getByText('The service centre has your photo.').waitFor();
      check(await phone.locator('#photo').count() === (left ? 1 : 0), `after ${left ? 'two' : 'three'} the form is ${left ? 'gone' : 'there'}`);
    }
    await looks(phone, 'phone-full-en');
    await clerk.locator('.cases-photos').getByRole('button', { name: /^Photograph 3/ }).waitFor();
  });

  await part('on a small screen in Chinese, and who looked is written down', async () => {
    const small = await rig.page({ lang: 'zh-CN', width: 390, height: 844 });
    await rig.enter(small, { user: 'wu', to: `/console/cases/${number}` });
    await small.locator('.cases-photos button').nth(2).click();
    const image = small.getByRole('dialog').locator('img.cases-photo');
    await until('the picture', () => image.evaluate((/** @type {any} */ img) => img.complete && img.naturalWidth));
    await small.getByRole('button', { name: '下一张' }).click();
    await small.getByRole('heading', { name: '照片 1' }).waitFor();
    await small.keyboard.press('ArrowRight');
    await small.getByRole('heading', { name: '照片 2' }).waitFor();
    await until('the next picture', () => image.evaluate((/** @type {any} */ img) => img.complete && img.naturalWidth && /photos.2/.test(img.src)));
    await rig.fits(small, 'a photograph');
    await rig.shot(small, 'photo-clerk-390');
    await small.keyboard.press('Escape');
    await rig.shot(small, 'photo-case-390', { fullPage: true });
    await rig.fits(small, 'a report with photographs');
    const boss = await rig.enter(await rig.page());
    const told = await boss.evaluate(() => fetch('/v1/staff/audit?site=heting').then((answer) => answer.json()));
    const looked = Object.values(told).find((one) => Array.isArray(one)).filter((/** @type {any} */ row) => row.what === 'case.photo' && row.object === number).map((/** @type {any} */ row) => row.who);
    check(looked.join() === 'wu,wu,wu,wu', `who looked: ${JSON.stringify(looked)}`);
  });
});
