// One clause: the form with everything that a promise needs, how it will look, and which fees pay for it.
import { html, Button, Card, DraftOffer, Loaded, MoneyField, Note, Page, Select, TextArea, TextField, errorWords, toast, useMemo, useState } from '../../ui/index.js';
import { Preview } from '../../ui/paper/preview.js';
import { fetchDocument, keepPart, withEntry } from '../../ui/document/document.js';
import { useDraft } from '../../app/draft.js';
import { useLoad } from '../../app/load.js';
import { go, href } from '../../app/router.js';
import { may } from '../../app/session.js';
import { api } from '../../app/api.js';
import { pick, t } from '../../app/i18n.js';
import { begun, revise, targetWords } from './standards.js';

const BLANK = { id: '', category: '', title: '', commitment: '', metric: '', unit: '', comparator: '>=', target: null, frequency: { per: 'event', times: 1, text: '' }, responsible_role: '', resident_check: '', remedy: null, effective: '', status: 'in_force', version: 1 };
const per = () => [['event', t('each time')], ['day', t('a day')], ['week', t('a week')], ['month', t('a month')], ['quarter', t('a quarter')], ['half_year', t('half a year')], ['year', t('a year')], ['continuous', t('always')]].map(([value, label]) => ({ value, label }));

/** Empty words are left out of the document. @param {any} clause */
function tidy(clause) {
  const out = Object.fromEntries(Object.entries(clause).filter(([k, v]) => v !== '' || ['id', 'title', 'commitment', 'metric', 'unit', 'resident_check'].includes(k)));
  if (out.remedy && !out.remedy.text) out.remedy = null;
  return out;
}

/** @param {any} clause @param {string[]} taken ids @param {boolean} fresh */
function faults(clause, taken, fresh) {
  /** @type {Record<string, string>} */
  const found = {};
  for (const name of ['category', 'title', 'commitment', 'metric', 'unit', 'resident_check']) if (!String(clause[name] ?? '').trim()) found[name] = t('This is wanted.');
  if (fresh && !/^[A-Za-z][A-Za-z0-9._-]*\d[A-Za-z0-9._-]*$/.test(clause.id)) found.id = t('Letters and a number, like GT-06.');
  if (fresh && taken.includes(clause.id)) found.id = t('This number is taken.');
  if (!Number.isInteger(clause.target) || clause.target < 0) found.target = t('A whole number is wanted.');
  return found;
}

