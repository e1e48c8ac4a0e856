// Every sentence of the console in both languages: t('English') in src, its Chinese in the zh-CN.json of the same area (or of src itself).
// node words.mjs says what is missing, unused or said in two ways, and fails; node words.mjs --fix sorts the files and adds empty entries.
import { readFileSync, readdirSync, existsSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** @param {string} root @param {string} end @returns {string[]} every file below whose name ends so, in a fixed order */
export function filesBelow(root, end) {
  return readdirSync(root, { withFileTypes: true }).flatMap((entry) => {
    const path = join(root, entry.name);
    if (entry.isDirectory()) return filesBelow(path, end);
    return entry.name.endsWith(end) ? [path] : [];
  }).sort();
}

/** @param {string} here app/console @returns {string[]} */
export function areaNames(here) {
  const areas = join(here, 'src/areas');
  return readdirSync(areas).filter((name) => existsSync(join(areas, name, 'area.js'))).sort();
}

/** What t('…') and tn(n, '…', '…') say in a file; of tn the second text, which is the one that has a translation. */
function said(file) {
  const text = readFileSync(file, 'utf8').replace(/^\s*(\/\/|\*|\/\*).*$/gm, '');
  const literal = String.raw`'((?:[^'\\\n]|\\.)*)'`;
  const found = [];
  for (const match of text.matchAll(new RegExp(String.raw`\bt\(\s*${literal}`, 'g'))) found.push(match[1]);
  for (const match of text.matchAll(new RegExp(String.raw`\btn\([^']*?${literal}\s*,\s*${literal}`, 'g'))) found.push(match[2]);
  const odd = [...text.matchAll(/\bt\(\s*["`]/g)].map((m) => `${file}: t() wants a text in single quotes, at "${text.slice(m.index, m.index + 50).split('\n')[0]}"`);
  return { found: found.map((s) => s.replace(/\\(.)/g, '$1')), odd };
}

const holes = (text) => [...text.matchAll(/\{(\w+)\}/g)].map((m) => m[1]).sort().join();

/** @param {string} here app/console @param {boolean} [fix] @returns {string[]} complaints */
export function checkWords(here, fix = false) {
  const src = join(here, 'src');
  const scopes = [['', filesBelow(src, '.js').filter((f) => !relative(src, f).startsWith('areas/'))],
                  ...areaNames(here).map((name) => [`areas/${name}`, filesBelow(join(src, 'areas', name), '.js')])];
  const complaints = [], everywhere = new Map();
  const read = (file) => existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  const shared = read(join(src, 'zh-CN.json'));
  for (const [scope, files] of scopes) {
    const path = join(src, scope, 'zh-CN.json');
    const words = read(path), used = new Set();
    for (const file of files) {
      const { found, odd } = said(file);
      complaints.push(...odd);
      found.forEach((text) => used.add(text));
    }
    for (const text of used) {
      if (scope && shared[text]) continue;
      if (!words[text]) complaints.push(`${relative(here, path)}: no Chinese for "${text}"`);
      else if (holes(words[text]) !== holes(text)) complaints.push(`${relative(here, path)}: other {holes} than in "${text}"`);
    }
    for (const [text, chinese] of Object.entries(words)) {
      if (!used.has(text)) complaints.push(`${relative(here, path)}: nothing says "${text}"`);
      if (scope && shared[text]) complaints.push(`${relative(here, path)}: "${text}" stands in src/zh-CN.json already`);
      if (everywhere.has(text) && everywhere.get(text) !== chinese)
        complaints.push(`${relative(here, path)}: "${text}" is said otherwise elsewhere; write t('${text}#here') for another meaning`);
      everywhere.set(text, chinese);
    }
    if (fix) {
      const wanted = [...used].filter((text) => !(scope && shared[text])).sort();
      writeFileSync(path, `${JSON.stringify(Object.fromEntries(wanted.map((text) => [text, words[text] ?? ''])), null, 1)}\n`);
    }
  }
  return complaints;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const complaints = checkWords(dirname(fileURLToPath(import.meta.url)), process.argv.includes('--fix'));
  for (const line of complaints) console.error(line);
  process.exit(complaints.length ? 1 : 0);
}
