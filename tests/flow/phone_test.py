"""The residents' phone page against the real foyer-central, as a browser without scripts would use it: read, PIN, verdict, word,
photograph; and what must not work. With --picture FILE a headless Chromium also draws the page."""

import concurrent.futures
import contextlib
import hashlib
import html
import http.client
import io
import json
import os
import sqlite3
import subprocess
import sys
import time

from PIL import Image

from office import BIN, PASSWORD, an_office, sample
from paper_terminal import PaperTerminal, b64, complaint, mint_code, stretch, uuid7
from patience import wait_for
from phone import PIN, Phone, draw

SCRIPT = "<script>alert(1)</script> & \"漏\""


def begin(office):
    office.take_over()
    office.call("PUT", "/community", sample("community.json"), expect=201)
    office.call("PUT", "/standards", sample("standards.json"), expect=201)
    office.call("PUT", "/form", sample("complaints.json"), expect=201)
    terminal = PaperTerminal(office.url)
    office.call("POST", "/pair", {"code": terminal.enrol(), "lobby": "T-B3-U1"})
    terminal.take_token()
    return terminal


def report(office, terminal, pin=PIN):
    token = b64(os.urandom(16))
    page = {"token": token, **({"pin": pin} if pin else {})}
    entry = complaint(mint_code(), category="WX", subitem="WX-01", text=SCRIPT, page=page)
    assert terminal.upload(terminal.seal(uuid7(), entry))["s"] == "stored"
    number = max(case["number"] for case in office.call("GET", "/cases")["cases"])
    stretched(office)
    return Phone(office, token), number


def stretched(office):
    """Code and PIN wait for a thread of the server."""
    with contextlib.closing(sqlite3.connect(f"file:{office.data}/central.db?mode=ro", uri=True)) as db:
        wait_for("code and PIN stretched", lambda: not db.execute(
            "SELECT count(*) FROM kase LEFT JOIN case_page USING(number) WHERE pending IS NOT NULL"
            " OR (pin IS NOT NULL AND pin_stretched=0)").fetchone()[0])


def without_an_address_there_is_no_page(office, terminal):
    phone, _ = report(office, terminal, pin=None)
    assert phone.get().status == 404
    community = sample("community.json")
    community["phone_page"] = {"url": "https://foyer.example.cn/x", "host": "foyer.example.cn"}
    office.call("PUT", "/community", community, expect=422)
    community["phone_page"] = {"url": "https://foyer.example.cn", "host": "foyer.example.cn", "icp": "示ICP备00000000号-1"}
    office.call("PUT", "/community", community)


def what_has_not_arrived_says_so(office):
    page = Phone(office, b64(os.urandom(16))).get()
    assert page.status == 404 and "还没有送到服务中心" in page.text and "大堂的屏幕" in page.text
    assert Phone(office, "short").get().status == 404


def page_reads(office, terminal):
    phone, number = report(office, terminal, pin=None)
    office.call("POST", f"/cases/{number}/reply", {"state": "in_progress", "text": SCRIPT, "role": "R-ENG"})
    page = phone.get()
    assert page.status == 200 and number in page.text and "工程主管" in page.text and "投诉首次回复" in page.text, page.text
    assert "<script" not in page.text and html.escape(SCRIPT, quote=True) in page.text
    for form in ("open", "word", "verdict", "photo"):
        assert not page.has_form(form)
    assert page.headers["Referrer-Policy"] == "no-referrer" and page.headers["Cache-Control"] == "no-store"
    assert "noindex" in page.headers["X-Robots-Tag"] and "default-src 'none'" in page.headers["Content-Security-Policy"]
    assert "示ICP备00000000号-1" in page.text and "foyer.example.cn" in page.text and "从不在这里收钱" in page.text
    assert "First reply" in phone.get(**{"Accept-Language": "en-GB,en;q=0.9"}).text
    assert "First reply" in phone.get("?lang=en").text and "投诉首次回复" in phone.get("?lang=zh", **{"Accept-Language": "en"}).text
    assert phone.post("word", {"pass": "1.x", "id": uuid7(), "text": "a"}).status == 403


def verdict_and_word(office, terminal):
    phone, number = report(office, terminal)
    assert not phone.get().has_form("word")
    wrong = phone.open("1357")
    assert wrong.status == 403 and "数字不对" in wrong.text and not wrong.has_form("word")
    page = phone.open()
    assert page.status == 200 and page.has_form("word") and not page.has_form("verdict"), page.text
    fields = {name: page.field("word", name) for name in ("pass", "id")}
    assert phone.post("word", {**fields, "text": " \r\n "}).status == 422
    assert phone.post("word", {**fields, "text": "字" * 1001}).status == 422
    said = phone.post("word", {**fields, "text": "字" * 999 + SCRIPT[0]})
    assert said.status == 200 and "已经送到" in said.text and "字&lt;" in said.text
    assert "已经收到过了" in phone.post("word", {**fields, "text": "again"}).text
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
        assert phone.post("word", {"pass": fields["pass"], "id": uuid7(), "text": "evil"}, **headers).status == 403
    for stolen in ("", "9999999999." + "A" * 22, phone.get().field("open", "pass")):
        assert phone.post("word", {"pass": stolen, "id": uuid7(), "text": "evil"}).status == 403
    office.call("POST", f"/cases/{number}/reply", {"state": "replied", "text": "阀门已更换。"})
    page = phone.open()
    done = phone.post("verdict", {"pass": page.field("verdict", "pass"), "id": page.field("verdict", "id"), "act": "not_helped",
                                  "text": "还在滴"}, **{"Sec-Fetch-Site": "same-origin", "Origin": "null"})
    assert done.status == 200 and "交回负责的人" in done.text and "还在滴" in done.text, done.text
    case = office.call("GET", f"/cases/{number}?why=test")
    assert case["state"] == "assigned" and case["outcome"] == "not_helped" and "evil" not in json.dumps(case)
    return phone


