// A screen is let in: the code it shows, the lobby it hangs in.
import { html, Page, Card, Loaded, Button, Check, Field, Note, toast, useEffect, useState } from '../../ui/index.js';
import { useLoad } from '../../app/load.js';
import { go, href, place } from '../../app/router.js';
import { pick, t, tn } from '../../app/i18n.js';
import { noticesOf, pair, places } from './api.js';
import { LobbyChooser } from './chooser.js';

const LENGTH = 8;
/** As the screen writes it: E6W2-8QY0. @param {string} typed */
function tidy(typed) {
  const plain = typed.toUpperCase().replace(/[^0-9A-Z]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1').slice(0, LENGTH);
  return plain.length > 4 ? `${plain.slice(0, 4)}-${plain.slice(4)}` : plain;
}

/** @param {{lobby: string}} props */
function Coming({ lobby }) {
  const load = useLoad(() => noticesOf(lobby), [lobby], ['items']);
  return html`<${Loaded} of=${load}>${(/** @type {import('./api.js').NoticeThere[]} */ notices) => html`<div>
    <p>${notices.length ? tn(notices.length, 'It will show the community’s standards, fees and contacts, and one notice:', 'It will show the community’s standards, fees and contacts, and {n} notices:')
      : t('It will show the community’s standards, fees and contacts. No notice hangs there now.')}</p>
    <ul class="lobbies-titles">${notices.slice(0, 6).map((n) => html`<li key=${n.id}>${n.title}</li>`)}${notices.length > 6 && html`<li>…</li>`}</ul></div>`}<//>`;
}

/** @param {{data: {lobbies: import('./api.js').Lobby[], buildings: Map<string, any>}}} props */
function Form({ data }) {
  const [code, setCode] = useState(''), [lobby, setLobby] = useState(place.value.query.get('lobby') ?? ''), [replaces, setReplaces] = useState(true), [error, setError] = useState('');
  const chosen = data.lobbies.find((one) => one.id === lobby), ready = code.length === LENGTH + 1 && chosen;
  useEffect(() => setError(''), [code, lobby]);
  const send = async (/** @type {Event} */ event) => {
    event.preventDefault();
    if (!ready) return;
    try {
      const made = await pair(code, lobby, chosen.terminal && replaces ? chosen.terminal : undefined);
      toast(t('The screen is let in. It starts by itself within a minute.'));
      go(href('lobbies', made.terminal));
    } catch (refused) {
      if (refused.code === 'no_code') setError(t('No screen shows this code now. A code lasts 15 minutes; look at the screen again.'));
      else setError(refused.message);
    }
  };
  return html`<form class="lobbies-stack" onSubmit=${send}>
    <${Card} title=${t('1. The code on the screen')}>
      <${Field} label=${t('Code')} hint=${t('Eight letters and digits, as the screen shows them. Small or large letters do not matter.')} error=${error}>${(/** @type {any} */ props) =>
        html`<input ...${props} class="lobbies-code" autofocus autocomplete="off" autocapitalize="characters" spellcheck=${false} inputmode="text" placeholder="E6W2-8QY0" value=${code}
          onInput=${(/** @type {any} */ e) => { e.currentTarget.value = tidy(e.currentTarget.value); setCode(e.currentTarget.value); }} />`}<//>
    <//>
    <${Card} title=${t('2. Where it hangs')}>
      <${LobbyChooser} ...${data} value=${lobby} onInput=${setLobby} />
      ${chosen?.place && html`<p class="hint">${pick(chosen, 'place')}</p>`}
      ${chosen?.terminal && html`<${Note} kind="warn">${t('Screen {id} hangs in this lobby already.', { id: chosen.terminal })}<//>
        <${Check} label=${t('The new screen takes its place; the old one is out of service from then on')} checked=${replaces} onChange=${setReplaces} />`}
      ${chosen && html`<${Coming} lobby=${lobby} />`}
    <//>
    <div><${Button} kind="main" type="submit" disabled=${!ready} icon="check">${t('Let it in')}<//></div>
  </form>`;
}

export function Pair() {
  const load = useLoad(places, [], []);
  return html`<${Page} title=${t('Let in a screen')} back=${{ to: href('lobbies'), label: t('Lobbies') }} lead=${t('It can be done on the bench, before the screen is mounted: the code is all that counts.')}>
    <${Loaded} of=${load}>${(/** @type {any} */ data) => html`<${Form} data=${data} />`}<//><//>`;
}
