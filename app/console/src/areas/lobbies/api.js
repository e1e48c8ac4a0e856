// Lobbies, the screens in them, and what is asked of a screen.
import { api } from '../../app/api.js';

/** @typedef {{at?: number, fw?: string, up?: number, disk?: number, free?: number, temp?: number, power?: string, slowed?: boolean, clock?: string,
 *             waiting?: number, parked?: number, offline?: number, root?: number, mem?: number, screen?: string, err?: string[],
 *             kiosk?: {touch?: boolean, touches?: number, touched?: number, frames?: number, slow?: number, panel?: string, mem?: number, up?: number}}} Health
 *  @typedef {{id: string, lobby: string, state: 'online'|'silent'|'revoked', revoked: boolean, last_seen: number, paired?: number, paired_by?: string,
 *             model?: string, fw?: string, status?: Health, status_at?: number, applied: number}} Terminal
 *  @typedef {{id: string, name: string, name_en?: string, building?: string, unit?: string, place?: string, terminal: string, touch?: boolean}} Lobby
 *  @typedef {{kind: string, subject: string, detail: any, raised: number, cleared: number}} Alert
 *  @typedef {{id: string, cmd: string, what: string, who: string, at: number, until: number, state: string, said: string, said_at: number}} Command
 *  @typedef {{id: string, title: string, state: string}} NoticeThere
 *  @typedef {{terminal: Terminal, lobby: Lobby|null, history: Health[], commands: Command[], notices: NoticeThere[], alerts: Alert[], shot?: {at: number}}} Whole
 *  @typedef {{lobby: Lobby, terminal: Terminal|null, building: string, alerts: Alert[]}} Row
 *  @typedef {{rows: Row[], retired: Terminal[], alerts: Alert[], newest: string}} Fleet */

/** @returns {Promise<{lobbies: Lobby[], buildings: Map<string, any>}>} */
export async function places() {
  const [{ lobbies }, community] = await Promise.all([api.get('/lobbies'), api.get('/items/community').catch((error) => { if (error.status === 404) return null; throw error; })]);
  return { lobbies, buildings: new Map((community?.doc?.buildings ?? []).map((/** @type {any} */ b) => [b.id, b])) };
}

/** Versions as people count them: 1.10 is newer than 1.9. @param {string} a @param {string} b */
const byVersion = (a, b) => a.localeCompare(b, undefined, { numeric: true });
/** @param {Terminal} terminal */
export const versionOf = (terminal) => terminal.status?.fw ?? terminal.fw ?? '';

/** @param {(building: any) => string} nameOf @returns {Promise<Fleet>} */
export async function fleet(nameOf) {
  const [{ lobbies, buildings }, { terminals }, { alerts }] = await Promise.all([places(), api.get('/terminals'), api.get('/alerts')]);
  const used = /** @type {Terminal[]} */ (terminals.filter((/** @type {Terminal} */ one) => !one.revoked));
  const rows = lobbies.map((lobby) => {
    const terminal = used.filter((one) => one.lobby === lobby.id).sort((a, b) => b.last_seen - a.last_seen)[0] ?? null;
    return { lobby, terminal, building: lobby.building ? nameOf(buildings.get(lobby.building)) || lobby.building : '', alerts: terminal ? alerts.filter((/** @type {Alert} */ a) => a.subject === terminal.id) : [] };
  });
  return { rows, alerts, retired: terminals.filter((/** @type {Terminal} */ one) => one.revoked), newest: used.map(versionOf).filter(Boolean).sort(byVersion).at(-1) ?? '' };
}

/** @param {string} id @returns {Promise<Whole>} */
export const terminal = (id) => api.get(`/terminals/${encodeURIComponent(id)}`);
/** @param {string} id @param {string} cmd @param {Record<string, string>} [more] @returns {Promise<{id: string}>} */
export const command = (id, cmd, more) => api.post(`/terminals/${encodeURIComponent(id)}/commands`, { cmd, ...more });
/** @param {string} id @returns {Promise<Blob>} */
export const shot = (id) => api.get(`/terminals/${encodeURIComponent(id)}/shot`);
/** @param {string} id @param {string} lobby @param {boolean} dry @returns {Promise<{gains: NoticeThere[], loses: NoticeThere[]}>} */
export const move = (id, lobby, dry) => api.post(`/terminals/${encodeURIComponent(id)}/move`, { lobby, dry_run: dry });
/** @param {string} id @param {boolean} stolen @returns {Promise<{network?: string}>} */
export const revoke = (id, stolen) => api.del(`/terminals/${encodeURIComponent(id)}`, undefined, { query: stolen ? { stolen: 1 } : {} });
/** @param {string} code @param {string} lobby @param {string} [replaces] @returns {Promise<{terminal: string}>} */
export const pair = (code, lobby, replaces) => api.post('/pair', { code, lobby, replaces });
/** What hangs in a lobby. @param {string} lobby @returns {Promise<NoticeThere[]>} */
export async function noticesOf(lobby) {
  const { items } = await api.get('/items', { kind: 'notice', hanging: 1 });
  return items.filter((/** @type {any} */ item) => item.lobbies?.includes(lobby));
}
