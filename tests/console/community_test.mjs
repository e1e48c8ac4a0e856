// The community: a contact's number is changed in a form, approved, and stands on the phones page of a real lobby; colours that cannot be
// read are refused with the figure; a lobby and another community are made; the list of what must be real before the ribbon goes.
import { check, test, until } from './rig.mjs';

await test('community', async (rig, part) => {
  const central = await rig.sample();
  await central.account('wang', 'editor');
  const screen = await rig.terminal('T-B3-U1');
  await screen.pair();
  const editor = await rig.enter(await rig.page(), { user: 'wang' });
  const page = await rig.enter(await rig.page());
  const zh = await rig.enter(await rig.page({ lang: 'zh-CN' }));
  const look = async (/** @type {string} */ address, /** @type {string} */ name) => {
    for (const width of [1280, 390]) {
      await zh.setViewportSize({ width, height: 844 });
      await zh.goto(address);
      await zh.locator('.shell main h1').waitFor();
      await rig.calm(zh);
      await rig.fits(zh, `${name} at ${width} px`);
      await rig.accessible(zh, name);
      await rig.shot(zh, `community-${name}-${width}`, { fullPage: true });
    }
  };

  await part('a number is changed in a form, and told in words', async () => {
    await editor.goto('/console/community/contacts/C01');
    await editor.getByLabel('Telephone').fill('');
    await editor.getByRole('button', { name: 'Keep in the draft' }).click();
    await editor.getByText('Something is still missing above.').waitFor();
    await editor.getByLabel('Telephone').fill('010-8765-4321');
    await editor.getByRole('button', { name: 'Keep in the draft' }).click();
    await editor.getByText('1 change to what hangs').waitFor();
    const told = await editor.locator('.document-changes').innerText();
    check(/Telephone: 000-5550-0101\s*→\s*010-8765-4321/.test(told), told);
    check(!screen.shows('010-8765-4321'), 'it hangs before it is approved');
  });

  await part('approved, it stands on the phones page of a lobby', async () => {
    await editor.getByRole('button', { name: 'Ask for approval' }).click();
    await page.goto('/console/community');
    await page.getByRole('button', { name: 'Approve' }).click();
    await page.getByText('This is what hangs in the lobbies.', { exact: false }).waitFor();
    await screen.tap('phones');
    await until('the number on the glass', () => screen.shows('010-8765-4321'));
  });

  await part('colours that cannot be read are refused with the figure', async () => {
    await page.goto('/console/community/look');
    const accent = page.getByLabel('Accent (if you like)'), keep = page.getByRole('button', { name: 'Keep in the draft' });
    await accent.fill('#F0C040');
    await page.getByText('White words on this colour have a contrast of 1.7 to 1; 4.5 is the least.', { exact: false }).waitFor();
    check(await keep.isDisabled(), 'a colour that cannot be read can be kept');
    await rig.accessible(page, 'a refused colour');
    await accent.fill('#123A7A');
    await page.getByAltText('The page as the screen in the lobby shows it').waitFor();
    await rig.calm(page);
    await rig.shot(page, 'community-look', { fullPage: true });
    await keep.click();
    await page.getByText('1 change to what hangs').waitFor();
  });

  await part('a lobby is added, and a building with a lobby in it cannot be taken out', async () => {
    await page.goto('/console/community/lobbies/new');
    await page.getByLabel('Name', { exact: true }).fill('测试屏');
    await page.getByLabel('Number', { exact: true }).fill('T-TEST');
    await page.getByLabel('Where', { exact: true }).selectOption({ label: 'Building 2 Unit 1' });
    await page.getByLabel('Lower edge above the floor, mm').fill('700');
    await page.getByRole('button', { name: 'Keep in the draft' }).click();
    await page.getByText('测试屏').first().waitFor();
    await page.goto('/console/community/buildings/B2');
    await page.getByRole('button', { name: 'Take it out' }).click();
    await page.getByText(/^It still holds .*测试屏/).waitFor();
  });

  await part('areas to the hundredth, zones of the water supply, and how loud a lobby speaks when', async () => {
    const doc = () => page.evaluate(() => fetch('/v1/staff/items/community').then((answer) => answer.json())).then((item) => item.work.doc);
    const keep = async () => {
      await page.getByRole('button', { name: 'Keep in the draft' }).click();
      await page.locator('.document-changes').waitFor();
    };
    await page.goto('/console/community/buildings/B1');
    const usual = page.getByLabel('Area of a usual home, m²', { exact: false });
    check(await usual.inputValue() === '98.50', `a usual home is said to have ${await usual.inputValue()}`);
    await usual.fill('89.52x');
    await page.getByRole('button', { name: 'Keep in the draft' }).click();
    await page.getByText('Something is still missing above.').waitFor();
    check((await page.getByText('An area is written like 89.52.').count()) === 1, 'nothing says how an area is written');
    await usual.fill('89.52');
    await page.getByRole('group', { name: 'Unit 2' }).getByLabel('Upper zone').uncheck();
    await rig.accessible(page, 'a building');
    await keep();
    const told = (await page.locator('.document-changes').innerText()).replace(/\s+/g, ' ');
    check(/Area of a usual home, m²: 98\.50 m² → 89\.52 m²/.test(told), told);
    const b1 = (await doc()).buildings.find((/** @type {any} */ b) => b.id === 'B1');
    check(b1.area_per_household_c === 8952 && String(b1.units[1].water_zones) === 'low', JSON.stringify([b1.area_per_household_c, b1.units[1]]));

    await page.goto('/console/community/lobbies/T-B3-U1');
    const volumes = page.getByRole('group', { name: 'Volumes of the week' });
    await volumes.getByRole('button', { name: 'One more' }).click();
    await volumes.getByLabel('Volume, %').fill('130');
    await page.getByRole('button', { name: 'Keep in the draft' }).click();
    await page.getByText('Each row wants a volume from 0 (silent) to 100.').waitFor();
    await volumes.getByLabel('Volume, %').fill('35');
    await volumes.getByLabel('To').fill('20:30');
    await rig.accessible(page, 'a lobby');
    await keep();
    check((await page.locator('.document-changes').innerText()).includes('every day 08:00–20:30 35%'), 'the volumes are not told in words');
    const lobby = (await doc()).terminals.find((/** @type {any} */ one) => one.id === 'T-B3-U1');
    check(JSON.stringify(lobby.voice) === '{"weekly":[{"days":[1,2,3,4,5,6,7],"from":"08:00","to":"20:30","volume":35}]}', JSON.stringify(lobby.voice));
  });

  await part('what is still of the demonstration is listed, each with the way to its field', async () => {
    await page.goto('/console/community/live');
    await page.getByText('The community’s own name').waitFor();
    check(await page.getByRole('button', { name: 'Go live' }).isDisabled(), 'it goes live with numbers of the demonstration');
    await page.locator('li', { hasText: 'Number for people shut in a lift' }).getByRole('link', { name: 'To the field' }).click();
    await page.getByLabel('Telephone').waitFor();
    check(await page.getByLabel('Telephone').inputValue() === '000-5550-0130', 'another field than the lift rescue’s');
  });

  await part('a form and the list read well in Chinese, wide and narrow', async () => {
    for (const [name, at] of [['live', 'live'], ['contact', 'contacts/C01'], ['building', 'buildings/B1'], ['lobby', 'lobbies/T-B3-U1']]) await look(`/console/community/${at}`, name);
  });

  await part('another community is made', async () => {
    await page.goto('/console/community/new');
    check(await page.getByLabel('Short name for addresses').inputValue() === 'xiaoqu', 'no short name is proposed');
    for (const [label, words] of [['Name', '新城花园'], ['Short name for addresses', 'xincheng'], ['Address', '新城路8号'], ['Units, each with its own lobby (1)', '3'], ['Lifts in each unit (1)', '9'], ['Number of the service centre', '010-1234-5678']]) await page.getByLabel(label, { exact: true }).fill(words);
    await page.getByRole('button', { name: 'Make the community' }).click();
    await page.getByText('A number up to 8 is wanted.').waitFor();
    await page.getByLabel('Lifts in each unit (1)', { exact: true }).fill('1');
    await page.getByText('There are lifts: whom does somebody call who is shut in?').waitFor();
    await page.getByLabel('Number for people shut in a lift', { exact: true }).fill('010-1234-5600');
    await page.getByText('Makes 3 lobbies for screens.', { exact: false }).waitFor();
    await page.getByRole('button', { name: 'One more building' }).click();
    check(await page.getByLabel('Building (2)', { exact: true }).inputValue() === '2号楼', 'the next building is not counted on');
    await page.getByRole('button', { name: 'Take line 2 out' }).click();
    await page.getByRole('button', { name: 'Make the community' }).click();
    await page.getByText('The community is there, as a demonstration.').waitFor();
    check(new URL(page.url()).searchParams.get('site') === 'xincheng', `it stands at ${page.url()}`);
    const { doc } = await page.evaluate(() => fetch('/v1/staff/items/community?site=xincheng').then((answer) => answer.json()));
    check(doc.terminals.length === 3 && doc.lifts.length === 3 && doc.roles.length > 10 && doc.buildings[0].name_en === 'Building 1', JSON.stringify([doc.terminals, doc.lifts, doc.buildings]));
    await page.goto('/console/community/places?site=xincheng');
    await page.getByRole('heading', { name: 'Nothing here yet' }).waitFor(); // an empty list is no fault
  });
});
