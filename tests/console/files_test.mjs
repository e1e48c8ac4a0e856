// The console's files as a browser, an old tab and a plain client get them.
import { request as overHttp } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { check, test } from './rig.mjs';

await test('files', async (rig, part) => {
  const central = await rig.central();
  /** fetch() would unpack and ask for gzip by itself. */
  const get = (path, headers = {}) => new Promise((done, fail) => {
    const call = overHttp(central.url + path, { headers }, (answer) => {
      const pieces = [];
      answer.on('data', (piece) => pieces.push(piece));
      answer.on('end', () => done({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(pieces) }));
    });
    call.on('error', fail);
    call.end();
  });
  const page = await get('/console/');
  const script = /src="([^"]+\.js)"/.exec(page.body.toString())[1], style = /href="([^"]+\.css)"/.exec(page.body.toString())[1];

  await part('every address below is the page, and / leads there', async () => {
    const root = await get('/');
    check(root.status === 302 && root.headers.location === '/console/', `/ answers ${root.status}`);
    for (const path of ['/console', '/console/notices/N-001?site=x', '/console/a/b/c/d', '/console/%E5%85%AC%E5%91%8A']) {
      const answer = await get(path);
      check(answer.status === 200 && answer.body.equals(page.body), `${path} is not the page`);
    }
    check((await get('/consoles')).status === 404, 'what only begins so is not the console');
    check((await get('/console/console-OLDHASH1.js')).status === 404, 'a script that is gone must not be a page');
  });

  await part('the page is asked for anew, the rest is kept', async () => {
    check(page.headers['cache-control'] === 'no-cache', 'the page is kept');
    for (const path of [script, style]) {
      const packed = await get(path, { 'Accept-Encoding': 'gzip, br' }), plain = await get(path);
      check(packed.headers['content-encoding'] === 'gzip' && gunzipSync(packed.body).equals(plain.body), `${path} is another when packed`);
      check(!plain.headers['content-encoding'], `${path} is packed without being asked`);
      check(/max-age=31536000, immutable/.test(packed.headers['cache-control']), `${path} is not kept`);
      const again = await get(path, { 'If-None-Match': packed.headers.etag });
      check(again.status === 304 && !again.body.length, `${path} is sent twice`);
    }
    check(/^text\/javascript/.test((await get(script)).headers['content-type']), 'the script is no script');
  });

  await part('nothing else runs in the page, and nothing is drawn around it', async () => {
    const policy = page.headers['content-security-policy'];
    for (const word of ["default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'", "require-trusted-types-for 'script'", "base-uri 'none'"]) check(policy.includes(word), `${word} is missing`);
    check(!/unsafe|\*/.test(policy), 'the policy has a hole');
    check(page.headers['x-content-type-options'] === 'nosniff' && page.headers['referrer-policy'] === 'no-referrer', 'headers are missing');
    check(!page.headers['strict-transport-security'], 'HSTS without TLS');
    check(!/<script(?![^>]*src=)|style=|<style/.test(page.body.toString()), 'something stands in the page itself');
    const browser = await rig.page();
    const answer = await browser.goto('/console/');
    check(/max-age/.test(answer.headers()['strict-transport-security'] ?? ''), 'no HSTS over TLS');
    const ran = await browser.evaluate(() => {
      const words = [];
      try { document.body.innerHTML = '<b>x</b>'; words.push('innerHTML'); } catch { /* as it must be */ }
      document.body.setAttribute('style', 'position: fixed');
      if (getComputedStyle(document.body).position === 'fixed') words.push('style');
      return words;
    }).catch(() => []);
    check(!ran.length, `these go: ${ran}`);
    browser.complaints.length = 0; // what was tried is told on the browser's console
  });
});
