import { Community } from './page.js';
import { Entry } from './entry.js';
import { NewCommunity } from './create.js';
import { Sheet } from './sheet.js';

/** @param {string} tab @returns {(props: {id: string}) => any} */
const of = (tab) => ({ id }) => Entry({ tab, id });

export const routes = [
  { path: '', page: Community },
  { path: 'new', page: NewCommunity },
  { path: 'sheet', page: Sheet },
  { path: ':tab', page: Community },
  { path: 'buildings/:id', page: of('buildings') },
  { path: 'lifts/:id', page: of('lifts') },
  { path: 'places/:id', page: of('places') },
  { path: 'contacts/:id', page: of('contacts') },
  { path: 'posts/:id', page: of('posts') },
  { path: 'organisations/:id', page: of('organisations') },
  { path: 'groups/:id', page: of('groups') },
  { path: 'lobbies/:id', page: of('lobbies') },
];
