// A month in counts, what came back a third time, and desks that nobody holds.
import { html, Page, Card, Loaded, Note, Table, TextField, useMemo, useState } from '../../ui/index.js';
import { useLoad } from '../../app/load.js';
import { href } from '../../app/router.js';
import { may } from '../../app/session.js';
import { date, number, t, tn } from '../../app/i18n.js';
import { named, names, post, recurrent, statistics } from './api.js';

/** @typedef {import('./api.js').Names} Names */
const thisMonth = () => { const d = new Date(); return `${d.getFullYear()}-${String(d.getMonth() + 1).padStart(2, '0')}`; };

/** @param {{data: any, names: Names}} props */
function Counts({ data, names: n }) {
  const heads = /** @type {[string, string][]} */ ([['received', t('Received')], ['closed', t('Ended')], ['in_time', t('In time')], ['late', t('Late')], ['reopened', t('Taken up again')], ['open', t('Open')]]);
  const columns = useMemo(() => [{ id: 'id', title: t('Category'), narrow: 'first', width: 'minmax(0, 2fr)', cell: (/** @type {any} */ r) => named(n.form.categories, r.id), text: (/** @type {any} */ r) => named(n.form.categories, r.id), sort: (/** @type {any} */ r) => named(n.form.categories, r.id) },
    ...heads.map(([key, title]) => ({ id: key, title, right: true, narrow: key === 'received' ? 'end' : key === 'late' ? 'second' : undefined, cell: (/** @type {any} */ r) => number(r[key]), sort: (/** @type {any} */ r) => r[key] }))], [data]);
  return html`<div class="cases-totals">${heads.map(([key, title]) => html`<div key=${key}><b>${number(data.totals[key])}</b><span>${title}</span></div>`)}</div>
    ${data.clauses.map((/** @type {any} */ c) => html`<p key=${c.id}>${t('{clause}: kept in {kept} of {of}', { clause: c.id, kept: number(c.kept), of: number(c.of) })}</p>`)}
    <p class="hint">${t('Set aside: {aside}. Ended without a word from the resident: {silent}.', { aside: number(data.set_aside), silent: number(data.no_word) })}</p>
    <${Table} rows=${data.categories} columns=${columns} rowKey=${(/** @type {any} */ r) => r.id} label=${t('By category')} count=${(/** @type {number} */ k) => tn(k, '{n} category', '{n} categories')} />`;
}

export function Figures() {
  const [month, setMonth] = useState(thisMonth);
  const load = useLoad(() => Promise.all([names(), statistics(month), may('viewer') ? recurrent() : { recurrent: [] }]), [month], ['cases']);
  return html`<${Page} wide title=${t('A month in figures')} back=${{ to: href('cases'), label: t('Reports#desk') }} actions=${html`<${TextField} label=${t('Month')} type="month" value=${month} onInput=${(/** @type {string} */ m) => m && setMonth(m)} />`}>
    <${Loaded} of=${load}>${(/** @type {any[]} */ [n, data, again]) => html`<div class="cases-stack">
      ${data.holidays_missing && html`<${Note} kind="warn">${t('The form has no days off for {year} yet. Deadlines that reach into that year are uncertain until the table is published.', { year: String(data.holidays_missing) })}<//>`}
      ${data.unheld?.map((/** @type {any} */ u) => html`<${Note} kind="warn" key=${u.role}>${tn(u.open, 'Nobody holds the desk {desk}; one report is on it.', 'Nobody holds the desk {desk}; {n} reports are on it.', { desk: post(n, u.role) })}<//>`)}
      <${Card} title=${month}><${Counts} data=${data} names=${n} /><//>
      <${Card} title=${t('What came back a third time')}>${again.recurrent.length ? html`<ul class="cases-again">${again.recurrent.map((/** @type {any} */ r) => html`<li key=${r.matter + r.building}><b>${r.building_name} · ${r.subitem_name || named(n.form.categories, r.category)}</b>
        <span>${tn(r.count, 'once', '{n} times')}, ${date(r.first)} – ${date(r.last)}</span> ${r.cases.map((/** @type {string} */ c) => html`<a key=${c} href=${href('cases', c)}>${c}</a> `)}</li>`)}</ul>` : html`<p class="hint">${t('Nothing in the last ninety days.')}</p>`}<//></div>`}<//><//>`;
}
