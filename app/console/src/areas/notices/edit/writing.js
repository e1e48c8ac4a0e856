// The words of one notice while they are written: every change is kept in this window at once and on the server some seconds later, so that
// neither a reload nor a server that stops and starts again loses a letter.
import { useCallback, useEffect, useMemo, useRef, useState } from '../../../ui/html.js';
import { confirm } from '../../../ui/confirm.js';
import { offline, returned } from '../../../app/api.js';
import { me } from '../../../app/session.js';
import { useGuard } from '../../../app/router.js';
import { t } from '../../../app/i18n.js';
import { put } from './api.js';

const PAUSE_MS = 2000;

/** @param {string} key */
function keptIn(key) {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? 'null');
  } catch {
    return null;
  }
}

/** @param {string} id @param {import('./api.js').Words} first what the server has @param {number} version the server's */
export function useWriting(id, first, version) {
  const key = `draft:${me.value?.user ?? ''}:notice:${id}`;
  const [value, setValue] = useState(first), [state, setState] = useState(/** @type {{at?: number, error?: any, saving?: boolean}} */ ({}));
  const sent = useRef(JSON.stringify(first)), now = useRef(first), expect = useRef(version), going = useRef(/** @type {Promise<void>|null} */ (null));
  const [offer, setOffer] = useState(() => {
    const old = keptIn(key);
    return old && JSON.stringify(old.value) !== sent.current ? old : null;
  });
  const dirty = JSON.stringify(value) !== sent.current;
  const set = useCallback((/** @type {any} */ change) => {
    now.current = typeof change === 'function' ? change(now.current) : change;
    setValue(now.current);
    sessionStorage.setItem(key, JSON.stringify({ at: Date.now() / 1000, value: now.current }));
  }, [key]);
  const save = useCallback(async () => {
    if (going.current) await going.current;
    const words = now.current, text = JSON.stringify(words);
    if (text === sent.current) return;
    setState((old) => ({ ...old, saving: true }));
    going.current = put(id, 'draft', words, expect.current).then((answer) => {
      sent.current = text;
      expect.current = answer.work?.version ?? answer.version;
      if (JSON.stringify(now.current) === text) sessionStorage.removeItem(key);
      setState({ at: Date.now() / 1000 });
    }, (error) => setState((old) => ({ at: old.at, error }))).finally(() => { going.current = null; });
    await going.current;
  }, [id, key]);
  useEffect(() => {
    if (!dirty || offline.value || state.error?.status === 409) return undefined;
    const timer = setTimeout(save, state.error ? 4 * PAUSE_MS : PAUSE_MS);
    return () => clearTimeout(timer);
  }, [value, state, dirty, offline.value, returned.value]);
  useGuard(useMemo(() => dirty ? async () => {
    await save();
    return JSON.stringify(now.current) === sent.current || confirm({
      title: t('Leave without saving?'), text: t('What you wrote is kept in this window and offered again when you come back.'), action: t('Leave') });
  } : null, [dirty]));
  /** Somebody else has written meanwhile, and these words shall stand. @param {number} theirs their version */
  const overrule = async (theirs) => {
    expect.current = theirs;
    setState({});
    await save();
  };
  const drop = () => {
    sessionStorage.removeItem(key);
    setOffer(null);
  };
  return {
    value, set, save, overrule, dirty, state,
    /** The server has taken it in another way. @param {number} v */
    taken: (v) => { sent.current = JSON.stringify(now.current); expect.current = v; sessionStorage.removeItem(key); setState({ at: Date.now() / 1000 }); },
    draft: { offer, dirty, takeOffer: () => { if (offer) set(offer.value); setOffer(null); }, dropOffer: drop },
  };
}
