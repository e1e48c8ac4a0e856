// The text of a notice: a plain field, so that undo, spelling and every input method of the browser work, with buttons for what our Markdown
// knows. What is pasted is cleaned first, and shown where something was left behind.
import { html, Button, Dialog, Diff, Field, useRef, useState } from '../../../ui/index.js';
import { t } from '../../../app/i18n.js';
import { fromClipboard } from './clean.js';
import * as marks from './marks.js';

const droppedWords = () => ({ link: t('A link'), picture: t('A picture'), hidden: t('Hidden text'), footnote: t('A footnote’s number'), form: t('A form field') });
const flagWords = () => ({ banner: t('A line of the site it came from'), page: t('A page number'), running: t('A title that repeats on every page'), broken: t('A blank inside a word'),
  twice: t('The same words twice: please look'), quotes: t('Two kinds of quotation marks: please look') });

/** @param {{held: ReturnType<typeof fromClipboard>, insert: (text: string) => void, close: () => void}} props */
function Pasted({ held, insert, close }) {
  const dropped = droppedWords(), flags = flagWords();
  return html`<${Dialog} wide title=${t('What you pasted was cleaned')} onClose=${close} actions=${html`
      <${Button} onClick=${close}>${t('Cancel')}<//>
      ${held.raw !== held.text && html`<${Button} onClick=${() => insert(held.raw)}>${t('Put it in as it was')}<//>`}
      <${Button} kind="main" onClick=${() => insert(held.text)}>${t('Put in the cleaned text')}<//>`}>
    ${held.flags.length > 0 && html`<h3>${t('What does not belong to the text')}</h3><ul class="notices-found">${held.flags.map((flag, i) => html`<li key=${i}>${flags[flag.kind]}: <q>${flag.text}</q></li>`)}</ul>`}
    ${held.dropped.length > 0 && html`<h3>${t('What a notice cannot hold')}</h3><ul class="notices-found">${held.dropped.map((one, i) => html`<li key=${i}>${dropped[one.what]}${one.text && html`: <q>${one.text}</q>`}</li>`)}</ul>`}
    ${held.raw !== held.text && html`<h3>${t('Before and after')}</h3><${Diff} before=${held.raw} after=${held.text} />`}
  <//>`;
}

/** @param {{label: any, value: string, onInput: (text: string) => void, error?: string|null, pictures?: {name: string}[], onFiles?: (files: File[]) => void, at?: string}} props */
export function MarkdownField({ label, value, onInput, error, pictures = [], onFiles, at }) {
  const box = useRef(/** @type {HTMLTextAreaElement|null} */ (null));
  const [held, hold] = useState(/** @type {ReturnType<typeof fromClipboard>|null} */ (null)), [sought, seek] = useState(''), [seeking, setSeeking] = useState(false), [missed, setMissed] = useState(false);
  const place = useRef([0, 0]);
  /** Typed as if by hand, so that the browser's own undo takes it back. @param {marks.Edit} edit */
  const act = (edit) => {
    const field = box.current;
    field.focus();
    field.setSelectionRange(edit.from, edit.to);
    if (!document.execCommand(edit.put ? 'insertText' : 'delete', false, edit.put)) {
      field.setRangeText(edit.put, edit.from, edit.to, 'end');
      onInput(field.value);
    }
    field.setSelectionRange(...edit.select);
  };
  const on = (/** @type {(text: string, from: number, to: number) => marks.Edit} */ mark) => () => act(mark(box.current.value, box.current.selectionStart, box.current.selectionEnd));
  const standing = (/** @type {string} */ what) => act(marks.block(box.current.value, box.current.selectionEnd, what));
  const step = (/** @type {'undo'|'redo'} */ name) => () => { box.current.focus(); document.execCommand(name); };
  const insert = (/** @type {string} */ text) => {
    hold(null);
    const [from, to] = place.current;
    setTimeout(() => act({ from, to, put: text, select: [from + text.length, from + text.length] }));
  };
  const paste = (/** @type {ClipboardEvent} */ event) => {
    const data = event.clipboardData, files = [...data.files];
    const text = data.getData('text/plain'), rich = data.getData('text/html');
    if (files.length && !text && onFiles) { event.preventDefault(); onFiles(files); return; }
    if (!rich && !text.includes('\n') && !text.includes('\t')) return;
    event.preventDefault();
    place.current = [box.current.selectionStart, box.current.selectionEnd];
    const read = fromClipboard({ html: rich, text });
    if (read.flags.length || read.dropped.length) hold(read);
    else act({ from: place.current[0], to: place.current[1], put: read.text, select: [place.current[0] + read.text.length, place.current[0] + read.text.length] });
  };
  const next = () => {
    const field = box.current, found = marks.find(field.value, sought, field.selectionEnd);
    setMissed(found < 0);
    if (found < 0) return;
    field.focus();
    field.setSelectionRange(found, found + sought.length);
  };
  const keys = (/** @type {KeyboardEvent} */ event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const what = { b: on(marks.bold), f: () => setSeeking(true) }[event.key.toLowerCase()];
    if (!what) return;
    event.preventDefault();
    what();
  };
  return html`<${Field} label=${label} error=${error} hint=${t('Ctrl+B: bold. Ctrl+F: find. What you paste from Word, a web page or a spreadsheet is cleaned.')}>${(/** @type {any} */ tie) => html`
    <div class="notices-tools" role="toolbar" aria-label=${t('For the text')}>
      <${Button} small onClick=${on(marks.heading)}>${t('Heading#text')}<//><${Button} small onClick=${on(marks.bold)}><b>${t('Bold')}</b><//>
      <${Button} small onClick=${on(marks.bullets)}>${t('• List')}<//><${Button} small onClick=${on(marks.numbers)}>${t('1. List')}<//><${Button} small onClick=${on(marks.quote)}>${t('Quote')}<//>
      <${Button} small onClick=${() => standing(`| ${t('Item')} | ${t('What it says')} |\n| --- | --- |\n| | |\n| | |`)}>${t('Table')}<//>
      ${pictures.map((one) => html`<${Button} small key=${one.name} onClick=${() => standing(`![${one.name.replace(/\.\w+$/, '')}](${one.name})`)}>${t('Picture {name}', { name: one.name })}<//>`)}
      <${Button} small onClick=${step('undo')}>${t('Undo')}<//><${Button} small onClick=${step('redo')}>${t('Redo')}<//><${Button} small icon="search" aria-pressed=${seeking} onClick=${() => setSeeking(!seeking)}>${t('Find')}<//>
    </div>
    ${seeking && html`<div class="notices-seek" role="search"><input type="text" aria-label=${t('Find in the text')} value=${sought} autofocus
      onInput=${(/** @type {any} */ e) => { seek(e.currentTarget.value); setMissed(false); }} onKeyDown=${(/** @type {KeyboardEvent} */ e) => { if (e.key === 'Enter') { e.preventDefault(); next(); } if (e.key === 'Escape') setSeeking(false); }} />
      <${Button} small onClick=${next}>${t('Next')}<//>${missed && html`<span role="status">${t('It does not stand there.')}</span>`}</div>`}
    <textarea class="notices-text" rows="16" ref=${box} value=${value} data-at=${at} onInput=${(/** @type {any} */ e) => onInput(e.currentTarget.value)} onPaste=${paste} onKeyDown=${keys} ...${tie}></textarea>
    ${held && html`<${Pasted} held=${held} insert=${insert} close=${() => hold(null)} />`}`}<//>`;
}
