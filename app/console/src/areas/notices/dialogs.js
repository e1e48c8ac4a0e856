// For whom and when, withdrawing and back, correcting, a copy for other communities.
import { html, Button, Check, Dialog, Note, DateTimeField, TextArea, confirm, toast, toastError, useState } from '../../ui/index.js';
import { go, href } from '../../app/router.js';
import { freshId } from '../../app/ids.js';
import { site } from '../../app/api.js';
import { sites } from '../../app/session.js';
import { t, tn } from '../../app/i18n.js';
import { everybody, hangAgain, item, newest, notices, put, withdraw } from './api.js';
import { rfcOf, secondsOf } from './edit/moments.js';
import { AudiencePicker } from './audience.js';
import { isOut } from './states.js';

/** @typedef {import('./api.js').Whole} Whole */
const nowWords = () => rfcOf(Math.floor(Date.now() / 1000));
/** One that no notice of this community has. @param {string} wish @param {(n: number) => string} next */
async function free(wish, next) {
  const taken = new Set((await notices()).map((one) => one.id));
  for (let n = 2; ; n++) {
    if (!taken.has(wish)) return wish;
    wish = next(n);
  }
}

/** @param {{whole: Whole, onClose: () => void, reload: () => Promise<void>}} props */
export function Whom({ whole, onClose, reload }) {
  const doc = whole.work?.doc ?? whole.doc;
  const [audience, setAudience] = useState(whole.work?.audience ?? whole.audience);
  const [from, setFrom] = useState(secondsOf(doc.effective)), [until, setUntil] = useState(secondsOf(doc.expires));
  const keep = () => put(whole.id, 'draft', { doc: { ...doc, ...(from ? { effective: rfcOf(from) } : {}), ...(until ? { expires: rfcOf(until) } : {}) }, audience }, newest(whole))
    .then(async () => { await reload(); onClose(); }, toastError);
  return html`<${Dialog} wide title=${t('For whom and when')} onClose=${onClose} actions=${html`<${Button} onClick=${onClose}>${t('Cancel')}<//> <${Button} kind="main" onClick=${keep}>${t('Save')}<//>`}>
    <div class="notices-stack"><div class="notices-when"><${DateTimeField} label=${t('Hangs from')} value=${from} onInput=${setFrom} /><${DateTimeField} label=${t('Hangs until')} value=${until} onInput=${setUntil} /></div>
    ${isOut(whole) && html`<p class="hint">${t('What hangs stays as it is until somebody has approved the change.')}</p>`}
    <p class="hint">${from && from > Date.now() / 1000 ? t('It is on the screens before and appears at its hour, also without a network.') : t('It appears as soon as it is approved.')}</p>
    <${AudiencePicker} value=${audience} onChange=${setAudience} /></div><//>`;
}

/** @param {{whole: Whole, onClose: () => void, reload: () => Promise<void>}} props */
export function Withdraw({ whole, onClose, reload }) {
  const again = () => item(whole.id).then(hangAgain).catch(toastError).then(reload);
  const yes = () => withdraw(whole).then(() => { onClose(); toast(t('It is withdrawn.'), { undo: again }); reload(); }, (e) => { toastError(e); onClose(); reload(); });
  return html`<${Dialog} title=${t('Withdraw it?')} onClose=${onClose} actions=${html`<${Button} onClick=${onClose}>${t('Cancel')}<//> <${Button} kind="danger" onClick=${yes}>${t('Withdraw')}<//>`}>
    <p>${t('It disappears from every lobby at once, and stays in the history. Was something wrong in it? Then rather correct it: residents see what was wrong.')}</p>
    ${whole.work && html`<${Note} kind="warn">${t('{who} has another text for it in work. That ends as well; its words stay in the history, from where it can be written again.', { who: whole.work.by })}<//>`}
    ${whole.priority === 1 && html`<${Note} kind="warn">${t('This is a warning of danger. When the danger is over, give the all-clear instead: the lobbies say so.')}<//>`}<//>`;
}

