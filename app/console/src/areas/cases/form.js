// What residents can report: which matters the screen offers, whose desk they come to, until when they are answered, and what is said before somebody leaves a telephone number.
import { html, Button, ButtonLink, Card, Check, DraftOffer, Loaded, Note, Page, Select, TextArea, TextField, cx, errorWords, toast, useMemo, useState } from '../../ui/index.js';
import { changes } from '../../ui/document/changes.js';
import { fetchDocument, keepDocument, keepPart, useDocument } from '../../ui/document/document.js';
import { Flow } from '../../ui/document/flow.js';
import { useDraft } from '../../app/draft.js';
import { useLoad } from '../../app/load.js';
import { href } from '../../app/router.js';
import { may, me } from '../../app/session.js';
import { lang, pick, t, tn } from '../../app/i18n.js';
import { hoursFit, renamed, startForm, withHours } from './start.js';

/** @typedef {import('../../ui/document/document.js').Whole} Whole */
const PARTS = ['categories', 'consent', 'clocks'];
const part = (/** @type {any} */ doc) => Object.fromEntries(PARTS.map((name) => [name, doc?.[name] ?? null]));
const hours = (/** @type {any} */ n) => tn(n, 'one hour', '{n} hours');

/** @param {any} community @returns {import('../../ui/document/changes.js').List[]} */
const lists = (community) => [{ path: 'categories', what: t('Category'), name: (c) => pick(c, 'name'), members: [
  { member: 'responsible_role', label: t('Comes to'), words: (id) => pick((community.roles ?? []).find((/** @type {any} */ r) => r.id === id), 'name') || id },
  { member: 'sla.first_response_hours', label: t('First answer within'), words: hours }, { member: 'sla.resolve_hours', label: t('Done within'), words: hours }] }];
const top = () => [{ member: 'consent.text', label: t('Notice before a telephone number') }, { member: 'consent.text_en', label: t('The same in English') },
  { member: 'clocks.business_hours.start', label: t('The office opens') }, { member: 'clocks.business_hours.end', label: t('The office closes') }];

/** @param {{community: any, reload: () => void}} props */
function Start({ community, reload }) {
  const company = (community.organisations ?? []).find((/** @type {any} */ o) => o.id === community.contract?.manager), service = (community.contacts ?? []).find((/** @type {any} */ c) => c.kind === 'privacy') ?? (community.contacts ?? []).find((/** @type {any} */ c) => c.kind === 'service');
  const [v, set] = useState({ company: company?.name ?? me.value?.server?.name ?? '', company_en: company?.name_en ?? '', phone: service?.phone ?? '' }), [error, setError] = useState(''), [busy, setBusy] = useState(false);
  const missing = !v.company.trim() || !v.phone.trim();
  const begin = async () => {
    setBusy(true);
    setError('');
    try {
      const [sample, own] = await Promise.all([import('../../../../../assets/sample/complaints.json'), import('../../../../../assets/start/form.json')]), { version } = await fetchDocument('complaint');
      await keepDocument('complaint', startForm(sample.default, own.default, { company: v.company.trim(), company_en: v.company_en.trim(), phone: v.phone.trim() }), version);
      toast(t('The form is in the draft. Look through it, then ask for approval.'));
      reload();
    } catch (e) {
      setError(errorWords(e));
      setBusy(false);
    }
  };
  return html`${error && html`<${Note} kind="bad">${error}<//>`}<${Card} title=${t('Nobody can report anything yet')}>
    <p>${t('The screens offer a form of reports once there is one: what it is about in two touches, where, and a code with which the answer is read. A usual form is ready; it wants two things.')}</p>
    <fieldset class="document-form"><${TextField} label=${t('Who keeps the data that residents leave')} hint=${t('The company’s full name.')} value=${v.company} maxlength="60" onInput=${(/** @type {string} */ company) => set({ ...v, company })} />
      <${TextField} label=${t('Its telephone for personal data')} value=${v.phone} maxlength="40" inputmode="tel" onInput=${(/** @type {string} */ phone) => set({ ...v, phone })} />
      <${TextField} optional label=${t('The company’s name in English')} value=${v.company_en} maxlength="80" onInput=${(/** @type {string} */ company_en) => set({ ...v, company_en })} /></fieldset>
    <div class="document-acts"><${Button} kind="main" busy=${busy} disabled=${missing} onClick=${begin}>${t('Take the usual form')}<//></div><//>`;
}

