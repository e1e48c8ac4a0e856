// How a screen fares, in words. What it does not say is said to be unknown, never to be zero.
import { html, Badge, Icon } from '../../ui/index.js';
import { ago, t } from '../../app/i18n.js';
import { versionOf } from './api.js';

/** @typedef {{kind: 'good'|'warn'|'bad'|'plain', icon: any, words: string}} Sign */

/** @param {string} kind */
const alertWords = (kind) => ({
  power_low: t('Its power supply is too weak'), disk_full: t('Its memory card is full'), entries_parked: t('Reports are stuck in it'),
  clock_unknown: t('It does not know the time'), touch_gone: t('Its touch panel is gone'),
}[kind]);

/** The one word that counts. @param {import('./api.js').Terminal|null} terminal @param {import('./api.js').Alert[]} alerts @returns {Sign} */
export function stateOf(terminal, alerts) {
  if (!terminal) return { kind: 'plain', icon: 'plus', words: t('No screen yet') };
  if (terminal.revoked) return { kind: 'plain', icon: 'close', words: t('Out of service') };
  if (!terminal.last_seen) return { kind: 'warn', icon: 'clock', words: t('Not heard yet') };
  if (alerts.some((a) => a.kind === 'terminal_quiet')) return { kind: 'bad', icon: 'warn', words: t('Quiet, last heard {when}', { when: ago(terminal.last_seen) }) };
  if (terminal.state === 'silent') return { kind: 'warn', icon: 'clock', words: t('Last heard {when}', { when: ago(terminal.last_seen) }) };
  if (terminal.status?.screen === 'absent') return { kind: 'bad', icon: 'warn', words: t('Reached, but its screen does not run') };
  if (terminal.status?.kiosk?.panel === 'lost') return { kind: 'bad', icon: 'warn', words: t('Reached, but its panel is not there') };
  if (terminal.status?.kiosk?.panel === 'dark') return { kind: 'good', icon: 'check', words: t('Works; the screen rests now') };
  return { kind: 'good', icon: 'check', words: t('Works') };
}

/** What else is worth a look. @param {import('./api.js').Terminal|null} terminal @param {import('./api.js').Alert[]} alerts @param {string} newest @returns {Sign[]} */
export function remarksOf(terminal, alerts, newest) {
  if (!terminal || terminal.revoked) return [];
  /** @type {Sign[]} */
  const signs = [];
  for (const alert of alerts) {
    const words = alertWords(alert.kind);
    if (words) signs.push({ kind: 'bad', icon: 'warn', words });
  }
  const version = versionOf(terminal), status = terminal.status;
  if (newest && version && version !== newest) signs.push({ kind: 'warn', icon: 'refresh', words: t('Version {version}, others have {newest}', { version, newest }) });
  if (status?.clock === 'approx') signs.push({ kind: 'warn', icon: 'clock', words: t('Its time is not confirmed') });
  if (status?.power === 'was_low') signs.push({ kind: 'warn', icon: 'warn', words: t('Its power was too weak for a while') });
  if (status?.waiting) signs.push({ kind: 'warn', icon: 'case', words: t('Reports wait in it: {n}', { n: status.waiting }) });
  return signs;
}

/** @param {{sign: Sign}} props a sign and words: never colour alone */
export const Sign = ({ sign }) => html`<span class="lobbies-sign"><${Badge} kind=${sign.kind}><${Icon} name=${sign.icon} /> ${sign.words}<//></span>`;
