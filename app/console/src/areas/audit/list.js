// Who did what and when. Nothing here can be changed; each row carries the hash of the one before.
import { html, Page, Loaded, Table, Empty, Time, Dialog, Facts, Badge, useMemo, useState } from '../../ui/index.js';
import { useLoad } from '../../app/load.js';
import { exactTime, t, tn } from '../../app/i18n.js';
import { sites } from '../../app/session.js';
import { allRows, isWide } from './api.js';
import { ChainState } from './chain.js';
import { fold } from './fold.js';
import { actKind, actWords, objectWords, whoWords } from './words.js';

/** @typedef {import('./api.js').Row} Row */

/** @param {{row: Row, onClose: () => void}} props */
const Details = ({ row, onClose }) => html`<${Dialog} title=${actWords(row.what)} onClose=${onClose}>
  <${Facts} rows=${[
    [t('When'), html`<${Time} at=${row.at} exact />`],
    [t('Who'), whoWords(row.who)],
    [t('What about'), objectWords(row.object)],
    [t('Number in the record'), row.n],
    row.times > 1 && [t('So often within ten minutes'), row.times],
    row.before_sha && [t('Text before (SHA-256)'), html`<code class="hash">${row.before_sha}</code>`],
    row.after_sha && [t('Text after (SHA-256)'), html`<code class="hash">${row.after_sha}</code>`],
    [t('As the machine calls it'), html`<code>${row.what}</code>`],
  ]} /><//>`;

export function Audit() {
  const [coming, setCome] = useState(0), [open, setOpen] = useState(/** @type {Row|null} */ (null));
  const load = useLoad(() => allRows(setCome), [], ['audit']);
  const folded = useMemo(() => fold(load.data ?? []), [load.data]);
  const columns = useMemo(() => [
    { id: 'at', title: t('When'), width: '170px', narrow: 'end', cell: (/** @type {Row} */ r) => html`<${Time} at=${r.at} plain />`, text: (/** @type {Row} */ r) => exactTime(r.at), sort: (/** @type {Row} */ r) => r.n },
    { id: 'what', title: t('What'), width: 'minmax(0, 2fr)', narrow: 'first', cell: (/** @type {Row} */ r) => html`${actWords(r.what)}${r.times > 1 && html` <${Badge}>${tn(r.times, 'once', '{n} times')}<//>`}${r.what === 'login.failed' && html` <${Badge} kind="warn">${t('refused')}<//>`}`,
      text: (/** @type {Row} */ r) => `${actWords(r.what)} ${r.what}`, sort: (/** @type {Row} */ r) => actWords(r.what) },
    { id: 'object', title: t('What about'), narrow: 'second', cell: (/** @type {Row} */ r) => objectWords(r.object), text: (/** @type {Row} */ r) => `${objectWords(r.object)} ${r.object}`, sort: (/** @type {Row} */ r) => objectWords(r.object) },
    { id: 'who', title: t('Who'), width: '160px', narrow: 'second', cell: (/** @type {Row} */ r) => whoWords(r.who), text: (/** @type {Row} */ r) => `${whoWords(r.who)} ${r.who}`, sort: (/** @type {Row} */ r) => r.who },
  ], [load.data]);
  const where = isWide() && sites.value.length > 0 ? [{ id: 'where', label: t('Everywhere'), options: [...sites.value.map((s) => ({ value: s.id, label: s.name || s.id, match: (/** @type {Row} */ r) => r.site === s.id })),
    { value: '*', label: t('The organisation alone'), match: (/** @type {Row} */ r) => !r.site }] }] : [];
  const filters = useMemo(() => [...where, { id: 'kind', label: t('Every kind'), options: [...new Set((load.data ?? []).map((r) => actKind(r.what)))].sort().map((kind) => ({
    value: kind, label: kind, match: (/** @type {Row} */ r) => actKind(r.what) === kind })) }], [load.data]);
  return html`<${Page} wide title=${t('Record of acts')} lead=${t('Everything that was done here, newest first. No line can be changed or taken out without it being noticed.')}>
    <${ChainState} rows=${load.data ?? []} onOpen=${setOpen} onChecked=${load.reload} />
    <${Loaded} of=${load}>${() => html`<${Table} rows=${folded} columns=${columns} filters=${filters} rowKey=${(/** @type {Row} */ r) => String(r.n)}
      label=${t('Record of acts')} sort=${{ id: 'at', down: true }} onOpen=${setOpen} count=${(/** @type {number} */ n) => tn(n, '{n} act', '{n} acts')}
      empty=${html`<${Empty} icon="audit" title=${t('Nothing was done yet')} />`} />`}<//>
    ${load.loading && coming > 0 && html`<p class="hint" role="status">${t('{n} so far…', { n: coming })}</p>`}
    ${open && html`<${Details} row=${open} onClose=${() => setOpen(null)} />`}
  <//>`;
}
