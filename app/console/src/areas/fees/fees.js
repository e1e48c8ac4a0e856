// How the changes of the fees are told.
import start from '../../../../../assets/start/fees.json';
import { money, pick, t } from '../../app/i18n.js';
import { accountLists, accountTop } from './accounts.js';
import { percentOf } from './money.js';

/** The first fee finds whose price board it is and where one complains, as the community says it. @param {any} doc @param {any} community @param {string} office */
export function begun(doc, community, office) {
  const company = (community.organisations ?? []).find((/** @type {any} */ o) => o.id === community.contract?.manager), contacts = community.contacts ?? [];
  const complaints = contacts.find((/** @type {any} */ c) => c.kind === 'complaint') ?? contacts.find((/** @type {any} */ c) => c.kind === 'service');
  return { manager_name: company?.name ?? office, ...(company?.name_en ? { manager_name_en: company.name_en } : {}), price_board_contact: { ...(complaints ? { service_complaint: complaints.phone } : {}), ...start.price_board_contact }, ...doc };
}

const yuan = (/** @type {any} */ v) => Number.isInteger(v) ? money(v) : '—';

export const lists = () => /** @type {import('../../ui/document/changes.js').List[]} */ ([
  { path: 'fee_items', what: t('Fee'), name: (f) => `${f.id} ${pick(f, 'name')}`, members: [
    { member: 'name', label: t('Name#thing') }, { member: 'unit_price_fen', label: t('Price'), words: yuan }, { member: 'unit', label: t('Unit#measure') }, { member: 'price_basis', label: t('Kind of price') },
    { member: 'guide_price.base_fen', label: t('Base price'), words: yuan }, { member: 'guide_price.float_up_bp', label: t('May be higher by'), words: (v) => `${percentOf(v)}%` }, { member: 'guide_price.float_down_bp', label: t('May be lower by'), words: (v) => `${percentOf(v)}%` },
    { member: 'guide_price.min_fen', label: t('Lowest allowed'), words: yuan }, { member: 'guide_price.max_fen', label: t('Highest allowed'), words: yuan },
    { member: 'approval_document', label: t('Basis of the price') }, { member: 'payer', label: t('Who pays') }, { member: 'service_content', label: t('What is given for it') }, { member: 'service_clauses', label: t('Standards that it pays for') },
    { member: 'billing_method', label: t('How it is counted') }, { member: 'billing_start', label: t('Counted from') }, { member: 'effective_from', label: t('Price in force from') }, { member: 'due_rule', label: t('Due') },
    { member: 'complaint_line', label: t('Telephone for complaints') }, { member: 'price_regulator_line', label: t('Price regulator’s telephone') },
    { member: 'next_change.unit_price_fen', label: t('Coming price'), words: yuan }, { member: 'next_change.effective_from', label: t('Coming price from') }, { member: 'next_change.announce_on', label: t('Announced on') }, { member: 'next_change.status', label: t('How far it is') }] },
  { path: 'paid_services.items', what: t('Paid service'), name: (f) => `${f.id} ${pick(f, 'name')}`, members: [{ member: 'name', label: t('Name#thing') }, { member: 'unit', label: t('Unit#measure') }, { member: 'unit_price_fen', label: t('Price'), words: yuan }, { member: 'quantity_in_period', label: t('How often in the quarter') }, { member: 'direct_cost_fen', label: t('What it costs us each time'), words: yuan }, { member: 'revenue_fen', label: t('Income'), words: yuan }, { member: 'direct_cost_total_fen', label: t('Cost'), words: yuan }, { member: 'margin_fen', label: t('Left over'), words: yuan },
    { member: 'material_rule', label: t('Material') }, { member: 'order_channel', label: t('How to order') }] },
  { path: 'free_services.items', what: t('Free service'), name: (f) => `${f.id} ${pick(f, 'name')}`, members: [{ member: 'name', label: t('Name#thing') }, { member: 'unit', label: t('Unit#measure') }, { member: 'cost_per_time_fen', label: t('Cost each time'), words: yuan }, { member: 'times_in_period', label: t('Times') }, { member: 'total_cost_fen', label: t('Cost'), words: yuan }] },
  { path: 'packages', what: t('Package'), name: (f) => `${f.id} ${pick(f, 'name')}`, members: [{ member: 'name', label: t('Name#thing') }, { member: 'list_total_fen', label: t('Sum of the prices'), words: yuan }, { member: 'package_price_fen', label: t('Price of the package'), words: yuan }, { member: 'saving_fen', label: t('Saving'), words: yuan }, { member: 'lines', label: t('Services in it'), words: (v) => v.map((/** @type {any} */ l) => `${l.service} × ${l.quantity}`).join('、') }] },
  ...[['income', t('Income')], ['expense', t('Spending')]].map(([part, what]) => ({ path: `statement.${part}`, what, key: (/** @type {any} */ l) => l.code ?? l.name, name: (/** @type {any} */ l) => pick(l, 'name'), members: [
    { member: 'name', label: t('Name#thing') }, { member: 'actual_fen', label: t('Amount'), words: yuan }, { member: 'budget_fen', label: t('Planned'), words: yuan }, { member: 'variance_fen', label: t('Difference'), words: yuan }, { member: 'share_bp', label: t('Share'), words: (/** @type {any} */ v) => `${percentOf(v)}%` },
    { member: 'name_en', label: t('Name in English') }, { member: 'details', label: t('Parts of it'), words: (/** @type {any} */ v) => v.map((/** @type {any} */ d) => `${pick(d, 'name')} ${yuan(d.actual_fen)}`).join('、') }] })),
  ...accountLists(),
]);

export const top = () => /** @type {import('../../ui/document/changes.js').Member[]} */ ([
  ...accountTop(), { member: 'statement.title', label: t('Statement') }, { member: 'statement.title_en', label: t('Heading in English') }, { member: 'statement.period.start', label: t('From the day') }, { member: 'statement.period.end', label: t('To the day') }, { member: 'statement.published', label: t('Published on') }, { member: 'statement.display_until', label: t('Hangs until#account') },
  { member: 'statement.surplus_rule', label: t('What becomes of what is left over') }, { member: 'statement.receivable.receivable_total_fen', label: t('Charged together'), words: yuan }, { member: 'statement.receivable.collected_total_fen', label: t('Paid together'), words: yuan }, { member: 'statement.opening_balance_fen', label: t('Balance before'), words: yuan },
  { member: 'statement.income_total_fen', label: t('Income together'), words: yuan }, { member: 'statement.expense_total_fen', label: t('Spending together'), words: yuan }, { member: 'statement.surplus_fen', label: t('Left over'), words: yuan }, { member: 'statement.closing_balance_fen', label: t('Balance after'), words: yuan }]);
