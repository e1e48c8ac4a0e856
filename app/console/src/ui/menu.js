import { html, useEffect, useId, useRef, useState } from './html.js';
import { Button } from './button.js';
import { Icon } from './icons.js';

/** @typedef {{label: any, icon?: any, danger?: boolean, disabled?: boolean, checked?: boolean, onClick: () => any}} MenuItem */
/** A button with more to do behind it. @param {{label: string, icon?: any, words?: any, kind?: any, items: (MenuItem|null|false)[]}} props words: shown on the button beside the sign */
export function Menu({ label, icon = 'more', words, kind = 'quiet', items }) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const box = useRef(/** @type {HTMLElement|null} */ (null));
  const buttons = () => /** @type {HTMLElement[]} */ ([...(box.current?.querySelectorAll('[role^=menuitem]:not(:disabled)') ?? [])]);
  const close = (back = true) => {
    setOpen(false);
    if (back) /** @type {HTMLElement|null} */ (box.current?.querySelector('[aria-haspopup]'))?.focus();
  };
  useEffect(() => {
    if (!open) return undefined;
    buttons()[0]?.focus();
    const outside = (/** @type {Event} */ e) => { if (!box.current?.contains(/** @type {Node} */ (e.target))) close(false); };
    document.addEventListener('pointerdown', outside);
    return () => document.removeEventListener('pointerdown', outside);
  }, [open]);
  const step = (/** @type {KeyboardEvent} */ event) => {
    if (!open) return;
    const all = buttons(), at = all.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    const to = { ArrowDown: (at + 1) % all.length, ArrowUp: (at - 1 + all.length) % all.length, Home: 0, End: all.length - 1 }[event.key];
    if (event.key === 'Escape') close();
    else if (event.key === 'Tab') close(false);
    else if (to !== undefined) all[to]?.focus();
    if (event.key === 'Escape' || to !== undefined) {
      event.preventDefault();
      event.stopPropagation();
    }
  };
  const shown = /** @type {MenuItem[]} */ (items.filter(Boolean));
  return html`<div class="menu" ref=${box} onKeyDown=${step}>
    <${Button} kind=${kind} icon=${icon} aria-haspopup="menu" aria-expanded=${open ? 'true' : 'false'} aria-controls=${open ? id : undefined}
      aria-label=${words ? `${label}: ${words}` : label} title=${label} onClick=${() => setOpen(!open)}>${words}<//>
    ${open && html`<div class="list" role="menu" id=${id} aria-label=${label}>${shown.map((item, i) => html`
      <button type="button" key=${i} role=${item.checked === undefined ? 'menuitem' : 'menuitemradio'} aria-checked=${item.checked === undefined ? undefined : String(item.checked)}
        class=${item.danger ? 'danger' : ''} disabled=${item.disabled} onClick=${() => { close(); item.onClick(); }}>
        ${item.checked ? html`<${Icon} name="check" />` : item.icon ? html`<${Icon} name=${item.icon} />` : html`<span class="icon"></span>`}<span>${item.label}</span></button>`)}</div>`}
  </div>`;
}
