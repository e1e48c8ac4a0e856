// What the server finds in what is written, while it is written: what it will refuse, what is probably a slip, what could be better.
import { html, Badge, Card, Note, errorWords, useEffect, useState } from '../../../ui/index.js';
import { returned } from '../../../app/api.js';
import { lang, t, tn } from '../../../app/i18n.js';
import { check } from '../api.js';

const PAUSE_MS = 600;
/** The server's sentences begin small. @param {import('../api.js').Found} one */
const begun = (one) => ({ ...one, text: one.text[0].toUpperCase() + one.text.slice(1) });

/** @param {string} id @param {import('../api.js').Words} words @returns {{found: import('../api.js').Found[]|null, error: any}} */
export function useFound(id, words) {
  const [state, setState] = useState(/** @type {{found: any, error: any}} */ ({ found: null, error: null }));
  const key = JSON.stringify(words);
  useEffect(() => {
    let here = true;
    const timer = setTimeout(() => check(id, words).then((found) => here && setState({ found: found.map(begun), error: null }), (error) => here && setState((old) => ({ found: old.found, error }))), PAUSE_MS);
    return () => {
      here = false;
      clearTimeout(timer);
    };
  }, [id, key, lang.value, returned.value]);
  return state;
}

/** Brings the place in sight and the cursor there. @param {string} at */
function show(at) {
  const all = [...document.querySelectorAll('[data-at]')];
  const near = all.find((one) => one.getAttribute('data-at') === at) ?? all.find((one) => at.startsWith(one.getAttribute('data-at').split('.')[0]));
  if (near instanceof HTMLElement) near.focus();
}

/** @param {{state: ReturnType<typeof useFound>, onShow: (at: string) => void}} props onShow: opens the leaf of the form on which it stands */
export function Findings({ state, onShow }) {
  const { found, error } = state;
  const words = { refuse: t('Stops publishing'), warn: t('Please look'), tell: t('Could be better') }, kinds = { refuse: 'bad', warn: 'warn', tell: 'plain' };
  const stops = found?.filter((one) => one.level === 'refuse').length ?? 0;
  return html`<${Card} class="notices-checks" title=${t('Checked as you write')}>
    <p role="status">${!found ? t('Just a moment…') : stops ? tn(stops, 'One thing stops publishing.', '{n} things stop publishing.') : found.length ? t('Nothing stops publishing.') : t('All is well.')}</p>
    ${error && error.code !== 'offline' && html`<${Note} kind="warn">${errorWords(error)}<//>`}
    ${found?.length > 0 && html`<ul>${found.map((one, i) => html`<li key=${i}><${Badge} kind=${kinds[one.level]}>${words[one.level]}<//>
      <button type="button" class="notices-go" onClick=${() => { onShow(one.at); setTimeout(() => show(one.at)); }}>${one.text}</button></li>`)}</ul>`}<//>`;
}
