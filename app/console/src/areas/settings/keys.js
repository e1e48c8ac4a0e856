// The root document and its end; where its key is kept.
import { html, Button, Card, Facts, Loaded, Note, TextField, Time, errorWords, toast, useState } from '../../ui/index.js';
import { useLoad } from '../../app/load.js';
import { t, tn } from '../../app/i18n.js';
import { KEPT, putSettings, server, settings } from './api.js';

const DAY_S = 86400, ASK_DAYS = 180;
const COMMAND = 'systemctl stop foyer-central\nfoyer-central root-next --data /var/lib/foyer-central --root-key /media/usb/ROOT-KEY-MOVE-ME-OFFLINE.key\nsystemctl start foyer-central';

/** @param {{expires: number}} props */
function Countdown({ expires }) {
  const days = Math.floor((expires - Date.now() / 1000) / DAY_S);
  if (days > ASK_DAYS) return null;
  return html`<${Note} kind=${days < 30 ? 'bad' : 'warn'}>${days < 0 ? t('The root document has expired. The boards go on, but no new screen can be let in safely: renew it now.') : tn(days, 'The root document ends in {n} day. Renew it now.', 'The root document ends in {n} days. Renew it now.')}<//>`;
}

/** @param {{saved: string, onDone: () => void}} props */
function Kept({ saved, onDone }) {
  const [where, setWhere] = useState(saved), [error, setError] = useState('');
  const send = async (/** @type {Event} */ event) => {
    event.preventDefault();
    setError('');
    await putSettings(true, { [KEPT]: where.trim() }).then(() => { toast(t('It is written down.')); onDone(); }, (e) => setError(errorWords(e)));
  };
  return html`${!saved && html`<${Note} kind="warn">${t('Nobody has said yet where the root key is kept. Without it, in two years no screen can be told whom to believe.')}<//>`}
    <form class="stack" onSubmit=${send}>${error && html`<${Note} kind="bad">${error}<//>`}
      <${TextField} label=${t('Where the root key is kept, and the second copy')} hint=${t('For example: safe of the manager’s office, and a copy with the committee. Never the key itself.')} value=${where} onInput=${setWhere} maxlength="500" required />
      <div><${Button} kind="main" type="submit" disabled=${!where.trim() || where === saved}>${t('I have looked, it is there')}<//></div></form>`;
}

export function Keys() {
  const load = useLoad(async () => ({ machine: await server(), list: await settings(true) }), [], ['settings']);
  return html`<${Loaded} of=${load}>${(/** @type {{machine: import('./api.js').Server, list: import('./api.js').Setting[]}} */ { machine, list }) => html`<${Countdown} expires=${machine.root_expires} />
    <${Card} title=${t('Whom the screens believe')}><p>${t('Every screen keeps a document that says which keys are this office’s. It is signed by the root key, which does not lie on this machine.')}</p>
      <${Facts} rows=${[[t('Good until'), html`<${Time} at=${machine.root_expires} exact />`]]} /><//>
    <${Card} title=${t('Where the root key is kept')}><${Kept} key=${list.find((s) => s.key === KEPT)?.value} saved=${list.find((s) => s.key === KEPT)?.value ?? ''} onDone=${load.reload} /><//>
    <${Card} title=${t('Renewing')}><p>${t('On the server, with the root key on a stick. The boards go on meanwhile, and all screens follow by themselves.')}</p><pre class="settings-command"><code>${COMMAND}</code></pre>
      <p class="hint">${t('With --new head,box the server’s own keys are made anew, too: after a break-in, or when somebody who could read them has left.')}</p><//>`}<//>`;
}
