// What can be done to a screen: moving, emptying, out of service, stolen.
import { html, Button, Dialog, Loaded, Note, confirm, toast, toastError, useState } from '../../ui/index.js';
import { useLoad } from '../../app/load.js';
import { go, href } from '../../app/router.js';
import { pick, t, tn } from '../../app/i18n.js';
import { command, move, places, revoke } from './api.js';
import { LobbyChooser } from './chooser.js';

/** @param {{title: string, list: import('./api.js').NoticeThere[]}} props */
const Titles = ({ title, list }) => list.length ? html`<div><h3>${title}</h3><ul class="lobbies-titles">${list.slice(0, 8).map((n) => html`<li key=${n.id}>${n.title}</li>`)}
  ${list.length > 8 && html`<li>${tn(list.length - 8, 'and one more', 'and {n} more')}</li>`}</ul></div>` : null;

/** @param {{id: string, to: string}} props */
function Difference({ id, to }) {
  const load = useLoad(() => move(id, to, true), [id, to]);
  return html`<${Loaded} of=${load}>${(/** @type {any} */ d) => html`<div class="lobbies-stack">
    ${!d.gains.length && !d.loses.length && html`<p>${t('It goes on showing the same notices.')}</p>`}
    <${Titles} title=${t('It gains')} list=${d.gains} /><${Titles} title=${t('It loses')} list=${d.loses} /></div>`}<//>`;
}

/** @param {{id: string, lobby: string, onClose: () => void, onDone: () => void}} props */
export function Move({ id, lobby, onClose, onDone }) {
  const load = useLoad(places, []);
  const [to, setTo] = useState('');
  const press = async () => {
    try {
      await move(id, to, false);
      toast(t('The screen belongs to its new lobby now.'));
      onDone();
      onClose();
    } catch (error) {
      toastError(error);
    }
  };
  return html`<${Dialog} wide title=${t('Move this screen to another lobby')} onClose=${onClose} actions=${html`<${Button} onClick=${onClose}>${t('Cancel')}<//>
      <${Button} kind="main" disabled=${!to} onClick=${press}>${t('Move it')}<//>`}>
    <p>${t('What it has shown until now stays proof for the lobby that it leaves.')}</p>
    <${Loaded} of=${load}>${(/** @type {any} */ data) => html`<${LobbyChooser} ...${data} value=${to} onInput=${setTo} except=${lobby} />`}<//>
    ${to && html`<${Difference} id=${id} to=${to} />`}
  <//>`;
}

/** @param {{network: string, onClose: () => void}} props */
export const Stolen = ({ network, onClose }) => html`<${Dialog} title=${t('Now change the password of the network')} onClose=${onClose} actions=${html`<${Button} kind="main" onClick=${onClose}>${t('Understood')}<//>`}>
  <${Note} kind="warn">${network ? t('The thief has the password of the network “{network}”. Change it, and enter the new one on the other screens.', { network })
    : t('The thief has the password of the network that this screen used. Change it, and enter the new one on the other screens.')}<//>
  <p>${t('The screen itself gets nothing any more, whatever network it is on. Complaints in it are sealed; nobody can read them there.')}</p>
<//>`;

/** @param {import('./api.js').Whole} whole @param {(network: string) => void} onStolen */
export const acts = (whole, onStolen) => {
  const { id } = whole.terminal, name = (whole.lobby && pick(whole.lobby, 'name')) || whole.terminal.lobby;
  const sure = (/** @type {any} */ question, /** @type {() => Promise<any>} */ act) => async () => {
    if (await confirm(question)) await act().catch(toastError);
  };
  return {
    retire: sure({ title: t('Take this screen out of service?'), text: t('It gets nothing new from now on and goes on showing what it has until somebody switches it off. It can be let in again with a code.'), action: t('Take out of service'), danger: true },
      async () => { await revoke(id, false); toast(t('The screen is out of service.')); go(href('lobbies')); }),
    stolen: sure({ title: t('Was this screen stolen?'), text: t('It is shut out at once and for good.'), action: t('It was stolen'), danger: true, type: name },
      async () => onStolen((await revoke(id, true)).network ?? '')),
    wipe: sure({ title: t('Empty this screen?'), text: t('Everything on it goes, also reports that have not been sent yet. It then waits for a new code.'), action: t('Empty it'), danger: true, type: name },
      () => command(id, 'wipe', { confirm: whole.lobby?.name ?? whole.terminal.lobby })),
  };
};
