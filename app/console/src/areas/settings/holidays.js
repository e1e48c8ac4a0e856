// Holidays and working weekends of each year, from which deadlines in working days are counted; they stand in the form of reports.
import { html, Button, Card, DraftOffer, Loaded, Note, Select, TextArea, TextField, errorWords, toast, useMemo, useState } from '../../ui/index.js';
import { changes } from '../../ui/document/changes.js';
import { keepPart, useDocument } from '../../ui/document/document.js';
import { Flow } from '../../ui/document/flow.js';
import { useDraft } from '../../app/draft.js';
import { t } from '../../app/i18n.js';

/** @typedef {{off: string[], work: string[], source: string}} Year */

const DECEMBER = 11;
/** @param {string} text */
const daysOf = (text) => text.split(/[\s,，、;；]+/).filter(Boolean);
/** @param {string} day */
const real = (day) => { const at = Date.parse(`${day}T00:00:00Z`); return /^\d{4}-\d\d-\d\d$/.test(day) && !Number.isNaN(at) && new Date(at).toISOString().startsWith(day); };

/** What cannot be counted with. @param {string} year @param {string[]} days @param {string[]} others @param {boolean} [weekends] */
function fault(year, days, others, weekends) {
  const bad = days.find((day) => !real(day) || !day.startsWith(`${year}-`));
  if (bad) return t('“{day}” is no day of {year}; write them like {year}-10-01.', { day: bad, year });
  const twice = days.find((day, i) => days.indexOf(day) !== i || others.includes(day));
  if (twice) return t('{day} stands there twice.', { day: twice });
  const weekday = weekends && days.find((day) => ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay()));
  return weekday ? t('{day} is no weekend: only weekends that are worked are named.', { day: weekday }) : null;
}

/** @param {{year: string, whole: import('../../ui/document/document.js').Whole, reload: () => void}} props */
function Form({ year, whole, reload }) {
  const found = whole.doc.holidays?.[year], saved = useMemo(() => ({ off: (found?.off ?? []).join('\n'), work: (found?.work ?? []).join('\n'), source: found?.source ?? '' }), [whole, year]);
  const draft = useDraft(`holidays:${year}`, saved), v = draft.value, [error, setError] = useState('');
  const off = daysOf(v.off), work = daysOf(v.work), wrong = { off: fault(year, off, []), work: fault(year, work, off, true) };
  const set = (/** @type {any} */ part) => draft.set((/** @type {any} */ old) => ({ ...old, ...part }));
  const keep = async () => {
    setError('');
    try {
      await keepPart('complaint', { seen: found ?? null, looksAt: (doc) => doc.holidays?.[year] ?? null, change: (doc) => ({ ...doc, holidays: { ...doc.holidays, [year]: { off: [...off].sort(), work: [...work].sort(), source: v.source.trim() } } }) });
      draft.saved();
      toast(t('It is in the draft.'));
    } catch (e) {
      setError(errorWords(e));
    }
    reload();
  };
  return html`<${DraftOffer} draft=${draft} />${error && html`<${Note} kind="bad">${error}<//>`}<div class="document-form">
    <${TextArea} label=${t('Days off, {n} of them', { n: off.length })} hint=${t('Only those that are off by the State Council’s notice; one on each line.')} rows=${8} value=${v.off} error=${wrong.off} onInput=${(/** @type {string} */ off) => set({ off })} />
    <${TextArea} label=${t('Weekends that are worked, {n} of them', { n: work.length })} rows=${8} value=${v.work} error=${wrong.work} onInput=${(/** @type {string} */ work) => set({ work })} />
    <${TextField} class="whole" label=${t('Source#holidays')} hint=${t('The notice, with its number and day.')} value=${v.source} maxlength="200" onInput=${(/** @type {string} */ source) => set({ source })} /></div>
    <div><${Button} kind="main" disabled=${!draft.dirty || !!wrong.off || !!wrong.work || !off.length || !v.source.trim()} onClick=${keep}>${t('Keep in the draft')}<//></div>`;
}

/** @param {any} doc */
const asList = (doc) => ({ years: Object.entries(doc?.holidays ?? {}).map(([id, year]) => ({ id, .../** @type {Year} */ (year) })) });

/** @param {{whole: import('../../ui/document/document.js').Whole, reload: () => void}} props */
function Years({ whole, reload }) {
  const today = new Date(), next = String(today.getFullYear() + 1), known = Object.keys(whole.doc.holidays ?? {}), [year, setYear] = useState(known.includes(next) ? next : String(today.getFullYear()));
  const all = [...new Set([...known, String(today.getFullYear()), next])].sort();
  const told = whole.work ? changes(asList(whole.live), asList(whole.doc), [{ path: 'years', what: t('Holidays of'), name: (y) => y.id, members: [{ member: 'off', label: t('Days off#list') }, { member: 'work', label: t('Weekends that are worked') }, { member: 'source', label: t('Source#holidays') }] }]) : [];
  return html`<${Flow} whole=${whole} changes=${told} reload=${reload} />
    ${!known.includes(next) && today.getMonth() === DECEMBER && html`<${Note} kind="warn">${t('{year} has no holidays yet: deadlines that reach into it cannot be counted.', { year: next })}<//>`}
    <${Card} title=${t('Holidays')}><${Select} class="settings-where" label=${t('Year')} value=${year} onInput=${setYear} options=${all.map((y) => ({ value: y, label: known.includes(y) ? y : t('{year} (not entered yet)', { year: y }) }))} />
      <${Form} key=${year} year=${year} whole=${whole} reload=${reload} /><//>`;
}

export function Holidays() {
  const load = useDocument('complaint');
  return html`<${Loaded} of=${load}>${(/** @type {any} */ whole) => html`<${Years} whole=${whole} reload=${load.reload} />`}<//>`;
}
