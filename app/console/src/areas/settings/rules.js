// The typed list of the server, as a form: for the organisation, or other for one community.
import { html, Badge, Button, Card, Check, Loaded, Note, Select, TextField, errorWords, toast, useState } from '../../ui/index.js';
import { useLoad } from '../../app/load.js';
import { site } from '../../app/api.js';
import { sites } from '../../app/session.js';
import { lang, t } from '../../app/i18n.js';
import { isWide, KEPT, putSettings, settings } from './api.js';

/** @typedef {import('./api.js').Setting} Setting */

/** @param {{one: Setting, value: any, onInput: (value: any) => void}} props */
function Entry({ one, value, onInput }) {
  const label = one.label[lang.value] ?? one.label.en;
  if (one.type === 'flag') return html`<${Check} label=${label} checked=${value} onChange=${onInput} />`;
  if (one.type === 'text') return html`<${TextField} label=${label} value=${value} onInput=${onInput} maxlength=${one.max} optional />`;
  return html`<${TextField} class="settings-number" label=${label} hint=${t('From {min} to {max}; {default} unless you say otherwise', { min: one.min, max: one.max, default: one.default })} type="number" min=${one.min} max=${one.max} value=${String(value)}
    onInput=${(/** @type {string} */ typed) => onInput(typed === '' ? '' : Number(typed))} />`;
}

/** @param {{all: boolean, list: Setting[], onDone: () => void}} props */
function Form({ all, list, onDone }) {
  const saved = Object.fromEntries(list.map((one) => [one.key, one.value])), [values, setValues] = useState(saved), [error, setError] = useState('');
  const changed = Object.fromEntries(Object.entries(values).filter(([key, value]) => value !== saved[key]));
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
  return html`<form class="settings-form" onSubmit=${send}>${error && html`<${Note} kind="bad">${error}<//>`}
    ${list.map((one) => html`<div class="settings-entry" key=${one.key}><${Entry} one=${one} value=${values[one.key]} onInput=${(/** @type {any} */ value) => setValues({ ...values, [one.key]: value })} />
      <p class="hint">${own(one) ? html`<${Badge} kind="accent">${all ? t('set here') : t('set for this community')}<//> <${Button} small kind="quiet" onClick=${() => back(one)}>${t('Take back#value')}<//>` : one.from === 'organisation' ? html`<${Badge}>${t('as the organisation has it')}<//>` : null}</p></div>`)}
    <div><${Button} kind="main" type="submit" disabled=${!Object.keys(changed).length || Object.values(changed).includes('')}>${t('Save')}<//></div></form>`;
}

export function Rules() {
  const several = isWide() && sites.value.length > 0, [all, setAll] = useState(isWide());
  const load = useLoad(async () => (await settings(all)).filter((one) => one.key !== KEPT), [all, site.value], ['settings']);
  return html`<${Card} title=${t('What the office decides for itself')}>
    ${several && html`<${Select} class="settings-where" label=${t('For')} value=${all ? '*' : 'site'} onInput=${(/** @type {string} */ v) => setAll(v === '*')} options=${[{ value: '*', label: t('All communities') },
      { value: 'site', label: sites.value.find((s) => s.id === site.value)?.name ?? t('This community') }]} />`}
    <${Loaded} of=${load}>${(/** @type {Setting[]} */ list) => html`<${Form} key=${`${all}${site.value}${JSON.stringify(list.map((one) => [one.value, one.from]))}`} all=${all} list=${list} onDone=${load.reload} />`}<//><//>`;
}
