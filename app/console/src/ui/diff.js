// Two versions beside each other as readers see changes: what went is struck, what came is underlined; long stretches that stayed are folded.
import { html, useMemo, useState } from './html.js';
import { Button } from './button.js';
import { t, tn } from '../app/i18n.js';
import { compare, lines, pieces, runs } from './compare.js';

const AROUND = 2; // lines that stay in sight beside a change

/** @param {{before: string, after: string}} props the words of one line */
const Words = ({ before, after }) => runs(compare(pieces(before), pieces(after))).map((s, i) =>
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
