// The form of the price board's own words, or of one account.
import { html, Badge, ButtonLink, Card, Empty, Facts, Loaded, Page, useMemo } from '../../ui/index.js';
import { DocumentForm } from '../../ui/document/form.js';
import { fetchDocument } from '../../ui/document/document.js';
import { api } from '../../app/api.js';
import { useLoad } from '../../app/load.js';
import { href } from '../../app/router.js';
import { may } from '../../app/session.js';
import { pick, t } from '../../app/i18n.js';
import { accounts } from './accounts.js';

/** @param {{account: import('./accounts.js').Account, data: any, reload: () => void}} props */
function Form({ account, data, reload }) {
  const { whole, world } = data, known = account.read(whole.doc);
  const saved = useMemo(() => known ?? account.blank(world), [data]);
  return html`<${DocumentForm} id="fees" name=${account.id} saved=${saved} fresh=${!known} whole=${whole} reload=${reload} back=${href('fees')} page=${account.page} sections=${() => account.sections(world)}
    find=${account.read} write=${account.write} finish=${account.finish} facts=${account.facts} faults=${account.faults} gone=${known ? account.gone : undefined} />`;
}

/** @param {{id: string}} props */
export function Account({ id }) {
  const account = accounts().find((a) => a.id === id) ?? accounts()[0];
  const load = useLoad(async () => {
    const [whole, community] = await Promise.all([fetchDocument('fees'), api.get('/items/community').catch(() => null)]), doc = community?.doc ?? {};
    return { whole, world: { buildings: doc.buildings ?? [], organisations: doc.organisations ?? [], roles: doc.roles ?? [] } };
  }, [id]);
  return html`<${Page} wide title=${account.title} lead=${account.lead} back=${{ to: href('fees'), label: t('Fees and accounts') }}>
    <${Loaded} of=${load}>${(/** @type {any} */ data) => html`<${Form} key=${id} account=${account} data=${data} reload=${load.reload} />`}<//><//>`;
}

/** What of it stands in the draft. @param {{account: import('./accounts.js').Account, doc: any}} props */
export function AccountCard({ account, doc }) {
  const entry = account.read(doc), edit = may('editor');
  if (!entry) return html`<${Empty} icon="fee" title=${t('{what}: nothing yet', { what: account.title })} action=${edit && html`<${ButtonLink} kind="main" to=${href('fees', 'account', account.id)}>${t('Write it')}<//>`}>${account.lead}<//>`;
  const change = edit && html`<${ButtonLink} small icon="edit" to=${href('fees', 'account', account.id)}>${t('Change')}<//>`;
  if (account.id !== 'board') return html`<${Card} title=${pick(entry, 'title') || account.title} actions=${change}><${Facts} rows=${account.facts?.(account.finish(entry)) ?? []} /><//>`;
  const rule = pick(entry, 'rounding_rule');
  return html`<${Card} title=${account.title} actions=${change}><${Facts} rows=${[[t('Company'), pick(entry, 'manager_name') || '—'], [t('Rounding rule'), rule || html`<${Badge} kind="warn">${t('not stated: residents compute with it')}<//>`],
    [t('Telephone for complaints'), entry.price_board_contact?.service_complaint ?? '—'], [t('Price regulator’s telephone'), entry.price_board_contact?.price_regulator ?? '—'], [t('What is never charged'), entry.not_charged.map((/** @type {any} */ r) => pick(r, 'name')).join('、') || '—']]} /><//>`;
}
