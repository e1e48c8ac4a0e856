// For whom: a tree of buildings and lobbies, groups of lobbies by their tags, and at once whom that means.
import { html, Check, Choice, Badge, Note, useEffect, useState } from '../../ui/index.js';
import { useLoad } from '../../app/load.js';
import { pick, t, tn } from '../../app/i18n.js';
import { everybody, places, resolve } from './api.js';

/** @typedef {{tags_any?: string[], buildings?: string[], units?: string[], lobbies?: string[], exclude_tags?: string[], exclude_lobbies?: string[]}} Audience */
const toggled = (/** @type {string[]|undefined} */ list, /** @type {string} */ id, /** @type {boolean} */ on) => [...(list ?? []).filter((x) => x !== id), ...(on ? [id] : [])];
/** Without empty lists. @param {Audience} rule @returns {Audience} */
const tidy = (rule) => Object.fromEntries(Object.entries(rule).filter(([, list]) => list?.length));

/** @param {{value: Audience, onChange: (value: Audience) => void, building: any, lobbies: any[]}} props */
function Building({ value, onChange, building, lobbies }) {
  const whole = value.buildings?.includes(building.id) ?? false;
  const set = (/** @type {any} */ lobby, /** @type {boolean} */ on) => onChange(tidy(whole ? { ...value, exclude_lobbies: toggled(value.exclude_lobbies, lobby.id, !on) } : { ...value, lobbies: toggled(value.lobbies, lobby.id, on) }));
  const has = (/** @type {any} */ lobby) => whole ? !value.exclude_lobbies?.includes(lobby.id) : value.lobbies?.includes(lobby.id) || value.units?.includes(lobby.unit);
  const all = (/** @type {boolean} */ on) => onChange(tidy({ ...value, buildings: toggled(value.buildings, building.id, on), lobbies: value.lobbies?.filter((id) => !lobbies.some((l) => l.id === id)), exclude_lobbies: value.exclude_lobbies?.filter((id) => !lobbies.some((l) => l.id === id)) }));
  return html`<details class="notices-building" open=${whole || lobbies.some(has)}><summary>${pick(building, 'name') || building.id} ${whole && html`<${Badge} kind="accent">${t('whole building')}<//>`}</summary>
    <${Check} label=${t('The whole building')} checked=${whole} onChange=${all} />
    <div class="notices-lobbies">${lobbies.map((lobby) => html`<${Check} key=${lobby.id} label=${pick(lobby, 'name') || lobby.id} checked=${!!has(lobby)} onChange=${(/** @type {boolean} */ on) => set(lobby, on)} />`)}</div></details>`;
}

/** @param {{audience: Audience}} props */
function Means({ audience }) {
  const [means, setMeans] = useState(/** @type {any} */ (null)), key = JSON.stringify(audience);
  useEffect(() => {
    let over = false;
    resolve(audience).then((answer) => { if (!over) setMeans(answer); }, () => { if (!over) setMeans(null); });
    return () => { over = true; };
  }, [key]);
  if (!means) return null;
  if (!means.lobbies.length) return html`<${Note} kind="warn">${t('No lobby is meant by this.')}<//>`;
  return html`<div class="notices-means" role="status"><p><b>${tn(means.lobbies.length, 'One lobby', '{n} lobbies')}</b> · ${t('{n} of them are connected', { n: means.connected })}</p>
    <ul tabindex="0" aria-label=${t('Whom it means')}>${means.lobbies.map((/** @type {import('./api.js').Meant} */ l) => html`<li key=${l.id}>${l.name}${l.state !== 'online' && html` <${Badge} kind="warn">${l.state === 'none' ? t('no screen') : t('not connected')}<//>`}</li>`)}</ul></div>`;
}

/** @param {{value: Audience|null, onChange: (value: Audience) => void}} props */
export function AudiencePicker({ value, onChange }) {
  const load = useLoad(places, [], ['lobbies']);
  const rule = value ?? {}, whole = rule.tags_any?.includes('all') ?? false;
  const [part, setPart] = useState(!whole);
  if (!load.data) return null;
  const { lobbies, buildings } = load.data;
  const tags = [...new Set(lobbies.flatMap((l) => l.tags ?? []))].filter((tag) => tag !== 'all').sort();
  const outdoor = lobbies.filter((l) => !l.building);
  const choose = (/** @type {string} */ what) => { setPart(what === 'part'); onChange(what === 'all' ? everybody : {}); };
  return html`<div class="notices-stack">
    <${Choice} label=${t('For whom')} value=${part ? 'part' : 'all'} onInput=${choose} options=${[{ value: 'all', label: t('The whole community') }, { value: 'part', label: t('Only some lobbies') }]} />
    ${part && html`<div class="notices-tree">${buildings.map((/** @type {any} */ b) => html`<${Building} key=${b.id} value=${rule} onChange=${onChange} building=${b} lobbies=${lobbies.filter((l) => l.building === b.id)} />`)}
      ${outdoor.length > 0 && html`<details class="notices-building"><summary>${t('Outside of buildings')}</summary><div class="notices-lobbies">${outdoor.map((l) => html`<${Check} key=${l.id} label=${pick(l, 'name') || l.id} checked=${rule.lobbies?.includes(l.id) ?? false} onChange=${(/** @type {boolean} */ on) => onChange(tidy({ ...rule, lobbies: toggled(rule.lobbies, l.id, on) }))} />`)}</div></details>`}
      ${tags.length > 0 && html`<details class="notices-building"><summary>${t('Groups of lobbies')}</summary><div class="notices-lobbies">${tags.map((tag) => html`<${Check} key=${tag} label=${tag} checked=${rule.tags_any?.includes(tag) ?? false} onChange=${(/** @type {boolean} */ on) => onChange(tidy({ ...rule, tags_any: toggled(rule.tags_any, tag, on) }))} />`)}</div></details>`}</div>`}
    <${Means} audience=${rule} /></div>`;
}
