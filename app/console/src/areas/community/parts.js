// What a community is made of: for each part its list in the document, the fields of an entry, and how its changes are told. Pure.
import { freeId } from '../../app/ids.js';
import { pick, t, tn } from '../../app/i18n.js';
import { hoursWords } from '../../ui/document/hours.js';
import { members } from '../../ui/document/fields.js';

/** @typedef {import('../../ui/document/fields.js').Spec} Spec
 *  @typedef {import('../../ui/document/fields.js').Section} Section
 *  @typedef {{id: string, path: string, letters: string, title: string, one: string, lead: string, name: (e: any) => string, detail: (e: any, doc: any) => string,
 *             blank: (doc: any) => any, sections: (doc: any, e: any) => Section[], page?: string}} Part  page: of the screen, to look at beside the form */

/** @param {any} doc @param {any} e */
export const whereWords = (doc, e) => {
  const building = (doc.buildings ?? []).find((/** @type {any} */ b) => b.id === e.building), unit = (building?.units ?? []).find((/** @type {any} */ u) => u.id === e.unit);
  return building ? `${pick(building, 'name')} ${unit ? pick(unit, 'name') : ''}`.trim() : t('of the whole community');
};
/** @param {any} doc */
const wheres = (doc) => [{ value: '|', label: t('of the whole community') }, ...(doc.buildings ?? []).flatMap((/** @type {any} */ b) => [{ value: `${b.id}|`, label: pick(b, 'name') }, ...(b.units ?? []).map((/** @type {any} */ u) => ({ value: `${b.id}|${u.id}`, label: `${pick(b, 'name')} ${pick(u, 'name')}` }))])];
/** @param {any[]|undefined} list @param {string} [member] */
const named = (list, member = 'name') => (list ?? []).map((one) => ({ value: one.id, label: pick(one, member) || one.id }));

const contactKinds = () => ({ service: t('Service centre'), lift_rescue: t('Lift rescue'), gas: t('Gas emergency'), duty: t('Duty post'), complaint: t('Complaints'), fire_control: t('Fire control room'), fee: t('Fees#contact'), manager: t('Manager'),
  steward: t('Steward'), owners: t('Owners’ committee'), gov: t('Authority'), public_hotline: t('Public hotline'), lift: t('Lift'), emergency: t('Emergency'), free_service: t('Free service'), privacy: t('Personal data'), other: t('Other') });
const placeKinds = () => ({ bins: t('Bins'), gate: t('Gate'), garage: t('Garage'), parking: t('Parking'), charging: t('Charging'), playground: t('Playground'), fitness: t('Fitness'), garden: t('Garden'), lawn: t('Lawn'), square: t('Square'), ramp: t('Ramp'), locker: t('Lockers'), centre: t('Service centre') });
const buildingKinds = () => ({ 高层: t('High-rise'), 小高层: t('Mid-rise'), 多层: t('Low-rise'), 商铺: t('Shops') });
const zoneNames = () => ({ low: t('Lower zone'), mid: t('Middle zone'), high: t('Upper zone') });
/** Zones of the water supply, with those that only this community knows. @param {any} b */
const zones = (b) => [...new Set([...Object.keys(zoneNames()), ...(b.units ?? []).flatMap((/** @type {any} */ u) => u.water_zones ?? [])])].map((value) => ({ value, label: zoneNames()[/** @type {'low'} */ (value)] ?? value }));
/** Choices, with a value that no list knows kept. @param {Record<string, string>} words @param {string|undefined} now */
const choices = (words, now) => [...Object.entries(words), ...(now && !words[now] ? [[now, now]] : [])].map(([value, label]) => ({ value, label }));

/** @type {(member: string, label: string, more?: Partial<Spec>) => Spec} */
const f = (member, label, more = {}) => ({ member, label, ...more });
const names = () => [f('name', t('Name#thing'), { wanted: true, max: 40 }), f('name_en', t('Name in English'), { max: 60 })];

/** Who bears the group. @param {any} doc @param {string} id */
export const bearers = (doc, id) => [...(doc.buildings ?? []), ...(doc.terminals ?? [])].filter((e) => (e.tags ?? []).includes(id));
/** @param {any} doc @param {string} id */
const groupWords = (doc, id) => tn(bearers(doc, id).length, '{n} building or lobby', '{n} buildings or lobbies');