/** A notice of its own that takes the place of the wrong one. @param {{whole: Whole, onClose: () => void}} props */
export function Correct({ whole, onClose }) {
  const [wrong, setWrong] = useState('');
  const make = () => {
    const stem = /^(.*)-r\d+$/.exec(whole.id)?.[1] ?? whole.id;
    return free(`${stem}-r2`, (n) => `${stem}-r${n + 1}`).then(async (id) => {
      await put(id, 'draft', { doc: { ...whole.doc, supersedes: whole.id, corrects: { text: wrong.trim() }, effective: nowWords() }, audience: whole.audience });
      onClose();
      go(href('notices', id, 'edit'));
    }).catch(toastError);
  };
  return html`<${Dialog} title=${t('Correct it')} onClose=${onClose} actions=${html`<${Button} onClick=${onClose}>${t('Cancel')}<//> <${Button} kind="main" disabled=${!wrong.trim()} onClick=${make}>${t('Write the correction')}<//>`}>
    <p>${t('A new notice takes the place of this one. It says that it corrects, and what was wrong.')}</p>
    <${TextArea} label=${t('What was wrong?')} hint=${t('Residents read this above the corrected notice.')} value=${wrong} onInput=${setWrong} rows="2" maxlength="200" /><//>`;
}

/** The danger is over: a notice that says so takes the place of the warning, for a day over every page. @param {Whole} whole */
export const allClear = (whole) => {
  const zh = whole.doc.lang['zh-CN'], en = whole.doc.lang.en, now = Math.floor(Date.now() / 1000);
  const words = { 'zh-CN': { title: `解除：${zh.title}`.slice(0, 60), summary: '警报已解除。', body_md: '警报已解除。' }, ...(en ? { en: { title: `All clear: ${en.title}`.slice(0, 180), summary: 'The warning is lifted.', body_md: 'The warning is lifted.' } } : {}) };
  const { supersedes, corrects, files, warning_color, display, ...rest } = whole.doc;
  const doc = { ...rest, all_clear: whole.id, priority: 2, display: { mode: 'banner' }, effective: rfcOf(now), expires: rfcOf(now + 86400), lang: words };
  return free(`${whole.id}-clear`, (n) => `${whole.id}-clear-${n}`).then(async (id) => {
    await put(id, 'draft', { doc, audience: whole.audience });
    go(href('notices', id));
  }).catch(toastError);
};

/** Nobody but its writer has seen it. @param {Whole} whole */
export async function throwAway(whole) {
  if (!await confirm({ title: t('Throw the draft away?'), text: t('It has never hung. It goes from the list of drafts and cannot be brought back.'), action: t('Throw it away'), danger: true })) return;
  await withdraw(whole).then(() => go(href('notices'), { force: true }), toastError);
}

/** Communities in which this account writes, but for the one of the page. */
export const otherSites = () => sites.value.filter((one) => one.id !== site.value && ['editor', 'approver', 'admin'].includes(one.role));

/** A draft of it in other communities: whom it is for and who says it is looked at there. @param {{whole: Whole, onClose: () => void}} props */
export function Copy({ whole, onClose }) {
  const [chosen, choose] = useState(/** @type {string[]} */ ([]));
  const { supersedes, corrects, all_clear, id: _, ...doc } = whole.work?.doc ?? whole.doc;
  const copy = async () => {
    const made = /** @type {{row: import('./api.js').Row, site: string}[]} */ ([]);
    for (const one of chosen) {
      const id = freshId();
      await put(id, 'draft', { doc, audience: everybody }, undefined, one).then((row) => made.push({ row, site: one }), toastError);
    }
    onClose();
    if (made.length) toast(tn(made.length, 'A draft is in the other community.', 'Drafts are in {n} communities.'), { undo: () => Promise.all(made.map((one) => withdraw(one.row, one.site))).then(() => toast(t('The copies are thrown away.')), toastError) });
  };
  return html`<${Dialog} title=${t('A copy for other communities')} onClose=${onClose} actions=${html`<${Button} onClick=${onClose}>${t('Cancel')}<//> <${Button} kind="main" disabled=${!chosen.length} onClick=${copy}>${t('Copy it as a draft')}<//>`}>
    <p>${t('Each of them gets a draft of its own, for all its lobbies; it goes the way of approval there.')}</p>
    <div role="group" aria-label=${t('Communities')}>${otherSites().map((one) => html`<${Check} key=${one.id} label=${one.name} checked=${chosen.includes(one.id)} onChange=${(/** @type {boolean} */ on) => choose(on ? [...chosen, one.id] : chosen.filter((id) => id !== one.id))} />`)}</div><//>`;
}
