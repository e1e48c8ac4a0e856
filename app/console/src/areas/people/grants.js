// What somebody may do where: a row for each community, or one for all.
import { html, Button, Check, Loaded, Select } from '../../ui/index.js';
import { useLoad } from '../../app/load.js';
import { pick, t } from '../../app/i18n.js';
import { roleWords } from '../../app/roles.js';
import { sites } from '../../app/session.js';
import { isWide, postsOf } from './api.js';
import { ROLES, roleHint, siteWords } from './words.js';

/** @param {{site: string, value: string[], onInput: (posts: string[]) => void}} props */
function Posts({ site, value, onInput }) {
  const load = useLoad(() => postsOf(site), [site], []);
  return html`<${Loaded} of=${load}>${(/** @type {any[]} */ posts) => posts.length > 0 && html`<fieldset class="people-posts"><legend>${t('Posts, whose reports come to this desk')}</legend>
    ${posts.map((p) => html`<${Check} key=${p.id} label=${pick(p, 'name') || p.id} checked=${value.includes(p.id)}
      onChange=${(/** @type {boolean} */ on) => onInput(on ? [...value, p.id] : value.filter((id) => id !== p.id))} />`)}</fieldset>`}<//>`;
}

/** @param {{value: import('./api.js').Grant[], onInput: (grants: import('./api.js').Grant[]) => void}} props */
export function Grants({ value, onInput }) {
  const change = (/** @type {number} */ at, /** @type {any} */ part) => onInput(value.map((g, i) => i === at ? { ...g, ...part } : g));
  const places = [...(isWide() ? ['*'] : []), ...sites.value.map((s) => s.id)], free = places.filter((id) => !value.some((g) => g.site === id));
  return html`<div class="people-grants">${value.map((g, i) => html`<div class="people-grant" key=${g.site}>
      <div class="people-pair">
        <${Select} label=${t('Where')} value=${g.site} onInput=${(/** @type {string} */ site) => change(i, { site, posts: [] })} options=${[g.site, ...free].map((id) => ({ value: id, label: siteWords(id) }))} />
        <${Select} label=${t('May')} hint=${roleHint(g.role)} value=${g.role} onInput=${(/** @type {string} */ role) => change(i, { role })}
          options=${[...(g.site === '*' ? [] : [{ value: 'none', label: t('Posts alone') }]), ...ROLES.filter((r) => g.site !== '*' || r !== 'committee').map((r) => ({ value: r, label: roleWords(r) }))]} /></div>
      ${g.site !== '*' && html`<${Posts} site=${g.site} value=${g.posts} onInput=${(/** @type {string[]} */ posts) => change(i, { posts })} />`}
      ${value.length > 1 && html`<div><${Button} small onClick=${() => onInput(value.filter((_, n) => n !== i))}>${t('Take this away')}<//></div>`}</div>`)}
    ${free.length > 0 && html`<div><${Button} icon="plus" onClick=${() => onInput([...value, { site: free[0], role: 'viewer', posts: [] }])}>${t('Also somewhere else')}<//></div>`}</div>`;
}
