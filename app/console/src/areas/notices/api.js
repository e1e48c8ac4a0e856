// Notices: what is in work and what hangs, how they are written, who has said what. The steps of approval are ui/document/approval.js.
import { api } from '../../app/api.js';

/** @typedef {import('../../ui/document/approval.js').Work} Work
 *  @typedef {import('../../ui/document/approval.js').Code} Code
 *  @typedef {{id: string, kind: string, status: string, state: string, title: string, version: number, from: number, until: number, priority: number, updated: number,
 *             updated_by: string, approved_by: string, review_after: boolean, review_by?: 'others'|'alone', lobbies: string[]|null, audience: any, work: Work|null}} Row
 *  @typedef {{version: number, at: number, who: string, status: string, approved_by: string, put_back_by: string}} Version
 *  @typedef {Row & {doc: any, versions: Version[]}} Whole
 *  @typedef {{lobby: string, name: string, terminal: string, last_seen: number, state: 'drawn'|'delivered'|'waiting', since?: number, why?: string, after_ms?: number, missing?: boolean}} Where
 *  @typedef {{version: number, where: Where[], waiting: string[], published_ms?: number, slowest_ms?: number}} Shown
 *  @typedef {{lobby: string, name: string, place: string, last_seen: number, state: string}} Still
 *  @typedef {{id: string, name: string, building: string, unit: string, state: 'online'|'silent'|'none'}} Meant
 *  @typedef {{level: 'refuse'|'warn'|'tell', code: string, at: string, text: string}} Found what the server finds in a text
 *  @typedef {{doc: any, audience: any}} Words what is written: the document and whom it is for
 *  @typedef {{id: string, name: string, name_en?: string, planned?: boolean, audience?: any}} Option
 *  @typedef {{id: string, label: string, label_en: string, type: string, optional?: boolean, max?: number, options?: Option[]}} TemplateField
 *  @typedef {{id: string, kind: string, name: string, name_en?: string, hint?: string, hint_en?: string, group: string, duty: boolean, fields: TemplateField[]}} Template
 *  @typedef {{at: number, who: string, count: number, kept: number, undone: number, undone_by: string}} Takedown */

const at = (/** @type {string} */ id, /** @type {string} */ act = '') => `/items/${encodeURIComponent(id)}${act && `/${act}`}`;
export const everybody = { tags_any: ['all'] };
/** The newest there is, also of a text in work: what whoever changes it has read. @param {Row} row */
export const newest = (row) => row.work?.version ?? row.version;

/** @returns {Promise<Row[]>} */
export const notices = () => api.get('/items', { kind: 'notice', brief: 1 }).then((answer) => answer.items);
/** @param {string} id @param {number} [version] @returns {Promise<Whole>} */
export const item = (id, version) => api.get(at(id), { version });
/** @param {string} id @returns {Promise<Shown>} */
export const shown = (id) => api.get(at(id, 'shown'));
/** @param {string} id @returns {Promise<{why: string, still: Still[], clear: number, who?: {label: string, phone: string}}>} */
export const still = (id) => api.get(at(id, 'still'));

/** @param {string} id @param {string} status @param {Words} words @param {number} [expect] the version that was read; none: a new one @param {string} [site] another community */
export const put = (id, status, { doc, audience }, expect, site) =>
  api.put(at(id), { kind: 'notice', status, audience, doc: { ...doc, id }, ...(expect ? { expect } : {}) }, site ? { query: { site } } : {});
/** @param {string} id @param {Words} words @returns {Promise<Found[]>} */
export const check = (id, { doc, audience }) => api.post('/items/check', { id, doc, audience }).then((answer) => answer.checks);
/** @returns {Promise<Template[]>} */
export const templates = () => api.get('/templates').then((answer) => answer.templates);
/** @param {string} id @param {any} fields @returns {Promise<Words>} */
export const fill = (id, fields) => api.post(`/templates/${encodeURIComponent(id)}/fill`, { fields });
export const rules = () => api.get('/rules');
export const community = () => api.get('/items/community').then((one) => one.doc);

/** The text that was read, not what lies there since. @param {Row} row @param {string} [site] another community */
export const withdraw = (row, site) => api.del(at(row.id), { expect: newest(row) }, site ? { query: { site } } : {});
/** @param {Whole} whole */
export const hangAgain = (whole) => api.post(at(whole.id, 'put-back'), { expect: newest(whole) });
/** @param {string} id @param {boolean} alone nobody else could look at it */
export const reviewed = (id, alone) => api.post(at(id, 'reviewed'), alone ? { alone } : {});
/** @returns {Promise<Takedown|null>} */
export const lastTakedown = () => api.get('/takedown').then((answer) => answer.takedown);
/** @returns {Promise<Takedown>} */
export const takeDown = () => api.post('/takedown', { what: 'every_notice' }).then((answer) => answer.takedown);
export const putBack = () => api.post('/takedown/undo');

/** Whom an audience means. @param {any} audience @returns {Promise<{lobbies: Meant[], connected: number, of: number}>} */
export const resolve = (audience) => api.post('/audience/resolve', { audience });
/** @returns {Promise<{lobbies: any[], buildings: any[]}>} */
export async function places() {
  const [{ lobbies }, doc] = await Promise.all([api.get('/lobbies'), community()]);
  return { lobbies, buildings: doc?.buildings ?? [] };
}
