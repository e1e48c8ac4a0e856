// Where the money went in a quarter: lines of income and spending. Every total is the sum of its lines, to the fen.
import { html, Button, Card, DraftOffer, Facts, Loaded, MoneyField, Note, Page, TextField, errorWords, toast, useMemo, useState } from '../../ui/index.js';
import { Entry, fault } from '../../ui/document/fields.js';
import { fetchDocument, keepPart } from '../../ui/document/document.js';
import { useDraft } from '../../app/draft.js';
import { useLoad } from '../../app/load.js';
import { go, href } from '../../app/router.js';
import { may } from '../../app/session.js';
import { money, t } from '../../app/i18n.js';
import { statementSums, sum } from './money.js';

const BLANK = { title: '', opening_balance_fen: 0, income: [], expense: [] };

/** What a line is made of: its amount is then their sum. @param {{n: number, line: any, set: (change: any) => void}} props */
function Details({ n, line, set }) {
  const details = line.details ?? [];
  const put = (/** @type {any[]} */ next) => set(next.length ? { details: next, actual_fen: sum(next, 'actual_fen') } : { details: undefined });
  const one = (/** @type {number} */ i, /** @type {any} */ change) => put(details.map((/** @type {any} */ d, /** @type {number} */ k) => k === i ? { ...d, ...change } : d));
  return html`<details class="fees-details"><summary>${t('English, and what line {n} is made of', { n })}${details.length ? ` (${details.length})` : ''}</summary><div class="fees-plain">
    <${TextField} label=${t('Line {n} in English', { n })} optional value=${line.name_en ?? ''} onInput=${(/** @type {string} */ v) => set({ name_en: v || undefined })} />
    ${details.map((/** @type {any} */ d, /** @type {number} */ i) => html`<div class="fees-detail" key=${i} role="group" aria-label=${t('Part {i} of line {n}', { i: i + 1, n })}><${TextField} label=${t('Name of part {i} of line {n}', { i: i + 1, n })} value=${d.name} onInput=${(/** @type {string} */ v) => one(i, { name: v })} />
      <${MoneyField} label=${t('Amount of part {i} of line {n}', { i: i + 1, n })} value=${d.actual_fen ?? null} onInput=${(/** @type {number|null} */ v) => one(i, { actual_fen: v })} />
      <${Button} kind="quiet" small icon="trash" aria-label=${t('Take part {i} of line {n} out', { i: i + 1, n })} onClick=${() => put(details.filter((/** @type {any} */ _, /** @type {number} */ k) => k !== i))} /></div>`)}
    <${Button} small icon="plus" aria-label=${t('One more part of line {n}', { n })} onClick=${() => put([...details, { name: '', actual_fen: details.length ? null : line.actual_fen }])}>${t('One more part')}<//></div></details>`;
}

/** @param {{part: 'income'|'expense', title: string, lines: any[], set: (lines: any[]) => void}} props */
function Lines({ part, title, lines, set }) {
  const line = (/** @type {number} */ i, /** @type {any} */ change) => set(lines.map((l, k) => k === i ? { ...l, ...change } : l));
  const next = () => { const n = Math.max(0, ...lines.map((l) => Number(/\d+$/.exec(l.code ?? '')?.[0] ?? 0))) + 1; return `${part === 'income' ? 'IN' : 'EX'}-${String(n).padStart(2, '0')}`; };
  const parts = (/** @type {any} */ l) => l.details?.length ? sum(l.details, 'actual_fen') : null;
  return html`<${Card} title=${title}><table class="document-lines"><thead><tr><th>${t('Name#thing')}</th><th>${t('Amount')}</th><th>${t('Planned')}</th><th></th></tr></thead>
    ${lines.map((l, i) => html`<tbody key=${l.code ?? i}><tr><td><${TextField} label=${t('Name of line {n}', { n: i + 1 })} value=${l.name} onInput=${(/** @type {string} */ v) => line(i, { name: v })} /></td>
      <td><${MoneyField} label=${t('Amount of line {n}', { n: i + 1 })} value=${l.actual_fen} onInput=${(/** @type {number|null} */ v) => line(i, { actual_fen: v })} error=${parts(l) !== null && parts(l) !== l.actual_fen ? t('Its details sum to {sum}.', { sum: money(parts(l) ?? 0) }) : null} /></td>
      <td><${MoneyField} label=${t('Planned in line {n}', { n: i + 1 })} value=${l.budget_fen ?? null} onInput=${(/** @type {number|null} */ v) => line(i, { budget_fen: v })} /></td>
      <td><${Button} kind="quiet" small icon="trash" aria-label=${t('Take line {n} out', { n: i + 1 })} onClick=${() => set(lines.filter((_, k) => k !== i))} /></td></tr>
      <tr><td colspan="4"><${Details} n=${i + 1} line=${l} set=${(/** @type {any} */ change) => line(i, change)} /></td></tr></tbody>`)}</table>
    <div class="document-acts"><${Button} small icon="plus" onClick=${() => set([...lines, { code: next(), name: '', actual_fen: null }])}>${t('One more')}<//> <b>${t('Together {sum}', { sum: money(sum(lines, 'actual_fen')) })}</b></div><//>`;
}

