import { Community } from './page.js';
import { Entry } from './entry.js';
import { NewCommunity } from './create.js';

export const routes = [
  { path: '', page: Community },
  { path: 'new', page: NewCommunity },
  { path: ':tab', page: Community },
  { path: ':tab/:id', page: Entry },
];
