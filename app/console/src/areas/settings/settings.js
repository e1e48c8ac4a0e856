// What the office decides for itself, and how the server fares: one page, a tab for each.
import { html, Page, Tabs } from '../../ui/index.js';
import { go, href } from '../../app/router.js';
import { t } from '../../app/i18n.js';
import { Alerts } from './alerts.js';
import { isWide } from './api.js';
import { BackupTab } from './backup.js';
import { Holidays } from './holidays.js';
import { Hooks } from './hooks.js';
import { Keys } from './keys.js';
import { Machine } from './machine.js';
import { Rules } from './rules.js';

/** @param {{tab?: string}} props */
export function Settings({ tab = 'rules' }) {
  const tabs = [{ id: 'rules', label: t('Rules'), page: Rules }, { id: 'holidays', label: t('Holidays'), page: Holidays }, { id: 'alerts', label: t('Alerts'), page: Alerts }, { id: 'hooks', label: t('Webhooks'), page: Hooks },
    ...(isWide() ? [{ id: 'backup', label: t('Backup'), page: BackupTab }, { id: 'keys', label: t('Keys#secret'), page: Keys }, { id: 'server', label: t('Server'), page: Machine }] : [])];
  const one = tabs.find((x) => x.id === tab) ?? tabs[0];
  return html`<${Page} title=${t('Settings')}><${Tabs} label=${t('Settings')} tabs=${tabs.map(({ id, label }) => ({ id, label }))} value=${one.id} onChange=${(/** @type {string} */ id) => go(href('settings', id))}>
    <div class="settings-stack"><${one.page} /></div><//><//>`;
}
