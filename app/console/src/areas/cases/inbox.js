// What residents reported, what is due first first; by place, desk, matter and state. The list lies on the server.
import { html, cx, signal, Page, Loaded, Tabs, Select, SearchField, Badge, Button, ButtonLink, Check, Dialog, Empty, Menu, Note, TextArea, toast, toastError, useMemo, useState } from '../../ui/index.js';
import { useLoad } from '../../app/load.js';
import { go, href } from '../../app/router.js';
import { holds, may } from '../../app/session.js';
import { number, pick, t, tn } from '../../app/i18n.js';
import { counts, exported, matter, named, names, post, restore, rows, setAside, stateName } from './api.js';
import { Parts, useParts } from './parts.js';
import { channelWords, dueWords } from './words.js';

/** @typedef {import('./api.js').Row} Row @typedef {import('./api.js').Names} Names @typedef {import('./api.js').Counts} Counts */
const BURST_MAX = 1000; // rows of one answer
/** Stays while one looks at a case and comes back. */
const wish = signal({ view: 'open', place: '', role: '', category: '', state: '', group: '', words: '' });
const set = (/** @type {Partial<typeof wish.value>} */ some) => { wish.value = { ...wish.value, ...some }; };

/** The list shows what came together with this one. @param {string} group */
export const onlyGroup = (group) => set({ view: 'all', place: '', role: '', category: '', state: '', words: '', group });

/** The owners' committee opens what lies on a desk that it holds, and nothing else. @param {Row} row */
const opens = (row) => may('viewer') || holds(row.role);

/** @param {{row: Row, names: Names, onAside: (row: Row) => void}} props */
function Line({ row, names: n, onAside }) {
  const due = dueWords(row, Date.now() / 1000);
  return html`<div role="gridcell" class="cases-due"><${Badge} kind=${due.kind}>${due.words}<//>${!row.set_aside && row.due > 0 && row.due === row.promised_s && !row.first_at && html`<small>${t('until then the first reply')}</small>`}${row.due_note === 'holidays_unknown' && html`<small>${t('days off not known yet')}</small>`}</div>
    <div role="gridcell" class="cases-what"><b>${opens(row) ? html`<a href=${href('cases', row.number)} tabindex="-1">${matter(n, row)}</a>` : matter(n, row)}</b> <span>${row.place || t('No place named')}</span>
      <p>${row.text_closed ? html`<i>${t('On another desk: its words open with a reason.')}</i>` : row.text || html`<i>${t('No words')}</i>`}</p></div>
    <div role="gridcell" class="cases-marks">
      ${row.severity === 'S1' && html`<${Badge} kind="bad">${t('Danger')}<//>`}${row.severity === 'S2' && html`<${Badge} kind="warn">${t('Urgent')}<//>`}
      ${row.recused && html`<${Badge} kind="warn">${t('About the office itself')}<//>`}
      ${row.reopened > 0 && html`<${Badge} kind="warn">${t('Did not help')}<//>`}
      ${row.channel && html`<${Badge}>${channelWords(row.channel)}<//>`}
      ${(row.group_size ?? 0) > 1 && wish.value.group !== row.group && html`<${Button} small onClick=${() => set({ group: row.group, view: 'all' })}>${t('{n} within ten minutes', { n: row.group_size ?? 0 })}<//>`}
      ${row.group && may('editor') && html`<${Button} small onClick=${() => onAside(row)}>${row.set_aside ? t('Take back') : t('Set aside')}<//>`}</div>
    <div role="gridcell" class="cases-where"><span>${stateName(n, row.state)}</span><small>${row.number} · ${post(n, row.role)}</small></div>`;
}

/** What a burst is about: what is set aside is set aside by its matter. @param {Row[]} rows */
function mattersOf(rows) {
  const found = /** @type {Map<string, {row: Row, count: number}>} */ (new Map());
  for (const row of rows.filter((one) => !one.set_aside)) {
    const key = `${row.category}/${row.subitem}/${row.building}`, known = found.get(key);
    if (known) known.count++;
    else found.set(key, { row, count: 1 });
  }
  return found;
}

/** @param {{row: Row, names: Names, onClose: () => void, done: () => void}} props */
function Aside({ row, names: n, onClose, done }) {
  const own = `${row.category}/${row.subitem}/${row.building}`;
  const [reason, setReason] = useState(''), [chosen, choose] = useState([own]), load = useLoad(() => rows({ group: row.group, limit: BURST_MAX }), [row.group]);
  const found = mattersOf(load.data?.cases ?? []), numbers = chosen.map((key) => found.get(key)?.row.number).filter(Boolean);
  const back = async () => {
    for (const one of numbers) await restore(/** @type {string} */ (one)).catch(toastError);
    done();
  };
  const send = async () => {
    let count = 0;
    try {
      for (const one of numbers) count += (await setAside(/** @type {string} */ (one), reason)).count;
      onClose();
      toast(tn(count, 'One report was set aside', '{n} reports were set aside'), { undo: back });
    } catch (error) {
      toastError(error);
    }
    done();
  };
  const words = (/** @type {{row: Row, count: number}} */ one) => `${matter(n, one.row)} · ${one.row.place || t('No place named')} · ${tn(one.count, '{n} report', '{n} reports')}`;
  return html`<${Dialog} title=${t('Set aside what came together')} onClose=${onClose} actions=${html`<${Button} onClick=${onClose}>${t('Cancel')}<//><${Button} kind="main" disabled=${!reason.trim() || !numbers.length} onClick=${send}>${t('Set aside')}<//>`}>
    <p>${t('These reports came from one lobby within ten minutes. Set aside, they count neither as complaints nor as late. Whoever was in earnest reads the reason and takes it up again.')}</p>
    ${found.size > 1 && html`<fieldset class="field choice"><legend>${t('They are about different matters. Somebody may have been in earnest: which are to be set aside?')}</legend>
      ${[...found].map(([key, one]) => html`<${Check} key=${key} label=${words(one)} checked=${chosen.includes(key)} onChange=${(/** @type {boolean} */ on) => choose(on ? [...chosen, key] : chosen.filter((k) => k !== key))} />`)}</fieldset>`}
    <${TextArea} label=${t('Reason, which the residents read')} value=${reason} onInput=${setReason} maxlength="500" /><//>`;
}