def follow_up(office, terminal, code, number, act, entry_id=None, **more):
    """As a terminal that has opened the case; a verdict's id is made from the answers seen."""
    org = sqlite3.connect(f"file:{office.data}/central.db?mode=ro", uri=True).execute("SELECT value FROM meta WHERE name='org'").fetchone()[0]
    month = time.strftime("%Y-%m", time.gmtime(time.time() + 8 * 3600))
    salt = hashlib.sha256(f"foyer-case-v1\n{org}\nheting\n{month}".encode()).digest()[:16]
    keys = stretch(64, code.encode(), salt, 16 << 20)
    item, key = f"c.{month.replace('-', '')}.{keys[:16].hex()}", keys[32:]
    if not entry_id:
        raw = bytearray(hashlib.blake2b(f"foyer-verdict-v1\n{item}\n1".encode(), key=key, digest_size=16).digest())
        raw[6], raw[8] = raw[6] & 0x0F | 0x70, raw[8] & 0x3F | 0x80
        text = raw.hex()
        entry_id = "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))
    proof = hashlib.blake2b(f"foyer-followup-v1\n{item}\n{entry_id}\n{act}".encode(), key=key, digest_size=32).digest()
    return terminal.upload(terminal.seal(entry_id, {"v": 1, "kind": "followup", "item": item, "number": number, "proof": b64(proof), "act": act,
                                                    "site": "heting", "at": int(time.time()), "clk": "ok", "lang": "zh-CN", **more}))


def from_a_terminal(office, terminal):
    code = mint_code()
    assert terminal.upload(terminal.seal(uuid7(), complaint(code)))["s"] == "stored"
    stretched(office)
    number = max(case["number"] for case in office.call("GET", "/cases")["cases"])
    office.call("POST", f"/cases/{number}/reply", {"state": "replied", "text": "阀门已更换。"})
    assert follow_up(office, terminal, code, number, "helped")["s"] == "stored"
    assert follow_up(office, terminal, code, number, "not_helped")["s"] == "dup"  # one verdict for one answer
    assert office.call("GET", f"/cases/{number}?why=x")["state"] == "closed"
    assert follow_up(office, terminal, mint_code(), number, "withdraw", uuid7())["code"] == "no_case"
    assert follow_up(office, terminal, code, number, "add", uuid7(), text="谢谢")["s"] == "stored"
    face = {"v": 1, "kind": "feedback", "subject": {"kind": "notice", "id": "N-001", "ver": 1}, "face": 1, "site": "heting",
            "at": int(time.time()), "clk": "ok"}
    assert terminal.upload(terminal.seal(uuid7(), face))["s"] == "stored"
    assert terminal.upload(terminal.seal(uuid7(), {**face, "kind": "poem"}))["code"] == "bad_kind"
    return code


def photographs(office, terminal):
    phone, number = report(office, terminal)
    page = phone.open()
    picture = Image.new("RGB", (3000, 2000), (200, 30, 30))
    exif = picture.getexif()
    exif[0x010F], exif[0x0112] = "SECRETCAMERA", 6  # the maker; the picture lies on its side
    exif.get_ifd(0x8825)[1] = "N"
    jpeg = io.BytesIO()
    picture.save(jpeg, "JPEG", exif=exif)
    assert b"SECRETCAMERA" in jpeg.getvalue()
    kept = phone.photo(page, jpeg.getvalue())
    assert kept.status == 200 and "照片已经送到" in kept.text, kept.text
    connection = http.client.HTTPConnection(office.url.removeprefix("http://"))
    connection.request("GET", f"/v1/staff/cases/{number}/photos/1?why=test", headers={"Authorization": f"Bearer {office.token}"})
    bare = connection.getresponse().read()
    shown = Image.open(io.BytesIO(bare))
    assert shown.size == (1365, 2048) and not shown.getexif() and b"SECRET" not in bare
    state, out = office.data.parent / "staff", office.data.parent / "photo.jpg"
    ctl = lambda *words, **more: subprocess.run([BIN / "foyerctl", "--state-dir", state, "--central", office.url, *words],
                                                capture_output=True, text=True, **more)
    assert ctl("login", "--password-file", "-", input=PASSWORD + "\n").returncode == 0
    assert ctl("cases", "photo", number, "1", "--file", out, "--why", "test").returncode == 0 and out.read_bytes() == bare
    assert ctl("cases", "photo", number, "1", "--file", out, "--why", "test").returncode == 1  # nothing is written over
    assert ctl("cases", "photo", number, "2", "--file", f"{out}.2", "--why", "test").returncode == 1
    bad = phone.photo(kept, b"%PDF-1.7 no picture")
    assert bad.status == 422 and "打不开" in bad.text
    assert phone.photo(bad, jpeg.getvalue()[:200]).status == 422
    heavy = phone.photo(bad, jpeg.getvalue() + b"\0" * (8 << 20))
    assert heavy.status == 422 and "超过8 MB" in heavy.text
    assert phone.photo(page, jpeg.getvalue(), **{"Sec-Fetch-Site": "cross-site"}).status == 403
    png, webp = io.BytesIO(), io.BytesIO()
    picture.resize((30, 20)).save(png, "PNG")
    picture.resize((30, 20)).save(webp, "WEBP")
    page = phone.photo(phone.open(), png.getvalue())
    assert page.status == 200
    page = phone.photo(page, webp.getvalue())
    assert page.status == 200 and not page.has_form("photo"), page.text
    assert [photo["n"] for photo in office.call("GET", f"/cases/{number}?why=test")["photos"]] == [1, 2, 3]
    assert not list((office.data / "uploads").iterdir()), "something of a photograph stayed behind"


