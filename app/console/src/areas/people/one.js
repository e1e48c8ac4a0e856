// One account: rights, standing in, sessions, second step, leaving.
import { html, Page, Card, Badge, Button, DateTimeField, Dialog, Facts, Loaded, Note, Select, Time, confirm, errorWords, toast, toastError, useState } from '../../ui/index.js';
import { useLoad } from '../../app/load.js';
import { href } from '../../app/router.js';
import { me } from '../../app/session.js';
import { Sessions } from '../../app/sessions.js';
import { t, tn } from '../../app/i18n.js';
import { accounts, isWide, leave, newPassword, putGrants, resetTotp, standIn, standIns } from './api.js';
import { Grants } from './grants.js';
import { Once } from './once.js';
import { grantWords, siteWords } from './words.js';

/** @typedef {import('./api.js').Account} Account */
const DAY_S = 86400, STAND_IN_DAYS = 14;

/** Posts that nobody holds now, and the reports on their desks. @param {import('./api.js').Unheld[]} unheld */
const unheldWords = (unheld) => unheld.length ? t('Nobody holds these posts now: {posts}.', { posts: unheld.map((u) => `${u.role} (${tn(u.open, '{n} open report', '{n} open reports')})`).join(', ') }) : '';

/** @param {{account: Account, onDone: () => void}} props */
function Rights({ account, onDone }) {
  const [grants, setGrants] = useState(account.grants), [error, setError] = useState('');
  const own = account.user === me.value.user, before = account.grants;
  const save = async (/** @type {import('./api.js').Grant[]} */ wanted, /** @type {boolean} */ back) => {
    setError('');
    try {
      const { unheld } = await putGrants(account.user, wanted);
      toast([t('The rights hold from now on.'), unheldWords(unheld)].filter(Boolean).join(' '), back ? { undo: () => save(before, false) } : {});
      if (!back) setGrants(before);
      onDone();
    } catch (e) {
      setError(errorWords(e));
    }
  };
  if (own) return html`<${Card} title=${t('Rights')}><p>${account.grants.map(grantWords).join(' · ')}</p><p class="hint">${t('Nobody changes the own rights; another administrator does.')}</p><//>`;
  return html`<${Card} title=${t('Rights')}>${error && html`<${Note} kind="bad">${error}<//>`}<${Grants} value=${grants} onInput=${setGrants} />
    <div><${Button} kind="main" disabled=${JSON.stringify(grants) === JSON.stringify(before)} onClick=${() => save(grants, true)}>${t('Save the rights')}<//></div><//>`;
}

