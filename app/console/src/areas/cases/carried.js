// A report that a phone carried from a screen that could keep nothing: the text of its codes is pasted here.
import { html, Page, Card, Button, Note, TextArea, toastError, useState } from '../../ui/index.js';
import { href } from '../../app/router.js';
import { t } from '../../app/i18n.js';
import { carry } from './api.js';

export function Carried() {
  const [text, setText] = useState(''), [done, setDone] = useState(/** @type {string|null} */ (null));
  const send = async () => {
    try {
      setDone((await carry(text)).number);
      setText('');
    } catch (error) {
      toastError(error);
    }
  };
  return html`<${Page} title=${t('A report that a phone carried')} back=${{ to: href('cases'), label: t('Reports#desk') }} lead=${t('A screen that can keep nothing shows its report as codes. The resident’s phone reads them; their text is pasted here.')}>
    <div class="cases-stack">${done !== null && html`<${Note} kind="good">${done ? html`${t('Taken in as')} <a href=${href('cases', done)}>${done}</a>` : t('Taken in. It is about your own post, so you do not see its number.')}<//>`}
    <${Card}><${TextArea} label=${t('The lines that begin with FOYER1, in any order')} value=${text} onInput=${setText} rows=${8} spellcheck="false" />
      <div><${Button} kind="main" disabled=${!/FOYER1/.test(text)} onClick=${send}>${t('Take it in')}<//></div><//></div><//>`;
}
