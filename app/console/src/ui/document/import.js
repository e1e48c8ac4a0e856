// A spreadsheet of standards or fees: what it would change, row by row, before anything is kept; then it becomes a draft.
import { html, Badge, Button, ButtonLink, Card, FileDrop, Note, Page, Table, toast, toastError, useMemo, useState } from '../index.js';
import { address, api } from '../../app/api.js';
import { go, href } from '../../app/router.js';
import { lang, t, tn, money } from '../../app/i18n.js';
import { fetchDocument, keepDocument } from './document.js';

/** @typedef {{code: string, column: string, value: string, what: string}} Problem
 *  @typedef {{row: number, id: string, state: 'new'|'renamed'|'changed'|'same'|'gone'|'refused', fields: Record<string, [any, any]>, problem?: Problem, kind?: string, name?: string}} Row
 *  @typedef {{member: string, zh: string, en: string, type: string}} Column
 *  @typedef {{rows: Row[], counts: Record<string, number>, columns: Column[], ignored: string[], doc: any, version?: number, invalid?: string}} Report */

const BYTES_MAX = 5 << 20;
const stateWords = () => ({ new: t('new#entry'), renamed: t('renamed'), changed: t('changed'), same: t('the same'), gone: t('gone#entry'), refused: t('refused#row') });
const SIGN = { new: 'good', renamed: 'accent', changed: 'accent', same: 'plain', gone: 'warn', refused: 'bad' };
const ORDER = ['refused', 'gone', 'new', 'renamed', 'changed', 'same'];

/** @param {Problem} p */
const problemWords = (p) => ({
  missing: t('is missing'), twice: t('stands in the sheet twice'), unclean: t('holds characters that cannot be shown'),
  id: t('is no number of letters, digits and dashes'), number: t('wants a whole number'), money: t('wants an amount like 2.80'), percent: t('wants a percentage like 15%'),
  day: t('wants a day like 2027-01-31'), names: t('wants numbers like ZH-01、SB-01'), comparator: t('wants 不超过, 不少于 or 等于'), category: t('is none of the categories'),
  kind: t('is none of 小区, 楼栋, 单元, 电梯, 地点, 电话 and 大堂'), flag: t('wants yes or no'), size: t('wants a size like 1080x1920'), hours: t('wants hours like 24h or 1-5 08:30-17:30'), area: t('wants square metres like 89.52'), many: t('has too many names: 64 are the most in one cell'),
  building: t('is no building of the sheet or of this community'), unit: t('is no unit of that building'), other: t('is the number of this community: the sheet is of another one'),
  clauses: t('names a standard that does not hang'), above: t('lies above the range of the guide price'), below: t('lies below the range of the guide price'),
}[p.code] ?? p.what);

/** @param {any} value @param {Column|undefined} column */
const valueWords = (value, column) => value === null || value === undefined ? '—' : column?.type === 'comparator' ? ({ '<=': '≤', '>=': '≥', '==': '=' }[value] ?? value) : column?.type === 'money' ? money(value) : column?.type === 'percent' ? `${value / 100}%`
  : Array.isArray(value) ? value.join('、') : String(value);

/** @param {Column[]} columns @returns {(member: string) => string} */
const columnWords = (columns) => (member) => { const c = columns.find((one) => one.member === member); return c ? (lang.value === 'en' ? c.en : c.zh) : member; };
/** @param {Problem} p @param {Column[]} columns */
export const problemLine = (p, columns) => p.code === 'refused' ? p.what : p.code === 'holds' ? t('is not in the sheet, but cannot go: it still holds {what}', { what: p.value }) : `${columnWords(columns)(p.column)}${p.value ? ` “${p.value}”` : ''} ${problemWords(p)}`;

/** @param {Row} row @param {Column[]} columns */
function whatOf(row, columns) {
  const called = columnWords(columns);
  if (row.problem) return problemLine(row.problem, columns);
  if (row.state === 'new') return Object.entries(row.fields).filter(([m]) => m !== 'id').slice(0, 4).map(([m, [, is]]) => valueWords(is, columns.find((c) => c.member === m))).join(' · ');
  return Object.entries(row.fields).map(([m, [was, is]]) => { const c = columns.find((one) => one.member === m); return `${called(m)}: ${valueWords(was, c)} → ${valueWords(is, c)}`; }).join('; ');
}

/** what: a row's changes in words; name: of what it is about, where its number does not say it.
 *  @param {{report: Report, what?: (row: Row, columns: Column[]) => string, name?: (row: Row) => string}} props */
