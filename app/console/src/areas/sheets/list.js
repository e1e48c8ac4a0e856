// The sheets of paper of today: hang, replace, take down; ticked off place by place.
import { html, Page, Card, Loaded, Table, Empty, Button, ButtonLink, toast, toastError } from '../../ui/index.js';
import { useLoad } from '../../app/load.js';
import { href } from '../../app/router.js';
import { may } from '../../app/session.js';
import { t, tn } from '../../app/i18n.js';
import { printed, sheets, tick } from './api.js';

/** @typedef {import('./api.js').Sheet} Sheet */

/** @param {{rows: Sheet[], title: string, down?: boolean, load: any, empty: string}} props */
function Part({ rows, title, down = false, load, empty }) {
  const press = async (/** @type {Sheet} */ row) => {
    try {
      await tick(row, down);
      toast(down ? t('Noted: taken down at {place}', { place: row.name }) : t('Noted: hung at {place}', { place: row.name }));
    } catch (error) {
      toastError(error);
    }
    load.reload();
  };
  const columns = [
    { id: 'title', title: t('Notice'), narrow: 'first', width: 'minmax(0, 2fr)', cell: (/** @type {Sheet} */ row) => html`<a href=${href('sheets', row.item)}>${row.item} ${row.title}</a>`, text: (/** @type {Sheet} */ row) => `${row.item} ${row.title}`, sort: (/** @type {Sheet} */ row) => row.item },
    { id: 'place', title: t('Place'), narrow: 'second', cell: (/** @type {Sheet} */ row) => row.name, text: (/** @type {Sheet} */ row) => row.name, sort: (/** @type {Sheet} */ row) => row.name },
    { id: 'version', title: t('Version'), narrow: 'second', width: '110px', cell: (/** @type {Sheet} */ row) => row.old && row.old !== row.version ? t('{old}, now {n}', { old: row.old, n: row.version }) : String(row.version), text: (/** @type {Sheet} */ row) => String(row.version) },
    { id: 'acts', title: t('Done'), narrow: 'end', width: '250px', cell: (/** @type {Sheet} */ row) => html`
      ${!down && html`<span class="sheets-print"><${ButtonLink} small icon="download" to=${printed(row.item, 'A4')} download>${t('A4')}<//> </span>`}
      ${may('editor') && html`<${Button} small icon="check" onClick=${() => press(row)}>${down ? t('Taken down') : t('Hung')}<//>`}`, text: () => '' },
  ];
  return html`<${Card} title=${title}>${rows.length === 0 ? html`<p class="hint">${empty}</p>`
    : html`<${Table} rows=${rows} columns=${columns} rowKey=${(/** @type {Sheet} */ row) => `${row.item} ${row.place}`} label=${title} count=${(/** @type {number} */ n) => tn(n, '{n} sheet', '{n} sheets')} />`}<//>`;
}

export function Sheets() {
  const load = useLoad(sheets, [], ['sheets', 'items']);
  return html`<${Page} wide title=${t('Sheets of paper today')} lead=${t('What a rule asks to be posted hangs on paper on the same day as on the screens. Places without a screen are named in the settings.')}>
    <${Loaded} of=${load}>${(/** @type {Record<string, Sheet[]>} */ data) => data.hang.length + data.replace.length + data.take_down.length + data.hanging.length === 0
      ? html`<${Empty} icon="file" title=${t('No notice asks for paper')}>${t('A notice with a rule of posting appears here as soon as it is published.')}<//>`
      : html`<${Part} load=${load} title=${t('To take down')} rows=${data.take_down} down empty=${t('Nothing to take down.')} />
        <${Part} load=${load} title=${t('To replace')} rows=${data.replace} empty=${t('Nothing to replace.')} />
        <${Part} load=${load} title=${t('To hang')} rows=${data.hang} empty=${t('Nothing to hang.')} />`}<//>
  <//>`;
}
