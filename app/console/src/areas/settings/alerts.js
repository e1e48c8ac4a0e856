// What somebody must hear of: what stands now, and what is over.
import { html, Badge, Card, Empty, Loaded, Time } from '../../ui/index.js';
import { useLoad } from '../../app/load.js';
import { site } from '../../app/api.js';
import { href } from '../../app/router.js';
import { t } from '../../app/i18n.js';
import { alerts } from './api.js';

/** @typedef {import('./api.js').Alert} Alert */
/** @param {string} kind */
function kindWords(kind) {
  const words = {
    terminal_quiet: t('A screen has gone quiet'), site_quiet: t('Most screens of the community have gone quiet'), power_low: t('A screen’s supply is too weak'), disk_full: t('A screen’s card is full'),
    entries_parked: t('A screen holds reports that were refused'), clock_unknown: t('A screen does not know the time'), touch_gone: t('A screen’s touch panel is gone'),
    notice_ending: t('An urgent notice is about to end'), hook_failing: t('A webhook’s messages do not arrive'),
  };
  return words[kind] ?? kind;
}

/** Where it is looked after. @param {{one: Alert}} props */
function Subject({ one }) {
  if (one.kind === 'site_quiet') return one.subject;
  if (one.kind === 'hook_failing') return html`<a href=${href('settings', 'hooks')}>${one.detail?.name ?? one.subject}</a>`;
  if (one.kind === 'notice_ending') return html`<a href=${href('notices', one.subject)}>${one.detail?.title ?? one.subject}</a>`;
  return html`<a href=${href('lobbies', one.subject)}>${one.detail?.lobby ?? one.subject}</a>`;
}

/** @param {{one: Alert}} props */
const Line = ({ one }) => html`<li><div><b>${kindWords(one.kind)}</b> ${one.cleared ? html`<${Badge} kind="good">${t('over')}<//>` : html`<${Badge} kind="warn">${t('stands')}<//>`}
  <p class="hint"><${Subject} one=${one} /> · <${Time} at=${one.raised} />${one.cleared ? html` – <${Time} at=${one.cleared} plain />` : null}</p></div></li>`;

export function Alerts() {
  const load = useLoad(alerts, [site.value], ['alerts']);
  return html`<${Card} title=${t('What you must hear of')}><${Loaded} of=${load}>${(/** @type {Alert[]} */ list) => list.length
    ? html`<ul class="settings-list">${[...list].sort((a, b) => Number(!!a.cleared) - Number(!!b.cleared) || b.raised - a.raised).map((one) => html`<${Line} key=${`${one.kind}${one.subject}${one.raised}`} one=${one} />`)}</ul>`
    : html`<${Empty} icon="check" title=${t('Nothing to hear of')}>${t('When a screen goes quiet in the hours in which it should be lit, it stands here.')}<//>`}<//><//>`;
}
