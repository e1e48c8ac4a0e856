// One building, lift, place, contact, post, organisation or lobby.
import { html, Empty, Loaded, Page, TextField, useMemo } from '../../ui/index.js';
import { fetchDocument, withEntry } from '../../ui/document/document.js';
import { useLoad } from '../../app/load.js';
import { href } from '../../app/router.js';
import { pick, t } from '../../app/i18n.js';
import { DocumentForm } from './form.js';
import { bearers, derived, holds, parts } from './parts.js';
import { freeId } from '../../app/ids.js';

/** @param {{part: import('./parts.js').Part, id: string, whole: any, reload: () => void}} props */
function Form({ part, id, whole, reload }) {
  const fresh = id === 'new', list = whole.doc[part.path] ?? [];
  const saved = useMemo(() => fresh ? { id: freeId(part.letters, list), ...part.blank(whole.doc) } : list.find((/** @type {any} */ e) => e.id === id) ?? { id, ...part.blank(whole.doc) }, [whole]);
  const find = (/** @type {any} */ doc) => fresh ? null : (doc[part.path] ?? []).find((/** @type {any} */ e) => e.id === id);
  const number = (/** @type {any} */ e) => !fresh ? '' : !/^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/.test(e.id ?? '') ? t('Letters, digits and dashes.') : list.some((/** @type {any} */ one) => one.id === e.id) ? t('This number is taken.') : '';
  const units = (/** @type {any} */ e) => part.id !== 'buildings' ? '' : (saved.units ?? []).filter((/** @type {any} */ u) => !(e.units ?? []).some((/** @type {any} */ one) => one.id === u.id)).map((/** @type {any} */ u) => holds(whole.doc, e.id, u.id)).filter(Boolean)
    .map((/** @type {string} */ what) => t('A unit that is taken out still holds {what}. Move these first.', { what })).join(' ');
  const handler = (/** @type {any} */ e) => part.id === 'posts' && !e.as_handler !== !e.as_handler_en ? t('How it is called to residents is wanted in both languages, or in neither.') : '';
  const canGo = () => {
    const what = part.id === 'buildings' ? holds(whole.doc, id) : '';
    if (what) return t('It still holds {what}. Move these first.', { what });
    if (part.id === 'groups' && bearers(whole.doc, id).length) return t('It still holds {what}. Move these first.', { what: bearers(whole.doc, id).slice(0, 8).map((/** @type {any} */ e) => pick(e, 'name') || e.id).join('、') });
    return part.id === 'organisations' && whole.doc.contract?.manager === id ? t('This is the company of the contract: it stays.') : '';
  };
  return html`<${DocumentForm} name=${`${part.id}:${id}`} saved=${saved} fresh=${fresh} whole=${whole} reload=${reload} back=${href('community', part.id)} page=${part.page}
    sections=${(/** @type {any} */ e) => part.sections(whole.doc, e)} find=${find} write=${(/** @type {any} */ doc, /** @type {any} */ e) => ({ ...doc, [part.path]: withEntry(doc[part.path], e) })}
    finish=${(/** @type {any} */ e) => derived(part.id, e)} faults=${(/** @type {any} */ e) => number(e) || units(e) || handler(e)} canGo=${canGo}
    first=${!fresh ? undefined : ((/** @type {any} */ e, /** @type {any} */ set, /** @type {boolean} */ tried) => html`<${TextField} label=${t('Number')} hint=${t('It stays for good.')} value=${e.id} error=${tried && number(e) ? number(e) : null} onInput=${(/** @type {string} */ v) => set({ ...e, id: v.trim() })} />`)}
    gone=${fresh ? undefined : (/** @type {any} */ doc) => ({ ...doc, [part.path]: doc[part.path].filter((/** @type {any} */ e) => e.id !== id) })} />`;
}

/** @param {{tab: string, id: string}} props */
export function Entry({ tab, id }) {
  const part = parts().find((p) => p.id === tab) ?? parts()[0], load = useLoad(() => fetchDocument('community'), [tab, id]);
  const found = (load.data?.doc[part.path] ?? []).find((/** @type {any} */ e) => e.id === id);
  return html`<${Page} wide title=${t('{part}: {name}', { part: part.one, name: found ? part.name(found) : id === 'new' ? t('new#entry') : id })} back=${{ to: href('community', part.id), label: part.title }}>
    <${Loaded} of=${load}>${(/** @type {any} */ whole) => id !== 'new' && !found ? html`<${Empty} icon="community" title=${t('There is no such entry (any more).')} />` : html`<${Form} key=${`${tab}${id}`} part=${part} id=${id} whole=${whole} reload=${load.reload} />`}<//><//>`;
}
