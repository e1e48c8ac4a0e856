// The parts of the fee document that are one of a kind: what the price board says of itself, and the accounts. For each the fields of its form,
// what is computed from them, what is wrong, and how it reads. Pure.
import { lineList, members } from '../../ui/document/fields.js';
import { money, pick, t } from '../../app/i18n.js';
import { energySums, fundSums, percentOf, revenueSums, sum } from './money.js';

/** @typedef {import('../../ui/document/fields.js').Spec} Spec
 *  @typedef {import('../../ui/document/fields.js').Section} Section
 *  @typedef {{buildings: any[], organisations: any[], roles: any[]}} World  of the community, for choices
 *  @typedef {{id: string, title: string, lead: string, page?: string, read: (doc: any) => any, blank: (world: World) => any, write: (doc: any, entry: any) => any, sections: (world: World) => Section[], finish: (entry: any) => any,
 *             facts?: (entry: any) => [any, any][], faults: (entry: any) => string, gone?: (doc: any) => any}} Account */

/** @type {(member: string, label: string, more?: Partial<Spec>) => Spec} */
const f = (member, label, more = {}) => ({ member, label, ...more });
/** @param {any[]|undefined} list */
const named = (list) => (list ?? []).map((one) => ({ value: one.id, label: pick(one, 'name') || one.id }));
const fen = (/** @type {any} */ v) => Number.isInteger(v) ? money(v) : '—';
/** The next "PR-10". @param {string} letters @param {any[]} rows @param {string} [member] */
const nextCode = (letters, rows, member = 'code') => `${letters}-${String(Math.max(0, ...rows.map((r) => Number(/\d+$/.exec(r[member] ?? '')?.[0] ?? 0))) + 1).padStart(2, '0')}`;
/** @param {string} name */
const part = (name) => ({ read: (/** @type {any} */ doc) => doc[name], write: (/** @type {any} */ doc, /** @type {any} */ entry) => ({ ...doc, [name]: entry }),
  gone: (/** @type {any} */ doc) => { const { [name]: _, ...rest } = doc; return rest; } });

/* --- What the price board says of itself --- */

const BOARD = ['manager_name', 'manager_name_en', 'charging_mode', 'charging_mode_en', 'rounding_rule', 'rounding_rule_en', 'price_board_contact'];

/** The list and its English stand beside each other in the document. @param {any} doc */
const readBoard = (doc) => ({ ...Object.fromEntries(BOARD.filter((m) => doc[m] !== undefined).map((m) => [m, doc[m]])),
  not_charged: (doc.not_charged ?? []).map((/** @type {string} */ name, /** @type {number} */ i) => ({ name, ...(doc.not_charged_en?.[i] ? { name_en: doc.not_charged_en[i] } : {}) })) });
/** @param {any} doc @param {any} entry */
function writeBoard(doc, entry) {
  const { not_charged: rows = [], ...rest } = entry, others = Object.fromEntries(Object.entries(doc).filter(([m]) => !BOARD.includes(m) && m !== 'not_charged' && m !== 'not_charged_en'));
  return { ...others, ...rest, price_board_contact: entry.price_board_contact ?? {}, ...(rows.length ? { not_charged: rows.map((/** @type {any} */ r) => r.name) } : {}),
    ...(rows.some((/** @type {any} */ r) => r.name_en) ? { not_charged_en: rows.map((/** @type {any} */ r) => r.name_en ?? '') } : {}) };
}

