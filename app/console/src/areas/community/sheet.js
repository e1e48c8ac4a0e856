// A community's buildings, units, lifts, places, contacts and lobbies from one spreadsheet: row by row what it would change, before any of it is in the draft.
import { html, Button, Note, Page, Select, toast, toastError, useRef, useState } from '../../ui/index.js';
import { Ignored, SheetFile, SheetRows, problemLine } from '../../ui/document/import.js';
import { differences } from '../../ui/document/changes.js';
import { members } from '../../ui/document/fields.js';
import { keepDocument } from '../../ui/document/document.js';
import { api } from '../../app/api.js';
import { go, href } from '../../app/router.js';
import { pick, t, tn } from '../../app/i18n.js';
import { derived, parts, singles, tied } from './parts.js';

/** @typedef {import('../../ui/document/import.js').Row} Row
 *  @typedef {import('../../ui/document/import.js').Report} Report
 *  @typedef {import('../../ui/document/changes.js').Member} Member */

const LISTS = { building: 'buildings', lift: 'lifts', place: 'places', contact: 'contacts', lobby: 'lobbies' };
const AT_ONCE = 8;

/** The fields of each kind of row, by the names that its forms have. @param {any} doc @returns {Record<string, {title: string, members: Member[]}>} */
function kinds(doc) {
  const all = parts(), of = (/** @type {string} */ id) => /** @type {import('./parts.js').Part} */ (all.find((p) => p.id === id));
  const units = of('buildings').sections(doc, {}).flatMap((s) => s.fields).find((one) => one.member === 'units');
  const called = (/** @type {any[]} */ list) => (/** @type {string} */ id) => { const one = list.find((e) => e.id === id); return (one && pick(one, 'name')) || id; };
  const buildings = doc.buildings ?? [], where = [{ member: 'building', label: t('Building'), words: called(buildings) }, { member: 'unit', label: t('Unit'), words: called(buildings.flatMap((/** @type {any} */ b) => b.units ?? [])) }];
  const listed = Object.entries(LISTS).map(([kind, id]) => {
    const own = members(of(id).sections(doc, {}));
    return [kind, { title: of(id).one, members: kind === 'lift' || kind === 'lobby' ? [...own.filter((m) => m.member !== 'building'), ...where] : own }];
  });
  return { community: { title: singles()[0].title, members: members(singles()[0].sections(doc)) }, unit: { title: t('Unit'), members: members([{ title: '', fields: units?.columns ?? [] }]) }, ...Object.fromEntries(listed) };
}

/** @param {Row} row @param {Report} report @param {ReturnType<typeof kinds>} known */
function whatOf(row, report, known) {
  if (row.problem) return problemLine(row.problem, report.columns);
  if (row.state === 'gone') return t('It is not in the sheet, and leaves the draft.');
  const side = (/** @type {0|1} */ at) => Object.fromEntries(Object.entries(row.fields).filter(([m, [was, is]]) => !['id', 'units', 'lifts'].includes(m) && (was ?? is) !== null).map(([m, pair]) => [m, pair[at]]));
  const found = differences(side(0), side(1), known[row.kind ?? '']?.members ?? []);
  return row.state === 'new' ? found.slice(0, AT_ONCE).map((d) => `${d.label} ${d.after}`).join(' · ') : found.map((d) => `${d.label}: ${d.before} → ${d.after}`).join('; ');
}

/** What the forms make of an entry, of rows that are new or changed. @param {Report} report */
function finished(report) {
  const touched = new Set(report.rows.filter((r) => r.kind === 'lobby' && r.state !== 'same').map((r) => r.id));
  const lobby = (/** @type {any} */ e) => touched.has(e.id) && e.screen?.px_w && e.screen?.px_h ? derived('lobbies', e) : e;
  return tied({ ...report.doc, ...(report.doc.terminals ? { terminals: report.doc.terminals.map(lobby) } : {}) });
}

export function Sheet() {
  const [report, setReport] = useState(/** @type {Report|null} */ (null)), [file, setFile] = useState(/** @type {File|null} */ (null)), [whole, setWhole] = useState('0'), [busy, setBusy] = useState(false);
  const turn = useRef(/** @type {Promise<any>} */ (Promise.resolve())), last = useRef(0);
  const read = async (/** @type {File} */ from, /** @type {string} */ how, /** @type {((part: number) => void)|undefined} */ onProgress = undefined) => {
    const mine = ++last.current, ask = () => api.upload('/import/community', from, { onProgress, query: { whole: how } });
    setReport(null);
    const told = turn.current.then(ask, ask); // one after the other: the server looks at one file at a time
    turn.current = told;
    const answer = await told;
    if (mine === last.current) setReport(answer);
  };
  const send = async (/** @type {File} */ from, /** @type {(part: number) => void} */ onProgress) => { setFile(from); await read(from, whole, onProgress); };
  const choose = (/** @type {string} */ how) => { setWhole(how); if (file) read(file, how).catch(toastError); };
  const c = report?.counts, fruit = c ? c.new + c.renamed + c.changed + c.gone : 0, known = report ? kinds(report.doc) : {};
  const take = async () => {
    setBusy(true);
    try {
      await keepDocument('community', finished(/** @type {Report} */ (report)), report?.version ?? 0);
      toast(tn(fruit, '{n} row is in the draft.', '{n} rows are in the draft.'));
      go(href('community', 'buildings'), { force: true });
    } catch (e) {
      toastError(e);
      setBusy(false);
      if (e.code === 'changed' && file) read(file, whole).catch(toastError); // what it would change now
    }
  };
  const name = (/** @type {Row} */ r) => [known[r.kind ?? '']?.title, r.name || r.id].filter(Boolean).join(' ');
  const lobbies = (report?.rows ?? []).filter((r) => r.kind === 'lobby' && r.state === 'gone');
  return html`<${Page} wide title=${t('The community from a spreadsheet')} back=${{ to: href('community', 'buildings'), label: t('Community') }}
      lead=${t('Buildings, units, lifts, places, contacts and lobbies in one sheet. A row whose number is known changes it, any other adds one; an empty cell changes nothing. Nothing is kept before you say so.')}>
    <${SheetFile} id="community" send=${send}><div class="community-sheet"><${Select} label=${t('What the sheet does not name')} value=${whole} onInput=${choose}
      options=${[{ value: '0', label: t('stays as it is') }, { value: '1', label: t('goes: the sheet is complete') }]} hint=${t('Complete for each kind that has a row in it: without a row for a lift, no lift goes.')} /></div><//>
    ${report && c && html`<${Note} kind=${c.refused || c.gone ? 'warn' : 'good'} actions=${html`<${Button} kind="main" busy=${busy} disabled=${!fruit} onClick=${take}>${c.refused ? t('Take over without the refused rows') : t('Take over as a draft')}<//>`}>
        ${t('{new} new, {renamed} renamed, {changed} changed, {gone} gone, {same} the same, {refused} refused.', /** @type {any} */ (c))} ${c.refused ? t('Mend the refused rows in the sheet and choose it again, or leave them out.') : ''}<//>
      ${report.invalid && html`<${Note} kind="warn">${t('Before it can be published something else must be mended: {why}', { why: report.invalid })}<//>`}
      ${lobbies.length > 0 && html`<${Note} kind="warn">${t('Lobbies that go: {names}. A screen there shows nothing of this community any more once that is approved; move it first, under Lobbies.', { names: lobbies.map((r) => r.name || r.id).join('、') })}<//>`}
      <${Ignored} report=${report} /><${SheetRows} report=${report} name=${name} what=${(/** @type {Row} */ r) => whatOf(r, report, known)} />`}
  <//>`;
}
