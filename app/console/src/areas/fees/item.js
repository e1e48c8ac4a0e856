// One fee, with the items that a price board must carry by law, the range of a guide price checked while it is typed, and a worked example.
import { html, Button, Card, MoneyField, Note, Select, TextArea, TextField, useMemo, useState } from '../../ui/index.js';
import { Preview } from '../../ui/paper/preview.js';
import { withEntry } from '../../ui/document/document.js';
import { href } from '../../app/router.js';
import { money, pick, t } from '../../app/i18n.js';
import { EntryPage, tidy, wanted } from './entry.js';
import { bpOf, exactWords, guideRange, isByArea, monthLater, monthly, percentOf } from './money.js';

const GUIDED = '政府指导价', BASES = [['市场调节价', 'market price'], [GUIDED, 'government-guided price'], ['政府定价', 'price set by the government']];
const baseWords = () => ({ 市场调节价: t('Market price'), [GUIDED]: t('Government-guided price'), 政府定价: t('Price set by the government') });

/** @param {any} doc */
const blank = (doc) => ({ name: '', category: '', payer: '', service_content: '', service_clauses: [], billing_method: '', unit: '', unit_price_fen: null, price_basis: '市场调节价', guide_price: null, approval_document: '', billing_start: '', effective_from: '', due_rule: '',
  complaint_line: doc.price_board_contact?.service_complaint ?? '', price_regulator_line: doc.price_board_contact?.price_regulator ?? '', next_change: null, note: '' });

/** @param {any} f @param {any} standards */
function faults(f, standards) {
  const found = wanted(f, ['name', 'payer', 'service_content', 'billing_method', 'unit', 'unit_price_fen', 'effective_from', 'complaint_line', 'price_regulator_line']);
  if (!(f.service_clauses ?? []).length) found.service_clauses = t('A fee must say which standards it pays for.');
  const known = new Set((standards?.clauses ?? []).map((/** @type {any} */ c) => c.id)), lost = (f.service_clauses ?? []).filter((/** @type {string} */ id) => !known.has(id));
  if (lost.length) found.service_clauses = t('These do not hang: {ids}', { ids: lost.join('、') });
  if (f.price_basis === GUIDED) {
    const range = guideRange(f.guide_price);
    if (!range) found.guide_price = t('Base price and both floats are wanted.');
    else if (Number.isInteger(f.unit_price_fen) && (f.unit_price_fen > range.max_fen || f.unit_price_fen < range.min_fen)) found.unit_price_fen = t('The guide price allows {min} to {max}.', { min: money(range.min_fen), max: money(range.max_fen) });
    if (!f.approval_document?.trim()) found.approval_document = t('A guide price needs the document that approved it.');
  }
  const next = f.next_change;
  if (next && (!Number.isInteger(next.unit_price_fen) || !next.announce_on || !next.effective_from || !next.status?.trim())) found.next_change = t('Price, both days and how far it is are wanted.');
  else if (next && next.effective_from < monthLater(next.announce_on)) found.next_change = t('A new price is shown for a month before it holds: not before {day}.', { day: monthLater(next.announce_on) });
  return found;
}

/** @param {any} f */
function finish(f) {
  const range = f.price_basis === GUIDED ? guideRange(f.guide_price) : null;
  const english = BASES.find(([zh]) => zh === f.price_basis);
  return { ...tidy(f), guide_price: range ? { ...f.guide_price, ...range } : null, price_basis_en: english?.[1] ?? f.price_basis, next_change: f.next_change ?? null };
}

/** @param {{label: string, value: number|undefined, onInput: (bp: number|null) => void}} props */
function PercentField({ label, value, onInput }) {
  const [text, type] = useState(Number.isInteger(value) ? percentOf(/** @type {number} */ (value)) : '');
  return html`<${TextField} label=${label} inputmode="decimal" value=${text} error=${text && bpOf(text) === null ? t('A percentage is written like 15.') : null} onInput=${(/** @type {string} */ v) => { type(v); onInput(bpOf(v)); }} />`;
}

