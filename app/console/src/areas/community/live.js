// What must be real before the demonstration ribbon goes, each with the way to its field. Pure.
import { pick, t } from '../../app/i18n.js';
import { parts } from './parts.js';

/** @typedef {{label: string, done: boolean, detail: string, to: string[]}} Point
 *  @typedef {{id: string, title: string, list: Point[]}} Group */

/** A number of the demonstration, however it is written. @param {string|undefined} text */
export const isDemoNumber = (text) => /000[\s\-–—()（）]*5[\s\-–—]*5[\s\-–—]*5[\s\-–—]*0/.test(text ?? '');
const isSample = (/** @type {string|undefined} */ text) => !text?.trim() || /示例|演示|demonstration/i.test(text);

/** Where the demonstration's numbers still stand, part by part. @param {any} doc @returns {Group[]} */
export function demoNumbers(doc) {
  return parts().map((part) => ({ id: part.id, title: part.title, list: (doc[part.path] ?? []).filter((/** @type {any} */ e) => isDemoNumber(JSON.stringify(e))).map((/** @type {any} */ e) => ({
    label: part.name(e), done: false, detail: t('{phone} is a number of the demonstration.', { phone: e.phone ?? '000-5550' }), to: ['community', part.id, e.id] })) })).filter((group) => group.list.length);
}

/** @param {any} doc @returns {Point[]} */
export function points(doc) {
  const c = doc.community ?? {}, called = (/** @type {string} */ kind) => (doc.contacts ?? []).find((/** @type {any} */ one) => one.kind === kind);
  const number = (/** @type {string} */ kind, /** @type {string} */ label, /** @type {any} */ one = called(kind)) => ({ label, done: !!one?.phone && !isDemoNumber(one.phone), detail: one ? `${pick(one, 'label')} ${one.phone}` : t('There is no such contact yet.'), to: ['community', 'contacts', one?.id ?? 'new'] });
  const own = (doc.organisations ?? []).find((/** @type {any} */ o) => o.id === doc.contract?.manager);
  return [
    { label: t('The community’s own name'), done: !isSample(c.name) && !isSample(c.name_en ?? c.name), detail: `${c.name ?? ''} ${c.name_en ?? ''}`, to: ['community', 'about'] },
    { label: t('The community’s own address'), done: !isSample(c.address), detail: c.address ?? '', to: ['community', 'about'] },
    ...(own ? [{ label: t('The company’s own name'), done: !isSample(own.name) && !isSample(own.name_en ?? own.name), detail: own.name, to: ['community', 'organisations', own.id] }] : []),
    number('service', t('Number of the service centre')),
    number('lift_rescue', t('Number for people shut in a lift')),
    number('gas', t('Number for gas')),
  ];
}
