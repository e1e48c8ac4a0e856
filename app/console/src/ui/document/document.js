// A document of the community (itself, standards, fees, the form of reports): what hangs, the text in work, and keeping one entry of it as a draft without losing
// what somebody else keeps in another entry meanwhile.
import { api, ApiError } from '../../app/api.js';
import { useLoad } from '../../app/load.js';
import { t } from '../../app/i18n.js';

/** @typedef {'standards'|'fees'|'community'|'complaint'} DocumentId
 *  @typedef {import('./approval.js').Work} Work
 *  @typedef {{id: DocumentId, live: any, work: Work|null, doc: any, version: number}} Whole  doc: the text in work, else what hangs, else {} */

export const KIND = /** @type {const} */ ({ standards: 'standard', fees: 'fee', community: 'community', complaint: 'form' });

/** @param {DocumentId} id @returns {Promise<Whole>} */
export async function fetchDocument(id) {
  const { items } = await api.get('/items', { kind: KIND[id] });
  const known = items.some((/** @type {any} */ i) => i.id === id);
  const item = known ? await api.get(`/items/${id}`) : null;
  const live = item && item.status === 'published' ? item.doc : null;
  return { id, live, work: item?.work ?? null, doc: item?.work?.doc ?? live ?? {}, version: item?.work?.version ?? item?.ver ?? item?.version ?? 0 };
}

/** @param {DocumentId} id */
export const useDocument = (id) => useLoad(() => fetchDocument(id), [id], ['items', `item:${id}`]);

/** @param {DocumentId} id @param {any} doc @param {number} version that it was made from */
export const keepDocument = (id, doc, version) => api.put(`/items/${id}`, { kind: KIND[id], status: 'draft', doc, ...(version ? { expect: version } : {}) });

/** @param {any} a @param {any} b */
export const same = (a, b) => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
/** @param {any} value @returns {any} */
const sorted = (value) => Array.isArray(value) ? value.map(sorted)
  : value && typeof value === 'object' ? Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted(value[key])])) : value ?? null;

/** Fetches the newest text, lets `change` alter it, and keeps it. `looksAt` says what the caller has seen; when that is another now, nobody's
 *  words are lost: it is refused. @param {DocumentId} id @param {{seen: any, looksAt: (doc: any) => any, change: (doc: any, live: any) => any}} how */
export async function keepPart(id, { seen, looksAt, change }) {
  const now = await fetchDocument(id);
  if (!same(looksAt(now.doc), seen)) throw new ApiError(409, 'changed', t('Somebody else has changed this meanwhile. Your words are still here: look at theirs in another window, then keep yours again.'));
  return keepDocument(id, change(structuredClone(now.doc), now.live), now.version);
}

/** The list with the entry in its place, or at the end. @param {any[]|undefined} list @param {any} entry */
export const withEntry = (list, entry) => (list ?? []).some((one) => one.id === entry.id) ? list.map((one) => one.id === entry.id ? entry : one) : [...(list ?? []), entry];
