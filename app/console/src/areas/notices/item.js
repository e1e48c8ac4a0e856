// One notice: where it stands on its way, how it looks in a lobby, where it hangs, what it was before.
import { html, Page, Card, Loaded, Button, ButtonLink, Badge, Facts, Menu, Note, Steps, Time, confirm, toastError, useEffect, useMemo, useState } from '../../ui/index.js';
import { Preview } from '../../ui/paper/preview.js';
import { useLoad } from '../../app/load.js';
import { go, href } from '../../app/router.js';
import { may, me } from '../../app/session.js';
import { dateTime, lang, pick, t, tn } from '../../app/i18n.js';
import { Countdown, submit } from '../../ui/document/approval.js';
import { community, hangAgain, item, reviewed } from './api.js';
import { isOut, stateOf, workOf } from './states.js';
import { Review } from './review.js';
import { StillThere, Where } from './where.js';
import { Versions } from './versions.js';
import { allClear, Copy, Correct, otherSites, throwAway, Whom, Withdraw } from './dialogs.js';

/** @typedef {import('./api.js').Whole} Whole */

/** @param {Whole} whole */
function steps(whole) {
  const at = !whole.work ? 3 : { draft: 0, returned: 0, review: 1, approved: 2 }[whole.work.state];
  const waits = !whole.work && whole.state === 'future';
  const labels = [t('Written'), t('Submitted'), t('Approved'), waits ? t('Waits for its hour') : t('Hangs')];
  return labels.map((label, i) => ({ label, state: i < at || (i === at && at === 3 && isOut(whole) && !waits) ? 'done' : i === at ? 'now' : 'next' }));
}

/** @param {{whole: Whole, reload: () => Promise<void>}} props */
function InWork({ whole, reload }) {
  const { work } = whole, hand = () => submit(whole.id, work).catch(toastError).then(reload);
  const [whom, setWhom] = useState(false);
  return html`<${Card} title=${isOut(whole) ? t('A changed text is in work') : t('Draft')} actions=${html`<small>${work.by} · <${Time} at=${work.at} /></small>`}>
    ${work.remark && html`<${Note} kind="warn"><b>${t('{who} sent it back:', { who: work.answered_by })}</b> ${work.remark}<//>`}
    ${may('editor', 'committee') && html`<div class="notices-acts"><${ButtonLink} icon="edit" to=${href('notices', whole.id, 'edit')}>${t('Go on writing')}<//>
      <${Button} icon="lobby" onClick=${() => setWhom(true)}>${t('For whom and when…')}<//>
      <${Button} kind="main" icon="right" onClick=${hand}>${work.four_eyes ? t('Submit for approval') : t('Submit')}<//></div>`}
    ${work.four_eyes && html`<p class="hint">${t('Somebody else reads and approves it. Until then nothing changes in the lobbies.')}</p>`}
    ${whom && html`<${Whom} whole=${whole} reload=${reload} onClose=${() => setWhom(false)} />`}<//>`;
}

const DECIDE_S = 1800; // before the end of an urgent notice

