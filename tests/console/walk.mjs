// Every page of every area, as the sources name them, on a server with something of everything: for tests that look at all of them.
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { SOURCE, check } from './rig.mjs';

const AREAS = join(SOURCE, 'app/console/src/areas');

/** The routes in an area's sources: "lobbies/:id". @returns {string[]} */
export function routes() {
  const files = (/** @type {string} */ dir) => readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.js')).map((name) => join(dir, name));
  return readdirSync(AREAS).flatMap((area) => files(join(AREAS, area)).flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/\{ path: '([^']*)', page:/g)].map((found) => `${area}/${found[1]}`.replace(/\/$/, '')))).sort();
}

/** The administrator who walks, and who has desks. */
export const WHO = 'wang';

/** What stands for ":id" in an area's addresses. @type {Record<string, string[]>} */
const NAMES = {
  'notices/:id': ['N-001', 'N-900'], 'notices/:id/edit': ['N-900'], 'notices/new/:template': [],
  'sheets/:item': ['N-001'], 'outcome/asked/:id': ['Q-01'], 'outcome/thanks/:id': ['T-01'], 'people/:user': ['admin', WHO],
  'settings/:tab': ['rules', 'holidays', 'alerts', 'hooks', 'backup', 'keys', 'server'], 'cases/:number': [], 'lobbies/:id': [],
  'fees/item/:id': ['F-01'], 'fees/paid/:id': ['PS-01'], 'fees/free/:id': ['FS-01'], 'fees/package/:id': ['PK-01'], 'fees/account/:id': ['board', 'revenue', 'fund', 'energy'],
  'standards/clause/:id': ['ZH-01', 'new'], 'standards/kept/:period': ['2026Q3'],
  'community/:tab': ['about', 'buildings', 'lifts', 'places', 'contacts', 'posts', 'organisations', 'groups', 'lobbies', 'contract', 'committee', 'typing', 'phone', 'look', 'live'],
  'community/buildings/:id': ['B1'], 'community/lifts/:id': ['L1-1-A'], 'community/places/:id': ['P-BIN-1'], 'community/contacts/:id': ['C01', 'new'], 'community/posts/:id': ['R-PM'],
  'community/organisations/:id': ['ORG-PM'], 'community/groups/:id': ['elder'], 'community/lobbies/:id': ['T-B1-U1', 'new'],
};

/** A route's addresses. One whose names nobody has told above is an error, not left out. @param {string} route @param {Record<string, string[]>} [more] */
export function addresses(route, more = {}) {
  const parts = route.split('/'), at = parts.findIndex((part) => part.startsWith(':'));
  if (at < 0) return [`/console/${route === 'home' ? '' : route}`];
  const names = [...NAMES[route] ?? [], ...more[route] ?? []];
  check(names.length > 0, `walk.mjs does not know what stands for ${parts[at]} in ${route}`);
  return names.map((name) => `/console/${parts.map((part, i) => i === at ? encodeURIComponent(name) : part).join('/')}`);
}

/** A resident at a lobby's terminal (visitor.py), whom one tells what to do. @param {any} rig @param {string} lobby */
export async function visitor(rig, lobby) {
  const child = spawn('/usr/bin/python3', [join(SOURCE, 'tests/console/visitor.py'), rig.server.url], { stdio: ['pipe', 'pipe', 'inherit'] });
  const end = () => child.kill('SIGKILL'); // a test that failed does not wait for whoever waits for an order
  rig.programs.push({ name: 'visitor', kill: end, stop: end, running: () => child.exitCode === null, words: () => '' });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => String((await lines.next()).value);
  await rig.server.ctl('pair', await next(), '--lobby', lobby);
  return {
    /** @param {any} order @returns {Promise<any>} */
    async does(order) {
      child.stdin.write(`${JSON.stringify(order)}\n`);
      const told = JSON.parse(await next());
      check(told.s === 'stored', `a resident's entry: ${JSON.stringify(told)}`);
      return told;
    },
    leaves: () => child.stdin.end(),
  };
}

/** Something of everything: the sample, a terminal that has reported a matter, a draft, an account. `hostile` stands in every word of
 * theirs. What walks need to know of it is returned: names for `addresses`. @param {any} rig @param {string} [hostile] */
export async function furnish(rig, hostile = '') {
  const central = rig.server;
  const resident = await visitor(rig, 'T-B3-U1');
  await resident.does({ entry: { text: `墙上渗水${hostile}`, alias: `王女士${hostile}`, place: { building: 'B3', unit: 'B3-U1', spot: 'floor:16', text: `楼梯口${hostile}` }, contact: { phone: '13800000000' }, consent: consent() } });
  resident.leaves();
  const draft = { id: 'N-900', kind: 'notice', status: 'draft', audience: { tags_any: ['all'], buildings: [], units: [], exclude_tags: [] }, doc: { id: 'N-900', kind: 'general', issuer: 'R-CS',
    effective: '2030-01-01T08:00:00+08:00', expires: '2030-01-03T08:00:00+08:00', priority: 3, pinned: false, lang: { 'zh-CN': { title: `草稿${hostile}`, summary: `概要${hostile}`, body_md: `内容。${hostile}` } }, files: [] } };
  await central.ctl('publish', central.file('draft.json', JSON.stringify(draft)));
  await central.account(WHO, 'admin', '--posts', 'R-CS,R-ENG,R-PM'); // the matter is on their desk
  const [cases, terminals] = await Promise.all(['cases', 'terminals'].map(async (name) => JSON.parse(await central.ctl(name, '--json'))));
  return { 'cases/:number': [list(cases)[0].number], 'lobbies/:id': [list(terminals)[0].id] };
}

const list = (/** @type {any} */ told) => Array.isArray(told) ? told : Object.values(told).find((value) => Array.isArray(value));
export const consent = () => JSON.parse(readFileSync(join(SOURCE, 'assets/sample/complaints.json'), 'utf8')).consent.version;

/** Templates, which the server names. @param {any} page logged in */
export async function templates(page) {
  const told = await page.evaluate(() => fetch('/v1/staff/templates').then((answer) => answer.json()));
  return { 'notices/new/:template': told.templates.map((/** @type {any} */ one) => one.id) };
}

/** Goes there and waits until it stands. @param {any} rig @param {any} page @param {string} address */
export async function stand(rig, page, address) {
  await page.goto(address);
  await page.locator('.shell main h1').waitFor();
  await rig.calm(page);
}
