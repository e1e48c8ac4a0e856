// What the stories about notices have in common: a notice, a call as the page makes it, and two people with a screen.
import { check } from './rig.mjs';

/** @param {number} seconds from now */
export const stamp = (seconds) => new Date(Math.floor(Date.now() / 1000 + seconds) * 1000).toISOString().replace('.000Z', 'Z');
/** A draft as PUT /items takes it. @param {string} id @param {string} title @param {any} [more] */
export const notice = (id, title, more = {}) => ({ kind: 'notice', status: 'draft', audience: { tags_any: ['all'] }, doc: { id, kind: 'activity', issuer: 'R-CS', issuer_name: '客服中心', effective: stamp(-60), expires: stamp(5 * 3600),
  priority: 2, pinned: true, lang: { 'zh-CN': { title, summary: '周六上午九点，中心花园', body_md: '请带上小凳子。' } }, ...more } });
/** As the page itself calls. */
export const call = (page, method, path, body) => page.evaluate(async ([m, p, b]) => {
  const answer = await fetch(`/v1/staff${p}`, { method: m, headers: { 'Content-Type': 'application/json', 'Accept-Language': 'en' }, body: m === 'GET' ? undefined : JSON.stringify(b ?? {}) });
  return { status: answer.status, body: answer.status === 204 ? null : await answer.json() };
}, [method, path, body]);
/** As <input type=datetime-local> has it, in the zone of the browser. @param {number} seconds from now */
const typed = (seconds) => new Date(Date.now() + seconds * 1000 + 8 * 3600000).toISOString().slice(0, 16);

/** wen writes, shen approves, one lobby has a screen; nothing hangs. @param {import('./rig.mjs').Rig} rig */
export async function twoPeople(rig) {
  const central = await rig.sample();
  await central.account('wen', 'editor');
  await central.account('shen', 'approver');
  const screen = await rig.terminal('T-B3-U1');
  await screen.pair();
  const wen = await rig.page(), shen = await rig.page();
  await rig.enter(wen, { user: 'wen', to: '/console/notices' });
  await rig.enter(shen, { user: 'shen', to: '/console/notices' });
  check((await call(shen, 'POST', '/takedown', { what: 'every_notice' })).status === 200, 'an empty wall');
  const done = async (/** @type {Promise<any>} */ asked, /** @type {string} */ what) => {
    const said = await asked;
    check([200, 201].includes(said.status), `${what}: ${said.status} ${JSON.stringify(said.body)}`);
  };
  return {
    central, screen, wen, shen,
    /** The sign beside the title. */
    state: (page, words) => page.locator('.notices-signs').getByText(words, { exact: true }).waitFor(),
    draft: (id, title, more) => done(call(wen, 'PUT', `/items/${id}`, notice(id, title, more)), `${id} is kept`),
    submitted: (id) => done(call(wen, 'POST', `/items/${id}/submit`), `${id} is submitted`),
    /** The press, and the page that says so. */
    async press(id) {
      await shen.goto(`/console/notices/${id}`);
      await shen.getByRole('button', { name: 'Approve and publish' }).click();
      await shen.getByText(/It goes out in/).waitFor();
    },
    async out(id) {
      await this.press(id);
      await shen.getByRole('heading', { name: 'Goes out in a moment' }).waitFor({ state: 'detached' });
    },
    /** What a person does with the dialog of hours, on the page of a notice that is out. */
    async change(label, seconds) {
      await wen.getByRole('button', { name: 'More' }).click();
      await wen.getByRole('menuitem', { name: 'Extend, or for whom and when…' }).click();
      await wen.getByRole('dialog').getByLabel(label).fill(typed(seconds));
      await rig.accessible(wen, 'for whom and when');
      await wen.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
      await wen.getByRole('dialog').waitFor({ state: 'detached' });
      await wen.getByRole('button', { name: 'Submit for approval' }).click();
      await wen.getByRole('heading', { name: 'Waits for approval' }).waitFor();
    },
    async withdraw(page) {
      await page.getByRole('button', { name: 'Withdraw…' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Withdraw', exact: true }).click();
    },
  };
}
