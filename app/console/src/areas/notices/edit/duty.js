// At night, on a telephone: what has happened, where, until when; three touches, no words, and one more to send it.
import { html, Button, Card, Loaded, Note, Page, errorWords, useState } from './parts.js';
import { href } from '../../../app/router.js';
import { pick, t } from '../../../app/i18n.js';
import { freshId } from '../../../app/ids.js';
import { useLoad } from '../../../app/load.js';
import { Where } from '../where.js';
import * as api from '../api.js';

export function Duty() {
  const load = useLoad(() => api.templates().then((list) => list.filter((one) => one.duty)), []);
  return html`<${Page} title=${t('Emergency notice')} back=${{ to: href('notices'), label: t('Notices') }}><${Loaded} of=${load}>${(/** @type {any} */ list) => html`<${Taps} list=${list} />`}<//><//>`;
}

/** @param {{label: string, options: {id: any, label: string}[], onTap: (id: any) => void}} props */
const Keys = ({ label, options, onTap }) => html`<h2>${label}</h2><div class="notices-keys" role="group" aria-label=${label}>${options.map((one) => html`
  <button type="button" class="notices-key" key=${one.id} onClick=${() => onTap(one.id)}>${one.label}</button>`)}</div>`;

/** @param {{list: import('../api.js').Template[]}} props */
function Taps({ list }) {
  const [kind, setKind] = useState(''), [where, setWhere] = useState(''), [made, setMade] = useState(/** @type {any} */ (null)), [error, setError] = useState(/** @type {any} */ (null)), [sent, setSent] = useState('');
  const template = list.find((one) => one.id === kind);
  const options = (/** @type {string} */ id) => (template?.fields.find((field) => field.id === id)?.options ?? []).map((one) => ({ id: one.id, label: pick(one, 'name') }));
  const again = () => { setKind(''); setWhere(''); setMade(null); setError(null); setSent(''); };
  const choose = async (/** @type {number} */ until) => {
    try {
      setMade(await api.fill(kind, { where, until }));
      setError(null);
    } catch (problem) {
      setError(problem);
    }
  };
  const send = async () => {
    try {
      const id = freshId('D');
      await api.put(id, 'published', made);
      setError(null);
      setSent(id);
    } catch (problem) {
      setError(problem);
    }
  };
  const words = made && (made.doc.lang[document.documentElement.lang] ?? made.doc.lang['zh-CN']);
  if (sent) return html`<${Note} kind="good">${t('Sent. Below stands which lobbies have it and which do not.')}<//><${Where} id=${sent} urgent /><p>${t('An approver looks at it in the morning. You can end it on the list of notices.')}</p><${Button} onClick=${again}>${t('Another one')}<//>`;
  return html`
    ${kind && html`<div class="notices-back"><${Button} icon="left" onClick=${() => made ? setMade(null) : where ? setWhere('') : again()}>${t('Back')}<//></div>`}
    ${error && html`<${Note} kind="bad">${errorWords(error)}<//>`}
    ${!kind ? html`<${Keys} label=${t('What has happened?')} options=${list.map((one) => ({ id: one.id, label: pick(one, 'name') }))} onTap=${setKind} />`
      : !where ? html`<${Keys} label=${t('Where?')} options=${options('where')} onTap=${setWhere} />`
        : !made ? html`<${Keys} label=${t('Until when?')} options=${options('until')} onTap=${choose} />`
          : html`<${Card} title=${words.title}><p>${words.summary}</p><p class="notices-plain">${words.body_md.replaceAll('**', '')}</p>
              <${Button} kind="danger" class="notices-send" onClick=${send}>${t('Send it to the lobbies now')}<//><//>`}`;
}
