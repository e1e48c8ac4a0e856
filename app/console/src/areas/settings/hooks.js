// Where messages for the office go: chat groups and programs, each with what became of its last message.
import { html, Badge, Button, Card, Check, Choice, Dialog, Empty, Facts, Loaded, Note, Select, TextField, Time, confirm, errorWords, toast, toastError, useState } from '../../ui/index.js';
import { useLoad } from '../../app/load.js';
import { site } from '../../app/api.js';
import { lang as spoken, t, tn } from '../../app/i18n.js';
import { hooks, putHook, removeHook, testHook } from './api.js';

/** @typedef {import('./api.js').Hook} Hook */
const SECRET_MIN = 16, NAME_MAX = 60;
const kinds = () => ({ wecom: t('WeCom group robot'), dingtalk: t('DingTalk group robot'), json: t('Own program (JSON)') });
const events = () => ({ case_new: t('A new report'), case_late: t('A report is late'), terminal_quiet: t('A screen has gone quiet'), notice_ending: t('An urgent notice is about to end') });
const newId = () => `h-${crypto.randomUUID().slice(0, 8)}`;

/** @param {{one: Hook|null, onClose: () => void, onDone: () => void}} props */
function Form({ one, onClose, onDone }) {
  const [name, setName] = useState(one?.name ?? ''), [kind, setKind] = useState(one?.kind ?? 'wecom'), [url, setUrl] = useState(''), [secret, setSecret] = useState('');
  const [lang, setLang] = useState(one?.lang ?? spoken.value), [chosen, setChosen] = useState(/** @type {string[]} */ (one?.events ?? Object.keys(events()))), [on, setOn] = useState(one?.on ?? true);
  const [id] = useState(one?.id ?? newId()), [error, setError] = useState('');
  const signs = kind !== 'wecom', short = kind === 'json' && secret.length < SECRET_MIN && !(one?.kind === 'json' && one.has_secret && !secret);
  const may = name.trim() && (url.trim() || one) && chosen.length && !short;
  const send = async (/** @type {Event} */ event) => {
    event.preventDefault();
    setError('');
    try {
      await putHook(id, { name: name.trim(), kind, lang, events: chosen, on, ...(url.trim() ? { url: url.trim() } : {}), ...(secret || !signs ? { secret: signs ? secret : '' } : {}) });
      toast(t('The webhook is kept. Send a test to see whether it arrives.'));
      onDone();
    } catch (e) {
      setError(errorWords(e));
    }
  };
  const kept = one ? t('Leave it empty to keep the one there is.') : '';
  return html`<${Dialog} title=${one ? t('Change the webhook') : t('New webhook')} onClose=${onClose} actions=${html`<${Button} onClick=${onClose}>${t('Cancel')}<//>
      <${Button} kind="main" type="submit" form="hook-form" disabled=${!may}>${t('Save')}<//>`}>
    <form id="hook-form" class="stack" onSubmit=${send}>${error && html`<${Note} kind="bad">${error}<//>`}
      <${TextField} label=${t('Name#hook')} hint=${t('For example: group of those on duty')} value=${name} onInput=${setName} maxlength=${NAME_MAX} required />
      <${Choice} label=${t('Where to')} value=${kind} onInput=${setKind} options=${Object.entries(kinds()).map(([value, label]) => ({ value, label }))} />
      <${TextField} label=${t('Address')} hint=${`${t('As the robot or the program gives it, beginning with https://. It holds a key: nobody sees it here again.')} ${kept}`} value=${url} onInput=${setUrl} type="url" autocomplete="off" required=${!one} />
      ${signs && html`<${TextField} label=${t('Secret#hook')} hint=${`${kind === 'json' ? t('At least {n} characters; every message is signed with it.', { n: SECRET_MIN }) : t('The one that begins with SEC, where the robot asks for a signature.')} ${kept}`}
        value=${secret} onInput=${setSecret} type="password" autocomplete="off" optional=${kind !== 'json'} />`}
      <fieldset class="field choice"><legend>${t('Tell of')}</legend>${Object.entries(events()).map(([value, label]) => html`<${Check} key=${value} label=${label} checked=${chosen.includes(value)}
        onChange=${(/** @type {boolean} */ yes) => setChosen(yes ? [...chosen, value] : chosen.filter((x) => x !== value))} />`)}</fieldset>
      <${Select} label=${t('Language of the messages')} value=${lang} onInput=${setLang} options=${[{ value: 'zh-CN', label: '中文' }, { value: 'en', label: 'English' }]} />
      <${Check} label=${t('Send messages')} checked=${on} onChange=${setOn} /></form><//>`;
}

