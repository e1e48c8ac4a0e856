// The community: its parts in tabs, and the way of what was changed to the lobbies.
import { html, Badge, Button, ButtonLink, Card, Empty, Loaded, Note, Page, Table, Tabs, errorWords, toast, useMemo, useState } from '../../ui/index.js';
import { api } from '../../app/api.js';
import { useLoad } from '../../app/load.js';
import { changes } from '../../ui/document/changes.js';
import { keepPart, useDocument } from '../../ui/document/document.js';
import { Flow } from '../../ui/document/flow.js';
import { go, href } from '../../app/router.js';
import { may, me } from '../../app/session.js';
import { lang, t, tn } from '../../app/i18n.js';
import { DocumentForm } from './form.js';
import { Look } from './look.js';
import { Folded, Hanging, Made, stillDemo } from './made.js';
import { demoNumbers, points } from './live.js';
import { derived, lists, parts, singleFault, singles, top } from './parts.js';

/** @typedef {{whole: import('../../ui/document/document.js').Whole, reload: () => void}} Props */

/** @param {Props & {part: import('./parts.js').Part}} props */
function List({ part, whole }) {
  const rows = whole.doc[part.path] ?? [], doc = whole.doc;
  const columns = useMemo(() => [
    { id: 'name', title: t('Name#thing'), width: 'minmax(0, 2fr)', narrow: /** @type {const} */ ('first'), cell: (/** @type {any} */ e) => part.name(e), text: (/** @type {any} */ e) => `${part.name(e)} ${e.id} ${e.name ?? ''} ${e.name_en ?? ''}`, sort: (/** @type {any} */ e) => part.name(e) },
    { id: 'detail', title: t('More#detail'), width: 'minmax(0, 3fr)', narrow: /** @type {const} */ ('second'), cell: (/** @type {any} */ e) => html`<span title=${part.detail(e, doc)}>${part.detail(e, doc)}</span>`, text: (/** @type {any} */ e) => part.detail(e, doc) },
    { id: 'id', title: t('Number'), width: '130px', narrow: /** @type {const} */ ('end'), cell: (/** @type {any} */ e) => e.id, sort: (/** @type {any} */ e) => e.id },
  ], [whole, part.id, lang.value]);
  const add = may('editor') && html`<${ButtonLink} icon="plus" to=${href('community', part.id, 'new')}>${t('One more')}<//>`;
  return html`<${Card} title=${part.title} actions=${add}><p class="hint">${part.lead}</p><${Table} key=${part.id} rows=${rows} columns=${columns} rowKey=${(/** @type {any} */ e) => e.id} label=${part.title} onOpen=${(/** @type {any} */ e) => go(href('community', part.id, e.id))}
    count=${(/** @type {number} */ n) => tn(n, '{n} entry', '{n} entries')} empty=${html`<${Empty} icon="community" title=${t('Nothing here yet')} action=${add}>${part.lead}<//>`} /><//>`;
}

/** @param {Props & {single: import('./parts.js').Single}} props */
const One = ({ single, whole, reload }) => html`<${DocumentForm} key=${single.id} name=${single.id} whole=${whole} reload=${reload} saved=${whole.doc[single.path] ?? NOTHING} sections=${() => single.sections(whole.doc)}
  find=${(/** @type {any} */ doc) => doc[single.path]} write=${(/** @type {any} */ doc, /** @type {any} */ e) => { const { [single.path]: _, ...rest } = doc; return e ? { ...rest, [single.path]: e } : rest; }} finish=${(/** @type {any} */ e) => derived(single.id, e)} faults=${(/** @type {any} */ e) => singleFault(single.id, e)} page=${single.page} />`;
const NOTHING = {};

/** @param {{list: import('./live.js').Point[], signs?: boolean}} props */
const Points = ({ list, signs = true }) => html`<ul class="community-points">${list.map((p, i) => html`<li key=${i}>${signs && html`<${Badge} kind=${p.done ? 'good' : 'warn'}>${p.done ? t('is real') : t('still open')}<//>`}<span>${p.label}<br /><small class="hint">${p.detail}</small></span><a href=${href(...p.to)}>${t('To the field')}</a></li>`)}</ul>`;

