/** @type {Omit<import('../../app/areas.js').Area, 'load'|'words'>} */
export default { id: 'people', title: { en: 'People', 'zh-CN': '人员' }, icon: 'people', order: 90, key: 'p', role: 'admin' };