/** @param {{one: Hook}} props */
const State = ({ one }) => !one.on ? html`<${Badge}>${t('off')}<//>` : one.failing ? html`<${Badge} kind="bad">${t('does not arrive')}<//>` : one.last ? html`<${Badge} kind=${one.last.result === 'delivered' ? 'good' : 'warn'}>${one.last.result === 'delivered' ? t('arrives') : t('the last one did not arrive')}<//>` : html`<${Badge}>${t('not tried yet')}<//>`;

/** @param {{one: Hook, onChange: () => void, onEdit: () => void}} props */
function One({ one, onChange, onEdit }) {
  const [busy, setBusy] = useState(false);
  const test = async () => {
    setBusy(true);
    try {
      const after = await testHook(one.id);
      toast(after.last?.said ?? '');
    } catch (e) {
      toastError(e);
    }
    setBusy(false);
    onChange();
  };
  const remove = async () => {
    if (!(await confirm({ title: t('Remove “{name}”?', { name: one.name }), text: t('What still waits for it is dropped. The address must be entered anew to have it back.'), action: t('Remove'), danger: true }))) return;
    removeHook(one.id).then(onChange, toastError);
  };
  const code = one.last && (one.last.code > 0 ? ` (${one.last.code})` : one.last.status > 0 && one.last.result === 'refused' ? ` (HTTP ${one.last.status})` : '');
  return html`<${Card} title=${one.name}><p><${State} one=${one} /></p>
    <${Facts} rows=${[[t('Where to'), `${kinds()[one.kind]}, ${one.url}`], [t('Tells of'), one.events.map((e) => events()[e]).join(spoken.value === 'en' ? ', ' : '、')],
      [t('Last message'), one.last ? html`<${Time} at=${one.last.at} exact /> ${one.last.said}${code}` : t('none yet')], one.waiting > 0 && [t('Waiting#hook'), tn(one.waiting, '{n} message', '{n} messages')]]} />
    ${one.failing && html`<${Note} kind="warn">${t('It is tried again by itself, less and less often, for a day; then it is given up and stands among the alerts.')}<//>`}
    <div class="settings-buttons"><${Button} icon="refresh" disabled=${busy} onClick=${test}>${busy ? t('The test is on its way…') : t('Send a test')}<//><${Button} onClick=${onEdit}>${t('Change')}<//><${Button} kind="quiet" onClick=${remove}>${t('Remove')}<//></div><//>`;
}

export function Hooks() {
  const load = useLoad(hooks, [site.value], ['hooks']), [edited, setEdited] = useState(/** @type {Hook|'new'|null} */ (null));
  const add = html`<${Button} kind="main" icon="plus" onClick=${() => setEdited('new')}>${t('New webhook')}<//>`;
  return html`<${Loaded} of=${load}>${(/** @type {Hook[]} */ list) => html`<${Card} title=${t('Messages for the office')}>
      <p>${t('A chat group or a program of your own hears at once of what must not wait. A message names the number, the category, the place and the deadline, and nothing that a resident wrote.')}</p>
      ${list.length ? html`<div>${add}</div>` : html`<${Empty} icon="info" title=${t('No webhook yet')} action=${add}>${t('Make a robot in the group of WeCom or DingTalk first, and bring its address here.')}<//>`}<//>
    ${list.map((one) => html`<${One} key=${one.id} one=${one} onChange=${load.reload} onEdit=${() => setEdited(one)} />`)}
    ${edited && html`<${Form} one=${edited === 'new' ? null : edited} onClose=${() => setEdited(null)} onDone=${() => { setEdited(null); load.reload(); }} />`}`}<//>`;
}
