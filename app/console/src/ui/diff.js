// Two versions beside each other as readers see changes: what went is struck, what came is underlined; long stretches that stayed are folded.
import { html, useMemo, useState } from './html.js';
import { Button } from './button.js';
import { t, tn } from '../app/i18n.js';

const AROUND = 2; // lines that stay in sight beside a change
const CELLS_MAX = 4e6; // beyond this a comparison is too slow: everything counts as changed

/** The longest common subsequence as steps. @template T @param {T[]} a @param {T[]} b @returns {{how: '='|'-'|'+', what: T}[]} */
export function compare(a, b) {
  let start = 0, endA = a.length, endB = b.length;
  while (start < endA && start < endB && a[start] === b[start]) start++;
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) endA--, endB--;
  /** @type {{how: '='|'-'|'+', what: T}[]} */
  const steps = a.slice(0, start).map((what) => ({ how: '=', what }));
  const n = endA - start, m = endB - start;
  if (n * m > CELLS_MAX) {
    for (let i = start; i < endA; i++) steps.push({ how: '-', what: a[i] });
    for (let j = start; j < endB; j++) steps.push({ how: '+', what: b[j] });
  } else {
    const best = Array.from({ length: n + 1 }, () => new Uint32Array(m + 1));
    for (let i = n - 1; i >= 0; i--)
      for (let j = m - 1; j >= 0; j--)
        best[i][j] = a[start + i] === b[start + j] ? best[i + 1][j + 1] + 1 : Math.max(best[i + 1][j], best[i][j + 1]);
    for (let i = 0, j = 0; i < n || j < m;) {
      if (i < n && j < m && a[start + i] === b[start + j]) steps.push({ how: '=', what: a[start + i] }), i++, j++;
      else if (i < n && (j === m || best[i + 1][j] >= best[i][j + 1])) steps.push({ how: '-', what: a[start + i++] });
      else steps.push({ how: '+', what: b[start + j++] });
    }
  }
  for (let i = endA; i < a.length; i++) steps.push({ how: '=', what: a[i] });
  return steps;
}

/** Han characters each for itself, Latin words and numbers whole. @param {string} text */
export const pieces = (text) => text.match(/\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\p{N}])+|\s+|./gsu) ?? [];

/** Pairs a line that went with the one that came in its place, so that only the words between them are marked.
 *  @param {string} before @param {string} after */
export function lines(before, after) {
  const out = /** @type {{how: '='|'-'|'+'|'~', text: string, then?: string}[]} */ ([]);
  const steps = compare(before.split('\n'), after.split('\n'));
  for (let i = 0; i < steps.length;) {
    if (steps[i].how === '=') { out.push({ how: '=', text: steps[i++].what }); continue; }
    const gone = [], come = [];
    while (i < steps.length && steps[i].how !== '=') (steps[i].how === '-' ? gone : come).push(steps[i++].what);
    const both = Math.min(gone.length, come.length);
    for (let k = 0; k < both; k++) out.push({ how: '~', text: gone[k], then: come[k] });
    for (const text of gone.slice(both)) out.push({ how: '-', text });
    for (const text of come.slice(both)) out.push({ how: '+', text });
  }
  return out;
}

/** @param {{before: string, after: string}} props the words of one line */
const Words = ({ before, after }) => compare(pieces(before), pieces(after)).map((s, i) =>
  s.how === '=' ? s.what : s.how === '-' ? html`<del key=${i}>${s.what}</del>` : html`<ins key=${i}>${s.what}</ins>`);

/** @param {{before: string, after: string, label?: string}} props */
export function Diff({ before, after, label }) {
  const all = useMemo(() => lines(before, after), [before, after]);
  const [whole, setWhole] = useState(false);
  const near = all.map((_, i) => all.slice(Math.max(0, i - AROUND), i + AROUND + 1).some((l) => l.how !== '='));
  if (!near.includes(true)) return html`<p class="hint">${t('Nothing was changed.')}</p>`;
  const hidden = near.filter((n) => !n).length;
  return html`<div class="diff" role="group" aria-label=${label ?? t('Changes')}>
    ${all.map((line, i) => !whole && !near[i] ? (near[i - 1] ? html`<p key=${i} class="fold">…</p>` : null) : html`<p key=${i} class=${{ '=': 'same', '-': 'gone', '+': 'come', '~': 'both' }[line.how]}>
      ${line.how === '~' ? html`<${Words} before=${line.text} after=${line.then} />` : line.how === '-' ? html`<del>${line.text}</del>` : line.how === '+' ? html`<ins>${line.text}</ins>` : line.text || '\u00a0'}</p>`)}
    ${hidden > 0 && html`<${Button} small kind="quiet" onClick=${() => setWhole(!whole)}>${whole ? t('Only the changes') : tn(hidden, 'Show {n} line that stayed', 'Show {n} lines that stayed')}<//>`}
  </div>`;
}
