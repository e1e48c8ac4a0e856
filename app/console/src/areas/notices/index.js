import { Notices } from './list.js';
import { Item } from './item.js';
import { editRoutes } from './edit/routes.js';

export const routes = [{ path: '', page: Notices }, ...editRoutes, { path: ':id', page: Item }];
