// Files dropped, chosen or pasted; each is sent with how far it has come, and can be tried again.
import { html, cx, useId, useRef, useState } from './html.js';
import { Button } from './button.js';
import { Icon } from './icons.js';
import { Progress } from './page.js';
import { errorWords } from './toast.js';
import { t } from '../app/i18n.js';

/** @param {number} bytes */
export const sizeWords = (bytes) => bytes >= 2 ** 30 ? `${(bytes / 2 ** 30).toFixed(1)} GB` : bytes < 1 << 20 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / (1 << 20)).toFixed(1)} MB`;

/** @param {{label: string, hint?: any, accept: string, maxBytes: number, many?: boolean, send: (file: File, onProgress: (part: number) => void) => Promise<void>}} props
 *  accept: as of <input type=file>; send: does it, throws what refused it */
export function FileDrop({ label, hint, accept, maxBytes, many, send }) {
  const [over, setOver] = useState(false);
  const [jobs, setJobs] = useState(/** @type {{id: number, file: File, part: number, error?: string}[]} */ ([]));
  const input = useRef(/** @type {HTMLInputElement|null} */ (null)), count = useRef(0);
  const id = useId();
  const change = (/** @type {number} */ job, /** @type {any} */ what) => setJobs((all) => all.map((j) => j.id === job ? { ...j, ...what } : j));
  const drop = (/** @type {number} */ job) => setJobs((all) => all.filter((j) => j.id !== job));

  const begin = async (/** @type {File} */ file, job = ++count.current) => {
    setJobs((all) => [...all.filter((j) => j.id !== job && (many || !j.error)), { id: job, file, part: 0 }]); // of one file only the last is spoken of
    if (file.size > maxBytes) return change(job, { error: t('This file is larger than {size}.', { size: sizeWords(maxBytes) }) });
    try {
      await send(file, (part) => change(job, { part }));
      drop(job);
    } catch (error) {
      change(job, { error: errorWords(error) });
    }
    return undefined;
  };
  const take = (/** @type {FileList|null|undefined} */ files) => [...(files ?? [])].slice(0, many ? 50 : 1).forEach((file) => begin(file));
  return html`<div class=${cx('filedrop', over && 'over')}
      onDragOver=${(/** @type {DragEvent} */ e) => { e.preventDefault(); setOver(true); }} onDragLeave=${() => setOver(false)}
      onDrop=${(/** @type {DragEvent} */ e) => { e.preventDefault(); setOver(false); take(e.dataTransfer?.files); }}
      onPaste=${(/** @type {ClipboardEvent} */ e) => take(e.clipboardData?.files)}>
    <input type="file" id=${id} class="sr" ref=${input} accept=${accept} multiple=${many} aria-describedby=${`${id}-hint`}
      onChange=${(/** @type {any} */ e) => { take(e.currentTarget.files); e.currentTarget.value = ''; }} />
    <label for=${id} class="button plain"><${Icon} name="upload" /><span>${label}</span></label>
    <p class="hint" id=${`${id}-hint`}>${t('Or drop it here.')} ${hint} ${t('Up to {size}.', { size: sizeWords(maxBytes) })}</p>
    ${jobs.map((job) => html`<div class="job" key=${job.id} role="status">
      ${job.error ? html`<p class="error">${job.file.name}: ${job.error}</p><${Button} small onClick=${() => begin(job.file, job.id)}>${t('Try again')}<//>
          <${Button} kind="quiet" icon="close" aria-label=${t('Close')} onClick=${() => drop(job.id)} />`
        : html`<${Progress} label=${job.file.name} part=${job.part < 1 ? job.part : null} />`}</div>`)}
  </div>`;
}