export const parts = () => /** @type {Part[]} */ ([
  { id: 'buildings', path: 'buildings', letters: 'B', title: t('Buildings'), one: t('Building'), lead: t('Each building with its units. Notices and reports are about these.'), name: (b) => pick(b, 'name'), detail: (b) => (b.units ?? []).map((/** @type {any} */ u) => pick(u, 'name')).join('、'),
    blank: () => ({ name: '', units: [], tags: ['all'] }), sections: (doc, b) => [
      { title: t('Building'), fields: [...names(), f('kind', t('Kind'), { kind: 'choice', options: choices(buildingKinds(), b.kind) }), f('floors', t('Floors'), { kind: 'number' }), f('households', t('Homes'), { kind: 'number' }), f('area_total_c', t('Floor area, m²'), { kind: 'sqm' }), f('area_per_household_c', t('Area of a usual home, m²'), { kind: 'sqm', hint: t('The price calculator of the lobby offers it with one touch.') }), ...((doc.tags ?? []).length ? [f('tags', t('Groups it belongs to'), { kind: /** @type {const} */ ('several'), options: named(doc.tags) })] : [])] },
      { title: t('Units'), hint: t('Zones of the water supply: which of them feed a unit. A notice reaches a zone by its group, above.'), fields: [f('units', t('Units'), { kind: 'blocks', one: t('Unit'), name: (u) => pick(u, 'name') || u.id, next: (rows) => ({ id: freeId(`${b.id}-U`, rows), name: `${rows.length + 1}单元`, name_en: `Unit ${rows.length + 1}` }),
        columns: [f('name', t('Name#thing'), { wanted: true }), f('name_en', t('Name in English')), f('doors_per_floor', t('Doors on a floor'), { kind: 'number' }), f('households', t('Homes'), { kind: 'number' }), f('room_first', t('First door')), f('room_last', t('Last door')), f('water_zones', t('Water zones'), { kind: 'several', options: zones(b) })] })] }] },
  { id: 'lifts', path: 'lifts', letters: 'L', title: t('Lifts'), one: t('Lift'), lead: t('A resident who reports a lift chooses it by its name.'), name: (l) => pick(l, 'name') || l.id, detail: (l, doc) => whereWords(doc, l),
    blank: (doc) => ({ name: '', building: doc.buildings?.[0]?.id ?? null, unit: doc.buildings?.[0]?.units?.[0]?.id ?? null }), sections: (doc) => [{ title: t('Lift'), fields: [...names(), f('building', t('Where#spot'), { kind: 'where', options: wheres(doc).slice(1) }), f('floors', t('Floors'), { kind: 'number' }),
      f('load_kg', t('Load, kg'), { kind: 'number' }), f('register_no', t('Number of registration')), f('maintainer', t('Who maintains it'), { kind: 'choice', options: named(doc.organisations) }), f('next_inspection', t('Next inspection'), { kind: 'date' })] }] },
  { id: 'places', path: 'places', letters: 'P-', title: t('Outdoor places'), one: t('Place'), lead: t('What a resident can report about outside the buildings.'), name: (p) => pick(p, 'name'), detail: (p) => placeKinds()[/** @type {'bins'} */ (p.kind)] ?? p.kind ?? '',
    blank: () => ({ name: '', near: [] }), sections: (doc, p) => [{ title: t('Place'), fields: [...names(), f('kind', t('Kind'), { kind: 'choice', options: choices(placeKinds(), p.kind) }), f('near', t('Near which buildings'), { kind: 'several', options: named(doc.buildings) })] }] },
  { id: 'contacts', path: 'contacts', letters: 'C', title: t('Contacts'), one: t('Contact'), lead: t('Whom residents call, in this order. What is urgent comes first.'), name: (c) => pick(c, 'label'), detail: (c) => `${c.phone ?? ''} · ${hoursWords(c.hours)}`, page: 'phones',
    blank: () => ({ label: '', phone: '', kind: 'other', order: 5, hours: '24h' }), sections: (doc, c) => [{ title: t('Contact'), fields: [f('label', t('What it is called'), { wanted: true, max: 60 }), f('label_en', t('Name in English'), { max: 60 }), f('phone', t('Telephone'), { wanted: true, max: 40 }),
      f('kind', t('What for'), { kind: 'choice', wanted: true, options: choices(contactKinds(), c.kind) }), f('order', t('Place in the list'), { kind: 'number' }), f('hours', t('When it is answered'), { kind: 'hours' })] },
    { title: t('Who answers'), fields: [f('role', t('Post'), { kind: 'choice', options: named(doc.roles) }), f('org', t('Organisation'), { kind: 'choice', options: named(doc.organisations) }), f('person', t('Name or badge')), f('person_en', t('Name or badge in English')), f('note', t('Remark'), { whole: true }), f('note_en', t('Remark in English'), { whole: true })] }] },
  { id: 'posts', path: 'roles', letters: 'R-', title: t('Posts'), one: t('Post'), lead: t('Reports and promises belong to posts; who holds one is said under People.'), name: (r) => pick(r, 'name') || r.id, detail: (r) => pick(r, 'duty'),
    blank: () => ({ name: '', duty: '' }), sections: () => [{ title: t('Post'), fields: [...names(), f('duty', t('What it does'), { whole: true }), f('duty_en', t('What it does, in English'), { whole: true }), f('phone', t('Telephone')), f('as_handler', t('As it is called to residents'), { hint: t('In both languages, or in neither.') }), f('as_handler_en', t('As it is called to residents, in English'))] }] },
  { id: 'organisations', path: 'organisations', letters: 'ORG-', title: t('Organisations'), one: t('Organisation'), lead: t('The property company, who maintains lifts, the authorities.'), name: (o) => pick(o, 'name'), detail: (o) => pick(o, 'role'),
    blank: () => ({ name: '', role: '' }), sections: () => [{ title: t('Organisation'), fields: [f('name', t('Name#thing'), { wanted: true, max: 60 }), f('name_en', t('Name in English')), f('role', t('Part it has')), f('role_en', t('Part it has, in English')), f('licence_no', t('Licence number')), f('licence_no_en', t('Licence number in English')), f('credit_url_text', t('Where its credit record is read')), f('credit_url_text_en', t('Where its credit record is read, in English'))] }] },
  { id: 'groups', path: 'tags', letters: 'group-', title: t('Groups'), one: t('Group'), lead: t('Notices can go to a group of buildings or lobbies: these names are offered for the audience.'), name: (g) => pick(g, 'name') || g.id, detail: (g, doc) => [pick(g, 'desc'), groupWords(doc, g.id)].filter(Boolean).join(' · '),
    blank: () => ({ name: '', desc: '' }), sections: () => [{ title: t('Group'), fields: [...names(), f('desc', t('Who belongs to it'), { whole: true }), f('desc_en', t('Who belongs to it, in English'), { whole: true })] }] },
  { id: 'lobbies', path: 'terminals', letters: 'T-', title: t('Lobbies'), one: t('Lobby'), lead: t('Where a screen hangs. A screen is let in under Lobbies, once its lobby stands here.'), name: (l) => pick(l, 'name'), detail: (l, doc) => whereWords(doc, l),
    blank: () => ({ name: '', place: '', building: null, unit: null, touch: true, default_mode: 'standard', tags: ['all', 'lobby'], screen: { px_w: 1080, px_h: 1920, mm_w: 398, mm_h: 708, orientation: 'portrait' }, mount: { screen_bottom_mm: 620 } }), sections: (doc) => [
      { title: t('Lobby'), fields: [f('name', t('Name#thing'), { wanted: true, max: 60 }), f('name_en', t('Name in English')), f('building', t('Where#spot'), { kind: 'where', options: wheres(doc) }), f('place', t('Where it hangs, in words'), { whole: true, max: 200 }), f('place_en', t('Where it hangs, in English'), { whole: true }), ...((doc.tags ?? []).length ? [f('tags', t('Groups it belongs to'), { kind: /** @type {const} */ ('several'), options: named(doc.tags) })] : [])] },
      { title: t('Panel'), fields: [f('screen.px_w', t('Width in dots'), { kind: 'number', wanted: true }), f('screen.px_h', t('Height in dots'), { kind: 'number', wanted: true }), f('screen.mm_w', t('Width, mm'), { kind: 'number', wanted: true, hint: t('Measured on the panel: letters are as large as they should be.') }), f('screen.mm_h', t('Height, mm'), { kind: 'number', wanted: true }),
        f('mount.screen_bottom_mm', t('Lower edge above the floor, mm'), { kind: 'number', wanted: true }), f('touch', t('It can be touched'), { kind: 'flag' })] },
      { title: t('When it is lit'), fields: [f('hours.weekly', t('Hours in which it is lit; none: always'), { kind: 'lit' }), f('hours.day_brightness', t('Brightness by day, %'), { kind: 'number' }), f('hours.night.from', t('Evening dims it from'), { kind: 'time' }), f('hours.night.to', t('Morning brightens it from'), { kind: 'time' }), f('hours.night.brightness', t('Brightness by night, %'), { kind: 'number' })] },
      { title: t('When it speaks'), hint: t('Without rows it speaks from 8:00 to 21:00 at 70 %. With rows it is silent outside them; the danger page is heard at any hour.'), fields: [f('voice.weekly', t('Volumes of the week'), { kind: 'voice' })] },
      { title: t('How it is typed'), fields: accents() }] },
]);

