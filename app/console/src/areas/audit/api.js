// The audit's rows, newest first, as many as there are up to a limit that a browser carries.
import { api } from '../../app/api.js';
import { me } from '../../app/session.js';

/** Who runs the whole organisation reads all of it; a community's administrator what is about the community. */
export const isWide = () => (me.value?.grants ?? []).some((g) => g.site === '*' && g.role === 'admin');
const PAGE = 1000, ROWS_MAX = 20000;

/** @typedef {{n: number, at: number, who: string, what: string, object: string, before_sha: string, after_sha: string, h: string, site?: string, times?: number}} Row */
/** @typedef {{at: number, whole: boolean, rows: number, broken_at: number}} Checked
 *  @typedef {{checked: Checked|null, checking: boolean, done: number, total: number, rows: number}} Chain */

/** @returns {Promise<Chain>} */
export const chain = () => api.get('/audit/chain');
/** Answers when the whole record was read. @returns {Promise<Checked>} */
export const verify = () => api.get('/audit/verify');

/** @param {(rows: number) => void} onProgress @returns {Promise<Row[]>} */
export async function allRows(onProgress) {
  /** @type {Row[]} */
  const rows = [];
  for (let before = undefined; rows.length < ROWS_MAX;) {
    const page = (await api.get('/audit', { before, limit: PAGE }, { anySite: isWide() })).audit;
    rows.push(...page);
    onProgress(rows.length);
    before = page.at(-1)?.n;
    if (page.length < PAGE / 2 || before === 1) break; // some of a page may be left out for this reader
  }
  return rows;
}
