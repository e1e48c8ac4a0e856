// The second pair of eyes: the frozen text as the lobby will show it, what is new in it, and the press with its ten seconds.
import { html, Card, Note, Button, Badge, Check, Dialog, TextArea, Time, Diff, Progress, toast, toastError, useEffect, useState } from '../../ui/index.js';
import { me } from '../../app/session.js';
import { may } from '../../app/session.js';
import { t } from '../../app/i18n.js';
import { approve, check, sendBack, undo } from './api.js';
import { linesOf, textOf } from './states.js';

const COUNTDOWN_S = 10;
/** @typedef {import('./api.js').Whole} Whole */

/** @param {{whole: Whole, reload: () => Promise<void>}} props */
export function Countdown({ whole, reload }) {
  const { work } = whole;
  const [left, setLeft] = useState(work.out - Date.now() / 1000);
  useEffect(() => {
    const timer = setInterval(() => {
      const now = work.out - Date.now() / 1000;
      setLeft(now);
      if (now < -0.5) reload();
    }, 200);
    return () => clearInterval(timer);
  }, [work.out]);
  const back = () => undo(whole.id).then(() => toast(t('It does not go out. It waits for approval again.')), toastError).then(reload);
  return html`<${Card} title=${t('Goes out in a moment')}>
    <${Progress} label=${t('{n} s', { n: Math.max(0, Math.min(COUNTDOWN_S, Math.ceil(left))) })} part=${Math.max(0, Math.min(1, 1 - left / COUNTDOWN_S))} />
    <div class="notices-acts"><${Button} kind="main" onClick=${back}>${t('Undo: do not publish')}<//></div><//>`;
}

/** @param {{whole: Whole, onClose: () => void, reload: () => Promise<void>}} props */
function SendBack({ whole, onClose, reload }) {
  const [text, setText] = useState('');
  const send = () => sendBack(whole.id, text).then(() => { onClose(); reload(); }, toastError);
  return html`<${Dialog} title=${t('Send it back')} onClose=${onClose} actions=${html`<${Button} onClick=${onClose}>${t('Cancel')}<//> <${Button} kind="main" disabled=${!text.trim()} onClick=${send}>${t('Send back')}<//>`}>
    <${TextArea} label=${t('What is to be changed?')} value=${text} onInput=${setText} maxlength="1000" /><//>`;
}

/** @param {{codes: import('./api.js').Code[]}} props */
const Codes = ({ codes }) => codes.length ? html`<${Note} kind=${codes.some((c) => c.payment) ? 'bad' : 'warn'}>${t('Codes were found in the pictures. They lead here:')}
  <ul>${codes.map((c, i) => html`<li key=${i}>${c.file}: <code>${c.text}</code> ${c.payment && html`<${Badge} kind="bad">${t('asks for money')}<//>`}</li>`)}</ul>
  ${codes.some((c) => c.payment) && t('A code for payments needs a second approver.')}<//>` : null;

/** What a machine finds: names, telephone numbers, days that are none. @param {{whole: Whole}} props */
function Findings({ whole }) {
  const [found, setFound] = useState(/** @type {import('./api.js').Found[]} */ ([])), { work } = whole;
  useEffect(() => {
    let over = false;
    check(whole.id, work.doc, work.audience).then((list) => { if (!over) setFound(list.filter((f) => f.level !== 'tell')); }, () => {});
    return () => { over = true; };
  }, [whole.id, work.version]);
  return found.length ? html`<${Note} kind=${found.some((f) => f.level === 'refuse') ? 'bad' : 'warn'}>${t('Look at this before you approve:')}<ul>${found.map((f, i) => html`<li key=${i}>${f.text}</li>`)}</ul><//>` : null;
}

/** What residents will read, to be read here. @param {{doc: any}} props */
const Words = ({ doc }) => html`<div class="notices-read">${['zh-CN', 'en'].map((lang) => doc?.lang?.[lang]).map((words, i) => words && html`<section key=${i} lang=${i ? 'en' : 'zh-CN'}>
  <h3>${words.title}</h3>${words.summary && html`<p><b>${words.summary}</b></p>`}<p class="notices-plain">${textOf(words.body_md)}</p></section>`)}</div>`;

/** @param {{whole: Whole, reload: () => Promise<void>}} props */
export function Review({ whole, reload }) {
  const { work } = whole, before = whole.status === 'draft' ? '' : linesOf(whole.doc);
  const [seen, setSeen] = useState(false), [returning, setReturning] = useState(false);
  const own = work.four_eyes && (work.writers.includes(me.value.user) || work.submitted_by === me.value.user);
  const yes = () => approve(whole.id, work.sha256, seen).then(() => { if (work.emergency) toast(t('It is out.')); }, toastError).then(reload);
  const acts = may('approver', 'committee');
  return html`<${Card} title=${t('Waits for approval')} actions=${html`<small>${t('Submitted by {who}', { who: work.submitted_by })} <${Time} at=${work.submitted_at} /></small>`}>
    ${work.remark && html`<${Note} kind="bad">${work.remark}<//>`}
    ${work.first_by && html`<${Note}>${t('{who} has approved it. A second approver is needed, because it asks for money.', { who: work.first_by })}<//>`}
    <${Words} doc=${work.doc} />
    ${before && html`<h3>${t('What changes')}</h3><${Diff} before=${before} after=${linesOf(work.doc)} />`}
    <${Codes} codes=${work.codes} />
    <${Findings} whole=${whole} />
    ${acts && work.pictures && html`<${Check} label=${t('I have looked at every picture in full size: no names, no room numbers, no debts.')} checked=${seen} onChange=${setSeen} />`}
    ${acts && own && html`<${Note}>${t('You wrote at this text; somebody else reads and approves it.')}<//>`}
    ${acts && html`<div class="notices-acts"><${Button} kind="main" icon="check" disabled=${work.pictures && !seen} onClick=${yes}>${work.emergency ? t('Approve: out at once') : t('Approve and publish')}<//>
      <${Button} onClick=${() => setReturning(true)}>${t('Send back…')}<//></div>`}
    <details><summary>${t('Fingerprint')} <code>${work.sha256.slice(0, 8)}</code></summary><code class="notices-hash">${work.sha256}</code></details>
    ${returning && html`<${SendBack} whole=${whole} reload=${reload} onClose=${() => setReturning(false)} />`}<//>`;
}
