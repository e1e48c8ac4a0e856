// A question before something that cannot be taken back: if (await confirm({…})).
import { html, signal, useState } from './html.js';
import { Button } from './button.js';
import { Dialog } from './dialog.js';
import { TextField } from './field.js';
import { t } from '../app/i18n.js';

/** @typedef {{title: string, text?: any, action: string, danger?: boolean, type?: string}} Question  type: this must be typed first
 *  @type {import('@preact/signals').Signal<null|(Question & {answer: (yes: boolean) => void})>} */
const open = signal(null);

/** @param {Question} question @returns {Promise<boolean>} */
export const confirm = (question) => new Promise((done) => {
  open.value?.answer(false);
  open.value = { ...question, answer: (yes) => { open.value = null; done(yes); } };
});

/** @param {{question: Question & {answer: (yes: boolean) => void}}} props */
function Asked({ question }) {
  const [typed, type] = useState('');
  const may = !question.type || typed.trim() === question.type;
  return html`<${Dialog} title=${question.title} onClose=${() => question.answer(false)} actions=${html`
      <${Button} onClick=${() => question.answer(false)}>${t('Cancel')}<//>
      <${Button} kind=${question.danger ? 'danger' : 'main'} disabled=${!may} autofocus=${!question.type} onClick=${() => question.answer(true)}>${question.action}<//>`}>
    ${question.text && html`<p>${question.text}</p>`}
    ${question.type && html`<${TextField} label=${t('Type “{words}” to go on', { words: question.type })} value=${typed} onInput=${type} autocomplete="off" />`}
  <//>`;
}

export const Confirms = () => open.value && html`<${Asked} key=${open.value.title} question=${open.value} />`;