/** @param {{standards: any, chosen: string[], onChange: (ids: string[]) => void, error?: string}} props */
function Standards({ standards, chosen, onChange, error }) {
  const [next, pickNext] = useState('');
  const clauses = standards?.clauses ?? [];
  return html`<div class="whole"><ul class="fees-standards">${chosen.map((id) => html`<li key=${id}><a href=${href('standards', 'clause', id)}>${id}</a> ${pick(clauses.find((/** @type {any} */ c) => c.id === id), 'title')}
      <${Button} kind="quiet" small icon="close" aria-label=${t('Take {id} out', { id })} onClick=${() => onChange(chosen.filter((one) => one !== id))} /></li>`)}</ul>
    <${Select} label=${t('Add a standard that it pays for')} error=${error ?? null} value=${next} onInput=${(/** @type {string} */ id) => { if (id) onChange([...chosen, id]); pickNext(''); }}
      options=${[{ value: '', label: t('Please choose') }, ...clauses.filter((/** @type {any} */ c) => !chosen.includes(c.id)).map((/** @type {any} */ c) => ({ value: c.id, label: `${c.id} ${pick(c, 'title')}` }))]} /></div>`;
}

/** The stated rule on an area of one's choice. @param {{f: any, rule: string}} props */
function Example({ f, rule }) {
  const [text, type] = useState('86.25');
  const match = /^(\d{1,5})(?:\.(\d{1,2}))?$/.exec(text.trim());
  if (!isByArea(f.unit) || !Number.isInteger(f.unit_price_fen)) return null;
  const area = match ? Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0')) : null, one = area === null ? null : monthly(area, f.unit_price_fen);
  return html`<${Card} title=${t('Worked example')}><${TextField} label=${t('Area in m²')} inputmode="decimal" value=${text} onInput=${type} />
    ${one ? html`<p role="status">${text.trim()} m² × ${money(f.unit_price_fen)} = ${exactWords(one.exact)} → <b>${t('{sum} a month', { sum: money(one.fen) })}</b>, ${t('{sum} a quarter', { sum: money(one.fen * 3) })}</p>` : html`<p class="error">${t('An area is written like 86.25.')}</p>`}
    <p class="hint">${rule ? t('Rounding rule as it hangs: {rule}', { rule }) : t('No rounding rule is stated: write one, residents compute with it.')}</p><//>`;
}

/** @param {{f: any, set: (part: any) => void, error?: string}} props */
function Next({ f, set, error }) {
  const next = f.next_change, put = (/** @type {any} */ part) => set({ next_change: { ...next, ...part } });
  return html`<${Card} title=${t('A coming price')} actions=${html`<${Button} small onClick=${() => set({ next_change: next ? null : { status: '', unit_price_fen: null, announce_on: '', effective_from: '' } })}>${next ? t('No price is coming') : t('A price is coming')}<//>`}>
    ${next ? html`<div class="document-form">
      <${MoneyField} label=${t('Coming price')} value=${next.unit_price_fen ?? null} onInput=${(/** @type {number|null} */ v) => put({ unit_price_fen: v })} />
      <${TextField} label=${t('How far it is')} hint=${t('For instance: to be voted on.')} value=${next.status ?? ''} onInput=${(/** @type {string} */ v) => put({ status: v })} />
      <${TextField} label=${t('Announced on')} type="date" value=${next.announce_on ?? ''} onInput=${(/** @type {string} */ v) => put({ announce_on: v })} />
      <${TextField} label=${t('In force from')} type="date" min=${next.announce_on ? monthLater(next.announce_on) : undefined} error=${error ?? null} hint=${t('One month after it was announced, or later.')} value=${next.effective_from ?? ''} onInput=${(/** @type {string} */ v) => put({ effective_from: v })} /></div>`
      : html`<p class="hint">${t('A new price hangs for a month before it holds.')}</p>`}<//>`;
}

