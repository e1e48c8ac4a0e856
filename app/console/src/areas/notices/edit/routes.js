// The pages on which notices are written.
import { html, ButtonLink, Empty, Page } from '../../../ui/index.js';
import { href } from '../../../app/router.js';
import { may } from '../../../app/session.js';
import { t } from '../../../app/i18n.js';
import { Choose } from './choose.js';
import { Duty } from './duty.js';
import { Edit } from './page.js';
import { FromTemplate } from './template.js';

/** Whoever comes by the address alone is told what they may do instead. @param {any} page @param {string[]} roles @param {() => any} [instead] */
const only = (page, roles, instead) => (/** @type {any} */ props) => may(roles[0], ...roles.slice(1)) ? html`<${page} ...${props} />`
  : html`<${Page} title=${t('Notices')} back=${{ to: href('notices'), label: t('Notices') }}><${Empty} icon="notice" title=${t('Your role does not write here')} action=${instead?.()}>${t('Whoever may write notices does it on this page. You can read them in the list.')}<//><//>`;
const forDuty = () => may('approver', 'duty') && html`<${ButtonLink} icon="warn" to=${href('notices', 'duty')}>${t('Emergency notice')}<//>`;

export const editRoutes = [
  { path: 'new', page: only(Choose, ['editor', 'committee'], forDuty) },
  { path: 'new/:template', page: only(FromTemplate, ['editor', 'committee'], forDuty) },
  { path: 'duty', page: only(Duty, ['approver', 'duty']) },
  { path: ':id/edit', page: only(Edit, ['editor', 'committee'], forDuty) },
];
