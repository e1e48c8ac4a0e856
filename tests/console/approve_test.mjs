// From a draft to the wall with two people, and back: submitted, sent back, approved, undone, drawn, corrected, withdrawn, all taken down.
import { check, test, until } from './rig.mjs';

const AT = 'T-B3-U1';
const stamp = (seconds) => new Date(Math.floor(Date.now() / 1000 + seconds) * 1000).toISOString().replace('.000Z', 'Z');
const notice = (id, title, more = {}) => ({ kind: 'notice', status: 'draft', audience: { tags_any: ['all'] }, doc: { id, kind: 'activity', issuer: 'R-CS', issuer_name: '客服中心', effective: stamp(-60), expires: stamp(5 * 3600),
  priority: 3, lang: { 'zh-CN': { title, summary: '周六上午九点，中心花园', body_md: '请带上小凳子。' } }, ...more } });
/** As the page itself calls. */
const call = (page, method, path, body) => page.evaluate(async ([m, p, b]) => {
  const answer = await fetch(`/v1/staff${p}`, { method: m, headers: { 'Content-Type': 'application/json', 'Accept-Language': 'en' }, body: m === 'GET' ? undefined : JSON.stringify(b ?? {}) });
  return { status: answer.status, body: answer.status === 204 ? null : await answer.json() };
}, [method, path, body]);

