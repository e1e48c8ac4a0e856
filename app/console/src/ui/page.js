// What a page is made of: its head, its states (loading, failed, empty), boxes, small signs.
import { html, cx, useEffect, useState } from './html.js';
import { Button } from './button.js';
import { Icon } from './icons.js';
import { errorWords } from './toast.js';
import { t, ago, dateTime, exactTime } from '../app/i18n.js';

/** @param {{title: string, back?: {to: string, label: string}, actions?: any, lead?: any, children?: any, wide?: boolean}} props */
export function Page({ title, back, actions, lead, children, wide }) {
  useEffect(() => { document.title = `${title} · Foyer`; }, [title]);
  return html`<div class=${cx('page', wide && 'wide')}>
    <header class="head">
      ${back && html`<a class="back" href=${back.to}><${Icon} name="left" />${back.label}</a>`}
      <h1 tabindex="-1">${title}</h1>
      ${actions && html`<div class="actions">${actions}</div>`}
      ${lead && html`<p class="lead">${lead}</p>`}
    </header>${children}</div>`;
}

/** A box with a heading. @param {{title?: any, actions?: any, children?: any, class?: string}} props */
export const Card = ({ title, actions, children, class: more }) => html`<section class=${cx('card', more)}>
  ${(title || actions) && html`<header><h2>${title}</h2>${actions}</header>`}${children}</section>`;

/** Shows the data of useLoad, or that it comes, or why not. @param {{of: {data: any, error: any, loading: boolean, reload: () => void}, children: (data: any) => any}} props */
export function Loaded({ of, children }) {
  if (of.data !== undefined) return children(of.data);
  if (of.error) return html`<${Failed} error=${of.error} retry=${of.reload} />`;
  return html`<${Waiting} />`;
}

/** @param {{error: any, retry?: () => void}} props */
export const Failed = ({ error, retry }) => html`<div class="failed" role="alert"><${Icon} name="warn" /><p>${errorWords(error)}</p>
  ${retry && html`<${Button} icon="refresh" onClick=${retry}>${t('Try again')}<//>`}</div>`;

/** Stands still at first: what comes at once does not flicker. */
export function Waiting() {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 400);
    return () => clearTimeout(timer);
  }, []);
  return html`<div class="waiting" role="status">${late && html`<span class="bar"><i></i></span>${t('Just a moment…')}`}</div>`;
}

/** Nothing here yet, and what to do first. @param {{icon?: any, title: string, children?: any, action?: any}} props */
export const Empty = ({ icon = 'file', title, children, action }) => html`<div class="empty"><${Icon} name=${icon} /><h2>${title}</h2>
  ${children && html`<p>${children}</p>`}${action}</div>`;

/** @param {{kind?: 'plain'|'good'|'warn'|'bad'|'accent', children?: any}} props */
export const Badge = ({ kind = 'plain', children }) => html`<span class=${cx('badge', kind)}>${children}</span>`;

/** A sentence that must not be overlooked. @param {{kind?: 'info'|'good'|'warn'|'bad', children?: any, actions?: any}} props */
export const Note = ({ kind = 'info', children, actions }) => html`<div class=${cx('note', kind)} role=${kind === 'bad' ? 'alert' : 'note'}>
  <${Icon} name=${kind === 'good' ? 'check' : kind === 'info' ? 'info' : 'warn'} /><div>${children}</div>${actions && html`<div class="actions">${actions}</div>`}</div>`;

/** How far something is: part 0…1, or null when nobody knows. @param {{label: any, part: number|null}} props */
export const Progress = ({ label, part }) => html`<div class="progress"><label>${label}
  <progress max="1" value=${part === null ? undefined : part}></progress></label></div>`;

/** Where one is on a way of several steps. @param {{steps: {label: any, state: 'done'|'now'|'next', detail?: any, action?: any}[], label: string}} props */
export const Steps = ({ steps, label }) => html`<ol class="steps" aria-label=${label}>${steps.map((s, i) => html`
  <li key=${i} class=${s.state} aria-current=${s.state === 'now' ? 'step' : undefined}><span class="mark" aria-hidden="true">${s.state === 'done' ? html`<${Icon} name="check" />` : i + 1}</span>
    <div><b>${s.label}</b>${s.state === 'done' && html`<span class="sr">${t('done')}</span>`}${s.detail && html`<p>${s.detail}</p>`}${s.action}</div></li>`)}</ol>`;

/** Names and values. @param {{rows: ([any, any]|null|false)[]}} props */
export const Facts = ({ rows }) => html`<dl class="facts">${/** @type {[any, any][]} */ (rows.filter(Boolean)).map(([name, value], i) => html`<div key=${i}><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;

/** A moment: how long ago, the exact time on asking. @param {{at: number, exact?: boolean, plain?: boolean}} props unix seconds */
export function Time({ at, exact, plain }) {
  const [, turn] = useState(0);
  useEffect(() => {
    if (exact || plain) return undefined;
    const timer = setInterval(() => turn((n) => n + 1), 30000);
    return () => clearInterval(timer);
  }, [exact, plain]);
  return html`<time datetime=${new Date(at * 1000).toISOString()} title=${exactTime(at)}>${exact ? exactTime(at) : plain ? dateTime(at) : ago(at)}</time>`;
}
