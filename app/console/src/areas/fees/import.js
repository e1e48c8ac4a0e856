import { html } from '../../ui/index.js';
import { ImportPage } from '../../ui/document/import.js';
import { t } from '../../app/i18n.js';

export const Import = () => html`<${ImportPage} id="fees" title=${t('Fees from a spreadsheet')} revise=${(/** @type {any} */ _, /** @type {any} */ doc) => doc} />`;
