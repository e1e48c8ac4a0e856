/** @type {Omit<import('../../app/areas.js').Area, 'load'|'words'>} */
export default { id: 'cases', title: { en: 'Reports', 'zh-CN': '反映事项' }, icon: 'case', order: 40, key: 'c', role: 'viewer', also: ['committee'] };
