// Numbers of new things. Pure but for chance.

/** The next free one of a list: "PS-23", "B08". @param {string} prefix @param {{id: string}[]|undefined} all @param {number} [width] digits, where nothing tells */
export function freeId(prefix, all, width = 1) {
  const digits = (all ?? []).map((one) => one.id.startsWith(prefix) && /^\d+$/.test(one.id.slice(prefix.length)) ? one.id.slice(prefix.length) : '').filter(Boolean);
  return `${prefix}${String(Math.max(0, ...digits.map(Number)) + 1).padStart(digits[0]?.length ?? width, '0')}`;
}

/** One that nobody else takes: the day, and four signs by chance. */
export function freshId(prefix = 'N') {
  const now = new Date(), two = (/** @type {number} */ n) => String(n).padStart(2, '0');
  const random = crypto.getRandomValues(new Uint16Array(1))[0].toString(36).padStart(4, '0');
  return `${prefix}-${now.getFullYear()}${two(now.getMonth() + 1)}${two(now.getDate())}-${random}`;
}
