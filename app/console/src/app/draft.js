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

/** The value of a form. `saved` is what the server has now; it may come anew at any time and takes no written word away.
 *  `offer` is what was written before and not saved: show <DraftOffer>. `stale`: somebody else has saved since this was begun.
 *  @template T @param {string} name e.g. "notice:N-001" @param {T} saved
 *  @returns {{value: T, set: (next: T|((old: T) => T)) => void, dirty: boolean, stale: boolean, saved: () => void, drop: () => void,
 *             offer: {at: number, value: T}|null, takeOffer: () => void, dropOffer: () => void}} */
export function useDraft(name, saved) {
  const key = keyOf(name);
  // accepted: the server took it, and until its answer comes as `saved` it is shown as it was written
  const [written, write] = useState(/** @type {{value: T, base: T, accepted: boolean}|null} */ (null));
  const [offer, setOffer] = useState(() => {
    const old = kept(key);
    return old && !same(old.value, saved) ? old : null;
  });
  const open = written && !written.accepted ? written : null;
  const value = open ? open.value : written && written.base === saved ? written.value : saved;
  const dirty = useMemo(() => !!open && !same(value, saved), [open, value, saved]);
  const now = useRef({ value, base: saved });
  now.current = { value, base: open ? open.base : saved };
  const set = useCallback((/** @type {any} */ next) => {
    const fresh = typeof next === 'function' ? next(now.current.value) : next;
    now.current = { ...now.current, value: fresh };
    write({ ...now.current, accepted: false });
    if (same(fresh, now.current.base)) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify({ at: Date.now() / 1000, value: fresh }));
  }, [key]);
  useGuard(useMemo(() => dirty ? () => confirm({
    title: t('Leave without saving?'),
    text: t('What you wrote is kept in this window and offered again when you come back.'),
    action: t('Leave'),
  }) : null, [dirty]));
  return {
    value, set, dirty, offer,
    stale: dirty && !same(open.base, saved),
    saved: () => {
      sessionStorage.removeItem(key);
      write({ value: now.current.value, base: saved, accepted: true });
      setOffer(null);
    },
    /** What was written is done with, and the form is as `saved` says: it was sent, or it is put aside. */
    drop: () => {
      sessionStorage.removeItem(key);
      now.current = { value: saved, base: saved };
      write(null);
      setOffer(null);
    },
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
