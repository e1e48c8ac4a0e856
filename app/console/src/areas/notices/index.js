import { Start } from './edit/start.js';
import { editRoutes } from './edit/routes.js';

export const routes = [{ path: '', page: Start }, ...editRoutes];
