// A list of any length: only the rows in sight exist. Search, filters, sorting; arrows, Home, End and Page keys move, Enter opens.
import { html, cx, useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from './html.js';
import { Icon } from './icons.js';
import { Empty } from './page.js';
import { SearchField } from './field.js';
import { lang, t, tn } from '../app/i18n.js';

const ROW_PX = 52, NARROW_ROW_PX = 72, HEAD_PX = 44, NARROW_PX = 640, SPARE_ROWS = 8;

/** text: what a search finds (left out: nothing); sort: makes it sortable; width: of CSS grid ("120px", "2fr"); narrow: where it stands on a
 *  small screen: in the first line, the second, or at the end; else it is left out there
 *  @template R
 *  @typedef {{id: string, title: string, cell: (row: R) => any, text?: (row: R) => string, sort?: (row: R) => string|number, width?: string,
 *             right?: boolean, narrow?: 'first'|'second'|'end'}} Column */
/** @template R
 *  @typedef {{id: string, label: string, options: {value: string, label: string, match: (row: R) => boolean}[]}} Filter */

/** @template R @param {R[]} rows @param {Column<R>[]} columns @param {string} words @param {((row: R) => boolean)[]} tests */
function useFound(rows, columns, words, tests) {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean), asked = wanted.length > 0;
  const texts = useMemo(() => asked ? rows.map((row) => columns.map((c) => c.text?.(row) ?? '').join('\n').toLowerCase()) : [], [rows, lang.value, asked]); // not before somebody searches
  return useMemo(() => {
    if (!asked && !tests.length) return rows;
    return rows.filter((row, i) => tests.every((test) => test(row)) && wanted.every((w) => texts[i].includes(w)));
  }, [rows, texts, words, ...tests]);
}

/** @template R @param {R[]} rows @param {Column<R>|undefined} column @param {boolean} down */
const useSorted = (rows, column, down) => useMemo(() => {
  if (!column?.sort) return rows;
  const order = new Intl.Collator(lang.value, { numeric: true }), keys = new Map(rows.map((row) => [row, column.sort(row)]));
  const compare = (/** @type {any} */ a, /** @type {any} */ b) => typeof a === 'number' && typeof b === 'number' ? a - b : order.compare(String(a), String(b));
  return [...rows].sort((a, b) => compare(keys.get(a), keys.get(b)) * (down ? -1 : 1));
}, [rows, column, down]);

/** @param {import('preact').RefObject<HTMLElement>} box @param {number} count @param {number} rowPx */
function useWindow(box, count, rowPx) {
  const [view, setView] = useState({ top: 0, height: 600 });
  useLayoutEffect(() => {
    const el = box.current;
    let asked = 0;
    const look = () => {
      asked = 0;
      setView((old) => old.top === el.scrollTop && old.height === el.clientHeight ? old : { top: el.scrollTop, height: el.clientHeight });
    };
    const soon = () => { asked ||= requestAnimationFrame(look); };
    const watcher = new ResizeObserver(soon);
    watcher.observe(el);
    el.addEventListener('scroll', soon, { passive: true });
    look();
    return () => {
      watcher.disconnect();
      el.removeEventListener('scroll', soon);
      cancelAnimationFrame(asked);
    };
  }, []);
  const first = Math.max(0, Math.floor(view.top / rowPx) - SPARE_ROWS);
  return { first, last: Math.min(count, Math.ceil((view.top + view.height) / rowPx) + SPARE_ROWS), page: Math.max(1, Math.floor(view.height / rowPx) - 1) };
}

function useNarrow() {
  const [narrow, setNarrow] = useState(innerWidth < NARROW_PX);
  useEffect(() => {
    const media = matchMedia(`(max-width: ${NARROW_PX - 1}px)`);
    const on = () => setNarrow(media.matches);
    media.addEventListener('change', on);
    return () => media.removeEventListener('change', on);
  }, []);
  return narrow;
}

/** @template R
 *  @typedef {{rows: R[], columns: Column<R>[], rowKey: (row: R) => string, label: string, onOpen?: (row: R) => void, filters?: Filter<R>[],
 *           sort?: {id: string, down?: boolean}, search?: boolean, empty?: any, tools?: any, count?: (n: number) => string,
 *           selected?: Set<string>, onSelect?: (keys: Set<string>) => void}} Props
 *  rows: the same array as long as it holds the same; empty: shown while there are no rows at all; selected: with boxes to tick */
/** @template R @param {Props<R>} props */
export const Table = (props) => !props.rows.length && props.empty ? props.empty : html`<${Filled} ...${props} />`;