/** @param {{names: Names, counts: Counts, onPick: () => void}} props */
const Places = ({ names: n, counts: c, onPick }) => html`<div class="cases-places">${Object.entries(c.places).sort(([a], [b]) => a.localeCompare(b, undefined, { numeric: true })).map(([building, units]) => {
  const house = n.community.buildings?.find((/** @type {any} */ b) => b.id === building), all = Object.values(units).reduce((a, b) => a + b, 0);
  const choose = (/** @type {string} */ unit) => { set({ place: `${building}/${unit}`, view: 'open' }); onPick(); };
  return html`<section key=${building}><h2>${building ? pick(house, 'name') || building : t('No building named')}</h2>
    <${Button} onClick=${() => choose('')} disabled=${!building}>${t('All of it')} <b>${number(all)}</b><//>
    ${Object.entries(units).filter(([unit]) => unit).map(([unit, some]) => html`<${Button} key=${unit} onClick=${() => choose(unit)}>${named(house?.units, unit)} <b>${number(some)}</b><//>`)}</section>`;
})}</div>`;

/** On a narrow screen behind one button. @param {{names: Names, counts: Counts, open: boolean}} props */
function Filters({ names: n, counts: c, open }) {
  const w = wish.value, with_ = (/** @type {string} */ label, /** @type {number|undefined} */ k) => k ? `${label} (${number(k)})` : label;
  const places = [{ value: '', label: t('Every place') }, ...Object.entries(c.places).filter(([b]) => b).flatMap(([b, units]) => {
    const house = n.community.buildings?.find((/** @type {any} */ one) => one.id === b), name = pick(house, 'name') || b;
    return [{ value: `${b}/`, label: name }, ...Object.keys(units).filter(Boolean).map((u) => ({ value: `${b}/${u}`, label: `${name} ${named(house?.units, u)}` }))];
  })];
  if (w.place && !places.some((p) => p.value === w.place)) places.push({ value: w.place, label: w.place });
  return html`<div class=${cx('cases-filters', open && 'open')}>
    <${SearchField} value=${w.words} onInput=${(/** @type {string} */ words) => set({ words })} label=${t('Number, place, words')} />
    <${Select} label=${t('Place')} value=${w.place} onInput=${(/** @type {string} */ place) => set({ place })} options=${places} />
    <${Select} label=${t('Desk')} value=${w.role} onInput=${(/** @type {string} */ role) => set({ role })} options=${[{ value: '', label: t('Every desk') }, ...(n.community.roles ?? []).map((/** @type {any} */ r) => ({ value: r.id, label: with_(pick(r, 'name'), c.roles[r.id]) }))]} />
    <${Select} label=${t('Category')} value=${w.category} onInput=${(/** @type {string} */ category) => set({ category })} options=${[{ value: '', label: t('Every category') }, ...(n.form.categories ?? []).map((/** @type {any} */ r) => ({ value: r.id, label: with_(pick(r, 'name'), c.categories[r.id]) }))]} />
    <${Select} label=${t('State')} value=${w.state} onInput=${(/** @type {string} */ state) => set({ state })} options=${[{ value: '', label: t('Every state') }, ...(n.form.states ?? []).map((/** @type {any} */ r) => ({ value: r.id, label: with_(pick(r, 'name'), c.states[r.id]) }))]} /></div>`;
}

function query() {
  const w = wish.value, [building, unit] = w.place.split('/');
  const state = w.state || (w.view === 'open' || ['overdue', 'today', 'week'].includes(w.view) ? 'open' : w.view === 'ended' ? 'ended' : '');
  return { state, due: ['overdue', 'today', 'week'].includes(w.view) ? w.view : undefined, building, unit, role: w.role, category: w.category, group: w.group, q: w.words.trim(),
    fold: w.group ? undefined : 1, sort: w.view === 'ended' || w.view === 'all' ? 'newest' : undefined };
}

