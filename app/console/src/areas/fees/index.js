import { List } from './list.js';
import { Item } from './item.js';
import { Service } from './service.js';
import { Package } from './package.js';
import { Statement } from './statement.js';
import { Account } from './account.js';
import { Import } from './import.js';

export const routes = [
  { path: '', page: List },
  { path: 'import', page: Import },
  { path: 'item/:id', page: Item },
  { path: 'paid/:id', page: Service },
  { path: 'free/:id', page: Service },
  { path: 'package/:id', page: Package },
  { path: 'statement', page: Statement },
  { path: 'account/:id', page: Account },
];
