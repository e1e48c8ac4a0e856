// The form of reports that an office begins with, and what its page changes in it. Pure.

/** @typedef {{company: string, company_en: string, phone: string}} Answers */

const FICTITIOUS = /000-5550/;
/** Whoever does not answer in time is told of two days later at the latest. */
const LAST_STEP_HOURS = 48;

/** The sample's form without what is the sample's own: its standards, its numbers, its days. `own`: assets/start/form.json.
 *  @param {any} sample @param {any} own @param {Answers} answers */
export function startForm(sample, own, answers) {
  const { schema, note, reference_now, fixed_dates, ...form } = sample, { price_clause, ...home_visit } = form.home_visit;
  const fill = (/** @type {string} */ text) => text.replace(/\{(\w+)\}/g, (whole, name) => ({ company: answers.company, company_en: answers.company_en || answers.company, phone: answers.phone })[/** @type {'phone'} */ (name)] ?? whole);
  const categories = form.categories.map((/** @type {any} */ { related_clauses, ...category }) => ({ ...category,
    subitems: category.subitems.map((/** @type {any} */ { phone_redirect, ...sub }) => phone_redirect && !FICTITIOUS.test(phone_redirect) ? { ...sub, phone_redirect } : sub) }));
  return { ...form, ...own, home_visit, categories, consent: { ...own.consent, version: today(), text: fill(own.consent.text), text_en: fill(own.consent.text_en) } };
}

const today = () => new Date(Date.now() - new Date().getTimezoneOffset() * 60000).toISOString().slice(0, 10);

/** Another text that people agree to is another version of it: what somebody agreed to stays told apart. @param {any} hangs @param {any} doc */
export function renamed(hangs, doc) {
  const was = hangs?.consent, is = doc.consent;
  if (!was || (was.text === is.text && was.text_en === is.text_en)) return was ? { ...doc, consent: { ...is, version: was.version } } : doc;
  const day = today(), version = was.version === day ? `${day}-2` : was.version.startsWith(`${day}-`) ? `${day}-${Number(was.version.slice(day.length + 1)) + 1}` : day;
  return { ...doc, consent: { ...is, version } };
}

/** Other deadlines, and who is told when they pass. @param {any} category @param {{first_response_hours?: number, resolve_hours?: number}} hours */
export function withHours(category, hours) {
  const sla = { ...category.sla, ...hours };
  return { ...category, sla: { ...sla, escalate_hours: [sla.first_response_hours, sla.resolve_hours, sla.resolve_hours + LAST_STEP_HOURS] } };
}

/** @param {any} category @returns {boolean} */
export const hoursFit = ({ sla }) => Number.isInteger(sla?.first_response_hours) && Number.isInteger(sla?.resolve_hours) && sla.first_response_hours > 0 && sla.first_response_hours < sla.resolve_hours;
