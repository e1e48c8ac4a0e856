// What changed between two texts: lines, and within a line words. Pure.
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

/** Neighbours of one kind as one text: a change is heard as one. @param {{how: '='|'-'|'+', what: string}[]} steps */
export function runs(steps) {
  const out = /** @type {{how: '='|'-'|'+', what: string}[]} */ ([]);
  for (const step of steps) {
    if (out.at(-1)?.how === step.how) out.at(-1).what += step.what;
    else out.push({ ...step });
  }
  return out;
}

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
