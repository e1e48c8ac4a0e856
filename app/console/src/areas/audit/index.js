import { Audit } from './list.js';

export const routes = [{ path: '', page: Audit }];
