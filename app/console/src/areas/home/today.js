// The first page: what waits for somebody today, and on a new server the way to the first notice on a wall.
import { html, Page, Card, Badge, ButtonLink, Loaded, Note, Time, Icon, errorWords, useEffect, useState } from '../../ui/index.js';
import { useLoad } from '../../app/load.js';
import { href } from '../../app/router.js';
import { isCommittee, may, me, sites } from '../../app/session.js';
import { number, pick, t, tn } from '../../app/i18n.js';
import { day } from './api.js';
import { FirstHour, reaches } from './first.js';
import { matters } from './matters.js';
import { running } from './running.js';

const SHOWN_AT_ONCE = 5;

/** What is no notice, but goes the same way. @returns {Record<string, {name: string, to: string[]}>} */
const documents = () => ({ community: { name: t('The community'), to: ['community'] }, standard: { name: t('Service standards'), to: ['standards'] }, fee: { name: t('Fees and accounts'), to: ['fees'] }, form: { name: t('Form of reports'), to: ['cases', 'form'] } });

/** @param {{to: string[], title: any, detail?: any, end?: any}} props */
const Line = ({ to, title, detail, end }) => {
  const inside = html`<span class="home-title">${title}</span>${detail && html`<span class="home-detail">${detail}</span>`}<span class="home-end">${end}</span>`;
  return html`<li>${reaches(to[0]) ? html`<a href=${href(...to)}>${inside}</a>` : html`<div>${inside}</div>`}</li>`;
};

/** @param {{title: string, icon: any, kind: string, rows: any[], row: (one: any) => any, to: string}} props */
function Matter({ title, icon, kind, rows, row, to }) {
  const [all, setAll] = useState(false);
  if (!rows.length) return null;
  const rest = rows.length - SHOWN_AT_ONCE;
  return html`<section class=${`home-matter ${kind}`}><header><${Icon} name=${icon} /><h2>${title}</h2><${Badge} kind=${kind}>${rows.length}<//></header>
    <ul>${rows.slice(0, all ? rows.length : SHOWN_AT_ONCE).map(row)}</ul>
    ${rest > 0 && !all && html`<button type="button" class="home-more" onClick=${() => setAll(true)}>${tn(rest, 'One more', '{n} more')}</button>`}</section>`;
}

/** @param {{facts: import('./api.js').Day}} props */
function Matters({ facts }) {
  const m = matters(facts, Date.now() / 1000);
  const lobby = (/** @type {string} */ id) => pick(facts.lobbies.find((l) => l.id === id), 'name') || id;
  const notice = (/** @type {(i: any) => any} */ end) => (/** @type {import('./api.js').Item} */ i) =>
    html`<${Line} key=${i.id} to=${documents()[i.kind]?.to ?? ['notices', i.id]} title=${documents()[i.kind]?.name ?? (i.title || i.id)} detail=${i.work?.by ?? i.updated_by} end=${end(i)} />`;
  const report = (/** @type {import('./api.js').Case} */ c) => html`<${Line} key=${c.number} to=${['cases', c.number]} title=${c.subitem_name || c.category_name}
    detail=${`${c.number} · ${lobby(c.lobby)}`} end=${c.promised_s ? html`<small>${t('first reply')}</small> <${Time} at=${c.promised_s} />` : html`<${Time} at=${c.at} />`} />`;
  const calm = !facts.failed && facts.terminals.some((one) => !one.revoked) && Object.entries(m).every(([name, list]) => name === 'unpaired' || !list.length);
  return html`<div class="home-matters">
    <${Matter} title=${t('Reports that are late')} icon="clock" kind="bad" to="cases" rows=${m.late} row=${report} />
    <${Matter} title=${t('Urgent notices that end: extend them, or give the all-clear')} icon="warn" kind="bad" to="notices" rows=${m.open} row=${notice((i) => html`<${Time} at=${i.until} />`)} />
    <${Matter} title=${may('approver') ? t('Waiting for your approval') : t('Waiting for approval')} icon="check" kind="accent" to="notices" rows=${may('viewer', 'committee') ? m.review : []} row=${notice((i) => html`<${Time} at=${i.work?.at ?? i.updated} />`)} />
    <${Matter} title=${t('Sent out by one person alone: look at it afterwards')} icon="warn" kind="warn" to="notices" rows=${may('viewer') ? m.after : []} row=${notice((i) => html`<${Time} at=${i.work?.at ?? i.updated} />`)} />
    <${Matter} title=${t('Screens that have gone quiet')} icon="lobby" kind="warn" to="lobbies" rows=${m.quiet} row=${(/** @type {import('./api.js').Terminal} */ q) =>
      html`<${Line} key=${q.id} to=${['lobbies', q.id]} title=${lobby(q.lobby)} end=${q.last_seen ? html`<${Time} at=${q.last_seen} />` : t('not heard since the start')} />`} />
    <${Matter} title=${t('Reports on your desk')} icon="case" kind="accent" to="cases" rows=${m.desk} row=${(/** @type {any} */ c) => html`<${Line} key=${c.number} to=${['cases', c.number]} title=${c.subitem_name || c.category_name} detail=${`${c.number} · ${c.place ?? ''}`} end=${html`<${Time} at=${c.since ?? c.at} />`} />`} />
    <${Matter} title=${t('New reports')} icon="case" kind="accent" to="cases" rows=${m.fresh} row=${report} />
    <${Matter} title=${t('Notices that end within three days')} icon="notice" kind="warn" to="notices" rows=${m.ends} row=${notice((i) => html`<${Time} at=${i.until} />`)} />
    <${Matter} title=${t('Promises of the board whose day has passed')} icon="outcome" kind="warn" to="outcome" rows=${m.overdue} row=${(/** @type {any} */ a) =>
      html`<${Line} key=${a.id} to=${['outcome', 'asked', a.id]} title=${a.asked} end=${a.due} />`} />
    <${Matter} title=${t('Words for the board that wait for approval')} icon="outcome" kind="accent" to="outcome" rows=${m.answers} row=${(/** @type {any} */ a) =>
      html`<${Line} key=${a.id} to=${['outcome', a.kind, a.id]} title=${a.asked ?? a.text} detail=${a.by} />`} />
    <${Matter} title=${t('Months without numbers')} icon="outcome" kind="plain" to="outcome" rows=${m.months} row=${(/** @type {string} */ month) => html`<${Line} key=${month} to=${['outcome']} title=${month} />`} />
    <${Matter} title=${t('Drafts')} icon="edit" kind="plain" to="notices" rows=${may('viewer', 'committee') ? m.drafts : []} row=${notice((i) => html`<${Time} at=${i.work?.at ?? i.updated} />`)} />
    ${calm && html`<div class="home-calm"><${Icon} name="check" /><div><h2>${t('Nothing is waiting')}</h2>${may('viewer') && html`<p>${t('No report is late, every screen answers, nothing waits for approval.')}</p>`}</div></div>`}
  </div>`;
}

