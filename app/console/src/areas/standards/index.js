import { List } from './list.js';
import { Clause } from './clause.js';
import { Kept } from './kept.js';
import { Board } from './board.js';
import { Import } from './import.js';

export const routes = [
  { path: '', page: List },
  { path: 'import', page: Import },
  { path: 'kept/:period', page: Kept },
  { path: 'board', page: Board },
  { path: 'clause/:id', page: Clause },
];
