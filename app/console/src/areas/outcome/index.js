import { Board } from './board.js';
import { AskedPage, ThanksPage } from './text.js';

export const routes = [
  { path: '', page: Board },
  { path: 'asked/:id', page: AskedPage },
  { path: 'thanks/:id', page: ThanksPage },
];
