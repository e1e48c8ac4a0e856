// Words that are being written survive a reload and a restart of the server: kept in this tab's sessionStorage by account and document.
import { useCallback, useMemo, useRef, useState } from '../ui/html.js';
import { confirm } from '../ui/confirm.js';
import { me } from './session.js';
import { useGuard } from './router.js';
import { t } from './i18n.js';

/** @param {string} name */
const keyOf = (name) => `draft:${me.value?.user ?? ''}:${name}`;
/** @param {string} key @returns {{at: number, value: any}|null} */
function kept(key) {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? 'null');
  } catch {
    return null;
  }
}
/** @param {any} a @param {any} b */
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/** The value of a form. `saved` is what the server has; give the same object as long as it has not changed.
 *  `offer` is what was written before and not saved: show <DraftOffer>.
 *  @template T @param {string} name e.g. "notice:N-001" @param {T} saved
 *  @returns {{value: T, set: (next: T|((old: T) => T)) => void, dirty: boolean, saved: () => void,
 *             offer: {at: number, value: T}|null, takeOffer: () => void, dropOffer: () => void}} */
export function useDraft(name, saved) {
  const key = keyOf(name);
  const [written, write] = useState(/** @type {{of: T, value: T}|null} */ (null));
  const value = written && written.of === saved ? written.value : saved;
  const [offer, setOffer] = useState(() => {
    const old = kept(key);
    return old && !same(old.value, saved) ? old : null;
  });
  const now = useRef(value);
  now.current = value;
  const dirty = useMemo(() => !same(value, saved), [value, saved]);
  const set = useCallback((/** @type {any} */ next) => {
    const fresh = typeof next === 'function' ? next(now.current) : next;
    now.current = fresh;
    write({ of: saved, value: fresh });
    if (same(fresh, saved)) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify({ at: Date.now() / 1000, value: fresh }));
  }, [key, saved]);
  const clear = useCallback(() => {
    sessionStorage.removeItem(key);
    write(null);
    setOffer(null);
  }, [key]);
  useGuard(useMemo(() => dirty ? () => confirm({
    title: t('Leave without saving?'),
    text: t('What you wrote is kept in this window and offered again when you come back.'),
    action: t('Leave'),
  }) : null, [dirty]));
  return {
    value, set, dirty, saved: clear, offer,
    takeOffer: () => {
      if (offer) set(offer.value);
      setOffer(null);
    },
    dropOffer: () => {
      if (!dirty) sessionStorage.removeItem(key);
      setOffer(null);
    },
  };
}
