// The one-time password, shown once.
import { html, Button, Dialog, Note, toast } from '../../ui/index.js';
import { t } from '../../app/i18n.js';

/** @param {{user: string, once: string, maySetUp: boolean, onClose: () => void}} props */
export function Once({ user, once, maySetUp, onClose }) {
  const copy = () => navigator.clipboard.writeText(once).then(() => toast(t('Copied.')), () => toast(t('It could not be copied; please write it down.'), { bad: true }));
  return html`<${Dialog} title=${t('One-time password for {user}', { user })} stays actions=${html`<${Button} icon="file" onClick=${copy}>${t('Copy')}<//>
      <${Button} kind="main" onClick=${onClose}>${t('I have passed it on')}<//>`}>
    <p class="people-once"><code>${once}</code></p>
    <p>${t('It is shown only now. Give it to nobody but its owner, who chooses an own password at the first log-in.')}</p>
    ${maySetUp ? html`<p>${t('For a day after that, the second step can be set up under “Your account”: whoever sends out emergencies needs it.')}</p>`
      : html`<${Note} kind="warn">${t('No second step can be set up with it, because you are logged in without yours. Log in with your six digits and make a new one, if it is for somebody who sends out emergencies.')}<//>`}<//>`;
}
