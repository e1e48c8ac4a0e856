// What of a day's facts needs somebody. Pure: the same facts give the same lists.

/** @typedef {import('./api.js').Day} Day */
const DECIDE_S = 1800; // before the end of an urgent notice
const DAY_S = 86400, ENDS_SOON_S = 3 * DAY_S;

/** @param {Day} day @param {number} now unix s */
export function matters(day, now) {
  const notices = day.items.filter((i) => i.kind === 'notice');
  return {
    review: day.items.filter((i) => i.work?.state === 'review').sort((a, b) => a.updated - b.updated),
    drafts: day.items.filter((i) => i.kind === 'notice' ? i.status === 'draft' && !['review', 'approved'].includes(i.work?.state) : ['draft', 'returned'].includes(i.work?.state)).sort((a, b) => b.updated - a.updated),
    after: notices.filter((i) => i.review_after),
    open: notices.filter((i) => i.state === 'ended_open' || (i.state === 'live' && i.priority === 1 && i.until > 0 && i.until < now + DECIDE_S)),
    ends: notices.filter((i) => i.state === 'live' && i.until > now && i.until < now + ENDS_SOON_S).sort((a, b) => a.until - b.until),
    late: [...day.late].sort((a, b) => a.promised_s - b.promised_s),
    fresh: day.fresh.filter((c) => !c.late).sort((a, b) => a.promised_s - b.promised_s),
    desk: day.desk.filter((c) => !c.late).sort((a, b) => a.promised_s - b.promised_s),
    quiet: day.terminals.filter((terminal) => !terminal.revoked && terminal.state === 'silent').sort((a, b) => a.last_seen - b.last_seen),
    unpaired: day.lobbies.filter((l) => !day.terminals.some((terminal) => terminal.lobby === l.id && !terminal.revoked)),
    answers: ['asked', 'thanks'].flatMap((kind) => (day.outcome?.[kind] ?? []).filter((/** @type {any} */ a) => a.draft).map((/** @type {any} */ a) => ({ ...a, kind }))),
    overdue: (day.outcome?.overdue ?? []).map((/** @type {string} */ id) => day.outcome.asked.find((/** @type {any} */ a) => a.id === id)).filter(Boolean),
    months: day.outcome?.bucket_missing ?? [],
  };
}

/** @typedef {{shown: boolean, people: number|null, demo: boolean}} Known  people: null where they are nobody's business */
/** The way from an empty server to screens that are real: how far it is. `later`: it can wait. @param {Day} day @param {Known} known @returns {{id: string, done: boolean, later?: boolean}[]} */
export function firstHour(day, { shown, people, demo }) {
  const notices = day.items.filter((i) => i.kind === 'notice' && ['live', 'future', 'expired', 'ended_open'].includes(i.state)), hangs = (/** @type {string} */ kind) => day.items.some((i) => i.kind === kind && i.status === 'published');
  return [
    { id: 'community', done: day.items.some((i) => i.kind === 'community') && day.lobbies.length > 0 },
    ...(people === null ? [] : [{ id: 'people', done: people > 1 }]),
    { id: 'terminal', done: day.terminals.some((terminal) => !terminal.revoked) },
    { id: 'notice', done: notices.length > 0 },
    { id: 'shown', done: shown },
    { id: 'form', done: hangs('form') },
    { id: 'board', done: hangs('standard') && hangs('fee'), later: true },
    { id: 'live', done: !demo },
  ];
}
