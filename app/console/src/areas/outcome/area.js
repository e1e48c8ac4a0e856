/** @type {Omit<import('../../app/areas.js').Area, 'load'|'words'>} */
export default { id: 'outcome', title: { en: 'Board of outcomes', 'zh-CN': '成效榜' }, icon: 'outcome', order: 60, key: 'o', role: 'viewer', also: ['committee'] };
