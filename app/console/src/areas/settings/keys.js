// Whom the screens believe, until when, and where the key is kept that says so.
import { html, Button, Card, Command, Facts, Loaded, Note, Steps, Technician, TextField, Time, errorWords, toast, useState } from '../../ui/index.js';
import { useLoad } from '../../app/load.js';
import { date, t, tn } from '../../app/i18n.js';
import { KEPT, putSettings, server, settings } from './api.js';

const DAY_S = 86400, ASK_DAYS = 180;
/** @param {string} folder where the server's data lies */
const command = (folder) => `systemctl stop foyer-central\nfoyer-central root-next --data ${folder} --root-key /media/usb/ROOT-KEY-MOVE-ME-OFFLINE.key\nsystemctl start foyer-central`;

/** What it comes to today, in one sentence. @param {{expires: number}} props */
function Standing({ expires }) {
  const days = Math.floor((expires - Date.now() / 1000) / DAY_S);
  if (days > ASK_DAYS) return html`<${Note} kind="good">${tn(days, 'All is well: the screens believe this server for {n} more day.', 'All is well: the screens believe this server for {n} more days.')}<p class="hint">${t('There is nothing to do before {day}.', { day: date(expires - ASK_DAYS * DAY_S) })}</p><//>`;
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

/** Who does what, in the order in which it is done. @param {{expires: number, saved: string, folder: string}} props */
function Renewing({ expires, saved, folder }) {
  const due = expires - Date.now() / 1000 <= ASK_DAYS * DAY_S;
  return html`<${Card} title=${t('Renewing, once in two years')}>
    <p>${t('Ten minutes’ work for whoever looks after the server. The screens go on meanwhile, and follow by themselves. This page cannot do it: the root key must not lie on the server, so that nobody who breaks in has it.')}</p>
    <${Steps} label=${t('Renewing, once in two years')} steps=${[
      { label: t('Fetch the root key from where it is kept'), state: due ? 'now' : 'next', detail: saved || t('Nobody has written down where that is.') },
      { label: t('Give it to the technician, who renews the document on the server'), state: 'next' },
      { label: t('Put the key back, and look here whether the new date stands above'), state: 'next' }]} />
    <${Technician}><p>${t('On the server, with the root key on a stick:')}</p><${Command} text=${command(folder)} />
      <p class="hint">${t('With --new head,box the server’s own keys are made anew, too: after a break-in, or when somebody who could read them has left.')}</p><//><//>`;
}

export function Keys() {
  const load = useLoad(async () => ({ machine: await server(), list: await settings(true) }), [], ['settings']);
  return html`<${Loaded} of=${load}>${(/** @type {{machine: import('./api.js').Server, list: import('./api.js').Setting[]}} */ { machine, list }) => { const saved = list.find((s) => s.key === KEPT)?.value ?? ''; return html`
    <${Card} title=${t('Whom the screens believe')}><${Standing} expires=${machine.root_expires} />
      <p>${t('Every screen keeps a document that says which keys are this office’s, so that nobody else can write on your walls. It is signed by the root key, which does not lie on this machine.')}</p>
      <${Facts} rows=${[[t('Good until'), html`<${Time} at=${machine.root_expires} exact />`]]} /><//>
    <${Card} title=${t('Where the root key is kept')}><${Kept} key=${saved} saved=${saved} onDone=${load.reload} /><//>
    <${Renewing} expires=${machine.root_expires} saved=${saved} folder=${machine.data_dir ?? ''} />`; }}<//>`;
}
