// What the server finds in the words of a document before they hang: personal data, and characters that the screens lack.
import { html, Badge, Card, useEffect, useState } from '../index.js';
import { KIND } from './document.js';
import { api } from '../../app/api.js';
import { lang, pick, t, tn } from '../../app/i18n.js';

/** @typedef {{level: 'refuse'|'warn'|'tell', code: string, at: string, text: string}} Found */

const PAUSE_MS = 600;

/** "fee_items[2].note" as the entry that it lies in: "F-03 Property service fee". Pure. @param {any} doc @param {string} at */
export function whereWords(doc, at) {
  let here = doc, name = '';
  for (const step of at.split(/[.[\]]+/).filter(Boolean)) {
    here = here?.[step];
    const called = here && typeof here === 'object' ? pick(here, 'name') || pick(here, 'title') || pick(here, 'label') : '';
    if (called || here?.id) name = [here.id, called].filter(Boolean).join(' ');
  }
  return name || at;
}

/** @param {string} kind @param {any} doc null: nothing to look at @returns {Found[]} */
export function useNoticed(kind, doc) {
  const [found, setFound] = useState(/** @type {Found[]} */ ([])), key = doc ? JSON.stringify(doc) : '';
  useEffect(() => {
    if (!key) return setFound([]);
    let stale = false;
    const timer = setTimeout(() => api.post('/items/check', { kind, doc: JSON.parse(key) }).then((answer) => !stale && setFound(answer.checks), () => undefined), PAUSE_MS);
    return () => { stale = true; clearTimeout(timer); };
  }, [kind, key, lang.value]);
  return found;
}

const words = () => ({ refuse: t('must go'), warn: t('please look'), tell: t('could be better') });
const SIGN = { refuse: 'bad', warn: 'warn', tell: 'plain' };

/** where: how a place is called. @param {{found: Found[], doc: any, where?: (at: string) => string}} props */
export const NoticedList = ({ found, doc, where = (at) => whereWords(doc, at) }) => html`<ul class="document-noticed">${found.map((one, i) => html`<li key=${i}><${Badge} kind=${SIGN[one.level]}>${words()[one.level]}<//><span><b>${where(one.at)}</b> ${one.text}</span></li>`)}</ul>`;

/** @param {{id: import('./document.js').DocumentId, doc: any}} props */
export function Noticed({ id, doc }) {
  const found = useNoticed(KIND[id], doc);
  return found.length ? html`<${Card} title=${tn(found.length, '{n} thing was noticed in the words', '{n} things were noticed in the words')}><${NoticedList} found=${found} doc=${doc} /><//>` : null;
}
