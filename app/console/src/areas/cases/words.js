// How states, times and ways are called.
import { dateTime, t, tn } from '../../app/i18n.js';

const DAY_S = 86400;

/** When the office next owes something, in words. @param {{due: number, state: string, set_aside: number}} row @param {number} now @returns {{words: string, kind: any}} */
export function dueWords(row, now) {
  if (row.set_aside) return { words: t('Set aside'), kind: 'plain' };
  if (!row.due) return { words: t('Nothing is due'), kind: 'plain' };
  const gap = row.due - now, days = Math.floor(Math.abs(gap) / DAY_S);
  if (gap < 0) return { words: days ? tn(days, 'Late by one day', 'Late by {n} days') : t('Late since today'), kind: 'bad' };
  if (new Date(row.due * 1000).toDateString() === new Date(now * 1000).toDateString()) return { words: t('Due today, {time}', { time: dateTime(row.due).split(/\s/).at(-1) ?? '' }), kind: 'warn' };
  return { words: t('Due {day}', { day: dateTime(row.due) }), kind: 'plain' };
}
/** @param {number} days */
export const workingDays = (days) => days < 0 ? tn(-days, 'one working day too late', '{n} working days too late') : days === 0 ? t('today') : tn(days, 'one working day left', '{n} working days left');

/** How it came. @param {string} channel */
export const channelWords = (channel) => ({ '': t('Lobby screen'), phone: t('Telephone'), desk: t('At the desk'), visit: t('On a visit'), paper: t('On paper') })[channel] ?? channel;

/** Since when it is so, as the resident chose it; free words stay. @param {string} when */
export const whenWords = (when) => ({ now: t('Happening now'), today: t('Today#since'), yesterday: t('Yesterday'), often: t('More than once') })[when] ?? when;

/** What a button for a move says. @param {string} to */
export const moveWords = (to) => ({
  assigned: t('Hand over'), in_progress: t('Say that it is being worked on'), replied: t('Answer'), closed: t('Close'), rejected: t('Do not accept'),
  merged: t('Merge with another'), withdrawn: t('Withdraw for the resident'), reopened: t('Take up again'),
})[to] ?? to;

/** What happened, in the time line. @param {import('./api.js').Event} e @param {(id: string) => string} state @param {(id: string) => string} remedy */
export function eventWords(e, state, remedy) {
  if (e.what === 'state') return state(e.state);
  if (e.what === 'verdict') return e.detail === 'helped' ? t('The resident says: it helped') : e.detail === 'not_helped' ? t('The resident says: it did not help') : t('The resident asks to take it up again');
  if (e.what === 'word') return e.detail === 'set_aside' ? t('Set aside') : e.detail === 'restored' ? t('Taken back from aside') : e.who ? t('A word to the resident') : t('The resident adds');
  if (e.what === 'remedy') return t('Granted: {what}', { what: remedy(e.detail) });
  if (e.what === 'late') return e.detail === 'first_reply' ? t('The first reply is late') : t('The answer is late');
  if (e.what === 'escalated') return t('Told to the next level');
  if (e.what === 'note') return t('Note for colleagues');
  if (e.what === 'opened') return e.detail === 'contact' ? t('Looked at name and telephone') : t('Opened from another desk');
  if (e.what === 'severity') return t('More severe: it came back a third time');
  return e.what;
}
/** @param {string} code 15 digits */
export const codeGroups = (code) => code.replace(/(.{5})(?=.)/g, '$1 ');
