// What changed on the server, told as topics over one parked call: live('items', reload).
import { effect, useEffect } from '../ui/html.js';
import { api, returned } from './api.js';
import { state } from './session.js';

/** @type {Map<string, Set<() => void>>} */
const listeners = new Map();

/** Calls fn after each change of the topic; returns how to stop. @param {string} topic @param {() => void} fn */
export function live(topic, fn) {
  if (!listeners.has(topic)) listeners.set(topic, new Set());
  listeners.get(topic).add(fn);
  return () => listeners.get(topic)?.delete(fn);
}
/** @param {string[]} topics @param {() => void} fn */
export function useLive(topics, fn) {
  useEffect(() => {
    const stops = topics.map((topic) => live(topic, fn));
    return () => stops.forEach((stop) => stop());
  }, [topics.join(), fn]);
}
const PAUSE_MS = 1500; // an import tells of a hundred changes; a page need not be fetched a hundred times
/** @type {WeakMap<() => void, {at: number, later: boolean}>} */
const told = new WeakMap();
/** At once, then at most once in a while, and once after the last. @param {() => void} fn */
function call(fn) {
  const state = told.get(fn) ?? { at: 0, later: false }, wait = state.at + PAUSE_MS - Date.now();
  told.set(fn, state);
  if (state.later) return;
  if (wait > 0) {
    state.later = true;
    setTimeout(() => {
      state.later = false;
      if ([...listeners.values()].some((fns) => fns.has(fn))) call(fn);
    }, wait);
    return;
  }
  state.at = Date.now();
  fn();
}
/** @param {string[]} topics */
function tell(topics) {
  new Set(topics.flatMap((topic) => [...(listeners.get(topic) ?? [])])).forEach(call);
}

let stop = new AbortController();
async function follow() {
  let seq = 0;
  for (const end = stop.signal; !end.aborted;) {
    try {
      const news = await api.get('/events', { since: seq, wait: 25 }, { anySite: true, signal: end });
      if (!news) continue;
      if (seq > 0) tell(news.topics.includes('all') ? [...listeners.keys()] : news.topics);
      seq = news.seq;
    } catch (error) {
      if (error.name === 'AbortError') return;
      await new Promise((done) => setTimeout(done, 3000));
    }
  }
}
effect(() => {
  stop.abort();
  if (state.value !== 'in') return;
  stop = new AbortController();
  follow();
});
effect(() => {
  if (returned.value > 0) tell([...listeners.keys()]);
});
