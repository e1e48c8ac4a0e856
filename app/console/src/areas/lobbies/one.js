// One screen: how it is, its picture, what was asked of it, what hangs there.
import { html, Page, Card, Loaded, Button, Facts, Menu, Note, Time, Badge, toastError, useCallback, useEffect, useState } from '../../ui/index.js';
import { useLoad } from '../../app/load.js';
import { href } from '../../app/router.js';
import { may } from '../../app/session.js';
import { dateTime, number, pick, t, tn } from '../../app/i18n.js';
import { command, shot, terminal, versionOf } from './api.js';
import { Move, Stolen, acts } from './acts.js';
import { Sign, remarksOf, stateOf } from './health.js';
import { Sparkline } from './sparkline.js';

/** @typedef {import('./api.js').Whole} Whole */

const LOOK_MS = 1000, CALM_MS = 30000, FEW = 10;

/** @param {number} seconds */
const span = (seconds) => seconds < 3600 ? t('{n} min', { n: Math.floor(seconds / 60) }) : seconds < 172800 ? t('{n} h', { n: Math.floor(seconds / 3600) }) : t('{n} days', { n: Math.floor(seconds / 86400) });
const unknown = () => html`<span class="hint">${t('not known')}</span>`;

/** @param {{whole: Whole}} props */
function Measures({ whole }) {
  const { terminal: one, history } = whole, s = one.status ?? {}, k = s.kiosk ?? {};
  const spark = (/** @type {string} */ label, /** @type {string} */ unit, /** @type {(row: any) => number|undefined} */ of) => html`<${Sparkline} history=${history} of=${of} label=${label} unit=${unit} />`;
  const value = (/** @type {any} */ known, /** @type {any} */ words, /** @type {any} */ line = null) => html`${known === undefined ? unknown() : words}${line}`;
  return html`<${Card} title=${t('Measurements')} actions=${one.status_at && html`<small>${t('Told')} <${Time} at=${one.status_at} /></small>`}>
    <${Facts} rows=${[
      [t('Last heard'), one.last_seen ? html`<${Time} at=${one.last_seen} />` : t('never')],
      ...one.last_seen ? [[t('Version'), versionOf(one) || unknown()],
      [t('Running for'), value(s.up, span(s.up))],
      [t('Time'), value(s.clock, { ok: t('confirmed'), approx: t('not confirmed'), unknown: t('It does not know the time') }[s.clock])],
      [t('Panel'), value(k.panel, { lit: t('lit'), dark: t('dark: it rests'), lost: t('not there') }[k.panel])],
      [t('Touch'), value(k.touch, html`${k.touch ? t('there') : t('no touch panel is plugged in')}${k.touches !== undefined && ` · ${t('{n} touches since it started', { n: number(k.touches) })}`}${k.touched && ` · ${t('last in the hour of {when}', { when: dateTime(k.touched) })}`}`)],
      [t('Memory card'), value(s.disk, t('{n} % used, {free} MB free', { n: s.disk, free: number(s.free ?? 0) }), spark(t('Memory card'), '%', (row) => row.disk))],
      [t('Warmth'), value(s.temp, t('{n} °C', { n: s.temp }), spark(t('Warmth'), '°C', (row) => row.temp))],
      [t('Power supply'), value(s.power, html`${{ ok: t('good'), was_low: t('was too weak since it started'), low: t('too weak now') }[s.power]}${s.slowed && ` · ${t('the processor was slowed down')}`}`)],
      [t('Pictures drawn'), value(k.frames, html`${number(k.frames ?? 0)}${k.slow !== undefined && ` · ${t('{n} of them slow', { n: number(k.slow) })}`}`)],
      [t('Memory of the programs'), value(k.mem, t('{n} MB', { n: number(Math.round(((k.mem ?? 0) + (s.mem ?? 0)) / 1024)) }), spark(t('Memory of the programs'), 'MB', (row) => row.kiosk?.mem === undefined ? undefined : Math.round((row.kiosk.mem + (row.mem ?? 0)) / 1024)))],
      [t('Reports that wait in it'), value(s.waiting, html`${number(s.waiting ?? 0)}${s.parked ? ` · ${t('{n} were refused three times', { n: s.parked })}` : ''}`, spark(t('Reports that wait in it'), '', (row) => row.waiting))],
      [t('Server not reached'), value(s.offline, t('{n} times since it started', { n: number(s.offline ?? 0) }))],
      [t('Root document'), value(s.root, s.root)]] : [],
      s.err?.length && [t('It complains of'), s.err.join(', ')],
      [t('Let in'), one.paired && html`<${Time} at=${one.paired} plain />${one.paired_by && ` · ${one.paired_by}`}`],
      one.model && [t('Device'), one.model],
    ]} /><//>`;
}

