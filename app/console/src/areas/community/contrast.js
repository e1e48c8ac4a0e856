// Whether the community's own colours can be read: WCAG 2 contrast, with the limits that the screens keep. Pure.
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
