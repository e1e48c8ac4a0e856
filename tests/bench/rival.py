"""Debian's Chromium in kiosk mode with the terminal's own notices as one static page: the same words, a layout as alike as plain HTML
makes it, no script, every page a section of the one document. It is as fast as a browser can be."""

import html
import json
import os
import pathlib
import re
import signal
import subprocess

STYLE = """
* { box-sizing: border-box; margin: 0 } html, body { height: 100% } a { color: inherit; text-decoration: none }
body { font: 28px/1.4 'Noto Sans CJK SC', sans-serif; color: #1c1c1c; background: #f7f5f0 }
header, footer { position: fixed; left: 0; right: 0; height: 110px; background: #fff; border: 1px solid #d8d4c8; padding: 32px; z-index: 2 }
header { top: 0 } footer { bottom: 0; display: flex; gap: 24px; padding: 20px } footer a { flex: 1; background: #0f564c; color: #fff;
border-radius: 12px; padding: 14px; text-align: center } section { display: none; position: fixed; inset: 110px 0; padding: 32px; overflow-y: auto;
background: #f7f5f0 } section:target { display: block } #home { display: block } section:target ~ #home { display: none }
.slide { font-size: 64px; height: 900px } .slide p { font-size: 44px } .tiles { display: grid; grid-template-columns: 1fr 1fr 1fr; gap: 24px }
.tiles a, .row { display: block; background: #fff; border: 1px solid #d8d4c8; border-radius: 12px; padding: 32px; margin-bottom: 16px }
table { border-collapse: collapse } td { border: 1px solid #d8d4c8; padding: 8px }
"""
TILES = ["通知", "服务标准", "收费与账目", "投诉与建议", "办理进度", "电话"]


def _inline(words):
    return re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", html.escape(words))


def _body(markdown):
    """The few forms that notices are written in."""
    out = []
    for line in markdown.splitlines():
        cells = [c.strip() for c in line.strip("|").split("|")] if line.startswith("|") else None
        if cells and not set("".join(cells)) <= set("-: "):
            out.append("<table><tr>" + "".join(f"<td>{_inline(c)}</td>" for c in cells) + "</tr></table>")
        elif line.startswith("#"):
            out.append(f"<h3>{_inline(line.lstrip('# '))}</h3>")
        elif line.strip() and not cells:
            out.append(f"<p>{_inline(line)}</p>")
    return "".join(out)


def _notices(data):
    for blob in sorted((data / "blobs").glob("*")):
        try:
            doc = json.loads(blob.read_text())
        except (ValueError, OSError):
            continue
        if isinstance(doc, dict) and "lang" in doc and "id" in doc:
            yield doc["id"], doc["lang"]["zh-CN"]


def page(data):
    notices = sorted(_notices(data))
    assert len(notices) > 10, "the terminal has no notices"
    sections = [f"<section id='{key}'><h2>{_inline(n['title'])}</h2>{_body(n.get('body_md', ''))}</section>" for key, n in notices]
    listed = "".join(f"<a class=row href='#{key}'><b>{_inline(n['title'])}</b><br>{_inline(n.get('summary', ''))}</a>" for key, n in notices)
    tiles = "".join(f"<a href='#notices'>{t}</a>" for t in TILES)
    first = notices[0][1]
    return (f"<!doctype html><html lang=zh-CN><meta charset=utf-8><title>Notices</title><style>{STYLE}</style>"
            f"<header>和庭家园（演示）</header>{''.join(sections)}<section id=notices><h2>通知</h2>{listed}</section>"
            f"<section id=home><div class=slide><b>{_inline(first['title'])}</b><p>{_inline(first.get('summary', ''))}</p></div>"
            f"<div class=tiles>{tiles}</div></section><footer><a href='#home'>首页</a><a href='#notices'>通知</a></footer></html>")


class Rival:
    def __init__(self, shop, terminal, display, size):
        path = shop.dir / "rival.html"
        path.write_text(page(terminal.data), encoding="utf-8")
        self.argv = ["chromium", "--kiosk", "--no-sandbox", "--no-first-run", "--disable-sync", "--noerrdialogs",
                     "--disable-component-update", "--disable-background-networking", f"--window-size={size[0]},{size[1]}",
                     "--window-position=0,0", f"--user-data-dir={shop.dir / 'rival'}", f"file://{path}"]
        self.env = {**os.environ, "DISPLAY": display.name}
        self.log = shop.dir / "chromium.log"
        self.there, self.back, self.child = (180, 1120), (270, size[1] - 60), None

    def start(self):
        with open(self.log, "ab") as log:
            self.child = subprocess.Popen(self.argv, env=self.env, stdout=log, stderr=log, stdin=subprocess.DEVNULL,
                                          start_new_session=True)

    def stop(self):
        self.child.terminate()
        try:
            self.child.wait(15)
        except subprocess.TimeoutExpired:
            os.killpg(self.child.pid, signal.SIGKILL)
            self.child.wait()

    def pids(self):
        """Its children are found through it; its crash reporter has left the family."""
        own = [self.child.pid]
        for entry in pathlib.Path("/proc").glob("[0-9]*"):
            try:
                line = (entry / "cmdline").read_bytes().decode(errors="replace")
                parent = int((entry / "stat").read_text().rsplit(") ", 1)[1].split()[1])
            except OSError:
                continue
            if parent == 1 and "crashpad" in line and str(self.log.parent) in line:
                own.append(int(entry.name))
        return own
