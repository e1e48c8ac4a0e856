// All lobbies, by building or as a list, with how their screens fare.
import { html, Page, Loaded, Table, Tabs, Empty, Note, ButtonLink, Icon, useEffect, useMemo, useState } from '../../ui/index.js';
import { useLoad } from '../../app/load.js';
import { go, href } from '../../app/router.js';
import { may } from '../../app/session.js';
import { ago, pick, t, tn } from '../../app/i18n.js';
import { fleet, versionOf } from './api.js';
import { Sign, remarksOf, stateOf } from './health.js';

/** @typedef {import('./api.js').Row} Row @typedef {import('./api.js').Fleet} Fleet */

const CALM_MS = 30000, GRAVE = ['bad', 'warn', 'good', 'plain']; // none at the end: there is nothing to look at
const nameOf = (/** @type {Row} */ row) => pick(row.lobby, 'name') || row.lobby.id;
const target = (/** @type {Row} */ row) => row.terminal ? href('lobbies', row.terminal.id) : href('lobbies', 'pair') + (href('x').includes('?') ? '&' : '?') + `lobby=${encodeURIComponent(row.lobby.id)}`;

/** @param {{row: Row, newest: string}} props */
function Tile({ row, newest }) {
  const remarks = remarksOf(row.terminal, row.alerts, newest);
  const inside = html`<b>${nameOf(row)}</b>${row.terminal && html`<small>${t('Screen {id}', { id: row.terminal.id })}</small>`}
    <${Sign} sign=${stateOf(row.terminal, row.alerts)} />${remarks.map((sign) => html`<${Sign} key=${sign.words} sign=${sign} />`)}`;
  return row.terminal || may('admin') ? html`<li><a class="lobbies-tile" href=${target(row)}>${inside}</a></li>` : html`<li><div class="lobbies-tile">${inside}</div></li>`;
}

/** @param {{data: Fleet}} props */
function Buildings({ data }) {
  const groups = useMemo(() => {
    const map = new Map();
    for (const row of data.rows) map.set(row.building, [...(map.get(row.building) ?? []), row]);
    return [...map];
  }, [data]);
  return html`<div class="lobbies-stack">${groups.map(([building, rows]) => html`<section class="lobbies-building" key=${building}>
    <h2>${building || t('Outside of buildings')}</h2><ul>${rows.map((/** @type {Row} */ row) => html`<${Tile} key=${row.lobby.id} row=${row} newest=${data.newest} />`)}</ul></section>`)}</div>`;
}

/** @param {{data: Fleet}} props */
function List({ data }) {
  const words = (/** @type {Row} */ row) => [stateOf(row.terminal, row.alerts), ...remarksOf(row.terminal, row.alerts, data.newest)];
  const worst = (/** @type {Row} */ row) => words(row).sort((a, b) => GRAVE.indexOf(a.kind) - GRAVE.indexOf(b.kind))[0];
  const columns = useMemo(() => [
    { id: 'name', title: t('Lobby'), width: 'minmax(0, 1.4fr)', narrow: 'first', cell: nameOf, text: (/** @type {Row} */ r) => `${nameOf(r)} ${r.lobby.id} ${r.lobby.place ?? ''}`, sort: nameOf },
    { id: 'building', title: t('Building'), width: '140px', cell: (/** @type {Row} */ r) => r.building, text: (/** @type {Row} */ r) => r.building, sort: (/** @type {Row} */ r) => r.building },
    { id: 'state', title: t('How it is'), width: 'minmax(0, 1.6fr)', narrow: 'second', cell: (/** @type {Row} */ r) => html`<${Sign} sign=${worst(r)} />${words(r).length > 2 ? html`<small>+${words(r).length - 1}</small>` : ''}`,
      text: (/** @type {Row} */ r) => words(r).map((sign) => sign.words).join(' '), sort: (/** @type {Row} */ r) => GRAVE.indexOf(worst(r).kind) },
    { id: 'seen', title: t('Last heard'), width: '150px', narrow: 'end', cell: (/** @type {Row} */ r) => r.terminal?.last_seen ? ago(r.terminal.last_seen) : '', sort: (/** @type {Row} */ r) => r.terminal?.last_seen ?? 0 },
    { id: 'version', title: t('Version'), width: '100px', cell: (/** @type {Row} */ r) => r.terminal ? versionOf(r.terminal) : '', text: (/** @type {Row} */ r) => r.terminal ? versionOf(r.terminal) : '', sort: (/** @type {Row} */ r) => r.terminal ? versionOf(r.terminal) : '' },
    { id: 'id', title: t('Screen number'), width: '100px', cell: (/** @type {Row} */ r) => r.terminal?.id ?? '', text: (/** @type {Row} */ r) => r.terminal?.id ?? '' },
  ], [data]);
  const filters = useMemo(() => [{ id: 'what', label: t('Every lobby'), options: [
    { value: 'quiet', label: t('Quiet'), match: (/** @type {Row} */ r) => r.terminal?.state === 'silent' },
    { value: 'old', label: t('Older version'), match: (/** @type {Row} */ r) => !!r.terminal && versionOf(r.terminal) !== data.newest },
    { value: 'clock', label: t('Time not confirmed'), match: (/** @type {Row} */ r) => !!r.terminal?.status?.clock && r.terminal.status.clock !== 'ok' },
    { value: 'touch', label: t('Touch is gone'), match: (/** @type {Row} */ r) => r.terminal?.status?.kiosk?.touch === false && r.lobby.touch !== false },
    { value: 'none', label: t('No screen yet'), match: (/** @type {Row} */ r) => !r.terminal },
  ] }], [data]);
  return html`<${Table} rows=${data.rows} columns=${columns} filters=${filters} rowKey=${(/** @type {Row} */ r) => r.lobby.id} label=${t('Lobbies')} sort=${{ id: 'state' }}
    onOpen=${(/** @type {Row} */ r) => { if (r.terminal || may('admin')) go(target(r)); }} count=${(/** @type {number} */ n) => tn(n, '{n} lobby', '{n} lobbies')} />`;
}

