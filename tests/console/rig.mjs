// The console as staff use it: a real foyer-central with its own data, terminals on virtual displays, and Debian's Chromium.
// Everything lives in one temporary folder and ends with the test. A CSP violation, an error on the browser's console or a refused call
// that the test did not announce (page.allow) fails it. Nothing waits for a time where it can wait for what a person would see.
import { execFile, execFileSync, spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { createRequire } from 'node:module';
import { appendFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const SOURCE = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
export const BIN = process.env.FOYER_BIN ?? join(SOURCE, 'build/test/bin');
const SHOTS = process.env.FOYER_SHOTS; // a folder: pictures of pages are kept there to be looked at
const PATIENCE_MS = Number(process.env.FOYER_PATIENCE ?? 90) * 1000; // a machine that does other things may stand still for a while
const MEASURES = process.env.FOYER_MEASURES; // a file: what was measured is added to it, a line each; the bench holds it against its limit
const AHEAD_S = Number(process.env.FOYER_AHEAD_S ?? 0); // of the whole test: scripts/at
const CHROMIUM = process.env.FOYER_CHROMIUM ?? '/usr/bin/chromium';
process.env.LSAN_OPTIONS ??= `suppressions=${SOURCE}/tests/lsan.supp:print_suppressions=0`;

const fromConsole = createRequire(join(SOURCE, 'app/console/package.json'));
const { chromium } = fromConsole('playwright-core');
const AXE = () => readFileSync(fromConsole.resolve('axe-core/axe.min.js'), 'utf8');

export const PASSWORD = 'a long enough password';

const STALL_MS = 5000; // of a turn of waiting: what is longer, the machine stood still for, and it counts for no more

/** Until check() is true; its value is the answer. @param {string} what @param {() => any} check */
export async function until(what, check, ms = PATIENCE_MS) {
  for (let left = ms, before = Date.now(); ;) {
    const value = await check();
    if (value) return value;
    if (left < 0) throw new Error(`waited ${ms / 1000} s in vain for: ${what}`);
    await new Promise((done) => setTimeout(done, 40));
    const now = Date.now();
    left -= Math.min(now - before, STALL_MS);
    before = now;
  }
}

/** @param {boolean} condition @param {string} sentence */
export function check(condition, sentence) {
  if (!condition) throw new Error(sentence);
}

/** RFC 6238, as an app works it out. @param {string} base32 @param {number} ahead steps of half a minute */
export function totp(base32, ahead = 0) {
  const bits = [...base32.replace(/[\s=]/g, '')].map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((b) => parseInt(b, 2))), step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30000) + ahead));
  const mac = createHmac('sha1', key).update(step).digest(), at = mac[19] & 15;
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1e6).padStart(6, '0');
}

class Program {
  constructor(rig, name, argv, env = {}) {
    Object.assign(this, { rig, name, argv, env, log: join(rig.dir, `${name}.log`), child: null });
  }
  start() {
    const out = openSync(this.log, 'a');
    this.child = spawn(this.argv[0], this.argv.slice(1), { stdio: ['ignore', out, out], env: { ...process.env, ...this.env } });
    this.ended = new Promise((done) => this.child.on('exit', (code, signal) => done(signal ?? code)));
    return this;
  }
  running() {
    return this.child && this.child.exitCode === null && this.child.signalCode === null;
  }
  /** SIGTERM; what the sanitizers say at the end is part of the test. */
  async stop() {
    if (!this.running()) return;
    this.child.kill('SIGTERM');
    const timer = setTimeout(() => this.child.kill('SIGKILL'), PATIENCE_MS);
    const how = await this.ended;
    clearTimeout(timer);
    check(how === 0, `${this.name} ended with ${how}: ${this.words()}`);
  }
  kill() {
    if (this.running()) this.child.kill('SIGKILL');
  }
  words() {
    return existsSync(this.log) ? readFileSync(this.log, 'utf8').split('\n').slice(-20).join('\n') : '';
  }
}