/** @returns {Spec[]} */
const accents = (under = 'typing.', open = t('as the community says')) => [['zh_z', t('zh, ch, sh may be typed as z, c, s')], ['n_l', t('n may be typed as l, and l as n')], ['ing_in', t('ing may be typed as in')]].map(([m, label]) => f(`${under}${m}`, label, { kind: 'maybe', hint: open }));

/** @param {any} doc @returns {Section[]} */
const contract = (doc) => [
  { title: t('Service contract'), hint: t('It stands on the page about the community.'), fields: [f('id', t('Number of the contract')), f('manager', t('Property company'), { kind: 'choice', options: named(doc.organisations) }), f('kind', t('Kind')), f('kind_en', t('Kind in English')), f('start', t('In force from'), { kind: 'date' }), f('end', t('In force until'), { kind: 'date' }), f('grade', t('Service grade')), f('grade_en', t('Service grade in English')),
    f('charging_mode', t('Way of charging')), f('charging_mode_en', t('Way of charging in English')), f('remuneration_bp', t('Remuneration, % of the fees'), { kind: 'percent' }), f('parties', t('Parties'), { kind: 'several', options: named(doc.organisations) })] },
  { title: t('End and reading'), fields: [f('renewal_notice_days', t('Notice of renewal, days'), { kind: 'number' }), f('termination_notice_days', t('Notice of an end, days'), { kind: 'number' }), f('reselection_opens', t('Next selection opens'), { kind: 'date' }), f('signed_copy_view', t('Where the signed copy is read'), { whole: true }), f('signed_copy_view_en', t('Where the signed copy is read, in English'), { whole: true })] },
  { title: t('Work given to others'), fields: [f('subcontracts', t('Work given to others'), { kind: 'rows', columns: [f('org', t('Organisation'), { kind: 'choice', wanted: true, options: named(doc.organisations) }), f('scope', t('What for'), { wanted: true }), f('scope_en', t('What for, in English'))] })] }];

