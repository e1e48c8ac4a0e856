/** @type {Omit<import('../../app/areas.js').Area, 'load'|'words'>} */
export default { id: 'account', title: { en: 'Your account', 'zh-CN': '我的账号' }, icon: 'account', order: 200, key: 'u', foot: true };
