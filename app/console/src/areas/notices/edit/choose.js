// The first question of a new notice: a template, or an empty page.
import { html, Button, ButtonLink, Card, Loaded, Page, toastError } from './parts.js';
import { go, href } from '../../../app/router.js';
import { pick, t } from '../../../app/i18n.js';
import { freshId } from '../../../app/ids.js';
import { useLoad } from '../../../app/load.js';
import * as api from '../api.js';
import { rfcOf } from './moments.js';

const groupWords = () => ({ outage: t('Water, power, gas, lifts'), money: t('Money'), owners: t('Owners'), emergency: t('Emergencies'), life: t('Everyday life') });

/** A draft of it, and the page on which it is written on. @param {import('../api.js').Words} words */
export async function begin(words) {
  const id = freshId();
  try {
    await api.put(id, 'draft', words);
    await go(href('notices', id, 'edit'), { force: true });
  } catch (error) {
    toastError(error);
  }
}
const empty = () => {
  const now = Math.trunc(Date.now() / 1000);
  return { audience: api.everybody, doc: { kind: 'activity', priority: 3, effective: rfcOf(now), expires: rfcOf(now + 7 * 86400), display: { mode: 'normal' }, lang: { 'zh-CN': { title: '', summary: '', body_md: '' } }, files: [] } };
};

export function Choose() {
  const load = useLoad(api.templates, []);
  return html`<${Page} title=${t('New notice')} back=${{ to: href('notices'), label: t('Notices') }} lead=${t('A template asks a few questions and writes the rest. Everything can be changed afterwards.')}
      actions=${html`<${Button} icon="plus" onClick=${() => begin(empty())}>${t('An empty notice')}<//>`}>
    <${Loaded} of=${load}>${(/** @type {import('../api.js').Template[]} */ list) => Object.entries(groupWords()).map(([group, label]) => {
      const members = list.filter((one) => one.group === group && !one.duty);
      return members.length > 0 && html`<${Card} key=${group} title=${label}><ul class="notices-templates">${members.map((one) => html`<li key=${one.id}>
        <${ButtonLink} to=${href('notices', 'new', one.id)}>${pick(one, 'name')}<//><span>${pick(one, 'hint')}</span></li>`)}</ul><//>`;
    })}<//><//>`;
}
