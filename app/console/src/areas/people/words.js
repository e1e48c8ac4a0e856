// What an account may do, in words.
import { t } from '../../app/i18n.js';
import { roleWords } from '../../app/roles.js';
import { sites } from '../../app/session.js';

export const ROLES = ['viewer', 'editor', 'approver', 'admin', 'duty', 'committee'];

/** @param {string} id */
export const siteWords = (id) => id === '*' ? t('All communities') : sites.value.find((s) => s.id === id)?.name || id;
/** @param {import('./api.js').Grant} grant */
export const grantWords = (grant) => `${siteWords(grant.site)}: ${grant.role === 'none' ? t('Posts alone') : roleWords(grant.role)}`;
/** What each role is good for, for whoever gives it. @param {string} role */
export function roleHint(role) {
  const hints = {
    viewer: t('Looks at everything, changes nothing.'), editor: t('Writes drafts and answers reports.'), approver: t('Approves, publishes and takes down.'),
    admin: t('Lets in screens, makes accounts, sees the record of acts.'), duty: t('At night: emergencies and outages alone.'),
    committee: t('The owners’ committee: reads the figures and publishes its own notices.'),
  };
  return hints[role] ?? '';
}
