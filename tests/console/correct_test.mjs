// What hangs is extended before it ends, and corrected: the lobby says that it was, and what was wrong.
import { check, test, until } from './rig.mjs';
import { call, stamp, twoPeople } from './notices.mjs';

await test('correct', async (rig, part) => {
  const clock = rig.clock(), two = await twoPeople(rig), { screen, wen, shen } = two;

  await part('one that ends soon is extended, and hangs on after its old end', async () => {
    await two.draft('N-915', '便民理发', { expires: stamp(900) });
    await two.submitted('N-915');
    await two.out('N-915');
    await wen.goto('/console/notices/N-915');
    await two.change('Hangs until', 86400);
    await two.out('N-915');
    await two.state(shen, 'Hangs now');
    for (const page of [wen, shen]) await rig.calm(page); // a preview that is being drawn would be a quarter of an hour old
    clock.forward(16); // past the old end
    await screen.tap('notices');
    await until('it still hangs', () => screen.shows('便民理发'));
    await screen.tap('home');
    check((await call(shen, 'GET', '/items/N-915')).body.state === 'live', 'it has ended');
  });

  await part('corrected: the lobby says so, and what was wrong', async () => {
    await shen.goto('/console/notices/N-915');
    await shen.getByRole('button', { name: 'Correct…' }).click();
    await shen.getByLabel('What was wrong?').fill('时间应为下午三点');
    await shen.getByRole('button', { name: 'Write the correction' }).click();
    await shen.getByLabel('Title', { exact: true }).fill('便民理发改为三点');
    await shen.getByRole('button', { name: 'On to publishing' }).click();
    await shen.getByRole('button', { name: 'Submit for approval' }).click();
    await shen.getByText('You wrote at this text; somebody else reads and approves it.').waitFor();
    const admin = await rig.page();
    await rig.enter(admin, { to: '/console/notices/N-915-r2' });
    await admin.getByRole('button', { name: 'Approve and publish' }).click();
    await admin.getByRole('heading', { name: 'Where it hangs' }).waitFor();
    await admin.goto('/console/notices/N-915');
    await two.state(admin, 'Corrected');
    await until('the new title', () => screen.shows('便民理发改为三点'));
    await screen.tap('slide');
    await until('the mark on the glass', () => screen.shows('更正') && screen.shows('时间应为下午三点'));
    if (process.env.FOYER_SHOTS) screen.picture(`${process.env.FOYER_SHOTS}/publish-corrected-glass.png`);
    await rig.shot(admin, 'publish-corrected', { fullPage: true });
  });
});
