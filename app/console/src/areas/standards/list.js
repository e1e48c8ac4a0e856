// The service standards: every clause with its target and whether it was kept, and the way of what was changed to the wall.
import { html, Badge, ButtonLink, Empty, Loaded, Page, Table, useMemo } from '../../ui/index.js';
import { changes } from '../../ui/document/changes.js';
import { useDocument } from '../../ui/document/document.js';
import { Flow } from '../../ui/document/flow.js';
import { go, href } from '../../app/router.js';
import { may } from '../../app/session.js';
import { lang, pick, t, tn } from '../../app/i18n.js';
import { boardLists, boardTop } from './board.js';
import { amount, isMet, lastQuarter, lists, newest, targetWords } from './standards.js';

/** @param {{doc: any, row: any, clause: any}} props */
export function Mark({ row, clause }) {
  const met = row ? isMet(clause.comparator, row.value, clause.target) : null;
  if (met === null) return html`<${Badge}>${t('not measured')}<//>`;
  return html`<${Badge} kind=${met ? 'good' : 'bad'}>${met ? t('✓ kept') : t('✗ not kept')}<//> ${amount(row.value, clause)}`;
}

/** @param {{whole: import('../../ui/document/document.js').Whole, reload: () => void}} props */
function Clauses({ whole, reload }) {
  const doc = whole.doc, clauses = doc.clauses ?? [], categories = doc.categories ?? [];
  const told = useMemo(() => whole.work ? changes(whole.live, doc, [...lists(), ...boardLists()], boardTop()) : [], [whole, lang.value]);
  const changed = useMemo(() => new Set(told.map((c) => c.name.split(' ')[0])), [told]);
  const order = new Map(categories.map((/** @type {any} */ c, /** @type {number} */ i) => [c.id, c.order ?? i]));
  const called = (/** @type {string} */ id) => pick(categories.find((/** @type {any} */ c) => c.id === id), 'name') || id;
  const columns = useMemo(() => [
    { id: 'id', title: t('Number'), width: '110px', narrow: /** @type {const} */ ('end'), cell: (/** @type {any} */ c) => c.id, text: (/** @type {any} */ c) => c.id, sort: (/** @type {any} */ c) => c.id },
    { id: 'title', title: t('Standard'), width: 'minmax(0, 2fr)', narrow: /** @type {const} */ ('first'), cell: (/** @type {any} */ c) => html`${pick(c, 'title')} ${changed.has(c.id) && html`<${Badge} kind="warn">${t('changed')}<//>`}`, text: (/** @type {any} */ c) => `${c.title} ${c.title_en ?? ''} ${c.commitment} ${c.metric}`, sort: (/** @type {any} */ c) => pick(c, 'title') },
    { id: 'category', title: t('Category'), width: 'minmax(0, 1fr)', cell: (/** @type {any} */ c) => called(c.category), sort: (/** @type {any} */ c) => order.get(c.category) ?? 0 },
    { id: 'target', title: t('Target'), width: 'minmax(170px, 1fr)', narrow: /** @type {const} */ ('second'), cell: (/** @type {any} */ c) => targetWords(c) },
    { id: 'kept', title: t('Kept'), width: '190px', narrow: /** @type {const} */ ('second'), cell: (/** @type {any} */ c) => html`<${Mark} row=${newest(doc, c.id)} clause=${c} />`, sort: (/** @type {any} */ c) => { const row = newest(doc, c.id), met = row ? isMet(c.comparator, row.value, c.target) : null; return met === null ? 1 : met ? 2 : 0; } },
  ], [doc, changed, lang.value]);
  const met = (/** @type {any} */ c) => { const row = newest(doc, c.id); return row ? isMet(c.comparator, row.value, c.target) : null; };
  return html`<${Flow} whole=${whole} changes=${told} reload=${reload} />
    <${Table} rows=${clauses} columns=${columns} rowKey=${(/** @type {any} */ c) => c.id} label=${t('Service standards')} onOpen=${(/** @type {any} */ c) => go(href('standards', 'clause', c.id))}
      count=${(/** @type {number} */ n) => tn(n, '{n} standard', '{n} standards')} sort=${{ id: 'category' }}
      filters=${[{ id: 'category', label: t('All categories'), options: categories.map((/** @type {any} */ c) => ({ value: c.id, label: pick(c, 'name'), match: (/** @type {any} */ r) => r.category === c.id })) },
        { id: 'kept', label: t('Kept or not'), options: [{ value: 'no', label: t('Not kept'), match: (/** @type {any} */ c) => met(c) === false }, { value: 'yes', label: t('Kept'), match: (/** @type {any} */ c) => met(c) === true }, { value: 'none', label: t('Not measured'), match: (/** @type {any} */ c) => met(c) === null }] }]}
      empty=${html`<${Empty} icon="standard" title=${t('No standards yet')} action=${may('editor') && html`<${ButtonLink} kind="main" to=${href('standards', 'import')}>${t('From a spreadsheet')}<//>`}>${t('A standard is a numbered promise that can be measured, and that a resident can check. Most offices have them in a spreadsheet.')}<//>`} />`;
}

export function List() {
  const load = useDocument('standards');
  return html`<${Page} wide title=${t('Service standards')} lead=${t('Numbered promises with a measure. Whether one was kept is computed from its value, never ticked.')}
      actions=${may('editor') && html`<${ButtonLink} icon="check" to=${href('standards', 'kept', lastQuarter(new Date()))}>${t('Enter what was kept')}<//>
        <${ButtonLink} icon="edit" to=${href('standards', 'board')}>${t('Categories and grade')}<//> <${ButtonLink} icon="upload" to=${href('standards', 'import')}>${t('Spreadsheet')}<//> <${ButtonLink} kind="main" icon="plus" to=${href('standards', 'clause', 'new')}>${t('New standard')}<//>`}>
    <${Loaded} of=${load}>${(/** @type {any} */ whole) => html`<${Clauses} whole=${whole} reload=${load.reload} />`}<//><//>`;
}
