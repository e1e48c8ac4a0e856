// The machine: version, certificate, room on the disk, and how a program watches it.
import { html, Card, Command, Facts, Loaded, Note, Technician, Time, sizeWords } from '../../ui/index.js';
import { useLoad } from '../../app/load.js';
import { t, tn } from '../../app/i18n.js';
import { server } from './api.js';

const DAY_S = 86400, CERTIFICATE_DAYS = 30, FREE_MIN = 2 ** 30;

/** What a program may ask that watches the server by itself. */
const Watching = () => html`<${Card} title=${t('Watched by a program')}>
  <p>${t('So that somebody is woken when the server itself is gone, which it cannot tell you: have a program of your technician’s look after it from another machine.')}</p>
  <${Technician} title=${t('For the technician: what can be asked')}>
    <p>${t('Whether it is well, from anywhere; “ok” while it answers and its data can be read:')}</p><${Command} text=${`curl ${location.origin}/health`} />
    <p>${t('Measurements for Prometheus, on the server itself only; counts and sizes, no names:')}</p><${Command} text=${`curl ${location.protocol}//127.0.0.1${location.port ? `:${location.port}` : ''}/metrics`} />
    <${Facts} rows=${[['foyer_terminals{state}', t('screens that answer, are silent, are shut out')], ['foyer_cases{state,late}', t('reports by state, and those that are late')], ['foyer_applied_seconds', t('from publishing until a screen shows it')],
      ['foyer_backup_seconds', t('when the newest backup was made')], ['foyer_root_expires_seconds', t('when the root document ends')], ['foyer_certificate_expires_seconds', t('when the certificate ends')],
      ['foyer_disk_free_bytes', t('room left on the disk')], ['foyer_http_answers_total{code}', t('answers by their status')]]} /><//><//>`;

export function Machine() {
  const load = useLoad(server, [], []);
  return html`<${Loaded} of=${load}>${(/** @type {import('./api.js').Server} */ s) => { const c = s.certificate, days = c ? Math.floor((c.not_after - Date.now() / 1000) / DAY_S) : null; return html`
    ${s.free_bytes < FREE_MIN && html`<${Note} kind="bad">${t('There is little room left on the disk: {size}.', { size: sizeWords(s.free_bytes) })}<//>`}
    ${days !== null && days < CERTIFICATE_DAYS && html`<${Note} kind="warn">${days < 0 ? t('The certificate has ended.') : tn(days, 'The certificate ends in {n} day.', 'The certificate ends in {n} days.')}<//>`}
    <${Card} title=${s.name}><${Facts} rows=${[[t('Version'), `${s.version}`], [t('Number of the organisation'), html`<code>${s.org}</code>`], [t('Runs since'), html`<${Time} at=${s.started} exact />`], [t('Open connections'), s.connections],
      [t('All data'), sizeWords(s.data_bytes)], [t('Room left'), sizeWords(s.free_bytes)]]} /><//>
    <${Card} title=${t('Certificate')}>${c ? html`<${Facts} rows=${[[t('Good until'), html`<${Time} at=${c.not_after} exact />`], [t('Made by'), c.self_signed ? t('this server itself: browsers ask once; compare the fingerprint') : t('an authority')], [t('Fingerprint (SHA-256)'), html`<code class="hash">${c.fingerprint}</code>`]]} />`
      : html`<p>${t('This server speaks plainly here; a proxy before it has the certificate.')}</p>`}<//><${Watching} />`; }}<//>`;
}
