// Moments as documents write them (RFC 3339 with a zone) and as the form counts them (unix seconds). Pure.

/** @param {any} text @returns {number|null} */
export function secondsOf(text) {
  const ms = typeof text === 'string' ? Date.parse(text) : NaN;
  return Number.isNaN(ms) ? null : Math.trunc(ms / 1000);
}
/** In this computer's zone, which the form names beside every moment. @param {number|null} seconds @returns {string|undefined} */
export function rfcOf(seconds) {
  if (seconds === null) return undefined;
  const at = new Date(seconds * 1000), zone = -at.getTimezoneOffset(), two = (/** @type {number} */ n) => String(Math.trunc(Math.abs(n))).padStart(2, '0');
  const here = new Date(at.getTime() + zone * 60000).toISOString().slice(0, 19);
  return `${here}${zone < 0 ? '-' : '+'}${two(zone / 60)}:${two(zone % 60)}`;
}