/** @param {{data: Fleet}} props */
function Told({ data }) {
  const site = data.alerts.find((a) => a.kind === 'site_quiet'), quiet = data.rows.filter((r) => r.alerts.some((a) => a.kind === 'terminal_quiet'));
  if (site) return html`<${Note} kind="bad">${t('{silent} of {expected} screens went quiet at the same time. The cause is probably one: the line of the community, its power, or this server’s network.', { silent: site.detail.silent, expected: site.detail.expected })}<//>`;
  if (!quiet.length) return null;
  return html`<${Note} kind="warn">${tn(quiet.length, 'One screen is quiet:', '{n} screens are quiet:')} ${quiet.slice(0, 8).map((r, i) => html`${i > 0 && ', '}<a href=${href('lobbies', r.terminal.id)}>${nameOf(r)}</a>`)}<//>`;
}

/** @param {{data: Fleet}} props */
const Retired = ({ data }) => data.retired.length ? html`<details class="lobbies-retired"><summary>${tn(data.retired.length, 'One screen is out of service', '{n} screens are out of service')}</summary>
  <ul>${data.retired.map((one) => html`<li key=${one.id}><a href=${href('lobbies', one.id)}>${t('Screen {id}', { id: one.id })}</a> · ${one.lobby}</li>`)}</ul></details>` : null;

function Counts(/** @type {{data: Fleet}} */ { data }) {
  const on = data.rows.filter((r) => r.terminal?.state === 'online').length, all = data.rows.filter((r) => r.terminal).length;
  return html`<p class="lobbies-counts"><${Icon} name=${on === all ? 'check' : 'warn'} /> ${t('{on} of {all} screens are reached; {none} lobbies have no screen yet.', { on, all, none: data.rows.length - all })}</p>`;
}

export function Lobbies() {
  const [view, setView] = useState('buildings');
  const load = useLoad(() => fleet((building) => pick(building, 'name')), [], ['terminals', 'lobbies', 'alerts']);
  useEffect(() => {
    const timer = setInterval(load.reload, CALM_MS); // when a screen was heard is no news of its own
    return () => clearInterval(timer);
  }, [load.reload]);
  const letIn = may('admin') && html`<${ButtonLink} kind="main" icon="plus" to=${href('lobbies', 'pair')}>${t('Let in a screen')}<//>`;
  return html`<${Page} wide title=${t('Lobbies')} actions=${load.data?.rows.length ? letIn : null}>
    <${Loaded} of=${load}>${(/** @type {Fleet} */ data) => {
      if (!data.rows.length) return html`<${Empty} icon="lobby" title=${t('No lobby is written down yet')}
        action=${may('admin') && html`<${ButtonLink} kind="main" to=${href('community')}>${t('Write down buildings and lobbies')}<//>`}>${t('First say which lobbies there are: under Community, with their buildings. Then switch on a screen there; it shows a code, and here you type it in.')}<//>`;
      if (data.rows.every((r) => !r.terminal)) return html`<div class="lobbies-stack"><${Note} actions=${letIn}>${t('No screen is let in yet. Switch one on: it shows a code of eight characters. Type it in here and choose its lobby.')}<//><${Buildings} data=${data} /></div>`;
      return html`<div class="lobbies-stack"><${Told} data=${data} /><${Counts} data=${data} />
        <${Tabs} label=${t('View')} value=${view} onChange=${setView} tabs=${[{ id: 'buildings', label: t('By building') }, { id: 'list', label: t('As a list') }]}>
          ${view === 'list' ? html`<${List} data=${data} />` : html`<${Buildings} data=${data} />`}<//>
        <${Retired} data=${data} /></div>`;
    }}<//>
  <//>`;
}
