import { address, api } from '../../app/api.js';
import { lang } from '../../app/i18n.js';

/** @typedef {{item: string, version: number, title: string, place: string, name: string, old?: number}} Sheet */

export const sheets = () => api.get('/sheets');
/** @param {Sheet} sheet @param {boolean} down */
export const tick = (sheet, down) =>
  api.post(`/sheets/${encodeURIComponent(sheet.item)}/${down ? sheet.old ?? sheet.version : sheet.version}/done`, { place: sheet.place, ...(down && { down }) });
/** Where a browser finds it as PDF. @param {string} item @param {string} paper */
export const printed = (item, paper) => address(`/items/${encodeURIComponent(item)}/sheet`, { query: { paper, lang: lang.value === 'en' ? 'en' : 'zh-CN' } });
