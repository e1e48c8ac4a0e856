// The pages on which notices are written.
import { Choose } from './choose.js';
import { Duty } from './duty.js';
import { Edit } from './page.js';
import { FromTemplate } from './template.js';

export const editRoutes = [
  { path: 'new', page: Choose },
  { path: 'new/:template', page: FromTemplate },
  { path: 'duty', page: Duty },
  { path: ':id/edit', page: Edit },
];
