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
export const hoursWords = (hours) => hours === '24h' ? t('day and night') : Array.isArray(hours) ? hours.map((row) => `${dayWords(row.days ?? [])} ${row.open ?? row.on ?? row.from ?? ''}–${row.close ?? row.off ?? row.to ?? ''}${row.volume === undefined ? '' : ` ${row.volume}%`}`).join('; ') : String(hours ?? '');

/** What is wrong with rows, or null. @param {any} rows @param {string} from @param {string} to */
export const hoursFault = (rows, from, to) => Array.isArray(rows) && rows.some((row) => !row[from] || !row[to] || !(row.days ?? []).length) ? t('Each row wants at least one day, a beginning and an end.') : null;

/** The same of rows that also say how loud. @param {any} rows */
export const voiceFault = (rows) => hoursFault(rows, 'from', 'to') ?? (Array.isArray(rows) && rows.some((row) => !Number.isInteger(row.volume) || row.volume < 0 || row.volume > 100) ? t('Each row wants a volume from 0 (silent) to 100.') : null);

const volumeOf = (/** @type {string} */ text) => /^\d{1,3}$/.test(text.trim()) ? Number(text) : text || undefined;

/** volume: each row says how loud, too. @param {{label: string, value: any[], from: string, to: string, volume?: boolean, error?: string|null, onInput: (rows: any[]) => void}} props */
export function Week({ label, value, from, to, volume, error, onInput }) {
  const row = (/** @type {number} */ i, /** @type {any} */ part) => onInput(value.map((r, k) => k === i ? { ...r, ...part } : r));
  const toggle = (/** @type {number} */ i, /** @type {number} */ day, /** @type {boolean} */ on) => row(i, { days: [...(value[i].days ?? []).filter((/** @type {number} */ d) => d !== day), ...(on ? [day] : [])].sort((a, b) => a - b) });
  return html`<fieldset class="document-week whole"><legend>${label}</legend>
    ${value.map((r, i) => html`<div class=${volume ? 'document-span loud' : 'document-span'} key=${i} role="group" aria-label=${t('Row {n}', { n: i + 1 })}>
      <div class="document-days">${days().map((name, k) => html`<${Check} key=${k} label=${name} checked=${(r.days ?? []).includes(k + 1)} onChange=${(/** @type {boolean} */ on) => toggle(i, k + 1, on)} />`)}</div>
      <${TextField} type="time" label=${t('From')} value=${r[from] ?? ''} onInput=${(/** @type {string} */ v) => row(i, { [from]: v })} />
      <${TextField} type="time" label=${t('To')} value=${r[to] ?? ''} onInput=${(/** @type {string} */ v) => row(i, { [to]: v })} />
      ${volume && html`<${TextField} label=${t('Volume, %')} inputmode="numeric" maxlength="3" value=${String(r.volume ?? '')} onInput=${(/** @type {string} */ v) => row(i, { volume: volumeOf(v) })} />`}
      <${Button} small kind="quiet" icon="trash" aria-label=${t('Take line {n} out', { n: i + 1 })} onClick=${() => onInput(value.filter((_, k) => k !== i))} /></div>`)}
    ${error && html`<p class="error">${error}</p>`}
    <div><${Button} small icon="plus" onClick=${() => onInput([...value, volume ? { days: [1, 2, 3, 4, 5, 6, 7], [from]: '08:00', [to]: '21:00', volume: 70 } : { days: [1, 2, 3, 4, 5], [from]: '09:00', [to]: '17:00' }])}>${t('One more')}<//></div></fieldset>`;
}
