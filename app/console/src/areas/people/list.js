// Everybody who has an account.
import { html, Page, Loaded, Table, Empty, Badge, ButtonLink, Time, useMemo } from '../../ui/index.js';
import { useLoad } from '../../app/load.js';
import { go, href } from '../../app/router.js';
import { t, tn } from '../../app/i18n.js';
import { accounts } from './api.js';
import { grantWords } from './words.js';

/** @typedef {import('./api.js').Account} Account */

export function People() {
  const load = useLoad(accounts, [], ['accounts']);
  const columns = useMemo(() => [
    { id: 'user', title: t('Name#account'), width: '180px', narrow: 'first', cell: (/** @type {Account} */ a) => a.user, text: (/** @type {Account} */ a) => a.user, sort: (/** @type {Account} */ a) => a.user },
    { id: 'may', title: t('May'), width: 'minmax(0, 2fr)', narrow: 'second', cell: (/** @type {Account} */ a) => a.grants.map(grantWords).join(' · ') || t('nothing'), text: (/** @type {Account} */ a) => a.grants.map(grantWords).join(' ') },
    { id: 'state', title: t('State'), width: '200px', narrow: 'end', cell: (/** @type {Account} */ a) => a.left ? html`<${Badge}>${t('has left')}<//>` : a.must_change ? html`<${Badge} kind="warn">${t('one-time password')}<//>`
      : a.totp ? html`<${Badge} kind="good">${t('second step on')}<//>` : html`<${Badge}>${t('password alone')}<//>`, sort: (/** @type {Account} */ a) => Number(a.left) },
    { id: 'since', title: t('Since'), width: '150px', cell: (/** @type {Account} */ a) => html`<${Time} at=${a.created} plain />`, sort: (/** @type {Account} */ a) => a.created },
  ], [load.data]);
  const filters = useMemo(() => [{ id: 'who', label: t('Everybody'), options: [
    { value: 'here', label: t('Who works here'), match: (/** @type {Account} */ a) => !a.left }, { value: 'left', label: t('Who has left'), match: (/** @type {Account} */ a) => a.left }] }], [load.data]);
  return html`<${Page} wide title=${t('People')} lead=${t('Everybody has an account of their own; the record of acts says who did what.')}
      actions=${html`<${ButtonLink} kind="main" icon="plus" to=${href('people', 'new')}>${t('Add somebody')}<//>`}>
    <${Loaded} of=${load}>${(/** @type {Account[]} */ rows) => html`<${Table} rows=${rows} columns=${columns} filters=${filters} rowKey=${(/** @type {Account} */ a) => a.user} label=${t('People')}
      onOpen=${(/** @type {Account} */ a) => go(href('people', a.user))} sort=${{ id: 'user' }} count=${(/** @type {number} */ n) => tn(n, '{n} account', '{n} accounts')}
      empty=${html`<${Empty} icon="people" title=${t('Nobody has an account yet')} />`} />`}<//><//>`;
}
