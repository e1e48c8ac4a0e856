// What was kept in a quarter: a value for each clause; whether that keeps the promise is computed.
import { html, Badge, Button, Card, DraftOffer, Loaded, Note, Page, Select, TextField, errorWords, toast, useMemo, useState } from '../../ui/index.js';
import { fetchDocument, keepPart } from '../../ui/document/document.js';
import { useDraft } from '../../app/draft.js';
import { useLoad } from '../../app/load.js';
import { go, href } from '../../app/router.js';
import { pick, t, tn } from '../../app/i18n.js';
import { isMet, lastQuarter, quarterBefore, targetWords } from './standards.js';

/** @param {any} doc @param {string} period */
const rowsOf = (doc, period) => (doc.fulfilment ?? []).filter((/** @type {any} */ r) => r.period === period);
const QUARTERS = 8;

/** @param {{period: string, whole: import('../../ui/document/document.js').Whole}} props */
function Form({ period, whole }) {
  const doc = whole.doc, [error, setError] = useState(''), [category, setCategory] = useState(doc.categories?.[0]?.id ?? '');
  const seen = useMemo(() => rowsOf(doc, period), [whole, period]);
  const saved = useMemo(() => Object.fromEntries(seen.map((/** @type {any} */ r) => [r.clause, { value: String(r.value), note: r.note ?? '' }])), [seen]);
  const draft = useDraft(`standards:kept:${period}`, saved), values = /** @type {Record<string, {value: string, note: string}>} */ (draft.value);
  const set = (/** @type {string} */ id, /** @type {any} */ part) => draft.set((/** @type {any} */ old) => ({ ...old, [id]: { value: '', note: '', ...old[id], ...part } }));
  const number = (/** @type {string} */ id) => /^\d{1,9}$/.test(values[id]?.value?.trim() ?? '') ? Number(values[id].value) : null;
  const bad = Object.keys(values).filter((id) => values[id].value.trim() && number(id) === null);
  const measured = (doc.clauses ?? []).filter((/** @type {any} */ c) => number(c.id) !== null), kept = measured.filter((/** @type {any} */ c) => isMet(c.comparator, number(c.id), c.target));
  const keep = async () => {
    setError('');
    const rows = measured.map((/** @type {any} */ c) => ({ ...seen.find((/** @type {any} */ r) => r.clause === c.id), clause: c.id, period, value: number(c.id), met: isMet(c.comparator, number(c.id), c.target), note: values[c.id].note }));
    try {
      await keepPart('standards', { seen, looksAt: (now) => rowsOf(now, period), change: (now) => ({ ...now, fulfilment: [...(now.fulfilment ?? []).filter((/** @type {any} */ r) => r.period !== period), ...rows] }) });
      draft.saved();
      toast(t('It is in the draft.'));
      go(href('standards'), { force: true });
    } catch (e) {
      setError(errorWords(e));
    }
  };
  return html`<${DraftOffer} draft=${draft} />${error && html`<${Note} kind="bad">${error}<//>`}
    <${Card} title=${t('{n} of {all} are measured, {kept} kept', { n: measured.length, all: (doc.clauses ?? []).length, kept: kept.length })} actions=${html`<${Button} kind="main" disabled=${!draft.dirty || bad.length > 0} onClick=${keep}>${t('Keep in the draft')}<//>`}>
      <${Select} label=${t('Category')} value=${category} onInput=${setCategory} options=${(doc.categories ?? []).map((/** @type {any} */ c) => ({ value: c.id, label: `${pick(c, 'name')} (${tn((doc.clauses ?? []).filter((/** @type {any} */ one) => one.category === c.id && number(one.id) === null).length, '{n} open', '{n} open')})` }))} />
      <table class="document-lines"><thead><tr><th>${t('Standard')}</th><th>${t('Target')}</th><th>${t('Value')}</th><th>${t('Kept')}</th><th>${t('Remark')}</th></tr></thead><tbody>
      ${(doc.clauses ?? []).filter((/** @type {any} */ c) => c.category === category).map((/** @type {any} */ c) => {
        const met = isMet(c.comparator, number(c.id), c.target);
        return html`<tr key=${c.id}><td><b>${c.id}</b> ${pick(c, 'title')}</td><td>${targetWords(c)}</td>
          <td><${TextField} label=${t('Value of {id}', { id: c.id })} inputmode="numeric" value=${values[c.id]?.value ?? ''} error=${bad.includes(c.id) ? t('A whole number is wanted.') : null} onInput=${(/** @type {string} */ v) => set(c.id, { value: v })} /></td>
          <td>${met === null ? html`<${Badge}>${t('not measured')}<//>` : html`<${Badge} kind=${met ? 'good' : 'bad'}>${met ? t('✓ kept') : t('✗ not kept')}<//>`}</td>
          <td><${TextField} label=${t('Remark to {id}', { id: c.id })} value=${values[c.id]?.note ?? ''} onInput=${(/** @type {string} */ v) => set(c.id, { note: v })} /></td></tr>`;
      })}</tbody></table><//>`;
}

/** @param {{period: string}} props */
export function Kept({ period }) {
  const load = useLoad(() => fetchDocument('standards'), [period]);
  const quarters = [lastQuarter(new Date())];
  while (quarters.length < QUARTERS) quarters.push(quarterBefore(quarters[quarters.length - 1]));
  return html`<${Page} wide title=${t('What was kept in {period}', { period })} back=${{ to: href('standards'), label: t('Service standards') }} lead=${t('Write the value that was measured. What was not kept hangs in red with your remark: say what is done about it.')}
      actions=${html`<${Select} label=${t('Quarter')} value=${period} onInput=${(/** @type {string} */ v) => go(href('standards', 'kept', v))} options=${[...new Set([period, ...quarters])].map((value) => ({ value, label: value }))} />`}>
    <${Loaded} of=${load}>${(/** @type {any} */ whole) => html`<${Form} key=${period} period=${period} whole=${whole} />`}<//><//>`;
}
