// Hours of the week: rows of days with a time from and to.
import { html, Button, Check, TextField } from '../index.js';
import { t } from '../../app/i18n.js';

const days = () => [t('Mon'), t('Tue'), t('Wed'), t('Thu'), t('Fri'), t('Sat'), t('Sun')];

/** @param {number[]} list */
function dayWords(list) {
  const names = days(), sorted = [...list].sort((a, b) => a - b);
  if (!sorted.length || sorted.length === 7) return t('every day');
  const runs = /** @type {number[][]} */ ([]);
  for (const d of sorted) if (runs.length && runs[runs.length - 1].at(-1) === d - 1) runs[runs.length - 1].push(d); else runs.push([d]);
  return runs.map((run) => run.length > 2 ? `${names[run[0] - 1]}–${names[Number(run.at(-1)) - 1]}` : run.map((d) => names[d - 1]).join('、')).join('、');
}

/** @param {any} hours "24h", words, or rows */
export const hoursWords = (hours) => hours === '24h' ? t('day and night') : Array.isArray(hours) ? hours.map((row) => `${dayWords(row.days ?? [])} ${row.open ?? row.on ?? ''}–${row.close ?? row.off ?? ''}`).join('; ') : String(hours ?? '');

/** What is wrong with rows, or null. @param {any} rows @param {string} from @param {string} to */
export const hoursFault = (rows, from, to) => Array.isArray(rows) && rows.some((row) => !row[from] || !row[to] || !(row.days ?? []).length) ? t('Each row wants at least one day, a beginning and an end.') : null;

/** @param {{label: string, value: any[], from: string, to: string, error?: string|null, onInput: (rows: any[]) => void}} props */
export function Week({ label, value, from, to, error, onInput }) {
  const row = (/** @type {number} */ i, /** @type {any} */ part) => onInput(value.map((r, k) => k === i ? { ...r, ...part } : r));
  const toggle = (/** @type {number} */ i, /** @type {number} */ day, /** @type {boolean} */ on) => row(i, { days: [...(value[i].days ?? []).filter((/** @type {number} */ d) => d !== day), ...(on ? [day] : [])].sort((a, b) => a - b) });
  return html`<fieldset class="document-week whole"><legend>${label}</legend>
    ${value.map((r, i) => html`<div class="document-span" key=${i} role="group" aria-label=${t('Row {n}', { n: i + 1 })}>
      <div class="document-days">${days().map((name, k) => html`<${Check} key=${k} label=${name} checked=${(r.days ?? []).includes(k + 1)} onChange=${(/** @type {boolean} */ on) => toggle(i, k + 1, on)} />`)}</div>
      <${TextField} type="time" label=${t('From')} value=${r[from] ?? ''} onInput=${(/** @type {string} */ v) => row(i, { [from]: v })} />
      <${TextField} type="time" label=${t('To')} value=${r[to] ?? ''} onInput=${(/** @type {string} */ v) => row(i, { [to]: v })} />
      <${Button} small kind="quiet" icon="trash" aria-label=${t('Take line {n} out', { n: i + 1 })} onClick=${() => onInput(value.filter((_, k) => k !== i))} /></div>`)}
    ${error && html`<p class="error">${error}</p>`}
    <div><${Button} small icon="plus" onClick=${() => onInput([...value, { days: [1, 2, 3, 4, 5], [from]: '09:00', [to]: '17:00' }])}>${t('One more')}<//></div></fieldset>`;
}
