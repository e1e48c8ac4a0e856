// What the office decides for itself; backup, keys and the machine.
import { address, api } from '../../app/api.js';
import { me } from '../../app/session.js';

/** @typedef {{key: string, group: string, type: 'flag'|'number'|'text'|'choice', value: any, default: any, min: number, max: number, from: 'site'|'organisation'|'default', label: {'zh-CN': string, en: string}, hint: {'zh-CN': string, en: string},
 *             unit?: {'zh-CN': string, en: string}, whole?: boolean, options?: {value: string, label: {'zh-CN': string, en: string}}[]}} Setting
 *  @typedef {{id: string, label: {'zh-CN': string, en: string}, hint: {'zh-CN': string, en: string}}} Group
 *  @typedef {{last: number, bytes: number, days: number, making: boolean, done: number, total: number, ready: number|null, erased_bytes: number, erased_at: number, second_list: boolean}} Backup
 *  @typedef {{name: string, org: string, version: string, schema?: string, certificate?: {fingerprint: string, not_before: number, not_after: number, self_signed: boolean}|null, root_expires?: number,
 *             data_bytes?: number, free_bytes?: number, started?: number, data_dir?: string, connections?: number}} Server
 *  @typedef {{kind: string, site: string, subject: string, detail: any, raised: number, cleared: number}} Alert */

export const isWide = () => (me.value?.grants ?? []).some((g) => g.site === '*' && g.role === 'admin');
/** Said on the page of the keys, not among the rules. */
export const KEPT = 'root.kept';
const ALL = { anySite: true };

/** @param {boolean} all the organisation's, else the community's @returns {Promise<Setting[]>} */
export const settings = async (all) => (await api.get('/settings', undefined, { anySite: all })).settings;
/** In groups, as the form has them. @param {boolean} all @returns {Promise<{groups: Group[], settings: Setting[]}>} */
export const rules = (all) => api.get('/settings', undefined, { anySite: all });
/** null takes the own value back. @param {boolean} all @param {Record<string, any>} values @returns {Promise<Setting[]>} */
export const putSettings = async (all, values) => (await api.put('/settings', values, { anySite: all })).settings;
/** @returns {Promise<Backup>} */
export const backup = () => api.get('/backup', undefined, ALL);
/** @param {{password: string, passphrase: string, totp?: string}} body @returns {Promise<Backup>} */
export const makeBackup = (body) => api.post('/backup', body, ALL);
export const backupFile = () => address('/backup/file', ALL);
export const erasedFile = () => address('/backup/erased', ALL);
/** @returns {Promise<Server>} */
export const server = () => api.get('/server', undefined, ALL);
/** @returns {Promise<Alert[]>} */
export const alerts = async () => (await api.get('/alerts', { all: 1 })).alerts;

/** @typedef {{id: string, name: string, kind: 'json'|'wecom'|'dingtalk', url: string, has_secret: boolean, lang: string, events: string[], on: boolean, waiting: number, failing: boolean,
 *             last: {at: number, result: string, status: number, code: number, said: string}|null}} Hook */
/** @returns {Promise<Hook[]>} */
export const hooks = async () => (await api.get('/hooks')).hooks;
/** @param {string} id @param {Record<string, any>} body @returns {Promise<Hook>} */
export const putHook = (id, body) => api.put(`/hooks/${id}`, body);
/** @param {string} id */
export const removeHook = (id) => api.del(`/hooks/${id}`);
/** Answers when it is known what became of it. @param {string} id @returns {Promise<Hook>} */
export const testHook = (id) => api.post(`/hooks/${id}/test`, {});