def five_wrong_pins_lock(office, terminal):
    phone, _ = report(office, terminal)
    page = phone.open()
    for _ in range(5):
        answer = phone.open("9999")
        if "一小时" in answer.text:
            break
    assert "一小时" in answer.text and not answer.has_form("open"), answer.text
    assert phone.post("word", {"pass": page.field("word", "pass"), "id": uuid7(), "text": "a"}).status == 403
    assert "一小时" in phone.get().text and phone.get().status == 200
    # A header that anybody can send does not make another address of it; the resident at home does not hear of the joker.
    assert "一小时" in phone.get(**{"X-Real-IP": "198.51.100.7"}).text
    home = Phone(office, phone.token, "127.0.0.2")
    assert home.open().has_form("word")
    assert "一小时" in phone.get().text


def guessing_leaves_reading_alone(office, terminal):
    """A burst of PINs from one address: the right one among the first is taken, and everybody there goes on reading."""
    phone, _ = report(office, terminal)
    phone.address = "127.0.0.3"
    page = phone.get()
    fields = {name: page.field("open", name) for name in ("pass", "id")}
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        tries = [pool.submit(phone.post, "open", {**fields, "pin": pin}) for pin in ("1111", "2222", PIN, "3333")]
        assert [one.result().status for one in tries] == [403, 403, 200, 403]
        wrong = [pool.submit(phone.post, "open", {**fields, "pin": "9999"}) for _ in range(40)]
        assert {one.result().status for one in wrong} == {403, 429}  # a slow machine's burst ends after the first of them may come again
    assert phone.get().status == 200
    other, _ = report(office, terminal)
    other.address = phone.address
    assert other.get().status == 200


def lost_code_ends_the_page(office, terminal):
    phone, number = report(office, terminal)
    fresh = office.call("POST", f"/cases/{number}/code", {"detail": "哪一层：十六层", "why": "纸条丢了"})["code"]
    assert phone.get().status == 404
    return fresh


def many_requests_wait(office):
    phone = Phone(office, b64(os.urandom(16)))
    assert any(phone.get().status == 429 for _ in range(40))


def picture(office, terminal, path):
    phone, number = report(office, terminal)
    office.call("POST", f"/cases/{number}/reply", {"state": "assigned", "role": "R-ENG"})
    office.call("POST", f"/cases/{number}/reply", {"state": "in_progress", "text": "师傅今天下午三点到，请留人。", "role": "R-ENG"})
    office.call("POST", f"/cases/{number}/reply", {"state": "replied", "text": "16层管道井的阀门已更换，观察两天没有再漏。", "role": "R-ENG"})
    draw(phone.open().text, path)
    draw(phone.get("?lang=en").text, path.replace(".png", "-en.png"))


def main():
    with an_office("phone") as office:
        terminal = begin(office)
        without_an_address_there_is_no_page(office, terminal)
        what_has_not_arrived_says_so(office)
        page_reads(office, terminal)
        phone = verdict_and_word(office, terminal)
        if "--picture" in sys.argv:
            picture(office, terminal, sys.argv[sys.argv.index("--picture") + 1])
        code = from_a_terminal(office, terminal)
        photographs(office, terminal)
        five_wrong_pins_lock(office, terminal)
        guessing_leaves_reading_alone(office, terminal)
        fresh = lost_code_ends_the_page(office, terminal)
        many_requests_wait(office)
        log = office.log.read_text()
        assert phone.token not in log and fresh not in log and code not in log and PIN not in log, "a secret stands in the log"
        office.stop_whole()
        print("phone page: reads, opens by PIN, takes a verdict, a word and photographs, and nothing else")


if __name__ == "__main__":
    sys.exit(main())
