// Who looks at one report again and again: one row for ten minutes. Pure.

/** @typedef {import('./api.js').Row} Row */
const WITHIN_S = 600;

/** @param {Row[]} rows newest first @returns {Row[]} with `times` where a row stands for several */
export function fold(rows) {
  const newest = /** @type {Map<string, Row>} */ (new Map()), kept = /** @type {Row[]} */ ([]);
  for (const row of rows) {
    const key = `${row.who} ${row.object}`, before = newest.get(key);
    if (row.what === 'case.read' && before && before.at - row.at <= WITHIN_S) {
      before.times = (before.times ?? 1) + 1;
      continue;
    }
    const mine = { ...row };
    if (row.what === 'case.read') newest.set(key, mine);
    kept.push(mine);
  }
  return kept;
}
