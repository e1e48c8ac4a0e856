// Makes the console's files: node build.mjs OUT [--dev]. Bundles src/ with esbuild into OUT/dist (hashed names, one chunk for each area,
// every file also as .gz) and writes OUT/console_files.c, which puts them into foyer-central. Fails when the first load is too large.
import * as esbuild from 'esbuild';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { areaNames, filesBelow } from './words.mjs';

const FIRST_LOAD_MAX = 60 * 1024; // bytes of gzip: what a browser fetches before the log-in page stands, with the Chinese words
const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2] ?? join(here, '../../build/console');
const dev = process.argv.includes('--dev');
const dist = join(out, 'dist');
const types = { '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.html': 'text/html; charset=utf-8',
                '.svg': 'image/svg+xml', '.map': 'application/json' };

/** The modules `foyer:areas` (every folder of src/areas) and `foyer:style` (every .css below src), so that a new area is a new folder. */
const discover = {
  name: 'discover',
  setup(build) {
    build.onResolve({ filter: /^foyer:/ }, (args) => ({ path: args.path, namespace: 'foyer' }));
    build.onLoad({ filter: /^foyer:areas$/, namespace: 'foyer' }, () => {
      const names = areaNames(here);
      const lines = names.map((name, i) => `import area${i} from './src/areas/${name}/area.js';`);
      const loads = names.map((name, i) => `{ ...area${i}, load: () => import('./src/areas/${name}/index.js'),
        words: { 'zh-CN': () => import('./src/areas/${name}/zh-CN.json') } }`);
      return { contents: `${lines.join('\n')}\nexport const areas = [${loads.join(',\n')}];`, resolveDir: here };
    });
    build.onLoad({ filter: /^foyer:style$/, namespace: 'foyer' }, () => {
      const sheets = filesBelow(join(here, 'src'), '.css');
      return { contents: sheets.map((file) => `@import './${relative(here, file)}';`).join('\n'), loader: 'css', resolveDir: here };
    });
  },
};

async function bundle() {
  rmSync(dist, { recursive: true, force: true });
  mkdirSync(dist, { recursive: true });
  const result = await esbuild.build({
    absWorkingDir: here,
    entryPoints: { console: 'src/main.js', style: 'foyer:style' },
    plugins: [discover],
    bundle: true, splitting: true, format: 'esm', minify: !dev, sourcemap: dev ? 'linked' : false, metafile: true,
    target: ['chrome90', 'firefox90', 'safari15'],
    entryNames: '[name]-[hash]', chunkNames: '[name]-[hash]', assetNames: '[name]-[hash]',
    outdir: dist, publicPath: '/console', charset: 'utf8', legalComments: 'none', logLevel: 'warning',
  });
  return result.metafile.outputs;
}

/** An entry, what it imports at once, and the words of the default language. */
function firstLoad(outputs, entries) {
  const wanted = new Set();
  const add = (path) => {
    if (wanted.has(path)) return;
    wanted.add(path);
    for (const next of outputs[path]?.imports ?? []) if (next.kind === 'import-statement') add(next.path);
  };
  entries.forEach(add);
  return [...wanted];
}

function gzipped(file) {
  const data = gzipSync(readFileSync(file), { level: 9 });
  writeFileSync(`${file}.gz`, data);
  return data.length;
}

function writePage(outputs) {
  const named = (start, end) => Object.keys(outputs).map((path) => path.split('/').pop()).find((n) => n.startsWith(start) && n.endsWith(end));
  const icon = readFileSync(join(here, 'icon.svg'));
  const iconName = `icon-${createHash('sha256').update(icon).digest('hex').slice(0, 8)}.svg`;
  writeFileSync(join(dist, iconName), icon);
  const page = readFileSync(join(here, 'index.html'), 'utf8')
    .replace('{{script}}', named('console-', '.js')).replace('{{style}}', named('style-', '.css')).replace('{{icon}}', iconName);
  writeFileSync(join(dist, 'index.html'), page);
}

/** The C file: each file's gzip by .incbin and one table. The content's hash is its ETag, so the C file changes with every file. */
function writeTable() {
  const names = readdirSync(dist).filter((name) => name.endsWith('.gz')).map((name) => name.slice(0, -3)).sort();
  const blobs = names.map((name, i) => `"console_file_${i}:\\n.incbin \\"${join(dist, name)}.gz\\"\\nconsole_file_${i}_end:\\n"`);
  const externs = names.map((_, i) => `extern const char console_file_${i}[], console_file_${i}_end[];`);
  const rows = names.map((name, i) => {
    const hash = createHash('sha256').update(readFileSync(join(dist, name))).digest('hex').slice(0, 32);
    const type = types[name.slice(name.lastIndexOf('.'))] ?? 'application/octet-stream';
    return `    {"${name}", "${type}", "\\"${hash}\\"", console_file_${i}, console_file_${i}_end},`;
  });
  const globals = names.map((_, i) => `console_file_${i}, console_file_${i}_end`).join(', ');
  writeFileSync(join(out, 'console_files.c'), `/* Made by app/console/build.mjs. */
#include "central/console/console_files.h"

__asm__(".section .rodata\\n.global ${globals}\\n"
${blobs.join('\n')}
".previous\\n");
${externs.join('\n')}
const struct console_file console_files[] = {
${rows.join('\n')}
};
const size_t console_file_count = sizeof(console_files) / sizeof(console_files[0]);
`);
}

const outputs = await bundle();
writePage(outputs);
const sizes = new Map();
for (const name of readdirSync(dist)) sizes.set(name, gzipped(join(dist, name)));
const words = Object.keys(outputs).filter((path) => outputs[path].entryPoint === 'src/zh-CN.json');
const entries = Object.keys(outputs).filter((path) => ['src/main.js', 'foyer:foyer:style'].includes(outputs[path].entryPoint));
const first = firstLoad(outputs, [...entries, ...words]).map((path) => path.split('/').pop());
const total = [...first, 'index.html'].reduce((sum, name) => sum + (sizes.get(name) ?? 0), 0);
const all = [...sizes.values()].reduce((sum, size) => sum + size, 0);
console.log(`console: first load ${(total / 1024).toFixed(1)} KB gz in ${first.length + 1} files, ${(all / 1024).toFixed(1)} KB in all`);
if (first.length < 3) throw new Error('the first load could not be worked out');
if (total > FIRST_LOAD_MAX) {
  console.error(`console: the first load is larger than ${FIRST_LOAD_MAX / 1024} KB: ${first.map((n) => `${n} ${sizes.get(n)}`).join(', ')}`);
  process.exit(1);
}
writeTable();
