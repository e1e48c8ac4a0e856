// Where a document is on its way to the wall, and the next step for whoever looks at it; with what it changes in plain rows.
import { html, Badge, Button, Card, Check, Note, Time, toast, toastError, useState } from '../index.js';
import { may } from '../../app/session.js';
import { Preview } from '../paper/preview.js';
import { KIND } from './document.js';
import { Noticed } from './noticed.js';
import { t, tn } from '../../app/i18n.js';
import { Codes, First, isEnough } from './codes.js';
import { approve, Countdown, isOwn, SendBack, submit } from './approval.js';

/** @typedef {import('./document.js').Whole} Whole */

/** @param {{changes: import('./changes.js').Change[]}} props */
export const ChangeList = ({ changes }) => changes.length ? html`<ul class="document-changes">${changes.map((c, i) => html`<li key=${i}>
    <span class="document-what">${c.what} <b>${c.name}</b></span>
    ${c.how === 'new' ? html`<${Badge} kind="good">${t('new#entry')}<//>` : c.how === 'gone' ? html`<${Badge} kind="bad">${t('taken out')}<//>`
      : html`<span>${c.label}: <del>${c.before}</del> <span aria-hidden="true">→</span> <ins>${c.after}</ins></span>`}</li>`)}</ul>`
  : html`<p class="hint">${t('Nothing is different from what hangs.')}</p>`;

/** @param {{whole: Whole, changes: import('./changes.js').Change[], reload: () => void}} props */
export function Flow({ whole, changes, reload }) {
  const { id, work, live } = whole, [back, setBack] = useState(false), [seen, setSeen] = useState('');
  if (!work) return live ? html`<${Note}>${t('This is what hangs in the lobbies. Whatever you change is a draft until somebody approves it.')}<//>` : null;
  const done = (/** @type {Promise<any>} */ call, /** @type {string} */ said) => call.then(() => toast(said), toastError).then(reload);
  const hand = () => done(submit(id, work), t('It waits for approval.'));
  const mine = isOwn(work);
  const says = {
    draft: html`${t('A draft by {who}', { who: work.by })} · <${Time} at=${work.at} /> · ${tn(changes.length, '{n} change to what hangs', '{n} changes to what hangs')}`,
    returned: html`${t('Sent back by {who}:', { who: work.answered_by ?? '' })} “${work.remark}”`,
    review: html`${t('{who} asks for approval.', { who: work.submitted_by ?? work.by })} ${work.remark && html`<b>${work.remark}</b>`} ${mine && may('approver') ? t('You wrote in it: somebody else must approve it.') : ''}`,
    approved: t('Approved by {who}.', { who: work.answered_by ?? '' }),
  }[work.state];
  const actions = {
    draft: may('editor') && html`<${Button} kind="main" onClick=${hand}>${t('Ask for approval')}<//>`,
    returned: may('editor') && html`<${Button} kind="main" onClick=${hand}>${t('Ask for approval again')}<//>`,
    review: may('approver') && !mine && html`<${Button} kind="main" disabled=${work.pictures && seen !== work.sha256} onClick=${() => done(approve(id, work, work.pictures), isEnough(work) ? t('Approved. There are ten seconds to take it back.') : t('Approved. A second person must approve it, too.'))}>${t('Approve')}<//>
      <${Button} onClick=${() => setBack(true)}>${t('Hand it back')}<//>`,
    approved: null,
  }[work.state];
  return html`<${Note} kind=${work.state === 'returned' ? 'warn' : work.state === 'approved' ? 'good' : 'info'} actions=${actions}>${says}<//>
    ${work.state === 'approved' && html`<${Countdown} id=${id} work=${work} mayUndo=${may('approver')} reload=${reload} />`}
    <${Card} title=${t('What will be different')}><${ChangeList} changes=${changes} /><//>
    ${work.state === 'review' && html`<${First} work=${work} /><${Codes} codes=${work.codes} />`}
    ${work.state === 'review' && work.pictures && may('approver') && !mine && html`<${Card} title=${t('There is a picture in it')}><${Preview} page="home" doc=${{ kind: KIND[id], doc: work.doc }} />
      <${Check} label=${t('I have looked at every picture in full size: no names, no room numbers, no debts.')} checked=${seen === work.sha256} onChange=${(/** @type {boolean} */ on) => setSeen(on ? work.sha256 ?? '' : '')} /><//>`}
    ${id !== 'complaint' && may('editor') && html`<${Noticed} id=${id} doc=${whole.doc} />`}
    ${back && html`<${SendBack} id=${id} work=${work} reload=${reload} onClose=${() => setBack(false)} />`}`;
}