const whole = (/** @type {string} */ text) => /^\d{1,4}$/.test(text.trim()) ? Number(text) : text;

/** @param {{categories: any[], all: any[], hangs: any[], community: any, tried: boolean, set: (categories: any[]) => void}} props  hangs: these stay, reports are about them */
function Categories({ categories, all, hangs, community, tried, set }) {
  const posts = (community.roles ?? []).map((/** @type {any} */ r) => ({ value: r.id, label: pick(r, 'name') || r.id }));
  const on = (/** @type {any} */ c) => categories.some((one) => one.id === c.id), change = (/** @type {any} */ c) => set(categories.map((one) => one.id === c.id ? c : one));
  return html`<table class="document-lines cases-form"><caption class="sr">${t('Categories')}</caption><thead><tr><th>${t('Offered on the screen')}</th><th>${t('Comes to')}</th><th>${t('First answer within, hours')}</th><th>${t('Done within, hours')}</th></tr></thead><tbody>
    ${all.map((given) => {
      const c = categories.find((one) => one.id === given.id) ?? given, name = pick(c, 'name'), wrong = tried && on(c) && !hoursFit(c) ? t('Whole hours; the first answer comes before the end.') : null;
      const known = posts.some((/** @type {any} */ p) => p.value === c.responsible_role) ? posts : [{ value: c.responsible_role, label: c.responsible_role }, ...posts];
      return html`<tr key=${c.id} class=${cx(!on(c) && 'off')}><td><${Check} label=${name} hint=${pick(c, 'everyday')} checked=${on(c)} disabled=${hangs.some((h) => h.id === c.id)} onChange=${(/** @type {boolean} */ wanted) => set(wanted ? all.filter((one) => one.id === c.id || on(one)).map((one) => categories.find((k) => k.id === one.id) ?? one) : categories.filter((one) => one.id !== c.id))} /></td>
        ${on(c) ? html`<td><${Select} label=${t('{name}: comes to', { name })} value=${c.responsible_role ?? ''} options=${known} onInput=${(/** @type {string} */ responsible_role) => change({ ...c, responsible_role })} /></td>
        <td><${TextField} label=${t('{name}: first answer within, hours', { name })} inputmode="numeric" maxlength="4" value=${String(c.sla?.first_response_hours ?? '')} error=${wrong} onInput=${(/** @type {string} */ v) => change(withHours(c, { first_response_hours: /** @type {any} */ (whole(v)) }))} /></td>
        <td><${TextField} label=${t('{name}: done within, hours', { name })} inputmode="numeric" maxlength="4" value=${String(c.sla?.resolve_hours ?? '')} onInput=${(/** @type {string} */ v) => change(withHours(c, { resolve_hours: /** @type {any} */ (whole(v)) }))} /></td>` : html`<td colspan="3"></td>`}</tr>`;
    })}</tbody></table>`;
}

