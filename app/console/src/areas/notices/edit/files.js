// Pictures, scans and a recording that go with a notice.
import { html, Button, FileDrop, Note, sizeWords } from '../../../ui/index.js';
import { api, ApiError } from '../../../app/api.js';
import { t, tn } from '../../../app/i18n.js';

const BYTES_MAX = 16 << 20;

/** A name that a text can refer to, and no other file bears. @param {string} name @param {{name: string}[]} others */
export function nameFor(name, others) {
  const clean = name.replace(/[()[\]<>]/g, '').trim() || 'file', dot = clean.lastIndexOf('.');
  const stem = (dot > 0 ? clean.slice(0, dot) : clean).slice(0, 40), end = dot > 0 ? clean.slice(dot) : '';
  for (let n = 1; ; n++) {
    const wish = n === 1 ? stem + end : `${stem}-${n}${end}`;
    if (!others.some((one) => one.name === wish)) return wish;
  }
}
let before = /** @type {Promise<any>} */ (Promise.resolve());
/** The server looks at one file at a time, and so they go one after the other. @param {File} file @param {string} name @param {(part: number) => void} onProgress */
export function send(file, name, onProgress) {
  const mine = before.then(() => sendOne(file, name, onProgress));
  before = mine.catch(() => {});
  return mine;
}
/** @param {File} file @param {string} name @param {(part: number) => void} onProgress */
async function sendOne(file, name, onProgress) {
  if (file.size > BYTES_MAX) throw new ApiError(413, 'too_large', t('This file is larger than {size}.', { size: sizeWords(BYTES_MAX) })); // before it is sent
  for (let n = 0; ; n++) {
    try {
      return (await api.upload('/files', file, { query: { name }, onProgress })).file;
    } catch (error) {
      if (error.code !== 'busy' || n > 20) throw error;
      await new Promise((done) => setTimeout(done, (error.retry ?? 1) * 1000));
    }
  }
}

/** @param {{files: any[], onFiles: (change: (files: any[]) => any[]) => void}} props */
export function Files({ files, onFiles }) {
  const roles = { image: t('Picture'), scan: t('Scan'), voice: t('Recording') };
  return html`<${FileDrop} many label=${t('Add pictures, scans or a recording')} accept="image/png,image/jpeg,image/webp,image/svg+xml,application/pdf,audio/wav,.wav" maxBytes=${BYTES_MAX}
      hint=${t('Write what a scan says into the text, too: large type and reading aloud need words.')}
      send=${async (/** @type {File} */ file, /** @type {(part: number) => void} */ onProgress) => {
        const name = nameFor(file.name, files), done = await send(file, name, onProgress);
        onFiles((all) => [...all, { ...done, name: nameFor(done.name, all) }]);
      }} />
    ${files.length > 0 && html`<ul class="notices-files">${files.map((file, i) => html`<li key=${file.name}><b>${file.name}</b> ${roles[file.role] ?? ''}, ${tn(file.pages?.length ?? 1, '{n} page', '{n} pages')}, ${sizeWords((file.pages ?? []).reduce((/** @type {number} */ sum, /** @type {any} */ page) => sum + (page.size ?? 0), 0))}
      <${Button} small kind="quiet" icon="trash" aria-label=${t('Take {name} away', { name: file.name })} onClick=${() => onFiles((all) => all.filter((_, n) => n !== i))} /></li>`)}</ul>`}
    ${files.some((file) => file.role !== 'voice') && html`<${Note}>${t('Names, room numbers and debts in a picture are not found by the checks. Please look yourself.')}<//>`}`;
}
