/** @type {Omit<import('../../app/areas.js').Area, 'load'|'words'>} */
export default { id: 'notices', title: { en: 'Notices', 'zh-CN': '通知' }, icon: 'notice', order: 20, key: 'n', role: 'viewer', also: ['duty', 'committee'] };