/** With its grid on the page, which is watched. @template R @param {Props<R>} props */
function Filled({ rows, columns, rowKey, label, onOpen, filters = [], sort, search = true, tools, count, selected, onSelect }) {
  const id = useId(), narrow = useNarrow(), rowPx = narrow ? NARROW_ROW_PX : ROW_PX;
  const [words, setWords] = useState('');
  const [picked, pick] = useState(/** @type {Record<string, string>} */ ({}));
  const [order, setOrder] = useState({ id: sort?.id ?? '', down: sort?.down ?? false });
  const [active, setActive] = useState(0);
  const box = useRef(/** @type {HTMLElement|null} */ (null));
  const tests = filters.map((f) => f.options.find((o) => o.value === picked[f.id])?.match).filter(Boolean);
  const shown = useSorted(useFound(rows, columns, words, tests), columns.find((c) => c.id === order.id), order.down);
  const { first, last, page } = useWindow(box, shown.length, rowPx);
  const at = Math.min(active, shown.length - 1);

  const widths = narrow ? '' : `${selected ? '44px ' : ''}${columns.map((c) => c.width ?? 'minmax(0, 1fr)').join(' ')}`;
  useLayoutEffect(() => {
    box.current.style.setProperty('--columns', widths);
    box.current.style.setProperty('--row', `${rowPx}px`);
  }, [widths, rowPx]);
  const before = useRef(/** @type {HTMLElement|null} */ (null)), after = useRef(/** @type {HTMLElement|null} */ (null));
  useLayoutEffect(() => {
    before.current?.style.setProperty('height', `${first * rowPx}px`);
    after.current?.style.setProperty('height', `${Math.max(0, shown.length - last) * rowPx}px`);
  });

  const move = (/** @type {number} */ to) => {
    const next = Math.max(0, Math.min(shown.length - 1, to)), el = box.current, room = el.clientHeight - (narrow ? 0 : HEAD_PX);
    setActive(next);
    if (next * rowPx < el.scrollTop) el.scrollTop = next * rowPx;
    else if ((next + 1) * rowPx > el.scrollTop + room) el.scrollTop = (next + 1) * rowPx - room;
  };
  const toggle = (/** @type {string} */ key) => {
    const next = new Set(selected);
    if (!next.delete(key)) next.add(key);
    onSelect(next);
  };
  const onKey = (/** @type {KeyboardEvent} */ event) => {
    if (event.target !== box.current || !shown.length) return;
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: shown.length - 1, PageDown: at + page, PageUp: at - page }[event.key];
    if (to !== undefined) move(to);
    else if (event.key === 'Enter' && onOpen) onOpen(shown[at]);
    else if (event.key === ' ' && selected) toggle(rowKey(shown[at]));
    else return;
    event.preventDefault();
  };
  const sortBy = (/** @type {Column<R>} */ column) => setOrder((old) => ({ id: column.id, down: old.id === column.id ? !old.down : false }));

  const cells = (/** @type {R} */ row) => columns.filter((c) => !narrow || c.narrow).map((c) => html`
    <div role="gridcell" key=${c.id} class=${cx(c.right && !narrow && 'right', narrow && `at-${c.narrow}`)}>${c.cell(row)}</div>`);
  return html`<div class=${cx('table', narrow && 'narrow')}>
    <div class="tools">
      ${search && html`<${SearchField} value=${words} onInput=${(/** @type {string} */ text) => { setWords(text); setActive(0); box.current.scrollTop = 0; }} />`}
      ${filters.map((f) => html`<select key=${f.id} aria-label=${f.label} value=${picked[f.id] ?? ''} onChange=${(/** @type {any} */ e) => { pick({ ...picked, [f.id]: e.currentTarget.value }); setActive(0); }}>
        <option value="">${f.label}</option>${f.options.map((o) => html`<option key=${o.value} value=${o.value} selected=${picked[f.id] === o.value}>${o.label}</option>`)}</select>`)}
      <span class="count" role="status">${(count ?? ((/** @type {number} */ n) => tn(n, '{n} row', '{n} rows')))(shown.length)}</span>
      ${tools}
    </div>
    <div role="grid" aria-label=${label} aria-rowcount=${shown.length + 1} class="grid" tabindex="0" ref=${box} onKeyDown=${onKey}
        aria-activedescendant=${shown.length ? `${id}-${at}` : undefined}>
      <div role="rowgroup" class=${narrow ? 'sr' : 'heads'}><div role="row" aria-rowindex="1" class="row top">
        ${selected && html`<div role="columnheader"><input type="checkbox" aria-label=${t('Tick all')} checked=${shown.length > 0 && shown.every((r) => selected.has(rowKey(r)))}
          onChange=${(/** @type {any} */ e) => onSelect(new Set(e.currentTarget.checked ? shown.map(rowKey) : []))} /></div>`}
        ${columns.map((c) => html`<div role="columnheader" key=${c.id} class=${c.right ? 'right' : ''} aria-sort=${order.id === c.id ? (order.down ? 'descending' : 'ascending') : undefined}>
          ${c.sort ? html`<button type="button" onClick=${() => sortBy(c)}>${c.title}${order.id === c.id && html`<${Icon} name=${order.down ? 'down' : 'up'} />`}</button>` : c.title}</div>`)}
      </div></div>
      <div role="rowgroup">
        <div ref=${before} class="space" role="presentation"></div>
        ${shown.slice(first, last).map((row, i) => html`<div role="row" key=${rowKey(row)} id=${`${id}-${first + i}`} aria-rowindex=${first + i + 2}
            aria-selected=${selected ? String(selected.has(rowKey(row))) : undefined} class=${cx('row', first + i === at && 'active', onOpen && 'opens')}
            onClick=${(/** @type {any} */ e) => {
              setActive(first + i);
              if (onOpen && !e.target.closest('a, button, input, label') && !String(getSelection())) onOpen(row);
            }}>
          ${selected && html`<div role="gridcell"><input type="checkbox" tabindex="-1" aria-label=${t('Tick this row')} checked=${selected.has(rowKey(row))} onChange=${() => toggle(rowKey(row))} /></div>`}
          ${cells(row)}</div>`)}
        <div ref=${after} class="space" role="presentation"></div>
      </div>
    </div>
    ${!shown.length && html`<${Empty} icon="search" title=${t('Nothing was found')}>${t('Try other words or fewer filters.')}<//>`}
  </div>`;
}
