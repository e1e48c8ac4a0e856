// One field of a form, as the list of an entry's fields describes it.
import { html, Button, Check, MoneyField, Select, TextArea, TextField, useState } from '../index.js';
import { areaOf, areaWords, bpOf, percentOf } from '../fen.js';
import { reach } from './changes.js';
import { money, pick, t } from '../../app/i18n.js';
import { Week, hoursFault, hoursWords, voiceFault } from './hours.js';

/** @typedef {{member: string, label: string, kind?: 'text'|'area'|'number'|'date'|'flag'|'choice'|'several'|'where'|'hours'|'lit'|'voice'|'rows'|'blocks'|'money'|'percent'|'sqm'|'shown'|'time'|'maybe', wanted?: boolean, hint?: string, whole?: boolean,
 *             options?: {value: string, label: string}[], columns?: Spec[], next?: (rows: any[]) => any, max?: number, text?: (entry: any) => string, one?: string, name?: (row: any) => string}} Spec
 *  sqm: square metres, hundredths inside; voice: hours of the week, each with a volume
 *  maybe: yes, no, or left open (the first of options says what then holds); blocks: rows with many fields, each under its own name; shown: what follows from the rest (text)
 *  @typedef {{title: string, fields: Spec[], hint?: string}} Section */

/** @param {any} object @param {string} path @param {any} value @returns {any} a copy with the value in its place; undefined takes it out */
export function put(object, path, value) {
  const [first, ...rest] = path.split('.'), deep = rest.length ? put(object?.[first] ?? {}, rest.join('.'), value) : value;
  const inner = rest.length && value === undefined && !Object.keys(deep).length ? undefined : deep;
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
  if (spec.kind === 'voice') return voiceFault(value);
  if (spec.kind === 'sqm' && value !== undefined && value !== null && !(Number.isInteger(value) && value > 0)) return t('An area is written like 89.52.');
  if ((spec.kind === 'money' || spec.kind === 'percent') && spec.wanted && !Number.isInteger(value)) return t('This is wanted.');
  if (spec.kind === 'rows' || spec.kind === 'blocks') return (value ?? []).some((/** @type {any} */ row) => (spec.columns ?? []).some((c) => fault(c, row))) ? t('Something is still missing in these lines.') : null;
  return null;
}

const whole = (/** @type {string} */ text) => text.trim() === '' ? undefined : /^\d{1,9}$/.test(text.trim()) ? Number(text) : text;

/** @param {{spec: Spec, value: any[], error: string|null, onInput: (rows: any[]) => void}} props */
function Rows({ spec, value, error, onInput }) {
  const columns = spec.columns ?? [];
  return html`<div class="whole document-rows"><table class="document-lines"><caption class="sr">${spec.label}</caption><thead><tr>${columns.map((c) => html`<th key=${c.member}>${c.label}</th>`)}<th></th></tr></thead><tbody>
    ${value.map((row, i) => html`<tr key=${i}>${columns.map((c) => html`<td key=${c.member}><${Entry} spec=${{ ...c, label: `${c.label} (${i + 1})` }} entry=${row} wrong=${null} set=${(/** @type {any} */ next) => onInput(value.map((r, k) => k === i ? next : r))} /></td>`)}
      <td><${Button} kind="quiet" small icon="trash" aria-label=${t('Take line {n} out', { n: i + 1 })} onClick=${() => onInput(value.filter((_, k) => k !== i))} /></td></tr>`)}</tbody></table>
    ${error && html`<p class="error">${error}</p>`}
    <div><${Button} small icon="plus" onClick=${() => onInput([...value, spec.next?.(value) ?? {}])}>${t('One more')}<//></div></div>`;
}

/** @param {{spec: Spec, value: any[], error: string|null, tried?: boolean, onInput: (rows: any[]) => void}} props */
function Blocks({ spec, value, error, tried, onInput }) {
  const columns = spec.columns ?? [], name = (/** @type {any} */ row, /** @type {number} */ i) => spec.name?.(row) || `${spec.one ?? spec.label} ${i + 1}`;
  return html`<div class="whole document-blocks">${value.map((row, i) => html`<fieldset key=${i} class="document-block"><legend>${name(row, i)}</legend><div class="document-form">
      ${columns.map((c) => html`<${Entry} key=${c.member} spec=${c} entry=${row} tried=${tried} wrong=${tried ? fault(c, row) : null} set=${(/** @type {any} */ next) => onInput(value.map((r, k) => k === i ? next : r))} />`)}</div>
      <div><${Button} kind="quiet" small icon="trash" onClick=${() => onInput(value.filter((_, k) => k !== i))}>${t('Take “{name}” out', { name: name(row, i) })}<//></div></fieldset>`)}
    ${error && html`<p class="error">${error}</p>`}
    <div><${Button} small icon="plus" onClick=${() => onInput([...value, spec.next?.(value) ?? {}])}>${t('Add: {what}', { what: spec.one ?? spec.label })}<//></div></div>`;
}

