/** @type {Omit<import('../../app/areas.js').Area, 'load'|'words'>} */
export default { id: 'standards', title: { en: 'Service standards', 'zh-CN': '服务标准' }, icon: 'standard', order: 30, key: 's', role: 'viewer' };
