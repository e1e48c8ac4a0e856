// The value of a form, whose words survive a reload and a restart of the server.
import { useCallback, useMemo, useRef, useState } from '../ui/html.js';
import { same, useKept, useLeave } from './kept.js';

/** The value of a form. `saved` is what the server has now; it may come anew at any time and takes no written word away.
 *  `offer` is what was written before and not saved: show <DraftOffer>. `stale`: somebody else has saved since this was begun.
 *  @template T @param {string} name e.g. "notice:N-001" @param {T} saved
 *  @returns {{value: T, set: (next: T|((old: T) => T)) => void, dirty: boolean, stale: boolean, saved: () => void, drop: () => void,
 *             offer: {at: number, value: T}|null, takeOffer: () => void, dropOffer: () => void}} */
export function useDraft(name, saved) {
  const { offer, keep, drop, withdraw } = useKept(name, saved);
  // accepted: the server took it, and until its answer comes as `saved` it is shown as it was written
  const [written, write] = useState(/** @type {{value: T, base: T, accepted: boolean}|null} */ (null));
  const open = written && !written.accepted ? written : null;
  const value = open ? open.value : written && written.base === saved ? written.value : saved;
  const dirty = useMemo(() => !!open && !same(value, saved), [open, value, saved]);
  const now = useRef({ value, base: saved });
  now.current = { value, base: open ? open.base : saved };
  const set = useCallback((/** @type {any} */ next) => {
    const fresh = typeof next === 'function' ? next(now.current.value) : next;
    now.current = { ...now.current, value: fresh };
    write({ ...now.current, accepted: false });
    if (same(fresh, now.current.base)) drop();
    else keep(fresh);
  }, [keep, drop]);
  useLeave(dirty);
  return {
    value, set, dirty, offer,
    stale: dirty && !same(open.base, saved),
    saved: () => {
      drop();
      write({ value: now.current.value, base: saved, accepted: true });
      withdraw();
    },
    /** What was written is done with, and the form is as `saved` says: it was sent, or it is put aside. */
    drop: () => {
      drop();
      now.current = { value: saved, base: saved };
      write(null);
      withdraw();
    },
    takeOffer: () => {
      if (offer) set(offer.value);
      withdraw();
    },
    dropOffer: () => {
      if (!dirty) drop();
      withdraw();
    },
  };
}
