import { Notices } from './list.js';
import { Item } from './item.js';

export const routes = [{ path: '', page: Notices }, { path: ':id', page: Item }];