/** @returns {Account} */
const board = () => ({ id: 'board', title: t('Price board'), lead: t('Who charges, how amounts are rounded, whom to complain to, and what is never charged.'), page: 'fees', read: readBoard, write: writeBoard, blank: () => ({ price_board_contact: {} }), finish: (e) => e, faults: () => '',
  sections: () => [
    { title: t('Who charges'), fields: [f('manager_name', t('Company'), { wanted: true, max: 100 }), f('manager_name_en', t('Company in English'), { max: 200 }), f('charging_mode', t('Way of charging'), { kind: 'choice', options: [{ value: '酬金制', label: t('Remuneration basis') }, { value: '包干制', label: t('Lump sum') }] }), f('charging_mode_en', t('Way of charging in English'))] },
    { title: t('How amounts are rounded'), hint: t('Residents compute with this rule: it stands at the foot of the price list.'), fields: [f('rounding_rule', t('Rounding rule'), { kind: 'area', max: 200 }), f('rounding_rule_en', t('Rounding rule in English'), { kind: 'area' })] },
    { title: t('Questions about prices'), fields: [f('price_board_contact.service_complaint', t('Telephone for complaints'), { max: 40 }), f('price_board_contact.price_regulator', t('Price regulator’s telephone'), { max: 40 })] },
    { title: t('What is never charged'), hint: t('Deposits and fees that this community does not know, one in each line.'), fields: [f('not_charged', t('What is never charged'), { kind: 'rows', columns: [f('name', t('Name#thing'), { wanted: true, max: 60 }), f('name_en', t('Name in English'), { max: 80 })] })] }] });

/* --- Income of common parts --- */

/** @param {'income'|'cost'|'use'} member @param {string} label @param {string} one @param {string} letters @returns {Spec} */
const amounts = (member, label, one, letters) => f(member, label, { kind: 'blocks', one, next: (rows) => ({ code: nextCode(letters, rows), name: '' }), name: (row) => [row.code, pick(row, 'name')].filter(Boolean).join(' '),
  columns: [f('name', t('Name#thing'), { wanted: true, max: 60 }), f('name_en', t('Name in English')), f('amount_fen', t('Amount'), { kind: 'money', wanted: true }),
    ...(member === 'income' ? [f('counterparty', t('Who pays it')), f('contract', t('Contract')), f('basis', t('How it is worked out'))] : []), ...(member === 'use' ? [f('decision', t('Who decided it'))] : [])] });
const dates = () => [f('period.start', t('From the day'), { kind: 'date' }), f('period.end', t('To the day'), { kind: 'date' }), f('published', t('Published on'), { kind: 'date' }), f('display_until', t('Hangs until#account'), { kind: 'date', hint: t('After this day the screens leave it out; empty: it stays.') })];
/** @param {World} world */
const hands = (world) => [f('prepared_by', t('Prepared by'), { kind: 'choice', options: named(world.roles) }), f('reviewed_by', t('Looked over by'), { kind: 'several', options: named(world.roles) })];

/** @returns {Account} */
const revenue = () => ({ ...part('public_revenue'), id: 'revenue', title: t('Public revenue'), lead: t('What the common parts earned in a quarter, line by line, what it cost, and what it was used for.'), page: 'fees/accounts', blank: () => ({ title: '', income: [], cost: [], use: [] }), finish: revenueSums,
  sections: (world) => [
    { title: t('Public revenue'), fields: [f('title', t('Heading'), { wanted: true, max: 100, whole: true }), f('title_en', t('Heading in English'), { whole: true }), ...dates(), f('account', t('Where the money lies')), f('account_en', t('Where the money lies, in English')), f('opening_balance_fen', t('Balance before'), { kind: 'money' }), ...hands(world)] },
    { title: t('Income'), fields: [amounts('income', t('Income'), t('Income of common parts'), 'PR')] },
    { title: t('Cost#revenue'), fields: [amounts('cost', t('Cost#revenue'), t('Cost of common parts'), 'PC')] },
    { title: t('Used for'), fields: [amounts('use', t('Used for'), t('Use of public revenue'), 'PU')] },
    { title: t('To the maintenance fund'), fields: [f('transfer_to_maintenance_fund_fen', t('Moved to the maintenance fund'), { kind: 'money' }), f('transfer_rule', t('By which rule'), { kind: 'area' }), f('transfer_rule_en', t('By which rule, in English'), { kind: 'area' })] }],
  facts: (e) => [[t('Income together'), fen(e.income_total_fen)], [t('Cost together'), fen(e.cost_total_fen)], [t('Left after cost'), fen(e.net_fen)], [t('Used together'), fen(e.use_total_fen)], [t('Moved to the maintenance fund'), fen(e.transfer_to_maintenance_fund_fen ?? 0)], [t('Balance after'), fen(e.closing_balance_fen)]],
  faults: (e) => e.income?.length ? '' : t('At least one line of income is wanted.') });

