import { Account } from './account.js';

export const routes = [{ path: '', page: Account }];
