// Where the money went in a quarter: lines of income and spending. Every total is the sum of its lines, to the fen.
import { html, Button, Card, DraftOffer, Facts, Loaded, MoneyField, Note, Page, TextField, errorWords, toast, useMemo, useState } from '../../ui/index.js';
import { fetchDocument, keepPart } from '../../ui/document/document.js';
import { useDraft } from '../../app/draft.js';
import { useLoad } from '../../app/load.js';
import { go, href } from '../../app/router.js';
import { may } from '../../app/session.js';
import { money, t } from '../../app/i18n.js';
import { statementSums, sum } from './money.js';

const BLANK = { title: '', opening_balance_fen: 0, income: [], expense: [] };

/** @param {{part: 'income'|'expense', title: string, lines: any[], set: (lines: any[]) => void}} props */
function Lines({ part, title, lines, set }) {
  const line = (/** @type {number} */ i, /** @type {any} */ change) => set(lines.map((l, k) => k === i ? { ...l, ...change } : l));
  const next = () => { const n = Math.max(0, ...lines.map((l) => Number(/\d+$/.exec(l.code ?? '')?.[0] ?? 0))) + 1; return `${part === 'income' ? 'IN' : 'EX'}-${String(n).padStart(2, '0')}`; };
  const parts = (/** @type {any} */ l) => l.details?.length ? sum(l.details, 'actual_fen') : null;
  return html`<${Card} title=${title}><table class="document-lines"><thead><tr><th>${t('Name#thing')}</th><th>${t('Amount')}</th><th>${t('Planned')}</th><th></th></tr></thead><tbody>
    ${lines.map((l, i) => html`<tr key=${l.code ?? i}><td><${TextField} label=${t('Name of line {n}', { n: i + 1 })} value=${l.name} onInput=${(/** @type {string} */ v) => line(i, { name: v })} /></td>
      <td><${MoneyField} label=${t('Amount of line {n}', { n: i + 1 })} value=${l.actual_fen} onInput=${(/** @type {number|null} */ v) => line(i, { actual_fen: v })} error=${parts(l) !== null && parts(l) !== l.actual_fen ? t('Its details sum to {sum}.', { sum: money(parts(l) ?? 0) }) : null} /></td>
      <td><${MoneyField} label=${t('Planned in line {n}', { n: i + 1 })} value=${l.budget_fen ?? null} onInput=${(/** @type {number|null} */ v) => line(i, { budget_fen: v })} /></td>
      <td><${Button} kind="quiet" small icon="trash" aria-label=${t('Take line {n} out', { n: i + 1 })} onClick=${() => set(lines.filter((_, k) => k !== i))} /></td></tr>`)}</tbody></table>
    <div class="document-acts"><${Button} small icon="plus" onClick=${() => set([...lines, { code: next(), name: '', actual_fen: null }])}>${t('One more')}<//> <b>${t('Together {sum}', { sum: money(sum(lines, 'actual_fen')) })}</b></div><//>`;
}

/** @param {{whole: import('../../ui/document/document.js').Whole, reload: () => void}} props */
function Form({ whole, reload }) {
  const saved = useMemo(() => ({ ...BLANK, ...whole.doc.statement }), [whole]);
  const draft = useDraft('fees:statement', saved), one = draft.value, [error, setError] = useState(''), sums = statementSums(one);
  const lines = [...(one.income ?? []), ...(one.expense ?? [])];
  const open = !one.title.trim() || !one.expense?.length || lines.some((l) => !l.name.trim() || !Number.isInteger(l.actual_fen)) || lines.some((l) => l.details?.length && sum(l.details, 'actual_fen') !== l.actual_fen);
  const set = (/** @type {any} */ part) => draft.set((/** @type {any} */ old) => ({ ...old, ...part }));
  const keep = async () => {
    setError('');
    try {
      const clean = statementSums({ ...one, income: one.income.map(bare), expense: one.expense.map(bare) });
      await keepPart('fees', { seen: whole.doc.statement ?? null, looksAt: (doc) => doc.statement ?? null, change: (doc) => ({ ...doc, statement: clean }) });
      draft.saved();
      toast(t('It is in the draft.'));
      go(href('fees'), { force: true });
    } catch (e) {
      setError(errorWords(e));
      if (e.code === 'changed') reload();
    }
  };
  return html`<${DraftOffer} draft=${draft} />${error && html`<${Note} kind="bad">${error}<//>`}
    <fieldset class="fees-plain" disabled=${!may('editor')}><${Card} title=${t('Statement')}><div class="document-form"><${TextField} label=${t('Heading')} value=${one.title} onInput=${(/** @type {string} */ v) => set({ title: v })} />
      <${MoneyField} label=${t('Balance before')} value=${one.opening_balance_fen} onInput=${(/** @type {number|null} */ v) => set({ opening_balance_fen: v ?? 0 })} /></div><//>
    <${Lines} part="income" title=${t('Income')} lines=${one.income ?? []} set=${(/** @type {any[]} */ income) => set({ income })} /><${Lines} part="expense" title=${t('Spending')} lines=${one.expense ?? []} set=${(/** @type {any[]} */ expense) => set({ expense })} /></fieldset>
    <${Card} title=${t('What follows from the lines')}><${Facts} rows=${[[t('Income together'), money(sums.income_total_fen)], [t('Spending together'), money(sums.expense_total_fen)], [t('Left over'), money(sums.surplus_fen)], [t('Balance after'), money(sums.closing_balance_fen)]]} />
      ${may('editor') && html`<div class="document-acts"><${Button} kind="main" disabled=${!draft.dirty || open} onClick=${keep}>${t('Keep in the draft')}<//> ${open && html`<span class="hint">${t('A heading, a line of spending, and an amount in every line are wanted; details must sum.')}</span>`}</div>`}<//>`;
}

/** @param {any} line */
const bare = (line) => Object.fromEntries(Object.entries(line).filter(([, v]) => v !== null));

export function Statement() {
  const load = useLoad(() => fetchDocument('fees'), []);
  return html`<${Page} wide title=${t('Statement of the quarter')} back=${{ to: href('fees'), label: t('Fees and accounts') }}><${Loaded} of=${load}>${(/** @type {any} */ whole) => html`<${Form} whole=${whole} reload=${load.reload} />`}<//><//>`;
}
