// Words that are not on the server yet: kept in this tab's sessionStorage by account, community and document, so that neither a reload nor a server
// that stops and starts again loses a letter; and nobody leaves them behind unasked. What a form does with them is app/draft.js, and for
// a notice, which is saved while it is written, areas/notices/edit/writing.js.
import { useMemo, useRef, useState } from '../ui/html.js';
import { confirm } from '../ui/confirm.js';
import { site } from './api.js';
import { me } from './session.js';
import { useGuard } from './router.js';
import { t } from './i18n.js';

export const KEPT = 'draft:';
/** @param {any} a @param {any} b */
export const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/** @param {string} key @returns {{at: number, value: any}|null} */
function read(key) {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? 'null');
  } catch {
    return null;
  }
}

/** The place of one document's words. `offer`: what lay there when the form was opened and is not what is `saved`; show <DraftOffer>.
 *  @param {string} name e.g. "notice:N-001" @param {any} saved */
export function useKept(name, saved) {
  const key = `${KEPT}${me.value?.user ?? ''}:${site.value ?? ''}:${name}`;
  const [offer, setOffer] = useState(() => {
    const old = read(key);
    return old && !same(old.value, saved) ? old : null;
  });
  const place = useMemo(() => ({ keep: (/** @type {any} */ value) => sessionStorage.setItem(key, JSON.stringify({ at: Date.now() / 1000, value })), drop: () => sessionStorage.removeItem(key) }), [key]);
  return { offer, ...place, withdraw: () => setOffer(null) };
}

/** Leaving the page asks while words are `dirty`. `save`: tried first; true when nothing is left behind. @param {boolean} dirty @param {() => Promise<boolean>} [save] */
export function useLeave(dirty, save) {
  const last = useRef(save);
  last.current = save;
  useGuard(useMemo(() => dirty ? async () => {
    if (last.current && await last.current()) return true;
    return confirm({ title: t('Leave without saving?'), text: t('What you wrote is kept in this window and offered again when you come back.'), action: t('Leave') });
  } : null, [dirty]));
}
