// A notice at its hour, with two people and a real screen: published for later, the hour changed, called back before, and the server down
// at that hour.
import { execFileSync } from 'node:child_process';
import { check, test, until } from './rig.mjs';
import { call, stamp, twoPeople } from './notices.mjs';

const MINUTES = 20, LATE = ['N-913', 'N-914']; // until the hour; what is approved while the server is about to end

await test('publish', async (rig, part) => {
  const clock = rig.clock(), two = await twoPeople(rig), { central, screen, wen, shen } = two;

  await part('published for an hour to come: the screen has it and keeps still', async () => {
    await two.draft('N-911', '元宵灯会', { effective: stamp(3 * 3600) });
    await two.submitted('N-911');
    await two.out('N-911');
    await two.state(shen, 'Waits for its hour');
    await until('the screen has it', async () => /Its hour has not come/.test(await shen.locator('.notices-where').innerText()));
    check(!screen.shows('元宵灯会'), 'it is shown before its hour');
    await rig.shot(shen, 'publish-waits', { fullPage: true });
  });

  await part('the hour is changed, by two people again', async () => {
    await wen.goto('/console/notices/N-911');
    await two.change('Hangs from', 2 * 3600);
    await rig.shot(wen, 'publish-changed', { fullPage: true });
    await two.out('N-911');
    await two.state(shen, 'Waits for its hour');
    const now = (await call(shen, 'GET', '/items/N-911')).body;
    check(Math.abs(now.from - Date.now() / 1000 - 2 * 3600) < 180, `it begins at ${now.from}`);
  });

  await part('called back before its hour, by mistake, and put back', async () => {
    await two.withdraw(shen);
    await two.state(shen, 'Withdrawn');
    await rig.shot(shen, 'publish-withdrawn', { fullPage: true });
    await shen.locator('.toast').getByRole('button', { name: 'Undo' }).click();
    await two.state(shen, 'Waits for its hour');
    await shen.getByText('Put back by', { exact: true }).waitFor();
    await shen.locator('.notices-versions').getByText('put back by shen', { exact: false }).waitFor();
    check(/Published · wen · approved by shen · put back by shen/.test(await shen.locator('.notices-versions li').first().innerText()), await shen.locator('.notices-versions li').first().innerText());
    await two.withdraw(shen);
    await shen.getByRole('button', { name: 'Put it back' }).waitFor();
  });

  await part('its hour comes while the server is down: the screens show it by themselves', async () => {
    await two.draft('N-912', '今晚放映电影', { effective: stamp(MINUTES * 60) });
    await two.submitted('N-912');
    await two.out('N-912');
    await until('the screen has it', async () => /Its hour has not come/.test(await shen.locator('.notices-where').innerText()));
    // Meanwhile two others are approved, and the server ends within their ten seconds.
    for (const id of LATE) {
      await two.draft(id, `停机期间的通知${id.slice(-1)}`);
      await two.submitted(id);
    }
    for (const id of LATE) await two.press(id);
    for (const page of [wen, shen]) {
      page.allow(0, /./);
      page.allow(401, /./);
      page.allow(503, /./);
    }
    await central.stop();
    execFileSync('/usr/bin/python3', ['-c', `import sqlite3, sys
db = sqlite3.connect(sys.argv[1], timeout=20)
for item, before in (("N-913", 600), ("N-914", 7200)):
    assert db.execute("UPDATE approval SET out_s = out_s - ? + ? WHERE item = ? AND state = 'approved'", (before, int(sys.argv[2]), item)).rowcount == 1, item
db.commit()`, `${central.data}/central.db`, String(MINUTES * 60)]);
    check(!screen.shows('今晚放映电影'), 'before its hour');
    clock.forward(MINUTES);
    await until('the picture at its hour', () => screen.shows('今晚放映电影'));
    await central.start();
  });

  await part('what should have gone out meanwhile: ten minutes late it goes and the audit says so, two hours late somebody looks again', async () => {
    await shen.goto('/console/notices/N-913');
    await two.state(shen, 'Hangs now');
    await shen.goto('/console/notices/N-914');
    await shen.getByText(/到发布时间.*服务器没有运行/).waitFor();
    await rig.shot(shen, 'publish-late', { fullPage: true });
    check(!screen.shows('停机期间的通知4'), 'two hours late it went out by itself');
    const admin = await rig.page();
    await rig.enter(admin, { to: '/console/audit' });
    await admin.getByText('Went out late: the server was not running').first().waitFor();
    await rig.shot(admin, 'publish-audit');
    await admin.context().close();
    await shen.goto('/console/notices/N-912');
    await shen.locator('.notices-where li', { hasText: 'On the glass' }).first().waitFor();
  });
});
