import { editRoutes } from './edit/routes.js';
import { Item } from './item.js';
import { Notices } from './list.js';

export const routes = [{ path: '', page: Notices }, ...editRoutes, { path: ':id', page: Item }];
