// What the standards say of themselves: their categories, the grade, who approved them, and how content the residents were.
import { html, Loaded, Page, useMemo } from '../../ui/index.js';
import { DocumentForm } from '../../ui/document/form.js';
import { lineList, members } from '../../ui/document/fields.js';
import { fetchDocument } from '../../ui/document/document.js';
import { api } from '../../app/api.js';
import { useLoad } from '../../app/load.js';
import { href } from '../../app/router.js';
import { pick, t } from '../../app/i18n.js';
import { revise } from './standards.js';

/** @typedef {import('../../ui/document/fields.js').Spec} Spec */
/** @type {(member: string, label: string, more?: Partial<Spec>) => Spec} */
const f = (member, label, more = {}) => ({ member, label, ...more });
const MEMBERS = ['categories', 'grade', 'grade_en', 'contract', 'revision', 'published', 'approved_by', 'satisfaction'];
const PCT_MAX = 100;

/** @param {any} doc */
const read = (doc) => Object.fromEntries(MEMBERS.filter((m) => doc[m] !== undefined).map((m) => [m, doc[m]]));
/** @param {any} doc @param {any} entry */
const write = (doc, entry) => ({ ...Object.fromEntries(Object.entries(doc).filter(([m]) => !MEMBERS.includes(m))), ...entry });

/** @returns {Spec} */
const categories = () => f('categories', t('Categories'), { kind: 'blocks', one: t('Category'), name: (row) => [row.id, pick(row, 'name')].filter(Boolean).join(' '), next: (rows) => ({ id: '', name: '', order: Math.max(0, ...rows.map((r) => r.order ?? 0)) + 1 }),
  columns: [f('id', t('Letters'), { wanted: true, max: 10, hint: t('The numbers of its standards begin with these, like ZH-01.') }), f('order', t('Place in the list'), { kind: 'number' }), f('name', t('Name#thing'), { wanted: true, max: 40 }), f('name_en', t('Name in English')), f('desc', t('What it is about#category'), { kind: 'area' }), f('desc_en', t('What it is about, in English'), { kind: 'area' })] });
/** @returns {Spec} */
const rounds = () => f('satisfaction.rounds', t('Rounds of the survey'), { kind: 'blocks', one: t('Round of the survey'), name: (row) => row.period ?? '', columns: [f('period', t('Half-year'), { wanted: true, hint: t('Like 2026H1.') }), f('issued', t('Forms given out'), { kind: 'number', wanted: true }), f('returned', t('Forms that came back'), { kind: 'number', wanted: true }), f('valid', t('Of these usable'), { kind: 'number', wanted: true }), f('overall_pct', t('Content altogether, %'), { kind: 'number', wanted: true }),
  f('subjects', t('Subjects'), { kind: 'rows', next: (rows) => ({ id: `S${rows.length + 1}`, name: '' }), columns: [f('name', t('Name#thing'), { wanted: true }), f('name_en', t('Name in English')), f('pct', t('Content, %'), { kind: 'number', wanted: true })] })] });

/** @param {any} doc @param {any[]} roles */
const sections = (doc, roles) => [
  { title: t('Categories'), hint: t('The lobby shows the standards by these, in this order.'), fields: [categories()] },
  { title: t('Grade and approval'), fields: [f('grade', t('Service grade'), { max: 20 }), f('grade_en', t('Service grade in English')), f('contract', t('Number of the contract')), f('revision', t('Revision'), { kind: 'number' }), f('published', t('Published on'), { kind: 'date' }), f('approved_by', t('Approved by (posts)'), { kind: 'several', options: roles.map((r) => ({ value: r.id, label: pick(r, 'name') || r.id })) })] },
  { title: t('How content residents are'), hint: t('The screens draw the rounds as a line beside what is promised.'), fields: [f('satisfaction.clause', t('The standard that promises it'), { kind: 'choice', options: (doc.clauses ?? []).map((/** @type {any} */ c) => ({ value: c.id, label: `${c.id} ${pick(c, 'title')}` })) }), rounds()] }];

/** @param {any} entry @param {any} doc */
function faults(entry, doc) {
  const ids = (entry.categories ?? []).map((/** @type {any} */ c) => c.id), twice = ids.find((/** @type {string} */ id, /** @type {number} */ i) => ids.indexOf(id) !== i), odd = ids.find((/** @type {string} */ id) => !/^[A-Za-z0-9][A-Za-z0-9._-]{0,9}$/.test(id ?? ''));
  if (!ids.length) return t('At least one category is wanted.');
  if (odd !== undefined) return t('The letters of a category are like ZH.');
  if (twice) return t('The letters {id} stand twice.', { id: twice });
  const lost = (doc.clauses ?? []).filter((/** @type {any} */ c) => !ids.includes(c.category));
  if (lost.length) return t('These standards would have no category: {ids}. Move them first.', { ids: lost.slice(0, 5).map((/** @type {any} */ c) => c.id).join('、') });
  const all = entry.satisfaction?.rounds ?? [], wrong = all.find((/** @type {any} */ r) => !/^\d{4}H[12]$/.test(r.period ?? '') || r.returned > r.issued || r.valid > r.returned || [r.overall_pct, ...(r.subjects ?? []).map((/** @type {any} */ s) => s.pct)].some((p) => p > PCT_MAX));
  if (wrong) return t('In the round {period} something cannot be: a half-year is like 2026H1, no more come back than were given out, and no part is above 100 %.', { period: wrong.period ?? '' });
  return entry.satisfaction && all.length && !entry.satisfaction.clause ? t('Choose the standard that promises how content residents are.') : '';
}

/** Rounds in their order. @param {any} entry */
function finish(entry) {
  const all = entry.satisfaction?.rounds ?? [];
  if (!all.length) return Object.fromEntries(Object.entries(entry).filter(([m]) => m !== 'satisfaction'));
  return { ...entry, satisfaction: { ...entry.satisfaction, rounds: [...all].sort((a, b) => a.period.localeCompare(b.period)) } };
}

/** How changes of it are told. @returns {import('../../ui/document/changes.js').List[]} */
export const boardLists = () => [{ ...lineList('', categories(), (c) => c.id), path: 'categories' }, { ...lineList('', rounds(), (r) => r.period), path: 'satisfaction.rounds' }];
/** @returns {import('../../ui/document/changes.js').Member[]} */
export const boardTop = () => members(sections({}, []).slice(1).map((s) => ({ ...s, fields: s.fields.filter((one) => one.kind !== 'blocks') })));

/** @param {{data: any, reload: () => void}} props */
function Form({ data, reload }) {
  const { whole, roles } = data, saved = useMemo(() => read(whole.doc), [data]);
  return html`<${DocumentForm} id="standards" name="board" saved=${saved} whole=${whole} reload=${reload} back=${href('standards')} page="standards" sections=${() => sections(whole.doc, roles)} find=${read} write=${write} finish=${finish}
    faults=${(/** @type {any} */ e) => faults(e, whole.doc)} around=${(/** @type {any} */ doc, /** @type {any} */ live) => revise(live, doc)} />`;
}

export function Board() {
  const load = useLoad(async () => {
    const [whole, community] = await Promise.all([fetchDocument('standards'), api.get('/items/community').catch(() => null)]);
    return { whole, roles: community?.doc?.roles ?? [] };
  }, []);
  return html`<${Page} wide title=${t('Categories and grade')} back=${{ to: href('standards'), label: t('Service standards') }}><${Loaded} of=${load}>${(/** @type {any} */ data) => html`<${Form} data=${data} reload=${load.reload} />`}<//><//>`;
}
