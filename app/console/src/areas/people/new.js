// Somebody new: a name, what they may do, a one-time password.
import { html, Page, Card, Button, Note, TextField, errorWords, useState } from '../../ui/index.js';
import { go, href } from '../../app/router.js';
import { sites } from '../../app/session.js';
import { t } from '../../app/i18n.js';
import { addAccount, isWide } from './api.js';
import { Grants } from './grants.js';
import { Once } from './once.js';

export function NewPerson() {
  const first = sites.value.length === 1 ? sites.value[0].id : isWide() ? '*' : sites.value[0]?.id ?? '*';
  const [user, setUser] = useState(''), [grants, setGrants] = useState([{ site: first, role: 'editor', posts: /** @type {string[]} */ ([]) }]);
  const [error, setError] = useState(''), [made, setMade] = useState(/** @type {import('./api.js').Once|null} */ (null)), [busy, setBusy] = useState(false);
  const send = async (/** @type {Event} */ event) => {
    event.preventDefault();
    setError('');
    setBusy(true);
    await addAccount(user.trim(), grants).then(setMade, (e) => setError(errorWords(e)));
    setBusy(false);
  };
  return html`<${Page} title=${t('Add somebody')} back=${{ to: href('people'), label: t('People') }}>
    <form class="people-form" onSubmit=${send}>${error && html`<${Note} kind="bad">${error}<//>`}
      <${Card} title=${t('1. Who')}><${TextField} label=${t('Name of the account')} hint=${t('Letters of the Latin alphabet and digits, for example wang.fang. It stands in the record of acts.')} value=${user} onInput=${setUser}
        autocomplete="off" autocapitalize="none" spellcheck=${false} required /><//>
      <${Card} title=${t('2. What they may do')}><${Grants} value=${grants} onInput=${setGrants} /><//>
      <div><${Button} kind="main" type="submit" icon="check" busy=${busy} disabled=${!user.trim() || busy}>${t('Make the account')}<//></div></form>
    ${made && html`<${Once} user=${made.user} once=${made.once} maySetUp=${made.may_totp} onClose=${() => go(href('people', made.user))} />`}<//>`;
}
