// The questions of one template.
import { html, Button, Card, DateTimeField, Empty, Loaded, Note, Page, Select, TextArea, TextField, errorWords, useState } from './parts.js';
import { href } from '../../../app/router.js';
import { pick, t } from '../../../app/i18n.js';
import { useLoad } from '../../../app/load.js';
import * as api from '../api.js';
import { begin } from './choose.js';
import { rfcOf, secondsOf } from './moments.js';

/** @param {{field: import('../api.js').TemplateField, value: any, onInput: (value: any) => void, error: string|null}} props */
function Question({ field, value, onInput, error }) {
  const same = { label: pick(field, 'label'), optional: field.optional, error, name: field.id };
  if (field.type === 'choice' || field.type === 'fee')
    return html`<${Select} ...${same} value=${value ?? ''} onInput=${onInput} options=${[{ value: '', label: t('Please choose') }, ...(field.options ?? []).map((one) => ({ value: one.id, label: pick(one, 'name') }))]} />`;
  if (field.type === 'time') return html`<${DateTimeField} ...${same} value=${secondsOf(value)} onInput=${(/** @type {number|null} */ s) => onInput(rfcOf(s) ?? '')} />`;
  if (field.type === 'number') return html`<${TextField} ...${same} inputmode="numeric" value=${value === undefined ? '' : String(value)} onInput=${(/** @type {string} */ text) => onInput(/^\d{1,9}$/.test(text.trim()) ? Number(text) : text || undefined)} />`;
  if (field.type === 'lines') return html`<${TextArea} ...${same} value=${value ?? ''} onInput=${onInput} />`;
  return html`<${TextField} ...${same} inputmode=${field.type === 'area' ? 'decimal' : undefined} value=${value ?? ''} onInput=${onInput} />`;
}

/** @param {{template: string}} props */
export function FromTemplate({ template }) {
  const load = useLoad(api.templates, [template]);
  return html`<${Loaded} of=${load}>${(/** @type {import('../api.js').Template[]} */ list) => {
    const one = list.find((t) => t.id === template);
    return one ? html`<${Form} template=${one} />` : html`<${Empty} title=${t('There is no such template')} />`;
  }}<//>`;
}

/** @param {{template: import('../api.js').Template}} props */
function Form({ template }) {
  const [answers, setAnswers] = useState(/** @type {Record<string, any>} */ ({})), [wrong, setWrong] = useState(/** @type {any} */ (null)), [pressed, press] = useState(false);
  const isMissing = (/** @type {import('../api.js').TemplateField} */ field) => !field.optional && [undefined, ''].includes(typeof answers[field.id] === 'string' ? answers[field.id].trim() : answers[field.id]);
  const errorOf = (/** @type {import('../api.js').TemplateField} */ field) => pressed && isMissing(field) ? t('Please fill in: {what}', { what: pick(field, 'label') }) : wrong?.at === `fields.${field.id}` ? errorWords(wrong) : null;
  const next = async (/** @type {Event} */ event) => {
    event.preventDefault();
    press(true);
    if (template.fields.some(isMissing)) return void setTimeout(() => /** @type {HTMLElement|null} */ (document.querySelector('.notices-asks [aria-invalid]'))?.focus());
    try {
      const words = await api.fill(template.id, Object.fromEntries(Object.entries(answers).filter(([, value]) => value !== '' && value !== undefined)));
      setWrong(null);
      await begin(words);
    } catch (error) {
      setWrong(error);
    }
  };
  const known = template.fields.some((field) => wrong?.at === `fields.${field.id}`);
  return html`<${Page} title=${pick(template, 'name')} lead=${pick(template, 'hint')} back=${{ to: href('notices', 'new'), label: t('New notice') }}>
    <${Card}><form class="notices-asks" onSubmit=${next}>
      ${template.fields.map((field) => html`<${Question} key=${field.id} field=${field} value=${answers[field.id]} error=${errorOf(field)}
        onInput=${(/** @type {any} */ value) => { setAnswers((old) => ({ ...old, [field.id]: value })); if (wrong?.at === `fields.${field.id}`) setWrong(null); }} />`)}
      ${wrong && !known && html`<${Note} kind="bad">${errorWords(wrong)}<//>`}
      <div class="actions"><${Button} kind="main" type="submit">${t('Write the notice')}<//></div>
    </form><//><//>`;
}
