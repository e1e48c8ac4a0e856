// What the pages of writing are made of.
export * from '../../../ui/index.js';
export { dateTime as dateTimeOf } from '../../../app/i18n.js';
