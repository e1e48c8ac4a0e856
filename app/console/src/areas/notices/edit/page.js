// One notice being written.
import { html, Button, Card, Check, Choice, DateTimeField, Diff, DraftOffer, Field, Loaded, Note, Page, Select, Tabs, TextField, dateTimeOf, toastError, errorWords, useCallback, useEffect, useMemo, useState } from './parts.js';
import { Preview } from '../../../ui/paper/preview.js';
import { go, href } from '../../../app/router.js';
import { pick, t } from '../../../app/i18n.js';
import { useLoad } from '../../../app/load.js';
import { may } from '../../../app/session.js';
import { offline } from '../../../app/api.js';
import * as api from '../api.js';
import { Files, nameFor, send } from './files.js';
import { Findings, useFound } from './found.js';
import { isWeather, kindGroups, modes, outages, priorities } from './kinds.js';
import { rfcOf, secondsOf } from './moments.js';
import { MarkdownField } from './text.js';
import { useWriting } from './writing.js';

/** @param {{id: string}} props */
export function Edit({ id }) {
  const load = useLoad(async () => {
    const [item, rules, community] = await Promise.all([api.item(id), api.rules(), api.community().catch(() => null)]);
    return { item, rules: rules.rules, community };
  }, [id]);
  const [first, keep] = useState(/** @type {any} */ (null));
  if (load.data && !first) keep(load.data); // what others do meanwhile does not take the words away
  return html`<${Loaded} of=${first ? { ...load, data: first } : load}>${(/** @type {any} */ data) => html`<${Form} key=${id} id=${id} ...${data} />`}<//>`;
}

/** @param {{writing: ReturnType<typeof useWriting>}} props */
function State({ writing }) {
  const { state, dirty } = writing;
  const words = state.saving ? t('Saving…') : state.error && dirty ? offline.value ? t('The server is away; kept in this window') : t('Not saved: {why}', { why: errorWords(state.error) })
    : dirty ? t('Not saved yet') : state.at ? t('Saved {time}', { time: dateTimeOf(state.at) }) : t('Saved#all');
  return html`<span class="notices-state" role="status">${words}</span>`;
}

/** Members that are empty are left out. @param {any} object @param {string} key @param {any} value */
const withMember = (object, key, value) => {
  const { [key]: _, ...rest } = object ?? {};
  return value === undefined || value === null || value === '' || value === false ? rest : { ...rest, [key]: value };
};

