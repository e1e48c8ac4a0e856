// What there is from the time of the demonstration: residents take it for real as soon as the ribbon is gone.
import { html, Badge, Button, Card, Loaded, Note, useState } from '../../ui/index.js';
import { api } from '../../app/api.js';
import { useLoad } from '../../app/load.js';
import { href } from '../../app/router.js';
import { may } from '../../app/session.js';
import { t, tn } from '../../app/i18n.js';

const AT_ONCE = 6, OPEN_MAX = 3;
/** @typedef {{id: string, kind: string, title: string, why: string}} Left
 *  @typedef {{notices: {id: string, title: string}[], documents: string[], cases: number}} Made */

/** @returns {Promise<Made>} */
async function made() {
  const { items } = await api.get('/items', { brief: 1 }), ids = new Set(items.map((/** @type {any} */ i) => i.id));
  const cases = may('viewer') && ids.has('complaint') ? Object.values((await api.get('/cases/counts')).states).reduce((sum, n) => sum + n, 0) : 0;
  return { notices: items.filter((/** @type {any} */ i) => i.kind === 'notice' && ['live', 'future', 'ended_open'].includes(i.state)), documents: ['fees', 'standards', 'outcome'].filter((id) => ids.has(id)), cases };
}

/** @param {{list: Made['notices']}} props */
function Notices({ list }) {
  const [all, setAll] = useState(false);
  return html`<ul class="community-made">${(all ? list : list.slice(0, AT_ONCE)).map((n) => html`<li key=${n.id}><a href=${href('notices', n.id)}>${n.title || n.id}</a></li>`)}</ul>
    ${!all && list.length > AT_ONCE && html`<div><${Button} small onClick=${() => setAll(true)}>${tn(list.length, 'Show the one', 'Show all {n}')}<//></div>`}`;
}

/** What hangs and still has a number of the demonstration in it. @returns {Promise<Left[]>} */
export const stillDemo = async () => (await api.get('/demonstration')).items;
/** Where it is changed. @param {Left} one */
const placeOf = (one) => one.kind === 'notice' ? href('notices', one.id) : one.id === 'complaint' ? href('cases', 'form') : ['fees', 'standards', 'outcome'].includes(one.id) ? href(one.id) : null;
/** The page that opens says where; a path of the document tells a clerk nothing. @param {string} why */
const sentence = (why) => why.replace(/^[a-z][\w.[\]-]*: /, '');

/** A long list of one kind, folded away under its name and count. @param {{title: string, count: number, children?: any}} props */
export const Folded = ({ title, count, children }) => html`<details class="community-folded" open=${count <= OPEN_MAX}><summary>${title} <${Badge} kind="warn">${count}<//></summary>${children}</details>`;

/** @param {{list: Left[]}} props */
export function Hanging({ list }) {
  const names = { fees: t('Fees and accounts'), standards: t('Service standards'), outcome: t('Board of outcomes'), complaint: t('The form for reports') };
  const kinds = /** @type {[string, Left[]][]} */ ([[t('Standing documents'), list.filter((one) => one.kind !== 'notice')], [t('Notices'), list.filter((one) => one.kind === 'notice')]]);
  return list.length > 0 && html`<${Card} title=${tn(list.length, '{n} text that hangs has a number of the demonstration', '{n} texts that hang have numbers of the demonstration')}>
    <p>${t('Somebody would ring it and reach nobody. Put your own number in, or take the text down.')}</p>
    ${kinds.map(([title, some]) => some.length > 0 && html`<${Folded} key=${title} title=${title} count=${some.length}><ul class="community-points">${some.map((one) => html`<li key=${one.id}><span>${names[/** @type {'fees'} */ (one.id)] ?? one.title ?? one.id}<br /><small class="hint">${sentence(one.why)}</small></span>
      ${placeOf(one) && html`<a href=${placeOf(one)}>${t('Look at it')}</a>`}</li>`)}</ul><//>`)}<//>`;
}

export function Made() {
  const load = useLoad(made, [], ['items', 'cases']);
  const words = { fees: t('Fees and accounts'), standards: t('Service standards'), outcome: t('Board of outcomes') };
  return html`<${Card} title=${t('What was made while it was a demonstration')}><${Loaded} of=${load}>${(/** @type {Made} */ m) => m.notices.length + m.documents.length + m.cases === 0
    ? html`<${Note} kind="good">${t('Nothing: no notice, no fees, no report.')}<//>`
    : html`<p>${t('It stays when the ribbon goes, and residents will take it for real. Look through it, and take down what was only for trying.')}</p>
      ${m.notices.length > 0 && html`<h3>${tn(m.notices.length, '{n} notice in the lobbies', '{n} notices in the lobbies')}</h3><${Notices} list=${m.notices} />`}
      ${m.documents.length + m.cases > 0 && html`<h3>${t('Also')}</h3><ul class="community-made">${m.documents.map((id) => html`<li key=${id}><a href=${href(id)}>${words[/** @type {'fees'} */ (id)]}</a></li>`)}
        ${m.cases > 0 && html`<li><a href=${href('cases')}>${tn(m.cases, '{n} report', '{n} reports')}</a></li>`}</ul>`}`}<//><//>`;
}
