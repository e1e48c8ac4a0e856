// Something that must be answered first. The browser's own <dialog>: it keeps the focus, Escape closes it, and the focus goes back.
import { html, cx, useEffect, useId, useRef } from './html.js';
import { Button } from './button.js';
import { t } from '../app/i18n.js';

/** @param {{title: any, onClose?: () => void, wide?: boolean, children?: any, actions?: any, stays?: boolean}} props stays: cannot be closed unanswered */
export function Dialog({ title, onClose, wide, children, actions, stays }) {
  const id = useId();
  const box = useRef(/** @type {HTMLDialogElement|null} */ (null));
  useEffect(() => {
    const dialog = box.current, before = /** @type {HTMLElement|null} */ (document.activeElement);
    dialog.showModal();
    const first = dialog.querySelector('[autofocus], input:not([type=hidden]), select, textarea');
    if (first instanceof HTMLElement) first.focus();
    return () => {
      dialog.close();
      if (before?.isConnected) before.focus();
    };
  }, []);
  return html`<dialog ref=${box} class=${cx('dialog', wide && 'wide')} aria-labelledby=${id}
      onCancel=${(/** @type {Event} */ e) => { e.preventDefault(); if (!stays) onClose?.(); }}>
    <header><h2 id=${id}>${title}</h2>${!stays && html`<${Button} kind="quiet" icon="close" aria-label=${t('Close')} onClick=${onClose} />`}</header>
    <div class="body">${children}</div>
    ${actions && html`<footer>${actions}</footer>`}
  </dialog>`;
}