/** The committee's own notices that hang, and the month in figures. @param {{facts: import('./api.js').Day}} props */
function Committee({ facts }) {
  const { figures, own } = facts;
  const heads = [['received', t('Received')], ['closed', t('Ended')], ['in_time', t('In time')], ['late', t('Late')], ['open', t('Open')]];
  return html`<div class="home-matters"><${Matter} title=${t('The committee’s notices in the lobbies')} icon="notice" kind="accent" to="notices" rows=${own} row=${(/** @type {import('./api.js').Item} */ i) =>
      html`<${Line} key=${i.id} to=${['notices', i.id]} title=${i.title || i.id} end=${i.until > 0 && html`<${Time} at=${i.until} />`} />`} />
    ${figures && html`<${Card} title=${t('Reports in {month}', { month: figures.month })} actions=${reaches('cases') && html`<a href=${href('cases', 'figures')}>${t('All figures')}</a>`}>
      <dl class="home-figures">${heads.map(([key, label]) => html`<div key=${key}><dt>${label}</dt><dd>${number(figures.totals[key] ?? 0)}</dd></div>`)}</dl><//>`}</div>`;
}

/** What the server itself wants, beside the day's matters. */
function Running() {
  const [rows, setRows] = useState(/** @type {import('./running.js').Wish[]} */ ([]));
  useEffect(() => { running().then(setRows, () => setRows([])); }, []);
  return html`<div class="home-matters"><${Matter} title=${t('The server asks')} icon="settings" kind="warn" to="settings" rows=${rows} row=${(/** @type {import('./running.js').Wish} */ w) => html`<${Line} key=${w.id} to=${w.to} title=${w.title} />`} /></div>`;
}

export function Today() {
  const load = useLoad(day, [], ['items', 'cases', 'terminals', 'alerts', 'lobbies', 'outcome']), writes = sites.value.length > 0 && reaches('notices'); // without a community there is nothing to write for
  return html`<${Page} title=${t('Today')} lead=${t('Hello {user}. This is what waits for somebody.', { user: me.value.user })}
      actions=${writes && html`${may('editor', 'committee') && html`<${ButtonLink} kind="main" icon="plus" to=${href('notices', 'new')}>${t('Write a notice')}<//>`}
        ${may('approver', 'duty') && html`<${ButtonLink} kind=${may('editor', 'committee') ? 'plain' : 'danger'} icon="warn" to=${href('notices', 'duty')}>${t('Emergency notice')}<//>`}`}>
    <${Loaded} of=${load}>${(/** @type {import('./api.js').Day} */ facts) => html`${facts.failed && html`<${Note} kind="warn">${t('A part of this page could not be read:')} ${errorWords(facts.failed)}<//>`}
      ${may('viewer') && html`<${FirstHour} facts=${facts} />`}${isCommittee() && html`<${Committee} facts=${facts} />`}<${Matters} facts=${facts} /><${Running} />`}<//>
  <//>`;
}
