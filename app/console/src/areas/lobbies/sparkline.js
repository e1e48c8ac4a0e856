// A small line of a month, by the hour; hours without a report are gaps.
import { html } from '../../ui/index.js';
import { dateTime, number, t } from '../../app/i18n.js';

const W = 240, H = 40, PAD = 3, HOUR_S = 3600;

/** @param {{at: number, value: number}[]} points @param {number} low @param {number} high */
function paths(points, low, high) {
  const from = points[0].at, span = Math.max(points.at(-1).at - from, HOUR_S), range = high - low || 1;
  const place = (/** @type {{at: number, value: number}} */ p) =>
    `${(PAD + (p.at - from) / span * (W - 2 * PAD)).toFixed(1)} ${(H - PAD - (p.value - low) / range * (H - 2 * PAD)).toFixed(1)}`;
  let last = 0;
  return points.map((p) => {
    const gap = p.at - last > 3 * HOUR_S;
    last = p.at;
    return gap ? `M${place(p)}h.01` : `L${place(p)}`;
  }).join('');
}

/** @param {{history: import('./api.js').Health[], of: (row: import('./api.js').Health) => number|undefined, label: string, unit: string}} props */
export function Sparkline({ history, of, label, unit }) {
  const points = history.map((row) => ({ at: row.at, value: of(row) })).filter((p) => p.value !== undefined);
  if (points.length < 2) return null;
  const values = points.map((p) => p.value), low = Math.min(...values), high = Math.max(...values);
  const words = low === high ? t('{n} {unit} all the time since {when}', { n: number(low), unit, when: dateTime(points[0].at) })
    : t('{low} to {high} {unit} since {when}', { low: number(low), high: number(high), unit, when: dateTime(points[0].at) });
  return html`<figure class="lobbies-spark"><svg viewBox=${`0 0 ${W} ${H}`} role="img" aria-label=${`${label}: ${words}`}><path d=${paths(points, low, high)} /></svg>
    <figcaption><small>${words}</small></figcaption></figure>`;
}
