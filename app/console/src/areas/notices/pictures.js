// The pictures of a text, page by page in full size: whoever approves has looked at each of them.
import { html, Button, Check, Dialog, Icon, Note, useEffect, useState } from '../../ui/index.js';
import { t } from '../../app/i18n.js';

/** @typedef {{name: string, sha256: string, type: string, w: number, h: number, label: string}} Leaf */

/** @param {any} doc @returns {Leaf[]} */
export const leavesOf = (doc) => (doc?.files ?? []).filter((/** @type {any} */ file) => file.role !== 'voice').flatMap((/** @type {any} */ file) =>
  (file.pages ?? []).map((/** @type {any} */ page, /** @type {number} */ i) => ({ ...page, name: file.name, label: file.pages.length > 1 ? t('{name}, page {n}', { name: file.name, n: i + 1 }) : file.name })));

/** Its address in this window; '' until it has come. @param {Leaf} leaf */
function useLeaf(leaf) {
  const [state, setState] = useState({ url: '', failed: false });
  useEffect(() => {
    let url = '', over = false;
    fetch(`/v1/blob/${leaf.sha256}`).then(async (answer) => {
      if (!answer.ok) throw new Error(String(answer.status));
      const bytes = await answer.arrayBuffer();
      if (over) return;
      url = URL.createObjectURL(new Blob([bytes], { type: leaf.type }));
      setState({ url, failed: false });
    }).catch(() => { if (!over) setState({ url: '', failed: true }); });
    return () => {
      over = true;
      if (url) URL.revokeObjectURL(url);
    };
  }, [leaf.sha256]);
  return state;
}

/** @param {{leaf: Leaf, seen: boolean, onOpen: () => void}} props */
function Small({ leaf, seen, onOpen }) {
  const { url, failed } = useLeaf(leaf);
  return html`<li><button type="button" class="notices-leaf" onClick=${onOpen} aria-label=${seen ? t('{name}: looked at', { name: leaf.label }) : t('{name}: look at it in full size', { name: leaf.label })}>
    ${failed ? html`<span>${t('The picture did not come.')}</span>` : url ? html`<img src=${url} alt="" />` : html`<span class="waiting"></span>`}
    <span>${seen && html`<${Icon} name="check" /> `}${leaf.label}</span></button></li>`;
}

/** @param {{leaf: Leaf, onSeen: () => void, onClose: () => void, onNext: (() => void)|null}} props */
function Full({ leaf, onSeen, onClose, onNext }) {
  const { url, failed } = useLeaf(leaf);
  return html`<${Dialog} wide title=${leaf.label} onClose=${onClose} actions=${html`<${Button} onClick=${onClose}>${t('Close')}<//>${onNext && html` <${Button} kind="main" onClick=${onNext}>${t('The next one')}<//>`}`}>
    ${failed ? html`<${Note} kind="bad">${t('The picture did not come.')}<//>` : html`<div class="notices-full" tabindex="0" role="group" aria-label=${leaf.label}>${url && html`<img src=${url} alt=${leaf.label} onLoad=${onSeen} />`}</div>`}<//>`;
}

/** With the word of whoever approves, which can be given when every picture was opened. @param {{doc: any, seen: boolean, onSeen: (seen: boolean) => void, asks: boolean}} props */
export function Pictures({ doc, seen, onSeen, asks }) {
  const leaves = leavesOf(doc), [open, setOpen] = useState(-1), [looked, setLooked] = useState(/** @type {string[]} */ ([]));
  const all = leaves.every((leaf) => looked.includes(leaf.sha256));
  if (!leaves.length) return null;
  return html`<h3>${t('Pictures and files')}</h3>
    <ul class="notices-leaves">${leaves.map((leaf, i) => html`<${Small} key=${leaf.sha256 + i} leaf=${leaf} seen=${looked.includes(leaf.sha256)} onOpen=${() => setOpen(i)} />`)}</ul>
    ${asks && html`<${Check} label=${t('I have looked at every picture in full size: no names, no room numbers, no debts.')} hint=${all ? undefined : t('Open each of them first.')} disabled=${!all} checked=${seen} onChange=${onSeen} />`}
    ${leaves[open] && html`<${Full} key=${open} leaf=${leaves[open]} onClose=${() => setOpen(-1)} onNext=${open + 1 < leaves.length ? () => setOpen(open + 1) : null}
      onSeen=${() => setLooked((old) => old.includes(leaves[open].sha256) ? old : [...old, leaves[open].sha256])} />`}`;
}
