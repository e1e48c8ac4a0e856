// Whether the record is whole, in words: when somebody last looked, what came of it, and how far a check is that runs.
import { html, Button, Loaded, Note, Progress, Time, toastError, useEffect, useRef, useState } from '../../ui/index.js';
import { useLoad } from '../../app/load.js';
import { dateTime, number, t, tn } from '../../app/i18n.js';
import { chain, verify } from './api.js';
import { actWords } from './words.js';

/** @typedef {import('./api.js').Row} Row
 *  @typedef {import('./api.js').Chain} Chain */
const LOOK_MS = 500, OLD_S = 86400;

/** @param {{state: Chain, rows: Row[], look: any, onOpen: (row: Row) => void}} props */
function Broken({ state, rows, look, onOpen }) {
  const at = state.checked.broken_at, row = rows.find((r) => r.n === at);
  return html`<${Note} kind="bad" actions=${html`${row && html`<${Button} small onClick=${() => onOpen(row)}>${t('Show the line')}<//>`}${look}`}>
    <p><b>${t('The record was changed from outside: line {n} does not fit to the line before it.', { n: number(at) })}</b></p>
    ${row && html`<p>${t('It stands there as: {what}, {who}, {when}.', { what: actWords(row.what), who: row.who, when: dateTime(row.at) })}</p>`}
    <p>${at > 1 ? t('Lines 1 to {n} are as they were written; what follows proves nothing any more.', { n: number(at - 1) }) : t('Nothing in it proves anything any more.')} ${t('Do not go on as if nothing were: tell whoever runs the server, and keep the newest backups. The screens still hold what the record was.')}</p>
    <p class="hint">${t('Checked')} <${Time} at=${state.checked.at} /></p><//>`;
}

/** @param {{rows: Row[], onOpen: (row: Row) => void, onChecked: () => void}} props rows: those that are here, to show which one is broken; onChecked: what is here may be older than what was read */
export function ChainState({ rows, onOpen, onChecked }) {
  const load = useLoad(chain, [], ['audit']), [busy, setBusy] = useState(false), asked = useRef(false), state = load.data;
  const running = busy || !!state?.checking;
  const look = async () => {
    setBusy(true);
    await verify().catch((/** @type {any} */ e) => e.code !== 'conflict' && toastError(e));
    setBusy(false);
    load.reload();
    onChecked();
  };
  useEffect(() => { // nobody has looked today: it is done without being asked
    if (!state || asked.current) return;
    asked.current = true;
    if (!state.checking && (!state.checked || Date.now() / 1000 - state.checked.at > OLD_S)) look();
  }, [state]);
  useEffect(() => {
    if (!running) return undefined;
    const timer = setInterval(load.reload, LOOK_MS);
    return () => clearInterval(timer);
  }, [running]);
  return html`<${Loaded} of=${load}>${(/** @type {Chain} */ now) => {
    const again = html`<${Button} small icon="refresh" onClick=${look}>${t('Check now')}<//>`, more = now.checked ? now.rows - now.checked.rows : 0;
    if (running) return html`<${Progress} label=${now.total ? t('Checking that no line was changed: {n} of {all}', { n: number(now.done), all: number(now.total) }) : t('Checking that no line was changed…')} part=${now.total ? now.done / now.total : null} />`;
    if (!now.checked) return html`<${Note} actions=${again}>${t('Nobody has checked yet whether the record is whole.')}<//>`;
    if (!now.checked.whole) return html`<${Broken} state=${now} rows=${rows} look=${again} onOpen=${onOpen} />`;
    return html`<${Note} kind="good" actions=${again}><p>${tn(now.checked.rows, 'The record is whole: {n} line, none missing or changed.', 'The record is whole: {n} lines, none missing or changed.')}</p>
      <p class="hint">${t('Checked')} <${Time} at=${now.checked.at} />${more > 0 && html` · ${tn(more, '{n} line since then', '{n} lines since then')}`}</p><//>`;
  }}<//>`;
}