/** @param {{whole: Whole, reload: () => Promise<void>}} props */
function Ending({ whole, reload }) {
  const [extending, extend] = useState(false), over = whole.state === 'ended_open';
  if (whole.priority !== 1 || !whole.until || !isOut(whole) || whole.until > Date.now() / 1000 + DECIDE_S) return null;
  return html`<${Note} kind="bad" actions=${may('editor', 'duty') && html`<${Button} onClick=${() => extend(true)}>${t('Extend…')}<//> <${Button} onClick=${() => allClear(whole)}>${t('Give the all-clear')}<//>`}>
    ${over ? t('Its end has passed and nobody has given the all-clear; the lobbies say so.') : html`${t('It ends')} <${Time} at=${whole.until} />. ${t('Does the danger last? Then extend it. Is it over? Then give the all-clear.')}`}<//>
    ${extending && html`<${Whom} whole=${whole} reload=${reload} onClose=${() => extend(false)} />`}`;
}

/** The newest version that residents see, where somebody has put it back. @param {Whole} whole */
function backBy(whole) {
  const out = whole.versions.find((v) => v.status === 'published' || v.status === 'scheduled');
  return out?.put_back_by ? out : null;
}
/** It hung, and was withdrawn. @param {Whole} whole */
const canHangAgain = (whole) => whole.status === 'withdrawn' && whole.versions.some((v) => v.status === 'published' || v.status === 'scheduled') && may('approver', 'duty', 'committee');

/** What one person sent out alone. @param {{whole: Whole, reload: () => Promise<void>}} props */
function Afterwards({ whole, reload }) {
  if (!whole.review_after) return null;
  const alone = whole.review_by === 'alone';
  const look = async () => {
    if (alone && !await confirm({ title: t('You look at your own'), text: t('Nobody else here could look at it. The audit will say that whoever sent it out also looked at it.'), action: t('I have looked at it') })) return;
    await reviewed(whole.id, alone).then(reload, toastError);
  };
  return html`<${Note} kind="warn" actions=${may('approver') && whole.review_by !== 'others' && html`<${Button} onClick=${look}>${t('I have looked at it')}<//>`}>
    ${t('This was sent out by one person alone; somebody else looks at it afterwards.')} ${whole.review_by === 'others' ? t('You sent it: another approver looks at it.') : ''}<//>`;
}

const TIMER_MAX_S = 86400;
/** At the moments when it begins and ends the page says so by itself. @param {Whole} whole @param {() => any} reload */
function useChange(whole, reload) {
  const now = Date.now() / 1000, next = isOut(whole) ? [whole.from, whole.until].filter((s) => s > now).sort((a, b) => a - b)[0] : undefined;
  useEffect(() => {
    if (!next || next - now > TIMER_MAX_S) return undefined;
    const timer = setTimeout(reload, (next - now) * 1000 + 500);
    return () => clearTimeout(timer);
  }, [next, whole.state]);
}

