// The words of one notice while they are written: every change is kept in this window at once and on the server some seconds later.
import { useCallback, useEffect, useRef, useState } from '../../../ui/html.js';
import { offline, returned } from '../../../app/api.js';
import { useKept, useLeave } from '../../../app/kept.js';
import { put } from '../api.js';

const PAUSE_MS = 2000;

/** @param {string} id @param {import('../api.js').Words} first what the server has @param {number} version the server's */
export function useWriting(id, first, version) {
  const { offer, keep, drop, withdraw } = useKept(`notice:${id}`, first);
  const [value, setValue] = useState(first), [state, setState] = useState(/** @type {{at?: number, error?: any, saving?: boolean}} */ ({}));
  const sent = useRef(JSON.stringify(first)), now = useRef(first), expect = useRef(version), going = useRef(/** @type {Promise<void>|null} */ (null));
  const dirty = JSON.stringify(value) !== sent.current;
  const set = useCallback((/** @type {any} */ change) => {
    now.current = typeof change === 'function' ? change(now.current) : change;
    setValue(now.current);
    keep(now.current);
  }, [keep]);
  const save = useCallback(async () => {
    if (going.current) await going.current;
    const words = now.current, text = JSON.stringify(words);
    if (text === sent.current) return;
    setState((old) => ({ ...old, saving: true }));
    going.current = put(id, 'draft', words, expect.current).then((answer) => {
      sent.current = text;
      expect.current = answer.work?.version ?? answer.version;
      if (JSON.stringify(now.current) === text) drop();
      setState({ at: Date.now() / 1000 });
    }, (error) => setState((old) => ({ at: old.at, error }))).finally(() => { going.current = null; });
    await going.current;
  }, [id]);
  useEffect(() => {
    if (!dirty || offline.value || state.error?.status === 409) return undefined;
    const timer = setTimeout(save, state.error ? 4 * PAUSE_MS : PAUSE_MS);
    return () => clearTimeout(timer);
  }, [value, state, dirty, offline.value, returned.value]);
  useLeave(dirty, async () => {
    await save();
    return JSON.stringify(now.current) === sent.current;
  });
  /** Somebody else has written meanwhile, and these words shall stand. @param {number} theirs their version */
  const overrule = async (theirs) => {
    expect.current = theirs;
    setState({});
    await save();
  };
  return {
    value, set, save, overrule, dirty, state,
    /** The server has taken it in another way. @param {number} v */
    taken: (v) => { sent.current = JSON.stringify(now.current); expect.current = v; drop(); setState({ at: Date.now() / 1000 }); },
    draft: { offer, dirty, takeOffer: () => { if (offer) set(offer.value); withdraw(); }, dropOffer: () => { drop(); withdraw(); } },
  };
}
