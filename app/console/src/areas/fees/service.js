// A service that costs nothing, or one that can be ordered for its price.
import { html, Card, MoneyField, TextField } from '../../ui/index.js';
import { t } from '../../app/i18n.js';
import { EntryPage, tidy, wanted } from './entry.js';

/** @param {import('./entry.js').FormProps} props */
function Parts({ entry: f, set, wrong, readOnly }) {
  const free = f.id.startsWith('FS-'), member = free ? 'cost_per_time_fen' : 'unit_price_fen';
  const text = (/** @type {string} */ name, /** @type {string} */ label, /** @type {any} */ more = {}) => html`<${TextField} label=${label} value=${f[name] ?? ''} error=${wrong[name] ?? null} onInput=${(/** @type {string} */ v) => set({ [name]: v })} ...${more} />`;
  const times = (/** @type {string} */ v) => /^\d{1,6}$/.test(v.trim()) ? Number(v) : null;
  return html`<${Card} title=${free ? t('Free service') : t('Paid service')}><fieldset class="document-form" disabled=${readOnly}>
    ${text('name', t('Name#thing'))}${text('unit', t('Unit#measure'))}
    <${MoneyField} label=${free ? t('What it costs us each time') : t('Price')} value=${f[member] ?? null} error=${wrong[member] ?? null} onInput=${(/** @type {number|null} */ v) => set({ [member]: v })} />
    ${free ? html`<${TextField} label=${t('Times in the quarter')} optional inputmode="numeric" value=${f.times_in_period ?? ''} onInput=${(/** @type {string} */ v) => set({ times_in_period: times(v) })} />`
      : html`<${TextField} label=${t('How often in the quarter')} optional inputmode="numeric" value=${f.quantity_in_period ?? ''} onInput=${(/** @type {string} */ v) => set({ quantity_in_period: times(v) })} /><${MoneyField} label=${t('What it costs us each time')} optional value=${f.direct_cost_fen ?? null} onInput=${(/** @type {number|null} */ v) => set({ direct_cost_fen: v })} />${text('material_rule', t('Material'), { optional: true })}${text('order_channel', t('How to order'), { optional: true, class: 'whole' })}`}
    ${!free && html`${text('material_rule_en', t('Material in English'), { optional: true })}${text('order_channel_en', t('How to order, in English'), { optional: true, class: 'whole' })}`}
    ${text('name_en', t('Name in English'), { optional: true })}${text('unit_en', t('Unit in English'), { optional: true })}</fieldset><//>`;
}

/** @param {any} f */
function finish(f) {
  const out = tidy(f);
  if (f.id.startsWith('FS-') && Number.isInteger(f.times_in_period)) out.total_cost_fen = f.times_in_period * f.cost_per_time_fen;
  if (!f.id.startsWith('FS-') && Number.isInteger(f.quantity_in_period)) {
    out.revenue_fen = f.quantity_in_period * f.unit_price_fen;
    if (Number.isInteger(f.direct_cost_fen)) Object.assign(out, { direct_cost_total_fen: f.quantity_in_period * f.direct_cost_fen, margin_fen: f.quantity_in_period * (f.unit_price_fen - f.direct_cost_fen) });
  }
  return Object.fromEntries(Object.entries(out).filter(([k, v]) => v !== null || k === 'next_change'));
}

/** @param {{id: string}} props */
export const Service = ({ id }) => html`<${EntryPage} id=${id} path=${id.startsWith('FS-') ? 'free_services.items' : 'paid_services.items'} title=${id.startsWith('FS-') ? t('New free service') : t('New paid service')}
  blank=${() => ({ name: '', unit: '次', kind: id.startsWith('FS-') ? '无偿' : '有偿' })} faults=${(/** @type {any} */ f) => wanted(f, ['name', 'unit', id.startsWith('FS-') ? 'cost_per_time_fen' : 'unit_price_fen'])} finish=${finish} form=${Parts} />`;
