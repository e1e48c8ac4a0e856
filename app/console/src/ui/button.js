// Something to press. `onClick` may return a promise: the button is busy until it settles.
import { html, cx, useState, useRef, useEffect } from './html.js';
import { Icon } from './icons.js';

/** @typedef {{kind?: 'main'|'plain'|'quiet'|'danger', icon?: any, busy?: boolean, disabled?: boolean, type?: 'button'|'submit', small?: boolean,
 *             onClick?: (event: any) => any, children?: any, class?: string, title?: string, [more: string]: any}} ButtonProps */
/** @param {ButtonProps} props main: the one thing that the page is for; quiet: no frame */
export function Button({ kind = 'plain', icon, busy, disabled, type = 'button', small, onClick, children, class: more, ...rest }) {
  const [running, run] = useState(false);
  const here = useRef(true);
  useEffect(() => () => { here.current = false; }, []);
  const press = async (/** @type {any} */ event) => {
    if (busy || running) return event.preventDefault();
    const done = onClick?.(event);
    if (!done?.then) return undefined;
    run(true);
    try {
      await done;
    } finally {
      if (here.current) run(false);
    }
  };
  const waiting = busy || running;
  return html`<button type=${type} class=${cx('button', kind, small && 'small', !children && 'bare', waiting && 'busy', more)} disabled=${disabled}
      aria-busy=${waiting ? 'true' : undefined} onClick=${press} ...${rest}>
    ${icon && html`<${Icon} name=${icon} />`}${children && html`<span>${children}</span>`}</button>`;
}

/** A link that looks like a button. @param {{to: string, kind?: string, icon?: any, small?: boolean, children?: any, [more: string]: any}} props */
export const ButtonLink = ({ to, kind = 'plain', icon, small, children, ...rest }) =>
  html`<a class=${cx('button', kind, small && 'small')} href=${to} ...${rest}>${icon && html`<${Icon} name=${icon} />`}<span>${children}</span></a>`;
