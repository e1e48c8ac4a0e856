// Things to fill in: a name, the input, a hint, and what is wrong with it, tied together for eyes and screen readers.
import { html, cx, useId, useState, useEffect } from './html.js';
import { t } from '../app/i18n.js';
import { fenOf, yuanOf } from './fen.js';

/** @typedef {{label: any, hint?: any, error?: string|null, optional?: boolean, class?: string}} Frame */

/** The frame around any input: children is a function of what the input must carry.
 *  @param {Frame & {children: (props: {id: string, 'aria-describedby'?: string, 'aria-invalid'?: 'true'}) => any}} props */
export function Field({ label, hint, error, optional, class: more, children }) {
  const id = useId();
  const about = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined;
  return html`<div class=${cx('field', error && 'wrong', more)}>
    <label for=${id}>${label}${optional && html` <small>${t('(if you like)')}</small>`}</label>
    ${children({ id, 'aria-describedby': about, 'aria-invalid': error ? 'true' : undefined })}
    ${hint && html`<p class="hint" id=${`${id}-hint`}>${hint}</p>`}
    ${error && html`<p class="error" id=${`${id}-error`}>${error}</p>`}
  </div>`;
}

/** @param {any} event @returns {string} */
const valueOf = (event) => event.currentTarget.value;

/** One line. @param {Frame & {value: string, onInput: (value: string) => void, type?: string, [more: string]: any}} props */
export function TextField({ label, hint, error, optional, class: more, value, onInput, type = 'text', ...rest }) {
  return html`<${Field} ...${{ label, hint, error, optional, class: more }}>${(/** @type {any} */ tie) =>
    html`<input type=${type} value=${value} onInput=${(/** @type {any} */ e) => onInput(valueOf(e))} ...${tie} ...${rest} />`}<//>`;
}

/** Several lines; grows with what is in it. @param {Frame & {value: string, onInput: (value: string) => void, rows?: number, [more: string]: any}} props */
export function TextArea({ label, hint, error, optional, class: more, value, onInput, rows = 4, ...rest }) {
  return html`<${Field} ...${{ label, hint, error, optional, class: more }}>${(/** @type {any} */ tie) =>
    html`<textarea rows=${Math.max(rows, Math.min(24, value.split('\n').length + 1))} value=${value}
      onInput=${(/** @type {any} */ e) => onInput(valueOf(e))} ...${tie} ...${rest} />`}<//>`;
}

/** @param {Frame & {value: string, onInput: (value: string) => void, options: {value: string, label: string, disabled?: boolean}[], [more: string]: any}} props */
export function Select({ label, hint, error, optional, class: more, value, onInput, options, ...rest }) {
  return html`<${Field} ...${{ label, hint, error, optional, class: more }}>${(/** @type {any} */ tie) =>
    html`<select value=${value} onChange=${(/** @type {any} */ e) => onInput(valueOf(e))} ...${tie} ...${rest}>
      ${options.map((o) => html`<option key=${o.value} value=${o.value} disabled=${o.disabled} selected=${o.value === value}>${o.label}</option>`)}</select>`}<//>`;
}

/** @param {{label: any, hint?: any, checked: boolean, onChange: (on: boolean) => void, [more: string]: any}} props */
export function Check({ label, hint, checked, onChange, ...rest }) {
  const id = useId();
  return html`<div class="check">
    <input type="checkbox" id=${id} checked=${checked} aria-describedby=${hint ? `${id}-hint` : undefined}
      onChange=${(/** @type {any} */ e) => onChange(e.currentTarget.checked)} ...${rest} />
    <label for=${id}>${label}</label>${hint && html`<p class="hint" id=${`${id}-hint`}>${hint}</p>`}</div>`;
}

