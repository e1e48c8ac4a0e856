// Every text that this notice ever had, and what changed from one to another.
import { html, Card, Select, Diff, Time, useMemo, useState } from '../../ui/index.js';
import { useLoad } from '../../app/load.js';
import { dateTime, t } from '../../app/i18n.js';
import { item } from './api.js';
import { linesOf } from './states.js';

/** @typedef {import('./api.js').Whole} Whole */
const statusWords = (/** @type {string} */ s) => ({ draft: t('Draft'), published: t('Published'), scheduled: t('Published'), withdrawn: t('Withdrawn'), superseded: t('Corrected') }[s] ?? s);

/** @param {{id: string, from: number, to: number}} props */
function Between({ id, from, to }) {
  const load = useLoad(() => Promise.all([item(id, from), item(id, to)]), [id, from, to]);
  return load.data ? html`<${Diff} before=${linesOf(load.data[0].doc)} after=${linesOf(load.data[1].doc)} />` : null;
}

/** @param {{whole: Whole}} props */
export function Versions({ whole }) {
  const all = whole.versions;
  const [picked, setPicked] = useState({ from: '', to: '' }), [open, setOpen] = useState(false);
  const there = (/** @type {string} */ wish, /** @type {number} */ at) => all.some((v) => String(v.version) === wish) ? wish : String(all[at]?.version ?? 0); // drafts come and go
  const from = there(picked.from, 1), to = there(picked.to, 0);
  const options = useMemo(() => all.map((v) => ({ value: String(v.version), label: `${v.version} · ${statusWords(v.status)} · ${dateTime(v.at)}` })), [all]);
  return html`<${Card} title=${t('Versions')}><ul class="notices-versions" tabindex="0" aria-label=${t('Versions')}>${all.map((v) => html`<li key=${v.version}><b>${v.version}</b> ${statusWords(v.status)} · ${v.who}${v.approved_by && v.approved_by !== v.who && ` · ${t('approved by {who}', { who: v.approved_by })}`}${v.put_back_by && ` · ${t('put back by {who}', { who: v.put_back_by })}`} · <${Time} at=${v.at} /></li>`)}</ul>
    ${all.length > 1 && html`<details onToggle=${(/** @type {any} */ e) => setOpen(e.currentTarget.open)}><summary>${t('What changed')}</summary><div class="notices-when"><${Select} label=${t('From#version')} value=${from} onInput=${(/** @type {string} */ id) => setPicked({ from: id, to })} options=${options} /><${Select} label=${t('To#version')} value=${to} onInput=${(/** @type {string} */ id) => setPicked({ from, to: id })} options=${options} /></div>
      ${open && html`<${Between} id=${whole.id} from=${Number(from)} to=${Number(to)} />`}</details>`}<//>`;
}
