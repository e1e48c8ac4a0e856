// The community's logo: made as small as the screens need it, looked at on both grounds it is seen on, and sent.
import { html, Button, Card, Facts, FileDrop, useEffect, useState } from '../../ui/index.js';
import { api, ApiError } from '../../app/api.js';
import { t } from '../../app/i18n.js';
import { inkContrast, shapeFault } from './contrast.js';

const BYTES_MAX = 8 << 20;
const WIDTH_MAX = 800, HEIGHT_MAX = 320; // a header of the tallest screen shows 200 dots of it
const SIGN_MIN = 3; // WCAG 2: signs that are no words
const WHITE = '#FFFFFF', PAPER = '#FAF8F3';

/** @param {File} file */
async function drawn(file) {
  const url = URL.createObjectURL(file), image = new Image();
  try {
    image.src = url;
    await image.decode();
  } catch {
    throw new ApiError(422, 'refused', t('This picture cannot be read. Save it as PNG and choose it again.'));
  } finally {
    URL.revokeObjectURL(url);
  }
  const wrong = shapeFault(image.naturalWidth, image.naturalHeight);
  if (wrong) throw new ApiError(422, 'refused', wrong);
  const scale = Math.min(1, WIDTH_MAX / image.naturalWidth, HEIGHT_MAX / image.naturalHeight), canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(image.naturalWidth * scale));
  canvas.height = Math.max(1, Math.round(image.naturalHeight * scale));
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  pen.imageSmoothingQuality = 'high';
  pen.drawImage(image, 0, 0, canvas.width, canvas.height);
  return { canvas, dots: pen.getImageData(0, 0, canvas.width, canvas.height).data, from: [image.naturalWidth, image.naturalHeight] };
}

/** @param {HTMLCanvasElement} canvas @returns {Promise<Blob>} */
const png = (canvas) => new Promise((done, fail) => canvas.toBlob((blob) => blob ? done(blob) : fail(new Error('no picture')), 'image/png'));

const say = (/** @type {number} */ n) => `${(Math.floor(n * 10) / 10).toFixed(1)} : 1`;

/** @param {{file: any, paper: string, readOnly: boolean, onFile: (file: any) => void}} props */
export function Logo({ file, paper, readOnly, onFile }) {
  const [seen, setSeen] = useState(/** @type {{url: string, facts: [any, any][]}|null} */ (null)), ground = paper || PAPER;
  useEffect(() => () => { if (seen) URL.revokeObjectURL(seen.url); }, [seen]);
  const send = async (/** @type {File} */ chosen, /** @type {(part: number) => void} */ onProgress) => {
    const { canvas, dots, from } = await drawn(chosen), white = inkContrast(dots, WHITE), own = inkContrast(dots, ground);
    if (white < SIGN_MIN || own < SIGN_MIN) throw new ApiError(422, 'refused', t('It is too pale: on white its contrast is {white}, on the paper {paper}; {least} is the least. Take the dark form of the logo.', { white: say(white), paper: say(own), least: say(SIGN_MIN) }));
    const blob = await png(canvas), done = (await api.upload('/files', new File([blob], 'logo.png', { type: 'image/png' }), { query: { name: 'logo.png' }, onProgress })).file;
    onFile({ ...done, name: `logo-${done.pages[0].sha256.slice(0, 8)}.png` });
    setSeen({ url: URL.createObjectURL(blob), facts: [[t('Size'), `${from.join(' × ')} → ${canvas.width} × ${canvas.height}`], [t('Contrast on white'), say(white)], [t('Contrast on the paper'), say(own)]] });
  };
  return html`<${Card} title=${t('Logo')}><p class="hint">${t('It stands in the upper corner of every screen, on white, by day and by night.')}</p>
    ${seen && html`<div class="community-logo"><span><img src=${seen.url} alt=${t('The logo on white')} /></span><span class="community-paper"><img src=${seen.url} alt=${t('The logo on the paper')} /></span></div><${Facts} rows=${seen.facts} />`}
    ${!file && html`<p>${t('There is none: a bar in the accent stands in its place.')}</p>`}${file && !seen && html`<p>${t('There is a logo, {w} × {h} dots. The picture beside shows it.', { w: file.pages?.[0]?.w ?? 0, h: file.pages?.[0]?.h ?? 0 })}</p>`}
    ${!readOnly && html`<${FileDrop} label=${file ? t('Choose another logo') : t('Choose a logo')} hint=${t('PNG, JPEG, WebP or SVG. It is made smaller here and its contrast is looked at.')} accept="image/png,image/jpeg,image/webp,image/svg+xml" maxBytes=${BYTES_MAX} send=${send} />
      ${file && html`<div><${Button} kind="quiet" icon="trash" onClick=${() => { setSeen(null); onFile(null); }}>${t('No logo')}<//></div>`}`}<//>`;
}
