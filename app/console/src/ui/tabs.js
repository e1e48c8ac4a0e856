import { html, useId, useLayoutEffect, useRef } from './html.js';

const EDGE_PX = 40; // so much of the one before is seen

/** @typedef {{id: string, label: any, count?: number}} Tab */
/** Leaves of one page; the arrows move between them. @param {{tabs: Tab[], value: string, onChange: (id: string) => void, label: string, children?: any}} props */
export function Tabs({ tabs, value, onChange, label, children }) {
  const id = useId();
  const list = useRef(/** @type {HTMLElement|null} */ (null));
  useLayoutEffect(() => { // on a small screen the one that is open lies in sight
    const open = list.current?.querySelector('[aria-selected=true]');
    if (open instanceof HTMLElement && list.current) list.current.scrollLeft = Math.max(0, open.offsetLeft - list.current.offsetLeft - EDGE_PX);
  }, [value]);
  const step = (/** @type {KeyboardEvent} */ event) => {
    const at = tabs.findIndex((tab) => tab.id === value), last = tabs.length - 1;
    const to = { ArrowRight: at === last ? 0 : at + 1, ArrowLeft: at === 0 ? last : at - 1, Home: 0, End: last }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    onChange(tabs[to].id);
    /** @type {HTMLElement} */ (list.current.children[to]).focus();
  };
  return html`<div class="tabs" role="tablist" aria-label=${label} ref=${list} onKeyDown=${step}>${tabs.map((tab) => html`
    <button type="button" role="tab" key=${tab.id} id=${`${id}-${tab.id}`} aria-selected=${tab.id === value ? 'true' : 'false'} aria-controls=${`${id}-panel`}
      tabindex=${tab.id === value ? 0 : -1} onClick=${() => onChange(tab.id)}>${tab.label}${tab.count !== undefined && html` <small>${tab.count}</small>`}</button>`)}</div>
  <div role="tabpanel" id=${`${id}-panel`} aria-labelledby=${`${id}-${value}`}>${children}</div>`;
}
