import { Sheets } from './list.js';
import { Notice } from './notice.js';

export const routes = [{ path: '', page: Sheets }, { path: ':item', page: Notice }];
