// One matter or one word of thanks: written, saved as a draft, approved, taken down; with what it said before.
import { html, Badge, Button, Card, Choice, Diff, DraftOffer, Loaded, Note, Page, Select, TextArea, TextField, Time, confirm, errorWords, toast, toastError, useMemo, useState } from '../../ui/index.js';
import { NoticedList, useNoticed } from '../../ui/document/noticed.js';
import { useDraft } from '../../app/draft.js';
import { useLoad } from '../../app/load.js';
import { go, href } from '../../app/router.js';
import { may } from '../../app/session.js';
import { pick, t } from '../../app/i18n.js';
import { hanging } from './hanging.js';
import { approve, posts, put, remove, board, text } from './api.js';

/** @typedef {import('./api.js').Text} Text */

const BLANK = { asked: { asked: '', asked_en: '', state: 'not_yet', answer: '', answer_en: '', role: '', due: '' }, thanks: { text: '', text_en: '', month: '' } };

/** Only what is filled in is sent. @param {any} words */
const filled = (words) => Object.fromEntries(Object.entries(words).filter(([, v]) => v !== ''));
/** In the order in which it is read. @param {any} words */
const asText = (words) => !words ? '' : [words.asked, words.asked_en, words.state && (words.state === 'done' ? t('It was done') : t('Not yet')), words.answer, words.answer_en, words.due,
  words.text, words.text_en, words.month].filter(Boolean).join('\n');

/** @param {{words: any, set: (name: string, value: string) => void, roles: any[]}} props */
const AskedForm = ({ words, set, roles }) => html`
  <${TextArea} label=${t('What residents asked for')} rows=${2} value=${words.asked} onInput=${(/** @type {string} */ v) => set('asked', v)} required />
  <${TextArea} label=${t('The same in English')} rows=${2} optional value=${words.asked_en} onInput=${(/** @type {string} */ v) => set('asked_en', v)} />
  <${Choice} label=${t('What became of it')} value=${words.state} onInput=${(/** @type {string} */ v) => set('state', v)} options=${[
    { value: 'done', label: t('It was done') }, { value: 'not_yet', label: t('Not yet'), hint: t('Needs a reason, a post and a day; it stays on the board until it is done.') }]} />
  <${TextArea} label=${words.state === 'done' ? t('What was done') : t('Why not yet')} rows=${2} value=${words.answer} onInput=${(/** @type {string} */ v) => set('answer', v)} />
  <${TextArea} label=${t('The same in English')} rows=${2} optional value=${words.answer_en} onInput=${(/** @type {string} */ v) => set('answer_en', v)} />
  <${Select} label=${t('Who sees to it')} value=${words.role} onInput=${(/** @type {string} */ v) => set('role', v)} options=${[{ value: '', label: t('Please choose') }, ...roles.map((r) => ({ value: r.id, label: pick(r, 'name') }))]} />
  <${TextField} label=${t('By which day')} type="date" value=${words.due} onInput=${(/** @type {string} */ v) => set('due', v)} />`;

/** @param {{words: any, set: (name: string, value: string) => void}} props */
const ThanksForm = ({ words, set }) => html`
  <${TextArea} label=${t('Words of thanks')} hint=${t('No names, no flat, no telephone number: it hangs where everybody reads.')} rows=${3} value=${words.text} onInput=${(/** @type {string} */ v) => set('text', v)} required />
  <${TextArea} label=${t('The same in English')} rows=${3} optional value=${words.text_en} onInput=${(/** @type {string} */ v) => set('text_en', v)} />
  <${TextField} label=${t('Month')} type="month" value=${words.month} onInput=${(/** @type {string} */ v) => set('month', v)} required />`;