/** @param {{account: Account, all: Account[]}} props */
function StandingIn({ account, all }) {
  const now = Math.floor(Date.now() / 1000), load = useLoad(standIns, [], ['accounts']);
  const [open, setOpen] = useState(false), [instead, setInstead] = useState(''), [from, setFrom] = useState(/** @type {number|null} */ (now)), [to, setTo] = useState(/** @type {number|null} */ (now + STAND_IN_DAYS * DAY_S)), [error, setError] = useState('');
  const approvers = all.filter((a) => !a.left && a.user !== account.user && a.grants.some((g) => ['approver', 'admin'].includes(g.role)));
  const send = async () => {
    setError('');
    try {
      await standIn(account.user, { for: instead, from: from ?? 0, to: to ?? 0 });
      setOpen(false);
      load.reload();
      toast(t('It holds from the day that was said, and ends by itself.'));
    } catch (e) {
      setError(errorWords(e));
    }
  };
  return html`<${Card} title=${t('Standing in')} actions=${account.user !== me.value.user && approvers.length > 0 && html`<${Button} small onClick=${() => { setInstead(approvers[0].user); setOpen(true); }}>${t('Have {user} stand in', { user: account.user })}<//>`}>
    <${Loaded} of=${load}>${(/** @type {import('./api.js').StandIn[]} */ list) => { const own = list.filter((s) => s.user === account.user || s.for === account.user);
      return own.length ? html`<ul class="people-list">${own.map((s) => html`<li key=${s.from}>${t('{user} approves in place of {other}', { user: s.user, other: s.for })} · ${siteWords(s.site)} · <${Time} at=${s.from} plain /> – <${Time} at=${s.to} plain /></li>`)}</ul>`
        : html`<p class="hint">${t('While an approver is away, somebody else may approve for a time. It ends by itself.')}</p>`; }}<//>
    ${open && html`<${Dialog} title=${t('Who is away?')} onClose=${() => setOpen(false)} actions=${html`<${Button} onClick=${() => setOpen(false)}>${t('Cancel')}<//><${Button} kind="main" onClick=${send}>${t('Let {user} stand in', { user: account.user })}<//>`}>
      ${error && html`<${Note} kind="bad">${error}<//>`}
      <${Select} label=${t('In place of')} value=${instead} onInput=${setInstead} options=${approvers.map((a) => ({ value: a.user, label: a.user }))} />
      <${DateTimeField} label=${t('From')} value=${from} onInput=${setFrom} /><${DateTimeField} label=${t('Until#standing')} value=${to} onInput=${setTo} /><//>`}<//>`;
}

/** @param {{account: Account, all: Account[], onDone: () => void}} props */
function Leaving({ account, all, onDone }) {
  const heirs = all.filter((a) => !a.left && a.user !== account.user), [to, setTo] = useState(heirs[0]?.user ?? '');
  const end = async () => {
    if (!await confirm({ title: t('Has {user} left?', { user: account.user }), danger: true, action: t('Shut the account'), type: account.user,
      text: t('The log-in is shut for good, every session ends, drafts and posts go to {to}. The name stays in every history. This cannot be taken back.', { to }) })) return;
    try {
      const { drafts, unheld } = await leave(account.user, to);
      toast([tn(drafts, 'The account is shut; {n} draft was handed on.', 'The account is shut; {n} drafts were handed on.'), unheldWords(unheld)].filter(Boolean).join(' '));
      onDone();
    } catch (e) {
      toastError(e);
    }
  };
  return html`<${Card} title=${t('Leaving')}><p>${t('When somebody no longer works here: one act shuts the account and hands the work on.')}</p>
    <div class="people-pair"><${Select} label=${t('The work goes to')} value=${to} onInput=${setTo} options=${heirs.map((a) => ({ value: a.user, label: a.user }))} />
      <div class="people-act"><${Button} kind="danger" disabled=${!to} onClick=${end}>${t('{user} has left', { user: account.user })}<//></div></div><//>`;
}

/** @param {{account: Account, all: Account[], onDone: () => void}} props */
function Whole({ account, all, onDone }) {
  const [made, setMade] = useState(/** @type {import('./api.js').Once|null} */ (null));
  const own = account.user === me.value.user;
  const fresh = async () => {
    if (await confirm({ title: t('A new one-time password for {user}?', { user: account.user }), text: t('The old password is worth nothing from then on, and every session ends.'), action: t('Make one'), danger: true }))
      await newPassword(account.user).then(setMade, toastError);
  };
  const reset = async () => {
    if (!await confirm({ title: t('Take the second step of {user} away?', { user: account.user }), text: t('Only when you know the person and the phone is lost: until a new one is set up, the password alone lets in. For the new one, give them a new one-time password afterwards (“Forgot the password”).'), action: t('Take it away'), danger: true })) return;
    await resetTotp(account.user).then(() => { toast(t('The second step is off.')); onDone(); }, toastError);
  };
  return html`<${Card} title=${account.user} actions=${account.left ? html`<${Badge}>${t('has left')}<//>` : account.must_change && html`<${Badge} kind="warn">${t('one-time password')}<//>`}>
      <${Facts} rows=${[[t('Since'), html`<${Time} at=${account.created} exact />`], [t('May'), account.grants.map(grantWords).join(' · ') || t('nothing')], [t('Second step'), account.totp ? t('on') : t('off')]]} />
      ${!own && !account.left && html`<div class="people-buttons"><${Button} icon="key" onClick=${fresh}>${t('Forgot the password')}<//>${account.totp && isWide() && html`<${Button} onClick=${reset}>${t('Lost the phone')}<//>`}</div>`}<//>
    ${!account.left && html`<${Rights} key=${JSON.stringify(account.grants)} account=${account} onDone=${onDone} /><${StandingIn} account=${account} all=${all} />
      ${isWide() && html`<${Sessions} user=${account.user} title=${t('Where {user} is logged in', { user: account.user })} />`}${!own && html`<${Leaving} account=${account} all=${all} onDone=${onDone} />`}`}
    ${made && html`<${Once} user=${account.user} once=${made.once} maySetUp=${made.may_totp} onClose=${() => { setMade(null); onDone(); }} />`}`;
}

/** @param {{user: string}} props */
export function Person({ user }) {
  const load = useLoad(accounts, [user], ['accounts']);
  return html`<${Page} title=${user} back=${{ to: href('people'), label: t('People') }}><${Loaded} of=${load}>${(/** @type {Account[]} */ all) => {
    const account = all.find((a) => a.user === user);
    return account ? html`<${Whole} account=${account} all=${all} onDone=${load.reload} />` : html`<${Note} kind="warn">${t('There is no such account, or it is not yours to see.')}<//>`;
  }}<//><//>`;
}
