// A community is made from one form; the rest is filled in afterwards.
import { html, Button, Card, DraftOffer, Note, Page, TextField, errorWords, toast, useMemo, useState } from '../../ui/index.js';
import { api } from '../../app/api.js';
import { useDraft } from '../../app/draft.js';
import { go, href } from '../../app/router.js';
import { chooseSite, loadSites, me, sites } from '../../app/session.js';
import { t, tn } from '../../app/i18n.js';
import { FLOORS_MAX, LIFTS_MAX, UNITS_MAX, begin, count } from './begin.js';

/** @typedef {import('./begin.js').Answers} Answers
 *  @typedef {import('./begin.js').House} House */

const freeName = () => ['', ...Array.from({ length: 99 }, (_, i) => String(i + 2))].map((n) => `xiaoqu${n}`).find((id) => !sites.value.some((s) => s.id === id)) ?? '';
/** @returns {Answers} */
const blank = () => ({ id: freeName(), name: '', address: '', company: me.value?.server?.name ?? '', phone: '', lift: '', gas: '', houses: [{ name: '1号楼', units: '1', floors: '', lifts: '' }] });

/** As the one before it, one number on. @param {House[]} houses @returns {House} */
function nextHouse(houses) {
  const last = houses[houses.length - 1], number = /^(\d+)(.*)$/.exec(last?.name ?? '');
  return { ...(last ?? { units: '1', floors: '', lifts: '' }), name: number ? `${Number(number[1]) + 1}${number[2]}` : '' };
}

/** @param {Answers} v @returns {Record<string, string>} */
function faults(v) {
  const wrong = /** @type {Record<string, string>} */ ({}), lifts = v.houses.some((h) => count(h.lifts, LIFTS_MAX));
  for (const name of ['name', 'address', 'phone']) if (!v[/** @type {'name'} */ (name)].trim()) wrong[name] = t('This is wanted.');
  if (lifts && !v.lift.trim()) wrong.lift = t('There are lifts: whom does somebody call who is shut in?');
  if (!/^[a-z0-9][a-z0-9-]{1,39}$/.test(v.id)) wrong.id = t('Small letters, digits and dashes.');
  v.houses.forEach((h, i) => {
    if (!h.name.trim()) wrong[`name${i}`] = t('This is wanted.');
    for (const [part, max] of /** @type {['units'|'floors'|'lifts', number][]} */ ([['units', UNITS_MAX], ['floors', FLOORS_MAX], ['lifts', LIFTS_MAX]])) if (count(h[part], max) === null) wrong[`${part}${i}`] = t('A number up to {max} is wanted.', { max });
  });
  return wrong;
}

/** @param {{houses: House[], wrong: Record<string, string>, set: (houses: House[]) => void}} props */
function Houses({ houses, wrong, set }) {
  const columns = /** @type {[keyof House, string][]} */ ([['name', t('Building')], ['units', t('Units, each with its own lobby')], ['floors', t('Floors')], ['lifts', t('Lifts in each unit')]]);
  return html`<table class="document-lines community-houses"><caption class="sr">${t('Buildings')}</caption><thead><tr>${columns.map(([part, label]) => html`<th key=${part}>${label}</th>`)}<th></th></tr></thead><tbody>
    ${houses.map((house, i) => html`<tr key=${i}>${columns.map(([part, label]) => html`<td key=${part}><${TextField} label=${`${label} (${i + 1})`} inputmode=${part === 'name' ? undefined : 'numeric'} maxlength=${part === 'name' ? 40 : 3} value=${house[part]} error=${wrong[`${part}${i}`] ?? null}
      onInput=${(/** @type {string} */ typed) => set(houses.map((h, k) => k === i ? { ...h, [part]: typed } : h))} /></td>`)}
      <td>${houses.length > 1 && html`<${Button} kind="quiet" small icon="trash" aria-label=${t('Take line {n} out', { n: i + 1 })} onClick=${() => set(houses.filter((_, k) => k !== i))} />`}</td></tr>`)}</tbody></table>
    <div><${Button} small icon="plus" onClick=${() => set([...houses, nextHouse(houses)])}>${t('One more building')}<//></div>`;
}

