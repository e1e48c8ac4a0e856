// What only whoever looks after the machine needs: exact commands, folded away until somebody asks for them.
import { html } from './html.js';
import { Button } from './button.js';
import { toast } from './toast.js';
import { t } from '../app/i18n.js';

/** @param {{text: string}} props */
export function Command({ text }) {
  const copy = () => navigator.clipboard.writeText(text).then(() => toast(t('Copied.')), () => toast(t('It could not be copied; please write it down.'), { bad: true }));
  return html`<div class="command"><pre tabindex="0"><code>${text}</code></pre><${Button} small icon="file" onClick=${copy}>${t('Copy')}<//></div>`;
}

/** @param {{title?: string, children?: any}} props */
export const Technician = ({ title, children }) => html`<details class="technician"><summary>${title ?? t('For the technician: the commands')}</summary><div>${children}</div></details>`;