/** What is kept as hundredths and written with a point. A text that is none stays in the field, and in the value, where it is found as a fault.
 *  @param {{frame: any, value: any, read: (text: string) => number|null, words: (n: number) => string, bad: string, keepBad?: boolean, onInput: (n: any) => void}} props */
function Hundredths({ frame, value, read, words, bad, keepBad, onInput }) {
  const said = Number.isInteger(value) ? words(value) : keepBad ? String(value ?? '') : '', [text, type] = useState(said);
  const shown = read(text) === (value ?? null) || (keepBad && text === value) ? text : Number.isInteger(value) || keepBad ? said : text;
  return html`<${TextField} ...${frame} inputmode="decimal" value=${shown} error=${frame.error ?? (shown && read(shown) === null ? bad : null)}
    onInput=${(/** @type {string} */ v) => { type(v); onInput(read(v) ?? ((keepBad && v.trim() && v) || undefined)); }} />`;
}

/** @param {{spec: Spec, value: string[], onInput: (list: string[]) => void}} props */
const Several = ({ spec, value, onInput }) => html`<fieldset class="document-several whole"><legend>${spec.label}</legend><div>${(spec.options ?? []).map((o) => html`<${Check} key=${o.value} label=${o.label}
  checked=${value.includes(o.value)} onChange=${(/** @type {boolean} */ on) => onInput(on ? [...value, o.value] : value.filter((v) => v !== o.value))} />`)}</div></fieldset>`;

/** "24h", rows, or words that only people read. @param {{spec: Spec, value: any, error: string|null, onInput: (hours: any) => void}} props */
function Hours({ spec, value, error, onInput }) {
  const how = value === '24h' ? '24h' : Array.isArray(value) ? 'week' : 'words';
  return html`<${Select} label=${spec.label} value=${how} onInput=${(/** @type {string} */ v) => onInput(v === '24h' ? '24h' : v === 'week' ? [{ days: [1, 2, 3, 4, 5], open: '09:00', close: '17:00' }] : '')}
      options=${[{ value: '24h', label: t('Day and night') }, { value: 'week', label: t('Hours of the week') }, { value: 'words', label: t('In words, or not said') }]} />
    ${how === 'words' && html`<${TextField} label=${t('Hours in words')} optional value=${value ?? ''} onInput=${(/** @type {string} */ v) => onInput(v || undefined)} />`}
    ${how === 'week' && html`<${Week} label=${t('Hours of the week')} value=${value} from="open" to="close" error=${error} onInput=${onInput} />`}`;
}

