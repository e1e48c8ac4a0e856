// One report: words, place, time, what happened, and what this account may do with it now.
import { html, Page, Card, Loaded, Badge, Button, Dialog, Empty, Facts, Failed, MoneyField, Note, Select, TextArea, TextField, Time, toastError, useEffect, useMemo, useRef, useState } from '../../ui/index.js';
import { useLoad } from '../../app/load.js';
import { href } from '../../app/router.js';
import { dateTime, money, t } from '../../app/i18n.js';
import { contact, matter, named, names, newCode, note, one, photo, post, remedy, stateName, takeBack } from './api.js';
import { Acts } from './answer.js';
import { onlyGroup } from './inbox.js';
import { Receipt } from './receipt.js';
import { channelWords, dueWords, eventWords, whenWords, workingDays } from './words.js';

/** @typedef {import('./api.js').Case} Case @typedef {import('./api.js').Names} Names */
const SHOWN_MS = 60000;

/** @param {{number: string, gone: boolean, onWhy: (why: string) => void}} props gone: it lay open here until somebody handed it over */
function AskWhy({ number, gone, onWhy }) {
  const [why, setWhy] = useState('');
  return html`<${Page} title=${t('Report {number}', { number })} back=${{ to: href('cases'), label: t('Reports#desk') }}><${Card} title=${t('Why do you open it?')}>
    ${gone && html`<${Note}>${t('It lies on another desk now.')}<//>`}<p>${t('This report is on a desk that you do not hold. Say why you open it: the reason is kept with the case and in the record of acts.')}</p>
    <form class="stack" onSubmit=${(/** @type {Event} */ e) => { e.preventDefault(); if (why.trim()) onWhy(why.trim()); }}>
      <${TextField} label=${t('Reason')} value=${why} onInput=${setWhy} maxlength="500" /><${Button} kind="main" type="submit" disabled=${!why.trim()}>${t('Open it')}<//></form><//><//>`;
}

/** @param {{data: Case}} props */
function Person({ data }) {
  const [asks, setAsks] = useState(false), [purpose, setPurpose] = useState(''), [shown, show] = useState(/** @type {any} */ (null));
  const timer = useRef(0);
  useEffect(() => () => clearTimeout(timer.current), []);
  if (!data.has_person) return html`<p class="hint">${data.contact_erased ? t('Name and telephone were erased.') : t('No name and no telephone was left.')}</p>`;
  const ask = async () => {
    try {
      show(await contact(data.number, purpose));
      setAsks(false);
      timer.current = window.setTimeout(() => show(null), SHOWN_MS);
    } catch (error) {
      toastError(error);
    }
  };
  return html`${shown ? html`<${Facts} rows=${[shown.alias && [t('Name'), shown.alias], shown.contact && [t('Telephone'), html`<a href=${`tel:${shown.contact.phone}`}>${shown.contact.phone}</a>`], shown.home?.room && [t('Room'), shown.home.room], shown.home?.slot && [t('At home'), shown.home.slot]]} />
      <p class="hint">${t('Hidden again after a minute.')}</p><${Button} small onClick=${() => show(null)}>${t('Hide')}<//>`
    : html`<p>${t('Name, telephone or room were left, with consent.')}</p><${Button} icon="key" onClick=${() => setAsks(true)}>${t('Show them')}<//>`}
    ${asks && html`<${Dialog} title=${t('What are they needed for?')} onClose=${() => setAsks(false)} actions=${html`<${Button} kind="main" disabled=${!purpose.trim()} onClick=${ask}>${t('Show them')}<//>`}>
      <p>${t('It is written down who looked, when, and what for.')}</p><${TextField} label=${t('Purpose')} value=${purpose} onInput=${setPurpose} maxlength="200" list="cases-purposes" />
      <datalist id="cases-purposes">${[t('Agree on a time for the repair'), t('Ask what exactly is meant'), t('Tell the outcome by telephone')].map((p) => html`<option value=${p} />`)}</datalist><//>`}`;
}

