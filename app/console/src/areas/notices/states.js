// What a notice's state is called, and how urgent that is.
import { dateTime, t } from '../../app/i18n.js';
import { secondsOf } from './edit/moments.js';

/** @typedef {import('./api.js').Row} Row */
const hanging = ['live', 'future', 'ended_open'];
/** Hangs, or will by itself. @param {Row} row */
export const isOut = (row) => hanging.includes(row.state);

/** @param {Row} row @returns {{words: string, kind: string, order: number}} */
export function stateOf(row) {
  const out = {
    live: { words: t('Hangs now'), kind: 'good', order: 4 }, future: { words: t('Waits for its hour'), kind: 'accent', order: 5 },
    ended_open: { words: t('Its end has passed, no all-clear'), kind: 'bad', order: 0 }, expired: { words: t('Has ended'), kind: 'plain', order: 8 },
    superseded: { words: t('Corrected'), kind: 'plain', order: 7 }, withdrawn: { words: t('Withdrawn'), kind: 'plain', order: 9 }, draft: { words: t('Draft'), kind: 'plain', order: 6 },
  }[row.state];
  const work = row.state === 'draft' || !isOut(row) ? workOf(row) : null;
  return work ?? out ?? { words: row.state, kind: 'plain', order: 9 };
}
/** The text in work, where there is one. @param {Row} row */
export function workOf(row) {
  if (!row.work) return null;
  return {
    review: { words: t('Waits for approval'), kind: 'accent', order: 1 }, returned: { words: t('Sent back'), kind: 'warn', order: 2 },
    approved: { words: t('Goes out in a moment'), kind: 'accent', order: 0 }, draft: isOut(row) ? { words: t('A changed text is in work'), kind: 'plain', order: 3 } : { words: t('Draft'), kind: 'plain', order: 6 },
  }[row.work.state];
}
/** Why a lobby does not show it. @param {string|undefined} why */
export const whyWords = (why) => ({
  no_terminal: t('There is no screen in this lobby'), on_its_way: t('On its way'), offline: t('The screen is not reached'), not_yet_due: t('Its hour has not come'),
  no_panel: t('The panel is not there'), dark_hours: t('The screen rests at this hour'), not_its_turn: t('It has it; its turn has not come'),
}[why ?? ''] ?? why ?? '');

/** A text without the marks of emphasis and headings. @param {string|undefined} markdown */
export const textOf = (markdown) => (markdown ?? '').replaceAll('**', '').replace(/^#+ /gm, '').replace(/^\|[-|: ]*\|\n?/gm, '') // the rows of a table stand under its head, between lines that nobody reads
  .replace(/^\|(.*)\|$/gm, (_, row) => row.split('|').map((/** @type {string} */ cell) => cell.trim()).filter(Boolean).join('　')).trim();

/** When it hangs, as people say it. @param {any} doc */
const hours = (doc) => [[t('Hangs from'), secondsOf(doc?.effective)], [t('Hangs until'), secondsOf(doc?.expires)]].filter(([, s]) => s !== null).map(([words, s]) => `${words} ${dateTime(/** @type {number} */ (s))}`).join(' · ');

/** A document as lines, to compare. @param {any} doc */
export function linesOf(doc) {
  const words = (/** @type {string} */ lang) => doc?.lang?.[lang] ? [doc.lang[lang].title, doc.lang[lang].summary, '', doc.lang[lang].body_md] : [];
  return [...words('zh-CN'), '', ...words('en'), '', hours(doc), ...(doc?.files ?? []).map((/** @type {any} */ f) => f.name)].filter((l) => l !== undefined).join('\n');
}
