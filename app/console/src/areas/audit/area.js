/** @type {Omit<import('../../app/areas.js').Area, 'load'|'words'>} */
export default { id: 'audit', title: { en: 'Record of acts', 'zh-CN': '操作记录' }, icon: 'audit', order: 110, key: 'r', role: 'admin', also: ['committee'] };
