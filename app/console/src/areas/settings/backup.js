// One sealed file with everything, and the list of what was erased since.
import { html, Button, Card, Command, Facts, Loaded, Note, Progress, Technician, TextField, Time, errorWords, sizeWords, toast, useEffect, useState } from '../../ui/index.js';
import { useLoad } from '../../app/load.js';
import { me } from '../../app/session.js';
import { t, tn } from '../../app/i18n.js';
import { backup, backupFile, erasedFile, makeBackup } from './api.js';

/** @typedef {import('./api.js').Backup} Backup */
const LOOK_MS = 700, PASSPHRASE_MIN = 12, DAY_S = 86400;

/** @param {{onDone: () => void}} props */
function Make({ onDone }) {
  const [password, setPassword] = useState(''), [passphrase, setPassphrase] = useState(''), [again, setAgain] = useState(''), [totp, setTotp] = useState('');
  const [error, setError] = useState(''), [busy, setBusy] = useState(false), [part, setPart] = useState(/** @type {number|null} */ (null));
  useEffect(() => {
    if (!busy) return undefined;
    const timer = setInterval(() => backup().then((b) => setPart(b.total ? Math.min(1, b.done / b.total) : null), () => {}), LOOK_MS);
    return () => clearInterval(timer);
  }, [busy]);
  const send = async (/** @type {Event} */ event) => {
    event.preventDefault();
    setError('');
    setBusy(true);
    try {
      await makeBackup({ password, passphrase, ...(me.value.totp ? { totp } : {}) });
      toast(t('The backup is ready. Save it now.'));
      [setPassword, setPassphrase, setAgain, setTotp].forEach((clear) => clear(''));
      onDone();
    } catch (e) {
      setError(errorWords(e));
    }
    setBusy(false);
  };
  const differ = again !== '' && again !== passphrase;
  return html`<form class="stack" onSubmit=${send}>${error && html`<${Note} kind="bad">${error}<//>`}
    <${TextField} label=${t('Passphrase of the backup')} hint=${t('At least {n} characters. Without it the file is worth nothing, and nobody can find it out: write it down and keep it apart from the file.', { n: PASSPHRASE_MIN })} type="password" value=${passphrase} onInput=${setPassphrase} autocomplete="new-password" minlength=${PASSPHRASE_MIN} required />
    <${TextField} label=${t('The passphrase once more')} type="password" value=${again} onInput=${setAgain} error=${differ ? t('The two are not the same.') : null} autocomplete="new-password" required />
    <${TextField} label=${t('Your password')} type="password" value=${password} onInput=${setPassword} autocomplete="current-password" required />
    ${me.value.totp && html`<${TextField} label=${t('Six digits')} value=${totp} onInput=${setTotp} inputmode="numeric" autocomplete="one-time-code" required />`}
    ${busy ? html`<${Progress} label=${t('The backup is being made…')} part=${part} />` : html`<div><${Button} kind="main" type="submit" icon="check" disabled=${!password || passphrase !== again || [...passphrase].length < PASSPHRASE_MIN}>${t('Make a backup')}<//></div>`}</form>`;
}

/** @param {{state: Backup}} props */
function Asking({ state }) {
  const days = state.last ? Math.floor((Date.now() / 1000 - state.last) / DAY_S) : null;
  if (days === null) return html`<${Note} kind="warn">${t('There is no backup yet. If this machine breaks now, everything is lost.')}<//>`;
  return days >= state.days ? html`<${Note} kind="warn">${tn(days, 'The newest backup is {n} day old.', 'The newest backup is {n} days old.')} ${t('Make one now.')}<//>` : null;
}

/** What is to be done on a new machine, in words; the command for whoever does it. */
const Restoring = () => html`<${Card} title=${t('When this machine breaks')}>
  <p>${t('Give the newest backup, the list of what was erased, and the passphrase to your technician. Then everything is as it was on the day of the backup; all screens go on without being let in again.')}</p>
  <${Technician}><p>${t('On an empty machine, with the file and its passphrase:')}</p><${Command} text="foyer-central restore --from foyer.backup --erased erased.list --data /var/lib/foyer-central" />
    <p class="hint">${t('Without a browser, on this server:')}</p><${Command} text="foyer-central backup --to foyer.backup --data /var/lib/foyer-central" /><//><//>`;

export function BackupTab() {
  const load = useLoad(backup, [], ['backup']);
  return html`<${Loaded} of=${load}>${(/** @type {Backup} */ state) => html`<${Asking} state=${state} />
    <${Card} title=${t('The newest backup')}><p>${t('A backup is one file with everything in it: notices, reports, accounts, keys. Without one, all of that is gone when this machine breaks. Make one every week, and keep it in another building.')}</p>
      <${Facts} rows=${[[t('Made'), state.last ? html`<${Time} at=${state.last} exact />` : t('never')], state.bytes > 0 && [t('Size'), sizeWords(state.bytes)]]} />
      ${state.ready !== null && html`<${Note} kind="good" actions=${html`<a class="button main" href=${backupFile()} download>${t('Save the file')}</a>`}>${t('A backup of {size} is ready. It is kept here for an hour.', { size: sizeWords(state.ready) })}<//>`}<//>
    <${Card} title=${t('Make a backup')}><p>${t('The file is sealed with a passphrase, so whoever finds it cannot read it.')}</p><${Make} onDone=${load.reload} /><//>
    <${Card} title=${t('What was erased since')}><p>${t('When residents take back their name or telephone number, an older backup still has it. This list, of numbers alone, makes a restore erase it again. Save it often, beside the backups.')}</p>
      <${Facts} rows=${[[t('Last entry'), state.erased_at ? html`<${Time} at=${state.erased_at} exact />` : t('none yet')], [t('Second copy on another disk'), state.second_list ? t('is written') : t('none: ask your technician for one')]]} />
      <div><a class="button" href=${erasedFile()} download>${t('Save the list')}</a></div>
      ${!state.second_list && html`<${Technician}><p>${t('A second copy is written by itself with this line in the server’s settings, on another disk:')}</p><${Command} text="erased-list = /mnt/other-disk/erased.list" /><//>`}<//>
    <${Restoring} />`}<//>`;
}
