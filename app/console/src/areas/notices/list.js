// All notices: found by words, state and what they wait for.
import { html, Page, Loaded, Table, Empty, Note, Button, ButtonLink, Badge, Time, confirm, toast, toastError, useMemo } from '../../ui/index.js';
import { useLoad } from '../../app/load.js';
import { go, href } from '../../app/router.js';
import { may } from '../../app/session.js';
import { date, t, tn } from '../../app/i18n.js';
import { lastTakedown, notices, putBack, takeDown } from './api.js';
import { isOut, stateOf, workOf } from './states.js';

/** @typedef {import('./api.js').Row} Row */
const UNDO_S = 86400; // so long the way back stands on this page

/** @param {{load: any}} props */
function Down({ load }) {
  const last = load.data;
  if (!last || last.undone || last.at < Date.now() / 1000 - UNDO_S) return null;
  const back = () => putBack().then(load.reload, toastError);
  return html`<${Note} kind="warn" actions=${may('approver', 'duty') && html`<${Button} onClick=${back}>${t('Put everything back')}<//>`}>
    ${tn(last.count, '{who} took one notice down', '{who} took all {n} notices down', { who: last.who })} (<${Time} at=${last.at} />). ${t('The lobbies show their standing pages.')}<//>`;
}

/** The state; of what waits, until which day. @param {Row} row */
const waitsWords = (row) => row.state === 'future' ? t('Waits until {day}', { day: date(row.from) }) : stateOf(row).words;

/** @param {{rows: Row[]}} props */
function List({ rows }) {
  const columns = useMemo(() => [
    { id: 'title', title: t('Notice'), width: 'minmax(0, 1.7fr)', narrow: 'first', cell: (/** @type {Row} */ r) => html`<a href=${href('notices', r.id)}>${r.title || r.id}</a>`, text: (/** @type {Row} */ r) => `${r.title} ${r.id}`, sort: (/** @type {Row} */ r) => r.title },
    { id: 'state', title: t('State'), width: 'minmax(0, 1.3fr)', narrow: 'second', text: (/** @type {Row} */ r) => `${waitsWords(r)} ${workOf(r)?.words ?? ''}`, sort: (/** @type {Row} */ r) => Math.min(stateOf(r).order, workOf(r)?.order ?? 9) * 1e11 - r.updated,
      cell: (/** @type {Row} */ r) => html`<${Badge} kind=${stateOf(r).kind}>${waitsWords(r)}<//>${isOut(r) && r.work && html` <${Badge} kind=${workOf(r).kind}>${workOf(r).words}<//>`}` },
    { id: 'who', title: t('Last hand'), width: '120px', cell: (/** @type {Row} */ r) => r.work?.by ?? r.updated_by, text: (/** @type {Row} */ r) => r.work?.by ?? r.updated_by, sort: (/** @type {Row} */ r) => r.work?.by ?? r.updated_by },
    { id: 'until', title: t('Until'), width: '160px', cell: (/** @type {Row} */ r) => r.until ? date(r.until) : '', sort: (/** @type {Row} */ r) => r.until },
    { id: 'at', title: t('Changed'), width: '130px', narrow: 'end', cell: (/** @type {Row} */ r) => html`<${Time} at=${r.work?.at ?? r.updated} />`, sort: (/** @type {Row} */ r) => r.work?.at ?? r.updated },
  ], []);
  const filters = useMemo(() => [{ id: 'state', label: t('Every state'), options: [
    { value: 'review', label: t('Waits for approval'), match: (/** @type {Row} */ r) => r.work?.state === 'review' },
    { value: 'work', label: t('In work'), match: (/** @type {Row} */ r) => !!r.work || r.status === 'draft' },
    { value: 'out', label: t('Hangs now'), match: (/** @type {Row} */ r) => r.state === 'live' || r.state === 'ended_open' },
    { value: 'future', label: t('Waits for its hour'), match: (/** @type {Row} */ r) => r.state === 'future' },
    { value: 'after', label: t('To be looked at afterwards'), match: (/** @type {Row} */ r) => r.review_after },
    { value: 'over', label: t('Over'), match: (/** @type {Row} */ r) => ['expired', 'superseded', 'withdrawn'].includes(r.state) },
  ] }, { id: 'priority', label: t('Every priority'), options: [
    { value: '1', label: t('Danger to life'), match: (/** @type {Row} */ r) => r.priority === 1 }, { value: '2', label: t('Important'), match: (/** @type {Row} */ r) => r.priority === 2 },
  ] }], []);
  return html`<${Table} rows=${rows} columns=${columns} filters=${filters} rowKey=${(/** @type {Row} */ r) => r.id} label=${t('Notices')} sort=${{ id: 'state' }}
    onOpen=${(/** @type {Row} */ r) => go(href('notices', r.id))} count=${(/** @type {number} */ n) => tn(n, '{n} notice', '{n} notices')} />`;
}

export function Notices() {
  const load = useLoad(notices, [], ['items']), down = useLoad(lastTakedown, [], ['takedown']);
  const everythingDown = async () => {
    if (!await confirm({ title: t('Take everything down?'), danger: true, action: t('Take everything down'), text: t('Every lobby returns to its standing pages at once: prices, standards, telephone numbers. What the owners’ committee has published stays. One press puts all of it back.') })) return;
    await takeDown().then((done) => toast(tn(done.count, 'One notice was taken down.', '{n} notices were taken down.'), { undo: () => putBack().then(down.reload, toastError) }), toastError);
    down.reload();
  };
  const write = may('editor', 'committee') && html`<${ButtonLink} kind="main" icon="plus" to=${href('notices', 'new')}>${t('Write a notice')}<//>`;
  const actions = html`${write}${may('approver', 'duty') && html` <${ButtonLink} icon="warn" to=${href('notices', 'duty')}>${t('Emergency notice')}<//>`}${may('approver', 'duty') && html` <${Button} kind="danger" icon="warn" onClick=${everythingDown}>${t('Take everything down')}<//>`}`;
  return html`<${Page} wide title=${t('Notices')} actions=${actions}><div class="notices-stack"><${Down} load=${down} />
    <${Loaded} of=${load}>${(/** @type {Row[]} */ rows) => rows.length ? html`<${List} rows=${rows} />`
      : html`<${Empty} icon="notice" title=${t('No notice yet')} action=${write}>${t('Write the first one: choose what it is about, and the page asks for the rest. Somebody else approves it, and it hangs in every lobby that you mean.')}<//>`}<//></div><//>`;
}