/** @param {{id: string, item: any, rules: any, community: any}} props */
function Form({ id, item, rules, community }) {
  const hangs = ['published', 'scheduled'].includes(item.status), text = item.work ?? item;
  const first = useMemo(() => ({ doc: text.doc, audience: text.audience ?? api.everybody }), []);
  const writing = useWriting(id, first, text.version);
  const { value, set } = writing, { doc, audience } = value;
  const [leaf, setLeaf] = useState('zh-CN');
  const found = useFound(id, value);
  const errors = useMemo(() => Object.fromEntries((found.found ?? []).filter((one) => one.level === 'refuse').map((one) => [one.at, one.text])), [found.found]);
  const change = useCallback((/** @type {string} */ key, /** @type {any} */ next) => set((/** @type {any} */ old) => ({ ...old, doc: withMember(old.doc, key, next) })), [set]);
  const inner = (/** @type {string} */ key, /** @type {string} */ member, /** @type {any} */ next) => set((/** @type {any} */ old) => {
    const made = withMember(old.doc[key], member, next);
    return { ...old, doc: withMember(old.doc, key, Object.keys(made).length ? made : undefined) };
  });
  const onFiles = (/** @type {(all: any[]) => any[]} */ how) => set((/** @type {any} */ old) => ({ ...old, doc: { ...old.doc, files: how(old.doc.files ?? []) } }));
  const take = async (/** @type {File[]} */ files) => {
    for (const file of files) {
      try {
        const done = await send(file, nameFor(file.name, doc.files ?? []), () => {});
        onFiles((all) => [...all, { ...done, name: nameFor(done.name, all) }]);
      } catch (error) {
        toastError(error);
      }
    }
  };
  const onward = async () => {
    await writing.save();
    await go(href('notices', id));
  };
  const draft = useMemo(() => ({ kind: /** @type {'notice'} */ ('notice'), id, audience, doc: { ...doc, id } }), [value]);
  const meant = useLoad(() => api.resolve(audience).then((means) => means.lobbies.map((one) => one.id)), [JSON.stringify(audience)], ['lobbies']);
  const title = doc.lang?.['zh-CN']?.title || t('Without a title');
  return html`<${Page} wide title=${title} back=${{ to: href('notices'), label: t('Notices') }} actions=${html`<${State} writing=${writing} />
      <${Button} onClick=${() => writing.save()}>${t('Save')}<//><${Button} kind="main" onClick=${onward}>${t('On to publishing')}<//>`}>
    <${DraftOffer} draft=${writing.draft} />
    ${hangs && html`<${Note}>${t('This notice hangs in the lobbies. What you change here hangs when it has been approved.')}<//>`}
    ${item.work?.state === 'review' && html`<${Note} kind="warn">${t('This text waits for approval. A change takes it back to the drafts.')}<//>`}
    ${writing.state.error?.status === 409 && html`<${Meanwhile} id=${id} writing=${writing} />`}
    <div class="notices-edit">
      <div class="notices-form">
        <${What} ...${{ doc, change, inner, errors, rules, community }} />
        <${Card} title=${t('Words')}>
          <${Tabs} label=${t('Language of the words')} value=${leaf} onChange=${setLeaf} tabs=${[{ id: 'zh-CN', label: '中文' }, { id: 'en', label: 'English' }, { id: 'both', label: t('Side by side') }]}>
            <div class=${leaf === 'both' ? 'notices-both' : ''}>${(leaf === 'both' ? ['zh-CN', 'en'] : [leaf]).map((language) => html`<${Words} key=${language} ...${{ language, doc, set, errors, take }} />`)}</div><//>
        <//>
        <${Card} title=${t('Pictures and files')}><${Files} files=${doc.files ?? []} onFiles=${onFiles} />
          ${(doc.files ?? []).some((/** @type {any} */ file) => file.role !== 'voice') && html`<${Check} label=${t('Only the picture, without a text')} hint=${t('It never counts as a disclosure that the law asks for.')} checked=${doc.picture_only ?? false} onChange=${(/** @type {boolean} */ on) => change('picture_only', on)} />`}<//>
        <${When} ...${{ doc, change, inner, errors, rules }} />
        <${Whom} audience=${audience} community=${community} onChange=${(/** @type {any} */ next) => set((/** @type {any} */ old) => ({ ...old, audience: next }))} />
      </div>
      <div class="notices-side">
        <${Findings} state=${found} onShow=${(/** @type {string} */ at) => { if (at.startsWith('lang.')) setLeaf(at.startsWith('lang.en') ? 'en' : 'zh-CN'); }} />
        <${Card} title=${t('What the lobby will show')}><${Preview} page=${`notice/${id}`} doc=${draft} lobbies=${meant.data?.length ? meant.data : undefined} /><//>
      </div>
    </div><//>`;
}

/** Somebody else saved this notice while it was open here. @param {{id: string, writing: ReturnType<typeof useWriting>}} props */
function Meanwhile({ id, writing }) {
  useEffect(() => scrollTo(0, 0), []);
  const load = useLoad(() => api.item(id).then((item) => ({ who: item.updated_by, ...(item.work ?? item) })), [id]);
  const text = (/** @type {any} */ doc) => ['zh-CN', 'en'].flatMap((language) => ['title', 'summary', 'body_md'].map((key) => doc?.lang?.[language]?.[key] ?? '')).join('\n');
  return html`<${Loaded} of=${load}>${(/** @type {any} */ theirs) => html`<${Note} kind="bad" actions=${html`
      <${Button} small onClick=${() => { writing.set({ doc: theirs.doc, audience: theirs.audience ?? api.everybody }); writing.taken(theirs.version); }}>${t('Take theirs')}<//>
      <${Button} small kind="main" onClick=${() => writing.overrule(theirs.version)}>${t('Keep mine')}<//>`}>
    <p>${t('{name} has changed this notice meanwhile. Both versions stay in the history.', { name: theirs.who })}</p><${Diff} before=${text(theirs.doc)} after=${text(writing.value.doc)} /><//>`}<//>`;
}