/** @param {{spec: Spec, entry: any, wrong: string|null, tried?: boolean, set: (entry: any) => void}} props */
export function Entry({ spec, entry, wrong, tried, set }) {
  const value = reach(entry, spec.member), write = (/** @type {any} */ v) => set(put(entry, spec.member, v));
  const frame = { label: spec.label, hint: spec.hint, error: wrong, class: spec.whole ? 'whole' : undefined, optional: !spec.wanted && spec.kind !== 'choice' && spec.kind !== 'where' };
  switch (spec.kind) {
    case 'area': return html`<${TextArea} ...${frame} class="whole" rows=${2} value=${value ?? ''} onInput=${(/** @type {string} */ v) => write(v || undefined)} />`;
    case 'number': return html`<${TextField} ...${frame} inputmode="numeric" value=${String(value ?? '')} onInput=${(/** @type {string} */ v) => write(whole(v))} />`;
    case 'date': return html`<${TextField} ...${frame} type="date" value=${value ?? ''} onInput=${(/** @type {string} */ v) => write(v || undefined)} />`;
    case 'time': return html`<${TextField} ...${frame} type="time" value=${value ?? ''} onInput=${(/** @type {string} */ v) => write(v || undefined)} />`;
    case 'maybe': return html`<${Select} ...${frame} optional=${false} value=${value === undefined || value === null ? '' : value ? 'yes' : 'no'} onInput=${(/** @type {string} */ v) => write(v ? v === 'yes' : undefined)} options=${[{ value: '', label: spec.hint ?? t('not said') }, { value: 'yes', label: t('yes') }, { value: 'no', label: t('no') }]} hint=${undefined} />`;
    case 'flag': return html`<${Check} label=${spec.label} hint=${spec.hint} checked=${value ?? false} onChange=${write} />`;
    case 'choice': return html`<${Select} ...${frame} value=${value ?? ''} onInput=${(/** @type {string} */ v) => write(v || undefined)} options=${[...(spec.wanted ? [] : [{ value: '', label: t('none#choice') }]), ...(spec.options ?? [])]} />`;
    case 'where': return html`<${Select} ...${frame} value=${`${entry.building ?? ''}|${entry.unit ?? ''}`} onInput=${(/** @type {string} */ v) => { const [building, unit] = v.split('|'); set({ ...entry, building: building || null, unit: unit || null }); }} options=${spec.options ?? []} />`;
    case 'several': return html`<${Several} spec=${spec} value=${value ?? []} onInput=${write} />`;
    case 'hours': return html`<${Hours} spec=${spec} value=${value} error=${wrong} onInput=${write} />`;
    case 'lit': return html`<${Week} label=${spec.label} value=${value ?? []} from="on" to="off" error=${wrong} onInput=${(/** @type {any[]} */ v) => write(v.length ? v : undefined)} />`;
    case 'voice': return html`<${Week} label=${spec.label} value=${value ?? []} from="from" to="to" volume error=${wrong} onInput=${(/** @type {any[]} */ v) => write(v.length ? v : undefined)} />`;
    case 'money': return html`<${MoneyField} ...${frame} value=${value ?? null} onInput=${(/** @type {number|null} */ v) => write(v ?? undefined)} />`;
    case 'percent': return html`<${Hundredths} frame=${frame} value=${value} read=${bpOf} words=${percentOf} bad=${t('A percentage is written like 15.')} onInput=${write} />`;
    case 'sqm': return html`<${Hundredths} frame=${frame} value=${value} read=${areaOf} words=${areaWords} bad=${t('An area is written like 89.52.')} keepBad onInput=${write} />`;
    case 'shown': return html`<div class="field document-shown"><span>${spec.label}</span><output>${spec.text?.(entry) ?? ''}</output></div>`;
    case 'blocks': return html`<${Blocks} spec=${spec} value=${value ?? []} error=${wrong} tried=${tried} onInput=${write} />`;
    case 'rows': return html`<${Rows} spec=${spec} value=${value ?? []} error=${wrong} onInput=${write} />`;
    default: return html`<${TextField} ...${frame} maxlength=${spec.max} value=${value ?? ''} onInput=${(/** @type {string} */ v) => write(v || undefined)} />`;
  }
}

/** How a value of a field reads in a change. @param {Spec} one @returns {{words?: (value: any) => string}} */
export function wordsOf(one) {
  if (one.kind === 'hours' || one.kind === 'lit' || one.kind === 'voice') return { words: hoursWords };
  if (one.kind === 'flag' || one.kind === 'maybe') return { words: (v) => v ? t('yes') : t('no') };
  if (one.kind === 'money') return { words: (v) => Number.isInteger(v) ? money(v) : '—' };
  if (one.kind === 'percent') return { words: (v) => `${percentOf(v)}%` };
  if (one.kind === 'sqm') return { words: (v) => Number.isInteger(v) ? `${areaWords(v)} m²` : String(v) };
  const called = (/** @type {string} */ v) => one.options?.find((o) => o.value === v)?.label ?? v;
  if (one.kind === 'several') return { words: (v) => v.map(called).join('、') };
  if (one.kind === 'choice') return { words: called };
  const cell = (/** @type {Spec} */ c, /** @type {any} */ v) => v === undefined || v === null || v === '' ? '' : wordsOf(c).words?.(v) ?? String(v);
  if (one.kind === 'rows' || one.kind === 'blocks') return { words: (v) => v.map((/** @type {any} */ row) => (one.columns ?? []).filter((c) => c.kind !== 'shown').map((c) => cell(c, reach(row, c.member))).filter(Boolean).join(' ')).join('; ') };
  return {};
}

/** The fields of a form as members whose changes are told. @param {Section[]} sections @param {string} [under] @returns {import('./changes.js').Member[]} */
export const members = (sections, under = '') => sections.flatMap((s) => s.fields).filter((one) => one.kind !== 'shown').map((one) => ({ member: under + one.member, label: one.label, ...wordsOf(one) }));

/** Lines that have a key are told one by one. @param {string} path @param {Spec} spec @param {(row: any) => string} key @returns {import('./changes.js').List} */
export const lineList = (path, spec, key) => ({ path: `${path}.${spec.member}`, what: spec.one ?? spec.label, key, name: spec.name ?? ((row) => pick(row, 'name') || key(row)),
  members: members([{ title: '', fields: spec.columns ?? [] }]) });