export function SheetRows({ report, what = whatOf, name = (row) => row.id }) {
  const columns = useMemo(() => {
    const head = (/** @type {Row} */ r) => [r.row ? t('Row {n}', { n: r.row }) : '', name(r)].filter(Boolean).join(' · ');
    return [
      { id: 'row', title: t('Row'), width: '200px', narrow: /** @type {const} */ ('first'), cell: (/** @type {Row} */ r) => html`<span title=${head(r)}>${head(r)}</span>`, text: (/** @type {Row} */ r) => `${head(r)} ${r.id}`, sort: (/** @type {Row} */ r) => r.row || 1e9 },
      { id: 'state', title: t('Result#row'), width: '120px', narrow: /** @type {const} */ ('end'), cell: (/** @type {Row} */ r) => html`<${Badge} kind=${SIGN[r.state]}>${stateWords()[r.state]}<//>`, sort: (/** @type {Row} */ r) => ORDER.indexOf(r.state) },
      { id: 'what', title: t('What would change'), width: 'minmax(0, 3fr)', narrow: /** @type {const} */ ('second'), cell: (/** @type {Row} */ r) => html`<span title=${what(r, report.columns)}>${what(r, report.columns)}</span>`, text: (/** @type {Row} */ r) => what(r, report.columns) },
    ];
  }, [report, lang.value]);
  const states = Object.entries(stateWords()).filter(([value]) => value in report.counts);
  return html`<${Table} rows=${report.rows} columns=${columns} rowKey=${(/** @type {Row} */ r) => `${r.row} ${r.kind ?? ''} ${r.id}`} label=${t('Rows of the sheet')} sort=${{ id: 'state' }}
    count=${(/** @type {number} */ n) => tn(n, '{n} row', '{n} rows')}
    filters=${[{ id: 'state', label: t('All rows'), options: states.map(([value, label]) => ({ value, label, match: (/** @type {Row} */ r) => r.state === value })) }]} />`;
}

/** Where the sheet is chosen, and what to begin with. @param {{id: string, send: (file: File, onProgress: (part: number) => void) => Promise<void>, children?: any}} props */
export function SheetFile({ id, send, children }) {
  const file = (/** @type {string} */ path, /** @type {string} */ as) => address(path, { query: { as } });
  return html`<${Card} title=${t('The sheet')}>${children}
    <${FileDrop} label=${t('Choose a spreadsheet')} hint=${t('Excel (.xlsx) or CSV.')} accept=".xlsx,.csv,text/csv" maxBytes=${BYTES_MAX} send=${send} />
    <p class="document-files">${t('To begin with:')} <${ButtonLink} small icon="download" to=${file(`/import/${id}/template`, 'xlsx')} download=${`${id}-template.xlsx`}>${t('Empty sheet with an example')}<//>
      <${ButtonLink} small icon="download" to=${file(`/export/${id}`, 'xlsx')} download=${`${id}.xlsx`}>${t('What hangs, as Excel')}<//> <${ButtonLink} small icon="download" to=${file(`/export/${id}`, 'csv')} download=${`${id}.csv`}>${t('What hangs, as CSV')}<//></p><//>`;
}

/** @param {{report: Report}} props */
export const Ignored = ({ report }) => report.ignored.length > 0 && html`<${Note} kind="warn">${t('Columns that are not known were left alone: {names}', { names: report.ignored.join('、') })}<//>`;

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
  return html`<${Page} wide title=${title} back=${{ to: href(id), label: id === 'fees' ? t('Fees#list') : t('Service standards') }}
      lead=${t('A row whose number is known changes it, any other adds one; nothing is taken away. An empty cell changes nothing, a cell with only “-” takes the words out. Nothing is kept before you say so.')}>
    <${SheetFile} id=${id} send=${send} />
    ${report && c && html`<${Note} kind=${c.refused ? 'warn' : 'good'} actions=${html`<${Button} kind="main" disabled=${!fruit} onClick=${take}>${c.refused ? t('Take over without the refused rows') : t('Take over as a draft')}<//>`}>
        ${t('{new} new, {changed} changed, {same} the same, {refused} refused.', /** @type {any} */ (c))} ${c.refused ? t('Mend the refused rows in the sheet and choose it again, or leave them out.') : ''}<//>
      <${Ignored} report=${report} /><${SheetRows} report=${report} />`}
  <//>`;
}
