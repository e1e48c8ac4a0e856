// The second pair of eyes: the frozen text as the lobby will show it, and what is new in it.
import { html, Card, Note, Button, Time, Diff, toast, toastError, useEffect, useState } from '../../ui/index.js';
import { approve, isOwn, SendBack } from '../../ui/document/approval.js';
import { Codes, First } from '../../ui/document/codes.js';
import { may } from '../../app/session.js';
import { t } from '../../app/i18n.js';
import { check } from './api.js';
import { Pictures } from './pictures.js';
import { linesOf, textOf } from './states.js';

/** @typedef {import('./api.js').Whole} Whole */

/** What a machine finds: names, telephone numbers, days that are none. @param {{whole: Whole}} props */
function Findings({ whole }) {
  const [found, setFound] = useState(/** @type {import('./api.js').Found[]} */ ([])), { work } = whole;
  useEffect(() => {
    let over = false;
    check(whole.id, work).then((list) => { if (!over) setFound(list.filter((f) => f.level !== 'tell')); }, () => {});
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
  const own = isOwn(work);
  const yes = () => approve(whole.id, work, seen).then(() => { if (work.emergency) toast(t('It is out.')); }, toastError).then(reload);
  const acts = may('approver', 'committee');
  return html`<${Card} title=${t('Waits for approval')} actions=${html`<small>${t('Submitted by {who}', { who: work.submitted_by })} <${Time} at=${work.submitted_at} /></small>`}>
    ${work.remark && html`<${Note} kind="bad">${work.remark}<//>`}
    <${First} work=${work} />
    <${Words} doc=${work.doc} />
    ${before && html`<h3>${t('What changes')}</h3><${Diff} before=${before} after=${linesOf(work.doc)} />`}
    <${Pictures} doc=${work.doc} seen=${seen} onSeen=${setSeen} asks=${acts && work.pictures} />
    <${Codes} codes=${work.codes} />
    <${Findings} whole=${whole} />
    ${acts && own && html`<${Note}>${t('You wrote at this text; somebody else reads and approves it.')}<//>`}
    ${acts && html`<div class="notices-acts"><${Button} kind="main" icon="check" disabled=${work.pictures && !seen} onClick=${yes}>${work.emergency ? t('Approve: out at once') : t('Approve and publish')}<//>
      <${Button} onClick=${() => setReturning(true)}>${t('Send back…')}<//></div>`}
    <details><summary>${t('Fingerprint')} <code>${work.sha256.slice(0, 8)}</code></summary><code class="notices-hash">${work.sha256}</code></details>
    ${returning && html`<${SendBack} id=${whole.id} work=${work} reload=${reload} onClose=${() => setReturning(false)} />`}<//>`;
}
