import { Inbox } from './inbox.js';
import { One } from './one.js';
import { Tell } from './tell.js';
import { Carried } from './carried.js';
import { Canned } from './canned.js';
import { Figures } from './figures.js';
import { ReportForm } from './form.js';

export const routes = [{ path: '', page: Inbox }, { path: 'new', page: Tell }, { path: 'carried', page: Carried }, { path: 'canned', page: Canned },
  { path: 'figures', page: Figures }, { path: 'form', page: ReportForm }, { path: ':number', page: One }];
