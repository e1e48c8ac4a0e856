import { html } from '../../ui/index.js';
import { ImportPage } from '../../ui/document/import.js';
import { t } from '../../app/i18n.js';
import { revise } from './standards.js';

export const Import = () => html`<${ImportPage} id="standards" title=${t('Standards from a spreadsheet')} revise=${revise} />`;
