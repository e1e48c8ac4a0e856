// Another community: the few things without which none is; the rest is filled in afterwards.
import { html, Button, Card, Note, Page, TextField, errorWords, toast, useState } from '../../ui/index.js';
import { api } from '../../app/api.js';
import { go, href } from '../../app/router.js';
import { chooseSite, loadSites } from '../../app/session.js';
import { t } from '../../app/i18n.js';

const BLANK = { id: '', name: '', address: '', building: '1号楼', unit: '1单元', phone: '' };

/** @param {typeof BLANK} v */
const document = (v) => ({
  community: { id: v.id, name: v.name, address: v.address, timezone: 'Asia/Shanghai', demo: true }, buildings: [{ id: 'B1', name: v.building, units: v.unit ? [{ id: 'B1-U1', name: v.unit }] : [], tags: ['all'] }],
  tags: [{ id: 'all', name: '全体住户', name_en: 'All residents' }, { id: 'lobby', name: '单元大堂', name_en: 'Lobbies' }], lifts: [], places: [], terminals: [],
  contacts: [{ id: 'C01', label: '服务中心', label_en: 'Service centre', phone: v.phone, kind: 'service', order: 2, hours: '24h' },
    ...[['C16', '报警', 'Police', '110'], ['C17', '火警', 'Fire', '119'], ['C18', '医疗急救', 'Ambulance', '120']].map(([id, label, label_en, phone]) => ({ id, label, label_en, phone, kind: 'public_hotline', order: 0, hours: '24h' }))], roles: [], organisations: [],
});

export function NewCommunity() {
  const [v, setV] = useState(BLANK), [tried, setTried] = useState(false), [busy, setBusy] = useState(false), [error, setError] = useState('');
  const wrong = /** @type {Record<string, string>} */ ({});
  for (const name of ['name', 'address', 'building', 'phone']) if (!v[/** @type {'name'} */ (name)].trim()) wrong[name] = t('This is wanted.');
  if (!/^[a-z0-9][a-z0-9-]{1,39}$/.test(v.id)) wrong.id = t('Small letters, digits and dashes.');
  const field = (/** @type {keyof typeof BLANK} */ name, /** @type {string} */ label, /** @type {any} */ more = {}) => html`<${TextField} label=${label} value=${v[name]} error=${tried ? wrong[name] ?? null : null} onInput=${(/** @type {string} */ typed) => setV({ ...v, [name]: typed })} ...${more} />`;
  const make = async (/** @type {Event} */ event) => {
    event.preventDefault();
    setTried(true);
    if (Object.keys(wrong).length) return;
    setBusy(true);
    setError('');
    try {
      await api.put('/community', document(v), { anySite: true });
      await loadSites();
      chooseSite(v.id);
      toast(t('The community is there, as a demonstration.'));
      go(href('community', 'buildings'), { force: true });
    } catch (e) {
      setError(errorWords(e));
      setBusy(false);
    }
  };
  return html`<${Page} title=${t('Another community')} back=${{ to: href('community'), label: t('Community') }}><form onSubmit=${make}><${Card} title=${t('What it cannot be without')}><p>${t('It begins as a demonstration, with a ribbon over its screens, until what must be real is.')}</p>${error && html`<${Note} kind="bad">${error}<//>`}
    <fieldset class="document-form">${field('name', t('Name#thing'), { maxlength: 60 })}${field('id', t('Short name for addresses'), { hint: t('It stays for good.') })}${field('address', t('Address'), { class: 'whole', maxlength: 200 })}${field('building', t('First building'))}${field('unit', t('First unit'), { optional: true })}${field('phone', t('Number of the service centre'), { maxlength: 40 })}</fieldset>
    <div><${Button} kind="main" type="submit" busy=${busy}>${t('Make the community')}<//></div><//></form><//>`;
}
