// A package of paid services: the sum of their prices and the saving are computed.
import { html, Button, Card, Facts, MoneyField, Select, TextArea, TextField } from '../../ui/index.js';
import { money, pick, t } from '../../app/i18n.js';
import { EntryPage, tidy, wanted } from './entry.js';
import { packageSums } from './money.js';

/** @param {import('./entry.js').FormProps} props */
function Parts({ entry: f, set, wrong, whole, readOnly }) {
  const services = whole.doc.paid_services?.items ?? [], lines = f.lines ?? [], sums = packageSums(f);
  const text = (/** @type {string} */ name, /** @type {string} */ label, /** @type {any} */ more = {}) => html`<${more.rows ? TextArea : TextField} label=${label} value=${f[name] ?? ''} error=${wrong[name] ?? null} onInput=${(/** @type {string} */ v) => set({ [name]: v })} ...${more} />`;
  const priceOf = (/** @type {string} */ id) => services.find((/** @type {any} */ s) => s.id === id)?.unit_price_fen ?? 0;
  const line = (/** @type {number} */ i, /** @type {any} */ part) => set({ lines: lines.map((/** @type {any} */ l, /** @type {number} */ k) => { const next = { ...l, ...part }; return k === i ? { ...next, list_price_fen: (next.quantity ?? 0) * priceOf(next.service) } : l; }) });
  return html`<${Card} title=${t('Package')}><fieldset class="document-form" disabled=${readOnly}>${text('name', t('Name#thing'))}${text('name_en', t('Name in English'), { optional: true })}${text('description', t('For whom it is'), { class: 'whole', optional: true })}${text('description_en', t('For whom it is, in English'), { class: 'whole', optional: true })}</fieldset><//>
    <${Card} title=${t('Services in it')}><fieldset class="fees-plain" disabled=${readOnly}><table class="document-lines"><thead><tr><th>${t('Service')}</th><th>${t('How many')}</th><th class="sum">${t('Price')}</th><th></th></tr></thead><tbody>
      ${lines.map((/** @type {any} */ l, /** @type {number} */ i) => html`<tr key=${i}><td><${Select} label=${t('Service {n}', { n: i + 1 })} value=${l.service} onInput=${(/** @type {string} */ v) => line(i, { service: v })} options=${services.map((/** @type {any} */ s) => ({ value: s.id, label: `${s.id} ${pick(s, 'name')}` }))} /></td>
        <td><${TextField} label=${t('How many, {n}', { n: i + 1 })} inputmode="numeric" value=${l.quantity ?? ''} onInput=${(/** @type {string} */ v) => line(i, { quantity: /^\d{1,4}$/.test(v.trim()) ? Number(v) : null })} /></td><td class="sum">${money(l.list_price_fen ?? 0)}</td>
        <td><${Button} kind="quiet" small icon="trash" aria-label=${t('Take line {n} out', { n: i + 1 })} onClick=${() => set({ lines: lines.filter((/** @type {any} */ _, /** @type {number} */ k) => k !== i) })} /></td></tr>`)}</tbody></table>
      ${wrong.lines && html`<p class="error">${wrong.lines}</p>`}
      <${Button} small icon="plus" disabled=${!services.length} onClick=${() => set({ lines: [...lines, { service: services[0].id, quantity: 1, list_price_fen: services[0].unit_price_fen }] })}>${t('One more')}<//></fieldset><//>
    <${Card} title=${t('Price')}><fieldset class="document-form" disabled=${readOnly}><${MoneyField} label=${t('Price of the package')} value=${f.package_price_fen ?? null} error=${wrong.package_price_fen ?? null} onInput=${(/** @type {number|null} */ v) => set({ package_price_fen: v })} />
      <${TextField} label=${t('Good for months')} inputmode="numeric" optional value=${f.valid_months ?? ''} onInput=${(/** @type {string} */ v) => set({ valid_months: /^\d{1,3}$/.test(v.trim()) ? Number(v) : null })} />${text('refund_rule', t('If it is given back'), { class: 'whole', optional: true })}${text('refund_rule_en', t('If it is given back, in English'), { class: 'whole', optional: true })}</fieldset>
      <${Facts} rows=${[[t('Sum of the prices'), money(sums.list_total_fen)], [t('Saving'), money(sums.saving_fen)]]} /><//>`;
}

/** @param {any} f */
function faults(f) {
  const found = wanted(f, ['name', 'package_price_fen']);
  if (!(f.lines ?? []).length || f.lines.some((/** @type {any} */ l) => !l.quantity)) found.lines = t('At least one service, each with how many.');
  else if (packageSums(f).saving_fen < 0) found.package_price_fen = t('It would be dearer than its parts.');
  return found;
}

/** @param {{id: string}} props */
export const Package = ({ id }) => html`<${EntryPage} id=${id} path="packages" title=${t('New package')} blank=${() => ({ name: '', description: '', lines: [], package_price_fen: null, optional: true })} faults=${faults} finish=${(/** @type {any} */ f) => Object.fromEntries(Object.entries(packageSums(tidy(f))).filter(([, v]) => v !== null))} form=${Parts} />`;
