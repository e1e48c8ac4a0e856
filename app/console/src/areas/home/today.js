import { html, Page } from '../../ui/index.js';
import { t } from '../../app/i18n.js';

export const Today = () => html`<${Page} title=${t('Today')}><//>`;