/** What is wrong between the members of one. @param {string} id @param {any} entry */
export const singleFault = (id, entry) => id === 'contract' && entry.start && entry.end && entry.start > entry.end ? t('The contract ends before it begins.') : '';

/** @typedef {{id: string, path: string, title: string, sections: (doc: any) => Section[], page?: string}} Single */
export const singles = () => /** @type {Single[]} */ ([
  { id: 'about', path: 'community', title: t('The community'), sections: () => [{ title: t('The community'), fields: [f('name', t('Name#thing'), { wanted: true, max: 60 }), f('name_en', t('Name in English')), f('short_name', t('Short name'), { max: 30 }), f('short_name_en', t('Short name in English'), { max: 30 }),
    f('address', t('Address'), { wanted: true, whole: true, max: 200 }), f('address_en', t('Address in English'), { whole: true }), f('delivered', t('Handed over'), { kind: 'date' }), f('households_residential', t('Homes'), { kind: 'number' }), f('shops', t('Shops'), { kind: 'number' }), f('area_total_c', t('Floor area, m²'), { kind: 'sqm' }), f('land_term_years', t('Land, years'), { kind: 'number' }), f('land_term_end', t('Land until'), { kind: 'date' }), f('timezone', t('Time zone'), { wanted: true, max: 64 }), f('motto', t('Motto')), f('motto_en', t('Motto in English'))] }] },
  { id: 'contract', path: 'contract', title: t('Contract'), sections: contract, page: 'about' },
  { id: 'committee', path: 'owners_committee', title: t('Owners’ committee'), sections: (doc) => [{ title: t('Owners’ committee'), fields: [f('term_start', t('Term begins'), { kind: 'date' }), f('term_end', t('Term ends'), { kind: 'date' }), f('seats', t('Seats'), { kind: 'number' }), f('reception', t('When it receives')), f('reception_en', t('When it receives, in English')), f('place', t('Where it receives')), f('place_en', t('Where it receives, in English'))] },
    { title: t('Members'), fields: [f('members', t('Members'), { kind: 'rows', next: (rows) => ({ seat: rows.length + 1, title: '委员', title_en: 'Member', display_name: '' }), columns: [f('title', t('Office#committee'), { wanted: true }), f('title_en', t('Office in English')), f('display_name', t('Name as it hangs'), { wanted: true }), f('building', t('Building'), { kind: 'choice', options: named(doc.buildings) })] })] }] },
  { id: 'typing', path: 'typing', title: t('Typing'), sections: () => [{ title: t('Typing'), hint: t('Which spellings of an accent the keyboards of the screens take. A lobby can say otherwise.'), fields: accents('', t('as the screens have it')) }] },
  { id: 'phone', path: 'phone_page', title: t('Page for phones'), sections: () => [{ title: t('Page for phones'), fields: [f('host', t('Address for phones'), { hint: t('Where residents’ phones reach this server, such as foyer.example.cn. It stands beside the code on the screen.'), max: 100 }), f('icp', t('ICP number'), { max: 40 })] }] },
]);

