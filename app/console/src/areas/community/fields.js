// One field of a form, as the list of an entry's fields describes it.
import { html, Button, Check, Select, TextArea, TextField } from '../../ui/index.js';
import { reach } from '../../ui/document/changes.js';
import { t } from '../../app/i18n.js';
import { Week, hoursFault } from './hours.js';

/** @typedef {{member: string, label: string, kind?: 'text'|'area'|'number'|'date'|'flag'|'choice'|'several'|'where'|'hours'|'lit'|'rows', wanted?: boolean, hint?: string, whole?: boolean,
 *             options?: {value: string, label: string}[], columns?: Spec[], next?: (rows: any[]) => any, max?: number}} Spec */

/** @param {any} object @param {string} path @param {any} value @returns {any} a copy with the value in its place; undefined takes it out */
export function put(object, path, value) {
  const [first, ...rest] = path.split('.'), inner = rest.length ? put(object?.[first] ?? {}, rest.join('.'), value) : value;
  const out = { ...object, [first]: inner };
  if (inner === undefined) delete out[first];
  return out;
}

/** @param {Spec} spec @param {any} entry @returns {string|null} */
export function fault(spec, entry) {
  const value = reach(entry, spec.member);
  if (spec.wanted && (value === undefined || value === null || String(value).trim() === '')) return t('This is wanted.');
  if (spec.kind === 'number' && value !== undefined && value !== null && value !== '' && (!Number.isInteger(value) || value < 0)) return t('A whole number is wanted.');
  if (spec.kind === 'hours') return hoursFault(value, 'open', 'close');
  if (spec.kind === 'lit') return hoursFault(value, 'on', 'off');
  if (spec.kind === 'rows') return (value ?? []).some((/** @type {any} */ row) => (spec.columns ?? []).some((c) => fault(c, row))) ? t('Something is still missing in these lines.') : null;
  return null;
}

const whole = (/** @type {string} */ text) => text.trim() === '' ? undefined : /^\d{1,9}$/.test(text.trim()) ? Number(text) : text;

/** @param {{spec: Spec, value: any[], error: string|null, onInput: (rows: any[]) => void}} props */
function Rows({ spec, value, error, onInput }) {
  const columns = spec.columns ?? [];
  return html`<div class="whole community-rows"><table class="document-lines"><caption class="sr">${spec.label}</caption><thead><tr>${columns.map((c) => html`<th key=${c.member}>${c.label}</th>`)}<th></th></tr></thead><tbody>
    ${value.map((row, i) => html`<tr key=${i}>${columns.map((c) => html`<td key=${c.member}><${Entry} spec=${{ ...c, label: `${c.label} (${i + 1})` }} entry=${row} wrong=${null} set=${(/** @type {any} */ next) => onInput(value.map((r, k) => k === i ? next : r))} /></td>`)}
      <td><${Button} kind="quiet" small icon="trash" aria-label=${t('Take line {n} out', { n: i + 1 })} onClick=${() => onInput(value.filter((_, k) => k !== i))} /></td></tr>`)}</tbody></table>
    ${error && html`<p class="error">${error}</p>`}
    <div><${Button} small icon="plus" onClick=${() => onInput([...value, spec.next?.(value) ?? {}])}>${t('One more')}<//></div></div>`;
}

/** @param {{spec: Spec, value: string[], onInput: (list: string[]) => void}} props */
const Several = ({ spec, value, onInput }) => html`<fieldset class="community-several whole"><legend>${spec.label}</legend><div>${(spec.options ?? []).map((o) => html`<${Check} key=${o.value} label=${o.label}
  checked=${value.includes(o.value)} onChange=${(/** @type {boolean} */ on) => onInput(on ? [...value, o.value] : value.filter((v) => v !== o.value))} />`)}</div></fieldset>`;

/** "24h", rows, or words that only people read. @param {{spec: Spec, value: any, error: string|null, onInput: (hours: any) => void}} props */
function Hours({ spec, value, error, onInput }) {
  const how = value === '24h' ? '24h' : Array.isArray(value) ? 'week' : 'words';
  return html`<${Select} label=${spec.label} value=${how} onInput=${(/** @type {string} */ v) => onInput(v === '24h' ? '24h' : v === 'week' ? [{ days: [1, 2, 3, 4, 5], open: '09:00', close: '17:00' }] : '')}
      options=${[{ value: '24h', label: t('Day and night') }, { value: 'week', label: t('Hours of the week') }, { value: 'words', label: t('In words, or not said') }]} />
    ${how === 'words' && html`<${TextField} label=${t('Hours in words')} optional value=${value ?? ''} onInput=${(/** @type {string} */ v) => onInput(v || undefined)} />`}
    ${how === 'week' && html`<${Week} label=${t('Hours of the week')} value=${value} from="open" to="close" error=${error} onInput=${onInput} />`}`;
}

/** @param {{spec: Spec, entry: any, wrong: string|null, set: (entry: any) => void}} props */
export function Entry({ spec, entry, wrong, set }) {
  const value = reach(entry, spec.member), write = (/** @type {any} */ v) => set(put(entry, spec.member, v));
  const frame = { label: spec.label, hint: spec.hint, error: wrong, class: spec.whole ? 'whole' : undefined, optional: !spec.wanted && spec.kind !== 'choice' && spec.kind !== 'where' };
  switch (spec.kind) {
    case 'area': return html`<${TextArea} ...${frame} class="whole" rows=${2} value=${value ?? ''} onInput=${(/** @type {string} */ v) => write(v || undefined)} />`;
    case 'number': return html`<${TextField} ...${frame} inputmode="numeric" value=${String(value ?? '')} onInput=${(/** @type {string} */ v) => write(whole(v))} />`;
    case 'date': return html`<${TextField} ...${frame} type="date" value=${value ?? ''} onInput=${(/** @type {string} */ v) => write(v || undefined)} />`;
    case 'flag': return html`<${Check} label=${spec.label} hint=${spec.hint} checked=${value ?? false} onChange=${write} />`;
    case 'choice': return html`<${Select} ...${frame} value=${value ?? ''} onInput=${(/** @type {string} */ v) => write(v || undefined)} options=${[...(spec.wanted ? [] : [{ value: '', label: t('none#choice') }]), ...(spec.options ?? [])]} />`;
    case 'where': return html`<${Select} ...${frame} value=${`${entry.building ?? ''}|${entry.unit ?? ''}`} onInput=${(/** @type {string} */ v) => { const [building, unit] = v.split('|'); set({ ...entry, building: building || null, unit: unit || null }); }} options=${spec.options ?? []} />`;
    case 'several': return html`<${Several} spec=${spec} value=${value ?? []} onInput=${write} />`;
    case 'hours': return html`<${Hours} spec=${spec} value=${value} error=${wrong} onInput=${write} />`;
    case 'lit': return html`<${Week} label=${spec.label} value=${value ?? []} from="on" to="off" error=${wrong} onInput=${(/** @type {any[]} */ v) => write(v.length ? v : undefined)} />`;
    case 'rows': return html`<${Rows} spec=${spec} value=${value ?? []} error=${wrong} onInput=${write} />`;
    default: return html`<${TextField} ...${frame} maxlength=${spec.max} value=${value ?? ''} onInput=${(/** @type {string} */ v) => write(v || undefined)} />`;
  }
}
