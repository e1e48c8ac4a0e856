// The typed list of the server, as a form in groups: for the organisation, or other for one community.
import { html, cx, Badge, Button, Card, Check, Facts, Field, Loaded, Note, Select, TextField, errorWords, toast, useState } from '../../ui/index.js';
import { useLoad } from '../../app/load.js';
import { site } from '../../app/api.js';
import { sites } from '../../app/session.js';
import { lang, t, tn } from '../../app/i18n.js';
import { isWide, KEPT, putSettings, rules } from './api.js';

/** @typedef {import('./api.js').Setting} Setting
 *  @typedef {import('./api.js').Group} Group */

/** @param {{'zh-CN': string, en: string}|undefined} words */
const said = (words) => words?.[lang.value] ?? words?.en ?? '';

/** A value as a person says it. @param {Setting} one @param {any} value */
function valueWords(one, value) {
  if (one.type === 'flag') return value ? t('yes') : t('no');
  if (one.type === 'number') return `${value} ${said(one.unit)}`;
  if (one.type === 'choice') return said(one.options?.find((o) => o.value === value)?.label) || value;
  return value || t('nothing#value');
}

/** @param {Setting} one */
const hintOf = (one) => [said(one.hint), one.type === 'number' ? t('From {min} to {max}; {default} unless you say otherwise.', { min: one.min, max: one.max, default: valueWords(one, one.default) })
  : one.type === 'text' ? '' : t('Unless you say otherwise: {default}.', { default: valueWords(one, one.default) })].filter(Boolean).join(lang.value === 'en' ? ' ' : '');

/** @param {{one: Setting, value: any, onInput: (value: any) => void}} props */
function Entry({ one, value, onInput }) {
  const label = said(one.label), hint = hintOf(one);
  if (one.type === 'flag') return html`<${Check} label=${label} hint=${hint} checked=${value} onChange=${onInput} />`;
  if (one.type === 'choice') return html`<${Select} class="settings-where" label=${label} hint=${hint} value=${value} onInput=${onInput} options=${(one.options ?? []).map((o) => ({ value: o.value, label: said(o.label) }))} />`;
  if (one.type === 'text') return html`<${TextField} label=${label} hint=${hint} value=${value} onInput=${onInput} maxlength=${one.max} optional />`;
  return html`<${Field} label=${label} hint=${hint}>${(/** @type {any} */ tie) => html`<span class="settings-amount"><input type="number" min=${one.min} max=${one.max} value=${String(value)}
    onInput=${(/** @type {any} */ e) => onInput(e.currentTarget.value === '' ? '' : Number(e.currentTarget.value))} ...${tie} /><span>${said(one.unit)}</span></span>`}<//>`;
}

/** @param {{all: boolean, groups: Group[], list: Setting[], onDone: () => void}} props */
function Form({ all, groups, list, onDone }) {
  const saved = Object.fromEntries(list.map((one) => [one.key, one.value])), [values, setValues] = useState(saved), [error, setError] = useState('');
  const changed = Object.fromEntries(Object.entries(values).filter(([key, value]) => value !== saved[key])), count = Object.keys(changed).length;
  const own = (/** @type {Setting} */ one) => one.from === (all ? 'organisation' : 'site');
  const send = async (/** @type {Event} */ event) => {
    event.preventDefault();
    setError('');
    const before = Object.fromEntries(Object.keys(changed).map((key) => [key, list.find((one) => one.key === key && own(one))?.value ?? null]));
    try {
      await putSettings(all, changed);
      toast(t('The settings hold from now on.'), { undo: () => putSettings(all, before).then(onDone) });
      onDone();
    } catch (e) {
      setError(errorWords(e));
    }
  };
  const back = (/** @type {Setting} */ one) => putSettings(all, { [one.key]: null }).then(onDone, (e) => setError(errorWords(e)));
  const entry = (/** @type {Setting} */ one) => html`<div class="settings-entry" key=${one.key}><${Entry} one=${one} value=${values[one.key]} onInput=${(/** @type {any} */ value) => setValues({ ...values, [one.key]: value })} />
    ${own(one) ? html`<p class="hint"><${Badge} kind="accent">${all ? t('set here') : t('set for this community')}<//> <${Button} small kind="quiet" onClick=${() => back(one)}>${t('Take back#value')}<//></p>` : !all && one.from === 'organisation' && html`<p class="hint"><${Badge}>${t('as the organisation has it')}<//></p>`}</div>`;
  const isTheirs = (/** @type {Setting} */ one) => all || !one.whole;
  return html`<form class="settings-form" onSubmit=${send}>
    ${groups.map((group) => ({ group, mine: list.filter((one) => one.group === group.id && isTheirs(one)) })).map(({ group, mine }) => mine.length > 0 && html`<${Card} key=${group.id} title=${said(group.label)}><p class="hint">${said(group.hint)}</p>${mine.map(entry)}<//>`)}
    ${list.some((one) => !isTheirs(one)) && html`<${Card} title=${t('What holds for the whole organisation')}><p class="hint">${t('Only whoever runs the whole organisation changes this.')}</p>
      <${Facts} rows=${list.filter((one) => !isTheirs(one)).map((one) => [said(one.label), valueWords(one, one.value)])} /><//>`}
    <div class=${cx('settings-save', count > 0 && 'dirty')}>${error && html`<${Note} kind="bad">${error}<//>`}<${Button} kind="main" type="submit" disabled=${!count || Object.values(changed).includes('')}>${t('Save')}<//>
      <span class="hint">${count ? tn(count, '{n} change is not saved yet', '{n} changes are not saved yet') : t('Nothing is changed.')}</span></div></form>`;
}

export function Rules() {
  const several = isWide() && sites.value.length > 0, [all, setAll] = useState(isWide());
  const load = useLoad(() => rules(all), [all, site.value], ['settings']);
  return html`<p class="lead">${t('What the office decides for itself')}</p>
    ${several && html`<${Select} class="settings-where" label=${t('For')} value=${all ? '*' : 'site'} onInput=${(/** @type {string} */ v) => setAll(v === '*')} options=${[{ value: '*', label: t('All communities') },
      { value: 'site', label: t('{name} alone', { name: sites.value.find((s) => s.id === site.value)?.name ?? t('This community') }) }]} />`}
    <${Loaded} of=${load}>${(/** @type {{groups: Group[], settings: Setting[]}} */ { groups, settings }) => { const list = settings.filter((one) => one.key !== KEPT);
      return html`<${Form} key=${`${all}${site.value}${JSON.stringify(list.map((one) => [one.value, one.from]))}`} all=${all} groups=${groups} list=${list} onDone=${load.reload} />`; }}<//>`;
}
