// One's own: password, language, what one may do.
import { html, Page, Card, Facts, Choice, toast } from '../../ui/index.js';
import { PasswordForm } from '../../app/login.js';
import { api } from '../../app/api.js';
import { lang, pick, setLang, t } from '../../app/i18n.js';
import { useLoad } from '../../app/load.js';
import { roleWords } from '../../app/roles.js';
import { Sessions } from '../../app/sessions.js';
import { SecondStep } from './totp.js';
import { me, sites } from '../../app/session.js';

export function Account() {
  const posts = useLoad(() => Promise.all(sites.value.map((s) => s.posts.length ? api.get('/items/community', { site: s.id }).then((one) => one.doc.roles ?? [], () => []) : [])).then((lists) => lists.flat()), [sites.value]);
  const post = (/** @type {string} */ id) => pick(posts.data?.find((/** @type {any} */ one) => one.id === id), 'name') || id;
  const rows = sites.value.map((s) => [s.name || s.id, [roleWords(s.role), ...s.posts.map(post)].join(' · ')]);
  return html`<${Page} title=${t('Your account')}>
    <${Card} title=${me.value.user}><${Facts} rows=${rows.length ? rows : [[t('Role'), roleWords(me.value.role)]]} /><//>
    <${Card} title=${t('Language')}>
      <${Choice} label=${t('The console speaks')} value=${lang.value} onInput=${setLang} options=${[{ value: 'zh-CN', label: '中文' }, { value: 'en', label: 'English' }]} /><//>
    <${Card} title=${t('Password')}>
      <p class="lead">${t('A new password logs out every other browser and script that uses this account.')}</p>
      <${PasswordForm} onDone=${() => toast(t('The new password holds.'))} /><//>
    <${SecondStep} />
    <${Sessions} title=${t('Where you are logged in')} />
  <//>`;
}
