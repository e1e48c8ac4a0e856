// What the first page asks for.
import { api, site } from '../../app/api.js';
import { pick } from '../../app/i18n.js';
import { COMMITTEE, isCommittee, may, me, sites } from '../../app/session.js';

/** @typedef {{id: string, title: string, status: string, state: string, kind: string, from: number, until: number, updated: number, updated_by: string, priority: number, review_after?: boolean, work?: {state: string, by?: string, at?: number}|null}} Item
 *  @typedef {{number: string, state: string, category_name: string, subitem_name: string, lobby: string, at: number, promised_s: number, late: boolean, words?: string}} Case
 *  @typedef {{id: string, lobby: string, state: string, last_seen: number, revoked: boolean}} Terminal
 *  @typedef {{month: string, totals: Record<string, number>}} Figures
 *  @typedef {{items: Item[], own: Item[], late: Case[], fresh: Case[], desk: Case[], terminals: Terminal[], lobbies: {id: string, name: string, name_en?: string}[], outcome: any, figures: Figures|null, failed: any}} Day
 *           own: the committee’s notices that hang; failed: why a part is missing */

/** Each part by itself, and only what the role may read: one that fails takes nothing else away. @returns {Promise<Day>} */
export async function day() {
  /** @type {any} */
  let failed = null;
  const part = async (/** @type {boolean} */ asked, /** @type {string} */ path, /** @type {Record<string, any>} */ query, /** @type {any} */ none) => {
    try {
      return asked ? await api.get(path, query) : none;
    } catch (error) {
      if (error.code === 'offline') throw error;
      failed ??= error;
      return none;
    }
  };
  const [{ items }, { terminals }, { lobbies }] = await Promise.all([part(true, '/items', { brief: 1 }, { items: [] }), part(may('viewer', 'duty'), '/terminals', {}, { terminals: [] }), part(true, '/lobbies', {}, { lobbies: [] })]);
  const reports = ['community', 'complaint'].every((id) => items.some((/** @type {Item} */ i) => i.id === id)); // else nobody can report yet
  const now = new Date(), month = `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, '0')}`;
  const [late, fresh, outcome, figures, hanging] = await Promise.all([
    part(reports && may('viewer'), '/cases', { late: 1 }, { cases: [] }), part(reports && may('viewer'), '/cases', { state: 'received' }, { cases: [] }),
    part(reports && may('viewer', 'committee'), '/outcome', {}, null), part(reports && isCommittee(), '/cases/statistics', { month }, null),
    part(isCommittee(), '/items', { kind: 'notice', hanging: 1 }, { items: [] })]);
  const desk = reports && may('viewer') ? await onDesk(part) : [];
  return { items, own: hanging.items.filter((/** @type {{issuer: string}} */ i) => i.issuer === COMMITTEE), terminals, lobbies, late: late.cases, fresh: fresh.cases, desk, outcome, figures: figures && { ...figures, month }, failed };
}

const POSTS_MAX = 8, ROWS_MAX = 50;
/** What was given to the posts of this account, or was taken up again there. @param {(asked: boolean, path: string, query: Record<string, any>, none: any) => Promise<any>} part @returns {Promise<Case[]>} */
async function onDesk(part) {
  const posts = (sites.value.find((s) => s.id === site.value)?.posts ?? []).slice(0, POSTS_MAX);
  const parts = await Promise.all(posts.map((role) => part(true, '/cases/rows', { state: 'open', role, limit: ROWS_MAX }, { cases: [] })));
  const rows = [...new Map(parts.flatMap((p) => p.cases).filter((row) => ['assigned', 'in_progress'].includes(row.state) && posts.includes(row.role)).map((row) => [row.number, row])).values()];
  if (!rows.length) return [];
  const { doc: form } = await part(true, '/items/complaint', {}, { doc: {} }), named = (/** @type {any[]|undefined} */ list, /** @type {string} */ id) => list?.find((one) => one.id === id);
  return rows.map((row) => { const category = named(form?.categories, row.category); return { ...row, category_name: pick(category, 'name') || row.category, subitem_name: pick(named(category?.subitems, row.subitem), 'name') }; });
}

/** Has any lobby drawn one of these notices? @param {string[]} ids @returns {Promise<boolean>} */
export async function anyShown(ids) {
  for (const id of ids) if ((await api.get(`/items/${encodeURIComponent(id)}/shown`)).lobbies.length) return true;
  return false;
}

/** How many people have an account, for who looks after them; else null. @returns {Promise<number|null>} */
export async function people() {
  const whole = (me.value?.grants ?? []).some((g) => g.site === '*' && g.role === 'admin');
  if (!whole && !may('admin')) return null;
  return (await api.get('/accounts', undefined, { anySite: whole })).accounts.filter((/** @type {any} */ a) => !a.left).length;
}

/** Does the ribbon still hang over the screens? @returns {Promise<boolean>} */
export const isDemo = async () => !!(await api.get('/items/community')).doc?.community?.demo;