/** The time of the programs that are started after it; a test moves it on while they run. The browser keeps the real one. */
class Clock {
  constructor(dir) {
    this.file = join(dir, 'clock');
    this.minutes = 0;
    this.forward(0);
    const library = readdirSync('/usr/lib').map((name) => join('/usr/lib', name, 'faketime/libfaketime.so.1')).find((path) => existsSync(path));
    this.env = { LD_PRELOAD: library, FAKETIME_TIMESTAMP_FILE: this.file, FAKETIME_NO_CACHE: '1', ASAN_OPTIONS: 'verify_asan_link_order=0:detect_leaks=0' };
  }
  forward(minutes) {
    this.minutes += minutes;
    writeFileSync(`${this.file}.new`, `+${AHEAD_S + this.minutes * 60}\n`);
    renameSync(`${this.file}.new`, this.file);
  }
}

class Central {
  constructor(rig, name = 'central') {
    Object.assign(this, { rig, name, data: join(rig.dir, name), sessions: join(rig.dir, `${name}-sessions`) });
    const said = execFileSync(join(BIN, 'foyer-central'), ['init', '--data', this.data, '--name', '和风物业'], { encoding: 'utf8' });
    this.once = /one-time password: *(\S+)/i.exec(said)[1];
    this.said = said;
    this.listen = '127.0.0.1:0,tls:127.0.0.1:0'; // terminals and scripts on this machine; browsers
    this.program = null;
  }
  async start() {
    const said = ['listen', 'listen.tls'].map((name) => join(this.data, name));
    said.forEach((path) => rmSync(path, { force: true }));
    this.program = this.rig.program(this.name, [join(BIN, 'foyer-central'), 'serve', '--data', this.data, '--listen', this.listen]).start();
    await until('central listening', () => {
      check(this.program.running(), `central ended: ${this.program.words()}`);
      return said.every((path) => existsSync(path));
    });
    const [plain, secure] = said.map((path) => readFileSync(path, 'utf8').trim().replace(/^tls:/, ''));
    this.listen = `${plain},tls:${secure}`; // the same ports after a restart
    this.url = `http://${plain}`;
    this.https = `https://${secure}`;
    return this;
  }
  async stop() {
    await this.program.stop();
  }
  /** foyerctl with a session of its own. @param {...string} args */
  ctl(...args) {
    return new Promise((done, fail) => execFile(join(BIN, 'foyerctl'), ['--state-dir', this.sessions, '--central', this.url, ...args.map(String)], { encoding: 'utf8', timeout: 300000 },
      (error, out, bad) => error ? fail(new Error(`foyerctl ${args[0]}: ${bad}${out}`)) : done(out)));
  }
  file(name, text) {
    const path = join(this.rig.dir, name);
    writeFileSync(path, text, { mode: 0o600 });
    return path;
  }
  /** The administrator gets PASSWORD, and foyerctl a session. */
  async firstLogin() {
    await this.ctl('login', '--user', 'admin', '--password-file', this.file('once.txt', this.once));
    await this.ctl('passwd', '--password-file', this.file('both.txt', `${this.once}\n${PASSWORD}\n`));
    return this.login();
  }
  async login() {
    await this.ctl('login', '--user', 'admin', '--password-file', this.file('password.txt', PASSWORD));
    return this;
  }
  /** The brake on guessing counts log-ins of a minute; a test makes more than a person. */
  forgetTries() {
    execFileSync('/usr/bin/python3', ['-c', 'import sqlite3, sys; db = sqlite3.connect(sys.argv[1], timeout=20); db.execute("DELETE FROM login_try"); db.commit()', join(this.data, 'central.db')]);
  }
  /** As if the day after the first log-in were over, in which a second step is set up. */
  nextDay() {
    execFileSync('/usr/bin/python3', ['-c', 'import sqlite3, sys; db = sqlite3.connect(sys.argv[1], timeout=20); db.execute("UPDATE account SET factor_until=factor_until-86400 WHERE factor_until>0"); db.commit()', join(this.data, 'central.db')]);
  }
  /** The sample, or a folder that a test has made of it. @param {string} [dir] */
  async importSample(dir = join(SOURCE, 'assets/sample')) {
    await this.ctl('import', dir);
    return this;
  }
  /** An account with PASSWORD. @param {string} user @param {string} role @param {...string} more words of foyerctl account add */
  async account(user, role, ...more) {
    const said = await this.ctl('account', 'add', user, '--role', role, ...more);
    const once = /([a-z0-9]{4}-){3}[a-z0-9]{4}/.exec(said)[0];
    const own = (...args) => new Promise((done, fail) => execFile(join(BIN, 'foyerctl'), ['--state-dir', join(this.rig.dir, `ctl-${user}`), '--central', this.url, ...args],
      (error, out, bad) => error ? fail(new Error(bad + out)) : done(out)));
    await own('login', '--user', user, '--password-file', this.file(`${user}-once.txt`, once));
    await own('passwd', '--password-file', this.file(`${user}-both.txt`, `${once}\n${PASSWORD}\n`));
  }
}

