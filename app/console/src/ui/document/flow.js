// Where a document is on its way to the wall, and the next step for whoever looks at it; with what it changes in plain rows.
import { html, Badge, Button, Card, Check, Dialog, Note, TextArea, Time, toast, toastError, useEffect, useState } from '../index.js';
import { api } from '../../app/api.js';
import { Preview } from '../paper/preview.js';
import { KIND } from './document.js';
import { Noticed } from './noticed.js';
import { may, me } from '../../app/session.js';
import { t, tn } from '../../app/i18n.js';

/** @typedef {import('./document.js').Whole} Whole */

/** @param {{changes: import('./changes.js').Change[]}} props */
export const ChangeList = ({ changes }) => changes.length ? html`<ul class="document-changes">${changes.map((c, i) => html`<li key=${i}>
    <span class="document-what">${c.what} <b>${c.name}</b></span>
    ${c.how === 'new' ? html`<${Badge} kind="good">${t('new#entry')}<//>` : c.how === 'gone' ? html`<${Badge} kind="bad">${t('taken out')}<//>`
      : html`<span>${c.label}: <del>${c.before}</del> <span aria-hidden="true">→</span> <ins>${c.after}</ins></span>`}</li>`)}</ul>`
  : html`<p class="hint">${t('Nothing is different from what hangs.')}</p>`;

/** @param {{out: number}} props the ten seconds */
function Countdown({ out }) {
  const [now, turn] = useState(Date.now() / 1000);
  useEffect(() => {
    const timer = setInterval(() => turn(Date.now() / 1000), 500);
    return () => clearInterval(timer);
  }, []);
  return html`${t('It goes out in {n} s.', { n: Math.max(0, Math.ceil(out - now)) })}`;
}

/** @param {{work: import('./document.js').Work, onClose: () => void, act: (path: string, body: any, said: string) => Promise<any>}} props */
function SendBack({ work, onClose, act }) {
  const [words, type] = useState('');
  return html`<${Dialog} title=${t('Send it back to {who}', { who: work.submitted_by ?? work.by })} onClose=${onClose} actions=${html`<${Button} onClick=${onClose}>${t('Cancel')}<//>
      <${Button} kind="main" disabled=${!words.trim()} onClick=${() => act('return', { text: words }, t('It was sent back.')).then(onClose)}>${t('Hand it back')}<//>`}>
    <${TextArea} label=${t('What should be different?')} value=${words} onInput=${type} maxlength="1000" /><//>`;
}

/** @param {{whole: Whole, changes: import('./changes.js').Change[], reload: () => void}} props */
export function Flow({ whole, changes, reload }) {
  const { id, work, live } = whole, [back, setBack] = useState(false), [seen, setSeen] = useState('');
  const act = (/** @type {string} */ path, /** @type {any} */ body, /** @type {string} */ said) =>
    api.post(`/items/${id}/${path}`, { expect: work.version, ...body }).then(() => { if (said) toast(said); reload(); }, (e) => { toastError(e); reload(); });
  useEffect(() => {
    if (work?.state !== 'approved') return undefined;
    const timer = setTimeout(reload, Math.max(500, (work.out - Date.now() / 1000) * 1000 + 700));
    return () => clearTimeout(timer);
  }, [work?.state, work?.out, reload]);
  if (!work) return live ? html`<${Note}>${t('This is what hangs in the lobbies. Whatever you change is a draft until somebody approves it.')}<//>` : null;
  const mine = work.four_eyes && (work.writers ?? [work.by]).includes(me.value?.user ?? '');
  const says = {
    draft: html`${t('A draft by {who}', { who: work.by })} · <${Time} at=${work.at} /> · ${tn(changes.length, '{n} change to what hangs', '{n} changes to what hangs')}`,
    returned: html`${t('Sent back by {who}:', { who: work.answered_by ?? '' })} “${work.remark}”`,
    review: html`${t('{who} asks for approval.', { who: work.submitted_by ?? work.by })} ${mine && may('approver') ? t('You wrote in it: somebody else must approve it.') : ''}`,
    approved: html`${t('Approved by {who}.', { who: work.answered_by ?? '' })} <${Countdown} out=${work.out ?? 0} />`,
  }[work.state];
  const actions = {
    draft: may('editor') && html`<${Button} kind="main" onClick=${() => act('submit', {}, t('It waits for approval.'))}>${t('Ask for approval')}<//>`,
    returned: may('editor') && html`<${Button} kind="main" onClick=${() => act('submit', {}, t('It waits for approval.'))}>${t('Ask for approval again')}<//>`,
    review: may('approver') && !mine && html`<${Button} kind="main" disabled=${work.pictures && seen !== work.sha256} onClick=${() => act('approve', { sha256: work.sha256, ...(work.pictures ? { confirm: { pictures: true } } : {}) }, t('Approved. There are ten seconds to take it back.'))}>${t('Approve')}<//>
      <${Button} onClick=${() => setBack(true)}>${t('Hand it back')}<//>`,
    approved: may('approver') && html`<${Button} onClick=${() => act('undo', {}, t('Taken back: it waits for approval again.'))}>${t('Undo')}<//>`,
  }[work.state];
  return html`<${Note} kind=${work.state === 'returned' ? 'warn' : work.state === 'approved' ? 'good' : 'info'} actions=${actions}>${says}<//>
    <${Card} title=${t('What will be different')}><${ChangeList} changes=${changes} /><//>
    ${work.state === 'review' && work.pictures && may('approver') && !mine && html`<${Card} title=${t('There is a picture in it')}><${Preview} page="home" doc=${{ kind: KIND[id], doc: work.doc }} />
      <${Check} label=${t('I have looked at every picture in full size: no names, no room numbers, no debts.')} checked=${seen === work.sha256} onChange=${(/** @type {boolean} */ on) => setSeen(on ? work.sha256 ?? '' : '')} /><//>`}
    ${id !== 'complaint' && may('editor') && html`<${Noticed} id=${id} doc=${whole.doc} />`}
    ${back && html`<${SendBack} work=${work} act=${act} onClose=${() => setBack(false)} />`}`;
}
