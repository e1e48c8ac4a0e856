// One's own: password, language, what one may do.
import { html, Page, Card, Facts, Choice, toast, toastError, confirm, Badge, Button, Loaded, Time } from '../../ui/index.js';
import { PasswordForm } from '../../app/login.js';
import { api } from '../../app/api.js';
import { useLoad } from '../../app/load.js';
import { lang, setLang, t } from '../../app/i18n.js';
import { roleWords } from '../../app/roles.js';
import { SecondStep } from './totp.js';
import { me, sites } from '../../app/session.js';

/** @typedef {{id: string, user: string, kind: 'browser'|'script', began: number, seen: number, expires: number, address: string, agent: string, current: boolean}} Session */

/** Firefox on Windows, from what a browser says of itself. @param {Session} s */
function deviceWords(s) {
  const known = (/** @type {[RegExp, string][]} */ table) => table.find(([mark]) => mark.test(s.agent))?.[1];
  const program = known([[/MicroMessenger/, '微信'], [/Edg\//, 'Edge'], [/Firefox\//, 'Firefox'], [/Chrome\//, 'Chrome'], [/Safari\//, 'Safari'], [/foyerctl|curl/, 'foyerctl']]);
  const machine = known([[/Android/, 'Android'], [/iPhone|iPad/, 'iOS'], [/Windows/, 'Windows'], [/Mac OS X/, 'macOS'], [/Linux/, 'Linux']]);
  return [program, machine].filter(Boolean).join(' · ') || s.agent || (s.kind === 'script' ? t('A script') : t('A browser'));
}

function Sessions() {
  const load = useLoad(() => api.get('/sessions', undefined, { anySite: true }), [], ['sessions']);
  const end = async (/** @type {Session} */ s) => {
    const sure = await confirm({ title: t('Log this one out?'), text: `${deviceWords(s)}, ${s.address}`, action: t('Log out'), danger: true });
    if (!sure) return;
    await api.del(`/sessions/${s.id}`, undefined, { anySite: true }).then(() => toast(t('It is logged out.')), toastError);
    load.reload();
  };
  return html`<${Card} title=${t('Where you are logged in')}><${Loaded} of=${load}>${(/** @type {{sessions: Session[]}} */ data) => html`
    <ul class="account-sessions">${data.sessions.map((s) => html`<li key=${s.id}><div><b>${deviceWords(s)}</b> ${s.current && html`<${Badge} kind="good">${t('this one')}<//>`}
      <p class="hint">${s.address} · ${t('since')} <${Time} at=${s.began} plain /> · ${t('last used')} <${Time} at=${s.seen} /></p></div>
      ${!s.current && html`<${Button} small onClick=${() => end(s)}>${t('Log out')}<//>`}</li>`)}</ul>`}<//><//>`;
}

export function Account() {
  const rows = sites.value.map((s) => [s.name || s.id, [roleWords(s.role), ...s.posts].join(' · ')]);
  return html`<${Page} title=${t('Your account')}>
    <${Card} title=${me.value.user}><${Facts} rows=${rows.length ? rows : [[t('Role'), roleWords(me.value.role)]]} /><//>
    <${Card} title=${t('Language')}>
      <${Choice} label=${t('The console speaks')} value=${lang.value} onInput=${setLang} options=${[{ value: 'zh-CN', label: '中文' }, { value: 'en', label: 'English' }]} /><//>
    <${Card} title=${t('Password')}>
      <p class="lead">${t('A new password logs out every other browser and script that uses this account.')}</p>
      <${PasswordForm} onDone=${() => toast(t('The new password holds.'))} /><//>
    <${SecondStep} />
    <${Sessions} />
  <//>`;
}
