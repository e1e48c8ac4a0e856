// The community's own colours: what cannot be read is refused with the figure, and the screen stands beside it.
import { html, Button, Card, DraftOffer, Note, TextField, errorWords, toast, useMemo, useState } from '../../ui/index.js';
import { Preview } from '../../ui/paper/preview.js';
import { keepPart } from '../../ui/document/document.js';
import { useDraft } from '../../app/draft.js';
import { may } from '../../app/session.js';
import { t } from '../../app/i18n.js';
import { isColor, logoFile, unreadable, withLogo } from './contrast.js';
import { Logo } from './logo.js';

const USUAL = { accent: '#0F564C', paper: '#FAF8F3' }; // what the picker shows while the theme's own colour holds

/** @param {{label: string, picker: string, name: 'accent'|'paper', value: string, error: string|null, onInput: (v: string) => void}} props */
const Color = ({ label, picker, name, value, error, onInput }) => html`<div class="community-color whole"><${TextField} label=${label} optional placeholder=${USUAL[name]} value=${value} error=${error} maxlength="7" onInput=${(/** @type {string} */ v) => onInput(v.trim())} />
  <input type="color" aria-label=${picker} value=${(isColor(value) ? value : USUAL[name]).toLowerCase()} onInput=${(/** @type {any} */ e) => onInput(e.currentTarget.value.toUpperCase())} /></div>`;

/** @param {{whole: any, reload: () => void}} props */
export function Look({ whole, reload }) {
  const saved = useMemo(() => ({ accent: whole.doc.look?.accent ?? '', paper: whole.doc.look?.paper ?? '', logo: logoFile(whole.doc) ?? null }), [whole]), draft = useDraft('community:look', saved), look = draft.value, [error, setError] = useState('');
  const wrong = unreadable(look), bad = !!(wrong.accent || wrong.paper);
  const write = (/** @type {any} */ doc) => withLogo({ ...doc, look: { ...Object.fromEntries(Object.entries(doc.look ?? {}).filter(([m]) => m !== 'accent' && m !== 'paper')), ...(look.accent ? { accent: look.accent } : {}), ...(look.paper ? { paper: look.paper } : {}) } }, look.logo);
  const good = useMemo(() => bad ? null : { kind: /** @type {const} */ ('community'), doc: write(whole.doc) }, [whole, JSON.stringify(look)]);
  const keep = async () => {
    setError('');
    try {
      await keepPart('community', { seen: whole.doc.look ?? null, looksAt: (doc) => doc.look ?? null, change: write });
      draft.saved();
      toast(t('It is in the draft.'));
    } catch (e) {
      setError(errorWords(e));
    }
    reload();
  };
  const set = (/** @type {any} */ part) => draft.set((/** @type {any} */ old) => ({ ...old, ...part }));
  return html`<${DraftOffer} draft=${draft} />${error && html`<${Note} kind="bad">${error}<//>`}<div class="document-beside"><div>
    <${Logo} file=${look.logo} paper=${isColor(look.paper) ? look.paper : ''} readOnly=${!may('editor')} onFile=${(/** @type {any} */ logo) => set({ logo })} />
    <${Card} title=${t('Colours')}><p class="hint">${t('Left empty, the screens keep their own. Every colour is checked: words on it must be easy to read for old eyes, too.')}</p><fieldset class="document-form" disabled=${!may('editor')}>
      <${Color} name="accent" label=${t('Accent')} picker=${t('Choose the accent')} value=${look.accent} error=${wrong.accent ?? null} onInput=${(/** @type {string} */ v) => set({ accent: v })} />
      <${Color} name="paper" label=${t('Paper#color')} picker=${t('Choose the paper')} value=${look.paper} error=${wrong.paper ?? null} onInput=${(/** @type {string} */ v) => set({ paper: v })} /></fieldset>
      ${bad && html`<${Note} kind="warn">${t('These colours cannot be taken. The picture shows what holds now.')}<//>`}
      ${may('editor') && html`<div class="document-acts"><${Button} kind="main" disabled=${!draft.dirty || bad} onClick=${keep}>${t('Keep in the draft')}<//> ${(look.accent || look.paper) && html`<${Button} kind="quiet" onClick=${() => set({ accent: '', paper: '' })}>${t('The screens’ own colours')}<//>`}</div>`}<//></div>
    <div><${Card} title=${t('In the lobby#picture')}><${Preview} page="home" doc=${good ?? undefined} /><//></div></div>`;
}
