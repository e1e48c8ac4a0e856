/** @type {Omit<import('../../app/areas.js').Area, 'load'|'words'>} */
export default { id: 'home', title: { en: 'Today', 'zh-CN': '今日' }, icon: 'home', order: 10, key: 'h' };