/** @param {{whole: Whole, reload: () => Promise<void>}} props */
function Body({ whole, reload }) {
  const [dialog, setDialog] = useState('');
  const doc = whole.work?.doc ?? whole.doc, audience = whole.work?.audience ?? whole.audience, words = doc?.lang ? { title: doc.lang['zh-CN']?.title, title_en: doc.lang.en?.title } : {};
  const draft = useMemo(() => ({ kind: 'notice', id: whole.id, audience, doc }), [whole]); // also of what hangs: it may be withdrawn in this moment
  const state = stateOf(whole), close = () => setDialog(''), unnamed = doc?.issuer && (!doc.issuer_name || lang.value === 'en'); // the name is kept in Chinese
  const posts = useLoad(() => unnamed ? community().then((c) => c?.roles ?? []) : Promise.resolve([]), [unnamed]);
  const issuer = pick(posts.data?.find((/** @type {any} */ p) => p.id === doc?.issuer), 'name') || doc?.issuer_name || doc?.issuer;
  useChange(whole, reload);
  const actions = html`${isOut(whole) && may('approver', 'duty', 'committee') && html`<${Button} onClick=${() => setDialog('correct')}>${t('Correct…')}<//> <${Button} kind="danger" onClick=${() => setDialog('withdraw')}>${t('Withdraw…')}<//> `}
    ${canHangAgain(whole) && html`<${Button} onClick=${() => hangAgain(whole).catch(toastError).then(reload)}>${t('Put it back')}<//> `}
    <${Menu} label=${t('More')} words=${t('More')} kind="plain" items=${[
      isOut(whole) && may('editor', 'committee') && { label: whole.until ? t('Extend, or for whom and when…') : t('For whom and when…'), icon: 'lobby', onClick: () => setDialog('whom') },
      isOut(whole) && may('editor', 'committee') && { label: t('Change its text'), icon: 'edit', onClick: () => go(href('notices', whole.id, 'edit')) },
      otherSites().length > 0 && doc && { label: t('Copy it to other communities…'), icon: 'copy', onClick: () => setDialog('copy') },
      { label: t('Paper and certificate'), icon: 'file', onClick: () => go(href('sheets', whole.id)) },
      whole.status === 'draft' && (may('approver') || (may('editor', 'committee') && whole.versions.at(-1)?.who === me.value?.user)) && { label: t('Throw the draft away…'), icon: 'trash', danger: true, onClick: () => throwAway(whole) },
    ].filter(Boolean)} />`;
  return html`<${Page} wide title=${pick(words, 'title') || whole.title || whole.id} back=${{ to: href('notices'), label: t('Notices') }} actions=${actions} lead=${whole.id}>
    <div class="notices-signs"><${Badge} kind=${state.kind}>${state.words}<//>${isOut(whole) && whole.work && html`<${Badge} kind=${workOf(whole).kind}>${workOf(whole).words}<//>`}</div>
    <div class="notices-way"><${Steps} label=${t('Where it stands')} steps=${steps(whole)} /></div>
    <${Ending} whole=${whole} reload=${reload} />
    <${Afterwards} whole=${whole} reload=${reload} />
    <div class="notices-columns"><div class="notices-stack">
      ${whole.work?.state === 'approved' && html`<${Countdown} id=${whole.id} work=${whole.work} mayUndo=${may('approver', 'committee')} reload=${reload} />`}
      ${whole.work?.state === 'review' && html`<${Review} whole=${whole} reload=${reload} />`}
      ${(whole.work?.state === 'draft' || whole.work?.state === 'returned') && html`<${InWork} whole=${whole} reload=${reload} />`}
      ${isOut(whole) && html`<${Where} id=${whole.id} urgent=${whole.priority === 1} />`}
      ${!isOut(whole) && whole.state !== 'draft' && html`<${StillThere} id=${whole.id} />`}
      <${Card} title=${t('About it')}><${Facts} rows=${[
        [t('Issued by'), issuer], [t('Hangs from'), doc?.effective && dateTime(Date.parse(doc.effective) / 1000)], [t('Hangs until'), doc?.expires && dateTime(Date.parse(doc.expires) / 1000)],
        [t('For whom'), audience?.tags_any?.includes('all') ? t('The whole community') : whole.lobbies ? tn(whole.lobbies.length, 'One lobby', '{n} lobbies') : t('nobody yet')],
        [t('Last hand'), whole.updated_by], whole.approved_by && [t('Approved by'), whole.approved_by], isOut(whole) && backBy(whole) && [t('Put back by'), html`${backBy(whole).put_back_by} · <${Time} at=${backBy(whole).at} />`], doc?.supersedes && [t('Corrects'), html`<a href=${href('notices', doc.supersedes)}>${doc.supersedes}</a>`],
      ]} /><//>
      <${Versions} whole=${whole} /></div>
      <${Card} title=${t('In the lobby')}><${Preview} page=${`notice/${whole.id}`} lobbies=${whole.lobbies?.length ? whole.lobbies : undefined} doc=${draft} /><//></div>
    ${dialog === 'withdraw' && html`<${Withdraw} whole=${whole} reload=${reload} onClose=${close} />`}
    ${dialog === 'whom' && html`<${Whom} whole=${whole} reload=${reload} onClose=${close} />`}
    ${dialog === 'copy' && html`<${Copy} whole=${whole} onClose=${close} />`}
    ${dialog === 'correct' && html`<${Correct} whole=${whole} onClose=${close} />`}
  <//>`;
}

/** @param {{id: string}} props */
export function Item({ id }) {
  const load = useLoad(() => item(id), [id], [`item:${id}`]);
  if (!load.data) return html`<${Page} title=${id} back=${{ to: href('notices'), label: t('Notices') }}><${Loaded} of=${load}>${() => null}<//><//>`;
  const fresh = () => item(id).then(load.set, load.reload); // whoever presses next has the version that is there now
  return html`<${Body} key=${id} whole=${load.data} reload=${fresh} />`;
}
