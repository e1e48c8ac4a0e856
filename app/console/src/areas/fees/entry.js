// What the forms of this area share: one entry of a list in the document, kept in the draft.
import { html, Button, Card, DraftOffer, Loaded, Note, Page, errorWords, toast, useMemo, useState } from '../../ui/index.js';
import { fetchDocument, keepPart, withEntry } from '../../ui/document/document.js';
import { reach } from '../../ui/document/changes.js';
import { useDraft } from '../../app/draft.js';
import { useLoad } from '../../app/load.js';
import { go, href } from '../../app/router.js';
import { may, me } from '../../app/session.js';
import { pick, t } from '../../app/i18n.js';
import { begun } from './fees.js';
import { serviceTotals } from './money.js';

/** @param {any} doc @param {string} path @param {any[]} list @returns {any} */
function put(doc, path, list) {
  const [outer, inner] = path.split('.');
  return inner ? { ...doc, [outer]: serviceTotals(outer, { ...doc[outer], [inner]: list }) } : { ...doc, [outer]: list };
}

/** Empty words are left out. @param {any} entry */
export const tidy = (entry) => Object.fromEntries(Object.entries(entry).filter(([, v]) => v !== ''));

/** @typedef {{entry: any, set: (part: any) => void, wrong: Record<string, string>, tried: boolean, whole: import('../../ui/document/document.js').Whole, standards: any, readOnly: boolean}} FormProps
 *  @param {{id: string, data: any, path: string, blank: any, faults: (entry: any, standards: any) => Record<string, string>, finish?: (entry: any) => any, form: any, reload: () => void}} props */
function Form({ id, data, path, blank, faults, finish = tidy, form: Parts, reload }) {
  const { whole, standards, begins } = data, found = (reach(whole.doc, path) ?? []).find((/** @type {any} */ f) => f.id === id);
  const saved = useMemo(() => ({ ...blank(whole.doc), ...found, id }), [data]);
  const draft = useDraft(`fees:${id}`, saved), [error, setError] = useState(''), [tried, setTried] = useState(false);
  const entry = draft.value, wrong = faults(entry, standards), readOnly = !may('editor');
  const set = (/** @type {any} */ part) => draft.set((/** @type {any} */ old) => ({ ...old, ...part }));
  const write = async (/** @type {(list: any[]) => any[]} */ change, /** @type {string} */ said) => {
    setError('');
    try {
      await keepPart('fees', { seen: found ?? null, looksAt: (doc) => (reach(doc, path) ?? []).find((/** @type {any} */ f) => f.id === id) ?? null, change: (doc) => put(begins(doc), path, change(reach(doc, path) ?? [])) });
      draft.saved();
      toast(said);
      go(href('fees'), { force: true });
    } catch (e) {
      setError(errorWords(e));
      if (e.code === 'changed') reload();
    }
  };
  const keep = () => { setTried(true); return Object.keys(wrong).length ? undefined : write((list) => withEntry(list, finish(entry)), t('It is in the draft.')); };
  return html`<${DraftOffer} draft=${draft} />${error && html`<${Note} kind="bad">${error}<//>`}
    <${Parts} ...${{ entry, set, wrong: tried ? wrong : {}, tried, whole, standards, readOnly }} />
    ${!readOnly && html`<${Card}><div class="document-acts"><${Button} kind="main" disabled=${!draft.dirty && found} onClick=${keep}>${t('Keep in the draft')}<//>
      ${tried && Object.keys(wrong).length > 0 && html`<span class="error" role="alert">${t('Something is still missing above.')}</span>`}
      ${found && html`<${Button} kind="quiet" icon="trash" onClick=${() => write((list) => list.filter((f) => f.id !== id), t('It is taken out of the draft.'))}>${t('Take it out')}<//>`}</div><//>`}`;
}

/** @param {{id: string, path: string, blank: (doc: any) => any, faults: any, finish?: (entry: any) => any, form: any, title: string}} props */
export function EntryPage({ id, title, ...rest }) {
  const load = useLoad(async () => {
    const [whole, standards, community] = await Promise.all([fetchDocument('fees'), fetchDocument('standards'), fetchDocument('community')]);
    const begins = (/** @type {any} */ doc) => begun(doc, community.live ?? community.doc, me.value?.server?.name ?? '');
    return { whole: { ...whole, doc: begins(whole.doc) }, standards: standards.live ?? standards.doc, begins };
  }, [id]);
  const found = load.data && (reach(load.data.whole.doc, rest.path) ?? []).find((/** @type {any} */ f) => f.id === id);
  return html`<${Page} wide title=${`${id} ${found ? pick(found, 'name') : title}`} back=${{ to: href('fees'), label: t('Fees and accounts') }}>
    <${Loaded} of=${load}>${(/** @type {any} */ data) => html`<${Form} key=${id} id=${id} data=${data} reload=${load.reload} ...${rest} />`}<//><//>`;
}

/** @param {any} entry @param {string[]} names @returns {Record<string, string>} */
export const wanted = (entry, names) => Object.fromEntries(names.filter((n) => entry[n] === null || entry[n] === undefined || !String(entry[n]).trim()).map((n) => [n, t('This is wanted.')]));
