// The frame around every page: areas at the side, where one is, who one is; and what stands over pages.
import { Component, html, cx, signal, useEffect, useState } from '../ui/html.js';
import { Button } from '../ui/button.js';
import { Confirms } from '../ui/confirm.js';
import { Icon } from '../ui/icons.js';
import { Menu } from '../ui/menu.js';
import { Empty, Failed, Waiting } from '../ui/page.js';
import { Toasts } from '../ui/toast.js';
import { areas, match } from './areas.js';
import { offline, site } from './api.js';
import { addWords, lang, setLang, t } from './i18n.js';
import { KeyHelp, helpOpen, useKeys, visible } from './keys.js';
import { Again, Door } from './login.js';
import { area, go, href, onSite, place } from './router.js';
import { useLive } from './live.js';
import { chooseSite, ended, loadSites, logout, me, sites, state } from './session.js';

const menuOpen = signal(false);
onSite.add(chooseSite);

/** A page that failed leaves the frame standing. */
class Boundary extends Component {
  constructor() {
    super();
    this.state = { error: null };
  }
  static getDerivedStateFromError(/** @type {any} */ error) {
    return { error };
  }
  componentDidCatch(/** @type {any} */ error) {
    console.error(error);
  }
  render() {
    if (!this.state.error) return this.props.children;
    return html`<div class="page"><${Failed} error=${this.state.error} retry=${() => this.setState({ error: null })} /></div>`;
  }
}

/** An area comes when it is first opened, with its words. @param {{of: import('./areas.js').Area}} props */
function Area({ of }) {
  const [routes, setRoutes] = useState(/** @type {any} */ (null));
  const [error, setError] = useState(/** @type {any} */ (null));
  const fetchIt = () => {
    setError(null);
    Promise.all([of.load(), of.words['zh-CN']()]).then(([module, words]) => {
      addWords(words.default);
      setRoutes(module.routes);
    }, setError);
  };
  useEffect(fetchIt, []);
  if (error) return html`<div class="page"><${Failed} error=${error} retry=${fetchIt} /></div>`;
  if (!routes) return html`<${Waiting} />`;
  const found = match(routes, place.value.rest);
  return found ? html`<${found.page} key=${place.value.rest.join('/')} ...${found.props} query=${place.value.query} />` : html`<${Lost} />`;
}

const Lost = () => html`<div class="page"><${Empty} icon="search" title=${t('There is no such page')} action=${html`<a class="button main" href=${href('home')}><span>${t('To the first page')}</span></a>`} /></div>`;

/** @param {{of: import('./areas.js').Area}} props */
const NavLink = ({ of }) => html`<a href=${href(of.id)} class=${cx('nav', area.value === of.id && 'here')} aria-current=${area.value === of.id ? 'page' : undefined}
  onClick=${() => { menuOpen.value = false; }}><${Icon} name=${of.icon} /><span>${of.title[lang.value]}</span></a>`;

function Rail() {
  const shown = areas.filter(visible);
  return html`<nav id="areas" class=${cx('rail', menuOpen.value && 'open')} aria-label=${t('Areas')} onKeyDown=${(/** @type {KeyboardEvent} */ e) => { if (e.key === 'Escape') menuOpen.value = false; }}>
    ${shown.filter((a) => !a.foot).map((a) => html`<${NavLink} key=${a.id} of=${a} />`)}
    <div class="foot">${shown.filter((a) => a.foot).map((a) => html`<${NavLink} key=${a.id} of=${a} />`)}</div>
  </nav>`;
}

function Sites() {
  const all = sites.value, here = all.find((s) => s.id === site.value);
  if (all.length < 2) return html`<b class="site">${here?.name || me.value?.server?.name || 'Foyer'}</b>`;
  return html`<${Menu} label=${t('Other community')} icon="down" words=${here?.name} items=${all.map((s) => ({
    label: s.name, checked: s.id === site.value,
    onClick: () => go(`/console/${area.value}?site=${encodeURIComponent(s.id)}`),
  }))} />`;
}

function Top() {
  return html`<header class="top">
    <${Button} kind="quiet" icon="menu" class="burger" aria-label=${t('Areas')} aria-expanded=${String(menuOpen.value)} aria-controls="areas" onClick=${() => { menuOpen.value = !menuOpen.value; }} />
    <${Sites} />
    <div class="tail">
      <${Menu} label=${t('Language')} icon="globe" items=${[
        { label: '中文', checked: lang.value === 'zh-CN', onClick: () => setLang('zh-CN') },
        { label: 'English', checked: lang.value === 'en', onClick: () => setLang('en') }]} />
      <${Menu} label=${t('Your account')} icon="account" words=${me.value?.user} items=${[
        { label: t('Your account'), icon: 'account', onClick: () => go(href('account')) },
        { label: t('Keys'), icon: 'help', onClick: () => { helpOpen.value = true; } },
        { label: t('Log out'), icon: 'out', onClick: logout }]} />
    </div></header>`;
}

const Offline = () => offline.value && html`<div class="offline" role="alert"><${Icon} name="warn" />${t('No connection to the server. It is tried again by itself; what you write stays.')}</div>`;

const again = () => { loadSites().catch(() => {}); };

function Shell() {
  useKeys();
  useLive(['sites', 'lobbies', 'accounts'], again);
  useEffect(() => { document.querySelector('main h1')?.setAttribute('tabindex', '-1'); }, [place.value]);
  const here = areas.find((a) => a.id === area.value && visible(a));
  return html`<div class="shell" data-language=${lang.value}>
    <a class="skip" href="#main" onClick=${(/** @type {Event} */ e) => { e.preventDefault(); document.getElementById('main')?.focus(); }}>${t('To the content')}</a>
    <${Top} />
    <${Rail} />
    ${menuOpen.value && html`<div class="veil" onClick=${() => { menuOpen.value = false; }}></div>`}
    <main id="main" tabindex="-1"><${Boundary} key=${`${area.value} ${site.value}`}>${here ? html`<${Area} key=${here.id} of=${here} />` : html`<${Lost} />`}<//></main>
    ${ended.value && html`<${Again} />`}
  </div>`;
}

export function App() {
  const inside = state.value === 'in';
  return html`<${Offline} />${inside ? html`<${Shell} />` : html`<${Door} />`}<${KeyHelp} /><${Confirms} /><${Toasts} />`;
}
