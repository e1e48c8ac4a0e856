// What is being written, and where to begin.
import { html, Badge, ButtonLink, Empty, Loaded, Page, Time } from './parts.js';
import { href } from '../../../app/router.js';
import { t } from '../../../app/i18n.js';
import { useLoad } from '../../../app/load.js';
import { api } from '../../../app/api.js';
import { may } from '../../../app/session.js';

export function Start() {
  const load = useLoad(() => api.get('/items', { kind: 'notice' }).then((answer) => answer.items.filter((/** @type {any} */ one) => one.status !== 'withdrawn' && one.status !== 'superseded')), [], ['items']);
  return html`<${Page} title=${t('Notices')} actions=${html`${may('approver', 'duty') && html`<${ButtonLink} to=${href('notices', 'duty')} icon="warn">${t('Emergency notice')}<//>`}
      ${may('editor', 'committee') && html`<${ButtonLink} kind="main" icon="plus" to=${href('notices', 'new')}>${t('New notice')}<//>`}`}>
    <${Loaded} of=${load}>${(/** @type {any[]} */ items) => !items.length ? html`<${Empty} icon="notice" title=${t('No notice is written yet')}>${t('Begin with a template: it asks a few questions and writes the rest.')}<//>`
      : html`<ul class="notices-list">${[...items].sort((a, b) => Number(b.status === 'draft') - Number(a.status === 'draft') || b.updated - a.updated).slice(0, 200).map((one) => html`<li key=${one.id}>
        <a href=${href('notices', one.id, 'edit')}>${one.title || t('Without a title')}</a> <${Badge} kind=${one.status === 'draft' ? 'accent' : 'good'}>${one.status === 'draft' ? t('Draft') : t('Hangs')}<//> <${Time} at=${one.updated} /></li>`)}</ul>`}<//><//>`;
}