/** @param {{kind: 'asked'|'thanks', id: string, data: {text: Text|null, rows: any[], roles: any[]}, reload: () => void}} props */
function Editor({ kind, id, data, reload }) {
  const saved = useMemo(() => ({ ...BLANK[kind], ...(data.text?.draft ?? data.text?.live) }), [data]);
  const draft = useDraft(`outcome:${kind}:${id}`, saved);
  const [error, setError] = useState('');
  const set = (/** @type {string} */ name, /** @type {string} */ value) => draft.set((/** @type {any} */ old) => ({ ...old, [name]: value }));
  const found = useNoticed('outcome', may('editor') && draft.dirty ? filled(draft.value) : null), english = t('The same in English');
  const called = (/** @type {string} */ at) => /** @type {Record<string, string>} */ ({ asked: t('What residents asked for'), asked_en: english, answer: t('What became of it'), answer_en: english, text: t('Words of thanks'), text_en: english })[at] ?? at;
  const versions = data.text?.versions ?? [], newest = [...versions].sort((a, b) => b.version - a.version);
  const live = data.rows.find((row) => !row.draft);
  const waits = !!data.text?.draft && !draft.dirty, Form = kind === 'asked' ? AskedForm : ThanksForm;
  const send = async (/** @type {boolean} */ hang) => {
    setError('');
    try {
      if (hang && waits) await approve(kind, id, newest[0].version);
      else await put(kind, id, filled(draft.value), hang);
      draft.saved();
      toast(hang ? t('Approved. It hangs in the lobbies within a minute.') : t('The draft is kept.'));
      reload();
    } catch (e) {
      setError(errorWords(e));
    }
  };
  const takeDown = async () => {
    if (!(await confirm({ title: t('Take it off the board?'), text: t('Its former versions are kept.'), action: t('Take down'), danger: true }))) return;
    await remove(kind, id).then(() => { draft.saved(); go(href('outcome'), { force: true }); }, toastError);
  };
  return html`<${DraftOffer} draft=${draft} />
    ${error && html`<${Note} kind="bad">${error}<//>`}
    <${Card} title=${t('What will hang')} actions=${html`${data.text?.live && (live ? hanging(live) : html`<${Badge}>${t('off the board after six months')}<//>`)}${data.text?.draft && hanging({ draft: true, hangs: false })}`}>
      <div class="stack outcome-form"><${Form} words=${draft.value} set=${set} roles=${data.roles} /></div>
      ${found.length > 0 && html`<${NoticedList} found=${found} doc=${draft.value} where=${called} />`}
      <div class="outcome-acts">
        ${may('editor') && html`<${Button} disabled=${!draft.dirty} onClick=${() => send(false)}>${t('Keep as a draft')}<//>`}
        ${may('approver') && html`<${Button} kind="main" disabled=${!draft.dirty && !waits} onClick=${() => send(true)}>${t('Approve and hang up')}<//>`}
        ${data.text && may(data.text.live ? 'approver' : 'editor') && html`<${Button} kind="quiet" icon="trash" onClick=${takeDown}>${t('Take down')}<//>`}
      </div><//>
    ${newest.length > 0 && html`<${Card} title=${t('What it said before')}>${newest.map((v, i) => html`<details key=${v.version} class="outcome-version">
      <summary>${t('Version {n}', { n: v.version })} · ${v.who} · <${Time} at=${v.at} plain /> ${v.approved_by && t('approved by {who}', { who: v.approved_by })} ${v.removed && html`<${Badge}>${t('taken down')}<//>`}</summary>
      <${Diff} before=${asText(newest[i + 1]?.words)} after=${asText(v.words)} /></details>`)}<//>`}`;
}

/** @param {{kind: 'asked'|'thanks', id: string}} props */
function One({ kind, id }) {
  const load = useLoad(async () => {
    const [all, roles] = await Promise.all([board(), posts()]);
    const rows = all[kind].filter((/** @type {any} */ r) => r.id === id);
    return { text: rows.length ? await text(kind, id) : null, rows, roles };
  }, [kind, id], ['outcome']);
  return html`<${Page} title=${kind === 'asked' ? t('Matter {id}', { id }) : t('Thanks {id}', { id })} back=${{ to: href('outcome'), label: t('Board of outcomes') }}>
    <${Loaded} of=${load}>${(/** @type {any} */ data) => html`<${Editor} kind=${kind} id=${id} data=${data} reload=${load.reload} />`}<//><//>`;
}

/** @param {{id: string}} props */
export const AskedPage = ({ id }) => html`<${One} kind="asked" id=${id} />`;
/** @param {{id: string}} props */
export const ThanksPage = ({ id }) => html`<${One} kind="thanks" id=${id} />`;
