// The one-time password, shown once.
import { html, Button, Dialog, toast } from '../../ui/index.js';
import { t } from '../../app/i18n.js';

/** @param {{user: string, once: string, onClose: () => void}} props */
export function Once({ user, once, onClose }) {
  const copy = () => navigator.clipboard.writeText(once).then(() => toast(t('Copied.')), () => toast(t('It could not be copied; please write it down.'), { bad: true }));
  return html`<${Dialog} title=${t('One-time password for {user}', { user })} stays actions=${html`<${Button} icon="file" onClick=${copy}>${t('Copy')}<//>
      <${Button} kind="main" onClick=${onClose}>${t('I have passed it on')}<//>`}>
    <p class="people-once"><code>${once}</code></p>
    <p>${t('It is shown only now. Give it to nobody but its owner, who chooses an own password at the first log-in.')}</p><//>`;
}