await test('approve', async (rig, part) => {
  const central = await rig.sample();
  await central.account('wen', 'editor');
  await central.account('shen', 'approver');
  await central.account('kan', 'viewer');
  const screen = await rig.terminal(AT);
  await screen.pair();
  const wen = await rig.page(), shen = await rig.page();
  await rig.enter(wen, { user: 'wen', to: '/console/notices' });
  await rig.enter(shen, { user: 'shen' });

  await part('written, addressed and submitted', async () => {
    check((await call(wen, 'PUT', '/items/N-900', notice('N-900', '邻里读书会'))).status === 201, 'the draft is kept');
    await wen.getByRole('searchbox').fill('读书会');
    await wen.getByRole('link', { name: '邻里读书会' }).click();
    await wen.getByRole('heading', { name: 'Draft' }).waitFor();
    await wen.getByRole('button', { name: 'For whom and when…' }).click();
    await wen.getByLabel('Only some lobbies').check();
    await wen.getByText('No lobby is meant by this.').waitFor();
    await wen.locator('summary', { hasText: 'Building 3' }).click();
    await wen.locator('details[open]').getByLabel('The whole building').check();
    await wen.getByText('2 lobbies').waitFor();
    await wen.getByText('1 of them are connected').waitFor();
    await rig.accessible(wen, 'for whom');
    await rig.shot(wen, 'approve-whom');
    await wen.getByRole('button', { name: 'Save' }).click();
    await wen.getByRole('button', { name: 'Submit for approval' }).click();
    await wen.getByRole('heading', { name: 'Waits for approval' }).waitFor();
    check(await wen.getByRole('button', { name: 'Approve and publish' }).count() === 0, 'who writes does not approve');
    wen.allow(403, /\/approve$/);
    check((await call(wen, 'POST', '/items/N-900/approve', { sha256: '0'.repeat(64) })).status === 403, 'nor by another way');
  });

  await part('sent back with a remark, changed, submitted again', async () => {
    await shen.getByRole('heading', { name: 'Waiting for your approval' }).waitFor();
    await rig.shot(shen, 'approve-home');
    await shen.getByRole('link', { name: /邻里读书会/ }).click();
    await shen.getByRole('button', { name: 'Send back…' }).click();
    await shen.getByLabel('What is to be changed?').fill('请写明带什么书');
    await shen.getByRole('button', { name: 'Send back', exact: true }).click();
    await wen.getByText('请写明带什么书').waitFor();
    await rig.shot(wen, 'approve-returned', { fullPage: true });
    const had = await call(wen, 'GET', '/items/N-900');
    const changed = notice('N-900', '邻里读书会（自带书）');
    changed.audience = had.body.work.audience;
    check((await call(wen, 'PUT', '/items/N-900', { ...changed, expect: had.body.work.version })).status === 200, 'changed');
    wen.allow(409, /\/items\/N-900$/);
    const stale = await call(wen, 'PUT', '/items/N-900', { ...notice('N-900', '别人的'), expect: 1 });
    check(stale.status === 409 && stale.body.current.doc.lang['zh-CN'].title === '邻里读书会（自带书）', 'nobody writes over another unseen');
    await wen.getByRole('heading', { name: '邻里读书会（自带书）' }).waitFor();
    await wen.getByRole('button', { name: 'Submit for approval' }).click();
  });

  await part('approved, undone within ten seconds, approved again, on the wall', async () => {
    await shen.getByRole('button', { name: 'Approve and publish' }).waitFor();
    await until('the preview', () => shen.locator('figure img, .preview img, .paper-preview img').first().evaluate((img) => img.complete && img.naturalWidth > 100).catch(() => false));
    await rig.accessible(shen, 'the review');
    await rig.shot(shen, 'approve-review', { fullPage: true });
    await shen.getByRole('button', { name: 'Approve and publish' }).click();
    await shen.getByRole('button', { name: 'Undo: do not publish' }).waitFor();
    await rig.shot(shen, 'approve-countdown');
    await shen.getByRole('button', { name: 'Undo: do not publish' }).click();
    await shen.getByRole('button', { name: 'Approve and publish' }).click();
    await shen.getByRole('heading', { name: 'Where it hangs' }).waitFor();
    await shen.getByText('of 2 lobbies show it', { exact: false }).waitFor();
    await until('the screen has it', async () => /Delivered|On the glass/.test(await shen.locator('.notices-where').innerText()));
    await rig.accessible(shen, 'where it hangs');
    await rig.shot(shen, 'approve-hangs', { fullPage: true });
  });

  await part('an emergency is out at once and told lobby by lobby', async () => {
    const admin = await rig.page();
    await rig.enter(admin, { to: '/console/notices' });
    check((await call(admin, 'PUT', '/settings', { 'emergency.totp': false })).status === 200, 'no second factor in this test');
    await call(wen, 'PUT', '/items/E-900', notice('E-900', '3号楼燃气报警，请勿开灯', { kind: 'emergency_gas', priority: 1, expires: stamp(1200) }));
    check((await call(wen, 'POST', '/items/E-900/submit')).status === 200, 'submitted');
    await shen.goto('/console/notices/E-900');
    await shen.getByRole('button', { name: 'Approve: out at once' }).click();
    await until('the warning on the glass', () => screen.shows('请勿开灯'));
    await shen.locator('.notices-where li', { hasText: 'On the glass' }).waitFor();
    await shen.getByText('The slowest connected lobby took', { exact: false }).waitFor();
    await shen.getByText('Telephone there, or go there.', { exact: false }).waitFor();
    await rig.shot(shen, 'approve-emergency', { fullPage: true });
    if (process.env.FOYER_SHOTS) screen.picture(`${process.env.FOYER_SHOTS}/approve-glass.png`);
    await shen.setViewportSize({ width: 390, height: 844 });
    await rig.fits(shen, 'a notice on a phone');
    await rig.shot(shen, 'approve-390', { fullPage: true });
    await shen.goto('/console/notices');
    await shen.getByRole('link', { name: /燃气报警/ }).waitFor();
    await rig.fits(shen, 'the list on a phone');
    await rig.shot(shen, 'approve-list-390');
    await shen.setViewportSize({ width: 1280, height: 800 });
  });

  await part('everything down, and back', async () => {
    await rig.accessible(shen, 'the list of notices');
    await rig.shot(shen, 'approve-list');
    await shen.getByRole('button', { name: 'Take everything down' }).click();
    await shen.getByRole('dialog').getByRole('button', { name: 'Take everything down' }).click();
    await shen.getByRole('button', { name: 'Put everything back' }).waitFor();
    await until('the standing pages', () => !screen.shows('请勿开灯'));
    await rig.shot(shen, 'approve-down');
    await shen.getByRole('button', { name: 'Put everything back' }).click();
    await until('the warning again', () => screen.shows('请勿开灯'));
  });

  await part('withdrawn', async () => {
    await shen.goto('/console/notices/E-900');
    await shen.getByRole('button', { name: 'Withdraw…' }).click();
    await shen.getByRole('dialog').getByRole('button', { name: 'Withdraw' }).click();
    await shen.locator('.notices-signs').getByText('Withdrawn').waitFor();
    await until('gone from the glass', () => !screen.shows('请勿开灯'));
  });

  await part('who only reads presses nothing', async () => {
    const kan = await rig.page({ lang: 'zh-CN' });
    await rig.enter(kan, { user: 'kan', to: '/console/notices/N-900' });
    await kan.getByRole('heading', { name: '挂在哪里' }).waitFor();
    check(await kan.getByRole('button', { name: /撤下|更正/ }).count() === 0, 'no acts for a reader');
    await rig.shot(kan, 'approve-reader', { fullPage: true });
  });
});
