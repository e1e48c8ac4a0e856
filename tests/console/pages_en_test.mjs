// Every page, in English (pages.mjs).
import { pages } from './pages.mjs';

await pages('en');
