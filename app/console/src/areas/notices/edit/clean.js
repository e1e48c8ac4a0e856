// What is pasted from Word, web pages and spreadsheets becomes our Markdown (common/markdown.h says which). The HTML is read by a tokenizer of
// our own: no page is made of it, so nothing in it can run, and the strict policy of the console needs no hole. Pure.

const NAMED = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', ensp: ' ', emsp: '\u3000', middot: '·', bull: '•', hellip: '…', mdash: '—', ndash: '–',
  ldquo: '“', rdquo: '”', lsquo: '‘', rsquo: '’', times: '×', deg: '°', yen: '¥', copy: '©', sup2: '²', sup3: '³', rarr: '→' };
/** @param {string} text */
const decoded = (text) => text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w{2,8}));?/gi, (whole, dec, hex, name) => {
  const code = dec ? Number(dec) : hex ? parseInt(hex, 16) : 0;
  if (!code) return NAMED[name] ?? whole;
  return code === 160 ? ' ' : code < 0x110000 && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : '';
});

/** @typedef {{text?: string, tag?: string, end?: boolean, attrs?: string}} Token */
/** @param {string} html @returns {Token[]} */
export function tokens(html) {
  const list = [], pattern = /<!--[\s\S]*?(?:-->|$)|<!\[[^\]>]*\]>|<!\w[^>]*>|<\?[\s\S]*?>|<(\/?)([a-z][\w:-]*)((?:[^>"']|"[^"]*"|'[^']*')*)>/gi;
  let at = 0;
  for (const found of html.matchAll(pattern)) {
    if (found.index > at) list.push({ text: decoded(html.slice(at, found.index)) });
    if (found[2]) list.push({ tag: found[2].toLowerCase(), end: found[1] === '/', attrs: found[3] });
    at = found.index + found[0].length;
  }
  if (at < html.length) list.push({ text: decoded(html.slice(at)) });
  return list;
}

/** @typedef {{what: 'link'|'picture'|'hidden'|'footnote'|'form', text: string}} Dropped */
const SILENT = new Set(['script', 'style', 'head', 'title', 'meta', 'template', 'object', 'iframe', 'svg', 'math', 'noscript', 'textarea', 'select']);
const BLOCKS = new Set(['p', 'div', 'section', 'article', 'ul', 'ol', 'li', 'table', 'tr', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'blockquote', 'hr', 'header', 'footer', 'pre', 'dl', 'dt', 'dd', 'center', 'caption']);
const VOID = new Set(['br', 'hr', 'img', 'input', 'meta', 'link', 'col', 'wbr']);

/** @param {string} text */
const squeezed = (text) => text.replace(/[ \t\r\n\u00a0]+/g, ' ');
/** @param {string} line a paragraph that Word made a list of, or one typed so */
function listed(line) {
  const bullet = /^[·•●▪■◆○§\uf0b7\uf06c\uf0d8]\s*(.+)$/.exec(line);
  if (bullet) return `- ${bullet[1]}`;
  const number = /^(\d{1,2})[.．、)）]\s*(.+)$/.exec(line);
  return number ? `${number[1]}. ${number[2]}` : line;
}
/** @param {string[][]} rows @returns {string} */
export function tableOf(rows) {
  const width = Math.max(...rows.map((row) => row.length));
  const line = (/** @type {string[]} */ row) => `| ${Array.from({ length: width }, (_, i) => (row[i] ?? '').replaceAll('|', '｜').replace(/\s*\n\s*/g, '；').trim()).join(' | ')} |`;
  const numeric = (/** @type {number} */ i) => rows.length > 1 && rows.slice(1).every((row) => /^[−-]?[\d,.]*\d?%?$/.test((row[i] ?? '').trim()) && (row[i] ?? '') !== '');
  const bar = `| ${Array.from({ length: width }, (_, i) => numeric(i) ? '---:' : '---').join(' | ')} |`;
  return [line(rows[0]), bar, ...rows.slice(1).map(line)].join('\n');
}
/** @param {string} text of a spreadsheet's clipboard @returns {string[][]|null} null: it is none */
export function sheetOf(text) {
  const lines = text.replace(/\r\n?/g, '\n').replace(/\n+$/, '').split('\n');
  const rows = lines.map((line) => line.split('\t').map((cell) => cell.trim().replace(/^"([\s\S]*)"$/, '$1').replaceAll('""', '"')));
  return rows[0].length > 1 && rows.every((row) => row.length === rows[0].length) ? rows : null;
}

/** @param {string} html @returns {{markdown: string, dropped: Dropped[]}} */
export function fromHtml(html) {
  const blocks = /** @type {string[]} */ ([]), dropped = /** @type {Dropped[]} */ ([]);
  const open = /** @type {{tag: string, bold?: boolean, href?: string, hidden?: boolean}[]} */ ([]);
  const lists = /** @type {{ordered: boolean, n: number}[]} */ ([]);
  let line = '', prefix = '', rows = /** @type {string[][]|null} */ (null), row = /** @type {string[]|null} */ (null), depth = 0, linkText = '', noteText = /** @type {string|null} */ (null);
  const bold = () => open.some((one) => one.bold);
  const inside = (/** @type {string} */ tag) => open.some((one) => one.tag === tag);
  const flush = () => {
    const words = line.replace(/\*\*(\s*)\*\*/g, '$1').replace(/ *\n */g, '\n').trim();
    line = '';
    if (!words) return;
    blocks.push(prefix ? prefix + words.replace(/\n/g, ' ') : listed(words));
    prefix = '';
  };
  const put = (/** @type {string} */ text) => {
    if (!text) return;
    const words = squeezed(text);
    if (noteText !== null) noteText += words;
    else if (bold() && words.trim() && !prefix.startsWith('#')) line += words.replace(/^(\s*)([\s\S]*?)(\s*)$/, '$1**$2**$3');
    else line += line.endsWith(' ') || !line ? words.replace(/^ /, '') : words;
    if (inside('a')) linkText += words;
  };
  const begin = (/** @type {Token} */ token) => {
    const { tag, attrs = '' } = token, style = decoded(/style\s*=\s*("[^"]*"|'[^']*')/i.exec(attrs)?.[1] ?? '');
    const hidden = /display\s*:\s*none|mso-hide\s*:\s*all|visibility\s*:\s*hidden/i.test(style);
    if (tag === 'br') line += rows ? '；' : '\n';
    else if (tag === 'hr') { flush(); blocks.push('---'); }
    else if (tag === 'img' || tag === 'v:imagedata') dropped.push({ what: 'picture', text: decoded(/\b(?:alt|title)\s*=\s*"([^"]*)"/i.exec(attrs)?.[1] ?? '') });
    else if (tag === 'input' || tag === 'button') dropped.push({ what: 'form', text: '' });
    if (tag === 'table' && ++depth === 1) { flush(); rows = []; }
    if (tag === 'tr' && depth === 1) row = [];
    if ((tag === 'td' || tag === 'th') && depth === 1) line = '';
    if (BLOCKS.has(tag) && !rows && tag !== 'hr') flush();
    if (/^h[1-6]$/.test(tag) && !rows) prefix = `${'#'.repeat(Math.min(3, Number(tag[1])))} `;
    if (tag === 'ul' || tag === 'ol') lists.push({ ordered: tag === 'ol', n: 0 });
    if (tag === 'li' && !rows) {
      const list = lists.at(-1);
      prefix = list?.ordered ? `${++list.n}. ` : '- ';
    }
    if (tag === 'blockquote' && !rows) prefix = '> ';
    if (tag === 'sup') noteText = '';
    if (tag === 'a') linkText = '';
    if (!VOID.has(tag)) open.push({ tag, bold: tag === 'b' || tag === 'strong' || (tag === 'th' && false) || /font-weight\s*:\s*(bold|[6-9]00)/i.test(style), href: tag === 'a' ? decoded(/href\s*=\s*"([^"]*)"/i.exec(attrs)?.[1] ?? '') : undefined, hidden });
  };
  const end = (/** @type {string} */ tag) => {
    const at = open.findLastIndex ? open.findLastIndex((one) => one.tag === tag) : open.map((one) => one.tag).lastIndexOf(tag);
    const one = at < 0 ? null : open.splice(at, 1)[0];
    if (tag === 'sup' && noteText !== null) {
      const words = noteText.trim();
      noteText = null;
      if (/^[[［(（]?[\d*†]+[\])）］]?$/.test(words) && !/[²³m㎡]$/.test(line) && !/(?:m|M|米)$/.test(line)) dropped.push({ what: 'footnote', text: words });
      else put(words === '2' ? '²' : words === '3' ? '³' : words);
    }
    if (tag === 'a' && one?.href && !one.href.startsWith('#') && linkText.trim() !== one.href) dropped.push({ what: 'link', text: `${linkText.trim()} → ${one.href}` });
    if ((tag === 'td' || tag === 'th') && depth === 1 && row) { row.push(line.replaceAll('**', '').trim()); line = ''; }
    if (tag === 'tr' && depth === 1 && rows && row) { if (row.some(Boolean)) rows.push(row); row = null; }
    if (tag === 'table' && depth && --depth === 0) {
      if (rows?.length) blocks.push(tableOf(rows));
      rows = null;
      line = '';
    } else if (BLOCKS.has(tag)) {
      if (rows) line += line && !line.endsWith('；') && (tag === 'p' || tag === 'div' || tag === 'li') ? '；' : '';
      else flush();
    }
    if ((tag === 'p' || tag === 'div') && rows) line = line.replace(/；$/, '') + (line ? ' ' : '');
    if (tag === 'ul' || tag === 'ol') lists.pop();
  };
  let silent = '';
  for (const token of tokens(html)) {
    if (silent) {
      if (token.tag === silent && token.end) silent = '';
      continue;
    }
    if (token.text !== undefined) {
      if (open.some((one) => one.hidden)) { if (token.text.trim()) dropped.push({ what: 'hidden', text: squeezed(token.text).trim() }); }
      else put(token.text);
    } else if (SILENT.has(token.tag) && !token.end && !/\/\s*$/.test(token.attrs)) silent = VOID.has(token.tag) ? '' : token.tag;
    else if (token.end) end(token.tag);
    else begin(token);
  }
  if (rows?.length) blocks.push(tableOf(rows));
  flush();
  const list = (/** @type {string} */ block) => /^(- |\d+\. |> )/.exec(block)?.[1].replace(/\d+/, '1');
  const markdown = blocks.map((block, i) => i && !(list(block) && list(block) === list(blocks[i - 1])) ? `\n\n${block}` : i ? `\n${block}` : block).join('');
  return { markdown: markdown.replace(/\n{3,}/g, '\n\n'), dropped };
}

// --- Text that was copied together with what stood around it ---

/** @typedef {{kind: 'banner'|'page'|'running'|'broken'|'twice'|'quotes', text: string}} Flag */
const BANNER = /(https?:\/\/|www\.)\S+|(免费|高清|全文|本文)?下载(地址|链接|站|吧|网)|文库|论文网|范文|(本|此)(文|资料|文档)(由|来自|来源于?)|更多(资料|内容|范文)|欢迎(下载|阅读|访问)|版权归.*所有/;
const PAGE = /^\s*(?:[-—–]\s*\d{1,4}\s*[-—–]|第\s*[\d一二三四五六七八九十百]+\s*页(?:\s*[,，/]?\s*共\s*\d+\s*页)?|\d{1,4}\s*\/\s*\d{1,4}|page\s+\d+(?:\s+of\s+\d+)?|\d{1,3})\s*$/i;
const HAN = '\\u3400-\\u9fff\\u{20000}-\\u{323af}';
const open = new RegExp(`[${HAN}，、：（“]$`, 'u'), goesOn = new RegExp(`^[${HAN}，。、；：）”]`, 'u');
const isMarked = (/** @type {string} */ line) => /^(#{1,3} |- |\d+\. |> |\||---)/.test(line);

/** Takes out what does not belong to the text, and says what it took. @param {string} markdown @returns {{text: string, flags: Flag[]}} */
export function tidy(markdown) {
  const flags = /** @type {Flag[]} */ ([]);
  const lines = markdown.replace(/\r\n?/g, '\n').split('\n');
  const count = new Map();
  for (const line of lines) if (line.trim() && line.trim().length <= 30 && !isMarked(line) && !/[。！？；，]$/.test(line.trim())) count.set(line.trim(), (count.get(line.trim()) ?? 0) + 1);
  const seen = new Set();
  let cut = /** @type {Flag['kind']|''} */ (''), kept = /** @type {string[]} */ ([]);
  for (const line of lines) {
    const words = line.trim();
    const take = (/** @type {Flag['kind']} */ kind) => { flags.push({ kind, text: words }); cut = cut === 'banner' ? cut : kind; };
    if (words && !isMarked(words) && BANNER.test(words)) { take('banner'); continue; }
    if (words && PAGE.test(words)) { take('page'); continue; }
    if (words && count.get(words) > 1) {
      if (seen.has(words)) { take('running'); continue; }
      seen.add(words);
    }
    while (cut && words && kept.length && !kept.at(-1)) kept.pop();
    const before = kept.at(-1) ?? '';
    if (cut && cut !== 'banner' && words && before && !seen.has(before.trim()) && !isMarked(before) && !isMarked(words) && open.test(before.trim()) && goesOn.test(words)) kept[kept.length - 1] = before.trimEnd() + words; // a page ended in the middle of a sentence
    else if (cut && words && before) kept.push('', line);
    else kept.push(line);
    if (words) cut = '';
  }
  let text = kept.join('\n').replace(/\n{3,}/g, '\n\n').trim();
  for (const title of seen) { // a running title inside a sentence
    const inside = new RegExp(`(?<=[${HAN}，])${title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?=[${HAN}，。])`, 'gu');
    text = text.replace(inside, (/** @type {string} */ words) => { flags.push({ kind: 'running', text: words }); return ''; });
  }
  text = text.replace(new RegExp(`([${HAN}]) {1,3}(?=[${HAN}])`, 'gu'), (whole, han, at) => {
    flags.push({ kind: 'broken', text: text.slice(Math.max(0, at - 2), at + whole.length + 2).split('\n').join(' ') });
    return han;
  });
  for (const found of text.matchAll(/([\u4e00-\u9fff]{2,4})\1/g)) flags.push({ kind: 'twice', text: found[0] });
  if (/"/.test(text) && /[“”]/.test(text)) flags.push({ kind: 'quotes', text: '" “ ”' });
  return { text, flags };
}

/** What the clipboard holds, ready to be looked at. @param {{html: string, text: string}} held
 *  @returns {{raw: string, text: string, dropped: Dropped[], flags: Flag[]}} raw: as it was, in Markdown */
export function fromClipboard({ html, text }) {
  const rows = sheetOf(text);
  if (rows && (!html || /<table/i.test(html))) return { raw: tableOf(rows), text: tableOf(rows), dropped: [], flags: [] };
  const read = html ? fromHtml(html) : { markdown: text.replace(/\r\n?/g, '\n'), dropped: [] };
  const clean = tidy(read.markdown);
  return { raw: read.markdown, text: clean.text, dropped: read.dropped, flags: clean.flags };
}
