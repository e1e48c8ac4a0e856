// A list that lies on the server: parts come as one scrolls, only the rows in sight exist.
import { html, cx, Failed, useCallback, useEffect, useLayoutEffect, useRef, useState } from '../../ui/index.js';
import { site, returned } from '../../app/api.js';
import { useLive } from '../../app/live.js';
import { t } from '../../app/i18n.js';
import { rows as fetchRows } from './api.js';

/** @typedef {import('./api.js').Row} Row */
const FIRST = 200, PART = 1000, AHEAD = 100, SPARE = 8, WIDE_PX = 68, NARROW_PX = 124;

/** @param {Record<string, any>} query */
export function useParts(query) {
  const [kept, keep] = useState(/** @type {{rows: Row[], next: string|null, total?: number, error?: any, loading: boolean}} */ ({ rows: [], next: null, loading: true }));
  const turn = useRef(0), now = useRef(kept), key = JSON.stringify(query);
  now.current = kept;
  const begin = useCallback((/** @type {boolean} */ again) => {
    const mine = ++turn.current, limit = again ? Math.min(PART, Math.max(FIRST, now.current.rows.length)) : FIRST;
    if (!again) keep({ rows: [], next: null, loading: true });
    fetchRows({ ...query, limit }).then((part) => mine === turn.current && keep({ rows: part.cases, next: part.next, total: part.total, loading: false }),
      (error) => mine === turn.current && keep((old) => ({ ...old, error, loading: false })));
  }, [key]);
  useEffect(() => { begin(false); return () => { turn.current++; }; }, [begin, site.value, returned.value]);
  useLive(['cases'], useCallback(() => begin(true), [begin]));
  const more = useCallback(() => {
    const { next, loading, rows } = now.current, mine = turn.current;
    if (!next || loading) return;
    keep((old) => ({ ...old, loading: true }));
    fetchRows({ ...query, after: next, limit: PART }).then((part) => mine === turn.current && keep((old) => ({ ...old, rows: [...rows, ...part.cases], next: part.next, loading: false })),
      (error) => mine === turn.current && keep((old) => ({ ...old, error, loading: false })));
  }, [key]);
  return { ...kept, more, again: () => begin(true) };
}

/** @param {{parts: ReturnType<typeof useParts>, label: string, row: (row: Row) => any, onOpen: (row: Row) => void, empty: any}} props */
export function Parts({ parts, label, row, onOpen, empty }) {
  const box = useRef(/** @type {HTMLElement|null} */ (null));
  const [view, setView] = useState({ top: 0, height: 600, narrow: innerWidth < 640 });
  const [active, setActive] = useState(0);
  const px = view.narrow ? NARROW_PX : WIDE_PX, count = Math.max(parts.total ?? 0, parts.rows.length);
  useLayoutEffect(() => {
    const el = box.current;
    if (!el) return undefined;
    let asked = 0;
    const look = () => {
      asked = 0;
      setView((old) => old.top === el.scrollTop && old.height === el.clientHeight && old.narrow === innerWidth < 640 ? old : { top: el.scrollTop, height: el.clientHeight, narrow: innerWidth < 640 });
    };
    const soon = () => { asked ||= requestAnimationFrame(look); };
    const watcher = new ResizeObserver(soon);
    watcher.observe(el);
    el.addEventListener('scroll', soon, { passive: true });
    look();
    return () => { watcher.disconnect(); el.removeEventListener('scroll', soon); cancelAnimationFrame(asked); };
  }, [count > 0]);
  const first = Math.max(0, Math.floor(view.top / px) - SPARE), last = Math.min(count, Math.ceil((view.top + view.height) / px) + SPARE);
  useEffect(() => { if (last + AHEAD > parts.rows.length || !count) parts.more(); }, [last, parts.rows.length, parts.next, parts.loading]);
  const before = useRef(/** @type {HTMLElement|null} */ (null)), after = useRef(/** @type {HTMLElement|null} */ (null));
  useLayoutEffect(() => {
    box.current?.style.setProperty('--row', `${px}px`);
    before.current?.style.setProperty('height', `${first * px}px`);
    after.current?.style.setProperty('height', `${Math.max(0, count - last) * px}px`);
  });
  if (parts.error && !parts.rows.length) return html`<${Failed} error=${parts.error} retry=${parts.again} />`;
  if (!count) return parts.loading || parts.next ? html`<p class="waiting" role="status">${t('Just a moment…')}</p>` : empty;
  const page = Math.max(1, Math.floor(view.height / px) - 1), at = Math.min(active, count - 1);
  const move = (/** @type {number} */ to) => {
    const next = Math.max(0, Math.min(count - 1, to)), el = box.current;
    setActive(next);
    if (next * px < el.scrollTop) el.scrollTop = next * px;
    else if ((next + 1) * px > el.scrollTop + el.clientHeight) el.scrollTop = (next + 1) * px - el.clientHeight;
  };
  const onKey = (/** @type {KeyboardEvent} */ event) => {
    if (event.target !== box.current) return;
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: count - 1, PageDown: at + page, PageUp: at - page }[event.key];
    if (to !== undefined) move(to);
    else if (event.key === 'Enter' && parts.rows[at]) onOpen(parts.rows[at]);
    else return;
    event.preventDefault();
  };
  return html`<div role="grid" aria-label=${label} aria-rowcount=${count} class="grid cases-list" tabindex="0" ref=${box} onKeyDown=${onKey} aria-activedescendant=${`cases-row-${at}`}>
    <div ref=${before} role="presentation"></div>
    ${Array.from({ length: last - first }, (_, k) => first + k).map((i) => html`<div role="row" key=${parts.rows[i]?.number ?? i} id=${`cases-row-${i}`} aria-rowindex=${i + 1}
        class=${cx('cases-row', i === at && 'active', !parts.rows[i] && 'coming')} onClick=${(/** @type {any} */ e) => {
          setActive(i);
          if (parts.rows[i] && !e.target.closest('a, button') && !String(getSelection())) onOpen(parts.rows[i]);
        }}>${parts.rows[i] ? row(parts.rows[i]) : html`<div role="gridcell">…</div>`}</div>`)}
    <div ref=${after} role="presentation"></div></div>`;
}
