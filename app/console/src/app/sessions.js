// Where an account is logged in, and logging out there: one's own on the page of the account, anybody's for an administrator.
import { html, Badge, Button, Card, Loaded, Time, confirm, toast, toastError } from '../ui/index.js';
import { api } from './api.js';
import { useLoad } from './load.js';
import { t } from './i18n.js';

/** @typedef {{id: string, user: string, kind: 'browser'|'script', began: number, seen: number, expires: number, address: string, agent: string, current: boolean}} Session */

/** Firefox on Windows, from what a browser says of itself. @param {Session} s */
function deviceWords(s) {
  const known = (/** @type {[RegExp, string][]} */ table) => table.find(([mark]) => mark.test(s.agent))?.[1];
  const program = known([[/MicroMessenger/, '微信'], [/Edg\//, 'Edge'], [/Firefox\//, 'Firefox'], [/Chrome\//, 'Chrome'], [/Safari\//, 'Safari'], [/foyerctl|curl/, 'foyerctl']]);
  const machine = known([[/Android/, 'Android'], [/iPhone|iPad/, 'iOS'], [/Windows/, 'Windows'], [/Mac OS X/, 'macOS'], [/Linux/, 'Linux']]);
  return [program, machine].filter(Boolean).join(' · ') || s.agent || (s.kind === 'script' ? t('A script') : t('A browser'));
}

/** @param {{title: string, user?: string}} props user: whose; one's own when it is left out */
export function Sessions({ title, user }) {
  const load = useLoad(async () => (await api.get('/sessions', { user }, { anySite: true })).sessions, [user], ['sessions']);
  const end = async (/** @type {Session} */ s) => {
    const sure = await confirm({ title: user ? t('Log {user} out there?', { user }) : t('Log this one out?'), text: `${deviceWords(s)}, ${s.address}`, action: t('Log out'), danger: true });
    if (!sure) return;
    await api.del(`/sessions/${s.id}`, undefined, { anySite: true }).then(() => toast(t('It is logged out.')), toastError);
    load.reload();
  };
  return html`<${Card} title=${title}><${Loaded} of=${load}>${(/** @type {Session[]} */ list) => list.length ? html`<ul class="sessions">${list.map((s) => html`
    <li key=${s.id}><div><b>${deviceWords(s)}</b> ${s.current && html`<${Badge} kind="good">${t('this one')}<//>`}
      <p class="hint">${s.address} · ${t('since')} <${Time} at=${s.began} plain /> · ${t('last used')} <${Time} at=${s.seen} /></p></div>
      ${!s.current && html`<${Button} small onClick=${() => end(s)}>${t('Log out')}<//>`}</li>`)}</ul>` : html`<p class="hint">${t('Nowhere.')}</p>`}<//><//>`;
}
