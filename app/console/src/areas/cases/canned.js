// Answers that are written often: for a category and a desk, or for all.
import { html, Page, Button, Dialog, Empty, Loaded, Select, Table, TextArea, TextField, toast, toastError, useMemo, useState } from '../../ui/index.js';
import { useLoad } from '../../app/load.js';
import { href } from '../../app/router.js';
import { may } from '../../app/session.js';
import { pick, t, tn } from '../../app/i18n.js';
import { canned, dropCanned, named, names, post, putCanned } from './api.js';

/** @typedef {{id: string, category: string, role: string, title: string, text: string}} Ready @typedef {import('./api.js').Names} Names */

/** @param {{one: Ready, names: Names, onClose: () => void, done: () => void}} props */
function Edit({ one, names: n, onClose, done }) {
  const [d, set] = useState(one);
  const keep = async () => {
    try {
      await putCanned(d.id || `a-${Date.now().toString(36)}`, { title: d.title.trim(), text: d.text.trim(), category: d.category, role: d.role });
      onClose();
      done();
    } catch (error) {
      toastError(error);
    }
  };
  const drop = async () => {
    try {
      await dropCanned(d.id);
      onClose();
      done();
      toast(t('The ready answer is gone'), { undo: () => putCanned(one.id, { title: one.title, text: one.text, category: one.category, role: one.role }).then(done, toastError) });
    } catch (error) {
      toastError(error);
    }
  };
  return html`<${Dialog} wide title=${one.id ? t('Ready answer') : t('New ready answer')} onClose=${onClose} actions=${html`${one.id && html`<${Button} kind="quiet" icon="trash" onClick=${drop}>${t('Remove')}<//>`}
      <${Button} kind="main" disabled=${!d.title.trim() || !d.text.trim()} onClick=${keep}>${t('Keep')}<//>`}>
    <${TextField} label=${t('Title')} value=${d.title} onInput=${(/** @type {string} */ title) => set({ ...d, title })} maxlength="60" />
    <${TextArea} label=${t('Words')} hint=${t('Filled in by themselves: {number}, {place}, {standard}', { number: '{number}', place: '{place}', standard: '{standard}' })} value=${d.text} onInput=${(/** @type {string} */ text) => set({ ...d, text })} maxlength="2000" />
    <${Select} label=${t('Category')} value=${d.category} onInput=${(/** @type {string} */ category) => set({ ...d, category })} options=${[{ value: '', label: t('Every category') }, ...(n.form.categories ?? []).map((/** @type {any} */ c) => ({ value: c.id, label: pick(c, 'name') }))]} />
    <${Select} label=${t('Desk')} value=${d.role} onInput=${(/** @type {string} */ role) => set({ ...d, role })} options=${[{ value: '', label: t('Every desk') }, ...(n.community.roles ?? []).map((/** @type {any} */ r) => ({ value: r.id, label: pick(r, 'name') }))]} /><//>`;
}

export function Canned() {
  const load = useLoad(() => Promise.all([canned(), names()]), []), [open, setOpen] = useState(/** @type {Ready|null} */ (null));
  const fresh = () => setOpen({ id: '', category: '', role: '', title: '', text: '' });
  const n = load.data?.[1] ?? { form: {}, community: {} };
  const columns = useMemo(() => [
    { id: 'title', title: t('Title'), narrow: 'first', cell: (/** @type {Ready} */ r) => r.title, text: (/** @type {Ready} */ r) => `${r.title} ${r.text}`, sort: (/** @type {Ready} */ r) => r.title },
    { id: 'text', title: t('Words'), width: 'minmax(0, 2fr)', narrow: 'second', cell: (/** @type {Ready} */ r) => r.text },
    { id: 'category', title: t('Category'), cell: (/** @type {Ready} */ r) => r.category ? named(n.form.categories, r.category) : t('Every category') },
    { id: 'role', title: t('Desk'), cell: (/** @type {Ready} */ r) => r.role ? post(n, r.role) : t('Every desk') }], [load.data]);
  const add = may('editor') && html`<${Button} kind="main" icon="plus" onClick=${fresh}>${t('New ready answer')}<//>`;
  return html`<${Page} wide title=${t('Ready answers')} back=${{ to: href('cases'), label: t('Reports#desk') }} actions=${add}>
    <${Loaded} of=${load}>${(/** @type {any} */ data) => html`${data[0].canned.length === 0 ? html`<${Empty} icon="edit" title=${t('No ready answer yet')} action=${add}>${t('Write down what is answered often. It can be changed before it is sent.')}<//>` : html`<${Table} rows=${data[0].canned} columns=${columns} rowKey=${(/** @type {Ready} */ r) => r.id} label=${t('Ready answers')} onOpen=${may('editor') ? setOpen : undefined}
      count=${(/** @type {number} */ k) => tn(k, '{n} answer', '{n} answers')} />`}
      ${open && html`<${Edit} one=${open} names=${data[1]} onClose=${() => setOpen(null)} done=${load.reload} />`}`}<//><//>`;
}