/** What it is and who says it. @param {any} props */
function What({ doc, change, inner, errors, rules, community }) {
  const roles = (community?.roles ?? []).filter((/** @type {any} */ role) => role.id !== 'R-OC' || may('admin', 'committee') || doc.issuer === 'R-OC');
  const causes = rules.causes ?? [];
  const groups = kindGroups(), known = groups.some((group) => group.kinds.some(([id]) => id === doc.kind));
  return html`<${Card} title=${t('What it is')}>
    <${Field} label=${t('What it is about')} error=${errors.kind}>${(/** @type {any} */ tie) => html`<select ...${tie} data-at="kind" value=${doc.kind ?? ''} onChange=${(/** @type {any} */ e) => change('kind', e.currentTarget.value)}>
      ${!known && html`<option value=${doc.kind ?? ''} selected>${doc.kind ?? t('Please choose')}</option>`}
      ${groups.map((group) => html`<optgroup key=${group.label} label=${group.label}>${group.kinds.map(([id, label]) => html`<option key=${id} value=${id} selected=${id === doc.kind}>${label}</option>`)}</optgroup>`)}</select>`}<//>
    <${Select} label=${t('Who says it')} data-at="issuer" error=${errors.issuer} value=${doc.issuer ?? ''} onInput=${(/** @type {string} */ id) => {
      const role = roles.find((/** @type {any} */ one) => one.id === id);
      change('issuer', id);
      change('issuer_name', role?.name);
      change('issuer_name_en', role?.name_en);
    }} options=${[...(doc.issuer ? [] : [{ value: '', label: t('Please choose') }]), ...(doc.issuer && !roles.some((/** @type {any} */ role) => role.id === doc.issuer) ? [{ value: doc.issuer, label: doc.issuer_name ?? doc.issuer }] : []),
      ...roles.map((/** @type {any} */ role) => ({ value: role.id, label: pick(role, 'name') }))]} />
    ${outages.includes(doc.kind) && html`<${Select} label=${t('Why')} data-at="outage.cause" error=${errors['outage.cause']} value=${doc.outage?.cause ?? ''} onInput=${(/** @type {string} */ id) => inner('outage', 'cause', id)}
      options=${[{ value: '', label: t('Please choose') }, ...causes.map((/** @type {any} */ cause) => ({ value: cause.id, label: pick(cause, 'name') }))]} />`}
    ${isWeather(doc.kind) && html`<${TextField} label=${t('Issued by (the weather station)')} data-at="issuer_name" error=${errors.issuer_name} value=${doc.issuer_name ?? ''} onInput=${(/** @type {string} */ text) => change('issuer_name', text)} />
      <${Select} label=${t('Level, as it was issued')} data-at="warning_color" value=${doc.warning_color ?? ''} onInput=${(/** @type {string} */ text) => change('warning_color', text)}
        options=${[{ value: '', label: t('None') }, ...[['蓝色', t('Blue')], ['黄色', t('Yellow')], ['橙色', t('Orange')], ['红色', t('Red')]].map(([value, label]) => ({ value, label }))]} />`}
    <${Choice} label=${t('How important it is')} value=${String(doc.priority ?? 3)} onInput=${(/** @type {string} */ n) => change('priority', Number(n))} options=${priorities()} error=${errors.priority} />
    <${Select} label=${t('How it is shown')} value=${doc.display?.mode ?? 'normal'} error=${errors['display.mode']} onInput=${(/** @type {string} */ mode) => inner('display', 'mode', mode)} options=${modes()} />
  <//>`;
}

