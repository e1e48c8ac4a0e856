// The address is the page: /console/AREA/rest?site=…. Plain links work; leaving a page with unsaved words asks first.
import { signal, computed, useEffect } from '../ui/html.js';
import { site } from './api.js';

const ROOT = '/console/';

/** @typedef {{area: string, rest: string[], query: URLSearchParams}} Place */
/** @returns {Place} */
function read() {
  const parts = location.pathname.slice(ROOT.length).split('/').filter(Boolean).map(decodeURIComponent);
  return { area: parts[0] ?? 'home', rest: parts.slice(1), query: new URLSearchParams(location.search) };
}
/** @type {import('@preact/signals').Signal<Place>} */
export const place = signal(read());
export const area = computed(() => place.value.area);

/** An address within the console: href('notices', id). @param {string[]} segments @returns {string} */
export function href(...segments) {
  const query = site.value ? `?site=${encodeURIComponent(site.value)}` : '';
  return ROOT + segments.map(encodeURIComponent).join('/') + query;
}

/** Pages that hold unsaved words: each says whether leaving is fine. @type {Set<() => boolean|Promise<boolean>>} */
const guards = new Set();
async function mayLeave() {
  for (const guard of guards) if (!(await guard())) return false;
  return true;
}

let depth = history.state?.depth ?? 0;
let turningBack = false;
/** Goes to an address of href(). @param {string} to @param {{replace?: boolean, force?: boolean}} [options] */
export async function go(to, options = {}) {
  if (!options.force && !(await mayLeave())) return;
  if (options.replace) history.replaceState({ depth }, '', to);
  else history.pushState({ depth: ++depth }, '', to);
  arrive();
  scrollTo(0, 0);
}
function arrive() {
  place.value = read();
  const wish = place.value.query.get('site');
  if (wish && wish !== site.value) onSite.forEach((tell) => tell(wish));
}
/** Told when an address names another site. @type {Set<(id: string) => void>} */
export const onSite = new Set();

/** While the component stands, leaving asks `guard`; null: leave. @param {null|(() => boolean|Promise<boolean>)} guard */
export function useGuard(guard) {
  useEffect(() => {
    if (!guard) return undefined;
    const onUnload = (/** @type {BeforeUnloadEvent} */ event) => event.preventDefault();
    guards.add(guard);
    addEventListener('beforeunload', onUnload);
    return () => {
      guards.delete(guard);
      removeEventListener('beforeunload', onUnload);
    };
  }, [guard]);
}

addEventListener('popstate', async (event) => {
  const there = event.state?.depth ?? 0;
  if (turningBack) {
    turningBack = false;
    return;
  }
  if (guards.size && there !== depth) { // the address has changed already: put it back, then ask
    const step = there - depth;
    turningBack = true;
    history.go(-step);
    if (await mayLeave()) {
      guards.clear();
      history.go(step);
    }
    return;
  }
  depth = there;
  arrive();
});

document.addEventListener('click', (event) => {
  const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
  if (!(link instanceof HTMLAnchorElement) || event.defaultPrevented || event.button !== 0 || link.target || link.hasAttribute('download')) return;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  if (link.origin !== location.origin || !link.pathname.startsWith(ROOT)) return;
  if (link.hash && link.pathname === location.pathname) return;
  event.preventDefault();
  go(link.pathname + link.search);
});
