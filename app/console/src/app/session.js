// Who is logged in. The cookie is the browser's; here is only what the server said about the account.
import { signal, computed } from '../ui/html.js';
import { confirm } from '../ui/confirm.js';
import { api, door, site } from './api.js';
import { t } from './i18n.js';

/** @typedef {{site: string, role: string, posts: string[]|string}} Grant
 *  @typedef {{user: string, role: string, grants?: Grant[], must_change: boolean, totp?: boolean, totp_until?: number, expires: number,
 *             server?: {name: string, org: string, version: string}}} Me
 *  @typedef {{id: string, name: string, role: string, posts: string[], duty: boolean, committee: boolean, standing_in?: boolean, live: number, lobbies: number}} Site */

/** starting: nobody knows yet; out: nobody; must_change: with a one-time password; in: somebody.
 *  @type {import('@preact/signals').Signal<'starting'|'out'|'must_change'|'in'>} */
export const state = signal('starting');
/** @type {import('@preact/signals').Signal<Me|null>} */
export const me = signal(null);
/** @type {import('@preact/signals').Signal<Site[]>} */
export const sites = signal([]);
/** The session ended while pages are open: the log-in stands over them. */
export const ended = signal(false);

const LADDER = ['viewer', 'editor', 'approver', 'admin'];
/** The role on the site of the page. */
export const role = computed(() => sites.value.find((s) => s.id === site.value)?.role ?? me.value?.role ?? 'viewer');
/** May this account do what the role may? Roles beside the ladder (duty, committee) do only what names them.
 *  @param {string} least @param {...string} also */
export function may(least, ...also) {
  const here = sites.value.find((s) => s.id === site.value);
  if (also.some((set) => here?.[set] || role.value === set)) return true;
  return LADDER.includes(role.value) && LADDER.indexOf(role.value) >= LADDER.indexOf(least);
}

/** Does this account hold the post here? @param {string} post */
export const holds = (post) => !!sites.value.find((s) => s.id === site.value)?.posts.includes(post);
/** The owners' committee's post: notices under it are the committee's own. */
export const COMMITTEE = 'R-OC';
/** Does this account stand for the owners' committee here? */
export const isCommittee = () => !!sites.value.find((s) => s.id === site.value)?.committee || role.value === 'committee';

/** @type {((value?: any) => void)[]} */
let waiting = [];
door.again = () => new Promise((done) => {
  waiting.push(done);
  if (state.value === 'in') ended.value = true;
  else state.value = 'out';
});

async function enter() {
  me.value = await api.get('/me', undefined, { anySite: true, noDoor: true });
  if (me.value.must_change) {
    state.value = 'must_change';
    return;
  }
  await loadSites();
  state.value = 'in';
  ended.value = false;
  const calls = waiting;
  waiting = [];
  calls.forEach((done) => done());
}

/** What the server says of the account now. */
export async function refresh() {
  me.value = await api.get('/me', undefined, { anySite: true });
}

/** Again when a community is made or rights change. */
export async function loadSites() {
  sites.value = (await api.get('/sites', undefined, { anySite: true, noDoor: true })).sites;
  chooseSite(new URLSearchParams(location.search).get('site'));
}

/** The wished one if it may be seen, else the one of before, else the first. @param {string|null} wish */
export function chooseSite(wish) {
  const known = (/** @type {string|null} */ id) => sites.value.some((s) => s.id === id);
  const before = sessionStorage.getItem('foyer.site');
  const id = [wish, site.value, before, sites.value[0]?.id ?? null].find(known) ?? null;
  if (id) sessionStorage.setItem('foyer.site', id);
  site.value = id;
}

/** At the start: is there a session already? */
export async function start() {
  try {
    await enter();
  } catch (error) {
    if (error.code === 'offline') setTimeout(start, 2000);
    else state.value = 'out';
  }
}

/** @param {string} user @param {string} password @param {string} [totp] */
export async function login(user, password, totp) {
  const before = me.value?.user;
  await api.post('/login', { user, password, totp: totp || undefined, cookie: true }, { anySite: true, noDoor: true });
  if (before && before !== user) {
    location.reload(); // somebody else: nothing of the pages that stand open is theirs
    return;
  }
  await enter();
}

/** @param {string} old @param {string} next */
export async function changePassword(old, next) {
  await api.post('/password', { old, new: next }, { anySite: true });
  await enter();
}

/** Unsaved words go with the session: at a shared computer the next person finds nothing. */
export async function logout() {
  const drafts = Object.keys(sessionStorage).filter((key) => key.startsWith('draft:') /* app/kept.js */);
  if (drafts.length && !(await confirm({ title: t('Log out?'), text: t('Some words are not saved yet; they will be gone.'), action: t('Log out'), danger: true }))) return;
  state.value = 'starting'; // nothing asks any more
  ended.value = false;
  await api.post('/logout', {}, { anySite: true, noDoor: true }).catch(() => {});
  drafts.forEach((key) => sessionStorage.removeItem(key));
  location.assign('/console/');
}
