// Sums of fees, in whole fen: the range of a guide price, a month's charge, a package's saving, a statement's totals. Pure.

const BP = 10000;

/** What base and float allow, to the fen; null while something is missing. Largest downwards, smallest upwards, so that both lie inside.
 *  @param {any} guide @returns {{min_fen: number, max_fen: number}|null} */
export function guideRange(guide) {
  const { base_fen: base, float_up_bp: up, float_down_bp: down } = guide ?? {};
  if (![base, up, down].every(Number.isInteger) || base <= 0 || up < 0 || down < 0 || down > BP) return null;
  return { max_fen: Math.floor(base * (BP + up) / BP), min_fen: Math.ceil(base * (BP - down) / BP) };
}

/** 1500 of "15", "15%", "0.5". null: no percentage. @param {string} text */
export function bpOf(text) {
  const match = /^(\d{1,4})(?:\.(\d{1,2}))?\s*[%％]?$/.exec(text.trim());
  return match ? Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0')) : null;
}
/** @param {number} bp */
export const percentOf = (bp) => bp % 100 ? `${Math.trunc(bp / 100)}.${String(bp % 100).padStart(2, '0')}` : String(bp / 100);

/** A month of an area, rounded half up to the fen as the lobby does it. Area in 1/100 m². exact: 1/10000 yuan.
 *  @param {number} area @param {number} price fen */
export const monthly = (area, price) => ({ exact: area * price, fen: Math.floor((area * price + 50) / 100) });
/** "153.525" of 1535250. @param {number} exact */
export const exactWords = (exact) => `${Math.floor(exact / 10000)}.${String(exact % 10000).padStart(4, '0').replace(/0{1,2}$/, '')}`;
/** @param {string|undefined} unit */
export const isByArea = (unit) => /平方米/.test(unit ?? '') && /月/.test(unit ?? '');

/** @param {any[]|undefined} lines @param {string} member */
export const sum = (lines, member) => (lines ?? []).reduce((all, line) => all + (Number.isInteger(line[member]) ? line[member] : 0), 0);

/** With totals that follow from the lines. @param {any} one */
export function packageSums(one) {
  const list_total_fen = sum(one.lines, 'list_price_fen');
  return { ...one, list_total_fen, saving_fen: list_total_fen - (one.package_price_fen ?? 0) };
}

/** Totals, variances and shares of a statement follow from its lines. @param {any} statement */
export function statementSums(statement) {
  const line = (/** @type {any} */ l) => Number.isInteger(l.budget_fen) ? { ...l, variance_fen: l.actual_fen - l.budget_fen } : l;
  const income = (statement.income ?? []).map(line), expense = (statement.expense ?? []).map(line);
  const income_total_fen = sum(income, 'actual_fen'), expense_total_fen = sum(expense, 'actual_fen'), surplus_fen = income_total_fen - expense_total_fen;
  return { ...statement, income, income_total_fen, income_budget_fen: sum(income, 'budget_fen'), expense: shares(expense, expense_total_fen), expense_total_fen,
    expense_budget_fen: sum(expense, 'budget_fen'), surplus_fen, closing_balance_fen: (statement.opening_balance_fen ?? 0) + surplus_fen };
}

/** In basis points that sum to 10000: what rounding leaves goes to the lines that lost most. @param {any[]} lines @param {number} total */
function shares(lines, total) {
  if (total <= 0) return lines;
  const parts = lines.map((l) => Math.floor(l.actual_fen * BP / total));
  const order = lines.map((l, i) => ({ i, rest: (l.actual_fen * BP) % total })).sort((a, b) => b.rest - a.rest);
  for (let left = BP - parts.reduce((a, b) => a + b, 0), k = 0; left > 0; left--, k++) parts[order[k % order.length].i]++;
  return lines.map((l, i) => ({ ...l, share_bp: parts[i] }));
}

/** The first day on which a price announced on a day may hold: one month later, or that month's last day. @param {string} day "2026-12-31" */
export function monthLater(day) {
  const [y, m, d] = day.split('-').map(Number), last = new Date(Date.UTC(y, m + 1, 0)).getUTCDate();
  return new Date(Date.UTC(y, m, Math.min(d, last))).toISOString().slice(0, 10);
}
