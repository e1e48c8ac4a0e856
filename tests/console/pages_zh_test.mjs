// Every page, in Chinese (pages.mjs).
import { pages } from './pages.mjs';

await pages('zh-CN');
