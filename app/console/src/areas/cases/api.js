// Reports from residents: the list in parts, one case, and what is done with it.
import { address, api } from '../../app/api.js';
import { lang, pick } from '../../app/i18n.js';

/** @typedef {{number: string, state: string, category: string, subitem: string, building: string, unit: string, role: string, severity: string, outcome: string,
 *             channel: string, due_note: string, at: number, since: number, due: number, promised_s: number, answer_s: number, first_at: number, answered: number,
 *             ended: number, reopened: number, set_aside: number, late: boolean, recused: boolean, place: string, text: string, text_closed: boolean,
 *             group?: string, group_size?: number}} Row
 *  @typedef {{open: number, set_aside: number, clock: Record<string, number>, roles: Record<string, number>, categories: Record<string, number>,
 *             states: Record<string, number>, places: Record<string, Record<string, number>>, holidays_missing?: number}} Counts
 *  @typedef {{at: number, who: string, state: string, role: string, text: string, what: string, detail: string, amount_fen: number}} Event
 *  @typedef {{state: string, text?: string, reason?: string, role?: string, into?: string, who: string, until: number, failed: string}} Held
 *  @typedef {{to: string, needs: string[]}} Move
 *  @typedef {Row & {version: number, standard: string, answer_standard: string, events: Event[], due_days?: number, has_contact: boolean, has_person: boolean,
 *             contact_erased: number, about: string, photos: {n: number, at: number, size: number}[], codes: any[], moves: Move[],
 *             remedies: {id: string, left_fen: number}[], may_note: boolean, may_code: boolean, held: Held|null, delivery: any, when: string, into: string, lobby: string}} Case
 *  @typedef {{form: any, community: any}} Names */

const path = (/** @type {string} */ number) => `/cases/${encodeURIComponent(number)}`;
const gone = (/** @type {any} */ error) => { if (error.status === 404) return null; throw error; };
/** @returns {Promise<Names>} */
export async function names() {
  const [form, community] = await Promise.all([api.get('/items/complaint').catch(gone), api.get('/items/community').catch(gone)]);
  return { form: form?.doc ?? {}, community: community?.doc ?? {} };
}
/** @param {any} list @param {string} id */
export const named = (list, id) => pick(list?.find((/** @type {any} */ one) => one.id === id), 'name') || id;
/** What it is about, in the fewest words. @param {Names} n @param {{category: string, subitem: string}} row */
export function matter(n, row) {
  const category = n.form.categories?.find((/** @type {any} */ c) => c.id === row.category);
  return row.subitem ? named(category?.subitems, row.subitem) : category ? pick(category, 'name') : row.category === 'other' ? (lang.value === 'en' ? 'Other' : '其他') : row.category;
}
/** @param {Names} n @param {string} id */
export const post = (n, id) => named(n.community.roles, id);
/** @param {Names} n @param {string} id */
export const stateName = (n, id) => named(n.form.states, id);

/** @param {Record<string, any>} query @returns {Promise<{cases: Row[], next: string|null, total?: number}>} */
export const rows = (query) => api.get('/cases/rows', query);
/** @returns {Promise<Counts>} */
export const counts = () => api.get('/cases/counts');
/** @param {Record<string, any>} query */
export const exported = (query) => address('/cases/export', { query: { ...query, lang: lang.value } });
/** @param {string} number @param {string} [why] @returns {Promise<Case>} */
export const one = (number, why) => api.get(path(number), { why });
/** @param {string} number @param {any} body */
export const reply = (number, body) => api.post(`${path(number)}/reply`, body);
/** @param {string} number */
export const takeBack = (number) => api.del(`${path(number)}/held`);
/** @param {string} number @param {string} purpose */
export const contact = (number, purpose) => api.post(`${path(number)}/contact`, { purpose });
/** @param {string} number @param {string} text */
export const note = (number, text) => api.post(`${path(number)}/note`, { text });
/** @param {string} number @param {any} body */
export const remedy = (number, body) => api.post(`${path(number)}/remedy`, body);
/** @param {string} number @param {string} detail @param {string} why @returns {Promise<{code: string}>} */
export const newCode = (number, detail, why) => api.post(`${path(number)}/code`, { detail, why });
/** @param {string} number @param {number} n @param {string} [why] */
export const photo = (number, n, why) => address(`${path(number)}/photos/${n}`, { query: { why } });
/** What says the same as this one of a burst. @param {string} number @param {string} reason @returns {Promise<{count: number}>} */
export const setAside = (number, reason) => api.post(`/cases/groups/${encodeURIComponent(number)}/set-aside`, { reason });
/** @param {string} number */
export const restore = (number) => api.post(`/cases/groups/${encodeURIComponent(number)}/restore`, {});
/** @param {any} report @returns {Promise<{number: string, code: string, at: number, promised_s: number, answer_s: number}>} */
export const takeDown = (report) => api.post('/cases', report);
/** @param {string} text @returns {Promise<{number: string}>} */
export const carry = (text) => api.post('/cases/carried', { text });
/** @returns {Promise<{canned: {id: string, category: string, role: string, title: string, text: string}[]}>} */
export const canned = () => api.get('/cases/canned');
/** @param {string} id @param {any} words */
export const putCanned = (id, words) => api.put(`/cases/canned/${encodeURIComponent(id)}`, words);
/** @param {string} id */
export const dropCanned = (id) => api.del(`/cases/canned/${encodeURIComponent(id)}`);
/** @param {string} month */
export const statistics = (month) => api.get('/cases/statistics', { month });
export const recurrent = () => api.get('/cases/recurrent');
