// What the server itself wants of an administrator: a backup, a root document, a certificate, room.
import { api } from '../../app/api.js';
import { me } from '../../app/session.js';
import { t, tn } from '../../app/i18n.js';

const DAY_S = 86400, ROOT_DAYS = 180, CERTIFICATE_DAYS = 30, FREE_MIN = 2 ** 30, ALL = { anySite: true };
/** @typedef {{id: string, title: string, to: string[]}} Wish */

/** @param {any} machine @param {any} backup @param {any[]} settings @param {number} now unix s @returns {Wish[]} */
export function wishes(machine, backup, settings, now) {
  const days = (/** @type {number} */ at) => Math.floor((at - now) / DAY_S), root = days(machine.root_expires), certificate = machine.certificate ? days(machine.certificate.not_after) : Infinity;
  /** @type {(Wish|false)[]} */
  const all = [
    !backup.last && { id: 'backup', title: t('There is no backup yet'), to: ['settings', 'backup'] },
    backup.last > 0 && now - backup.last >= backup.days * DAY_S && { id: 'backup', title: tn(Math.floor((now - backup.last) / DAY_S), 'The newest backup is {n} day old', 'The newest backup is {n} days old'), to: ['settings', 'backup'] },
    root <= ROOT_DAYS && { id: 'root', title: root < 0 ? t('The root document has expired') : tn(root, 'The root document ends in {n} day', 'The root document ends in {n} days'), to: ['settings', 'keys'] },
    !settings.find((s) => s.key === 'root.kept')?.value && { id: 'kept', title: t('Say where the root key is kept'), to: ['settings', 'keys'] },
    certificate < CERTIFICATE_DAYS && { id: 'certificate', title: tn(Math.max(0, certificate), 'The certificate ends in {n} day', 'The certificate ends in {n} days'), to: ['settings', 'server'] },
    machine.free_bytes < FREE_MIN && { id: 'disk', title: t('There is little room left on the disk'), to: ['settings', 'server'] },
  ];
  return /** @type {Wish[]} */ (all.filter(Boolean));
}

/** @returns {Promise<Wish[]>} for whoever administers the whole; others have nothing to do with it */
export async function running() {
  if (!(me.value?.grants ?? []).some((g) => g.site === '*' && g.role === 'admin')) return [];
  const [machine, backup, { settings }] = await Promise.all([api.get('/server', undefined, ALL), api.get('/backup', undefined, ALL), api.get('/settings', undefined, ALL)]);
  return wishes(machine, backup, settings, Date.now() / 1000);
}
