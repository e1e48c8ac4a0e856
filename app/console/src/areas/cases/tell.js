// Taken down while somebody speaks: on the telephone, at the desk, on a visit, from paper. Everything by keyboard, in the order in which people tell.
import { html, Page, Card, Button, Check, Choice, DraftOffer, Loaded, Note, Select, TextArea, TextField, toastError, useMemo, useState } from '../../ui/index.js';
import { useDraft } from '../../app/draft.js';
import { useLoad } from '../../app/load.js';
import { go, href } from '../../app/router.js';
import { pick, t } from '../../app/i18n.js';
import { names, takeDown } from './api.js';
import { Receipt } from './receipt.js';
import { channelWords } from './words.js';

/** @typedef {import('./api.js').Names} Names */
const BLANK = { channel: 'phone', text: '', category: '', subitem: '', building: '', unit: '', spot: '', about: '', notice: false, alias: '', phone: '', room: '' };
/** A UUID of version 4. */
const fresh = () => crypto.randomUUID();

/** @param {{names: Names}} props */
function Form({ names: n }) {
  const saved = useMemo(() => ({ ...BLANK }), []), draft = useDraft('case-told', saved), d = draft.value;
  const [once, setOnce] = useState(fresh), [done, setDone] = useState(/** @type {any} */ (null)), [wrong, setWrong] = useState(/** @type {Record<string, string>} */ ({}));
  const set = (/** @type {Partial<typeof BLANK>} */ some) => draft.set({ ...d, ...some });
  const category = n.form.categories?.find((/** @type {any} */ c) => c.id === d.category), subitem = category?.subitems?.find((/** @type {any} */ s) => s.id === d.subitem);
  const house = n.community.buildings?.find((/** @type {any} */ b) => b.id === d.building);
  const danger = subitem?.severity === 'S1' || (n.form.danger_words ?? []).some((/** @type {string} */ w) => d.text.toLowerCase().includes(w));
  const hotlines = (n.community.contacts ?? []).filter((/** @type {any} */ c) => c.kind === 'public_hotline' && c.order === 0).map((/** @type {any} */ c) => `${pick(c, 'label')} ${c.phone}`).join('，');
  const consent = n.form.consent ?? n.form.form?.consent;
  const send = async () => {
    const bad = /** @type {Record<string, string>} */ ({});
    if (!d.text.trim()) bad.text = t('Write down what was said.');
    if (!d.category) bad.category = t('Choose a category.');
    setWrong(bad);
    if (Object.keys(bad).length) return;
    try {
      const answer = await takeDown({ channel: d.channel, category: d.category, subitem: d.subitem || undefined, about: d.about || undefined, text: d.text.trim(), lang: 'zh-CN', once,
        place: { building: d.building || undefined, unit: d.unit || undefined, text: d.spot.trim() || undefined }, read_aloud_notice: d.notice || undefined,
        ...(d.notice && { alias: d.alias.trim() || undefined, contact: d.phone.trim() ? { phone: d.phone.trim() } : undefined, home: d.room.trim() ? { room: d.room.trim() } : undefined }) });
      draft.saved();
      setDone(answer);
      setOnce(fresh());
    } catch (error) {
      toastError(error);
    }
  };
  if (done) return html`<div class="cases-stack"><${Note} kind="good">${done.number ? t('Taken down as {number}. Read the code out, or print it.', { number: done.number }) : t('Taken down. It is about your own post, so you do not see its number.')}<//>
    <${Card}><${Receipt} number=${done.number} code=${done.code} promised=${done.promised_s} /><//>
    <div class="cases-bar cases-noprint"><${Button} kind="main" onClick=${() => setDone(null)}>${t('Take down another')}<//>${done.number && html`<${Button} onClick=${() => go(href('cases', done.number))}>${t('Open the report')}<//>`}</div></div>`;
  return html`<form class="cases-tell" onSubmit=${(/** @type {Event} */ e) => { e.preventDefault(); send(); }} onKeyDown=${(/** @type {KeyboardEvent} */ e) => { if (e.key === 'Enter' && (e.ctrlKey || e.metaKey)) { e.preventDefault(); send(); } }}>
    <${DraftOffer} draft=${draft} />
    <${Choice} label=${t('How it comes')} value=${d.channel} onInput=${(/** @type {string} */ channel) => set({ channel })} options=${['phone', 'desk', 'visit', 'paper'].map((c) => ({ value: c, label: channelWords(c) }))} />
    <${TextArea} label=${t('What is said, in their own words')} value=${d.text} error=${wrong.text} onInput=${(/** @type {string} */ text) => set({ text })} rows=${5} maxlength="1000" autofocus />
    ${danger && html`<${Note} kind="bad">${t('This sounds like danger. First: the emergency numbers {numbers}. Then take it down.', { numbers: hotlines })}<//>`}
    <div class="cases-two"><${Select} label=${t('Category')} value=${d.category} error=${wrong.category} onInput=${(/** @type {string} */ id) => set({ category: id, subitem: '', about: '' })} options=${[{ value: '', label: t('Choose…') }, ...(n.form.categories ?? []).map((/** @type {any} */ c) => ({ value: c.id, label: `${pick(c, 'name')} · ${pick(c, 'everyday')}` })), { value: 'other', label: t('Something else') }]} />
      <${Select} label=${t('Matter')} optional value=${d.subitem} onInput=${(/** @type {string} */ id) => set({ subitem: id })} options=${[{ value: '', label: t('Not listed') }, ...(category?.subitems ?? []).map((/** @type {any} */ s) => ({ value: s.id, label: pick(s, 'name') }))]} /></div>
    ${category?.asks_whom && html`<${Select} label=${t('About whom')} optional value=${d.about} onInput=${(/** @type {string} */ about) => set({ about })} options=${[{ value: '', label: t('Nobody in particular') }, ...(n.community.roles ?? []).filter((/** @type {any} */ r) => !category.about_roles?.length || category.about_roles.includes(r.id)).map((/** @type {any} */ r) => ({ value: r.id, label: pick(r, 'name') }))]} />`}
    <div class="cases-two"><${Select} label=${t('Building')} optional value=${d.building} onInput=${(/** @type {string} */ id) => set({ building: id, unit: '' })} options=${[{ value: '', label: t('Outside, or not known') }, ...(n.community.buildings ?? []).map((/** @type {any} */ b) => ({ value: b.id, label: pick(b, 'name') }))]} />
      <${Select} label=${t('Unit')} optional value=${d.unit} onInput=${(/** @type {string} */ unit) => set({ unit })} options=${[{ value: '', label: t('Not known') }, ...(house?.units ?? []).map((/** @type {any} */ u) => ({ value: u.id, label: pick(u, 'name') }))]} /></div>
    <${TextField} label=${t('Where exactly')} optional value=${d.spot} onInput=${(/** @type {string} */ spot) => set({ spot })} maxlength="200" />
    <${Card} title=${t('Call back')}><p>${t('Read this out before you ask for a name or a number:')}</p><blockquote class="cases-notice" tabindex="0">${pick(consent, 'text').replaceAll('**', '')}</blockquote>
      <${Check} label=${t('I read the notice out, and they agree')} checked=${d.notice} onChange=${(/** @type {boolean} */ notice) => set({ notice })} />
      ${d.notice ? html`<div class="cases-two"><${TextField} label=${t('Name')} optional value=${d.alias} onInput=${(/** @type {string} */ alias) => set({ alias })} maxlength="100" autocomplete="off" /><${TextField} label=${t('Telephone')} optional value=${d.phone} onInput=${(/** @type {string} */ phone) => set({ phone })} maxlength="40" inputmode="tel" autocomplete="off" /></div>
        <${TextField} label=${t('Room, for a repair inside the flat')} optional value=${d.room} onInput=${(/** @type {string} */ room) => set({ room })} maxlength="40" autocomplete="off" />` : html`<p class="hint">${t('Without it the report is taken all the same: the code is enough.')}</p>`}<//>
    <div class="cases-bar"><${Button} kind="main" type="submit">${t('Take it down')}<//><small>${t('Ctrl and Enter')}</small></div></form>`;
}

export function Tell() {
  const load = useLoad(names, []);
  return html`<${Page} title=${t('Take down a report')} back=${{ to: href('cases'), label: t('Reports#desk') }} lead=${t('It gets the same number, deadlines and receipt code as a report from a screen.')}>
    <${Loaded} of=${load}>${(/** @type {Names} */ n) => html`<${Form} names=${n} />`}<//><//>`;
}
