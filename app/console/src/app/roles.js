// What a role is called.
import { t } from './i18n.js';

/** @param {string} role */
export function roleWords(role) {
  const words = {
    viewer: t('Reads'), editor: t('Writes'), approver: t('Approves and publishes'), admin: t('Runs the server'),
    duty: t('On duty: emergencies only'), committee: t('Owners’ committee'),
  };
  return words[role] ?? role;
}
