// The price board and the accounts: what is charged, what is free, what can be ordered, where the money went.
import { html, Badge, ButtonLink, Card, Empty, Facts, Loaded, Page, Table, Tabs, useMemo, useState } from '../../ui/index.js';
import { changes } from '../../ui/document/changes.js';
import { useDocument } from '../../ui/document/document.js';
import { Flow } from '../../ui/document/flow.js';
import { go, href } from '../../app/router.js';
import { may } from '../../app/session.js';
import { lang, money, pick, t, tn } from '../../app/i18n.js';
import { AccountCard } from './account.js';
import { accounts } from './accounts.js';
import { lists, top } from './fees.js';
import { freeId } from '../../app/ids.js';

/** @typedef {import('../../ui/document/document.js').Whole} Whole */
const first = /** @type {const} */ ('first'), second = /** @type {const} */ ('second'), end = /** @type {const} */ ('end');
const number = () => ({ id: 'id', title: t('Number'), width: '100px', narrow: end, cell: (/** @type {any} */ f) => f.id, text: (/** @type {any} */ f) => f.id, sort: (/** @type {any} */ f) => f.id });
const name = () => ({ id: 'name', title: t('Name#thing'), width: 'minmax(0, 2fr)', narrow: first, cell: (/** @type {any} */ f) => pick(f, 'name'), text: (/** @type {any} */ f) => `${f.name} ${f.name_en ?? ''}`, sort: (/** @type {any} */ f) => pick(f, 'name') });
/** @param {string} member @param {string} title */
const price = (member, title) => ({ id: 'price', title, width: '140px', right: true, narrow: second, cell: (/** @type {any} */ f) => Number.isInteger(f[member]) ? money(f[member]) : '—', sort: (/** @type {any} */ f) => f[member] ?? 0 });
const unit = () => ({ id: 'unit', title: t('Unit#measure'), width: 'minmax(0, 1fr)', narrow: second, cell: (/** @type {any} */ f) => pick(f, 'unit') });

/** @param {{rows: any[], columns: any[], where: string, label: string, empty: any}} props */
const Simple = ({ rows, columns, where, label, empty }) => html`<${Table} rows=${rows} columns=${columns} rowKey=${(/** @type {any} */ f) => f.id} label=${label} onOpen=${(/** @type {any} */ f) => go(href('fees', where, f.id))}
  count=${(/** @type {number} */ n) => tn(n, '{n} entry', '{n} entries')} empty=${html`<${Empty} icon="fee" title=${empty} />`} />`;

/** @param {{statement: any}} props */
const StatementFacts = ({ statement }) => statement ? html`<${Card} title=${pick(statement, 'title')} actions=${may('editor') && html`<${ButtonLink} small icon="edit" to=${href('fees', 'statement')}>${t('Change')}<//>`}>
  <${Facts} rows=${[[t('Balance before'), money(statement.opening_balance_fen ?? 0)], [t('Income together'), money(statement.income_total_fen ?? 0)], [t('Spending together'), money(statement.expense_total_fen ?? 0)], [t('Left over'), money(statement.surplus_fen ?? 0)], [t('Balance after'), money(statement.closing_balance_fen ?? 0)]]} /><//>`
  : html`<${Empty} icon="fee" title=${t('No statement yet')} action=${may('editor') && html`<${ButtonLink} kind="main" to=${href('fees', 'statement')}>${t('Write the statement')}<//>`}>${t('Each quarter: every line of income and spending, to the fen.')}<//>`;

