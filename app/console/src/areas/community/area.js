/** @type {Omit<import('../../app/areas.js').Area, 'load'|'words'>} */
export default { id: 'community', title: { en: 'Community', 'zh-CN': '小区' }, icon: 'community', order: 80, key: 'm', role: 'viewer' };
