// One notice: how it looks in the lobby, its sheet to print, and the certificate that it was posted.
import { html, Page, Card, ButtonLink } from '../../ui/index.js';
import { Preview } from '../../ui/paper/preview.js';
import { Certificate } from '../../ui/paper/certificate.js';
import { api } from '../../app/api.js';
import { useLoad } from '../../app/load.js';
import { href } from '../../app/router.js';
import { t } from '../../app/i18n.js';
import { printed } from './api.js';

/** @param {{item: string}} props */
export function Notice({ item }) {
  const load = useLoad(() => api.get(`/items/${encodeURIComponent(item)}`), [item], [`item:${item}`]);
  return html`<${Page} wide title=${load.data?.title || item} lead=${load.data?.title ? item : ''} back=${{ to: href('sheets'), label: t('Sheets of paper today') }}
    actions=${html`<${ButtonLink} icon="download" to=${printed(item, 'A4')} download>${t('Sheet A4')}<//> <${ButtonLink} icon="download" to=${printed(item, 'A3')} download>${t('Sheet A3')}<//>`}>
    <${Card} title=${t('On the screen')}><${Preview} page=${`notice/${item}`} /><//>
    <${Certificate} item=${item} />
  <//>`;
}