/** @param {{language: string, doc: any, set: any, errors: any, take: any}} props */
function Words({ language, doc, set, errors, take }) {
  const words = doc.lang?.[language] ?? {}, at = (/** @type {string} */ key) => `lang.${language}.${key}`;
  const put = (/** @type {string} */ key) => (/** @type {string} */ text) => set((/** @type {any} */ old) => {
    const next = withMember(old.doc.lang?.[language], key, text), { [language]: _, ...others } = old.doc.lang ?? {};
    return { ...old, doc: { ...old.doc, lang: Object.keys(next).length ? { ...others, [language]: next } : others } };
  });
  const name = language === 'en' ? ' (English)' : '';
  return html`<div class="notices-words" lang=${language}>
    <${TextField} label=${t('Title') + name} data-at=${at('title')} error=${errors[at('title')]} value=${words.title ?? ''} onInput=${put('title')} hint=${language === 'zh-CN' ? t('At most two lines of 15 characters are read from afar.') : undefined} />
    <${TextField} label=${t('Summary: one sentence') + name} data-at=${at('summary')} error=${errors[at('summary')]} value=${words.summary ?? ''} onInput=${put('summary')} hint=${language === 'zh-CN' ? t('Slides and lists show the title and this sentence.') : undefined} />
    <${MarkdownField} label=${t('Text') + name} at=${at('body_md')} error=${errors[at('body_md')]} value=${words.body_md ?? ''} onInput=${put('body_md')} onFiles=${take} pictures=${(doc.files ?? []).filter((/** @type {any} */ file) => file.role !== 'voice')} />
  </div>`;
}

/** @param {any} props */
function When({ doc, change, inner, errors, rules }) {
  const rule = rules.kinds?.[doc.kind];
  const moment = (/** @type {string} */ label, /** @type {any} */ value, /** @type {string} */ at, /** @type {(text: string|undefined) => void} */ put, /** @type {boolean} */ optional = false) =>
    html`<${DateTimeField} label=${label} optional=${optional} data-at=${at} error=${errors[at]} value=${secondsOf(value)} onInput=${(/** @type {number|null} */ s) => put(rfcOf(s))} />`;
  return html`<${Card} title=${t('When it hangs')}>
    ${rule && html`<${Note}>${rule.lead_h ? t('It hangs {n} hours before it begins, or more: {why}.', { n: rule.lead_h, why: pick(rule, 'basis') }) : t('It hangs {n} days or more: {why}.', { n: rule.min_days, why: pick(rule, 'basis') })}<//>`}
    <div class="notices-times">
      ${moment(t('What it announces begins'), doc.event?.start, 'event.start', (text) => inner('event', 'start', text), true)}
      ${moment(t('and ends'), doc.event?.end, 'event.end', (text) => inner('event', 'end', text), true)}
      ${moment(t('It hangs from'), doc.effective, 'effective', (text) => change('effective', text))}
      ${moment(t('until'), doc.expires, 'expires', (text) => change('expires', text))}
    </div><//>`;
}

/** @param {{audience: any, community: any, onChange: (audience: any) => void}} props */
function Whom({ audience, community, onChange }) {
  const buildings = community?.buildings ?? [], all = audience.tags_any?.includes('all');
  const odd = !all && (audience.tags_any?.length || audience.units?.length || audience.exclude_tags?.length);
  const chosen = audience.buildings ?? [];
  return html`<${Card} title=${t('For whom')}>
    ${odd ? html`<p>${t('Tags or single lobbies are chosen; they are changed where it is published.')}</p>` : html`
    <${Check} label=${t('All lobbies')} checked=${all ?? false} onChange=${(/** @type {boolean} */ on) => onChange(on ? api.everybody : { buildings: [] })} />
    ${!all && html`<div class="notices-buildings">${buildings.map((/** @type {any} */ one) => html`<${Check} key=${one.id} label=${pick(one, 'name')} checked=${chosen.includes(one.id)}
      onChange=${(/** @type {boolean} */ on) => onChange({ buildings: on ? [...chosen, one.id] : chosen.filter((/** @type {string} */ id) => id !== one.id) })} />`)}</div>`}`}<//>`;
}