/* --- The maintenance fund --- */

/** @param {any} rows @param {World} world */
const freeBuilding = (rows, world) => world.buildings.find((b) => !rows.some((/** @type {any} */ r) => r.building === b.id))?.id;
/** @param {World} world */
const called = (world) => (/** @type {any} */ row) => pick(world.buildings.find((b) => b.id === row.building), 'name') || row.building || '';

/** @param {World} world @returns {Spec[]} */
const fundLists = (world) => [
  f('accounts', t('Account of a building'), { kind: 'blocks', one: t('Account of a building'), next: (rows) => ({ building: freeBuilding(rows, world) }), name: called(world), columns: [f('building', t('Building'), { kind: 'choice', wanted: true, options: named(world.buildings) }),
    f('initial_deposit_fen', t('First deposit'), { kind: 'money', wanted: true }), f('opening_fen', t('Balance before'), { kind: 'money', wanted: true }), f('interest_fen', t('Interest'), { kind: 'money', wanted: true }), f('public_revenue_in_fen', t('From the common parts'), { kind: 'money', wanted: true }), f('new_deposit_fen', t('New deposits'), { kind: 'money', wanted: true })] }),
  f('uses', t('Use of the fund'), { kind: 'blocks', one: t('Use of the fund'), next: (rows) => ({ id: nextCode('MU', rows, 'id'), project: '', split: [] }), name: (row) => [row.id, pick(row, 'project')].filter(Boolean).join(' '), columns: [f('project', t('Project'), { wanted: true, max: 100 }), f('project_en', t('Project in English')), f('approved', t('Approved on'), { kind: 'date' }),
    f('split', t('What each building bears'), { kind: 'rows', next: (rows) => ({ building: freeBuilding(rows, world) }), columns: [f('building', t('Building'), { kind: 'choice', wanted: true, options: named(world.buildings) }), f('amount_fen', t('Amount'), { kind: 'money', wanted: true })] }), f('total_fen', t('Together'), { kind: 'shown', text: (row) => fen(sum(row.split, 'amount_fen')) })] }),
  f('planned', t('Planned project'), { kind: 'blocks', one: t('Planned project'), name: (row) => pick(row, 'project'), columns: [f('project', t('Project'), { wanted: true, max: 100 }), f('project_en', t('Project in English')), f('total_fen', t('Cost of it'), { kind: 'money', wanted: true }), f('affected_households', t('Homes that pay'), { kind: 'number' }), f('rule', t('How it is shared'), { kind: 'area' }), f('vote', t('What the owners decided'), { kind: 'area' }), f('vote_en', t('What the owners decided, in English'), { kind: 'area' })] }),
  f('public_revenue_in_by_quarter_fen', t('From the common parts, by quarter'), { kind: 'rows', next: () => ({ period: '' }), columns: [f('period', t('Quarter'), { wanted: true }), f('amount_fen', t('Amount'), { kind: 'money', wanted: true })] })];

