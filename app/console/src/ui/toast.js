// A word at the edge of the screen about what was done, with a way back where there is one.
import { html, cx, signal } from './html.js';
import { Button } from './button.js';
import { t } from '../app/i18n.js';

const STAYS_MS = 6000, STAYS_UNDO_MS = 12000, STAYS_BAD_MS = 20000; // why something was refused is read twice
/** @typedef {{id: number, text: string, bad?: boolean, undo?: () => any}} Word
 *  @type {import('@preact/signals').Signal<Word[]>} */
const words = signal([]);
let count = 0;

/** @param {string} text @param {{undo?: () => any, bad?: boolean}} [options] @returns {() => void} takes it away before its time */
export function toast(text, options = {}) {
  const id = ++count;
  words.value = [...words.value.slice(-2), { id, text, ...options }];
  setTimeout(() => close(id), options.undo ? STAYS_UNDO_MS : options.bad ? STAYS_BAD_MS : STAYS_MS);
  return () => close(id);
}
/** What a call was refused with. @param {any} error */
export function toastError(error) {
  if (error?.name !== 'AbortError') toast(errorWords(error), { bad: true });
}
/** @param {any} error @returns {string} */
export function errorWords(error) {
  if (error?.code === 'offline') return t('The server cannot be reached. Nothing was lost; please try again.');
  if (error?.status && error.message) return sentence(error.at && error.message.startsWith(`${error.at}: `) ? error.message.slice(error.at.length + 2) : error.message);
  return t('Something went wrong here. Please try again.');
}
/** The server's sentences begin small. @param {string} text */
const sentence = (text) => text[0].toUpperCase() + text.slice(1) + (/[.。！？!?]$/.test(text) || !/[a-z]$/.test(text) ? '' : '.');

/** @param {number} id */
const close = (id) => { words.value = words.value.filter((w) => w.id !== id); };

export const Toasts = () => html`<div class="toasts" role="status" aria-live="polite">${words.value.map((w) => html`
  <div class=${cx('toast', w.bad && 'bad')} key=${w.id}><p>${w.text}</p>
    ${w.undo && html`<${Button} small onClick=${async () => { close(w.id); await w.undo(); }}>${t('Undo')}<//>`}
    <${Button} kind="quiet" icon="close" aria-label=${t('Close')} onClick=${() => close(w.id)} /></div>`)}</div>`;
