// Where it hangs: lobby by lobby, from the press to the glass; and where an old text still hangs.
import { html, Card, Badge, Note, Time, Facts, Loaded, useEffect } from '../../ui/index.js';
import { useLoad } from '../../app/load.js';
import { t, tn } from '../../app/i18n.js';
import { shown, still } from './api.js';
import { whyWords } from './states.js';

const LOOK_MS = 1000, CALM_MS = 20000;
const AWAY_MS = 60000; // whoever took longer was not connected when it was published

/** @param {number} ms */
const tookWords = (ms) => t('{n} s#took', { n: (ms / 1000).toFixed(1) });

/** @param {{where: import('./api.js').Where}} props */
function Lobby({ where: w }) {
  const sign = { drawn: { kind: 'good', words: t('On the glass') }, delivered: { kind: 'accent', words: t('Delivered') }, waiting: { kind: 'warn', words: t('Not there yet') } }[w.state];
  const said = [w.since ? html`${t('since#shown')} <${Time} at=${w.since} />` : whyWords(w.why), w.after_ms !== undefined && w.after_ms <= AWAY_MS && t('{took} after publishing', { took: tookWords(w.after_ms) }),
    w.missing && t('some characters cannot be drawn')].filter(Boolean);
  return html`<li><b>${w.name}</b> <${Badge} kind=${sign.kind}>${sign.words}<//>
    <small>${said.map((one, i) => html`${i > 0 && ' · '}${one}`)}</small></li>`;
}

/** @param {{id: string, urgent: boolean}} props */
export function Where({ id, urgent }) {
  const load = useLoad(() => shown(id), [id], [`item:${id}`, 'shown', 'terminals']);
  const pending = load.data?.where.some((w) => w.why === 'on_its_way' || w.state === 'delivered') ?? true;
  useEffect(() => {
    const timer = setInterval(load.reload, pending ? LOOK_MS : CALM_MS);
    return () => clearInterval(timer);
  }, [pending, load.reload]);
  return html`<${Card} title=${t('Where it hangs')}><${Loaded} of=${load}>${(/** @type {import('./api.js').Shown} */ data) => {
    const drawn = data.where.filter((w) => w.state === 'drawn').length, unreached = data.where.filter((w) => w.why === 'offline' || w.why === 'no_terminal');
    return html`<p role="status">${t('{n} of {all} lobbies show it.', { n: drawn, all: data.where.length })} ${data.slowest_ms !== undefined && (data.slowest_ms <= AWAY_MS ? t('The slowest connected lobby took {took}.', { took: tookWords(data.slowest_ms) }) : t('Some lobbies were not connected then.'))}</p>
      ${urgent && unreached.length > 0 && html`<${Note} kind="bad">${t('Not reached: {names}. Telephone there, or go there.', { names: unreached.map((w) => w.name).join(', ') })}<//>`}
      <ul class="notices-where" tabindex="0" aria-label=${t('Where it hangs')}>${data.where.map((w) => html`<${Lobby} key=${w.lobby} where=${w} />`)}</ul>`;
  }}<//><//>`;
}

/** After a withdrawal or a correction. @param {{id: string}} props */
export function StillThere({ id }) {
  const load = useLoad(() => still(id), [id], [`item:${id}`, 'terminals']);
  if (!load.data?.still.length) return null;
  const { still: list, who } = load.data;
  return html`<${Card} title=${t('Where the old text still hangs')}>
    <${Note} kind="warn">${tn(list.length, 'One lobby has not heard of the change.', '{n} lobbies have not heard of the change.')} ${who && t('Somebody must go there: {label}, {phone}.', who)}<//>
    <${Facts} rows=${list.map((s) => [s.name, html`${s.place} · ${t('last heard')} <${Time} at=${s.last_seen} />`])} /><//>`;
}
