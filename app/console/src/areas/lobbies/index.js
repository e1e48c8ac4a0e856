import { Lobbies } from './list.js';
import { Pair } from './pair.js';
import { One } from './one.js';

export const routes = [{ path: '', page: Lobbies }, { path: 'pair', page: Pair }, { path: ':id', page: One }];
