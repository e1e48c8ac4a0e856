// Whether the community's own colours can be read, and its logo be seen: WCAG 2 contrast, with the limits that the screens keep. Pure.
import { t } from '../../app/i18n.js';

const WORDS_MIN = 4.5; // words on what they stand on
const PAPER_MIN = 16; // black on paper: then every colour that carries words keeps 4.5 on it
const WHITE = '#FFFFFF', BLACK = '#000000';

/** @param {string} color "#0F564C" */
function luminance(color) {
  const [r, g, b] = [1, 3, 5].map((i) => { const part = parseInt(color.slice(i, i + 2), 16) / 255; return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4; });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** @param {string} a @param {string} b */
export function contrast(a, b) {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

export const isColor = (/** @type {string|undefined} */ text) => /^#[0-9a-fA-F]{6}$/.test(text ?? '');

/** What cannot be read, with the figure. @param {{accent?: string, paper?: string}} look @returns {{accent?: string, paper?: string}} */
export function unreadable({ accent, paper }) {
  const shape = t('A colour like #0F564C is wanted.');
  if (paper && !isColor(paper)) return { paper: shape };
  if (accent && !isColor(accent)) return { accent: shape };
  const say = (/** @type {number} */ n) => (Math.floor(n * 10) / 10).toFixed(1);
  if (paper && contrast(paper, BLACK) < PAPER_MIN) return { paper: t('This paper is too dark: black on it has a contrast of {n} to 1; {least} is the least.', { n: say(contrast(paper, BLACK)), least: PAPER_MIN }) };
  if (!accent) return {};
  const white = contrast(accent, WHITE);
  if (white < WORDS_MIN) return { accent: t('White words on this colour have a contrast of {n} to 1; {least} is the least. Take a darker one.', { n: say(white), least: WORDS_MIN }) };
  const on = paper ? contrast(accent, paper) : white * PAPER_MIN / contrast(WHITE, BLACK);
  if (on < WORDS_MIN) return { accent: t('Words of this colour on the paper have a contrast of {n} to 1; {least} is the least.', { n: say(on), least: WORDS_MIN }) };
  return {};
}

/* --- The logo --- */

const SIDE_MIN = 48; // dots
const SHAPE_MAX = 5; // wider than this it becomes too low to be known
const INK_PART = 5; // a fifth of what is drawn must reach the least contrast: edges are always paler

/** @param {number} r @param {number} g @param {number} b */
const hex = (r, g, b) => `#${[r, g, b].map((part) => part.toString(16).padStart(2, '0')).join('')}`;

/** The contrast that a fifth of the drawn dots reach on a ground; 0: nothing is drawn. Pure. @param {Uint8ClampedArray|number[]} dots RGBA @param {string} ground */
export function inkContrast(dots, ground) {
  const found = /** @type {number[]} */ ([]), known = /** @type {Map<string, number>} */ (new Map());
  for (let i = 0; i < dots.length; i += 4) {
    if (dots[i + 3] < 128) continue;
    const color = hex(dots[i] & 0xf8, dots[i + 1] & 0xf8, dots[i + 2] & 0xf8);
    if (!known.has(color)) known.set(color, contrast(color, ground));
    const value = /** @type {number} */ (known.get(color));
    if (value > 1.15) found.push(value);
  }
  found.sort((a, b) => b - a);
  return found.length ? found[Math.floor(found.length / INK_PART)] : 0;
}

/** What is wrong with a picture of this size, or ''. @param {number} w @param {number} h */
export function shapeFault(w, h) {
  if (!w || !h || Math.max(w, h) < SIDE_MIN) return t('The picture is too small: at least {n} dots on its longer side are wanted.', { n: SIDE_MIN });
  return w / h > SHAPE_MAX || h / w > SHAPE_MAX ? t('The picture is too long and thin: beside the name it would be too low to be known. Take the sign alone, without words.') : '';
}

/** The file that the look names. @param {any} doc */
export const logoFile = (doc) => (doc.files ?? []).find((/** @type {any} */ f) => f.name === doc.look?.logo);

/** The document with this logo (or none) in the place of the old one. @param {any} doc @param {any} file */
export function withLogo(doc, file) {
  const files = [...(doc.files ?? []).filter((/** @type {any} */ f) => f.name !== doc.look?.logo && f.name !== file?.name), ...(file ? [file] : [])];
  const { logo: _, ...look } = doc.look ?? {}, { files: _f, look: _l, ...rest } = doc, own = file ? { ...look, logo: file.name } : look;
  return { ...rest, ...(files.length ? { files } : {}), ...(Object.keys(own).length ? { look: own } : {}) };
}
