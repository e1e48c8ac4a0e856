// Whether the lobbies have it: written, on its way, or on the board.
import { html, Badge } from '../../ui/index.js';
import { t } from '../../app/i18n.js';

/** @param {{draft: boolean, hangs: boolean}} row */
export const hanging = (row) => row.draft ? html`<${Badge} kind="warn">${t('waits for approval')}<//>`
  : row.hangs ? html`<${Badge} kind="good">${t('hangs')}<//>` : html`<${Badge}>${t('hangs within a minute')}<//>`;
