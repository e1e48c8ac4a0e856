// The steps of a text in work, the same for notices and for the documents of the community: the calls, whose eyes are wanted, the ten
// seconds after the press, and sending it back.
import { html, Button, Card, Dialog, Progress, TextArea, toast, toastError, useEffect, useState } from '../index.js';
import { api } from '../../app/api.js';
import { me } from '../../app/session.js';
import { t } from '../../app/i18n.js';

/** @typedef {{file: string, page: number, text: string, payment: boolean, unread: boolean, more: boolean}} Code
 *  @typedef {{version: number, state: 'draft'|'review'|'returned'|'approved', by: string, at: number, writers: string[], submitted_by: string, submitted_at: number,
 *             sha256: string, remark: string, answered_by: string, answered_at: number, first_by: string, out: number, four_eyes: boolean, emergency: boolean,
 *             pictures: boolean, codes: Code[], audience: any, doc: any}} Work */

const COUNTDOWN_S = 10, AGAIN_MS = 5000;
/** Every step names the version that was looked at. @param {string} act */
const step = (act) => (/** @type {string} */ id, /** @type {Work} */ work, /** @type {any} */ body = {}) => api.post(`/items/${encodeURIComponent(id)}/${act}`, { expect: work.version, ...body });
export const submit = step('submit');
/** @param {string} id @param {Work} work @param {boolean} [pictures] every picture was looked at */
export const approve = (id, work, pictures = false) => step('approve')(id, work, { sha256: work.sha256, confirm: { pictures } });
export const sendBack = step('return');
export const undo = step('undo');

/** Somebody else must read it. @param {Work} work */
export const isOwn = (work) => work.four_eyes && ((work.writers ?? [work.by]).includes(me.value?.user ?? '') || work.submitted_by === me.value?.user);

/** @param {{id: string, work: Work, mayUndo: boolean, reload: () => any}} props */
export function Countdown({ id, work, mayUndo, reload }) {
  const [left, setLeft] = useState(work.out - Date.now() / 1000);
  useEffect(() => {
    let asked = 0; // an answer may take longer than the bar's next step: it is waited for
    const timer = setInterval(() => {
      const now = work.out - Date.now() / 1000;
      setLeft(now);
      if (now >= -0.5 || Date.now() - asked < AGAIN_MS) return;
      asked = Date.now();
      reload();
    }, 200);
    return () => clearInterval(timer);
  }, [work.out, reload]);
  const back = () => undo(id, work).then(() => toast(t('It does not go out. It waits for approval again.')), toastError).then(reload);
  return html`<${Card} title=${t('Goes out in a moment')}>
    <${Progress} label=${t('It goes out in {n} s.', { n: Math.max(0, Math.min(COUNTDOWN_S, Math.ceil(left))) })} part=${Math.max(0, Math.min(1, 1 - left / COUNTDOWN_S))} />
    ${mayUndo && html`<div class="document-acts"><${Button} kind="main" onClick=${back}>${t('Undo: do not publish')}<//></div>`}<//>`;
}

/** @param {{id: string, work: Work, onClose: () => void, reload: () => any}} props */
export function SendBack({ id, work, onClose, reload }) {
  const [text, setText] = useState('');
  const send = () => sendBack(id, work, { text }).then(() => { toast(t('It was sent back.')); onClose(); }, toastError).then(reload);
  return html`<${Dialog} title=${t('Send it back to {who}', { who: work.submitted_by || work.by })} onClose=${onClose} actions=${html`<${Button} onClick=${onClose}>${t('Cancel')}<//> <${Button} kind="main" disabled=${!text.trim()} onClick=${send}>${t('Send back')}<//>`}>
    <${TextArea} label=${t('What is to be changed?')} value=${text} onInput=${setText} maxlength="1000" /><//>`;
}
