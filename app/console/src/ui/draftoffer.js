import { html } from './html.js';
import { Button } from './button.js';
import { Note } from './page.js';
import { t, dateTime } from '../app/i18n.js';

/** What was written before and never saved, offered back. @param {{draft: {offer: {at: number}|null, takeOffer: () => void, dropOffer: () => void}}} props of useDraft */
export const DraftOffer = ({ draft }) => draft.offer && html`<${Note} kind="warn" actions=${html`
    <${Button} small onClick=${draft.takeOffer}>${t('Bring it back')}<//><${Button} small kind="quiet" onClick=${draft.dropOffer}>${t('Throw it away')}<//>`}>
  ${t('Words from {time} were not saved.', { time: dateTime(draft.offer.at) })}<//>`;
