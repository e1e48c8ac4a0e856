/** @type {Omit<import('../../app/areas.js').Area, 'load'|'words'>} */
export default { id: 'settings', title: { en: 'Settings', 'zh-CN': '设置' }, icon: 'settings', order: 100, key: 'e', role: 'admin' };
