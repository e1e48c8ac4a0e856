// What may be done with a report now: the moves that the server names, each with what it wants. An answer waits ten seconds on the server.
import { html, Card, Button, DraftOffer, Note, Select, TextArea, TextField, SearchField, toast, toastError, useEffect, useMemo, useRef, useState } from '../../ui/index.js';
import { useDraft } from '../../app/draft.js';
import { useLoad } from '../../app/load.js';
import { pick, t } from '../../app/i18n.js';
import { may } from '../../app/session.js';
import { canned, matter, post, reply, rows, stateName, takeBack } from './api.js';
import { eventWords, moveWords } from './words.js';

/** @typedef {import('./api.js').Case} Case @typedef {import('./api.js').Names} Names @typedef {import('./api.js').Row} Row */
const HOLD_S = 10, TEXT_MAX = 2000;
const ORDER = ['replied', 'in_progress', 'assigned', 'merged', 'rejected', 'withdrawn', 'closed', 'reopened'];
const NOTHING = { to: '', text: '', role: '', reason: '', into: '' };

/** {number}, {place} and {standard}. @param {string} text @param {Case} data */
const filled = (text, data) => text.replaceAll('{number}', data.number).replaceAll('{place}', data.place).replaceAll('{standard}', data.answer_standard || data.standard);

/** Ready answers for this matter and desk. @param {{data: Case, onPick: (text: string) => void}} props */
function Ready({ data, onPick }) {
  const load = useLoad(canned, [], ['canned']);
  const fitting = (load.data?.canned ?? []).filter((c) => (!c.category || c.category === data.category) && (!c.role || c.role === data.role));
  if (!fitting.length) return null;
  return html`<${Select} label=${t('Ready answer')} value="" onInput=${(/** @type {string} */ id) => { const found = fitting.find((c) => c.id === id); if (found) onPick(filled(found.text, data)); }}
    options=${[{ value: '', label: t('Choose one…') }, ...fitting.map((c) => ({ value: c.id, label: c.title }))]} />`;
}

/** @param {{data: Case, names: Names, value: string, onPick: (number: string) => void}} props */
function Into({ data, names: n, value, onPick }) {
  const [words, setWords] = useState(''), [near, setNear] = useState(true), [chosen, choose] = useState(/** @type {Row|null} */ (null));
  const load = useLoad(() => rows({ q: words.trim(), building: near ? data.building : undefined, category: near ? data.category : undefined, sort: 'newest', limit: 20 }), [words, near]);
  const found = (load.data?.cases ?? []).filter((r) => r.number !== data.number && r.state !== 'merged');
  return html`<div class="field"><label>${t('The case that it joins')}</label>
    <div class="cases-bar"><${SearchField} value=${words} onInput=${setWords} label=${t('Number, place, words')} /><${Button} small onClick=${() => setNear(!near)}>${near ? t('Search everywhere') : t('Same building and category only')}<//></div>
    <ul class="cases-found">${found.map((r) => html`<li key=${r.number}><button type="button" aria-pressed=${r.number === value ? 'true' : 'false'} onClick=${() => { choose(r); onPick(r.number); }}>
      <b>${r.number}</b> ${matter(n, r)} · ${r.place} · ${stateName(n, r.state)}</button></li>`)}${!found.length && html`<li class="hint">${t('Nothing was found')}</li>`}</ul>
    ${chosen && chosen.number === value && html`<div class="cases-both"><section><h3>${t('This one')}</h3><p class="cases-said">${data.text}</p></section><section><h3>${chosen.number}</h3>
      <p class="cases-said">${chosen.text_closed ? t('On another desk: its words open with a reason.') : chosen.text}</p></section></div>`}</div>`;
}

/** What stands on the resident's page once it is sent. @param {{data: Case, names: Names, draft: typeof NOTHING}} props */
const Seen = ({ data, names: n, draft }) => html`<aside class="cases-seen"><h3>${t('What the resident will read')}</h3>
  <p><b>${data.number}</b> · ${stateName(n, draft.to)}</p>${draft.to === 'assigned' && html`<p>${post(n, draft.role || data.role)}</p>`}<p class="cases-said">${draft.text || (draft.to === 'merged' ? `→ ${draft.into}` : t('(no words)'))}</p></aside>`;

/** Somebody acted while words were written here. @param {{data: Case, names: Names, since: number, onRead: () => void}} props */
function Meanwhile({ data, names: n, since, onRead }) {
  const said = data.events.filter((e) => ['state', 'word', 'verdict', 'remedy'].includes(e.what)).slice(since);
  return html`<${Note} kind="warn" actions=${html`<${Button} onClick=${onRead}>${t('I have read it')}<//>`}><b>${t('Somebody has acted meanwhile. What you wrote is still here.')}</b>
    <ul class="cases-meanwhile">${said.map((e, i) => html`<li key=${i}><b>${eventWords(e, (id) => stateName(n, id), (id) => id)}</b> ${e.who || t('the resident')}: ${e.text}</li>`)}</ul><//>`;
}

