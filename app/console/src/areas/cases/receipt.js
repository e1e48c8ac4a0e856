// A receipt code, shown once: to be read out, written down, or printed on a small sheet.
import { html, Button } from '../../ui/index.js';
import { dateTime, t } from '../../app/i18n.js';
import { codeGroups } from './words.js';

/** @param {{number: string, code: string, promised: number}} props */
export const Receipt = ({ number, code, promised }) => html`<div class="cases-receipt">
  <h3>${t('Receipt')}</h3>${number && html`<p>${t('Number {number}', { number })}</p>`}
  <p class="cases-code" aria-label=${code.split('').join(' ')}>${codeGroups(code)}</p>
  ${promised > 0 && html`<p>${t('First reply until {when}', { when: dateTime(promised) })}</p>`}
  <p class="hint">${t('With this code the resident sees at every lobby screen what became of it. It is shown here once and kept nowhere.')}</p>
  <div class="cases-noprint"><${Button} icon="file" onClick=${() => print()}>${t('Print a small sheet')}<//></div></div>`;
