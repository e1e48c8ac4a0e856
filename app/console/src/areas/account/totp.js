// The second factor: six digits from an app besides the password. Set up with the password and by a picture, proved by a first code, taken away with
// the password and a code: a page that somebody left open is not enough for either.
import { html, Badge, Button, Card, Dialog, Note, TextField, errorWords, toast, useState } from '../../ui/index.js';
import { api } from '../../app/api.js';
import { refresh, me } from '../../app/session.js';
import { dateTime, t } from '../../app/i18n.js';

/** @typedef {{secret: string, uri: string, qr: {size: number, path: string}}} Secret */

/** @param {{error: string}} props */
const Refused = ({ error }) => error ? html`<${Note} kind="bad">${error}<//>` : null;

/** @param {{onSecret: (secret: Secret) => void, onClose: () => void}} props */
function Begin({ onSecret, onClose }) {
  const [password, setPassword] = useState(''), [error, setError] = useState('');
  const begin = async (/** @type {Event} */ event) => {
    event.preventDefault();
    setError('');
    await api.post('/totp/begin', { password }, { anySite: true }).then(onSecret, (e) => setError(errorWords(e)));
  };
  return html`<${Dialog} title=${t('Set up the second step')} onClose=${onClose}>
    <form class="stack" onSubmit=${begin}><${Refused} error=${error} />
      <${TextField} label=${t('Password')} type="password" value=${password} onInput=${setPassword} autocomplete="current-password" required />
      <${Button} type="submit" kind="main">${t('Go on')}<//></form><//>`;
}

/** @param {{secret: Secret, onClose: () => void}} props */
function SetUp({ secret, onClose }) {
  const [code, setCode] = useState(''), [error, setError] = useState(''), [codes, setCodes] = useState(/** @type {string[]|null} */ (null));
  const confirm = async (/** @type {Event} */ event) => {
    event.preventDefault();
    setError('');
    await api.post('/totp/confirm', { code: code.replace(/\s/g, '') }, { anySite: true }).then((answer) => setCodes(answer.recovery), (e) => setError(errorWords(e)));
  };
  const done = async () => {
    await refresh();
    onClose();
    toast(t('From now on a log-in also asks for the six digits. To send out emergencies, log out and in again with them.'));
  };
  if (codes) return html`<${Dialog} title=${t('Keep these recovery codes')} stays actions=${html`<${Button} kind="main" onClick=${done}>${t('I have written them down')}<//>`}>
    <p>${t('If your phone is lost, each of them lets you in once. They are shown only now; keep them where your phone is not.')}</p>
    <ul class="account-codes">${codes.map((c) => html`<li key=${c}><code>${c}</code></li>`)}</ul><//>`;
  return html`<${Dialog} title=${t('Set up the second step')} onClose=${onClose}>
    <ol class="account-how"><li>${t('Open an authenticator app on your phone, for example 腾讯身份验证器, Microsoft Authenticator or FreeOTP.')}</li><li>${t('Let it read this picture, or type the letters below.')}</li><li>${t('Type the six digits that it shows.')}</li></ol>
    <svg class="account-qr" role="img" aria-label=${t('QR code for the app')} viewBox=${`0 0 ${secret.qr.size} ${secret.qr.size}`}><path d=${secret.qr.path} /></svg>
    <p class="account-secret"><code>${secret.secret.replace(/(.{4})(?=.)/g, '$1 ')}</code></p>
    <form class="stack" onSubmit=${confirm}><${Refused} error=${error} />
      <${TextField} label=${t('Six digits')} value=${code} onInput=${setCode} inputmode="numeric" autocomplete="one-time-code" required />
      <${Button} type="submit" kind="main">${t('Switch it on')}<//></form><//>`;
}

/** @param {{onClose: () => void}} props */
function TakeAway({ onClose }) {
  const [password, setPassword] = useState(''), [totp, setTotp] = useState(''), [error, setError] = useState('');
  const end = async (/** @type {Event} */ event) => {
    event.preventDefault();
    setError('');
    try {
      await api.del('/totp', { password, totp: totp.replace(/\s/g, '') }, { anySite: true });
      await refresh();
      onClose();
    } catch (e) {
      setError(errorWords(e));
    }
  };
  return html`<${Dialog} title=${t('Switch the second step off?')} onClose=${onClose}>
    <form class="stack" onSubmit=${end}><${Refused} error=${error} />
      <${TextField} label=${t('Password')} type="password" value=${password} onInput=${setPassword} autocomplete="current-password" required />
      <${TextField} label=${t('Six digits')} hint=${t('A recovery code will do as well.')} value=${totp} onInput=${setTotp} autocomplete="one-time-code" required />
      <${Button} type="submit" kind="danger">${t('Switch it off')}<//></form><//>`;
}

export function SecondStep() {
  const shut = !me.value.totp && !me.value.totp_until;
  const [secret, setSecret] = useState(/** @type {Secret|null} */ (null)), [asked, setAsked] = useState(false), [off, setOff] = useState(false);
  const onSecret = (/** @type {Secret} */ one) => {
    setAsked(false);
    setSecret(one);
  };
  return html`<${Card} title=${t('Second step at the log-in')} actions=${html`<${Badge} kind=${me.value.totp ? 'good' : 'plain'}>${me.value.totp ? t('on') : t('off')}<//>`}>
    <p class="lead">${t('Besides the password, six digits that only your phone shows. Good for everybody who publishes or administers.')}</p>
    ${shut ? html`<${Note} kind="warn">${t('To set it up, ask an administrator for a new one-time password (People, your name, “Forgot the password”), log in with it and come back here within a day. So nobody who only saw your password can do it.')}
      ${me.value.role === 'admin' && ` ${t('If you are the only administrator, whoever looks after the server makes one there: foyer-central once.')}`}<//>`
      : !me.value.totp && html`<p>${t('It can be set up until {time}; after that it wants a new one-time password from an administrator.', { time: dateTime(me.value.totp_until ?? 0) })}</p>`}
    <div>${me.value.totp ? html`<${Button} onClick=${() => setOff(true)}>${t('Switch it off')}<//>` : !shut && html`<${Button} icon="key" onClick=${() => setAsked(true)}>${t('Set it up')}<//>`}</div>
    ${asked && html`<${Begin} onSecret=${onSecret} onClose=${() => setAsked(false)} />`}
    ${secret && html`<${SetUp} secret=${secret} onClose=${() => setSecret(null)} />`}
    ${off && html`<${TakeAway} onClose=${() => setOff(false)} />`}<//>`;
}