/** @param {{data: Case, names: Names, done: () => void, back: any}} props */
export function Acts({ data, names: n, done, back }) {
  const saved = useMemo(() => ({ ...NOTHING }), [data.number]);
  const draft = useDraft(`case:${data.number}`, saved), d = draft.value;
  const [seen, see] = useState(data.version);
  useEffect(() => { if (!draft.dirty) see(data.version); }, [data.version, draft.dirty]);
  const said = useRef(() => {}); // the word at the edge of the screen, with its way back
  useEffect(() => { if (back) said.current(); }, [back]);
  useEffect(() => { if (back) draft.set({ ...NOTHING, to: back.state, text: back.text ?? '', role: back.role ?? '', reason: back.reason ?? '', into: back.into ?? '' }); }, [back]);
  const moves = [...data.moves].sort((a, b) => ORDER.indexOf(a.to) - ORDER.indexOf(b.to)), move = moves.find((m) => m.to === d.to);
  const needs = (/** @type {string} */ what) => !!move?.needs.includes(what);
  if (!moves.length) return html`<${Card} title=${t('Next step')}><p class="hint">${t('Nothing can be done here by you now: the case is on the desk of {desk}.', { desk: post(n, data.role) })}</p><//>`;
  const elsewhere = needs('role') && d.role && d.role !== data.role;
  const wantsReason = needs('reason') || (needs('reason_elsewhere') && elsewhere);
  const ready = move && (!needs('text') || d.text.trim()) && (!needs('into') || d.into) && (!needs('role') || d.role || data.role) && (!wantsReason || d.reason.trim()) && seen === data.version;
  const set = (/** @type {Partial<typeof NOTHING>} */ some) => draft.set({ ...d, ...some });
  const speaks = d.to && d.to !== 'assigned' && d.to !== 'merged' && d.to !== 'closed' && d.to !== 'reopened';
  const send = async () => {
    const words = { ...d };
    try {
      await reply(data.number, { state: d.to, text: d.text.trim() || undefined, role: d.role || undefined, reason: d.reason.trim() || undefined, into: d.into || undefined, expect: seen, hold: speaks ? HOLD_S : undefined });
      draft.drop();
      if (speaks) said.current = toast(t('The answer goes out in ten seconds.'), { undo: async () => {
        try {
          await takeBack(data.number);
          draft.set(words);
          toast(t('Taken back. Your words are in the form again.'));
        } catch (error) {
          toastError(error);
        }
        done();
      } });
      else toast(t('Done: {what}', { what: moveWords(words.to) }));
    } catch (error) {
      if (error.code !== 'stale') toastError(error);
    }
    done();
  };
  return html`<${Card} title=${t('Next step')}><${DraftOffer} draft=${draft} />
    <div class="cases-moves" role="group" aria-label=${t('Next step')}>${moves.map((m) => html`<${Button} key=${m.to} aria-pressed=${m.to === d.to ? 'true' : 'false'} class=${m.to === d.to ? 'chosen' : ''} onClick=${() => set({ to: m.to === d.to ? '' : m.to })}>${moveWords(m.to)}<//>`)}</div>
    ${d.to && !move && html`<${Note} kind="warn">${t('This step is not possible any more. Choose another; your words stay.')}<//>`}
    ${seen !== data.version && html`<${Meanwhile} data=${data} names=${n} since=${seen} onRead=${() => see(data.version)} />`}
    ${(move || d.text) && html`<div class="cases-write"><div class="cases-fields">
      ${needs('role') && html`<${Select} label=${t('To whose desk')} value=${d.role || data.role} onInput=${(/** @type {string} */ role) => set({ role })} options=${(n.community.roles ?? []).filter((/** @type {any} */ r) => r.id !== data.about).map((/** @type {any} */ r) => ({ value: r.id, label: pick(r, 'name') }))} />`}
      ${needs('into') && html`<${Into} data=${data} names=${n} value=${d.into} onPick=${(/** @type {string} */ into) => set({ into })} />`}
      ${speaks && may('viewer') && html`<${Ready} data=${data} onPick=${(/** @type {string} */ text) => set({ text })} />`}
      <${TextArea} label=${t('Words for the resident')} optional=${!needs('text')} value=${d.text} onInput=${(/** @type {string} */ text) => set({ text })} maxlength=${TEXT_MAX} />
      ${(wantsReason || d.to === 'assigned') && html`<${TextField} label=${t('Reason, for colleagues only')} optional=${!wantsReason} value=${d.reason} onInput=${(/** @type {string} */ reason) => set({ reason })} maxlength="500" />`}</div>
      ${move && html`<${Seen} data=${data} names=${n} draft=${d} />`}</div>
      <div class="cases-bar"><${Button} kind="main" disabled=${!ready} onClick=${send}>${move ? moveWords(d.to) : t('Choose a step')}<//>${draft.dirty && html`<${Button} kind="quiet" onClick=${draft.drop}>${t('Put it aside')}<//>`}</div>`}
  <//>`;
}
