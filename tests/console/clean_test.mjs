// Pasting: what Word, web pages, spreadsheets and download sites leave on the clipboard.
import assert from 'node:assert/strict';
import { fromClipboard, fromHtml, sheetOf, tableOf, tidy } from '../../app/console/src/areas/notices/edit/clean.js';

const word = `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta name=Generator content="Microsoft Word 15">
<style><!-- p.MsoNormal {mso-style-unhide:no;} --></style><!--[if gte mso 9]><xml><o:x>1</o:x></xml><![endif]--></head>
<body lang=ZH-CN style='tab-interval:21.0pt'><!--StartFragment-->
<h2>停水安排<o:p></o:p></h2>
<p class=MsoNormal><b><span lang=EN-US style='font-family:"Arial"'>11</span></b><b>月<span lang=EN-US>24</span>日</b>停水，<span
style='color:red'>请存水</span>。<o:p></o:p></p>
<p class=MsoListParagraph style='text-indent:-21.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='font-family:Wingdings'><span
style='mso-list:Ignore'>l<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span></span><![endif]>关好水龙头</p>
<p class=MsoListParagraph><![if !supportLists]><span>1.<span>&nbsp;&nbsp;</span></span><![endif]>先放水一分钟</p>
<p class=MsoListParagraph><span>·<span>&nbsp;&nbsp;&nbsp;</span></span>存好饮用水</p>
<table class=MsoTableGrid><tr><td><p class=MsoNormal>项目</p></td><td><p class=MsoNormal>金额</p></td></tr>
<tr><td><p class=MsoNormal>保洁</p></td><td><p class=MsoNormal><span lang=EN-US>100.10</span></p></td></tr></table>
<p class=MsoNormal style='display:none;mso-hide:all'>内部批注</p>
<!--EndFragment--></body></html>`;
let read = fromHtml(word);
assert.equal(read.markdown.split('\n')[0], '## 停水安排');
assert.match(read.markdown, /\*\*11\*\*\*\*月\*\*|\*\*11月24日\*\*/);
assert.match(read.markdown, /停水，请存水。/);
assert.match(read.markdown, /\n1\. 先放水一分钟\n/);
assert.match(read.markdown, /- 存好饮用水/);
assert.match(read.markdown, /\| 项目 \| 金额 \|\n\| --- \| ---: \|\n\| 保洁 \| 100\.10 \|/);
assert.deepEqual(read.dropped, [{ what: 'hidden', text: '内部批注' }]);
assert.doesNotMatch(read.markdown, /mso|<|style|Microsoft/i);

const web = `<meta charset='utf-8'><h1>业主大会</h1><div><p>请看<a href="https://evil.example/x?a=1&amp;b=2">这里</a>的说明<sup>[3]</sup>，面积98.5m<sup>2</sup>。</p>
<ul><li>第一项</li><li>第二<strong>项</strong></li></ul><ol><li>甲</li><li>乙</li></ol><blockquote>引用&nbsp;一句</blockquote>
<img src=x onerror="alert(1)" alt="二维码"><script>alert('x')</script><svg><text>no</text></svg><p>a &lt;b&gt; &#x4e2d;&#22269;<br>下一行</p></div>`;
read = fromHtml(web);
assert.equal(read.markdown, '# 业主大会\n\n请看这里的说明，面积98.5m²。\n\n- 第一项\n- 第二**项**\n\n1. 甲\n2. 乙\n\n> 引用 一句\n\na <b> 中国\n下一行');
assert.deepEqual(read.dropped, [{ what: 'link', text: '这里 → https://evil.example/x?a=1&b=2' }, { what: 'footnote', text: '[3]' }, { what: 'picture', text: '二维码' }]);

// Broken markup never hangs or throws.
for (const odd of ['<', '<p', '<p a="', '<!--', '</p></p>', '<table><tr><td>1', '&#99999999;&#xd800;', '<a href=">', '<b><i></b>x</i>', '<'.repeat(20000), `${'<div>'.repeat(5000)}x`]) fromHtml(odd);
assert.equal(fromHtml('<table><tr><td>1<td>2').markdown.includes('undefined'), false);

assert.deepEqual(sheetOf('项目\t金额\r\n保洁\t1,200.50\r\n'), [['项目', '金额'], ['保洁', '1,200.50']]);
assert.equal(sheetOf('没有制表符\n第二行'), null);
assert.equal(tableOf([['项目', '金额'], ['a|b', '1']]), '| 项目 | 金额 |\n| --- | ---: |\n| a｜b | 1 |');
const sheet = fromClipboard({ html: '<table><tr><td>x</td></tr></table>', text: '户型\t面积\n高层\t98.50' });
assert.equal(sheet.text, '| 户型 | 面积 |\n| --- | ---: |\n| 高层 | 98.50 |');

const dirty = `小区公约浅谈
本文来自某某文库，更多范文请访问 www.example.cn
物业的服务要让业主放
- 3 -
心，不是一句空话。
小区公约浅谈
第 4 页 共 12 页
业主与小区公约浅谈物业要互相体谅，服 务才会好。
客户客户服务要改进，他说"好”，大家说“是”。
全文下载地址：http://example.cn/doc`;
const clean = tidy(dirty);
assert.equal(clean.text, `小区公约浅谈

物业的服务要让业主放心，不是一句空话。

业主与物业要互相体谅，服务才会好。
客户客户服务要改进，他说"好”，大家说“是”。`);
const kinds = clean.flags.map((flag) => flag.kind);
assert.deepEqual([...new Set(kinds)].sort(), ['banner', 'broken', 'page', 'quotes', 'running', 'twice']);
assert.equal(kinds.filter((kind) => kind === 'banner').length, 2);
assert.equal(kinds.filter((kind) => kind === 'page').length, 2);

// What is clean stays as it is, to the letter; tables and lists are no page numbers.
const good = '## 安排\n\n1. 存水\n2. 关好水龙头\n\n| 楼 | 户 |\n| --- | ---: |\n| 1号楼 | 36 |\n\n11月24日9:00—15:00，共144户。';
assert.deepEqual(tidy(good), { text: good, flags: [] });
assert.deepEqual(fromClipboard({ html: '', text: '一句话。' }), { raw: '一句话。', text: '一句话。', dropped: [], flags: [] });
console.log('clean: all well');