/** @param {string} cmd @param {string} what */
const cmdWords = (cmd, what) => ({
  restart: what === 'screen' ? t('Restart the screen') : t('Restart'), identify: t('Say where it hangs'), screenshot: t('Picture of the screen'), report: t('Report now'), wipe: t('Empty it'),
}[cmd] ?? cmd);
/** @param {import('./api.js').Command} c */
const saidWords = (c) => ({
  refused_form: t('refused: somebody was writing, or a code was on the screen'), refused_danger: t('refused: a warning of danger covers the screen'), dark: t('refused: the screen rests'),
  no_screen: t('the screen’s program did not answer'), not_sent: t('the picture did not get through'), failed: t('it did not work'), unknown: t('this version does not know how'), moved: t('dropped: the screen was moved'),
}[c.said] ?? { sent: t('sent; the screen has not fetched it yet'), fetched: t('fetched; it is being done'), done: t('done'), late: t('too late: the screen was not reached in time') }[c.state] ?? c.said);
const waits = (/** @type {import('./api.js').Command} */ c) => c.state === 'sent' || c.state === 'fetched';

/** @param {{whole: Whole}} props */
const Commands = ({ whole }) => whole.commands.length ? html`<${Card} title=${t('What was asked of it')}><ul class="lobbies-commands">${whole.commands.slice(0, 12).map((c) => html`<li key=${c.id}>
  <b>${cmdWords(c.cmd, c.what)}</b> <${Badge} kind=${c.state === 'done' ? 'good' : waits(c) ? 'accent' : 'warn'}>${saidWords(c)}<//> <small><${Time} at=${c.at} /> · ${c.who}</small></li>`)}</ul><//>` : null;

/** @param {{whole: Whole, ask: (cmd: string) => Promise<any>}} props */
function Picture({ whole, ask }) {
  const { id, revoked } = whole.terminal, at = whole.shot?.at;
  const [url, setUrl] = useState('');
  useEffect(() => {
    if (!at) return undefined;
    let mine = '', over = false;
    shot(id).then((blob) => { if (!over) setUrl(mine = URL.createObjectURL(blob)); }, toastError);
    return () => { over = true; setUrl(''); URL.revokeObjectURL(mine); };
  }, [id, at]);
  const latest = whole.commands.find((c) => c.cmd === 'screenshot'), running = latest && waits(latest);
  return html`<${Card} title=${t('Its screen')} actions=${may('admin') && !revoked && html`<${Button} small icon="refresh" busy=${running} onClick=${() => ask('screenshot')}>${at ? t('New picture') : t('Take a picture')}<//>`}>
    ${running && html`<p role="status"><progress aria-label=${t('Picture of the screen')} max="3" value=${latest.state === 'fetched' ? 2 : 1}></progress>${latest.state === 'fetched' ? t('The screen has got the wish; the picture is on its way.') : t('Waiting for the screen to hear of it…')}</p>`}
    ${latest && !running && latest.state !== 'done' && html`<${Note} kind="warn">${t('No new picture:')} ${saidWords(latest)}<//>`}
    ${url && at ? html`<figure class="lobbies-shot"><img src=${url} alt=${t('What the screen showed on {when}', { when: dateTime(at) })} /><figcaption><small>${t('Taken')} <${Time} at=${at} /> · ${t('kept for a day at most')}</small></figcaption></figure>`
      : !running && html`<p class="hint">${t('No picture is here. One is taken only when somebody asks, never while a resident writes, and it is gone after a day.')}</p>`}
  <//>`;
}