/** @param {{data: Case, names: Names}} props */
const Line = ({ data, names: n }) => html`<ol class="cases-events">${[...data.events].sort((a, b) => a.at - b.at).map((e, i) => html`<li key=${i} class=${e.what}>
  <header><b>${eventWords(e, (id) => stateName(n, id), (id) => named(n.form.remedies, id))}</b> <small><${Time} at=${e.at} plain /> · ${e.who ? `${e.role ? `${e.what === 'state' && e.state === 'assigned' ? t('to {desk}', { desk: post(n, e.role) }) : post(n, e.role)} · ` : ''}${e.who === 'foyer-central' ? t('the clock') : e.who}` : t('the resident')}</small></header>
  ${e.amount_fen > 0 && html`<p>${money(e.amount_fen)}</p>`}${e.text && html`<p class="cases-said">${e.text}</p>`}</li>`)}</ol>`;

/** @param {{data: Case, names: Names}} props */
function Promises({ data, names: n }) {
  const due = dueWords(data, Date.now() / 1000);
  return html`<p class="cases-promise"><${Badge} kind=${due.kind}>${due.words}<//>${data.due_days !== undefined && html` <span>${workingDays(data.due_days)}</span>`}</p>
    ${data.due_note === 'holidays_unknown' && html`<${Note} kind="warn">${t('A deadline reaches a year without a table of days off, so it is uncertain.')}<//>`}
    <${Facts} rows=${[
      data.promised_s > 0 && [t('First reply until'), html`${dateTime(data.promised_s)}${data.standard && html` <small>${data.standard}</small>`}${data.first_at > 0 && html` <${Badge} kind=${data.first_at <= data.promised_s ? 'good' : 'bad'}>${data.first_at <= data.promised_s ? t('kept') : t('missed')}<//>`}`],
      data.answer_s > 0 && [t('Answer until'), html`${dateTime(data.answer_s)}${data.answer_standard && html` <small>${data.answer_standard}</small>`}${data.answered > 0 && html` <${Badge} kind=${data.answered <= data.answer_s ? 'good' : 'bad'}>${data.answered <= data.answer_s ? t('kept') : t('missed')}<//>`}`],
      [t('Received'), html`<${Time} at=${data.at} plain />`], [t('Came by'), channelWords(data.channel)],
      [t('In the lobby'), data.delivery?.shown ? t('the lobby shows this state') : t('on its way to the lobby')],
    ]} />`;
}

/** @param {{data: Case, names: Names, onClose: () => void, done: () => void}} props */
function Grant({ data, names: n, onClose, done }) {
  const [id, setId] = useState(data.remedies[0]?.id ?? ''), [fen, setFen] = useState(/** @type {number|null} */ (null)), [text, setText] = useState('');
  const left = data.remedies.find((r) => r.id === id)?.left_fen ?? 0, bad = left > 0 && (fen === null || fen < 0 || fen > left);
  const send = async () => {
    try {
      await remedy(data.number, { remedy: id, amount_fen: left > 0 ? fen ?? 0 : 0, text: text || undefined, expect: data.version });
      onClose();
      done();
    } catch (error) {
      toastError(error);
    }
  };
  return html`<${Dialog} title=${t('Grant something')} onClose=${onClose} actions=${html`<${Button} onClick=${onClose}>${t('Cancel')}<//><${Button} kind="main" disabled=${bad} onClick=${send}>${t('Grant it')}<//>`}>
    <${Select} label=${t('What#granted')} value=${id} onInput=${setId} options=${data.remedies.map((r) => ({ value: r.id, label: named(n.form.remedies, r.id) }))} />
    ${left > 0 && html`<${MoneyField} label=${t('Amount in yuan, at most {max}', { max: money(left) })} value=${fen} onInput=${setFen} />`}
    <${TextArea} label=${t('What the resident reads')} optional value=${text} onInput=${setText} rows=${2} /><//>`;
}

/** @param {{data: Case, onClose: () => void, done: () => void}} props */
function Recode({ data, onClose, done }) {
  const [detail, setDetail] = useState(''), [why, setWhy] = useState(''), [code, setCode] = useState('');
  const send = async () => {
    try {
      setCode((await newCode(data.number, detail, why)).code);
    } catch (error) {
      toastError(error);
    }
  };
  const close = () => { onClose(); if (code) done(); };
  return html`<${Dialog} title=${t('A new receipt code')} onClose=${close} stays=${!!code} actions=${code ? html`<${Button} kind="main" onClick=${close}>${t('It was given out')}<//>`
    : html`<${Button} onClick=${close}>${t('Cancel')}<//><${Button} kind="main" disabled=${!detail.trim() || !why.trim()} onClick=${send}>${t('Make a new code')}<//>`}>
    ${code ? html`<${Receipt} number=${data.number} code=${code} promised=${data.promised_s} />` : html`<p>${t('Ask for something that only the resident knows. The old code opens nothing any more.')}</p>
      <${TextField} label=${t('What was asked and answered')} value=${detail} onInput=${setDetail} maxlength="200" /><${TextField} label=${t('Why a new code is wanted')} value=${why} onInput=${setWhy} maxlength="200" />`}<//>`;
}

/** @param {{data: Case, done: () => void}} props */
function Noting({ data, done }) {
  const [text, setText] = useState('');
  const send = async () => {
    try {
      await note(data.number, text);
      setText('');
      done();
    } catch (error) {
      toastError(error);
    }
  };
  return html`<${TextArea} label=${t('Note for colleagues')} hint=${t('The resident never sees it.')} value=${text} onInput=${setText} rows=${2} maxlength="2000" />
    <div><${Button} small disabled=${!text.trim()} onClick=${send}>${t('Keep the note')}<//></div>`;
}

/** From the phone page. Looking at one is written down, so it is fetched only when somebody asks. @param {{data: Case, why: string}} props */
function Photos({ data, why }) {
  const [shown, show] = useState(0), [failed, fail] = useState(false), open = (/** @type {number} */ n) => { fail(false); show(n); };
  const title = (/** @type {number} */ n) => t('Photograph {n}', { n }), all = data.photos.map((p) => p.n);
  const by = (/** @type {number} */ step) => open(all[(all.indexOf(shown) + step + all.length) % all.length]);
  const turn = (/** @type {KeyboardEvent} */ e) => {
    if (e.key === 'ArrowRight') by(1);
    else if (e.key === 'ArrowLeft') by(-1);
  };
  return html`<div class="cases-photos">${data.photos.map((p) => html`<${Button} key=${p.n} icon="file" onClick=${() => open(p.n)}>${title(p.n)} <small>${dateTime(p.at)}</small><//>`)}</div>
    <p class="hint">${t('Added by the resident on the phone page. Who looks at one is written down.')}</p>
    ${shown > 0 && html`<div onKeyDown=${turn}><${Dialog} wide title=${title(shown)} onClose=${() => show(0)} actions=${all.length > 1 && html`<${Button} onClick=${() => by(-1)}>${t('The one before')}<//> <${Button} kind="main" onClick=${() => by(1)}>${t('The next one')}<//>`}>${failed ? html`<${Note} kind="bad">${t('The photograph could not be shown. Was it erased meanwhile?')}<//>`
      : html`<img class="cases-photo" src=${photo(data.number, shown, why)} alt=${title(shown)} onError=${() => fail(true)} />`}<//></div>`}`;
}

/** An answer that waits, or could not be sent. @param {{data: Case, done: () => void, onBack: (held: any) => void}} props */
function HeldBack({ data, done, onBack }) {
  const [gone, setGone] = useState(/** @type {number|null} */ (null)), held = data.held && data.held.until !== gone ? data.held : null, [, turn] = useState(0);
  useEffect(() => {
    if (!held || held.failed) return undefined;
    const timer = setInterval(() => turn((k) => k + 1), 500);
    return () => clearInterval(timer);
  }, [held?.until]);
  if (!held) return null;
  const back = async () => {
    try {
      const until = held.until;
      onBack((await takeBack(data.number)).taken_back);
      setGone(until);
    } catch (error) {
      toastError(error);
    }
    done();
  };
  const left = Math.max(0, Math.ceil(held.until - Date.now() / 1000));
  return html`<${Note} kind=${held.failed ? 'bad' : 'info'} actions=${html`<${Button} onClick=${back}>${held.failed ? t('Take the words back into the form') : t('Undo')}<//>`}>
    ${held.failed ? html`${t('This answer was not sent:')} ${held.failed}` : t('The answer goes out in {n} seconds.', { n: left })}<p class="cases-said">${held.text ?? ''}</p><//>`;
}

/** @param {{data: Case, names: Names, why: string, done: () => void}} props */
function Whole({ data, names: n, why, done }) {
  const [open, setOpen] = useState(''), [back, setBack] = useState(/** @type {any} */ (null));
  const close = () => setOpen('');
  return html`<div class="cases-one"><div class="cases-main">
    <${HeldBack} data=${data} done=${done} onBack=${setBack} />
    <${Card} title=${t('What was said')}><p class="cases-words">${data.text || t('No words')}</p>
      <${Facts} rows=${[[t('Place'), data.place || t('No place named')], data.when && [t('Since when'), whenWords(data.when)], [t('Category'), named(n.form.categories, data.category)], data.about && [t('About'), post(n, data.about)]]} />
      ${data.photos?.length > 0 && html`<${Photos} data=${data} why=${why} />`}<//>
    <${Acts} data=${data} names=${n} done=${done} back=${back} />
    <${Card} title=${t('What happened')}><${Line} data=${data} names=${n} />${data.may_note && html`<${Noting} data=${data} done=${done} />`}<//></div>
  <div class="cases-side">
    <${Card} title=${t('Promised')}><${Promises} data=${data} names=${n} /><//>
    <${Card} title=${t('Desk')}><p><b>${post(n, data.role)}</b></p>${data.into && html`<p>${t('Merged into')} <a href=${href('cases', data.into)}>${data.into}</a></p>`}${data.group && html`<p><a href=${href('cases')} onClick=${() => onlyGroup(/** @type {string} */ (data.group))}>${t('Came together with others: {group}', { group: data.group })}</a></p>`}<//>
    <${Card} title=${t('Who said it')}><${Person} data=${data} /><//>
    ${(data.remedies.length > 0 || data.may_code) && html`<${Card} title=${t('Further')}>
      ${data.remedies.length > 0 && html`<${Button} onClick=${() => setOpen('grant')}>${t('Grant something')}<//>`}
      ${data.may_code && html`<${Button} onClick=${() => setOpen('code')}>${t('A new receipt code')}<//>`}<//>`}</div>
  ${open === 'grant' && html`<${Grant} data=${data} names=${n} onClose=${close} done=${done} />`}
  ${open === 'code' && html`<${Recode} data=${data} onClose=${close} done=${done} />`}</div>`;
}

/** @param {{number: string}} props */
export function One({ number }) {
  const [why, setWhy] = useState('');
  const book = useLoad(names, []);
  // Opened with a reason, each look is written down with it: such a page looks again only when it was asked to.
  const load = useLoad(() => one(number, why || undefined), [number, why], why ? [] : ['cases', `case:${number}`]);
  const wants = load.error?.code === 'reason_needed', lay = useRef('');
  if (load.data && !load.error) lay.current = load.data.number;
  useEffect(() => setWhy(''), [number]);
  const title = useMemo(() => load.data && book.data ? matter(book.data, load.data) : t('Report {number}', { number }), [load.data, book.data]);
  if (wants) return html`<${AskWhy} number=${number} gone=${lay.current === number} onWhy=${setWhy} />`;
  const d = load.data;
  return html`<${Page} wide title=${title} back=${{ to: href('cases'), label: t('Reports#desk') }}
      lead=${d && book.data && html`${number} <${Badge} kind="accent">${stateName(book.data, d.state)}<//> ${d.recused && html`<${Badge} kind="warn">${t('About the office itself')}<//>`} ${d.outcome === 'not_helped' && html`<${Badge} kind="warn">${t('Did not help')}<//>`} ${d.late && html`<${Badge} kind="bad">${t('Late')}<//>`} ${d.severity === 'S1' && html`<${Badge} kind="bad">${named(book.data.form.severities, 'S1')}<//>`}`}>
    ${load.error?.status === 404 ? html`<${Empty} icon="search" title=${t('There is no such report')} />` : load.error ? html`<${Failed} error=${load.error} retry=${load.reload} />`
    : html`<${Loaded} of=${load}>${(/** @type {Case} */ data) => html`<${Loaded} of=${book}>${(/** @type {Names} */ n) => html`<${Whole} data=${data} names=${n} why=${why} done=${load.reload} />`}<//>`}<//>`}
  <//>`;
}