/** A terminal of one lobby: foyer-sync, and foyer-kiosk on a display of its own. */
class Terminal {
  constructor(rig, central, lobby, size = [1080, 1920]) {
    Object.assign(this, { rig, central, lobby, size, data: join(rig.dir, lobby), trace: join(rig.dir, `${lobby}.trace.json`) });
    mkdirSync(this.data);
    this.sync = rig.program(`${lobby}-sync`, [join(BIN, 'foyer-sync'), '--data', this.data, '--central', central.url, '--time-scale', '20']);
  }
  async start() {
    const display = await this.rig.display(this.size);
    this.screen = display;
    this.kiosk = this.rig.program(`${this.lobby}-kiosk`, [join(BIN, 'foyer-kiosk'), '--data', this.data, '--window', this.size.join('x'), '--panel-mm', '398x708', '--trace', this.trace],
      { DISPLAY: display });
    this.sync.start();
    this.kiosk.start();
    await until('the first picture', () => this.look());
    return this;
  }
  /** What is on the glass: {page, texts, targets}. */
  look() {
    check(this.kiosk.running(), `the kiosk ended: ${this.kiosk.words()}`);
    try {
      return JSON.parse(readFileSync(this.trace, 'utf8'));
    } catch {
      return null;
    }
  }
  words() {
    return (this.look()?.texts ?? []).map((text) => text.s).join('\n');
  }
  shows(text) {
    return this.words().replace(/\s/g, '').includes(text.replace(/\s/g, ''));
  }
  /** The code that it shows while it waits to be let in. */
  code() {
    return until('the pairing code', () => /\b[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}\b/.exec(this.words())?.[0]);
  }
  async pair() {
    await this.central.ctl('pair', await this.code(), '--lobby', this.lobby);
    await until('the home page', () => this.look()?.page === 'home');
    return this;
  }
  /** A finger on what is called so, once it stands there; what lies below the edge is paged to. @param {string} id */
  async tap(id) {
    const find = (/** @type {(one: any) => boolean} */ is) => this.look()?.targets.findLast((/** @type {any} */ one) => is(one) && one.enabled && one.y >= 0 && one.y + one.h / 2 < this.size[1]);
    await until(`${id} on the glass`, async () => {
      if (find((one) => one.id === id)) return true;
      const down = find((one) => one.id.endsWith('/page-down'));
      if (down) await this.touch(down);
      return false;
    });
    await this.touch(find((one) => one.id === id));
  }
  /** A touch at about the same place within 400 ms counts once: a test is no quicker than a finger. @param {{x: number, y: number, w: number, h: number}} place */
  async touch(place) {
    const at = [place.x + place.w / 2, place.y + place.h / 2].map(Math.round), before = this.touched;
    if (before && Math.abs(at[0] - before.at[0]) + Math.abs(at[1] - before.at[1]) < 120) await until('the finger has been away for a while', () => Date.now() - before.when > 450);
    const drawn = () => statSync(this.trace, { bigint: true }).mtimeNs, was = drawn();
    execFileSync('/usr/bin/python3', ['-c', `import sys
from Xlib import X, display
from Xlib.ext import xtest
d = display.Display(sys.argv[1])
xtest.fake_input(d, X.MotionNotify, x=int(sys.argv[2]), y=int(sys.argv[3]))
xtest.fake_input(d, X.ButtonPress, 1)
xtest.fake_input(d, X.ButtonRelease, 1)
d.sync()`, this.screen, ...at.map(String)]);
    this.touched = { at, when: Date.now() }; // a program takes its time to start: only now has the finger been there
    await until('an answer to the finger', () => drawn() !== was, 2000).catch(() => {}); // not every touch changes the glass
  }
  /** A picture of the glass. @param {string} path */
  picture(path) {
    execFileSync('/usr/bin/python3', ['-c', 'import sys; from PIL import ImageGrab; ImageGrab.grab(xdisplay=sys.argv[1]).save(sys.argv[2])', this.screen, path]);
  }
}

