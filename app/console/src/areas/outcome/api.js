// The board of outcomes: what staff write for it, and a month's numbers.
import { api } from '../../app/api.js';

/** @typedef {{asked: string, asked_en?: string, state: 'done'|'not_yet', answer: string, answer_en?: string, role?: string, due?: string}} Asked
 *  @typedef {{text: string, text_en?: string, month: string}} Thanks
 *  @typedef {{id: string, draft: boolean, version: number, by: string, approved_by: string, hangs: boolean}} Kept  hangs: the lobbies have it
 *  @typedef {{version: number, at: number, who: string, approved: number, approved_by: string, removed: boolean, words: any}} Version
 *  @typedef {{id: string, live: any, draft: any, versions: Version[]}} Text
 *  @typedef {{month: string, in: {visits: number, signups: number, services: number}, out: {late: number, reopened: number, cancelled: number}}} Month
 *  @typedef {{month: string, made: number, asked: (Asked & Kept)[], thanks: (Thanks & Kept)[], bucket: Month[], bucket_missing: string[], overdue: any[], since?: number}} Outcome
 *  @typedef {'asked'|'thanks'} Kind */

/** @returns {Promise<Outcome>} */
export const board = () => api.get('/outcome');
/** @param {Kind} kind @param {string} id @returns {Promise<Text>} */
export const text = (kind, id) => api.get(`/outcome/${kind}/${encodeURIComponent(id)}`);
/** @param {Kind} kind @param {string} id @param {any} words @param {boolean} approve @returns {Promise<Text>} */
export const put = (kind, id, words, approve) => api.put(`/outcome/${kind}/${encodeURIComponent(id)}`, { ...words, ...(approve ? { approve: true } : {}) });
/** @param {Kind} kind @param {string} id @param {number} version that was read @returns {Promise<Text>} */
export const approve = (kind, id, version) => api.put(`/outcome/${kind}/${encodeURIComponent(id)}`, { approve: true, version });
/** @param {Kind} kind @param {string} id */
export const remove = (kind, id) => api.del(`/outcome/${kind}/${encodeURIComponent(id)}`);
/** @param {string} month @param {Record<string, number>} numbers */
export const putMonth = (month, numbers) => api.put(`/outcome/bucket/${month}`, numbers);

/** The posts of the community, for choosing who keeps a promise. @returns {Promise<{id: string, name: string, name_en?: string}[]>} */
export const posts = async () => (await api.get('/items/community')).doc.roles ?? [];