/** @param {Props} props */
function Live({ whole, reload }) {
  const left = useLoad(stillDemo, [], ['items']), [error, setError] = useState(''), needed = points(whole.doc), groups = demoNumbers(whole.doc), numbers = groups.reduce((sum, group) => sum + group.list.length, 0), hanging = left.data ?? [];
  const open = needed.filter((p) => !p.done).length + numbers + hanging.length, ready = !open && left.data !== undefined;
  const isDemo = !!whole.doc.community?.demo;
  const out = async () => {
    setError('');
    try {
      const kept = await keepPart('community', { seen: true, looksAt: (doc) => !!doc.community?.demo, change: (doc) => ({ ...doc, community: { ...doc.community, demo: false } }) });
      await api.post('/items/community/submit', { expect: kept.work?.version ?? kept.version });
      toast(t('It waits for approval.'));
    } catch (e) {
      setError(errorWords(e));
    }
    reload();
  };
  if (!isDemo) return html`${error && html`<${Note} kind="bad">${error}<//>`}<${Note} kind="good">${whole.live?.community?.demo ? t('The ribbon goes with this draft, once it is approved.') : t('This community is live: no ribbon hangs over its screens.')}<//>`;
  return html`<${Card} title=${t('Before the demonstration ribbon goes')}><p>${t('Until then every screen says that it is a demonstration. A resident in danger must reach somebody: these must be your own.')}</p><${Points} list=${needed} /><//>
    ${numbers > 0 && html`<${Card} title=${tn(numbers, '{n} entry still has a number of the demonstration', '{n} entries still have numbers of the demonstration')}>${groups.map((group) => html`<${Folded} key=${group.id} title=${group.title} count=${group.list.length}><${Points} list=${group.list} signs=${false} /><//>`)}<//>`}
    <${Hanging} list=${hanging} /><${Made} />${error && html`<${Note} kind="bad">${error}<//>`}
    ${may('editor') && html`<${Card}><div class="document-acts"><${Button} kind="main" disabled=${!ready} onClick=${out}>${t('Go live')}<//> <span class="hint">${open ? tn(open, '{n} thing is open.', '{n} things are open.') : t('Somebody approves it as everything else.')}</span></div><//>`}`;
}

/** @param {Props & {tab: string}} props */
function Whole({ whole, reload, tab }) {
  const told = useMemo(() => whole.work ? changes(whole.live, whole.doc, lists(whole.doc), top(whole.doc)) : [], [whole, lang.value]);
  const all = parts(), alone = singles(), isDemo = !!whole.doc.community?.demo;
  const tabs = [{ id: alone[0].id, label: alone[0].title }, ...all.map((p) => ({ id: p.id, label: p.title, count: (whole.doc[p.path] ?? []).length })), ...alone.slice(1).map((s) => ({ id: s.id, label: s.title })), { id: 'look', label: t('Look#colors') }, { id: 'live', label: isDemo ? t('Go live') : t('Live#state') }];
  const part = all.find((p) => p.id === tab), single = alone.find((s) => s.id === tab) ?? alone[0];
  return html`<${Flow} whole=${whole} changes=${told} reload=${reload} />
    ${isDemo && tab !== 'live' && html`<${Note} kind="warn" actions=${html`<${ButtonLink} to=${href('community', 'live')}>${t('What is still open')}<//>`}>${t('This community is a demonstration; every screen says so.')}<//>`}
    <div class="community-tabs"><${Tabs} label=${t('Parts of the community')} tabs=${tabs} value=${tabs.some((one) => one.id === tab) ? tab : alone[0].id} onChange=${(/** @type {string} */ id) => go(href('community', id))}><div class="community-stack">
      ${part ? html`<${List} part=${part} whole=${whole} reload=${reload} />` : tab === 'look' ? html`<${Look} whole=${whole} reload=${reload} />` : tab === 'live' ? html`<${Live} whole=${whole} reload=${reload} />` : html`<${One} single=${single} whole=${whole} reload=${reload} />`}</div><//></div>`;
}

/** @param {{tab?: string}} props */
export function Community({ tab = 'about' }) {
  const load = useDocument('community'), wide = me.value?.role === 'admin';
  return html`<${Page} wide title=${t('Community')} lead=${t('What the community is: its buildings, whom to call, how its screens look. It goes to the lobbies once approved.')} actions=${html`${may('editor') && html`<${ButtonLink} icon="upload" to=${href('community', 'sheet')}>${t('From a spreadsheet')}<//>`} ${wide && html`<${ButtonLink} icon="plus" to=${href('community', 'new')}>${t('Another community')}<//>`}`}>
    <${Loaded} of=${load}>${(/** @type {any} */ whole) => whole.version ? html`<${Whole} whole=${whole} reload=${load.reload} tab=${tab} />` : html`<${Empty} icon="community" title=${t('No community yet')} action=${wide && html`<${ButtonLink} kind="main" to=${href('community', 'new')}>${t('Make the first community')}<//>`} />`}<//><//>`;
}
