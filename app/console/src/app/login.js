// The door: log-in, the change of a one-time password, and the log-in over a page whose session has ended.
import { html, useState } from '../ui/html.js';
import { Button } from '../ui/button.js';
import { Dialog } from '../ui/dialog.js';
import { TextField } from '../ui/field.js';
import { Icon } from '../ui/icons.js';
import { Note, Waiting } from '../ui/page.js';
import { errorWords } from '../ui/toast.js';
import { lang, setLang, t } from './i18n.js';
import { changePassword, login, logout, me, state } from './session.js';

const PASSWORD_MIN = 10;

/** @param {any} error */
const refused = (error) => error.code === 'insecure'
  ? t('This page was opened without protection (http). Open it by its https address.') : errorWords(error);

/** @param {{user?: string}} props user: whose session ended */
function LoginForm({ user: fixed }) {
  const [user, setUser] = useState(fixed ?? ''), [password, setPassword] = useState(''), [totp, setTotp] = useState('');
  const [asks, setAsks] = useState(false), [error, setError] = useState(''), [busy, setBusy] = useState(false);
  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setError('');
    try {
      await login(user.trim(), password, totp.replace(/\s/g, ''));
    } catch (e) {
      if (e.code === 'totp_needed' && !asks) setAsks(true);
      else setError(refused(e));
    }
    setBusy(false);
  };
  return html`<form onSubmit=${submit} class="stack">
    ${error && html`<${Note} kind="bad">${error}<//>`}
    <${TextField} label=${t('Account')} value=${user} onInput=${setUser} autocomplete="username" name="user" required autofocus=${!fixed} spellcheck=${false} autocapitalize="none" />
    <${TextField} label=${t('Password')} type="password" value=${password} onInput=${setPassword} autocomplete="current-password" name="password" required autofocus=${!!fixed} />
    ${asks && html`<${TextField} label=${t('Six digits from your phone')} hint=${t('The app that you set up shows them; they change every half minute. A recovery code will do as well.')} value=${totp} onInput=${setTotp}
      autocomplete="one-time-code" name="totp" required autofocus />`}
    <${Button} type="submit" kind="main" busy=${busy}>${t('Log in')}<//>
  </form>`;
}

/** @param {{onDone?: () => void, first?: boolean}} props first: the one-time password is the old one */
export function PasswordForm({ onDone, first }) {
  const [old, setOld] = useState(''), [next, setNext] = useState(''), [again, setAgain] = useState('');
  const [error, setError] = useState(''), [busy, setBusy] = useState(false);
  const short = next.length > 0 && [...next].length < PASSWORD_MIN, other = again.length > 0 && !next.startsWith(again);
  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    if (busy) return;
    if (next !== again) return setError(t('The two new passwords are not the same.'));
    setBusy(true);
    setError('');
    try {
      await changePassword(old, next);
      onDone?.();
    } catch (e) {
      setError(errorWords(e));
    }
    setBusy(false);
    return undefined;
  };
  return html`<form onSubmit=${submit} class="stack">
    ${error && html`<${Note} kind="bad">${error}<//>`}
    <${TextField} label=${first ? t('One-time password') : t('Old password')} type="password" value=${old} onInput=${setOld} autocomplete="current-password" name="old" required autofocus=${first} />
    <${TextField} label=${t('New password')} type="password" value=${next} onInput=${setNext} autocomplete="new-password" name="new" required
      hint=${t('At least {n} characters. A few words that only you would put together are good.', { n: PASSWORD_MIN })}
      error=${short ? t('Still too short.') : null} />
    <${TextField} label=${t('New password once more')} type="password" value=${again} onInput=${setAgain} autocomplete="new-password" name="again" required
      error=${other ? t('This is not the same.') : null} />
    <${Button} type="submit" kind="main" busy=${busy}>${t('Keep the new password')}<//>
  </form>`;
}

export const LanguageButton = () => html`<${Button} kind="quiet" icon="globe" lang=${lang.value === 'en' ? 'zh-CN' : 'en'}
  onClick=${() => setLang(lang.value === 'en' ? 'zh-CN' : 'en')}>${lang.value === 'en' ? '中文' : 'English'}<//>`;

/** The page before anybody is known. */
export function Door() {
  document.title = `${t('Log in')} · Foyer`;
  if (state.value === 'starting') return html`<div class="door"><${Waiting} /></div>`;
  const change = state.value === 'must_change';
  return html`<main class="door">
    <div class="mark"><${Icon} name="home" /><b>Foyer</b><span>${t('Notice boards for your buildings')}</span></div>
    <section class="card">
      <h1>${change ? t('Choose your own password') : t('Log in')}</h1>
      ${change ? html`<p class="lead">${t('You came in with a one-time password. Choose one that only you know; then the work begins.')}</p>
        <${PasswordForm} first /><${Button} kind="quiet" onClick=${logout}>${t('Log out')}<//>` : html`<${LoginForm} />`}
    </section>
    <${LanguageButton} />
  </main>`;
}

/** Over the pages: what is written in them stays. */
export const Again = () => html`<${Dialog} title=${t('Please log in again')} stays>
  <p>${t('You were logged out because nothing was done for a while. What you wrote is still here.')}</p>
  <${LoginForm} user=${me.value?.user} />
  <${Button} kind="quiet" onClick=${logout}>${t('Log out')}<//><//>`;
