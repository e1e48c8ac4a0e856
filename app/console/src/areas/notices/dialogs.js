// For whom and when, withdrawing, correcting.
import { html, Button, Dialog, Note, DateTimeField, TextArea, toastError, useState } from '../../ui/index.js';
import { go, href } from '../../app/router.js';
import { t } from '../../app/i18n.js';
import { save, withdraw } from './api.js';
import { AudiencePicker } from './audience.js';

/** @typedef {import('./api.js').Whole} Whole */
const seconds = (/** @type {string|undefined} */ text) => text && Date.parse(text) ? Date.parse(text) / 1000 : null;
/** @param {number} s */
const stamp = (s) => new Date(s * 1000).toISOString().replace('.000Z', 'Z');

/** @param {{whole: Whole, onClose: () => void, reload: () => Promise<void>}} props */
export function Whom({ whole, onClose, reload }) {
  const doc = whole.work?.doc ?? whole.doc;
  const [audience, setAudience] = useState(whole.work?.audience ?? whole.audience);
  const [from, setFrom] = useState(seconds(doc.effective)), [until, setUntil] = useState(seconds(doc.expires));
  const keep = () => save(whole.id, { ...doc, ...(from ? { effective: stamp(from) } : {}), ...(until ? { expires: stamp(until) } : {}) }, audience, whole.work?.version ?? whole.version)
    .then(async () => { await reload(); onClose(); }, toastError);
  return html`<${Dialog} wide title=${t('For whom and when')} onClose=${onClose} actions=${html`<${Button} onClick=${onClose}>${t('Cancel')}<//> <${Button} kind="main" onClick=${keep}>${t('Save')}<//>`}>
    <div class="notices-stack"><div class="notices-when"><${DateTimeField} label=${t('Hangs from')} value=${from} onInput=${setFrom} /><${DateTimeField} label=${t('Hangs until')} value=${until} onInput=${setUntil} /></div>
    <p class="hint">${from && from > Date.now() / 1000 ? t('It is on the screens before and appears at its hour, also without a network.') : t('It appears as soon as it is approved.')}</p>
    <${AudiencePicker} value=${audience} onChange=${setAudience} /></div><//>`;
}

/** @param {{whole: Whole, onClose: () => void, reload: () => Promise<void>}} props */
export function Withdraw({ whole, onClose, reload }) {
  const yes = () => withdraw(whole.id).then(() => { onClose(); reload(); }, toastError);
  return html`<${Dialog} title=${t('Withdraw it?')} onClose=${onClose} actions=${html`<${Button} onClick=${onClose}>${t('Cancel')}<//> <${Button} kind="danger" onClick=${yes}>${t('Withdraw')}<//>`}>
    <p>${t('It disappears from every lobby at once, and stays in the history. Was something wrong in it? Then rather correct it: residents see what was wrong.')}</p>
    ${whole.priority === 1 && html`<${Note} kind="warn">${t('This is a warning of danger. When the danger is over, give the all-clear instead: the lobbies say so.')}<//>`}<//>`;
}

/** A notice of its own that takes the place of the wrong one. @param {{whole: Whole, onClose: () => void}} props */
export function Correct({ whole, onClose }) {
  const [wrong, setWrong] = useState('');
  const make = () => {
    const number = /^(.*)-r(\d+)$/.exec(whole.id), id = number ? `${number[1]}-r${Number(number[2]) + 1}` : `${whole.id}-r2`;
    const doc = { ...whole.doc, id, supersedes: whole.id, corrects: { text: wrong.trim() }, effective: stamp(Math.floor(Date.now() / 1000)) };
    return save(id, doc, whole.audience).then(() => { onClose(); go(href('notices', id, 'edit')); }, toastError);
  };
  return html`<${Dialog} title=${t('Correct it')} onClose=${onClose} actions=${html`<${Button} onClick=${onClose}>${t('Cancel')}<//> <${Button} kind="main" disabled=${!wrong.trim()} onClick=${make}>${t('Write the correction')}<//>`}>
    <p>${t('A new notice takes the place of this one. It says that it corrects, and what was wrong.')}</p>
    <${TextArea} label=${t('What was wrong?')} hint=${t('Residents read this above the corrected notice.')} value=${wrong} onInput=${setWrong} rows="2" maxlength="200" /><//>`;
}

/** The danger is over: a notice that says so takes the place of the warning. @param {Whole} whole */
export const allClear = (whole) => {
  const id = `${whole.id}-clear`, zh = whole.doc.lang['zh-CN'], en = whole.doc.lang.en, now = Math.floor(Date.now() / 1000);
  const words = { 'zh-CN': { title: `解除：${zh.title}`.slice(0, 60), summary: '警报已解除。', body_md: '警报已解除。' }, ...(en ? { en: { title: `All clear: ${en.title}`.slice(0, 180), summary: 'The warning is lifted.', body_md: 'The warning is lifted.' } } : {}) };
  const { supersedes, corrects, files, warning_color, display, ...rest } = whole.doc;
  const doc = { ...rest, id, all_clear: whole.id, priority: 2, effective: stamp(now), expires: stamp(now + 86400), lang: words };
  return save(id, doc, whole.audience).then(() => go(href('notices', id)), toastError);
};
