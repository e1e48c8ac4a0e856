// The calls of writing.
import { api } from '../../../app/api.js';

/** @typedef {{level: 'refuse'|'warn'|'tell', code: string, at: string, text: string}} Found
 *  @typedef {{id: string, name: string, name_en?: string, planned?: boolean, audience?: any}} Option
 *  @typedef {{id: string, label: string, label_en: string, type: string, optional?: boolean, max?: number, options?: Option[]}} TemplateField
 *  @typedef {{id: string, kind: string, name: string, name_en?: string, hint?: string, hint_en?: string, group: string, duty: boolean, fields: TemplateField[]}} Template
 *  @typedef {{doc: any, audience: any}} Words what is written: the document and whom it is for */

export const everybody = { tags_any: ['all'] };

/** @returns {Promise<Template[]>} */
export const templates = () => api.get('/templates').then((answer) => answer.templates);
/** @param {string} id @param {any} fields @returns {Promise<Words>} */
export const fill = (id, fields) => api.post(`/templates/${encodeURIComponent(id)}/fill`, { fields });
export const rules = () => api.get('/rules');
export const community = () => api.get('/items/community').then((item) => item.doc);
/** @param {string} id */
export const item = (id) => api.get(`/items/${encodeURIComponent(id)}`);
/** @param {string} id @param {Words} words @returns {Promise<Found[]>} */
export const check = (id, words) => api.post('/items/check', { id, ...words }).then((answer) => answer.checks);
/** @param {string} id @param {string} status @param {Words} words @param {number} [expect] the version that was read */
export const put = (id, status, { doc, audience }, expect) => api.put(`/items/${encodeURIComponent(id)}`, { kind: 'notice', status, audience, doc: { ...doc, id }, ...(expect ? { expect } : {}) });

/** The lobbies that it is for. @param {any} audience @returns {Promise<string[]>} */
export const meant = (audience) => api.post('/audience/resolve', { audience }).then((answer) => answer.lobbies.map((/** @type {{id: string}} */ one) => one.id));

/** A number that nobody else takes: the day, and four signs by chance. */
export function newId(prefix = 'N') {
  const now = new Date(), two = (/** @type {number} */ n) => String(n).padStart(2, '0');
  const random = crypto.getRandomValues(new Uint16Array(1))[0].toString(36).padStart(4, '0');
  return `${prefix}-${now.getFullYear()}${two(now.getMonth() + 1)}${two(now.getDate())}-${random}`;
}
