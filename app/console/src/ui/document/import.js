// A spreadsheet of standards or fees: what it would change, row by row, before anything is kept; then it becomes a draft.
import { html, Badge, Button, ButtonLink, Card, FileDrop, Note, Page, Table, toast, toastError, useMemo, useState } from '../index.js';
import { address, api } from '../../app/api.js';
import { go, href } from '../../app/router.js';
import { lang, t, tn, money } from '../../app/i18n.js';
import { fetchDocument, keepDocument } from './document.js';

/** @typedef {{code: string, column: string, value: string, what: string}} Problem
 *  @typedef {{row: number, id: string, state: 'new'|'changed'|'same'|'refused', fields: Record<string, [any, any]>, problem?: Problem}} Row
 *  @typedef {{member: string, zh: string, en: string, type: string}} Column
 *  @typedef {{rows: Row[], counts: Record<string, number>, columns: Column[], ignored: string[], doc: any}} Report */

const BYTES_MAX = 5 << 20;
const stateWords = () => ({ new: t('new#entry'), changed: t('changed'), same: t('the same'), refused: t('refused#row') });
const SIGN = { new: 'good', changed: 'accent', same: 'plain', refused: 'bad' };

/** @param {Problem} p */
const problemWords = (p) => ({
  missing: t('is missing'), twice: t('stands in the sheet twice'), unclean: t('holds characters that cannot be shown'),
  id: t('is no number of letters, digits and dashes'), number: t('wants a whole number'), money: t('wants an amount like 2.80'), percent: t('wants a percentage like 15%'),
  day: t('wants a day like 2027-01-31'), names: t('wants numbers like ZH-01、SB-01'), comparator: t('wants 不超过, 不少于 or 等于'), category: t('is none of the categories'),
  clauses: t('names a standard that does not hang'), above: t('lies above the range of the guide price'), below: t('lies below the range of the guide price'),
}[p.code] ?? p.what);

/** @param {any} value @param {Column|undefined} column */
const valueWords = (value, column) => value === null || value === undefined ? '—' : column?.type === 'comparator' ? ({ '<=': '≤', '>=': '≥', '==': '=' }[value] ?? value) : column?.type === 'money' ? money(value) : column?.type === 'percent' ? `${value / 100}%`
  : Array.isArray(value) ? value.join('、') : String(value);

/** @param {Row} row @param {Column[]} columns */
function whatOf(row, columns) {
  const called = (/** @type {string} */ member) => { const c = columns.find((one) => one.member === member); return c ? (lang.value === 'en' ? c.en : c.zh) : member; };
  if (row.problem) return `${called(row.problem.column)}${row.problem.value ? ` “${row.problem.value}”` : ''} ${problemWords(row.problem)}`;
  if (row.state === 'new') return Object.entries(row.fields).filter(([m]) => m !== 'id').slice(0, 4).map(([m, [, is]]) => valueWords(is, columns.find((c) => c.member === m))).join(' · ');
  return Object.entries(row.fields).map(([m, [was, is]]) => { const c = columns.find((one) => one.member === m); return `${called(m)}: ${valueWords(was, c)} → ${valueWords(is, c)}`; }).join('; ');
}

