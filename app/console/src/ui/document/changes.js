// What is different between two documents, in rows that a clerk can read: "GT-06 First reply · Target: 24 hours → 48 hours". Pure.

/** @typedef {{member: string, label: string, words?: (value: any, entry: any) => string}} Member  "guide_price.base_fen" lies in an object
 *  @typedef {{path: string, what: string, name: (entry: any) => string, members: Member[], key?: (entry: any) => string}} List  path: "paid_services.items"
 *  @typedef {{what: string, name: string, how: 'new'|'gone'|'changed', label?: string, before?: string, after?: string}} Change */

/** @param {any} object @param {string} path @returns {any} */
export const reach = (object, path) => path.split('.').reduce((at, key) => at?.[key], object);

/** @param {any} value */
const plain = (value) => value === undefined || value === null || value === '' ? '—' : Array.isArray(value) ? value.map((v) => typeof v === 'object' ? JSON.stringify(v) : v).join('、')
  : typeof value === 'object' ? Object.entries(value).filter(([, v]) => v !== null && v !== '').map(([k, v]) => `${k} ${plain(v)}`).join(', ') || '—' : String(value);
/** @param {any} a @param {any} b */
const equal = (a, b) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/** Members that no form names are told by their own name, where all are looked at. @param {any} was @param {any} is @param {Member[]} members @param {boolean} [whole] */
export function differences(was, is, members, whole = true) {
  const known = new Set(members.map((m) => m.member.split('.')[0]));
  const all = !whole ? members : [...members, ...[...new Set([...Object.keys(was), ...Object.keys(is)])].filter((key) => !known.has(key)).map((key) => ({ member: key, label: key }))];
  return all.filter((m) => !equal(reach(was, m.member), reach(is, m.member))).map((m) => {
    const words = /** @type {(value: any, entry: any) => string} */ (/** @type {Member} */ (m).words ?? plain), before = reach(was, m.member), after = reach(is, m.member);
    return { label: m.label, before: before === undefined || before === null || before === '' ? '—' : words(before, was), after: after === undefined || after === null || after === '' ? '—' : words(after, is) };
  });
}

/** @param {any} before @param {any} after @param {List[]} lists @param {Member[]} top members of the document itself @returns {Change[]} */
export function changes(before, after, lists, top = []) {
  const found = /** @type {Change[]} */ ([]);
  for (const { path, what, name, members, key = (e) => e.id } of lists) {
    const was = reach(before ?? {}, path) ?? [], is = reach(after ?? {}, path) ?? [];
    const old = new Map(was.map((/** @type {any} */ e) => [key(e), e])), fresh = new Map(is.map((/** @type {any} */ e) => [key(e), e]));
    for (const entry of is) {
      const one = old.get(key(entry));
      if (!one) found.push({ what, name: name(entry), how: 'new' });
      else for (const d of differences(one, entry, members)) found.push({ what, name: name(entry), how: 'changed', ...d });
    }
    for (const entry of was) if (!fresh.has(key(entry))) found.push({ what, name: name(entry), how: 'gone' });
  }
  for (const d of differences(before ?? {}, after ?? {}, top, false)) found.push({ what: '', name: '', how: 'changed', ...d });
  return found;
}
