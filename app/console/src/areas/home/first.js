// The first hour: the way from an empty server to a community whose screens are real, each step with the page that does it.
import { html, ButtonLink, Card, Note, Steps, useEffect, useState } from '../../ui/index.js';
import { areas } from '../../app/areas.js';
import { visible } from '../../app/keys.js';
import { href } from '../../app/router.js';
import { may } from '../../app/session.js';
import { t } from '../../app/i18n.js';
import { anyShown, isDemo, people } from './api.js';
import { firstHour } from './matters.js';

/** Is there such an area, and for this account? @param {string} id */
export const reaches = (id) => areas.some((a) => a.id === id && visible(a));

/** @param {import('./api.js').Day} facts @returns {Record<string, {label: string, detail: string, to: string[], act: string, needs?: string}>} */
const words = (facts) => ({
  community: { label: t('Say what your community is'), ...(facts.items.some((i) => i.kind === 'community') ? { detail: t('A screen hangs in a lobby: say which lobbies there are.'), to: ['community', 'lobbies'], act: t('Add a lobby') }
    : { detail: t('Its name, its buildings, whom residents call: one form, about five minutes.'), to: ['community', 'new'], act: t('Enter the community'), needs: 'admin' }) },
  people: { needs: 'admin', label: t('Give your colleagues accounts'), detail: t('One person writes, another approves: that takes two people, each with a password of their own.'), to: ['people', 'new'], act: t('Add somebody') },
  terminal: { needs: 'admin', label: t('Let the first screen in'), detail: t('A new screen shows a code of eight characters. Enter it here and say which lobby it hangs in.'), to: ['lobbies', 'pair'], act: t('Enter the code') },
  notice: { label: t('Publish the first notice'), detail: t('Choose a template or write a few lines; you see at once what the lobby will show.'), to: ['notices', 'new'], act: t('Write a notice') },
  shown: { label: t('See it on the wall'), detail: t('A few seconds later the screen has it. This step ticks itself.'), to: ['notices'], act: t('See where it hangs') },
  form: { label: t('Let residents report'), detail: t('A usual form is ready: what can be reported, and whose desk it comes to. Look through it and have it approved.'), to: ['cases', 'form'], act: t('Open the form') },
  board: { label: t('Hang the standards and the fees'), detail: t('What is promised and what it costs, typed in or out of a spreadsheet. It can wait.'), ...(facts.items.some((i) => i.kind === 'standard' && i.status === 'published') ? { to: ['fees'], act: t('To the fees') } : { to: ['standards'], act: t('To the standards') }) },
  live: { label: t('Go live'), detail: t('Look at the numbers once more; then the ribbon of the demonstration goes.'), to: ['community', 'live'], act: t('What is still open') },
});

/** @param {{facts: import('./api.js').Day}} props */
export function FirstHour({ facts }) {
  const [known, setKnown] = useState(/** @type {import('./matters.js').Known|null} */ (null));
  const ids = facts.items.filter((i) => i.kind === 'notice' && i.state === 'live').slice(0, 5).map((i) => i.id), paired = facts.terminals.some((terminal) => !terminal.revoked);
  useEffect(() => {
    const no = () => false;
    Promise.all([paired && ids.length ? anyShown(ids).catch(no) : false, people().catch(() => null), facts.items.some((i) => i.kind === 'community') ? isDemo().catch(no) : true])
      .then(([shown, accounts, demo]) => setKnown({ shown, people: accounts, demo }));
  }, [facts]);
  if (!known) return null;
  const steps = firstHour(facts, known), open = steps.filter((s) => !s.done && !s.later);
  if (!open.length) return null;
  const all = words(facts), now = /** @type {{id: string}} */ (steps.find((s) => !s.done)).id;
  const way = (/** @type {string} */ id) => may(all[id].needs ?? 'editor') ? reaches(all[id].to[0]) && html`<${ButtonLink} kind="main" to=${href(...all[id].to)}>${all[id].act}<//>`
    : all[id].needs && html`<p class="hint">${t('An administrator does this.')}</p>`;
  if (open.length === 1 && open[0].id === 'live' && now === 'live') return html`<${Note} actions=${way('live')}>${t('This community is a demonstration; every screen says so.')}<//>`;
  return html`<${Card} title=${t('The first hour')} class="home-first">
    <${Steps} label=${t('The first hour')} steps=${[{ label: t('Choose your own password'), state: 'done' }, ...steps.map(({ id, done }) => {
      const at = id === now || (open[0].id === id && !done); // what can wait does not stand in the way of the next
      return { label: all[id].label, state: done ? 'done' : at ? 'now' : 'next', detail: at && all[id].detail, action: at && way(id) };
    })]} /><//>`;
}
