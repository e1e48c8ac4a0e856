// Who works here, and what they may do where.
import { api } from '../../app/api.js';
import { me } from '../../app/session.js';

/** @typedef {{site: string, role: string, posts: string[]}} Grant
 *  @typedef {{user: string, role: string, must_change: boolean, created: number, left: boolean, totp: boolean, grants: Grant[], posts: string[]}} Account
 *  @typedef {{user: string, once: string, may_totp: boolean}} Once a one-time password; may_totp: a second step may be set up with it
 *  @typedef {{user: string, for: string, site: string, from: number, to: number, by: string}} StandIn
 *  @typedef {{role: string, site: string, open: number}} Unheld */

/** An administrator of the whole sees everybody, one of a community those with a part in it. */
const wide = () => ({ anySite: (me.value?.grants ?? []).some((g) => g.site === '*' && g.role === 'admin') });
export const isWide = () => wide().anySite;
const path = (/** @type {string} */ user, rest = '') => `/accounts/${encodeURIComponent(user)}${rest}`;

/** @returns {Promise<Account[]>} */
export const accounts = async () => (await api.get('/accounts', undefined, wide())).accounts;
/** @param {string} user @param {Grant[]} grants @returns {Promise<Once>} */
export const addAccount = (user, grants) => api.post('/accounts', { user, grants }, wide());
/** @param {string} user @param {Grant[]} grants @returns {Promise<{unheld: Unheld[]}>} */
export const putGrants = (user, grants) => api.put(path(user), { grants }, wide());
/** @param {string} user @returns {Promise<Once>} */
export const newPassword = (user) => api.post(path(user, '/password'), {}, wide());
/** @param {string} user @param {string} to @returns {Promise<{drafts: number, unheld: Unheld[]}>} */
export const leave = (user, to) => api.post(path(user, '/leave'), { to }, wide());
/** @param {string} user @param {{for: string, from: number, to: number}} body */
export const standIn = (user, body) => api.post(path(user, '/stand-in'), body);
/** @returns {Promise<StandIn[]>} */
export const standIns = async () => (await api.get('/stand-ins', undefined, wide())).stand_ins;
/** @param {string} user */
export const resetTotp = (user) => api.del(path(user, '/totp'), {}, wide());
/** The posts of a community. @param {string} site @returns {Promise<{id: string, name: string, name_en?: string}[]>} */
export const postsOf = (site) => api.get('/items/community', { site }).then((c) => c.doc.roles ?? [], () => []);
