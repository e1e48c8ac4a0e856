// Keys for those who like them: g and a letter opens an area, / goes to the search, ? lists them. Never while somebody writes.
import { html, signal, useEffect } from '../ui/html.js';
import { Dialog } from '../ui/dialog.js';
import { areas } from './areas.js';
import { lang, t } from './i18n.js';
import { go, href } from './router.js';
import { may } from './session.js';

const CHORD_MS = 1500;
export const helpOpen = signal(false);

/** @param {EventTarget|null} el */
const writes = (el) => el instanceof HTMLElement && (el.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(el.tagName));
/** @param {import('./areas.js').Area} a */
export const visible = (a) => !a.role || may(a.role, ...(a.also ?? []));

export function useKeys() {
  useEffect(() => {
    let since = 0;
    const on = (/** @type {KeyboardEvent} */ event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || writes(event.target) || document.querySelector('dialog[open]')) return;
      const chord = Date.now() - since < CHORD_MS, to = chord && areas.find((a) => a.key === event.key && visible(a));
      since = event.key === 'g' ? Date.now() : 0;
      if (to) go(href(to.id));
      else if (event.key === '?') helpOpen.value = true;
      else if (event.key === '/') /** @type {HTMLElement|null} */ (document.querySelector('main [data-search]'))?.focus();
      else return;
      event.preventDefault();
    };
    addEventListener('keydown', on);
    return () => removeEventListener('keydown', on);
  }, []);
}

/** @param {{keys: string[], children: any}} props */
const Row = ({ keys, children }) => html`<div><dt>${keys.map((k) => html`<kbd key=${k}>${k}</kbd>`)}</dt><dd>${children}</dd></div>`;

export const KeyHelp = () => helpOpen.value && html`<${Dialog} title=${t('Keys')} onClose=${() => { helpOpen.value = false; }}>
  <dl class="facts keys">
    ${areas.filter((a) => a.key && visible(a)).map((a) => html`<${Row} key=${a.id} keys=${['g', a.key]}>${a.title[lang.value]}<//>`)}
    <${Row} keys=${['/']}>${t('Search in this list')}<//>
    <${Row} keys=${['↑', '↓', 'Enter']}>${t('Move in a list and open')}<//>
    <${Row} keys=${['Esc']}>${t('Close what is open')}<//>
    <${Row} keys=${['?']}>${t('This list')}<//>
  </dl><//>`;
