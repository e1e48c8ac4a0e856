/** @type {Omit<import('../../app/areas.js').Area, 'load'|'words'>} */
export default { id: 'lobbies', title: { en: 'Lobbies', 'zh-CN': '大堂屏' }, icon: 'lobby', order: 70, key: 'l', role: 'viewer', also: ['duty'] };