/** What went wrong in a page without anybody asking. */
function watch(page, rig) {
  const allowed = [[401, /\/v1\/staff\/me$/]]; // who is there? nobody yet
  const bad = [];
  page.allow = (status, path) => allowed.push([status, path]);
  const isAllowed = (status, url) => allowed.some(([s, path]) => s === status && path.test(new URL(url).pathname));
  const open = new Set(); // calls on their way, but for the parked one that waits for news
  page.on('request', (request) => { if (!/\/events$/.test(new URL(request.url()).pathname)) open.add(request); });
  for (const end of ['requestfinished', 'requestfailed']) page.on(end, (request) => open.delete(request));
  page.calls = open;
  page.on('response', (answer) => {
    if (answer.status() >= 400 && !isAllowed(answer.status(), answer.url())) bad.push(`${answer.request().method()} ${answer.url()}: ${answer.status()}`);
  });
  page.on('requestfailed', (request) => {
    const why = request.failure()?.errorText ?? '';
    if (why !== 'net::ERR_ABORTED' && !allowed.some(([s, path]) => s === 0 && path.test(new URL(request.url()).pathname))) bad.push(`${request.method()} ${request.url()}: ${why}`);
  });
  page.on('console', (message) => {
    if (message.type() === 'error' && !/^Failed to load resource/.test(message.text())) bad.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => bad.push(`error: ${error.stack ?? error}`));
  page.complaints = bad;
  rig.pages.push(page);
}

export class Rig {
  constructor(name) {
    this.name = name;
    this.dir = mkdtempSync(join(tmpdir(), 'foyer-console-'));
    this.programs = [];
    this.pages = [];
    this.contexts = [];
  }
  program(name, argv, env) {
    const program = new Program(this, name, argv, { ...this.time?.env, ...env });
    this.programs.push(program);
    return program;
  }
  async central(name) {
    this.server = new Central(this, name);
    return this.server.start();
  }
  /** From now on the programs have a clock of their own. */
  clock() {
    this.time = new Clock(this.dir);
    return this.time;
  }
  /** A server on a folder that is there already; pages that are opened from now on are its. @param {string} data */
  async restored(data) {
    this.server = Object.assign(Object.create(Central.prototype), { rig: this, name: 'restored', data, sessions: `${data}-sessions`, listen: '127.0.0.1:0,tls:127.0.0.1:0', program: null });
    return this.server.start();
  }
  /** With the sample community and its administrator. */
  async sample(dir) {
    const central = await this.central();
    await central.firstLogin();
    return central.importSample(dir);
  }
  /** A copy of the sample in which `change` has altered files; it gets the name and the words of each JSON file. @param {(name: string, text: string) => string} change */
  altered(change) {
    const dir = join(this.dir, 'sample');
    cpSync(join(SOURCE, 'assets/sample'), dir, { recursive: true });
    for (const name of readdirSync(dir).filter((one) => one.endsWith('.json'))) writeFileSync(join(dir, name), change(name, readFileSync(join(dir, name), 'utf8')));
    return dir;
  }
  terminal(lobby, size) {
    return new Terminal(this, this.server, lobby, size).start();
  }
  async display([w, h]) {
    const child = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', `${w}x${h}x24`, '-nolisten', 'tcp'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
    this.programs.push({ kill: () => child.kill('SIGKILL'), stop: () => child.kill('SIGTERM'), running: () => true, words: () => '', name: 'Xvfb' });
    return new Promise((done, fail) => {
      child.stdio[3].once('data', (data) => done(`:${String(data).trim()}`));
      child.once('exit', () => fail(new Error('Xvfb ended')));
    });
  }
  /** A browser window of its own, with its own cookies. @param {{lang?: 'zh-CN'|'en', width?: number, height?: number, dark?: boolean, still?: boolean, scripts?: boolean}} [options] */
  async page({ lang = 'en', width = 1280, height = 800, dark = false, scripts = true } = {}) {
    // The server made its own certificate: a download that opens a connection of its own asks nobody, so the browser as a whole must accept it.
    this.browser ??= await chromium.launch({ executablePath: CHROMIUM, args: ['--ignore-certificate-errors', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--font-render-hinting=none'] });
    const context = await this.browser.newContext({
      baseURL: this.server.https, locale: lang, viewport: { width, height }, colorScheme: dark ? 'dark' : 'light', reducedMotion: 'reduce',
      ignoreHTTPSErrors: true, timezoneId: 'Asia/Shanghai', hasTouch: width < 600, javaScriptEnabled: scripts,
    });
    if (AHEAD_S) await context.clock.setSystemTime(Date.now());
    context.setDefaultTimeout(PATIENCE_MS);
    this.contexts.push(context);
    const page = await context.newPage();
    watch(page, this);
    return page;
  }
  /** Logs in and stands on the first page, or on `to`. */
  async enter(page, { user = 'admin', password = PASSWORD, to = '/console/' } = {}) {
    await page.goto(to);
    await this.login(page, user, password);
    return page;
  }
  /** On the log-in page, or in the log-in over a page. */
  async login(page, user = 'admin', password = PASSWORD) {
    this.server.forgetTries();
    await page.locator('input[name=user]').fill(user);
    await page.locator('input[name=password]').fill(password);
    await page.locator('form').filter({ has: page.locator('input[name=user]') }).locator('button[type=submit]').click();
    await page.locator('.shell main h1').waitFor();
  }
  /** Until everything that a page asked for has come and is drawn. */
  async calm(page) {
    await until('a calm page', async () => !page.calls.size && !(await page.locator('.waiting, .busy').count()) && !page.calls.size);
  }
  /** A figure of this run. Tests print it; only a bench judges it. @param {string} figure @param {number} value @param {string} unit */
  measured(figure, value, unit) {
    console.log(`     ${figure}: ${value.toFixed(1)} ${unit}`);
    if (MEASURES) appendFileSync(MEASURES, `${JSON.stringify({ figure, value, unit })}\n`);
  }
  /** Scrolls what `selector` finds (or the part of it that scrolls) by 400 px a frame for 240 frames, and says how long the frames took. */
  async scrolled(page, selector, figure) {
    const { times, top } = await page.evaluate(async (/** @type {string} */ selector) => {
      const found = document.querySelector(selector), times = /** @type {number[]} */ ([]);
      const area = [found, ...found.querySelectorAll('*')].find((el) => el.scrollHeight > el.clientHeight + 1000) ?? document.scrollingElement;
      let last = 0;
      await new Promise((done) => {
        const step = (/** @type {number} */ now) => {
          if (last) times.push(now - last);
          last = now;
          area.scrollTop += 400;
          if (times.length < 240) requestAnimationFrame(step);
          else done(null);
        };
        requestAnimationFrame(step);
      });
      return { times: times.sort((a, b) => a - b), top: area.scrollTop };
    }, selector);
    this.measured(`${figure}, a frame while scrolling, median`, times[120], 'ms');
    this.measured(`${figure}, a frame while scrolling, p95`, times[228], 'ms');
    check(top > 50000, `${figure}: it scrolled to ${top} px only`);
  }
  /** Keeps a picture when somebody wants to look (FOYER_SHOTS). */
  async shot(page, name, options = {}) {
    if (!SHOTS) return;
    mkdirSync(SHOTS, { recursive: true });
    await page.screenshot({ path: join(SHOTS, `${name}.png`), ...options });
  }
  /** No serious finding of axe-core on what stands there now. */
  async accessible(page, where) {
    this.axe ??= AXE();
    await page.evaluate(this.axe);
    const found = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
    const serious = found.violations.filter((v) => ['serious', 'critical'].includes(v.impact));
    check(!serious.length, `${where}: ${serious.map((v) => `${v.id} (${v.help}): ${v.nodes.map((n) => `${n.target} ${n.failureSummary}`).join('; ')}`).join('\n')}`);
  }
  /** Nothing sticks out at the side. */
  async fits(page, where) {
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    const out = wide > 0 ? await page.evaluate(() => [...document.querySelectorAll('main *')].filter((el) => el.getBoundingClientRect().right > document.documentElement.clientWidth + 1).map((el) => `${el.tagName}.${el.className}`).slice(0, 6)) : [];
    check(wide <= 0, `${where} is ${wide} px wider than the window: ${out.join(', ')}`);
  }
  complaints() {
    const words = this.pages.flatMap((page) => page.complaints);
    for (const log of readdirSync(this.dir).filter((name) => name.endsWith('.log')))
      for (const line of readFileSync(join(this.dir, log), 'utf8').split('\n'))
        if (/ERROR: (Address|Leak)Sanitizer|runtime error:/.test(line)) words.push(`${log}: ${line}`);
    return words;
  }
  async close(failed) {
    for (const context of this.contexts) await context.close().catch(() => {});
    await this.browser?.close();
    let error = null;
    for (const program of this.programs.reverse()) await Promise.resolve(failed ? program.kill() : program.stop()).catch((e) => { error ??= e; });
    if (error) throw error;
  }
  logs() {
    for (const program of this.programs) if (program.words()) console.error(`--- ${program.name}\n${program.words()}`);
  }
}

/** One test file: each part is a story that goes on where the last one ended. @param {string} name @param {(rig: Rig, part: (title: string, fn: () => Promise<any>) => Promise<void>) => Promise<any>} story */
export async function test(name, story) {
  const rig = new Rig(name), began = Date.now();
  let title = 'the start';
  const part = async (/** @type {string} */ what, /** @type {() => Promise<any>} */ fn) => {
    title = what;
    const from = Date.now();
    await fn();
    const words = rig.complaints();
    check(!words.length, `without being asked: ${words.join('\n')}`);
    console.log(`ok   ${what} (${((Date.now() - from) / 1000).toFixed(1)} s)`);
  };
  try {
    await story(rig, part);
    title = 'the end';
    await rig.close(false);
    const words = rig.complaints();
    check(!words.length, words.join('\n'));
    console.log(`${name}: all well in ${((Date.now() - began) / 1000).toFixed(1)} s`);
    rmSync(rig.dir, { recursive: true, force: true });
  } catch (error) {
    console.error(`FAIL ${title}: ${error.stack ?? error}`);
    for (const page of rig.pages) {
      const path = join(tmpdir(), `foyer-console-${name}-${rig.pages.indexOf(page)}.png`);
      await page.screenshot({ path, timeout: 3000 }).then(() => console.error(`picture: ${path}, at ${page.url()}`), () => {});
      console.error(page.complaints.join('\n'));
    }
    rig.logs();
    await rig.close(true).catch(() => {});
    rmSync(rig.dir, { recursive: true, force: true });
    process.exitCode = 1;
  }
}
