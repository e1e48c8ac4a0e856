// The machine: version, certificate, room on the disk, the record's chain.
import { html, Button, Card, Facts, Loaded, Note, Time, sizeWords, toastError, useState } from '../../ui/index.js';
import { useLoad } from '../../app/load.js';
import { t, tn } from '../../app/i18n.js';
import { server, verifyAudit } from './api.js';

const DAY_S = 86400, CERTIFICATE_DAYS = 30, FREE_MIN = 2 ** 30;

function Chain() {
  const [busy, setBusy] = useState(false), [proof, setProof] = useState(/** @type {{whole: boolean, rows: number, broken_at: number}|null} */ (null));
  const look = async () => {
    setBusy(true);
    await verifyAudit().then(setProof, toastError);
    setBusy(false);
  };
  return html`<${Card} title=${t('Is the record of acts whole?')}><p>${t('Each line carries the hash of the one before; the screens keep the newest one as witnesses.')}</p>
    ${proof && (proof.whole ? html`<${Note} kind="good">${tn(proof.rows, 'Yes: {n} line, none missing or changed.', 'Yes: {n} lines, none missing or changed.')}<//>` : html`<${Note} kind="bad">${t('No: line {n} does not fit to the one before.', { n: proof.broken_at })}<//>`)}
    <div><${Button} busy=${busy} onClick=${look}>${t('Look now')}<//></div><//>`;
}

export function Machine() {
  const load = useLoad(server, [], []);
  return html`<${Loaded} of=${load}>${(/** @type {import('./api.js').Server} */ s) => { const c = s.certificate, days = c ? Math.floor((c.not_after - Date.now() / 1000) / DAY_S) : null; return html`
    ${s.free_bytes < FREE_MIN && html`<${Note} kind="bad">${t('There is little room left on the disk: {size}.', { size: sizeWords(s.free_bytes) })}<//>`}
    ${days !== null && days < CERTIFICATE_DAYS && html`<${Note} kind="warn">${days < 0 ? t('The certificate has ended.') : tn(days, 'The certificate ends in {n} day.', 'The certificate ends in {n} days.')}<//>`}
    <${Card} title=${s.name}><${Facts} rows=${[[t('Version'), `${s.version}`], [t('Number of the organisation'), html`<code>${s.org}</code>`], [t('Runs since'), html`<${Time} at=${s.started} exact />`], [t('Open connections'), s.connections],
      [t('All data'), sizeWords(s.data_bytes)], [t('Room left'), sizeWords(s.free_bytes)]]} /><//>
    <${Card} title=${t('Certificate')}>${c ? html`<${Facts} rows=${[[t('Good until'), html`<${Time} at=${c.not_after} exact />`], [t('Made by'), c.self_signed ? t('this server itself: browsers ask once; compare the fingerprint') : t('an authority')], [t('Fingerprint (SHA-256)'), html`<code class="hash">${c.fingerprint}</code>`]]} />`
      : html`<p>${t('This server speaks plainly here; a proxy before it has the certificate.')}</p>`}<//><${Chain} />`; }}<//>`;
}
