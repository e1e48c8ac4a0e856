// Who must not: each role against each operation of the staff API, as the description of the API says it (x-role, x-also), asked from a
// page of the console with its own cookie; the same without a session, for one who has all rights in another community, and from a page
// of another site. Nothing that is refused may have changed anything.
import { PASSWORD, SOURCE, check, test } from './rig.mjs';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const SITE = 'heting', OTHER = 'yunshan';
const LADDER = ['viewer', 'editor', 'approver', 'admin'];
const BESIDE = ['duty', 'committee'];
const description = JSON.parse(readFileSync(join(SOURCE, 'app/central/api/openapi.json'), 'utf8'));
const operations = Object.entries(description.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, ...operation })));

// Would end the session that asks.
const ENDS = new Set(['logout']);
/** What an operation needs to come as far as the question of who may; the rest of it is refused for what is missing, but for the draft,
 * which whoever may gets under the name of their role. @param {string} role */
const bodies = (role) => ({
  putCommunity: { community: { id: SITE } },
  putItem: { kind: 'notice', status: 'draft', doc: { kind: 'water_outage', issuer: role === 'committee' ? 'R-OC' : 'R-CS' } },
});

/** @param {any} operation @param {string} role */
function may(operation, role) {
  const least = operation['x-role'];
  if (!least || least === 'any session') return true;
  if (LADDER.includes(role)) return LADDER.indexOf(role) >= LADDER.indexOf(least);
  return (operation['x-also'] ?? []).includes(role);
}

/** One request as the page itself would send it. @param {any} operation @param {string} role */
function request(operation, role) {
  const body = operation.requestBody?.content ?? {};
  const type = Object.keys(body)[0];
  const url = operation.path.replace(/\{(\w+)\}/g, (_, name) => ({ ver: '1', n: '1', month: '2026-01', number: '2026-9999' })[name] ?? `of-${role}`);
  return {
    id: operation.operationId, method: operation.method, url: `${url}?site=${SITE}&wait=0`,
    type: type ?? null, body: !type ? null : type === 'application/json' ? JSON.stringify(bodies(role)[operation.operationId] ?? {}) : 'no picture',
  };
}

/** All of them one after the other: [{id, status, error}]. @param {any} page @param {any[]} asked */
const ask = (page, asked) => page.evaluate(async (/** @type {any[]} */ list) => {
  const told = [];
  for (const one of list) {
    const answer = await fetch(one.url, { method: one.method, body: one.body, headers: one.type ? { 'Content-Type': one.type } : {} });
    const text = await answer.text();
    let error = '';
    try { error = JSON.parse(text).error ?? ''; } catch { /* a file */ }
    told.push({ id: one.id, status: answer.status, error });
  }
  return told;
}, asked);

