// What the first page asks for.
import { api } from '../../app/api.js';
import { isCommittee, may } from '../../app/session.js';

/** @typedef {{id: string, title: string, status: string, state: string, kind: string, from: number, until: number, updated: number, updated_by: string, issuer: string, priority: number, review_after?: boolean, work?: {state: string}|null}} Item
 *  @typedef {{number: string, state: string, category_name: string, subitem_name: string, lobby: string, at: number, promised_s: number, late: boolean, words?: string}} Case
 *  @typedef {{id: string, lobby: string, state: string, last_seen: number, revoked: boolean}} Terminal
 *  @typedef {{month: string, totals: Record<string, number>}} Figures
 *  @typedef {{items: Item[], late: Case[], fresh: Case[], terminals: Terminal[], lobbies: {id: string, name: string, name_en?: string}[], outcome: any, figures: Figures|null, failed: any}} Day
 *           failed: why a part is missing */

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
  const [{ items }, { terminals }, { lobbies }] = await Promise.all([part(true, '/items', {}, { items: [] }), part(may('viewer', 'duty'), '/terminals', {}, { terminals: [] }), part(true, '/lobbies', {}, { lobbies: [] })]);
  const reports = ['community', 'complaint'].every((id) => items.some((/** @type {Item} */ i) => i.id === id)); // else nobody can report yet
  const now = new Date(), month = `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, '0')}`;
  const [late, fresh, outcome, figures] = await Promise.all([
    part(reports && may('viewer'), '/cases', { late: 1 }, { cases: [] }), part(reports && may('viewer'), '/cases', { state: 'received' }, { cases: [] }),
    part(reports && may('viewer', 'committee'), '/outcome', {}, null), part(reports && isCommittee(), '/cases/statistics', { month }, null)]);
  return { items, terminals, lobbies, late: late.cases, fresh: fresh.cases, outcome, figures: figures && { ...figures, month }, failed };
}

/** Has any lobby drawn one of these notices? @param {string[]} ids @returns {Promise<boolean>} */
export async function anyShown(ids) {
  for (const id of ids) if ((await api.get(`/items/${encodeURIComponent(id)}/shown`)).lobbies.length) return true;
  return false;
}
