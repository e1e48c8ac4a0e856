// A demonstration becomes real: what must be the community's own is asked for, what was made for trying is listed, and when it is approved
// the ribbon goes from a real lobby's glass.
import { check, test, until } from './rig.mjs';

const RIBBON = '演示内容';

await test('golive', async (rig, part) => {
  const own = (/** @type {string} */ text) => text.replace(/000-5550(-\d+)?/g, '010-8765-3000');
  const central = await rig.sample(rig.altered((name, text) => name === 'community.json' ? text : name !== 'notices.json' ? own(text) // one notice keeps its number
    : JSON.stringify(JSON.parse(text, (key, value) => value?.id && value.id !== 'N-001' && value.body_md ? JSON.parse(own(JSON.stringify(value))) : value))));
  await central.account('wang', 'editor');
  const screen = await rig.terminal('T-B3-U1');
  await screen.pair();
  const editor = await rig.enter(await rig.page(), { user: 'wang', to: '/console/community/live' });
  const go = editor.getByRole('button', { name: 'Go live' });

  await part('what was made for trying is listed before anything is pressed', async () => {
    await editor.getByRole('heading', { name: 'What was made while it was a demonstration' }).waitFor();
    check(screen.shows(RIBBON), 'the lobby has no ribbon');
    const hanging = await editor.evaluate(() => fetch('/v1/staff/items?site=heting').then((answer) => answer.json()).then(({ items }) => items.filter((one) => one.kind === 'notice' && ['live', 'future', 'ended_open'].includes(one.state)).length));
    await editor.getByRole('heading', { name: `${hanging} notices in the lobbies` }).waitFor();
    await editor.getByRole('button', { name: `Show all ${hanging}` }).click();
    check(await editor.locator('.community-made').first().locator('a').count() === hanging, 'not every notice is listed');
    await editor.locator('.community-made').getByRole('link', { name: 'Fees and accounts' }).waitFor();
    check(await editor.locator('.community-points li:visible').count() < 12, 'a long list is not folded');
    const contacts = editor.locator('.community-folded', { has: editor.locator('summary', { hasText: 'Contacts' }) }), count = Number(await contacts.locator('.badge').first().innerText());
    await contacts.locator('summary').click();
    check(count > 3 && await contacts.locator('li:visible').count() === count, 'what is folded is not what is counted');
    await go.waitFor();
    check(await go.isDisabled(), 'it goes live with numbers of the demonstration');
    await rig.accessible(editor, 'before it goes live');
    await rig.shot(editor, 'golive', { fullPage: true });
  });

  await part('with the community’s own name and numbers nothing is open any more', async () => {
    await editor.evaluate(async () => {
      const { doc, version } = await fetch('/v1/staff/items/community?site=heting').then((answer) => answer.json());
      let n = 0;
      const real = JSON.parse(JSON.stringify(doc).replace(/000-5550(-\d+)?/g, () => `010-8765-${String(4000 + n++)}`).replace(/（?示例）?|演示/g, '').replace(/\(?demonstration\)?/gi, ''));
      Object.assign(real.community, { name: '青山小区', name_en: 'Green Hill', address: '青山路1号' });
      const answer = await fetch('/v1/staff/items/community?site=heting', { method: 'PUT', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ kind: 'community', status: 'draft', doc: real, expect: version }) });
      if (!answer.ok) throw new Error(await answer.text());
    });
    await editor.getByText('1 thing is open.').waitFor();
    const left = editor.locator('.card', { has: editor.getByRole('heading', { name: '1 text that hangs has a number of the demonstration' }) });
    await left.getByRole('link', { name: 'Look at it' }).waitFor();
    check(!/\w\.\w/.test(await left.locator('.hint').innerText()), 'a path of the document instead of words');
    check((await left.getByRole('link', { name: 'Look at it' }).getAttribute('href')).startsWith('/console/notices/N-001') && await go.isDisabled(), 'the notice with the number does not stand in the way');
    await rig.accessible(editor, 'a notice is in the way');
    await rig.shot(editor, 'golive-left', { fullPage: true });
    await central.ctl('withdraw', 'N-001');
    await editor.getByText('Somebody approves it as everything else.').waitFor();
    check(await editor.getByText('still open').count() === 0, 'something is open, and it may go live');
    check(screen.shows(RIBBON), 'the ribbon is gone before anybody pressed');
  });

  await part('one presses, another approves, and the ribbon goes from the wall', async () => {
    await go.click();
    await editor.getByText('The ribbon goes with this draft, once it is approved.').waitFor();
    check(screen.shows(RIBBON), 'the ribbon is gone before it is approved');
    const page = await rig.enter(await rig.page(), { to: '/console/community' });
    await page.getByRole('button', { name: 'Approve' }).click();
    await until('no ribbon on the glass', () => screen.look() && !screen.shows(RIBBON));
    await editor.getByText('This community is live: no ribbon hangs over its screens.').waitFor();
    await screen.tap('phones');
    await until('its own numbers on the glass', () => screen.shows('010-8765-4'));
    check(!screen.shows(RIBBON) && !screen.shows('000-5550'), 'another page still says that it is a demonstration');
  });

  await part('it reads well in Chinese and on a telephone', async () => {
    const small = await rig.enter(await rig.page({ lang: 'zh-CN', width: 390, height: 844 }), { to: '/console/community/live' });
    await small.getByText('小区已正式启用，屏幕上没有演示横条。').first().waitFor();
    await rig.fits(small, 'live');
    await rig.shot(small, 'golive-390', { fullPage: true });
  });
});
