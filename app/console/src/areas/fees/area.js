/** @type {Omit<import('../../app/areas.js').Area, 'load'|'words'>} */
export default { id: 'fees', title: { en: 'Fees and accounts', 'zh-CN': '收费与账目' }, icon: 'fee', order: 40, key: 'f', role: 'viewer' };
