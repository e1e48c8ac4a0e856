// What the console says, in English in the code and in Chinese from the zh-CN.json files; numbers, days and money as each language writes them.
import { signal } from '../ui/html.js';

/** @typedef {'zh-CN'|'en'} Lang */
const KEPT = 'foyer.lang';
/** @type {Map<string, string>} */
const book = new Map();

function firstLang() {
  const kept = localStorage.getItem(KEPT);
  if (kept === 'en' || kept === 'zh-CN') return kept;
  return navigator.language.startsWith('en') ? 'en' : 'zh-CN';
}

/** @type {import('@preact/signals').Signal<Lang>} */
export const lang = signal(firstLang());

/** Chinese of more sentences: an area's own, when it is opened. @param {Record<string, string>} words */
export function addWords(words) {
  for (const [english, chinese] of Object.entries(words)) book.set(english, chinese);
}

/** @param {Lang} next */
export function setLang(next) {
  localStorage.setItem(KEPT, next);
  lang.value = next;
  document.documentElement.lang = next;
}

/** @param {string} text @param {Record<string, string|number>} values */
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => name in values ? String(values[name]) : whole);

/** The sentence in the language on the screen. What follows a # tells two meanings apart and is never shown.
 *  @param {string} english @param {Record<string, string|number>} [values] for {holes} */
export function t(english, values) {
  const text = (lang.value === 'zh-CN' && book.get(english)) || english.replace(/#\w+$/, '');
  return values ? fill(text, values) : text;
}

/** With a count: tn(n, 'one notice', '{n} notices'). The Chinese stands under the second.
 *  @param {number} n @param {string} one @param {string} many @param {Record<string, string|number>} [values] */
export function tn(n, one, many, values) {
  const text = lang.value === 'zh-CN' ? book.get(many) ?? many : n === 1 ? one : many;
  return fill(text, { n: number(n), ...values });
}

/** A text that staff wrote, in the language on the screen where it has one: pick(doc, 'name') reads name_en or name.
 *  @param {any} object @param {string} member @returns {string} */
export function pick(object, member) {
  return (lang.value === 'en' && object?.[`${member}_en`]) || (object?.[member] ?? '');
}

/** @param {number} n */
export const number = (n) => new Intl.NumberFormat(lang.value).format(n);

/** @param {number} seconds unix @param {Intl.DateTimeFormatOptions} options */
const format = (seconds, options) => new Intl.DateTimeFormat(lang.value, options).format(new Date(seconds * 1000));
/** 11月25日 14:05, with the year when it is another. @param {number} seconds unix */
export function dateTime(seconds) {
  const other = new Date(seconds * 1000).getFullYear() !== new Date().getFullYear();
  return format(seconds, { year: other ? 'numeric' : undefined, month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hour12: false });
}
/** @param {number} seconds unix */
export const date = (seconds) => format(seconds, { year: 'numeric', month: 'short', day: 'numeric' });
/** With the second, for what is evidence. @param {number} seconds unix */
export const exactTime = (seconds) => format(seconds, { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false });

/** 3 分钟前, in 2 hours. @param {number} seconds unix @param {number} [now] */
export function ago(seconds, now = Date.now() / 1000) {
  const gap = seconds - now, size = Math.abs(gap);
  const words = new Intl.RelativeTimeFormat(lang.value, { numeric: 'auto' });
  if (size < 60) return words.format(Math.round(gap), 'second');
  if (size < 3600) return words.format(Math.round(gap / 60), 'minute');
  if (size < 86400) return words.format(Math.round(gap / 3600), 'hour');
  return words.format(Math.round(gap / 86400), 'day');
}

/** ¥1,234.50 from whole fen. @param {number} fen */
export function money(fen) {
  const whole = Math.trunc(Math.abs(fen) / 100), rest = String(Math.abs(fen) % 100).padStart(2, '0');
  return `${fen < 0 ? '−' : ''}¥${number(whole)}.${rest}`;
}
