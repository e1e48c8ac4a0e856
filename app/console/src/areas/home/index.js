import { Today } from './today.js';

export const routes = [{ path: '', page: Today }];