export function NewCommunity() {
  const first = !sites.value.length, draft = useDraft('community:new', useMemo(blank, [])), v = draft.value;
  const [tried, setTried] = useState(false), [busy, setBusy] = useState(false), [error, setError] = useState('');
  const wrong = faults(v), told = tried ? wrong : {}, lobbies = v.houses.reduce((n, h) => n + (h.name.trim() ? count(h.units, UNITS_MAX) || 1 : 0), 0);
  const field = (/** @type {Exclude<keyof Answers, 'houses'>} */ name, /** @type {string} */ label, /** @type {any} */ more = {}) => html`<${TextField} label=${label} value=${v[name]} error=${told[name] ?? null} onInput=${(/** @type {string} */ typed) => draft.set({ ...v, [name]: typed })} ...${more} />`;
  const make = async (/** @type {Event} */ event) => {
    event.preventDefault();
    setTried(true);
    if (Object.keys(wrong).length) return void setTimeout(() => /** @type {HTMLElement|null} */ (document.querySelector('main [aria-invalid]'))?.focus());
    setBusy(true);
    setError('');
    try {
      await api.put('/community', begin(v, !first), { anySite: true });
      draft.drop();
      await loadSites();
      chooseSite(v.id);
      toast(t('The community is there, as a demonstration.'));
      go(first ? href('home') : href('community', 'buildings'), { force: true });
    } catch (e) {
      setError(errorWords(e));
      setBusy(false);
    }
  };
  return html`<${Page} title=${first ? t('Your community') : t('Another community')} back=${{ to: href('community'), label: t('Community') }} lead=${t('Only what it cannot be without; everything can be changed and added to afterwards.')}>
    <${DraftOffer} draft=${draft} /><form class="community-stack" onSubmit=${make}>${error && html`<${Note} kind="bad">${error}<//>`}
    <${Card} title=${t('1. What it is called')}><fieldset class="document-form">${field('name', t('Name#thing'), { maxlength: 60, autocomplete: 'off' })}${field('company', t('Property company'), { maxlength: 60, optional: true })}${field('address', t('Address'), { class: 'whole', maxlength: 200, autocomplete: 'off' })}</fieldset><//>
    <${Card} title=${t('2. Its buildings')}><${Houses} houses=${v.houses} wrong=${told} set=${(/** @type {House[]} */ houses) => draft.set({ ...v, houses })} />
      <p class="hint">${tn(lobbies, 'Makes one lobby for a screen. Nothing must hang there yet.', 'Makes {n} lobbies for screens. Nothing must hang there yet.')}</p><//>
    <${Card} title=${t('3. Whom residents call')}><fieldset class="document-form">${field('phone', t('Number of the service centre'), { maxlength: 40, inputmode: 'tel', autocomplete: 'off' })}${field('lift', t('Number for people shut in a lift'), { maxlength: 40, optional: !v.houses.some((h) => count(h.lifts, LIFTS_MAX)), inputmode: 'tel', autocomplete: 'off' })}
      ${field('gas', t('Number for gas'), { maxlength: 40, optional: true, inputmode: 'tel', autocomplete: 'off' })}</fieldset><p class="hint">${t('110, 119 and 120 are there already.')}</p><//>
    <${Card}><fieldset class="document-form">${field('id', t('Short name for addresses'), { hint: t('Only machines read it: it may stay as it is. It cannot be changed later.'), maxlength: 40, autocomplete: 'off', autocapitalize: 'none' })}</fieldset>
      <p>${t('It begins as a demonstration, with a ribbon over its screens, until what must be real is.')}</p>
      <div class="document-acts"><${Button} kind="main" type="submit" busy=${busy}>${t('Make the community')}<//>${tried && Object.keys(wrong).length > 0 && html`<span class="error" role="alert">${t('Something is still missing above.')}</span>`}</div><//></form><//>`;
}
