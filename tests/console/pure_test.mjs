// What the console works out without a browser: amounts, differences, what needs somebody today.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fold } from '../../app/console/src/areas/audit/fold.js';
import { energySums, fundSums, revenueSums, statementSums } from '../../app/console/src/areas/fees/money.js';
import { firstHour, matters } from '../../app/console/src/areas/home/matters.js';
import { compare, lines, pieces, runs } from '../../app/console/src/ui/compare.js';
import { areaOf, areaWords, fenOf, yuanOf } from '../../app/console/src/ui/fen.js';

const amounts = [['1234.5', 123450], ['1,234.56', 123456], ['¥ 0.07', 7], ['－1', null], ['-1.10', -110], ['１', null], ['3元', 300], ['0.1', 10], ['19.999', null], ['', null], ['1.', null],
  ['.5', null], ['99999999.99', 9999999999], ['1e3', null], ['4.35', 435], ['1.005', null]];
for (const [text, fen] of amounts) assert.equal(fenOf(text), fen, `${text} is ${fen} fen`);
for (let fen = -250; fen < 250; fen++) assert.equal(fenOf(yuanOf(fen)), fen);

const areas = [['89.52', 8952], ['89.5', 8950], ['52,752 m²', 5275200], ['98.50平方米', 9850], ['1.005', null], ['', null], ['-3', null], ['3元', null], ['0.29', 29], ['4.35㎡', 435]];
for (const [text, c] of areas) assert.equal(areaOf(text), c, `${text} is ${c} hundredths of a square metre`);
for (let c = 1; c < 20000; c += 7) assert.equal(areaOf(areaWords(c)), c);

assert.deepEqual(pieces('3号楼B1 ok'), ['3', '号', '楼', 'B1', ' ', 'ok']);
const rebuilt = (steps, without) => steps.filter((s) => s.how !== without).map((s) => s.what).join('');
const before = '明天上午停水，请提前储水。', after = '后天上午九点停水，请储水。';
const steps = compare(pieces(before), pieces(after));
assert.equal(rebuilt(steps, '+'), before);
assert.equal(rebuilt(steps, '-'), after);
assert.equal(steps.filter((s) => s.how === '=').map((s) => s.what).join(''), '天上午停水，请储水。');
assert.deepEqual(runs(compare(pieces('请等'), pieces('请等到一月'))), [{ how: '=', what: '请等' }, { how: '+', what: '到一月' }]);
assert.deepEqual(lines('a\nb\nc', 'a\nB\nc\nd').map((l) => l.how).join(''), '=~=+');

const now = 1_800_000_000;
const notice = (id, state, until) => ({ id, kind: 'notice', state, status: state === 'draft' ? 'draft' : 'published', until, updated: now, title: id, updated_by: 'x', from: 0, priority: 3 });
const day = { items: [notice('soon', 'live', now + 3600), notice('later', 'live', now + 9 * 86400), notice('over', 'ended_open', now - 60), notice('draft', 'draft', 0)], late: [{ number: 'b', promised_s: 2, late: true }, { number: 'a', promised_s: 1, late: true }],
  fresh: [{ number: 'a', late: true }, { number: 'c', late: false }], terminals: [{ id: '1', lobby: 'L', state: 'silent', revoked: false, last_seen: 1 }, { id: '2', lobby: 'M', state: 'silent', revoked: true, last_seen: 1 }],
  desk: [{ number: 'e', promised_s: 9, late: false }, { number: 'b', promised_s: 2, late: true }], lobbies: [{ id: 'L' }, { id: 'M' }], outcome: null };
const m = matters(day, now), ids = (list) => list.map((x) => x.id ?? x.number).join();
assert.equal(ids(m.ends), 'soon');
assert.equal(ids(m.open), 'over');
assert.equal(ids(m.drafts), 'draft');
assert.equal(ids(m.late), 'a,b', 'the oldest promise first');
assert.equal(ids(m.fresh), 'c', 'what is late stands once');
assert.equal(ids(m.desk), 'e', 'what is late stands once');
assert.equal(ids(m.quiet), '1', 'a screen that was shut out is not missed');
const way = (known) => firstHour(day, known).filter((s) => !s.done).map((s) => s.id).join();
assert.equal(way({ shown: false, people: 1, demo: true }), 'community,people,shown,form,board,live');
assert.equal(way({ shown: true, people: null, demo: false }), 'community,form,board', 'accounts are asked for where they may be seen');

const act = (at, what = 'case.read', who = 'wang', object = '2026-0001') => ({ n: at, at, what, who, object });
const folded = fold([act(2000), act(1900, 'login'), act(1500), act(1400), act(1350, 'case.read', 'shen'), act(1300), act(1200, 'case.contact')]);
assert.deepEqual(folded.map((row) => [row.at, row.what, row.times ?? 1]), [[2000, 'case.read', 3], [1900, 'login', 1], [1350, 'case.read', 1], [1300, 'case.read', 1], [1200, 'case.contact', 1]]);
// What is computed from the sample's lines is what the sample says, to the fen.
const fees = JSON.parse(readFileSync(new URL('../../assets/sample/fees.json', import.meta.url), 'utf8'));
assert.deepEqual(revenueSums(fees.public_revenue), fees.public_revenue);
assert.deepEqual(fundSums(fees.maintenance_fund), fees.maintenance_fund);
assert.deepEqual(energySums(fees.utility_allocation), fees.utility_allocation);
const { expense: _, ...statement } = statementSums(fees.statement), { expense: __, ...said } = fees.statement;
assert.deepEqual(statement, said);
const dearer = structuredClone(fees.maintenance_fund);
dearer.uses[0].split[0].amount_fen += 1;
assert.equal(fundSums(dearer).accounts[4].closing_fen, fees.maintenance_fund.accounts[4].closing_fen - 1, 'what a building bears is taken from its account');
assert.equal(fundSums(dearer).uses[0].total_fen, fees.maintenance_fund.uses[0].total_fen + 1);

// These have sentences in them, whose language a browser knows.
globalThis.localStorage ??= /** @type {any} */ ({ getItem: () => 'en', setItem: () => {} });
const { inkContrast, shapeFault, withLogo } = await import('../../app/console/src/areas/community/contrast.js');

// A logo is seen on the ground that it stands on.
const dots = (/** @type {number[][]} */ ...all) => all.flat();
const clear = [0, 0, 0, 0], dark = [10, 60, 60, 255], pale = [250, 240, 170, 255], white = [255, 255, 255, 255];
assert.ok(inkContrast(dots(dark, dark, white, clear), '#FFFFFF') > 9);
assert.ok(inkContrast(dots(pale, pale, pale, white), '#FFFFFF') < 2);
assert.equal(inkContrast(dots(white, clear, clear), '#FFFFFF'), 0, 'white on white is nothing');
assert.ok(shapeFault(40, 40) && shapeFault(900, 100) && !shapeFault(400, 200));
const first = withLogo({ files: [{ name: 'other' }], look: { accent: '#0F564C' } }, { name: 'a' }), second = withLogo(first, { name: 'b' });
assert.deepEqual(second, { files: [{ name: 'other' }, { name: 'b' }], look: { accent: '#0F564C', logo: 'b' } });
assert.deepEqual(withLogo({ files: [{ name: 'b' }], look: { logo: 'b' } }, null), {});
console.log('pure: all well');
