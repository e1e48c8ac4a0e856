// A page's data: fetched when the page opens, when a topic changes, when the site changes and when the server is back.
import { useCallback, useEffect, useRef, useState } from '../ui/html.js';
import { returned, site } from './api.js';
import { useLive } from './live.js';

/** @template T
 *  @param {() => Promise<T>} fetchIt @param {any[]} deps what fetchIt reads @param {string[]} [topics] of live()
 *  @returns {{data: T|undefined, error: any, loading: boolean, reload: () => void, set: (data: T) => void}} */
export function useLoad(fetchIt, deps, topics = []) {
  const [kept, keep] = useState(/** @type {{data?: T, error?: any, loading: boolean}} */ ({ loading: true }));
  const turn = useRef(0);
  const latest = useRef(fetchIt);
  latest.current = fetchIt;
  const reload = useCallback(() => {
    const mine = ++turn.current;
    latest.current().then(
      (data) => mine === turn.current && keep({ data, loading: false }),
      (error) => mine === turn.current && error.name !== 'AbortError' && keep((old) => ({ data: error.code === 'offline' ? old.data : undefined, error, loading: false })));
  }, []);
  useEffect(() => {
    keep((old) => ({ ...old, error: undefined, loading: true }));
    reload();
    return () => { turn.current++; };
  }, [...deps, site.value, returned.value]);
  useLive(topics, reload);
  return { data: kept.data, error: kept.error, loading: kept.loading, reload, set: (data) => keep({ data, loading: false }) };
}