/** @param {{whole: Whole}} props */
function Notices({ whole }) {
  const [all, setAll] = useState(false);
  return html`<${Card} title=${t('Notices there')}>${whole.notices.length ? html`<ul class="lobbies-titles">${(all ? whole.notices : whole.notices.slice(0, FEW)).map((n) => html`<li key=${n.id}><a href=${href('notices', n.id)}>${n.title}</a>${n.state === 'future' && html` <${Badge}>${t('later')}<//>`}</li>`)}</ul>
    ${!all && whole.notices.length > FEW && html`<div><${Button} small onClick=${() => setAll(true)}>${tn(whole.notices.length, 'Show the one', 'Show all {n}')}<//></div>`}`
    : html`<p class="hint">${t('No notice hangs there now.')}</p>`}<//>`;
}

/** @param {{whole: Whole, reload: () => void}} props */
function Body({ whole, reload }) {
  const [moving, setMoving] = useState(false), [stolen, setStolen] = useState(/** @type {string|null} */ (null));
  const { terminal: one, lobby } = whole, name = (lobby && pick(lobby, 'name')) || one.lobby;
  const ask = useCallback(async (/** @type {string} */ cmd, more = undefined) => {
    await command(one.id, cmd, more).catch(toastError);
    reload();
  }, [one.id, reload]);
  const pending = !one.last_seen || (whole.commands.some(waits) && one.state === 'online');
  useEffect(() => {
    const timer = setInterval(reload, pending ? LOOK_MS : CALM_MS); // when it was heard is no news of its own
    return () => clearInterval(timer);
  }, [pending, reload]);
  const can = acts(whole, (network) => { setStolen(network); reload(); });
  const actions = may('admin') && !one.revoked && html`<${Button} icon="search" onClick=${() => ask('identify')}>${t('Say where it hangs')}<//>
    <${Menu} label=${t('More')} kind="plain" words=${t('More')} items=${[
      { label: t('Report now'), icon: 'refresh', onClick: () => ask('report') },
      { label: t('Restart the screen'), icon: 'refresh', onClick: () => ask('restart', { what: 'screen' }) },
      { label: t('Restart everything'), icon: 'refresh', onClick: () => ask('restart', { what: 'all' }) },
      { label: t('Move to another lobby…'), icon: 'right', onClick: () => setMoving(true) },
      { label: t('Take out of service…'), icon: 'out', onClick: can.retire },
      { label: t('It was stolen…'), icon: 'warn', danger: true, onClick: can.stolen },
      { label: t('Empty it…'), icon: 'trash', danger: true, onClick: can.wipe },
    ]} />`;
  const remarks = remarksOf(one, whole.alerts, '');
  return html`<${Page} wide title=${name} back=${{ to: href('lobbies'), label: t('Lobbies') }} actions=${actions} lead=${`${t('Screen {id}', { id: one.id })}${lobby ? ` · ${pick(lobby, 'place')}` : ''}`}>
    <div class="lobbies-signs"><${Sign} sign=${stateOf(one, whole.alerts)} />${remarks.map((sign) => html`<${Sign} key=${sign.words} sign=${sign} />`)}</div>
    <div class="lobbies-columns"><div class="lobbies-stack"><${Picture} whole=${whole} ask=${ask} /><${Commands} whole=${whole} /></div>
      <div class="lobbies-stack"><${Measures} whole=${whole} /><${Notices} whole=${whole} /></div></div>
    ${moving && html`<${Move} id=${one.id} lobby=${one.lobby} onClose=${() => setMoving(false)} onDone=${reload} />`}
    ${stolen !== null && html`<${Stolen} network=${stolen} onClose=${() => setStolen(null)} />`}
  <//>`;
}

/** @param {{id: string}} props */
export function One({ id }) {
  const load = useLoad(() => terminal(id), [id], ['terminals', 'alerts', 'items']);
  if (!load.data) return html`<${Page} title=${t('Screen {id}', { id })} back=${{ to: href('lobbies'), label: t('Lobbies') }}><${Loaded} of=${load}>${() => null}<//><//>`;
  return html`<${Body} whole=${load.data} reload=${load.reload} />`;
}