/** @type {(member: string, label: string, more?: any) => import('../../ui/document/fields.js').Spec} */
const f = (member, label, more = {}) => ({ member, label, ...more });
const head = () => [f('title', t('Heading'), { wanted: true, max: 100 }), f('title_en', t('Heading in English')), f('period.start', t('From the day'), { kind: 'date' }), f('period.end', t('To the day'), { kind: 'date' }),
  f('published', t('Published on'), { kind: 'date' }), f('display_until', t('Hangs until#account'), { kind: 'date', hint: t('After this day the screens leave it out; empty: it stays.') }), f('opening_balance_fen', t('Balance before'), { kind: 'money' }), f('surplus_rule', t('What becomes of what is left over'), { kind: 'area' })];
/** How many paid, never who. */
const groups = () => f('groups', t('Charged and paid'), { kind: 'rows', next: () => ({ group: '' }), columns: [f('group', t('Group of homes'), { wanted: true }), f('households', t('Homes'), { kind: 'number', wanted: true }), f('monthly_fee_fen', t('Fee of a month'), { kind: 'money', wanted: true }), f('paid_households', t('Homes that paid'), { kind: 'number', wanted: true })] });

/** @param {{whole: import('../../ui/document/document.js').Whole, reload: () => void}} props */
function Form({ whole, reload }) {
  const saved = useMemo(() => ({ ...BLANK, ...whole.doc.statement }), [whole]);
  const draft = useDraft('fees:statement', saved), one = draft.value, [error, setError] = useState(''), sums = statementSums(one);
  const lines = [...(one.income ?? []), ...(one.expense ?? [])];
  const open = !one.title.trim() || !one.expense?.length || lines.some((l) => !l.name.trim() || !Number.isInteger(l.actual_fen)) || lines.some((l) => (l.details ?? []).some((/** @type {any} */ d) => !d.name.trim() || !Number.isInteger(d.actual_fen)) || (l.details?.length && sum(l.details, 'actual_fen') !== l.actual_fen))
    || head().some((spec) => fault(spec, one)) || (one.receivable && fault(groups(), one.receivable));
  const set = (/** @type {any} */ part) => draft.set((/** @type {any} */ old) => ({ ...old, ...part }));
  const keep = async () => {
    setError('');
    try {
      const clean = statementSums({ ...one, title: one.title.trim(), income: one.income.map(bare), expense: one.expense.map(bare) });
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
    <fieldset class="fees-plain" disabled=${!may('editor')}><${Card} title=${t('Statement')}><div class="document-form">${head().map((spec) => html`<${Entry} key=${spec.member} spec=${spec} entry=${one} wrong=${spec.member === 'title' && !one.title.trim() ? t('This is wanted.') : null} set=${draft.set} />`)}</div><//>
      <${Lines} part="income" title=${t('Income')} lines=${one.income ?? []} set=${(/** @type {any[]} */ income) => set({ income })} /><${Lines} part="expense" title=${t('Spending')} lines=${one.expense ?? []} set=${(/** @type {any[]} */ expense) => set({ expense })} />
      <${Card} title=${t('Charged and paid')}><p class="hint">${t('Only how many homes and how much: never who.')}</p><div class="document-form"><${Entry} spec=${groups()} entry=${one.receivable ?? {}} wrong=${null} set=${(/** @type {any} */ receivable) => set({ receivable: receivable.groups?.length ? receivable : undefined })} /></div><//></fieldset>
    <${Card} title=${t('What follows from the lines')}><${Facts} rows=${[[t('Income together'), money(sums.income_total_fen)], [t('Spending together'), money(sums.expense_total_fen)], [t('Left over'), money(sums.surplus_fen)], [t('Balance after'), money(sums.closing_balance_fen)],
        ...(sums.receivable ? [[t('Charged together'), money(sums.receivable.receivable_total_fen)], [t('Paid together'), money(sums.receivable.collected_total_fen)], [t('Still open'), money(sums.receivable.unpaid_total_fen)]] : [])]} />
      ${may('editor') && html`<div class="document-acts"><${Button} kind="main" disabled=${!draft.dirty || open} onClick=${keep}>${t('Keep in the draft')}<//> ${open && html`<span class="hint">${t('A heading, a line of spending, and an amount in every line are wanted; details must sum.')}</span>`}</div>`}<//>`;
}

/** @param {any} line */
const bare = (line) => Object.fromEntries(Object.entries(line).filter(([, v]) => v !== null));

export function Statement() {
  const load = useLoad(() => fetchDocument('fees'), []);
  return html`<${Page} wide title=${t('Statement of the quarter')} back=${{ to: href('fees'), label: t('Fees and accounts') }}><${Loaded} of=${load}>${(/** @type {any} */ whole) => html`<${Form} whole=${whole} reload=${load.reload} />`}<//><//>`;
}
