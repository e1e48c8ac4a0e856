// The sheets of paper of today: hang, replace, take down; ticked off place by place.
import { html, Page, Card, Loaded, Empty, Button, ButtonLink, SearchField, toast, toastError, useState } from '../../ui/index.js';
import { useLoad } from '../../app/load.js';
import { href } from '../../app/router.js';
import { may } from '../../app/session.js';
import { t, tn } from '../../app/i18n.js';
import { printed, sheets, tick } from './api.js';

/** @typedef {import('./api.js').Sheet} Sheet */

/** One notice and the places where its sheet is due. @param {{of: Sheet[], down: boolean, reload: () => void}} props */
function Group({ of: rows, down, reload }) {
  const [busy, setBusy] = useState(false), [first] = rows, several = rows.length > 1;
  const press = async (/** @type {Sheet[]} */ which) => {
    setBusy(true);
    try {
      for (const row of which) await tick(row, down);
      const place = which.length > 1 ? tn(which.length, 'one place', '{n} places') : which[0].name;
      toast(down ? t('Noted: taken down at {place}', { place }) : t('Noted: hung at {place}', { place }));
    } catch (error) {
      toastError(error);
    }
    setBusy(false);
    reload();
  };
  const version = (/** @type {Sheet} */ row) => row.old && row.old !== row.version ? t('{old}, now {n}', { old: row.old, n: row.version }) : t('version {n}', { n: row.version });
  return html`<section class="sheets-group"><header><h3><a href=${href('sheets', first.item)}>${first.title || first.item}</a></h3>
      <small>${first.item} · ${version(first)} · ${several ? tn(rows.length, 'one place', '{n} places') : first.name}</small>
      <span class="sheets-acts">${!down && html`<${ButtonLink} small icon="download" to=${printed(first.item, 'A4')} download>${t('PDF, A4')}<//>`}
        ${may('editor', 'duty') && html`<${Button} small icon="check" busy=${busy} onClick=${() => press(rows)}>${several ? down ? t('All taken down') : t('All hung') : down ? t('Taken down') : t('Hung')}<//>`}</span></header>
    ${several && html`<details><summary>${t('Place by place')}</summary><ul>${rows.map((row) => html`<li key=${row.place}><span>${row.name}${row.old !== first.old && html` <small>${version(row)}</small>`}</span>
      ${may('editor', 'duty') && html`<${Button} small icon="check" disabled=${busy} onClick=${() => press([row])}>${down ? t('Taken down') : t('Hung')}<//>`}</li>`)}</ul></details>`}</section>`;
}

/** @param {{rows: Sheet[], title: string, down?: boolean, load: any, empty: string, words: string}} props */
function Part({ rows, title, down = false, load, empty, words }) {
  const found = rows.filter((row) => `${row.item} ${row.title} ${row.name}`.toLowerCase().includes(words.trim().toLowerCase()));
  const groups = [...new Set(found.map((row) => row.item))].map((item) => found.filter((row) => row.item === item));
  return html`<${Card} title=${title} actions=${rows.length > 0 && html`<small>${tn(found.length, '{n} sheet', '{n} sheets')}</small>`}>${rows.length === 0 ? html`<p class="hint">${empty}</p>`
    : !found.length ? html`<p class="hint">${t('Nothing was found')}</p>`
    : groups.map((of) => html`<${Group} key=${of[0].item} of=${of} down=${down} reload=${load.reload} />`)}<//>`;
}

export function Sheets() {
  const [words, setWords] = useState('');
  const load = useLoad(sheets, [], ['sheets', 'items']);
  return html`<${Page} wide title=${t('Sheets of paper today')} lead=${t('What a rule asks to be posted hangs on paper on the same day as on the screens. Places without a screen are named in the settings.')}>
    <${Loaded} of=${load}>${(/** @type {Record<string, Sheet[]>} */ data) => data.hang.length + data.replace.length + data.take_down.length + data.hanging.length === 0
      ? html`<${Empty} icon="file" title=${t('No notice asks for paper')}>${t('A notice with a rule of posting appears here as soon as it is published.')}<//>`
      : html`<${SearchField} value=${words} onInput=${setWords} label=${t('Notice, place')} /><${Part} load=${load} words=${words} title=${t('To take down')} rows=${data.take_down} down empty=${t('Nothing to take down.')} />
        <${Part} load=${load} words=${words} title=${t('To replace')} rows=${data.replace} empty=${t('Nothing to replace.')} />
        <${Part} load=${load} words=${words} title=${t('To hang')} rows=${data.hang} empty=${t('Nothing to hang.')} />`}<//>
  <//>`;
}