/** @param {{names: Names, counts: Counts, reload: () => void}} props */
function Desk({ names: n, counts: c, reload }) {
  const [aside, setAsideRow] = useState(/** @type {Row|null} */ (null)), [places, setPlaces] = useState(false), [folded, unfold] = useState(false);
  const w = wish.value, chosen = [w.place, w.role, w.category, w.state].filter(Boolean).length, asked = query(), parts = useParts(asked);
  const done = () => { parts.again(); reload(); };
  const onAside = (/** @type {Row} */ row) => row.set_aside ? restore(row.number).then(done, toastError) : setAsideRow(row);
  const table = { ...asked, fold: undefined }; // a file has every report of a burst
  const tabs = [{ id: 'open', label: t('Open'), count: c.open }, { id: 'overdue', label: t('Late'), count: c.clock.overdue ?? 0 }, { id: 'today', label: t('Due today'), count: (c.clock.overdue ?? 0) + (c.clock.today ?? 0) },
    { id: 'week', label: t('Due in seven days'), count: (c.clock.overdue ?? 0) + (c.clock.today ?? 0) + (c.clock.week ?? 0) }, { id: 'ended', label: t('Ended') }, { id: 'all', label: t('All') }];
  return html`<div class="cases-stack">
    ${c.holidays_missing && html`<${Note} kind="warn">${t('The form has no days off for {year} yet. Deadlines that reach into that year are uncertain until the table is published.', { year: String(c.holidays_missing) })}<//>`}
    <${Filters} names=${n} counts=${c} open=${folded} />
    ${w.group && html`<${Note} actions=${html`<${Button} onClick=${() => set({ group: '', view: 'open' })}>${t('Show all again')}<//>`}>${t('Only what came together with {number}.', { number: w.group })}<//>`}
    <div class=${cx('cases-bar cases-tools', folded && 'open')}><${Button} small icon="menu" class="cases-fold" aria-expanded=${folded ? 'true' : 'false'} onClick=${() => unfold(!folded)}>${chosen ? t('Filters ({n})', { n: chosen }) : t('Filters')}<//>
      <${Button} small icon="community" onClick=${() => setPlaces(!places)} aria-expanded=${places ? 'true' : 'false'}>${t('By building and unit')}<//>
      <span class="count" role="status">${parts.total !== undefined ? tn(parts.total, '{n} report', '{n} reports') : tn(parts.rows.length, '{n} found', '{n} found')}</span>
      <${ButtonLink} small icon="download" to=${exported({ ...table, as: 'xlsx' })} download>XLSX<//><${ButtonLink} small icon="download" to=${exported(table)} download>CSV<//></div>
    ${places && html`<${Places} names=${n} counts=${c} onPick=${() => setPlaces(false)} />`}
    <${Tabs} label=${t('What is due when')} value=${w.view} onChange=${(/** @type {string} */ view) => set({ view, state: '' })} tabs=${tabs}>
      <${Parts} parts=${parts} label=${t('Reports#desk')} onOpen=${(/** @type {Row} */ r) => { if (opens(r)) go(href('cases', r.number)); }} row=${(/** @type {Row} */ r) => html`<${Line} row=${r} names=${n} onAside=${onAside} />`}
        empty=${html`<${Empty} icon="check" title=${w.words || w.place || w.role || w.category || w.state ? t('Nothing was found') : t('Nothing here waits')}>${t('Reports from the lobbies appear here by themselves; what is told on the telephone is taken down with the button above.')}<//>`} /><//>
    ${aside && html`<${Aside} row=${aside} names=${n} onClose=${() => setAsideRow(null)} done=${done} />`}</div>`;
}

export function Inbox() {
  const load = useLoad(() => Promise.all([names(), counts()]), [], ['cases']);
  const items = useMemo(() => [
    may('editor') && { label: t('A report that a phone carried'), icon: 'upload', onClick: () => go(href('cases', 'carried')) },
    may('viewer') && { label: t('Ready answers'), icon: 'edit', onClick: () => go(href('cases', 'canned')) },
    { label: t('Form of reports'), icon: 'settings', onClick: () => go(href('cases', 'form')) },
    { label: t('A month in figures'), icon: 'outcome', onClick: () => go(href('cases', 'figures')) },
  ], []);
  return html`<${Page} wide title=${t('Reports#desk')} actions=${html`${may('editor') && html`<${ButtonLink} kind="main" icon="plus" to=${href('cases', 'new')}>${t('Take down a report')}<//>`}<${Menu} label=${t('More')} items=${items} />`}>
    <${Loaded} of=${load}>${(/** @type {[Names, Counts]} */ [n, c]) => html`<${Desk} names=${n} counts=${c} reload=${load.reload} />`}<//>
  <//>`;
}
