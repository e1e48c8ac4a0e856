// A form of one thing in the community's document.
import { html } from '../../ui/index.js';
import { DocumentForm as Form } from '../../ui/document/form.js';
import { tied } from './parts.js';

/** @typedef {import('../../ui/document/fields.js').Section} Section */

/** As ui/document/form.js takes it, but for the document. @param {any} props */
export const DocumentForm = (props) => html`<${Form} ...${props} id="community" around=${tied} />`;