/** @param {{whole: Whole, community: any, reload: () => void}} props */
function Edit({ whole: w, community, reload }) {
  const saved = useMemo(() => part(w.doc), [w]), draft = useDraft('form', saved), v = draft.value, readOnly = !may('editor');
  const [error, setError] = useState(''), [tried, setTried] = useState(false), [all, setAll] = useState(/** @type {any[]} */ (w.doc.categories ?? []));
  const wrong = !v.categories?.length ? t('Something must be left to report.') : v.categories.some((/** @type {any} */ c) => !hoursFit(c)) || !v.consent?.text?.trim() ? t('Something is still missing above.') : '';
  const told = useMemo(() => !w.work ? [] : w.live ? changes(w.live, w.doc, lists(community), top()) : [{ what: t('Form of reports'), name: tn((w.doc.categories ?? []).length, 'one category', '{n} categories'), how: /** @type {const} */ ('new') }], [w, lang.value]);
  const business = v.clocks?.business_hours, setHours = (/** @type {any} */ more) => draft.set({ ...v, clocks: { ...v.clocks, business_hours: { ...business, ...more } } });
  const keep = async () => {
    setTried(true);
    if (wrong) return;
    setError('');
    try {
      await keepPart('complaint', { seen: part(w.doc), looksAt: part, change: (doc, live) => renamed(live, { ...doc, ...v }) });
      setAll(all.filter((c) => v.categories.some((/** @type {any} */ one) => one.id === c.id)));
      draft.saved();
      toast(t('It is in the draft.'));
    } catch (e) {
      setError(errorWords(e));
    }
    reload();
  };
  return html`<${Flow} whole=${w} changes=${told} reload=${reload} /><${DraftOffer} draft=${draft} />${error && html`<${Note} kind="bad">${error}<//>`}
    <fieldset class="cases-stack cases-plain" disabled=${readOnly}><${Card} title=${t('What can be reported')}><p class="hint">${t('The hours stand on every receipt as a promise. What was reported under a category keeps its name, so one that hangs stays.')}</p>
      <${Categories} categories=${v.categories ?? []} all=${all.length ? all : w.doc.categories ?? []} hangs=${w.live?.categories ?? []} community=${community} tried=${tried} set=${(/** @type {any[]} */ categories) => draft.set({ ...v, categories })} /><//>
    ${business && html`<${Card} title=${t('When the office works')}><fieldset class="document-form"><${TextField} type="time" label=${t('The office opens')} value=${business.start ?? ''} onInput=${(/** @type {string} */ start) => setHours({ start })} /><${TextField} type="time" label=${t('The office closes')} value=${business.end ?? ''} onInput=${(/** @type {string} */ end) => setHours({ end })} /></fieldset><//>`}
    <${Card} title=${t('Notice before a telephone number')}><p class="hint">${t('It is shown in full before anybody leaves a name or a number. Let whoever answers for personal data read it.')}</p>
      <${TextArea} label=${t('In Chinese')} rows=${10} maxlength="4000" value=${v.consent?.text ?? ''} onInput=${(/** @type {string} */ text) => draft.set({ ...v, consent: { ...v.consent, text } })} />
      <details><summary>${t('The same in English')}</summary><${TextArea} label=${t('In English')} rows=${10} maxlength="6000" value=${v.consent?.text_en ?? ''} onInput=${(/** @type {string} */ text_en) => draft.set({ ...v, consent: { ...v.consent, text_en } })} /></details><//></fieldset>
    ${!readOnly && html`<${Card}><div class="document-acts"><${Button} kind="main" disabled=${!draft.dirty} onClick=${keep}>${t('Keep in the draft')}<//>${tried && wrong && html`<span class="error" role="alert">${wrong}</span>`}</div><//>`}`;
}

export function ReportForm() {
  const load = useDocument('complaint'), community = useLoad(() => fetchDocument('community'), [], ['item:community']);
  return html`<${Page} wide title=${t('Form of reports')} back=${{ to: href('cases'), label: t('Reports#desk') }} lead=${t('What residents can report at the screen, and whose desk it comes to.')}>
    <${Loaded} of=${community}>${(/** @type {Whole} */ c) => !c.version ? html`<${Note} kind="warn" actions=${html`<${ButtonLink} to=${href('community')}>${t('To the community')}<//>`}>${t('First there must be a community.')}<//>` : html`<${Loaded} of=${load}>${(/** @type {Whole} */ w) => w.doc.categories ? html`<${Edit} whole=${w} community=${c.live ?? c.doc} reload=${load.reload} />`
      : may('editor') ? html`<${Start} community=${c.live ?? c.doc} reload=${load.reload} />` : html`<${Note} kind="warn">${t('Nobody can report anything yet')}<//>`}<//>`}<//><//>`;
}
