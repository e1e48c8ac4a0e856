// Sums of fees, in whole fen: the range of a guide price, a month's charge, a package's saving, a statement's totals. Pure.
export { bpOf, percentOf } from '../../ui/fen.js';

const BP = 10000;

/** What base and float allow, to the fen; null while something is missing. Largest downwards, smallest upwards, so that both lie inside.
 *  @param {any} guide @returns {{min_fen: number, max_fen: number}|null} */
export function guideRange(guide) {
  const { base_fen: base, float_up_bp: up, float_down_bp: down } = guide ?? {};
  if (![base, up, down].every(Number.isInteger) || base <= 0 || up < 0 || down < 0 || down > BP) return null;
  return { max_fen: Math.floor(base * (BP + up) / BP), min_fen: Math.ceil(base * (BP - down) / BP) };
}

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

/** How many homes of a group paid, and what that is in a quarter. @param {any} receivable */
function receivableSums(receivable) {
  const groups = (receivable.groups ?? []).map((/** @type {any} */ g) => {
    if (![g.households, g.monthly_fee_fen, g.paid_households].every(Number.isInteger)) return g;
    const quarter_fee_fen = 3 * g.monthly_fee_fen, unpaid_households = g.households - g.paid_households;
    return { ...g, quarter_fee_fen, receivable_fen: g.households * quarter_fee_fen, collected_fen: g.paid_households * quarter_fee_fen, unpaid_households, unpaid_fen: unpaid_households * quarter_fee_fen };
  });
  const receivable_total_fen = sum(groups, 'receivable_fen'), collected_total_fen = sum(groups, 'collected_fen');
  return { ...receivable, groups, receivable_total_fen, collected_total_fen, unpaid_total_fen: sum(groups, 'unpaid_fen'), collection_rate_bp: receivable_total_fen ? Math.floor(collected_total_fen * BP / receivable_total_fen + 0.5) : 0 };
}

/** Totals, variances and shares of a statement follow from its lines. @param {any} statement */
export function statementSums(statement) {
  const line = (/** @type {any} */ l) => Number.isInteger(l.budget_fen) ? { ...l, variance_fen: l.actual_fen - l.budget_fen } : l;
  const income = (statement.income ?? []).map(line), expense = (statement.expense ?? []).map(line);
  const income_total_fen = sum(income, 'actual_fen'), expense_total_fen = sum(expense, 'actual_fen'), surplus_fen = income_total_fen - expense_total_fen;
  return { ...statement, ...(statement.receivable ? { receivable: receivableSums(statement.receivable) } : {}), income, income_total_fen, income_budget_fen: sum(income, 'budget_fen'), expense: shares(expense, expense_total_fen), expense_total_fen,
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

/** Totals and balance of what the common parts earned. @param {any} revenue */
export function revenueSums(revenue) {
  const income_total_fen = sum(revenue.income, 'amount_fen'), cost_total_fen = sum(revenue.cost, 'amount_fen'), use_total_fen = sum(revenue.use, 'amount_fen');
  const net_fen = income_total_fen - cost_total_fen;
  return { ...revenue, income_total_fen, cost_total_fen, net_fen, use_total_fen,
    closing_balance_fen: (revenue.opening_balance_fen ?? 0) + net_fen - use_total_fen - (revenue.transfer_to_maintenance_fund_fen ?? 0) };
}

const MOVES = ['initial_deposit_fen', 'opening_fen', 'interest_fen', 'public_revenue_in_fen', 'new_deposit_fen', 'used_fen', 'closing_fen'];
const RENEWAL_BP = 3000; // below this part of the first deposit a building's fund is topped up, unless the document says another

/** What a project costs each home in equal parts: what division leaves over is a fen more for the first ones. @param {any} one */
function equalShares(one) {
  const homes = one.affected_households;
  if (!Number.isInteger(homes) || homes < 1 || !Number.isInteger(one.total_fen)) return one;
  const base_share_fen = Math.floor(one.total_fen / homes);
  return { ...one, base_share_fen, extra_one_fen_households: one.total_fen - base_share_fen * homes };
}

/** The maintenance fund: what a building's projects took, what it has left, its part of the first deposit, and the totals. @param {any} fund */
export function fundSums(fund) {
  const uses = (fund.uses ?? []).map((/** @type {any} */ use) => use.split?.length ? { ...use, total_fen: sum(use.split, 'amount_fen') } : use);
  const taken = (/** @type {string} */ building) => sum(uses.flatMap((/** @type {any} */ use) => (use.split ?? []).filter((/** @type {any} */ part) => part.building === building)), 'amount_fen');
  const accounts = (fund.accounts ?? []).map((/** @type {any} */ a) => {
    const used_fen = taken(a.building), closing_fen = (a.opening_fen ?? 0) + (a.interest_fen ?? 0) + (a.public_revenue_in_fen ?? 0) + (a.new_deposit_fen ?? 0) - used_fen;
    const ratio = a.initial_deposit_fen > 0 ? Math.round(closing_fen * BP / a.initial_deposit_fen) : null;
    return { ...a, used_fen, closing_fen, ...(ratio === null ? {} : { ratio_to_initial_bp: ratio, renewal_required: ratio < (fund.renewal_threshold_bp ?? RENEWAL_BP) }) };
  });
  return { ...fund, accounts, uses, ...(fund.planned ? { planned: fund.planned.map(equalShares) } : {}), totals: Object.fromEntries(MOVES.map((m) => [m, sum(accounts, m)])) };
}

/** Common electricity: what each meter cost, and what each building bears of it. @param {any} energy */
export function energySums(energy) {
  const meters = (energy.meters ?? []).map((/** @type {any} */ m) => Number.isInteger(m.kwh) && Number.isInteger(energy.unit_price_fen) ? { ...m, amount_fen: m.kwh * energy.unit_price_fen } : m);
  const allocation = (energy.allocation ?? []).map((/** @type {any} */ a) => ({ ...a, total_fen: (a.lift_fen ?? 0) + (a.pump_fen ?? 0) }));
  return { ...energy, meters, total_kwh: sum(meters, 'kwh'), total_amount_fen: sum(meters, 'amount_fen'), allocation, allocated_total_fen: sum(allocation, 'total_fen') };
}

/** What the services of a quarter came to, where it says so. @param {string} which @param {any} group */
export function serviceTotals(which, group) {
  const total = (/** @type {string} */ name, /** @type {string} */ member) => (group.items ?? []).some((/** @type {any} */ i) => Number.isInteger(i[member])) ? { [name]: sum(group.items, member) } : {};
  return which === 'free_services' ? { ...group, ...total('total_cost_fen', 'total_cost_fen') } : { ...group, ...total('total_revenue_fen', 'revenue_fen'), ...total('total_direct_cost_fen', 'direct_cost_total_fen'), ...total('total_margin_fen', 'margin_fen') };
}
