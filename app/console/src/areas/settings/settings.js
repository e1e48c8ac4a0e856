// What the office decides for itself, and how the server fares: one page, a tab for each.
import { html, Card, Page, Tabs } from '../../ui/index.js';
import { go, href } from '../../app/router.js';
import { site } from '../../app/api.js';
import { sites } from '../../app/session.js';
import { t } from '../../app/i18n.js';
import { Alerts } from './alerts.js';
import { isWide } from './api.js';
import { BackupTab } from './backup.js';
import { Holidays } from './holidays.js';
import { Hooks } from './hooks.js';
import { Keys } from './keys.js';
import { Machine } from './machine.js';
import { Rules } from './rules.js';

/** What is there to do for whoever runs one community. @param {{name: string}} props */
const Theirs = ({ name }) => html`<${Card} title=${t('You run {name}', { name })}>
  <p>${t('What you set here holds for this community alone. Backups, keys and the server are looked after by whoever runs the whole organisation.')}</p>
  <ul class="settings-theirs">${[['people', t('Who works here, and what they may do')], ['lobbies', t('Let in, move and look after the screens')], ['community', t('Buildings, places and telephone numbers')],
    ['settings/hooks', t('Messages of this community to a chat group')], ['settings/holidays', t('Holidays, from which deadlines are counted')], ['audit', t('What was done here, and by whom')]]
    .map(([to, words]) => html`<li key=${to}><a href=${href(...to.split('/'))}>${words}</a></li>`)}</ul><//>`;

/** @param {{tab?: string}} props */
export function Settings({ tab = 'rules' }) {
  const tabs = [{ id: 'rules', label: t('Rules'), page: Rules }, { id: 'holidays', label: t('Holidays'), page: Holidays }, { id: 'alerts', label: t('Alerts'), page: Alerts }, { id: 'hooks', label: t('Webhooks'), page: Hooks },
    ...(isWide() ? [{ id: 'backup', label: t('Backup'), page: BackupTab }, { id: 'keys', label: t('Keys#secret'), page: Keys }, { id: 'server', label: t('Server'), page: Machine }] : [])];
  const here = sites.value.find((s) => s.id === site.value)?.name ?? t('This community');
  const one = tabs.find((x) => x.id === tab) ?? tabs[0];
  return html`<${Page} title=${t('Settings')}><${Tabs} label=${t('Settings')} tabs=${tabs.map(({ id, label }) => ({ id, label }))} value=${one.id} onChange=${(/** @type {string} */ id) => go(href('settings', id))}>
    <div class="settings-stack">${!isWide() && one.id === 'rules' && html`<${Theirs} name=${here} />`}<${one.page} /></div><//><//>`;
}