/** A unit names the lifts that say they are its own; one that several units share stays where it is named. @param {any} doc */
export function tied(doc) {
  const lifts = doc.lifts ?? [];
  const of = (/** @type {any} */ b, /** @type {any} */ u) => [...new Set([...(u.lifts ?? []).filter((/** @type {string} */ id) => lifts.some((/** @type {any} */ l) => l.id === id && !l.unit)), ...lifts.filter((/** @type {any} */ l) => l.building === b.id && l.unit === u.id).map((/** @type {any} */ l) => l.id)])];
  return { ...doc, buildings: (doc.buildings ?? []).map((/** @type {any} */ b) => b.units ? { ...b, units: b.units.map((/** @type {any} */ u) => u.lifts || of(b, u).length ? { ...u, lifts: of(b, u) } : u) } : b) };
}

/** What still stands in a building or unit that shall go, or ''. @param {any} doc @param {string} building @param {string} [unit] */
export function holds(doc, building, unit) {
  const here = (/** @type {any} */ e) => e.building === building && (!unit || e.unit === unit);
  return [...(doc.lifts ?? []), ...(doc.terminals ?? [])].filter(here).map((e) => pick(e, 'name') || e.id).join('、');
}

/** What derives from the rest of an entry. @param {string} part @param {any} entry */
export function derived(part, entry) {
  if (part === 'phone') return entry.host?.trim() ? { ...entry, url: `https://${entry.host.trim()}` } : undefined;
  if (part !== 'lobbies') return entry;
  const s = entry.screen ?? {}, bottom = entry.mount?.screen_bottom_mm;
  return { ...entry, screen: { ...s, orientation: s.px_w > s.px_h ? 'landscape' : 'portrait' }, mount: { ...entry.mount, ...(Number.isInteger(bottom) && Number.isInteger(s.mm_h) ? { screen_top_mm: bottom + s.mm_h } : {}) } };
}

/** How the changes are told. @param {any} doc @returns {import('../../ui/document/changes.js').List[]} */
export const lists = (doc) => parts().map((p) => ({ path: p.path, what: p.one, name: (/** @type {any} */ e) => p.name(e), members: [...members(p.sections(doc, {})), ...(p.id === 'lobbies' ? [{ member: 'screen.orientation', label: t('Upright or lying'), words: (/** @type {string} */ v) => v === 'landscape' ? t('lying') : t('upright') }, { member: 'mount.screen_top_mm', label: t('Upper edge above the floor, mm') }] : [])] }));
/** @param {any} doc @returns {import('../../ui/document/changes.js').Member[]} */
export const top = (doc) => [...singles().flatMap((s) => members(s.sections(doc), `${s.path}.`)), { member: 'look.accent', label: t('Accent') }, { member: 'look.paper', label: t('Paper#color') }, { member: 'look.logo', label: t('Logo') }, { member: 'community.demo', label: t('Demonstration'), words: (v) => v ? t('yes') : t('no') }];
