import { Settings } from './settings.js';

export const routes = [{ path: '', page: Settings }, { path: ':tab', page: Settings }];
