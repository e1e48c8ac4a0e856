// Notices on their way: what is in work, what hangs, who has said what.
import { api } from '../../app/api.js';

/** @typedef {{file: string, page: number, text: string, payment: boolean}} Code
 *  @typedef {{version: number, state: 'draft'|'review'|'returned'|'approved', by: string, at: number, writers: string[], submitted_by: string, submitted_at: number,
 *             sha256: string, remark: string, answered_by: string, answered_at: number, first_by: string, out: number, four_eyes: boolean, emergency: boolean,
 *             pictures: boolean, codes: Code[], audience: any, doc: any}} Work
 *  @typedef {{id: string, kind: string, status: string, state: string, title: string, version: number, from: number, until: number, priority: number, updated: number,
 *             updated_by: string, approved_by: string, review_after: boolean, lobbies: string[]|null, audience: any, work: Work|null}} Row
 *  @typedef {Row & {doc: any, versions: {version: number, at: number, who: string, status: string, approved_by: string}[]}} Whole
 *  @typedef {{lobby: string, name: string, terminal: string, last_seen: number, state: 'drawn'|'delivered'|'waiting', since?: number, why?: string, after_ms?: number, missing?: boolean}} Where
 *  @typedef {{version: number, where: Where[], waiting: string[], published_ms?: number, slowest_ms?: number}} Shown
 *  @typedef {{lobby: string, name: string, place: string, last_seen: number, state: string}} Still
 *  @typedef {{id: string, name: string, building: string, unit: string, state: 'online'|'silent'|'none'}} Meant */

const at = (/** @type {string} */ id, /** @type {string} */ act = '') => `/items/${encodeURIComponent(id)}${act && `/${act}`}`;

/** @returns {Promise<Row[]>} */
export const notices = () => api.get('/items', { kind: 'notice' }).then((answer) => answer.items);
/** @param {string} id @param {number} [version] @returns {Promise<Whole>} */
export const item = (id, version) => api.get(at(id), { version });
/** @param {string} id @returns {Promise<Shown>} */
export const shown = (id) => api.get(at(id, 'shown'));
/** @param {string} id @returns {Promise<{why: string, still: Still[], clear: number, who?: {label: string, phone: string}}>} */
export const still = (id) => api.get(at(id, 'still'));
/** @param {string} id @param {number} expect */
export const submit = (id, expect) => api.post(at(id, 'submit'), { expect });
/** @param {string} id @param {string} sha256 @param {boolean} pictures */
export const approve = (id, sha256, pictures) => api.post(at(id, 'approve'), { sha256, confirm: { pictures } });
/** @param {string} id @param {string} text */
export const sendBack = (id, text) => api.post(at(id, 'return'), { text });
/** @param {string} id */
export const undo = (id) => api.post(at(id, 'undo'));
/** @param {string} id */
export const withdraw = (id) => api.del(at(id));
/** @param {string} id */
export const reviewed = (id) => api.post(at(id, 'reviewed'));
/** @param {string} id @param {any} doc @param {any} audience @param {number} [expect] */
export const save = (id, doc, audience, expect) => api.put(at(id), { kind: 'notice', status: 'draft', audience, doc: { ...doc, id }, ...(expect ? { expect } : {}) });
/** @param {any} audience @returns {Promise<{lobbies: Meant[], connected: number, of: number}>} */
export const resolve = (audience) => api.post('/audience/resolve', { audience });
/** What the server finds in a text. @typedef {{level: 'refuse'|'warn'|'tell', code: string, at: string, text: string}} Found
 *  @param {string} id @param {any} doc @param {any} audience @returns {Promise<Found[]>} */
export const check = (id, doc, audience) => api.post('/items/check', { id, doc, audience }).then((answer) => answer.checks);
/** @typedef {{at: number, who: string, count: number, kept: number, undone: number, undone_by: string}} Takedown @returns {Promise<Takedown|null>} */
export const lastTakedown = () => api.get('/takedown').then((answer) => answer.takedown);
/** @returns {Promise<Takedown>} */
export const takeDown = () => api.post('/takedown').then((answer) => answer.takedown);
export const putBack = () => api.post('/takedown/undo');
/** @returns {Promise<{lobbies: any[], buildings: any[]}>} */
export async function places() {
  const [{ lobbies }, community] = await Promise.all([api.get('/lobbies'), api.get('/items/community')]);
  return { lobbies, buildings: community.doc?.buildings ?? [] };
}
