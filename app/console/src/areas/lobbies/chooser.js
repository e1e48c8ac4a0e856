// Which lobby: first the building, then the lobby in it.
import { html, Select, useState } from '../../ui/index.js';
import { pick, t } from '../../app/i18n.js';

/** @param {{lobbies: import('./api.js').Lobby[], buildings: Map<string, any>, value: string, onInput: (id: string) => void, except?: string}} props */
export function LobbyChooser({ lobbies, buildings, value, onInput, except }) {
  const now = lobbies.find((one) => one.id === value);
  const ids = [...new Set(lobbies.map((one) => one.building ?? ''))];
  const [building, setBuilding] = useState(now?.building ?? ids.find(Boolean) ?? '');
  const here = lobbies.filter((one) => (one.building ?? '') === building && one.id !== except);
  return html`<div class="lobbies-chooser">
    <${Select} label=${t('Building')} value=${building} options=${ids.map((id) => ({ value: id, label: id ? pick(buildings.get(id), 'name') || id : t('Outside of buildings') }))}
      onInput=${(/** @type {string} */ id) => { setBuilding(id); onInput(''); }} />
    <${Select} label=${t('Lobby')} value=${value} onInput=${onInput} options=${[{ value: '', label: t('Choose…') }, ...here.map((one) => ({ value: one.id, label: `${pick(one, 'name') || one.id}${one.terminal ? ` · ${t('has a screen')}` : ''}` }))]} />
  </div>`;
}