/** @param {any} e */
function fundFaults(e) {
  const buildings = (e.accounts ?? []).map((/** @type {any} */ a) => a.building), twice = buildings.find((/** @type {string} */ b, /** @type {number} */ i) => buildings.indexOf(b) !== i);
  if (!buildings.length) return t('At least the account of one building is wanted.');
  if (twice) return t('The building {id} has two accounts.', { id: twice });
  const lost = (e.uses ?? []).flatMap((/** @type {any} */ u) => u.split ?? []).find((/** @type {any} */ p) => !buildings.includes(p.building));
  if (lost) return t('The building {id} bears a part, but has no account here.', { id: lost.building ?? '—' });
  if ((e.uses ?? []).some((/** @type {any} */ u) => !u.split?.length)) return t('Each use says what each building bears of it.');
  const quarters = sum(e.public_revenue_in_by_quarter_fen, 'amount_fen'), came = sum(e.accounts, 'public_revenue_in_fen');
  return e.public_revenue_in_by_quarter_fen?.length && quarters !== came ? t('By quarter {a} came from the common parts, by building {b}: these must be one sum.', { a: money(quarters), b: money(came) }) : '';
}

/** @returns {Account} */
const fund = () => ({ ...part('maintenance_fund'), id: 'fund', title: t('Maintenance fund'), lead: t('What each building has left, what was paid, and what is planned. Never the account of one home.'), page: 'fees/accounts', blank: (world) => ({ title: '', accounts: world.buildings.map((b) => ({ building: b.id })), uses: [], renewal_threshold_bp: 3000 }), finish: fundSums,
  sections: (world) => [
    { title: t('Maintenance fund'), fields: [f('title', t('Heading'), { wanted: true, max: 100, whole: true }), f('title_en', t('Heading in English'), { whole: true }), ...dates(), f('bank', t('Bank'), { kind: 'choice', options: named(world.organisations) }), f('renewal_threshold_bp', t('Topped up below, % of the first deposit'), { kind: 'percent' }), f('query', t('How owners see their own account'), { kind: 'area' }), f('query_en', t('How owners see their own account, in English'), { kind: 'area' })] },
    ...fundLists(world).map((spec) => ({ title: spec.label, fields: [spec] }))],
  facts: (e) => [...(e.accounts ?? []).map((/** @type {any} */ a) => /** @type {[any, any]} */ ([a.building ?? '—', `${fen(a.closing_fen)}${Number.isInteger(a.ratio_to_initial_bp) ? ` · ${percentOf(a.ratio_to_initial_bp)}%` : ''}${a.renewal_required ? ` · ${t('must be topped up')}` : ''}`])),
    [t('Balance before'), fen(e.totals.opening_fen)], [t('Taken out'), fen(e.totals.used_fen)], [t('Balance after'), fen(e.totals.closing_fen)],
    ...(e.planned ?? []).filter((/** @type {any} */ p) => Number.isInteger(p.base_share_fen)).map((/** @type {any} */ p) => /** @type {[any, any]} */ ([pick(p, 'project'), t('{share} for each home, a fen more for {n}', { share: money(p.base_share_fen), n: p.extra_one_fen_households })]))],
  faults: fundFaults });

/* --- Common electricity --- */

/** @returns {Account} */
const energy = () => ({ ...part('utility_allocation'), id: 'energy', title: t('Common electricity'), lead: t('What lifts, pumps and lights used, and what each building bears of it.'), blank: () => ({ title: '', meters: [], allocation: [] }), finish: energySums,
  sections: (world) => [
    { title: t('Common electricity'), fields: [f('title', t('Heading'), { wanted: true, max: 100, whole: true }), f('title_en', t('Heading in English'), { whole: true }), f('unit_price_fen', t('Price of a kilowatt-hour'), { kind: 'money', wanted: true }), f('rounding', t('How the rest of a fen is shared'), { kind: 'area' })] },
    { title: t('Meters'), fields: [f('meters', t('Meters'), { kind: 'rows', next: () => ({ name: '' }), columns: [f('name', t('Name#thing'), { wanted: true }), f('kwh', t('Kilowatt-hours'), { kind: 'number', wanted: true }), f('treatment', t('Who bears it'))] })] },
    { title: t('What each building bears'), fields: [f('allocation', t('What each building bears'), { kind: 'rows', next: (rows) => ({ building: freeBuilding(rows, world) }), columns: [f('building', t('Building'), { kind: 'choice', wanted: true, options: named(world.buildings) }), f('lift_fen', t('Lifts'), { kind: 'money', wanted: true }), f('pump_fen', t('Pumps'), { kind: 'money', wanted: true })] })] }],
  facts: (e) => [[t('Kilowatt-hours together'), String(e.total_kwh)], [t('Cost together'), fen(e.total_amount_fen)], [t('Borne by the buildings'), fen(e.allocated_total_fen)]],
  faults: (e) => energySums(e).allocated_total_fen > energySums(e).total_amount_fen ? t('The buildings bear more than all of it cost.') : '' });