/** @param {{id: string, data: any, reload: () => void}} props */
function Form({ id, data, reload }) {
  const { whole, fees, roles } = data, fresh = id === 'new';
  const found = (whole.doc.clauses ?? []).find((/** @type {any} */ c) => c.id === id), live = (whole.live?.clauses ?? []).find((/** @type {any} */ c) => c.id === id);
  const saved = useMemo(() => ({ ...BLANK, ...found }), [data]);
  const draft = useDraft(`standards:${id}`, saved), clause = draft.value;
  const [error, setError] = useState(''), [tried, setTried] = useState(false);
  const [reason, setReason] = useState(() => (whole.doc.history ?? []).find((/** @type {any} */ h) => h.clause === id && h.version === (live?.version ?? 1))?.reason ?? '');
  const wrong = faults(clause, (whole.doc.clauses ?? []).map((/** @type {any} */ c) => c.id), fresh), say = (/** @type {string} */ name) => tried ? wrong[name] ?? null : null;
  const set = (/** @type {any} */ part) => draft.set((/** @type {any} */ old) => ({ ...old, ...part }));
  const text = (/** @type {string} */ name, /** @type {string} */ label, /** @type {any} */ more = {}) => html`<${more.rows ? TextArea : TextField} label=${label} value=${clause[name] ?? ''} error=${say(name)} onInput=${(/** @type {string} */ v) => set({ [name]: v })} ...${more} />`;
  const another = live && (live.target !== clause.target || live.comparator !== clause.comparator || live.unit !== clause.unit);
  const preview = useMemo(() => ({ kind: /** @type {const} */ ('standard'), doc: { ...whole.doc, clauses: withEntry(whole.doc.clauses, tidy({ ...clause, id: clause.id || 'NEW-1', target: clause.target ?? 0 })) } }), [whole, clause]);
  const paid = (fees?.fee_items ?? []).filter((/** @type {any} */ f) => (f.service_clauses ?? []).includes(id));
  const keep = async () => {
    setTried(true);
    setError('');
    if (Object.keys(wrong).length) return;
    if (another && (clause.effective === live.effective || !clause.effective)) { setError(t('Another target needs the day from which it is in force.')); return; }
    try {
      await keepPart('standards', { seen: found ?? null, looksAt: (doc) => (doc.clauses ?? []).find((/** @type {any} */ c) => c.id === clause.id) ?? null,
        change: (doc, hangs) => revise(hangs, { ...begun(doc), clauses: withEntry(doc.clauses, tidy(clause)) }, { id: clause.id, reason }) });
      draft.saved();
      toast(t('It is in the draft.'));
      go(href('standards'), { force: true });
    } catch (e) {
      setError(errorWords(e));
      if (e.code === 'changed') reload();
    }
  };
  const readOnly = !may('editor');
  return html`<${DraftOffer} draft=${draft} />${error && html`<${Note} kind="bad">${error}<//>`}
    <div class="document-beside"><div>
    <${Card} title=${t('The promise')}><fieldset class="document-form" disabled=${readOnly}>
      ${fresh && text('id', t('Number'), { hint: t('It stays for good: residents point at it.') })}
      <${Select} label=${t('Category')} value=${clause.category} error=${say('category')} onInput=${(/** @type {string} */ v) => set({ category: v })} options=${[{ value: '', label: t('Please choose') }, ...(whole.doc.categories ?? []).map((/** @type {any} */ c) => ({ value: c.id, label: pick(c, 'name') }))]} />
      ${text('title', t('Title'), { maxlength: 60 })}
      ${text('commitment', t('The promise'), { rows: 2, class: 'whole', hint: t('A whole sentence that anybody understands.') })}
      ${text('resident_check', t('How a resident can check it'), { class: 'whole', hint: t('Where they look, whom they ask, what they count.') })}</fieldset><//>
    <${Card} title=${t('The measure')}><fieldset class="document-form" disabled=${readOnly}>
      ${text('metric', t('What is measured'))}
      <${Select} label=${t('Comparison')} value=${clause.comparator} onInput=${(/** @type {string} */ v) => set({ comparator: v })} options=${[{ value: '>=', label: t('not less than') }, { value: '<=', label: t('not more than') }, { value: '==', label: t('exactly') }]} />
      <${TextField} label=${t('Target')} inputmode="numeric" value=${clause.target ?? ''} error=${say('target')} onInput=${(/** @type {string} */ v) => set({ target: /^\d{1,9}$/.test(v.trim()) ? Number(v) : null })} />
      ${text('unit', t('Unit#measure'))}
      <${Select} label=${t('Counted over')} value=${clause.frequency?.per ?? 'event'} onInput=${(/** @type {string} */ v) => set({ frequency: { ...clause.frequency, times: clause.frequency?.times ?? 1, per: v } })} options=${per()} />
      <${TextField} label=${t('How often, in words')} optional value=${clause.frequency?.text ?? ''} onInput=${(/** @type {string} */ v) => set({ frequency: { per: 'event', times: 1, ...clause.frequency, text: v } })} />
      <${TextField} label=${t('How often, in English')} optional value=${clause.frequency?.text_en ?? ''} onInput=${(/** @type {string} */ v) => set({ frequency: { per: 'event', times: 1, ...clause.frequency, text_en: v || undefined } })} />
      <p class="whole hint" role="status">${Number.isInteger(clause.target) && clause.unit ? t('Kept means: {metric} is {target}.', { metric: clause.metric || '…', target: targetWords(clause) }) : ''}</p></fieldset><//>
    <${Card} title=${t('Who, until when, and what if not')}><fieldset class="document-form" disabled=${readOnly}>
      <${Select} label=${t('Post')} value=${clause.responsible_role ?? ''} onInput=${(/** @type {string} */ v) => set({ responsible_role: v })} options=${[{ value: '', label: t('Please choose') }, ...roles.map((/** @type {any} */ r) => ({ value: r.id, label: pick(r, 'name') }))]} />
      ${text('effective', t('In force from'), { type: 'date' })}
      <${TextField} label=${t('Where it is agreed')} hint=${t('For instance: service contract, annex 2, no. 1.')} optional value=${clause.source?.ref ?? ''} onInput=${(/** @type {string} */ v) => set({ source: v || clause.source?.ref_en ? { type: 'contract', ...clause.source, ref: v } : null })} />
      <${TextField} label=${t('Where it is agreed, in English')} optional value=${clause.source?.ref_en ?? ''} onInput=${(/** @type {string} */ v) => set({ source: { type: 'contract', ref: '', ...clause.source, ref_en: v || undefined } })} />
      ${another && html`<${TextField} class="whole" label=${t('Why it changes')} hint=${t('It stands in the history of the standard: {before} → {after}.', { before: targetWords(live), after: Number.isInteger(clause.target) ? targetWords(clause) : '…' })} value=${reason} onInput=${setReason} />`}
      <${TextArea} class="whole" label=${t('If it is not kept')} optional rows=${2} value=${clause.remedy?.text ?? ''} onInput=${(/** @type {string} */ v) => set({ remedy: { kind: 'followup', limit_fen: 0, ...clause.remedy, text: v } })} />
      ${clause.remedy?.text && html`<${MoneyField} label=${t('Worth at most')} value=${clause.remedy.limit_fen ?? 0} onInput=${(/** @type {number|null} */ v) => set({ remedy: { ...clause.remedy, limit_fen: v ?? 0 } })} />`}</fieldset><//>
    <${Card} title=${t('In English')}><fieldset class="document-form" disabled=${readOnly}>${text('title_en', t('Title in English'), { optional: true })}${text('metric_en', t('Measure in English'), { optional: true })}${text('unit_en', t('Unit in English'), { optional: true })}
      ${text('commitment_en', t('The promise in English'), { optional: true, rows: 2, class: 'whole' })}${text('resident_check_en', t('Check in English'), { optional: true, class: 'whole' })}</fieldset><//>
    </div><div>
    ${!readOnly && html`<${Card}><div class="document-acts"><${Button} kind="main" disabled=${!draft.dirty && !fresh} onClick=${keep}>${t('Keep in the draft')}<//> <a href=${href('standards')}>${t('Back to the list')}</a></div><//>`}
    <${Card} title=${t('Which fee pays for it')}>${paid.length ? html`<ul>${paid.map((/** @type {any} */ f) => html`<li key=${f.id}><a href=${href('fees', 'item', f.id)}>${f.id} ${pick(f, 'name')}</a></li>`)}</ul>` : html`<p class="hint">${t('No fee names it yet. A fee says in its own form which standards it pays for.')}</p>`}<//>
    ${!fresh && html`<${Card} title=${t('In the lobby#picture')}><${Preview} page=${`standard/${id}`} doc=${preview} /><//>`}
    </div></div>`;
}

/** @param {{id: string}} props */
export function Clause({ id }) {
  const load = useLoad(async () => {
    const [whole, fees, community] = await Promise.all([fetchDocument('standards'), fetchDocument('fees'), api.get('/items/community').catch(() => null)]);
    return { whole: { ...whole, doc: begun(whole.doc) }, fees: fees.doc, roles: community?.doc?.roles ?? [] };
  }, [id]);
  const title = load.data?.whole.doc.clauses?.find((/** @type {any} */ c) => c.id === id)?.title;
  return html`<${Page} wide title=${id === 'new' ? t('New standard') : `${id} ${title ?? ''}`} back=${{ to: href('standards'), label: t('Service standards') }}>
    <${Loaded} of=${load}>${(/** @type {any} */ data) => html`<${Form} id=${id} data=${data} reload=${load.reload} />`}<//><//>`;
}
