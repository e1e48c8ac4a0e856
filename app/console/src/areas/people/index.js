import { People } from './list.js';
import { NewPerson } from './new.js';
import { Person } from './one.js';

export const routes = [{ path: '', page: People }, { path: 'new', page: NewPerson }, { path: ':user', page: Person }];
