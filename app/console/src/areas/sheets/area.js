/** @type {Omit<import('../../app/areas.js').Area, 'load'|'words'>} */
export default { id: 'sheets', title: { en: 'Paper', 'zh-CN': '纸质张贴' }, icon: 'file', order: 25, role: 'viewer', also: ['duty', 'committee'] };
