// What the first page asks for.
import { api } from '../../app/api.js';

/** @typedef {{id: string, title: string, status: string, state: string, kind: string, from: number, until: number, updated: number, updated_by: string, priority: number, review_after?: boolean, work?: {state: string}|null}} Item
 *  @typedef {{number: string, state: string, category_name: string, subitem_name: string, lobby: string, at: number, promised_s: number, late: boolean, words?: string}} Case
 *  @typedef {{id: string, lobby: string, state: string, last_seen: number, revoked: boolean}} Terminal
 *  @typedef {{items: Item[], late: Case[], fresh: Case[], terminals: Terminal[], lobbies: {id: string, name: string, name_en?: string}[], outcome: any}} Day */

/** @returns {Promise<Day>} */
export async function day() {
  const [{ items }, { terminals }, { lobbies }] = await Promise.all([api.get('/items'), api.get('/terminals'), api.get('/lobbies')]);
  if (!['community', 'complaint'].every((id) => items.some((/** @type {Item} */ i) => i.id === id))) // nobody can report yet
    return { items, terminals, lobbies, late: [], fresh: [], outcome: null };
  const [late, fresh, outcome] = await Promise.all([api.get('/cases', { late: 1 }), api.get('/cases', { state: 'received' }), api.get('/outcome')]);
  return { items, terminals, lobbies, late: late.cases, fresh: fresh.cases, outcome };
}

/** Has any lobby drawn one of these notices? @param {string[]} ids @returns {Promise<boolean>} */
export async function anyShown(ids) {
  for (const id of ids) if ((await api.get(`/items/${encodeURIComponent(id)}/shown`)).lobbies.length) return true;
  return false;
}
