// What the buttons over a text do to it: each takes the words and what is chosen in them, and gives what to put where. Pure.

/** @typedef {{from: number, to: number, put: string, select: [number, number]}} Edit replace from…to by put, then choose */
/** @param {string} text @param {number} from @param {number} to */
const linesOf = (text, from, to) => {
  const begin = text.lastIndexOf('\n', from - 1) + 1, next = text.indexOf('\n', to);
  return { begin, end: next < 0 ? text.length : next };
};
/** @param {string} text @param {number} from @param {number} to @returns {Edit} */
export function bold(text, from, to) {
  const words = text.slice(from, to);
  if (/^\*\*[\s\S]+\*\*$/.test(words)) return { from, to, put: words.slice(2, -2), select: [from, to - 4] };
  if (text.slice(from - 2, from) === '**' && text.slice(to, to + 2) === '**') return { from: from - 2, to: to + 2, put: words, select: [from - 2, to - 2] };
  return { from, to, put: `**${words}**`, select: [from + 2, to + 2] };
}
/** Each chosen line begins with `mark`, or no longer. @param {string} text @param {number} from @param {number} to @param {(n: number) => string} mark @param {RegExp} pattern @returns {Edit} */
function begun(text, from, to, mark, pattern) {
  const { begin, end } = linesOf(text, from, to);
  const lines = text.slice(begin, end).split('\n'), off = lines.every((line) => pattern.test(line) || !line.trim()) && lines.some((line) => line.trim());
  let n = 0;
  const put = lines.map((line) => off ? line.replace(pattern, '') : line.trim() || lines.length === 1 ? mark(++n) + line.replace(/^(#{1,3} |- |\d+\. |> )/, '') : line).join('\n');
  return { from: begin, to: end, put, select: [begin, begin + put.length] };
}
/** @param {string} text @param {number} from @param {number} to */
export const heading = (text, from, to) => begun(text, from, to, () => '## ', /^#{1,3} /);
/** @param {string} text @param {number} from @param {number} to */
export const bullets = (text, from, to) => begun(text, from, to, () => '- ', /^- /);
/** @param {string} text @param {number} from @param {number} to */
export const numbers = (text, from, to) => begun(text, from, to, (n) => `${n}. `, /^\d+\. /);
/** @param {string} text @param {number} from @param {number} to */
export const quote = (text, from, to) => begun(text, from, to, () => '> ', /^> /);

/** Stands alone, with an empty line before and after. @param {string} text @param {number} to @param {string} what @returns {Edit} */
export function block(text, to, what) {
  const before = text.slice(0, to).replace(/\n*$/, ''), after = text.slice(to).replace(/^\n*/, '');
  const put = `${before ? '\n\n' : ''}${what}${after ? '\n\n' : '\n'}`;
  const end = before.length + put.length;
  return { from: before.length, to: text.length - after.length, put, select: [end, end] };
}
/** The next place of `words` after `at`, then from the beginning again. @param {string} text @param {string} words @param {number} at */
export function find(text, words, at) {
  if (!words) return -1;
  const where = text.toLowerCase(), what = words.toLowerCase(), next = where.indexOf(what, at);
  return next >= 0 ? next : where.indexOf(what);
}
