import { html } from '../../ui/index.js';
import { fetchDocument } from '../../ui/document/document.js';
import { ImportPage } from '../../ui/document/import.js';
import { me } from '../../app/session.js';
import { t } from '../../app/i18n.js';
import { begun } from './fees.js';

const revise = async (/** @type {any} */ _, /** @type {any} */ doc) => {
  const community = await fetchDocument('community');
  return begun(doc, community.live ?? community.doc, me.value?.server?.name ?? '');
};

export const Import = () => html`<${ImportPage} id="fees" title=${t('Fees from a spreadsheet')} revise=${revise} />`;