/** @param {import('./entry.js').FormProps} props */
function Parts({ entry: f, set, wrong, whole, standards, readOnly }) {
  const text = (/** @type {string} */ name, /** @type {string} */ label, /** @type {any} */ more = {}) => html`<${more.rows ? TextArea : TextField} label=${label} value=${f[name] ?? ''} error=${wrong[name] ?? null} onInput=${(/** @type {string} */ v) => set({ [name]: v })} ...${more} />`;
  const range = guideRange(f.guide_price), guided = f.price_basis === GUIDED;
  const outside = guided && range && Number.isInteger(f.unit_price_fen) && (f.unit_price_fen < range.min_fen || f.unit_price_fen > range.max_fen);
  const guide = (/** @type {any} */ part) => set({ guide_price: { ...f.guide_price, ...part } });
  const preview = useMemo(() => ({ kind: /** @type {const} */ ('fee'), doc: { ...whole.doc, fee_items: withEntry(whole.doc.fee_items, { ...finish(f), unit_price_fen: f.unit_price_fen ?? 0 }) } }), [whole, f]);
  return html`<div class="document-beside"><div>
    <${Card} title=${t('Who pays what for which service')}><fieldset class="document-form" disabled=${readOnly}>
      ${text('name', t('Name of the fee'), { maxlength: 40 })}${text('category', t('Category'), { optional: true })}${text('payer', t('Who pays'), { class: 'whole' })}${text('service_content', t('What is given for it'), { class: 'whole', rows: 2 })}
      <${Standards} standards=${standards} chosen=${f.service_clauses ?? []} error=${wrong.service_clauses} onChange=${(/** @type {string[]} */ ids) => set({ service_clauses: ids })} /></fieldset><//>
    <${Card} title=${t('The price and its ground')}><fieldset class="document-form" disabled=${readOnly}>
      <${Select} label=${t('Kind of price')} value=${f.price_basis} onInput=${(/** @type {string} */ v) => set({ price_basis: v, guide_price: v === GUIDED ? f.guide_price ?? {} : null })} options=${BASES.map(([value]) => ({ value, label: baseWords()[value] }))} />
      <${MoneyField} label=${t('Price')} value=${f.unit_price_fen ?? null} error=${outside && range ? t('The guide price allows {min} to {max}.', { min: money(range.min_fen), max: money(range.max_fen) }) : wrong.unit_price_fen ?? null} onInput=${(/** @type {number|null} */ v) => set({ unit_price_fen: v })} />
      ${text('unit', t('Unit#measure'), { hint: t('Like 元/平方米·月') })}
      ${guided && html`<${MoneyField} label=${t('Base price')} value=${f.guide_price?.base_fen ?? null} error=${wrong.guide_price ?? null} onInput=${(/** @type {number|null} */ v) => guide({ base_fen: v })} />
        <${PercentField} label=${t('May be higher by (%)')} value=${f.guide_price?.float_up_bp} onInput=${(/** @type {number|null} */ v) => guide({ float_up_bp: v })} /><${PercentField} label=${t('May be lower by (%)')} value=${f.guide_price?.float_down_bp} onInput=${(/** @type {number|null} */ v) => guide({ float_down_bp: v })} />
        <p class="whole" role="status">${range ? html`<${Note} kind=${outside ? 'bad' : 'good'}>${t('Allowed: {min} to {max}.', { min: money(range.min_fen), max: money(range.max_fen) })}<//>` : ''}</p>`}
      ${text('approval_document', t('Basis of the price (document number)'), { class: 'whole', optional: !guided })}</fieldset><//>
    <${Card} title=${t('How and from when it is counted')}><fieldset class="document-form" disabled=${readOnly}>
      ${text('billing_method', t('How it is counted'), { class: 'whole' })}${text('billing_start', t('Counted from'), { type: 'date', optional: true })}${text('effective_from', t('Price in force from'), { type: 'date' })}${text('due_rule', t('Due'), { optional: true })}${text('note', t('Remark'), { optional: true, class: 'whole' })}</fieldset><//>
    <${Card} title=${t('Whom to complain to')}><fieldset class="document-form" disabled=${readOnly}>${text('complaint_line', t('Telephone for complaints'))}${text('price_regulator_line', t('Price regulator’s telephone'))}</fieldset><//>
    <fieldset disabled=${readOnly} class="fees-plain"><${Next} f=${f} set=${set} error=${wrong.next_change} /></fieldset>
    <${Card} title=${t('In English')}><fieldset class="document-form" disabled=${readOnly}>${text('name_en', t('Name in English'), { optional: true })}${text('unit_en', t('Unit in English'), { optional: true })}${text('payer_en', t('Who pays, in English'), { optional: true, class: 'whole' })}${text('service_content_en', t('What is given for it, in English'), { optional: true, class: 'whole' })}${text('billing_method_en', t('How it is counted, in English'), { optional: true, class: 'whole' })}${text('category_en', t('Category in English'), { optional: true })}${text('due_rule_en', t('Due, in English'), { optional: true })}${text('note_en', t('Remark in English'), { optional: true, class: 'whole' })}</fieldset><//>
    </div><div><${Example} f=${f} rule=${pick(whole.doc, 'rounding_rule')} /><${Card} title=${t('In the lobby#picture')}><${Preview} page=${`fee/${f.id}`} doc=${preview} /><//></div></div>`;
}

/** @param {{id: string}} props */
export const Item = ({ id }) => html`<${EntryPage} id=${id} path="fee_items" title=${t('New fee')} blank=${blank} faults=${faults} finish=${finish} form=${Parts} />`;