/** One of a few, all in sight. @param {Frame & {value: string, onInput: (value: string) => void, options: {value: string, label: any, hint?: any, disabled?: boolean}[]}} props */
export function Choice({ label, hint, error, class: more, value, onInput, options }) {
  const id = useId();
  return html`<fieldset class=${cx('field choice', error && 'wrong', more)} aria-describedby=${error ? `${id}-error` : undefined}>
    <legend>${label}</legend>
    ${options.map((o, i) => html`<div class="check" key=${o.value}>
      <input type="radio" name=${id} id=${`${id}-${i}`} checked=${o.value === value} disabled=${o.disabled} onChange=${() => onInput(o.value)} />
      <label for=${`${id}-${i}`}>${o.label}</label>${o.hint && html`<p class="hint">${o.hint}</p>`}</div>`)}
    ${hint && html`<p class="hint">${hint}</p>`}${error && html`<p class="error" id=${`${id}-error`}>${error}</p>`}
  </fieldset>`;
}

/** An amount: yuan on the screen, whole fen outside; null while it is empty. @param {Frame & {value: number|null, onInput: (fen: number|null) => void, [more: string]: any}} props */
export function MoneyField({ label, hint, error, optional, class: more, value, onInput, ...rest }) {
  const [text, setText] = useState(value === null ? '' : yuanOf(value));
  useEffect(() => {
    if (fenOf(text) !== value) setText(value === null ? '' : yuanOf(value));
  }, [value]);
  const bad = text.trim() !== '' && fenOf(text) === null;
  return html`<${Field} label=${label} hint=${hint} optional=${optional} class=${more}
      error=${error ?? (bad ? t('An amount is written like 1234.50.') : null)}>${(/** @type {any} */ tie) =>
    html`<span class="money"><span aria-hidden="true">¥</span><input type="text" inputmode="decimal" value=${text} onInput=${(/** @type {any} */ e) => {
      setText(valueOf(e));
      onInput(fenOf(valueOf(e)));
    }} onBlur=${() => value !== null && setText(yuanOf(value))} ...${tie} ...${rest} /></span>`}<//>`;
}

/** @param {number|null} seconds @returns {string} what datetime-local wants */
const local = (seconds) => {
  if (seconds === null) return '';
  const d = new Date(seconds * 1000);
  return new Date(d.getTime() - d.getTimezoneOffset() * 60000).toISOString().slice(0, 16);
};
/** UTC+8, as it holds at that time here. @param {number|null} seconds */
export function zoneWords(seconds) {
  const minutes = -new Date(seconds === null ? Date.now() : seconds * 1000).getTimezoneOffset();
  const size = Math.abs(minutes), rest = size % 60;
  return `UTC${minutes < 0 ? '−' : '+'}${Math.trunc(size / 60)}${rest ? `:${String(rest).padStart(2, '0')}` : ''}`;
}

/** A moment: unix seconds or null. The zone that is meant stands beside it. @param {Frame & {value: number|null, onInput: (seconds: number|null) => void, min?: number, max?: number, [more: string]: any}} props */
export function DateTimeField({ label, hint, error, optional, class: more, value, onInput, min, max, ...rest }) {
  return html`<${Field} ...${{ label, hint, error, optional, class: more }}>${(/** @type {any} */ tie) =>
    html`<span class="moment"><input type="datetime-local" value=${local(value)} min=${min ? local(min) : undefined} max=${max ? local(max) : undefined}
      onInput=${(/** @type {any} */ e) => onInput(valueOf(e) ? Math.trunc(new Date(valueOf(e)).getTime() / 1000) : null)} ...${tie} ...${rest} />
      <small class="zone">${zoneWords(value)}</small></span>`}<//>`;
}

/** @param {{value: string, onInput: (value: string) => void, label?: string, [more: string]: any}} props `/` brings the focus here */
export const SearchField = ({ value, onInput, label, ...rest }) =>
  html`<input type="search" class="search" data-search value=${value} aria-label=${label ?? t('Search')} placeholder=${label ?? t('Search')}
    onInput=${(/** @type {any} */ e) => onInput(valueOf(e))} ...${rest} />`;