/** @param {{report: Report}} props */
function Rows({ report }) {
  const columns = useMemo(() => [
    { id: 'row', title: t('Row'), width: '200px', narrow: /** @type {const} */ ('first'), cell: (/** @type {Row} */ r) => `${t('Row {n}', { n: r.row })}${r.id ? ` · ${r.id}` : ''}`, text: (/** @type {Row} */ r) => r.id, sort: (/** @type {Row} */ r) => r.row },
    { id: 'state', title: t('Result#row'), width: '120px', narrow: /** @type {const} */ ('end'), cell: (/** @type {Row} */ r) => html`<${Badge} kind=${SIGN[r.state]}>${stateWords()[r.state]}<//>`, sort: (/** @type {Row} */ r) => ['refused', 'new', 'changed', 'same'].indexOf(r.state) },
    { id: 'what', title: t('What would change'), width: 'minmax(0, 3fr)', narrow: /** @type {const} */ ('second'), cell: (/** @type {Row} */ r) => html`<span title=${whatOf(r, report.columns)}>${whatOf(r, report.columns)}</span>`, text: (/** @type {Row} */ r) => whatOf(r, report.columns) },
  ], [report, lang.value]);
  return html`<${Table} rows=${report.rows} columns=${columns} rowKey=${(/** @type {Row} */ r) => String(r.row)} label=${t('Rows of the sheet')} sort=${{ id: 'state' }}
    count=${(/** @type {number} */ n) => tn(n, '{n} row', '{n} rows')}
    filters=${[{ id: 'state', label: t('All rows'), options: Object.entries(stateWords()).map(([value, label]) => ({ value, label, match: (/** @type {Row} */ r) => r.state === value })) }]} />`;
}

/** @param {{id: import('./document.js').DocumentId, title: string, revise: (live: any, doc: any) => any}} props */
export function ImportPage({ id, title, revise }) {
  const [report, setReport] = useState(/** @type {Report|null} */ (null));
  const send = async (/** @type {File} */ file, /** @type {(part: number) => void} */ onProgress) => {
    setReport(null);
    setReport(await api.upload(`/import/${id}`, file, { onProgress }));
  };
  const c = report?.counts, fruit = c ? c.new + c.changed : 0;
  const take = async () => {
    try {
      const now = await fetchDocument(id);
      await keepDocument(id, await revise(now.live, report.doc), now.version);
      toast(tn(fruit, '{n} row is in the draft.', '{n} rows are in the draft.'));
      go(href(id), { force: true });
    } catch (e) {
      toastError(e);
    }
  };
  const file = (/** @type {string} */ path, /** @type {string} */ as) => address(path, { query: { as } });
  return html`<${Page} wide title=${title} back=${{ to: href(id), label: id === 'fees' ? t('Fees#list') : t('Service standards') }}
      lead=${t('A row whose number is known changes it, any other adds one; nothing is taken away. An empty cell changes nothing, a cell with only “-” takes the words out. Nothing is kept before you say so.')}>
    <${Card} title=${t('The sheet')}>
      <${FileDrop} label=${t('Choose a spreadsheet')} hint=${t('Excel (.xlsx) or CSV.')} accept=".xlsx,.csv,text/csv" maxBytes=${BYTES_MAX} send=${send} />
      <p class="document-files">${t('To begin with:')} <${ButtonLink} small icon="download" to=${file(`/import/${id}/template`, 'xlsx')} download=${`${id}-template.xlsx`}>${t('Empty sheet with an example')}<//>
        <${ButtonLink} small icon="download" to=${file(`/export/${id}`, 'xlsx')} download=${`${id}.xlsx`}>${t('What hangs, as Excel')}<//> <${ButtonLink} small icon="download" to=${file(`/export/${id}`, 'csv')} download=${`${id}.csv`}>${t('What hangs, as CSV')}<//></p>
    <//>
    ${report && c && html`<${Note} kind=${c.refused ? 'warn' : 'good'} actions=${html`<${Button} kind="main" disabled=${!fruit} onClick=${take}>${c.refused ? t('Take over without the refused rows') : t('Take over as a draft')}<//>`}>
        ${t('{new} new, {changed} changed, {same} the same, {refused} refused.', /** @type {any} */ (c))} ${c.refused ? t('Mend the refused rows in the sheet and choose it again, or leave them out.') : ''}<//>
      ${report.ignored.length > 0 && html`<${Note} kind="warn">${t('Columns that are not known were left alone: {names}', { names: report.ignored.join('、') })}<//>`}
      <${Rows} report=${report} />`}
  <//>`;
}