await test('roles', async (rig, part) => {
  const central = await rig.sample();
  const office = await rig.enter(await rig.page());
  const send = async (/** @type {string} */ method, /** @type {string} */ url, /** @type {any} */ body) => office.evaluate(async ([m, u, b]) => {
    const answer = await fetch(u, { method: m, body: b && JSON.stringify(b), headers: b ? { 'Content-Type': 'application/json' } : {} });
    return { ...await answer.json(), status: answer.status };
  }, [method, url, body]);
  const everything = async () => {
    const paths = ['items', 'accounts', 'settings', 'terminals', 'cases', 'outcome', 'takedown'].map((name) => `/v1/staff/${name}?site=${SITE}`);
    const told = await Promise.all(paths.map((path) => send('GET', path, null)));
    told.forEach((one, i) => check(one.status === 200, `${paths[i]}: ${one.status}`));
    // The board is made by the server itself, whenever it comes to that.
    told[0].items = told[0].items.filter((/** @type {any} */ one) => !one.id.startsWith('of-') && one.updated_by !== 'foyer-central');
    return JSON.stringify(told, (key, value) => ['last_seen', 'now', 'seen', 'last_login', 'made', 'published'].includes(key) ? undefined : value);
  };
  const enter = async (/** @type {string} */ user) => {
    const page = await rig.page();
    for (const status of [400, 401, 403, 404, 409, 413, 415, 422, 428, 429]) page.allow(status, /^\/v1\/staff\//);
    return user ? rig.enter(page, { user }) : page.goto('/console/').then(() => page);
  };

  await part('everything that the description names says who may', async () => {
    check(operations.length > 70, `${operations.length} operations`);
    const open = operations.filter((one) => !one['x-role']).map((one) => one.operationId);
    check(open.every((id) => ['getDescription', 'login'].includes(id)), `open to everybody: ${open}`);
  });

  await part('an account for each role', async () => {
    const community = JSON.parse(readFileSync(join(SOURCE, 'assets/sample/community.json'), 'utf8'));
    Object.assign(community.community, { id: OTHER, name: '云山居', demo: true });
    community.terminals = [{ ...community.terminals[0], id: 'Y-1', building: undefined, unit: undefined }];
    const made = await send('PUT', '/v1/staff/community', community);
    check(made.status === 201, `the other community: ${JSON.stringify(made)}`);
    for (const [role, site] of [...[...LADDER, ...BESIDE].map((one) => [one, one === 'admin' ? '*' : SITE]), ['admin', OTHER]]) {
      const user = site === OTHER ? 'stranger' : `a-${role}`;
      const { status, once } = await send('POST', '/v1/staff/accounts', { user, grants: [{ site, role, posts: [] }] });
      check(status === 201, `account ${user}: ${status}`);
      central.forgetTries();
      const dir = `${rig.dir}/ctl-${user}`;
      await central.ctl('--state-dir', dir, 'login', '--user', user, '--password-file', central.file('once.txt', once));
      await central.ctl('--state-dir', dir, 'passwd', '--password-file', central.file('both.txt', `${once}\n${PASSWORD}\n`));
    }
  });

  const names = (/** @type {any[]} */ told) => told.map((one) => `${one.id} ${one.status} ${one.error}`).join(', ');
  /** Asks what must be refused; it is, and all is as it was. */
  const refused = async (/** @type {any} */ page, /** @type {any[]} */ asked, /** @type {(one: any) => boolean} */ isRefusal) => {
    const before = await everything();
    const wrong = (await ask(page, asked)).filter((/** @type {any} */ one) => !isRefusal(one));
    check(!wrong.length, `not refused: ${names(wrong)}`);
    const after = await everything();
    const at = [...before].findIndex((c, i) => c !== after[i]);
    check(after === before, `what was refused has changed something: ${before.slice(at - 200, at + 100)}\n${after.slice(at - 200, at + 100)}`);
  };

  for (const role of [...LADDER, ...BESIDE]) {
    await part(`${role}: what is theirs and nothing else`, async () => {
      const page = await enter(`a-${role}`);
      const listed = operations.filter((one) => !ENDS.has(one.operationId));
      const [theirs, others] = [true, false].map((which) => listed.filter((one) => may(one, role) === which).map((one) => request(one, role)));
      await refused(page, others, (one) => one.status === 403 && one.error === 'forbidden');
      const wrong = (await ask(page, theirs)).filter((/** @type {any} */ one) => one.error === 'forbidden' || one.error === 'no_session');
      check(!wrong.length, `refused, although it is theirs: ${names(wrong)}`);
      await page.context().close();
    });
  }

  await part('the administrator of another community: nothing of this one', async () => {
    const page = await enter('stranger');
    const listed = operations.filter((one) => one['x-role'] && one['x-role'] !== 'any session');
    await refused(page, listed.map((one) => request(one, 'admin')), (one) => one.status === 403 || (one.status === 404 && one.error === 'no_site'));
    await page.context().close();
  });

  await part('without a session: nothing at all', async () => {
    const page = await enter('');
    await refused(page, operations.filter((one) => one['x-role']).map((one) => request(one, 'viewer')), (one) => one.status === 401);
    await page.context().close();
  });
});
