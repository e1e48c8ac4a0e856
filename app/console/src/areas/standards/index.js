import { List } from './list.js';
import { Clause } from './clause.js';
import { Kept } from './kept.js';
import { Import } from './import.js';

export const routes = [
  { path: '', page: List },
  { path: 'import', page: Import },
  { path: 'kept/:period', page: Kept },
  { path: 'clause/:id', page: Clause },
];
