// What a lobby would show, drawn by the screen's own code on the server: also of what is not kept yet.
import { html, cx, useEffect, useMemo, useRef, useState } from '../html.js';
import { Button } from '../button.js';
import { Check, Select } from '../field.js';
import { Note } from '../page.js';
import { errorWords } from '../toast.js';
import { api, ApiError, call } from '../../app/api.js';
import { pick, t } from '../../app/i18n.js';
import { useLoad } from '../../app/load.js';

const PAUSE_MS = 250;
const view = Math.random().toString(36).slice(2); // the newest picture of this window counts

/** @typedef {{kind: 'notice'|'standard'|'fee'|'community', id?: string, audience?: any, doc: any}} Draft */
/** @typedef {{url: string, pages: number, at: string}} Picture */

const sizes = () => [
  { value: '', label: t('As its screen is') },
  { value: '1080x1920', label: t('Upright, 1080 by 1920') },
  { value: '1920x1080', label: t('Lying, 1920 by 1080') },
  { value: '768x1024', label: t('Small, 768 by 1024') },
];
const looks = () => [{ id: 'large', label: t('Large type') }, { id: 'contrast', label: t('High contrast') }, { id: 'low', label: t('Low buttons') }];

/** The last picture stays until the next one is there. @param {any} wish */
function usePicture(wish) {
  const [picture, setPicture] = useState(/** @type {Picture|null} */ (null)), [error, setError] = useState(/** @type {any} */ (null));
  const [drawing, setDrawing] = useState(false), last = useRef('');
  const key = JSON.stringify(wish);
  useEffect(() => {
    if (!wish.lobby) return undefined;
    const stop = new AbortController();
    const timer = setTimeout(async () => {
      setDrawing(true);
      try {
        const answer = await call('POST', '/preview', { body: { ...wish, view }, signal: stop.signal, whole: true });
        const url = URL.createObjectURL(await answer.blob());
        if (stop.signal.aborted) return URL.revokeObjectURL(url);
        if (last.current) URL.revokeObjectURL(last.current);
        last.current = url;
        setPicture({ url, pages: Number(answer.headers.get('Foyer-Pages') ?? 1), at: answer.headers.get('Foyer-At') ?? '' });
        setError(null);
      } catch (problem) {
        if (stop.signal.aborted || (problem instanceof ApiError && problem.code === 'superseded')) return undefined;
        setError(problem);
      }
      return setDrawing(false);
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [key]);
  useEffect(() => () => { if (last.current) URL.revokeObjectURL(last.current); }, []);
  return { picture, error, drawing };
}

/** page: "notice/N-001", "home" …; doc: what is not kept yet; lobbies: whose ids may be chosen, else all.
 *  @param {{page: string, doc?: Draft, lobbies?: string[], at?: string}} props */
export function Preview({ page, doc, lobbies, at }) {
  const load = useLoad(() => api.get('/lobbies'), [], ['lobbies']);
  const [lobby, setLobby] = useState(''), [size, setSize] = useState(''), [mode, setMode] = useState(/** @type {string[]|null} */ (null));
  const [lang, setLang] = useState('zh-CN'), [turn, setTurn] = useState(1), [zoom, setZoom] = useState(false);
  const choices = useMemo(() => (load.data?.lobbies ?? []).filter((/** @type {any} */ one) => !lobbies || lobbies.includes(one.id)), [load.data, lobbies]);
  const chosen = lobby || choices[0]?.id || '';
  useEffect(() => setTurn(1), [page, chosen, size, lang, JSON.stringify(mode)]);
  const { picture, error, drawing } = usePicture({ lobby: chosen, page, turn, lang, ...(size && { size }), ...(mode && { mode }), ...(doc && { doc }), ...(at && { at }) });
  const pages = picture?.pages ?? 1;
  const toggle = (/** @type {string} */ id, /** @type {boolean} */ on) => setMode([...(mode ?? []).filter((m) => m !== id), ...(on ? [id] : [])]);
  return html`<section class="preview" aria-label=${t('Preview')}>
    <div class="preview-choices">
      <${Select} label=${t('Lobby')} value=${chosen} onInput=${setLobby} options=${choices.map((/** @type {any} */ one) => ({ value: one.id, label: pick(one, 'name') || one.id }))} />
      <${Select} label=${t('Size of the screen')} value=${size} onInput=${setSize} options=${sizes()} />
      <${Select} label=${t('Language of the screen')} value=${lang} onInput=${setLang} options=${[{ value: 'zh-CN', label: '中文' }, { value: 'en', label: 'English' }]} />
      <div class="preview-looks" role="group" aria-label=${t('How it looks')}>${looks().map((look) => html`<${Check} key=${look.id} label=${look.label}
        checked=${mode?.includes(look.id) ?? false} onChange=${(/** @type {boolean} */ on) => toggle(look.id, on)} />`)}</div>
    </div>
    <div class="preview-bar">
      <${Button} small icon="up" disabled=${turn <= 1} onClick=${() => setTurn(turn - 1)}>${t('Page up')}<//>
      <span role="status">${t('Page {n} of {all}', { n: Math.min(turn, pages), all: pages })}</span>
      <${Button} small icon="down" disabled=${turn >= pages} onClick=${() => setTurn(turn + 1)}>${t('Page down')}<//>
      <${Button} small icon="search" aria-pressed=${zoom} onClick=${() => setZoom(!zoom)}>${zoom ? t('Whole picture') : t('Full size')}<//>
      <span class=${cx('preview-busy', drawing && 'on')} role="status">${drawing ? t('Drawing…') : ''}</span>
    </div>
    ${error && html`<${Note} kind="warn">${errorWords(error)}<//>`}
    <div class=${cx('preview-glass', zoom && 'zoom')} tabindex="0" role="region" aria-label=${t('What the lobby shows')}>
      ${picture && html`<img src=${picture.url} alt=${t('The page as the screen in the lobby shows it')} />`}</div>
  </section>`;
}
