// A form of one thing in a document of the community, kept in its draft.
import { html, Button, Card, DraftOffer, Facts, Note, errorWords, toast, useMemo, useState } from '../index.js';
import { Preview } from '../paper/preview.js';
import { KIND, keepPart } from './document.js';
import { useDraft } from '../../app/draft.js';
import { go } from '../../app/router.js';
import { may } from '../../app/session.js';
import { t } from '../../app/i18n.js';
import { Entry, fault } from './fields.js';

/** @typedef {import('./fields.js').Section} Section */

/** saved: what the draft holds now; find and write: where it lies in the document; page: of the screen, to look at beside it; around: what follows in
 *  the whole document; finish: what follows in the entry; facts: sums to read; faults: one sentence, or ''.
 *  @param {{id: import('./document.js').DocumentId, name: string, saved: any, fresh?: boolean, sections: (entry: any) => Section[], find: (doc: any) => any, write: (doc: any, entry: any) => any, whole: any, back?: string,
 *           page?: string, faults?: (entry: any) => string, canGo?: () => string, first?: (entry: any, set: (e: any) => void, tried: boolean) => any, finish?: (entry: any) => any, around?: (doc: any, live: any) => any,
 *           facts?: (entry: any) => [any, any][], reload: () => void, gone?: (doc: any) => any, goneLabel?: string}} props */
export function DocumentForm({ id, name, saved, fresh, sections, find, write, whole, back, page, faults, canGo, first, finish = (e) => e, around = (doc) => doc, facts, reload, gone, goneLabel }) {
  const draft = useDraft(`${id}:${name}`, saved), [error, setError] = useState(''), [tried, setTried] = useState(false), entry = draft.value;
  const fields = sections(entry), wrong = fields.flatMap((s) => s.fields).map((spec) => fault(spec, entry)).filter(Boolean), more = faults?.(entry) ?? '', readOnly = !may('editor');
  const keep = async (/** @type {(doc: any) => any} */ change, /** @type {string} */ said) => {
    setError('');
    try {
      await keepPart(id, { seen: find(whole.doc) ?? null, looksAt: (doc) => find(doc) ?? null, change: (doc, live) => around(change(doc), live) });
      draft.saved();
      toast(said);
      if (back) go(back, { force: true });
      else reload();
    } catch (e) {
      setError(errorWords(e));
      if (e.code === 'changed') reload();
    }
  };
  const save = () => { setTried(true); return wrong.length || more ? undefined : keep((doc) => write(doc, finish(entry)), t('It is in the draft.')); };
  const takeOut = () => { const why = canGo?.() ?? ''; return why ? setError(why) : keep(/** @type {(doc: any) => any} */ (gone), t('It is taken out of the draft.')); };
  const preview = useMemo(() => page ? { kind: KIND[id], doc: around(write(whole.doc, finish(entry)), whole.live) } : null, [page, whole, entry]);
  const form = html`${fields.map((s, i) => html`<${Card} key=${i} title=${s.title}>${s.hint && html`<p class="hint">${s.hint}</p>`}<fieldset class="document-form" disabled=${readOnly}>${i === 0 && first?.(entry, draft.set, tried)}
    ${s.fields.map((spec) => html`<${Entry} key=${spec.member} spec=${spec} entry=${entry} set=${draft.set} tried=${tried} wrong=${tried ? fault(spec, entry) : null} />`)}</fieldset><//>`)}
    ${facts && html`<${Card} title=${t('What follows from the lines')}><${Facts} rows=${facts(finish(entry))} /><//>`}
    ${!readOnly && html`<${Card}><div class="document-acts"><${Button} kind="main" disabled=${!draft.dirty && !fresh} onClick=${save}>${t('Keep in the draft')}<//>
      ${tried && (more || wrong.length > 0) && html`<span class="error" role="alert">${more || t('Something is still missing above.')}</span>`}
      ${gone && html`<${Button} kind="quiet" icon="trash" onClick=${takeOut}>${goneLabel ?? t('Take it out')}<//>`}</div><//>`}`;
  return html`<${DraftOffer} draft=${draft} />${error && html`<${Note} kind="bad">${error}<//>`}
    ${page ? html`<div class="document-beside"><div>${form}</div><div><${Card} title=${t('In the lobby#picture')}><${Preview} page=${page} doc=${preview} /><//></div></div>` : html`<div class="document-stack">${form}</div>`}`;
}
