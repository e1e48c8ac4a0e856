// For how long a notice could be read, lobby by lobby and day by day, and what is missing.
import { html, useState } from '../html.js';
import { Button, ButtonLink } from '../button.js';
import { Badge, Card, Facts, Loaded, Note, Time } from '../page.js';
import { Table } from '../table.js';
import { address, api } from '../../app/api.js';
import { lang, t } from '../../app/i18n.js';
import { useLoad } from '../../app/load.js';

/** @typedef {{why: string, minutes: number}} Gap
 *  @typedef {{day: string, expected: number, minutes: number, times: number, seconds: number, opened: number, posted: boolean, gaps: Gap[]}} Day
 *  @typedef {{id: string, name: string, days: number, days_posted: number, first: number, last: number, rows: Day[]}} Lobby */

/** @param {string} why */
const reason = (why) => ({
  hours: t('outside the screen’s hours'), panel: t('panel dark or missing'), clock: t('clock unknown'),
  power: t('no power, not running, or not arrived yet'), silent: t('nothing was heard from this screen'),
})[why] ?? why;

/** @param {Gap} gap */
const gapWords = (gap) => t('{why}: {n} min', { why: reason(gap.why), n: gap.minutes });

/** @param {{lobby: Lobby}} props */
function Days({ lobby }) {
  const text = (/** @type {keyof Day} */ id) => (/** @type {Day} */ row) => String(row[id]);
  const columns = [
    { id: 'day', title: t('Day'), narrow: 'first', width: '120px', cell: text('day'), text: text('day') },
    { id: 'minutes', title: t('Could be opened'), narrow: 'end', cell: (/** @type {Day} */ row) => t('{n} of {all} min', { n: row.minutes, all: row.expected }), text: text('minutes') },
    { id: 'times', title: t('In rotation'), narrow: 'second', cell: (/** @type {Day} */ row) => t('{n} times, {s} s', { n: row.times, s: row.seconds }), text: text('times') },
    { id: 'opened', title: t('Opened by someone'), narrow: 'second', cell: text('opened'), text: text('opened') },
    { id: 'posted', title: t('Counts'), narrow: 'second', width: '90px', cell: (/** @type {Day} */ row) => html`<${Badge} kind=${row.posted ? 'good' : 'warn'}>${row.posted ? t('yes') : t('no')}<//>`, text: text('posted') },
    { id: 'gaps', title: t('Missing, and why'), narrow: 'second', width: 'minmax(0, 2fr)', cell: (/** @type {Day} */ row) => row.gaps.map(gapWords).join(' · '), text: (/** @type {Day} */ row) => row.gaps.map(gapWords).join(' ') },
  ];
  return html`<${Table} rows=${lobby.rows} columns=${columns} rowKey=${(/** @type {Day} */ row) => row.day} label=${lobby.name} />`;
}

/** @param {{lobby: Lobby}} props */
function LobbyPart({ lobby }) {
  const [open, setOpen] = useState(false);
  return html`<${Card} title=${lobby.name} actions=${html`<${Button} small icon=${open ? 'up' : 'down'} aria-expanded=${open} onClick=${() => setOpen(!open)}>
      ${open ? t('Hide the days') : t('Show the days')}<//>`}>
    <${Facts} rows=${[
      [t('Days that count'), t('{n} of {all}', { n: lobby.days_posted, all: lobby.days })],
      lobby.first > 0 && [t('First on the screen'), html`<${Time} at=${lobby.first} exact />`],
      lobby.last > 0 && [t('Last on the screen'), html`<${Time} at=${lobby.last} exact />`],
    ]} />${open && html`<${Days} lobby=${lobby} />`}<//>`;
}

/** @param {{item: string, version?: number}} props */
export function Certificate({ item, version }) {
  const path = `/items/${encodeURIComponent(item)}/certificate`;
  const load = useLoad(() => api.get(path, { ver: version }), [item, version], [`item:${item}`]);
  return html`<section class="certificate"><${Loaded} of=${load}>${(/** @type {any} */ data) => html`
    <${Card} title=${t('Certificate of posting')} actions=${html`<${ButtonLink} icon="download" to=${address(`${path}.pdf`, { query: { ver: version, lang: lang.value } })} download>${t('As PDF')}<//>`}>
      <${Facts} rows=${[
        [t('Notice'), `${data.item} ${data.title}`],
        [t('Period looked at'), html`<${Time} at=${data.from} exact /> – <${Time} at=${data.until} exact />`],
        [t('Fingerprint of the text'), html`<code class="hash">${data.versions.at(-1)?.sha256}</code>`],
        data.versions.at(-1)?.alone && [t('Approved'), t('written and approved by the same person')],
        [t('A day counts from'), t('{n} minutes', { n: data.minimum })],
      ]} />
      <${Note}>${t('This is about screens. Where a rule asks for paper, it does not take the place of the paper.')}
        ${data.paper.rule && html` ${t('Rule of posting: {rule}.', { rule: data.paper.rule })}`}
        ${data.paper.sheets.length === 0 && html` ${t('Nobody has noted that a sheet of paper was hung.')}`}<//>
    <//>
    ${data.lobbies.map((/** @type {Lobby} */ lobby) => html`<${LobbyPart} key=${lobby.id} lobby=${lobby} />`)}`}<//></section>`;
}
