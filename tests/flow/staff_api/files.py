"""Pictures, sounds and PDFs: what is taken, what it names, where it travels, and what goes out again on paper or in a table."""

import contextlib
import json
import signal
import sqlite3
import threading
import urllib.parse
import urllib.request

import papers
from office import SOURCE, fetched, notice
from patience import wait_for


def upload(office, name, content, **more):
    return office.call("POST", "/files?name=" + urllib.parse.quote(name), raw=content, **more)


def seed(name):
    return (SOURCE / "tests/fuzz/corpus/mediainfo" / name).read_bytes()


def channel_lines(office, kind):
    with contextlib.closing(sqlite3.connect(f"file:{office.data}/central.db?mode=ro", uri=True)) as db:
        rows = db.execute("SELECT channel, id, line FROM channel_item").fetchall()
    return {(channel, item) for channel, item, line in rows if kind in line.split("\t") or f" {kind} " in line}


def nothing_left(office):
    left = [path.name for path in (office.data / "uploads").iterdir()]
    assert not left, left


def taken_in(office):
    plan = upload(office, "平面图", seed("plan.svg"))["file"]
    page = plan["pages"][0]
    assert plan["role"] == "image" and page["type"] == "image/svg+xml" and page["size"] == len(seed("plan.svg")) and page["w"] == 454, plan
    assert upload(office, "平面图", seed("plan.svg"))["file"] == plan
    with urllib.request.urlopen(f"{office.url}/v1/blob/{page['sha256']}", timeout=60) as reply:
        assert reply.read() == seed("plan.svg")
    assert upload(office, "钟", seed("tone.wav"))["file"]["role"] == "voice"
    scan = upload(office, "公示", papers.pages(3))["file"]
    assert scan["role"] == "scan" and len(scan["pages"]) == 3 and max(scan["pages"][0]["h"], scan["pages"][0]["w"]) == 2339, scan
    for name, content, word in (("a", b"", "empty"), ("a", b"nonsense", "this is no PNG"), ("a", seed("print.jpg"), "CMYK"),
                                ("a", seed("small.png")[:60], "cut short"),
                                ("a", seed("short.png"), "cannot be drawn to its end"), ("a", papers.pages(41), "41 pages; 40 are the most"),
                                ("a", papers.pages(2)[:300], "cut short"), ("a", b"%PDF-1.4\n%%EOF", "damaged")):
        said = upload(office, name, content, expect=422)["msg"]
        assert word in said, said
    for name in ("", "a(b)", "x" * 61, "a\nb"):
        upload(office, name, seed("plan.svg"), expect=400)
    upload(office, "a", seed("plan.svg"), expect=401, token="x" * 43)
    # What a PDF points to outside itself is not read: the page is drawn without it.
    secret = office.data / "keys" / "box.key"
    for path in ("/etc/passwd", secret):
        stolen = upload(office, "a", papers.thief(str(path)))["file"]["pages"][0]
        blank = upload(office, "a", papers.thief("/nothing/there"))["file"]["pages"][0]
        assert stolen["sha256"] == blank["sha256"]
    nothing_left(office)
    return plan, scan


def files_on_the_way(office, plan, scan):
    """A file is in a channel exactly while something public there names it."""
    item, sha = lambda page: "file." + page["sha256"][:40], plan["pages"][0]["sha256"]
    body = {"zh-CN": {"title": "题", "summary": "要点", "body_md": "见图\n\n![平面图](平面图)"}}
    one = notice("F-1", lang=body, files=[plan, scan])
    office.call("PUT", "/items/F-1", one, expect=201)
    wanted = {("s:heting", item(page)) for page in plan["pages"] + scan["pages"]}
    assert channel_lines(office, "file") == wanted, channel_lines(office, "file")
    office.call("PUT", "/items/F-2", {**notice("F-2", files=[plan]), "audience": {"buildings": ["B7"]}}, expect=201)
    assert channel_lines(office, "file") == wanted | {("b:B7", item(plan["pages"][0]))}
    office.call("DELETE", "/items/F-1")
    assert channel_lines(office, "file") == {("b:B7", item(plan["pages"][0]))}
    office.call("DELETE", "/items/F-2")
    assert not channel_lines(office, "file")
    made_up = json.loads(json.dumps(plan).replace(sha, "0" * 64))
    said = office.call("PUT", "/items/F-3", notice("F-3", lang=body, files=[made_up]), expect=422)["msg"]
    assert "never uploaded here" in said, said
    wrong = {**plan, "pages": [{**plan["pages"][0], "w": 9}]}
    assert "another type or size" in office.call("PUT", "/items/F-3", notice("F-3", lang=body, files=[wrong]), expect=422)["msg"]
    office.call("PUT", "/items/file.x", notice("file.x"), expect=409)


def a_hostile_pdf_holds_nobody_up(office):
    """While a drawing that never ends is drawn, everything else is answered; a server that is killed meanwhile leaves nothing behind."""
    request = urllib.request.Request(office.url + "/v1/staff/files?name=a", data=papers.endless(), method="POST",
                                     headers={"Authorization": f"Bearer {office.token}"})

    def send():
        with contextlib.suppress(OSError):
            urllib.request.urlopen(request, timeout=60).close()

    sender = threading.Thread(target=send)
    sender.start()
    wait_for("the PDF being drawn", lambda: list((office.data / "uploads").glob("pages-*")), every=0.01)
    office.call("GET", "/items")
    upload(office, "b", seed("small.png"), expect=429)
    assert list((office.data / "uploads").glob("pages-*")) and sender.is_alive(), "others are answered only after the PDF"
    office.stop(signal.SIGKILL)
    sender.join()
    assert list((office.data / "uploads").iterdir())
    office.start()
    nothing_left(office)


def on_paper(office):
    """Pictures and sheets of what hangs, and what a spreadsheet would change; what they look like is others' to test."""
    office.call("PUT", "/items/N-PAPER", notice("N-PAPER", posting_rule={"lead_hours": 0, "min_days": 0, "paper": True}), expect=201)
    assert fetched(office, "/items/N-PAPER/sheet?paper=A4").startswith(b"%PDF")
    office.call("GET", "/items/N-PAPER/sheet?paper=A9", expect=400)
    office.call("GET", "/items/N-NOBODY/sheet", expect=404)
    proof = office.call("GET", "/items/N-PAPER/certificate")
    assert proof["item"] == "N-PAPER" if "item" in proof else proof, proof
    assert fetched(office, "/items/N-PAPER/certificate.pdf").startswith(b"%PDF")
    office.call("GET", "/items/N-NOBODY/certificate", expect=404)
    hang = office.call("GET", "/sheets")
    office.call("POST", "/sheets/N-PAPER/1/done", {}, expect=422)
    assert "N-PAPER" in json.dumps(hang), hang
    office.call("POST", "/preview", {"lobby": "T-NOWHERE", "lang": "zh-CN", "page": "home"}, expect=404)
    office.call("POST", "/preview", {"lobby": "T-B3-U1", "lang": "xx", "page": "home"}, expect=400)
    assert fetched(office, "/export/standards?as=csv") and fetched(office, "/import/fees/template?as=csv")
    office.call("GET", "/export/standards?as=doc", expect=400)
    rows = office.call("POST", "/import/standards", raw=fetched(office, "/export/standards?as=csv"))
    assert rows, rows
    office.call("POST", "/import/standards", raw=b"\xff\xfe\xff", expect=422)
    office.call("DELETE", "/items/N-PAPER")
