// What the codes in the pictures of a text say, for whoever approves it, and why a second one is wanted.
import { html, Badge, Note } from '../index.js';
import { t } from '../../app/i18n.js';

/** @typedef {import('./approval.js').Code} Code */

/** @param {{codes: Code[]}} props */
const Found = ({ codes }) => codes.length ? html`<${Note} kind=${codes.some((c) => c.payment) ? 'bad' : 'warn'}>${t('Codes were found in the pictures. They lead here:')}
  <ul>${codes.map((c, i) => html`<li key=${i}>${c.file}: <code>${c.text}</code> ${c.payment && html`<${Badge} kind="bad">${t('asks for money')}<//>`}</li>`)}</ul>
  ${codes.some((c) => c.payment) && t('A code for payments needs a second approver.')}<//>` : null;

/** @param {{codes: Code[]}} props */
const Places = ({ codes }) => html`<ul>${codes.map((c, i) => html`<li key=${i}>${t('{name}, page {n}', { name: c.file, n: c.page })}</li>`)}</ul>`;

/** Nobody could look: not the same as none. @param {{codes: Code[]}} props */
const Unread = ({ codes }) => codes.length ? html`<${Note} kind="bad">${t('These pictures could not be read for codes:')}
  <${Places} codes=${codes} />
  ${t('Look for codes in them yourself. A second approver is needed, as for a payment code. With every approval the server tries to read them again.')}<//>` : null;

/** Those above are not all. @param {{codes: Code[]}} props */
const More = ({ codes }) => codes.length ? html`<${Note} kind="bad">${t('These pictures have more codes than are read, so some are missing above:')}
  <${Places} codes=${codes} />
  ${t('Look at the others with a phone, or have the picture cut into several. A second approver is needed, as for a payment code.')}<//>` : null;

/** @param {{codes: Code[]}} props */
export const Codes = ({ codes }) => html`<${Found} codes=${codes.filter((c) => !c.unread && !c.more)} /><${More} codes=${codes.filter((c) => c.more)} /><${Unread} codes=${codes.filter((c) => c.unread)} />`;

/** What the first of two has done. @param {{work: import('./approval.js').Work}} props */
export const First = ({ work }) => work.first_by ? html`<${Note}>${work.codes.some((c) => c.payment)
  ? t('{who} has approved it. A second approver is needed, because it asks for money.', { who: work.first_by })
  : work.codes.some((c) => c.unread) ? t('{who} has approved it. A second approver is needed, because a picture could not be read for codes.', { who: work.first_by })
  : work.codes.some((c) => c.more) ? t('{who} has approved it. A second approver is needed, because a picture has more codes than are read.', { who: work.first_by })
  : t('{who} has approved it.', { who: work.first_by })}<//>` : null;

/** Does a text with such codes go out by one approval more? Not while nobody has given the first of two. @param {import('./approval.js').Work} work */
export const isEnough = (work) => !!work.first_by || !work.codes.some((c) => c.payment || c.unread || c.more);
