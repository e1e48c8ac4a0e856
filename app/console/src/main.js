// The start: the words, the frame, and who is logged in.
import { render } from 'preact';
import { html } from './ui/html.js';
import { App } from './app/shell.js';
import { addWords, lang } from './app/i18n.js';
import { start } from './app/session.js';

document.documentElement.lang = lang.value;
const words = import('./zh-CN.json').then((file) => addWords(file.default), () => {});
if (lang.value === 'zh-CN') await words; // English needs none of them to begin
render(html`<${App} />`, document.getElementById('app'));
start();