export const accounts = () => [board(), revenue(), fund(), energy()];

/* --- How changes are told --- */

const NOWHERE = { buildings: [], organisations: [], roles: [] };
const TABLES = { revenue: 'public_revenue', fund: 'maintenance_fund', energy: 'utility_allocation' };
const keyOf = (/** @type {any} */ row) => row.code ?? row.id ?? row.building ?? row.period ?? row.project ?? row.name;

/** Members of lines that are computed, by the list they stand in. */
const computed = () => /** @type {Record<string, import('../../ui/document/changes.js').Member[]>} */ ({
  accounts: [{ member: 'used_fen', label: t('Taken out'), words: fen }, { member: 'closing_fen', label: t('Balance after'), words: fen }, { member: 'ratio_to_initial_bp', label: t('Part of the first deposit'), words: (v) => `${percentOf(v)}%` }, { member: 'renewal_required', label: t('must be topped up'), words: (v) => v ? t('yes') : t('no') }],
  uses: [{ member: 'total_fen', label: t('Together'), words: fen }], planned: [{ member: 'base_share_fen', label: t('For each home'), words: fen }, { member: 'extra_one_fen_households', label: t('Homes that pay a fen more') }],
  meters: [{ member: 'amount_fen', label: t('Amount'), words: fen }], allocation: [{ member: 'total_fen', label: t('Together'), words: fen }] });

/** @returns {import('../../ui/document/changes.js').List[]} */
export const accountLists = () => accounts().filter((a) => a.id !== 'board').flatMap((a) => a.sections(NOWHERE).flatMap((s) => s.fields).filter((spec) => spec.kind === 'rows' || spec.kind === 'blocks').map((spec) => {
  const list = lineList(TABLES[/** @type {'fund'} */ (a.id)], spec, keyOf);
  return { ...list, what: `${a.title} · ${spec.one ?? spec.label}`, name: (/** @type {any} */ row) => pick(row, 'name') || pick(row, 'project') || keyOf(row), members: [...list.members, ...(computed()[spec.member] ?? [])] };
}));

/** @returns {import('../../ui/document/changes.js').Member[]} */
export const accountTop = () => [...members(board().sections(NOWHERE)).filter((m) => m.member !== 'not_charged'), { member: 'not_charged', label: t('What is never charged') }, { member: 'not_charged_en', label: t('What is never charged, in English') },
  ...accounts().filter((a) => a.id !== 'board').flatMap((a) => members(a.sections(NOWHERE).map((s) => ({ ...s, fields: s.fields.filter((x) => x.kind !== 'rows' && x.kind !== 'blocks') })), `${TABLES[/** @type {'fund'} */ (a.id)]}.`).map((m) => ({ ...m, label: `${a.title} · ${m.label}` }))),
  ...[['public_revenue.income_total_fen', t('Income together')], ['public_revenue.cost_total_fen', t('Cost together')], ['public_revenue.net_fen', t('Left after cost')], ['public_revenue.use_total_fen', t('Used together')], ['public_revenue.closing_balance_fen', t('Balance after')]].map(([member, label]) => ({ member, label: `${t('Public revenue')} · ${label}`, words: fen })),
  ...[['maintenance_fund.totals.used_fen', t('Taken out')], ['maintenance_fund.totals.closing_fen', t('Balance after')]].map(([member, label]) => ({ member, label: `${t('Maintenance fund')} · ${label}`, words: fen }))];
