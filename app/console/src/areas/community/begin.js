// What a community begins with, out of the few answers of its first form: its houses with their units and lifts, a lobby with a screen in each unit, whom to call, the usual posts. Pure.
import posts from '../../../../../assets/start/posts.json';

/** @typedef {{name: string, units: string, floors: string, lifts: string}} House  lifts: in each unit
 *  @typedef {{id: string, name: string, address: string, company: string, phone: string, lift: string, gas: string, houses: House[]}} Answers */

export const UNITS_MAX = 30, LIFTS_MAX = 8, FLOORS_MAX = 120;
const PANEL = { px_w: 1080, px_h: 1920, mm_w: 398, mm_h: 708, orientation: 'portrait' }, BOTTOM_MM = 620;
const PUBLIC = [['C16', '报警', 'Police', '110'], ['C17', '火警', 'Fire', '119'], ['C18', '医疗急救', 'Ambulance', '120']];
const letter = (/** @type {number} */ i) => String.fromCharCode(65 + i);

/** A number from a field, 0 where nothing stands, null for what is none. @param {string} text @param {number} max */
export function count(text, max) {
  const plain = text.trim().replace(/[０-９]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xFEE0));
  if (!plain) return 0;
  return /^\d{1,3}$/.test(plain) && Number(plain) <= max ? Number(plain) : null;
}

/** "7号楼" is "Building 7" in English. @param {string} name */
const english = (name) => /^(\d+)\s*(号楼|栋|幢)$/.exec(name)?.[1];

/** @param {House} house @param {number} i @param {Answers} a @param {boolean} another  the numbers of buildings and lobbies are those of the whole organisation */
function built(house, i, a, another) {
  const id = another ? `${a.id}-B${i + 1}` : `B${i + 1}`, name = house.name.trim(), floors = count(house.floors, FLOORS_MAX) || undefined, lifts = count(house.lifts, LIFTS_MAX) ?? 0;
  const name_en = english(name) ? `Building ${english(name)}` : undefined;
  const units = Array.from({ length: count(house.units, UNITS_MAX) || 1 }, (_, u) => {
    const own = Array.from({ length: lifts }, (_, l) => ({ id: `L${i + 1}-${u + 1}-${letter(l)}`, name: `${letter(l)}梯`, name_en: `Lift ${letter(l)}`, building: id, unit: `${id}-U${u + 1}`, ...(floors ? { floors } : {}) }));
    return { unit: { id: `${id}-U${u + 1}`, name: `${u + 1}单元`, name_en: `Unit ${u + 1}`, ...(lifts ? { lifts: own.map((l) => l.id) } : {}) }, lifts: own };
  });
  return {
    building: { id, name, ...(name_en ? { name_en } : {}), ...(floors ? { floors } : {}), tags: ['all'], units: units.map((u) => u.unit) }, lifts: units.flatMap((u) => u.lifts),
    lobbies: units.map(({ unit }) => ({ id: `T-${unit.id}`, name: `${name}${unit.name}大堂`, ...(name_en ? { name_en: `${name_en} ${unit.name_en} lobby` } : {}), building: id, unit: unit.id, tags: ['all', 'lobby'],
      place: `${a.address.trim()}，${a.name.trim()}，${name}${unit.name}，一层大堂`, touch: true, default_mode: 'standard', screen: PANEL, mount: { screen_bottom_mm: BOTTOM_MM, screen_top_mm: BOTTOM_MM + PANEL.mm_h } })),
  };
}

/** @param {Answers} a @param {boolean} another  there are communities already */
export function begin(a, another) {
  const houses = a.houses.filter((h) => h.name.trim()).map((h, i) => built(h, i, a, another));
  const call = (/** @type {string} */ id, /** @type {string} */ label, /** @type {string} */ label_en, /** @type {string} */ phone, /** @type {string} */ kind, /** @type {number} */ order) => phone.trim() ? [{ id, label, label_en, phone: phone.trim(), kind, order, hours: '24h' }] : [];
  return {
    community: { id: a.id, name: a.name.trim(), address: a.address.trim(), timezone: 'Asia/Shanghai', demo: true },
    ...(a.company.trim() ? { organisations: [{ id: 'ORG-PM', name: a.company.trim(), role: '物业服务人', role_en: 'property manager' }], contract: { manager: 'ORG-PM' } } : { organisations: [] }),
    tags: [{ id: 'all', name: '全体住户', name_en: 'All residents' }, { id: 'lobby', name: '单元大堂', name_en: 'Lobbies' }],
    buildings: houses.map((h) => h.building), lifts: houses.flatMap((h) => h.lifts), terminals: houses.flatMap((h) => h.lobbies), places: [], roles: posts,
    contacts: [...PUBLIC.flatMap(([id, label, label_en, phone]) => call(id, label, label_en, phone, 'public_hotline', 0)), ...call('C01', '服务中心', 'Service centre', a.phone, 'service', 2),
      ...call('C02', '电梯困人救援', 'Lift rescue', a.lift, 'lift_rescue', 1), ...call('C03', '燃气抢修', 'Gas emergency', a.gas, 'gas', 1)],
  };
}
