// What a clause is: whether it was kept is computed, and another target is another version of it. Pure.
import start from '../../../../../assets/start/standards.json';
import { pick, t } from '../../app/i18n.js';

/** @typedef {{id: string, category: string, title: string, commitment: string, metric: string, unit: string, comparator: string, target: number, version?: number, effective?: string, [more: string]: any}} Clause */

/** The first standard finds the usual categories. @param {any} doc */
export const begun = (doc) => doc.categories?.length ? doc : { ...doc, categories: start.categories };

/** @param {string} comparator @param {number|null} value @param {number} target @returns {boolean|null} null: not measured */
export const isMet = (comparator, value, target) => value === null || value === undefined ? null : comparator === '<=' ? value <= target : comparator === '==' ? value === target : value >= target;

/** @param {number} value @param {any} clause */
export const amount = (value, clause) => clause?.unit === '%' ? `${value}%` : `${value} ${pick(clause, 'unit')}`.trim();
/** @param {Clause} clause */
export function targetWords(clause) {
  const value = amount(clause.target, clause);
  return clause.comparator === '<=' ? t('at most {value}', { value }) : clause.comparator === '==' ? t('exactly {value}', { value }) : t('at least {value}', { value });
}

/** The quarter before this day's: what is being counted up now. @param {Date} day */
export function lastQuarter(day) {
  const q = Math.floor(day.getMonth() / 3);
  return q === 0 ? `${day.getFullYear() - 1}Q4` : `${day.getFullYear()}Q${q}`;
}
/** @param {string} period @returns {string} the one before */
export const quarterBefore = (period) => period.endsWith('Q1') ? `${Number(period.slice(0, 4)) - 1}Q4` : `${period.slice(0, 4)}Q${Number(period[5]) - 1}`;

/** The value of a clause in the newest period that has one. @param {any} doc @param {string} id */
export const newest = (doc, id) => (doc.fulfilment ?? []).filter((/** @type {any} */ row) => row.clause === id).sort((/** @type {any} */ a, /** @type {any} */ b) => b.period.localeCompare(a.period))[0] ?? null;

const promise = (/** @type {Clause} */ c) => JSON.stringify([c.comparator, c.target, c.unit]);

/** Where a clause promises something else than what hangs it gets the next version, and what it was goes into the history.
 *  @param {any} live what hangs, or null @param {any} doc @param {{id?: string, reason?: string}} [why] */
export function revise(live, doc, why = {}) {
  const before = new Map((live?.clauses ?? []).map((/** @type {Clause} */ c) => [c.id, c]));
  let history = doc.history ?? [];
  const clauses = (doc.clauses ?? []).map((/** @type {Clause} */ clause) => {
    const old = before.get(clause.id);
    if (!old) return { version: 1, ...clause };
    const mine = (/** @type {any} */ h) => h.clause === clause.id && h.version === (old.version ?? 1);
    if (promise(old) === promise(clause)) {
      history = history.filter((/** @type {any} */ h) => !mine(h) || (live.history ?? []).some(mine));
      return clause.version === old.version ? clause : { ...clause, version: old.version ?? 1 };
    }
    const kept = history.find(mine);
    const entry = { clause: clause.id, version: old.version ?? 1, target: old.target, effective: old.effective ?? '', superseded: clause.effective ?? '', reason: (clause.id === why.id ? why.reason : kept?.reason) ?? '' };
    history = [...history.filter((/** @type {any} */ h) => !mine(h)), entry];
    return { ...clause, version: (old.version ?? 1) + 1 };
  });
  return { ...doc, clauses, ...(history.length || doc.history ? { history } : {}) };
}

/** How the changes of this document are told. */
export const lists = () => /** @type {import('../../ui/document/changes.js').List[]} */ ([
  { path: 'clauses', what: t('Standard'), name: (c) => `${c.id} ${pick(c, 'title')}`, members: [
    { member: 'title', label: t('Title') }, { member: 'commitment', label: t('The promise') }, { member: 'metric', label: t('What is measured') },
    { member: 'comparator', label: t('Comparison'), words: (v) => ({ '>=': t('not less than'), '<=': t('not more than'), '==': t('exactly') }[v] ?? v) },
    { member: 'target', label: t('Target'), words: (v, c) => amount(v, c) }, { member: 'unit', label: t('Unit#measure') }, { member: 'frequency.text', label: t('How often') }, { member: 'frequency.text_en', label: t('How often, in English') }, { member: 'source.ref', label: t('Where it is agreed') }, { member: 'source.ref_en', label: t('Where it is agreed, in English') },
    { member: 'resident_check', label: t('How a resident can check it') }, { member: 'remedy.text', label: t('If it is not kept') }, { member: 'effective', label: t('In force from') },
    { member: 'version', label: t('Version') }, { member: 'category', label: t('Category') }, { member: 'responsible_role', label: t('Post') },
    { member: 'title_en', label: t('Title in English') }, { member: 'commitment_en', label: t('The promise in English') }, { member: 'metric_en', label: t('Measure in English') },
    { member: 'unit_en', label: t('Unit in English') }, { member: 'resident_check_en', label: t('Check in English') }] },
  { path: 'fulfilment', what: t('Kept or not'), key: (r) => `${r.clause} ${r.period}`, name: (r) => `${r.clause} ${r.period}`, members: [{ member: 'value', label: t('Value') }, { member: 'met', label: t('Kept'), words: (v) => v ? t('yes') : t('no') }, { member: 'note', label: t('Remark') }] },
  { path: 'history', what: t('Former version'), key: (h) => `${h.clause} ${h.version}`, name: (h) => `${h.clause} · ${h.version}`, members: [{ member: 'reason', label: t('Reason#change') }, { member: 'superseded', label: t('Until#change') }] },
]);