/** @param {{whole: Whole, reload: () => void, tab: string, setTab: (tab: string) => void}} props */
function Body({ whole, reload, tab, setTab }) {
  const { doc } = whole, own = accounts(), items = doc.fee_items ?? [], paid = doc.paid_services?.items ?? [], free = doc.free_services?.items ?? [], packages = doc.packages ?? [];
  const told = useMemo(() => whole.work ? changes(whole.live, doc, lists(), top()) : [], [whole, lang.value]);
  const changed = useMemo(() => new Set(told.map((c) => c.name.split(' ')[0])), [told]);
  const columns = useMemo(() => ({
    items: [number(), { ...name(), cell: (/** @type {any} */ f) => html`${pick(f, 'name')} ${changed.has(f.id) && html`<${Badge} kind="warn">${t('changed')}<//>`} ${f.next_change && html`<${Badge} kind="accent">${t('a price is coming')}<//>`}` }, price('unit_price_fen', t('Price')), unit(),
      { id: 'basis', title: t('Kind of price'), width: '140px', cell: (/** @type {any} */ f) => pick(f, 'price_basis') }, { id: 'clauses', title: t('Standards'), width: '110px', cell: (/** @type {any} */ f) => (f.service_clauses ?? []).length }],
    paid: [number(), name(), price('unit_price_fen', t('Price')), unit()], free: [number(), name(), price('cost_per_time_fen', t('Cost each time')), unit()],
    packages: [number(), name(), price('package_price_fen', t('Price')), { id: 'saving', title: t('Saving'), width: '140px', right: true, narrow: second, cell: (/** @type {any} */ f) => money(f.saving_fen ?? 0) }],
  }), [doc, changed, lang.value]);
  const shown = { items: html`<${Simple} rows=${items} columns=${columns.items} where="item" label=${t('Fees#list')} empty=${t('No fees yet')} />`, paid: html`<${Simple} rows=${paid} columns=${columns.paid} where="paid" label=${t('Paid services')} empty=${t('No paid services yet')} />`,
    free: html`<${Simple} rows=${free} columns=${columns.free} where="free" label=${t('Free services')} empty=${t('No free services yet')} />`, packages: html`<${Simple} rows=${packages} columns=${columns.packages} where="package" label=${t('Packages')} empty=${t('No packages yet')} />`,
    statement: html`<${StatementFacts} statement=${doc.statement} />`, ...Object.fromEntries(own.map((a) => [a.id, html`<${AccountCard} account=${a} doc=${doc} />`])) }[tab];
  return html`<${Flow} whole=${whole} changes=${told} reload=${reload} />
    <${Tabs} label=${t('Fees and accounts')} value=${tab} onChange=${setTab} tabs=${[{ id: 'items', label: t('Fees#list'), count: items.length }, { id: 'paid', label: t('Paid services'), count: paid.length }, { id: 'free', label: t('Free services'), count: free.length },
      { id: 'packages', label: t('Packages'), count: packages.length }, { id: 'statement', label: t('Statement') }, ...own.slice(1).map((a) => ({ id: a.id, label: a.title })), { id: 'board', label: own[0].title }]}>${shown}<//>`;
}

export function List() {
  const load = useDocument('fees'), [tab, setTab] = useState('items'), doc = load.data?.doc ?? {};
  const fresh = { items: ['item', freeId('F-', doc.fee_items, 2), t('New fee')], paid: ['paid', freeId('PS-', doc.paid_services?.items, 2), t('New paid service')], free: ['free', freeId('FS-', doc.free_services?.items, 2), t('New free service')], packages: ['package', freeId('PK-', doc.packages, 2), t('New package')] }[tab];
  return html`<${Page} wide title=${t('Fees and accounts')} lead=${t('The price board as the law wants it: every fee with what is given for it, on which ground its price stands, and whom to complain to.')}
      actions=${may('editor') && html`<${ButtonLink} icon="upload" to=${href('fees', 'import')}>${t('Spreadsheet')}<//> ${fresh && load.data && html`<${ButtonLink} kind="main" icon="plus" to=${href('fees', fresh[0], fresh[1])}>${fresh[2]}<//>`}`}>
    <${Loaded} of=${load}>${(/** @type {Whole} */ whole) => html`<${Body} whole=${whole} reload=${load.reload} tab=${tab} setTab=${setTab} />`}<//><//>`;
}
