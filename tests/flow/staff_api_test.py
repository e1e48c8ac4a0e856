"""Every operation of the staff API against the real foyer-central, each answer held against openapi.json: the description is the
one that the server itself serves. A status, a member or a type that the description does not know fails."""

import contextlib
import json
import os
import pathlib
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request

import papers
from paper_terminal import PaperTerminal, complaint, mint_code, uuid7
from patience import wait_for

SOURCE = pathlib.Path(__file__).resolve().parents[2]
BIN = pathlib.Path(os.environ.get("FOYER_BIN", SOURCE / "build/test/bin"))
PASSWORD = "correct horse staple"


# -- JSON Schema, as much of it as the description uses -----------------------------------------------------------------------

TYPES = {"string": lambda v: isinstance(v, str), "integer": lambda v: isinstance(v, int) and not isinstance(v, bool),
         "boolean": lambda v: isinstance(v, bool), "object": lambda v: isinstance(v, dict), "array": lambda v: isinstance(v, list),
         "null": lambda v: v is None}
KNOWN = {"type", "enum", "const", "required", "properties", "additionalProperties", "items", "allOf", "oneOf", "$ref", "description",
         "minimum", "maximum"}


class Description:
    def __init__(self, api):
        self.api, self.seen = api, set()

    def faults(self, value, schema, at="answer"):
        assert set(schema) <= KNOWN, f"this test does not know {set(schema) - KNOWN}"
        if "$ref" in schema:
            schema = self.api["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
        kinds = schema.get("type", [])
        kinds = [kinds] if isinstance(kinds, str) else kinds
        if kinds and not any(TYPES[kind](value) for kind in kinds):
            return [f"{at}: {value!r} is no {' or '.join(kinds)}"]
        faults = []
        if "enum" in schema and value not in schema["enum"]:
            faults.append(f"{at}: {value!r} is none of {schema['enum']}")
        if isinstance(value, dict):
            faults += [f"{at}: {name} is missing" for name in schema.get("required", []) if name not in value]
            for name, member in value.items():
                inner = schema.get("properties", {}).get(name, schema.get("additionalProperties"))
                if inner is False:
                    faults.append(f"{at}: {name} is not described")
                elif isinstance(inner, dict):
                    faults += self.faults(member, inner, f"{at}.{name}")
        if isinstance(value, list) and "items" in schema:
            for i, member in enumerate(value):
                faults += self.faults(member, schema["items"], f"{at}[{i}]")
        for part in schema.get("allOf", []):
            faults += self.faults(value, part, at)
        if "oneOf" in schema and sum(not self.faults(value, part, at) for part in schema["oneOf"]) != 1:
            faults.append(f"{at}: not exactly one of the forms fits")
        return faults

    def names(self, schema):
        """Every member that an object of this schema may have; None: any."""
        if "$ref" in schema:
            return self.names(self.api["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]])
        parts = [self.names(part) for part in schema.get("allOf", [])]
        if not parts and "properties" not in schema:
            return None
        return set(schema.get("properties", {})).union(*(part or set() for part in parts))

    def operation(self, method, path):
        asked = path.split("?")[0].strip("/").split("/")
        fitting = []
        for template, methods in self.api["paths"].items():
            parts = template.strip("/").split("/")
            if len(parts) == len(asked) and all(p == a or p.startswith("{") for p, a in zip(parts, asked)) and method.lower() in methods:
                fitting.append((template.count("{"), template))
        if fitting: # a name goes before whatever stands in its place: /cases/rows is no case
            template = min(fitting)[1]
            return template, self.api["paths"][template][method.lower()]
        raise AssertionError(f"{method} {path} is not described")

    def check(self, method, path, status, answer):
        template, operation = self.operation(method, path)
        response = operation["responses"].get(str(status))
        assert response, f"{method} {path}: status {status} is not described: {answer}"
        schema = response["content"]["application/json"]["schema"]
        faults = self.faults(answer, schema)
        assert not faults, f"{method} {path} ({status}): " + "; ".join(faults[:5])
        names = self.names(schema)
        if names and isinstance(answer, dict):
            assert set(answer) <= names, f"{method} {path}: {set(answer) - names} is not described"
        self.seen.add((method, template, status))


# -- The server and a clerk ---------------------------------------------------------------------------------------------------


class Office:
    def __init__(self, folder, listen="127.0.0.1:0"):
        self.data, self.token, self.description, self.listen = folder / "central", None, None, listen
        out = subprocess.run([BIN / "foyer-central", "init", "--data", self.data, "--name", "API"], capture_output=True, text=True,
                             check=True).stdout
        self.said = out
        self.once = next(line.split(":", 1)[1].strip() for line in out.splitlines() if line.startswith("One-time password"))
        self.log = folder / "central.log"
        self.start()
        with urllib.request.urlopen(self.url + "/v1/staff/openapi.json", timeout=60) as reply:
            self.description = Description(json.load(reply))

    def start(self):
        (self.data / "listen").unlink(missing_ok=True)
        with open(self.log, "ab") as log:
            self.child = subprocess.Popen([BIN / "foyer-central", "serve", "--data", self.data, "--listen", self.listen], stdout=log,
                                          stderr=log)
        wait_for("the server answering", self.answers)

    def answers(self):
        try:
            self.url = "http://" + (self.data / "listen").read_text().strip()
            urllib.request.urlopen(self.url + "/v1/staff/openapi.json", timeout=10).close()
            return True
        except (OSError, ValueError):
            assert self.child.poll() is None, self.log.read_text()
            return False

    def stop(self, how=signal.SIGTERM):
        self.child.send_signal(how)
        code = self.child.wait(30)
        assert how == signal.SIGKILL or code == 0, f"central ended with {code}: {self.log.read_text()[-3000:]}"

    def wait_for_the_brake(self):
        """As if a minute had passed: log-ins are counted anew."""
        with contextlib.closing(sqlite3.connect(self.data / "central.db", timeout=60)) as db, db:
            db.execute("DELETE FROM login_try")

    def version(self, path, token=True):
        """Of an item, also of its text in work; 0 where there is none, or nothing to be read."""
        request = urllib.request.Request(self.url + "/v1/staff" + path, headers={"Authorization": f"Bearer {self.token if token is True else token}"})
        try:
            with urllib.request.urlopen(request, timeout=60) as reply:
                item = json.loads(reply.read())
        except urllib.error.HTTPError:
            return 0
        return (item["work"] or item)["version"]

    def call(self, method, path, body=None, expect=200, token=True, raw=None, lang=None):
        """Whoever changes an item has read it and says so, as every client does; "expect": None in the body says nothing."""
        if method == "PUT" and path.startswith("/items/") and body and "expect" not in body and token and self.version(path, token):
            body = {**body, "expect": self.version(path, token)}
        headers = {"Content-Type": "application/json"}
        if lang:
            headers["Accept-Language"] = lang
        if self.token and token:
            headers["Authorization"] = f"Bearer {self.token if token is True else token}"
        data = raw if raw is not None else json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(self.url + "/v1/staff" + path, data=data, method=method, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=60) as reply:
                status, text = reply.status, reply.read()
        except urllib.error.HTTPError as error:
            status, text = error.code, error.read()
        answer = json.loads(text)
        assert status == expect, f"{method} {path}: {status} instead of {expect}: {answer}"
        self.description.check(method, "/v1/staff" + path, status, answer)
        return answer


@contextlib.contextmanager
def an_office(name, listen="127.0.0.1:0"):
    """A server of its own for a story; `{folder}` in `listen` is where it lives. What it said is printed when the story broke off."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix=f"foyer-{name}-"))
    office = None
    try:
        office = Office(folder, listen.format(folder=folder))
        yield office
    finally:
        if office and office.child.poll() is None:
            office.child.kill()
            office.child.wait()
            print(office.log.read_text()[-3000:])
        shutil.rmtree(folder, ignore_errors=True)


def sample(name):
    return json.loads((SOURCE / "assets/sample" / name).read_text())


def notice(item_id, **more):
    now = int(time.time())
    stamp = lambda s: time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(s))
    doc = {"id": item_id, "kind": "general", "issuer": "R-CS", "issuer_name": "客服", "effective": stamp(now - 60),
           "expires": stamp(now + 86400), "priority": 3, "lang": {"zh-CN": {"title": "题", "summary": "要点", "body_md": "内容"}}, **more}
    return {"kind": "notice", "status": "published", "audience": {"tags_any": ["all"]}, "doc": doc}


# -- The operations, in the order of a first day ------------------------------------------------------------------------------


def log_in(office):
    office.call("GET", "/items", expect=401)
    office.call("POST", "/login", {"user": "admin"}, expect=400)
    office.call("POST", "/login", {"user": "nobody", "password": "whatever it is"}, expect=401)
    for junk in (b'{"user":', b'{"user":"\xff\xfe"}', b'{"\xe5\xe5', b"[" * 5000, b'{"user":"a\\u0000b","password":"x"}', b"\0"):
        office.call("POST", "/login", raw=junk, expect=400)
    office.token = office.call("POST", "/login", {"user": "admin", "password": office.once})["token"]
    refused = office.call("GET", "/items", expect=403)
    assert refused["error"] == "password_must_change"
    office.call("POST", "/password", {"old": office.once, "new": "short"}, expect=422)
    office.call("POST", "/password", {"old": "not this one", "new": PASSWORD}, expect=403)
    office.call("POST", "/password", {"old": office.once}, expect=400)
    old = office.token
    office.token = office.call("POST", "/password", {"old": office.once, "new": PASSWORD})["token"]
    office.call("GET", "/items", expect=401, token=old)
    office.call("POST", "/logout", expect=401, token=old)
    office.call("POST", "/password", {"old": PASSWORD, "new": PASSWORD + "!"}, expect=401, token=old)


def front_door(office):
    me = office.call("GET", "/me")
    assert me["user"] == "admin" and me["grants"] == [{"site": "*", "role": "admin", "posts": []}] and not me["totp"], me
    assert me["server"]["name"] == "API", me
    mine = office.call("GET", "/sessions")["sessions"]
    assert [one["current"] for one in mine] == [True] and mine[0]["kind"] == "script", mine
    other = office.call("POST", "/login", {"user": "admin", "password": PASSWORD})["token"]
    new = next(one for one in office.call("GET", "/sessions?user=*")["sessions"] if not one["current"])
    assert office.call("DELETE", "/sessions/" + new["id"])["ended"]
    office.call("GET", "/me", token=other, expect=401)
    office.call("DELETE", "/sessions/" + new["id"], expect=404)
    about = office.call("GET", "/server")
    assert about["certificate"] is None and about["data_bytes"] > 100_000 and about["free_bytes"] > 0 and about["connections"] >= 1, about
    assert about["root_expires"] > time.time() + 700 * 86400 and abs(about["started"] - time.time()) < 600, about
    assert office.call("GET", "/audit/chain")["checked"] is None, "nobody has looked yet"
    chain = office.call("GET", "/audit/verify")
    assert chain["whole"] and chain["rows"] == office.call("GET", "/audit?limit=1")["audit"][0]["n"], chain
    office.call("DELETE", "/totp", {}, expect=400)
    office.call("DELETE", "/totp", {"password": "not this one"}, expect=403)
    office.call("POST", "/totp/confirm", {"code": "123456"}, expect=409)
    office.call("POST", "/totp/begin", {}, expect=400)
    office.wait_for_the_brake()
    office.call("POST", "/totp/begin", {"password": "not this one"}, expect=403)
    assert office.call("POST", "/totp/begin", {"password": PASSWORD})["uri"].startswith("otpauth://totp/API:admin?secret=")
    office.call("DELETE", "/accounts/admin/totp", expect=409)
    office.call("DELETE", "/accounts/nobody/totp", expect=404)
    office.call("GET", "/events?since=x", expect=400)
    assert office.call("GET", "/events?since=1&wait=5")["topics"] == ["all"]
    office.seq = office.call("GET", "/events")["seq"]
    office.wait_for_the_brake()


def nothing_large_is_taken_from_strangers(office):
    """The head alone is judged: a session, or a terminal's token, is wanted before the first byte of a document."""
    host, port = office.url.removeprefix("http://").rsplit(":", 1)
    for line in ("PUT /community", "PUT /standards", "PUT /fees", "PUT /form", "PUT /items/A-1", "POST /items/check", "POST /preview", "POST /cases/carried"):
        method, path = line.split()
        with socket.create_connection((host, int(port)), timeout=20) as wire:
            wire.sendall(f"{method} /v1/staff{path} HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\nContent-Length: 60000\r\n\r\n".encode())
            assert wire.recv(64).startswith(b"HTTP/1.1 401 "), path
    for path in ("outbox", "shown", "shot/1"):
        for token in ("", "Authorization: Bearer v1.nobody.9999999999.all.AAAA\r\n"):
            with socket.create_connection((host, int(port)), timeout=20) as wire:
                wire.sendall(f"POST /v1/{path} HTTP/1.1\r\nHost: {host}\r\nContent-Length: 60000\r\n{token}\r\n".encode())
                assert wire.recv(64).startswith(b"HTTP/1.1 401 "), path


def what_happened(office):
    """The topics since the door was opened: a console that lay open knows where to look again."""
    told = set(office.call("GET", f"/events?since={office.seq}")["topics"])
    want = {"items", "item:A-1", "item:community"}
    assert want <= told, told


def publish(office):
    office.call("PUT", "/standards", sample("standards.json"), expect=409)
    office.call("PUT", "/items/A-1", notice("A-1"), expect=409)
    community = sample("community.json")
    assert office.call("PUT", "/community", community, expect=201)["changed"]
    assert not office.call("PUT", "/community", community)["changed"]
    office.call("PUT", "/standards", sample("standards.json"), expect=201)
    office.call("PUT", "/fees", sample("fees.json"), expect=201)
    office.call("PUT", "/form", sample("complaints.json"), expect=201)
    assert isinstance(office.call("GET", "/demonstration")["items"], list)  # what would be in the way of going live
    for path in ("/community", "/standards", "/fees", "/form"):
        office.call("PUT", path, {}, expect=422)
        office.call("PUT", path, raw=b"[1]", expect=400)
        office.call("PUT", path, {}, expect=401, token="x" * 43)
    for odd in ({"\u202e" * 90: 1.5}, {"字" * 300: {"字" * 300: 1.5}}, {"x": [[[1.5]]]}, {"a\nb": "\u0007"}):
        office.call("PUT", "/fees", odd, expect=422)
    fees = sample("fees.json")
    fees["fee_items"][0]["unit_price_fen"] = 300
    said = office.call("PUT", "/fees", fees, expect=422)
    english = "fee_items[0].unit_price_fen: 300 fen lies above the guide price's maximum of 299"
    assert said["msg"] == english and said["at"] == "fee_items[0].unit_price_fen", said
    said = office.call("PUT", "/fees", fees, expect=422, lang="zh-CN,zh;q=0.9,en;q=0.8")
    assert said["msg"] == "第1项收费的单价：300分高于指导价的上限299分" and said["at"] == "fee_items[0].unit_price_fen", said
    assert office.call("PUT", "/fees", fees, expect=422, lang="en")["msg"] == english
    # A worker answers later, and others ask meanwhile.
    said = office.call("POST", "/login", {"user": "admin", "password": "not this one"}, expect=401, token=False, lang="zh-CN")
    assert said["msg"] == "账号或密码不对" and "at" not in said, said
    office.wait_for_the_brake()
    office.call("PUT", "/community", {**community, "community": {**community["community"], "id": "second"}}, expect=422)


def items(office):
    made = office.call("PUT", "/items/A-1", notice("A-1"), expect=201)
    assert made["state"] == "live" and made["channels"] == ["s:heting"] and len(made["lobbies"]) == len(sample("community.json")["terminals"])
    office.call("PUT", "/items/A-1", {**notice("A-1"), "audience": {"buildings": ["B7"]}})
    assert office.call("GET", "/items/A-1")["channels"] == ["b:B7"]
    assert office.call("GET", "/items/A-1?version=1")["versions"][0]["version"] == 2
    office.call("GET", "/items/A-1?version=9", expect=404)
    office.call("GET", "/items/A-1?version=x", expect=400)
    office.call("GET", "/items/nothing", expect=404)
    office.call("PUT", "/items/A-2", {**notice("A-2"), "status": "shown"}, expect=422)
    office.call("PUT", "/items/A-2", {**notice("A-2"), "status": "draft"}, expect=201)
    office.call("PUT", "/items/fees", notice("fees"), expect=409)
    office.call("PUT", "/items/A-3", raw=b"nonsense", expect=400)
    kinds = {item["kind"] for item in office.call("GET", "/items")["items"]}
    assert kinds - {"outcome"} == {"notice", "community", "standard", "fee", "form"}, kinds  # the board comes when its time is
    assert {item["id"] for item in office.call("GET", "/items?kind=notice")["items"]} == {"A-1", "A-2"}
    assert office.call("DELETE", "/items/A-1")["state"] == "withdrawn"
    office.call("DELETE", "/items/fees", expect=404)


def terminals(office):
    office.call("POST", "/pair", {"code": "0000-0000", "lobby": "T-B3-U1"}, expect=404)
    office.call("POST", "/pair", {"lobby": "T-B3-U1"}, expect=400)
    terminal = PaperTerminal(office.url)
    code = terminal.enrol()
    office.call("POST", "/pair", {"code": code, "lobby": "T-NOWHERE"}, expect=404)
    number = office.call("POST", "/pair", {"code": code, "lobby": "T-B3-U1"})["terminal"]
    terminal.take_token()
    assert terminal.number == number
    assert [row["id"] for row in office.call("GET", "/terminals")["terminals"]] == [number]
    lobbies = {row["id"]: row for row in office.call("GET", "/lobbies")["lobbies"]}
    assert lobbies["T-B3-U1"]["terminal"] == number and lobbies["T-B1-U1"]["terminal"] == ""
    return terminal


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


def files(office):
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


def shown(office, terminal):
    office.call("PUT", "/items/S-1", notice("S-1", lang={"zh-CN": {"title": "题𪚥", "summary": "要点", "body_md": "内容"}}), expect=201)
    before = office.call("GET", "/items/S-1/shown")
    assert not before["lobbies"] and "T-B3-U1" in before["waiting"] and "T-B1-U1" in before["waiting"], before
    now = int(time.time())
    row = {"day": time.strftime("%Y-%m-%d", time.gmtime(now)), "item": "S-1", "ver": 1, "first": now - 60, "last": now, "times": 4, "seconds": 48,
           "opened": 1, "minutes": 1}
    for _ in range(2):
        assert terminal.call("POST", "/v1/shown", {"rows": [row], "missing": [{"item": "S-1", "codes": ["U+2A6A5"]}]}) is None
    after = office.call("GET", "/items/S-1/shown")
    assert after["lobbies"] == [{"lobby": "T-B3-U1", "terminal": terminal.number, **{k: v for k, v in row.items() if k not in ("day", "item")}}], after
    assert "T-B3-U1" not in after["waiting"] and "T-B1-U1" in after["waiting"]
    assert after["missing"] == [{"code": "U+2A6A5", "text": "𪚥", "terminals": [terminal.number]}]
    assert office.call("GET", "/items/S-1")["missing"] == ["U+2A6A5"]
    office.call("GET", "/items/nothing/shown", expect=404)
    where = {row["lobby"]: row for row in after["where"]}
    assert where["T-B3-U1"]["state"] == "drawn" and where["T-B3-U1"]["missing"] and where["T-B1-U1"]["why"] == "no_terminal"
    assert office.call("GET", "/items/S-1/still")["still"] == []
    office.call("GET", "/items/nothing/still", expect=404)
    office.call("DELETE", "/items/S-1")
    assert office.call("GET", "/items/S-1/shown")["waiting"] == []
    assert office.call("GET", "/items/S-1/still")["why"] == "withdrawn"


def looked_after(office, terminal):
    """What a terminal says of itself, what is asked of it, where it hangs."""
    here = f"/terminals/{terminal.number}"
    said = {"fw": "1.2", "up": 60, "disk": 12, "free": 900, "temp": 41, "clock": "ok", "waiting": 0, "parked": 0, "offline": 1, "root": 1,
            "mem": 9000, "err": [], "screen": "ok", "power": "low", "slowed": False,
            "kiosk": {"touch": True, "touches": 3, "frames": 9, "slow": 1, "panel": "lit", "mem": 50000, "up": 30}}
    assert terminal.call("POST", "/v1/status", said) is None
    whole = office.call("GET", here)
    assert whole["terminal"]["status"] == said and len(whole["history"]) == 1 and whole["lobby"]["id"] == "T-B3-U1"
    assert isinstance(whole["notices"], list) and "shot" not in whole
    office.call("GET", "/terminals/none", expect=404)
    office.call("GET", "/terminals/none/commands", expect=404)
    office.call("GET", f"{here}/shot", expect=404)
    made = office.call("POST", f"{here}/commands", {"cmd": "identify"}, expect=201)
    assert office.call("POST", f"{here}/commands", {"cmd": "identify"})["id"] == made["id"]
    office.call("POST", f"{here}/commands", {"cmd": "dance"}, expect=422)
    office.call("POST", f"{here}/commands", {"cmd": "wipe", "confirm": "another one"}, expect=422)
    office.call("POST", "/terminals/none/commands", {"cmd": "report"}, expect=404)
    assert office.call("GET", f"{here}/commands")["commands"][0]["state"] == "sent"
    terminal.call("POST", "/v1/status", {"said": [{"id": made["id"], "said": "refused_form"}, {"id": "odd", "said": "<b>"}]})
    assert office.call("GET", f"{here}/commands")["commands"][0]["said"] == "refused_form"
    office.call("POST", f"{here}/move", {}, expect=400)
    office.call("POST", f"{here}/move", {"lobby": "T-NOWHERE"}, expect=404)
    office.call("POST", f"{here}/move", {"lobby": "T-B3-U1"}, expect=409)
    dry = office.call("POST", f"{here}/move", {"lobby": "T-B5-U1", "dry_run": True})
    assert dry["from"] == "T-B3-U1" and not dry["moved"]
    assert isinstance(office.call("GET", "/alerts")["alerts"], list) and isinstance(office.call("GET", "/alerts?all=1")["alerts"], list)


def hooks(office):
    """Where messages go; what is in them, and what becomes of them, is tried in hooks_test."""
    hook = {"name": "群", "kind": "wecom", "url": "http://127.0.0.1:9/send?key=k", "lang": "zh-CN", "events": ["case_new"]}
    assert office.call("PUT", "/hooks/group", hook, expect=201)["url"] == "http://127.0.0.1:9"
    assert office.call("PUT", "/hooks/group", {**hook, "on": False})["on"] is False
    office.call("PUT", "/hooks/group", {**hook, "url": "http://example.org/"}, expect=422)
    office.call("PUT", "/hooks/group", raw=b"{", expect=400)
    assert office.call("POST", "/hooks/group/test")["last"]["result"] == "private"
    office.call("POST", "/hooks/none/test", expect=404)
    assert [row["id"] for row in office.call("GET", "/hooks")["hooks"]] == ["group"]
    assert office.call("DELETE", "/hooks/group")["removed"] == "group"
    office.call("DELETE", "/hooks/group", expect=404)


def cases(office, terminal):
    code = mint_code()
    sealed = terminal.seal(uuid7(), complaint(code, contact={"phone": "13800000000"}, consent="2026-01"))
    for i in range(5):
        assert terminal.upload(sealed)["s"] == ("stored" if i == 0 else "dup")
    listed = office.call("GET", "/cases")["cases"]
    assert len(listed) == 1 and listed[0]["place"] == "3号楼 1单元 16层" and "contact" not in listed[0], listed
    number = listed[0]["number"]
    assert listed[0]["text_closed"] and listed[0]["text"] == "", "an account without posts has no desk"
    assert office.call("GET", f"/cases/{number}", expect=403)["error"] == "reason_needed"
    detail = office.call("GET", f"/cases/{number}?why=" + urllib.parse.quote("住户打电话来问"))
    assert "13800000000" not in json.dumps(detail) and detail["has_person"] and detail["promised_s"] == detail["at"] + 86400
    office.call("POST", f"/cases/{number}/contact", {"purpose": " "}, expect=422)
    assert office.call("POST", f"/cases/{number}/contact", {"purpose": "约上门时间"})["contact"] == {"phone": "13800000000"}
    assert code not in json.dumps(detail)
    office.call("GET", "/cases/2020-0001", expect=404)
    office.call("GET", "/cases?state=lost", expect=400)
    office.call("GET", "/cases?late=perhaps", expect=400)
    for query, found in (("late=1", 0), ("category=WX", 1), ("category=GE", 0), ("role=R-ENG", 1), (f"q={number[-4:]}", 1), ("group=2026-1", 0)):
        assert len(office.call("GET", f"/cases?{query}")["cases"]) == found, query
    assert office.call("GET", "/cases?state=closed")["cases"] == []
    reply = f"/cases/{number}/reply"
    office.call("POST", reply, {"state": "closed"}, expect=422)
    office.call("POST", reply, raw=b"{", expect=400)
    office.call("POST", "/cases/2020-0001/reply", {"state": "assigned"}, expect=404)
    office.call("POST", reply, {"state": "assigned"}, expect=401, token="x" * 43)
    said = office.call("POST", reply, {"state": "replied", "text": f"您的回执 {code}"}, expect=422)["msg"]
    assert code not in said
    office.call("POST", reply, {"state": "in_progress", "text": "师傅今天下午到。"})
    done = office.call("POST", reply, {"state": "replied", "text": "阀门已更换。", "role": "R-ENG"})
    assert done["text_closed"] and done["replies"] == 1 and "alias" not in done
    done = office.call("GET", f"/cases/{number}?why=" + urllib.parse.quote("核对答复"))
    assert [event["state"] for event in done["events"] if event["what"] == "state"] == ["received", "in_progress", "replied"]
    opened = [(event["detail"], event["text"]) for event in done["events"] if event["what"] == "opened"]
    assert opened == [("", "住户打电话来问"), ("contact", "约上门时间"), ("", "核对答复")], opened
    assert done["delivery"]["reached"] >= done["delivery"]["taken"] and done["answer_s"] == done["at"] + 10 * 86400
    office.call("POST", f"/cases/{number}/code", {"why": "纸条丢了"}, expect=422)
    office.call("POST", f"/cases/{number}/code", {"detail": "哪一层", "why": ""}, expect=422)
    office.call("POST", "/cases/2020-0001/code", {"detail": "哪一层：十六层", "why": "纸条丢了"}, expect=404)
    fresh = office.call("POST", f"/cases/{number}/code", {"detail": "哪一层：十六层", "why": "纸条丢了"})["code"]
    assert fresh != code and len(fresh) == 15
    assert office.call("GET", f"/cases/{number}?why=test")["codes"][0]["detail"] == "哪一层：十六层"
    office.call("GET", f"/cases/{number}/photos/1?why=test", expect=404)
    return code, fresh


def case_desk(office):
    """What the desk's pages ask for."""
    report = {"channel": "phone", "category": "WX", "place": {"building": "B3"}, "text": "灯不亮了", "once": uuid7(), "contact": {"phone": "13800000000"}}
    office.call("POST", "/cases", report, expect=422)
    told = office.call("POST", "/cases", {**report, "read_aloud_notice": True}, expect=201)
    assert len(told["code"]) == 15 and told["promised_s"] > told["at"], told
    assert told["number"] in office.call("POST", "/cases", {**report, "read_aloud_notice": True}, expect=409)["msg"]
    number = told["number"]
    rows = office.call("GET", "/cases/rows?state=open&due=week&limit=1")
    assert rows["total"] >= 1 and len(rows["cases"]) == 1, rows
    if rows["next"]:
        office.call("GET", f"/cases/rows?state=open&due=week&after={rows['next']}")
    for query in ("state=lost", "limit=0", "due=soon", "after=x"):
        office.call("GET", f"/cases/rows?{query}", expect=400)
    office.call("GET", "/cases/export?due=soon", expect=400)
    with urllib.request.urlopen(urllib.request.Request(office.url + "/v1/staff/cases/export?lang=en", headers={"Authorization": f"Bearer {office.token}"})) as table:
        lines = table.read().decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Number,State") and any(number in line for line in lines) and "13800000000" not in "".join(lines), lines
    counts = office.call("GET", "/cases/counts")
    assert counts["open"] >= 1 and counts["places"]["B3"], counts
    office.call("PUT", "/cases/canned/c-1", {"title": "约时间", "text": "{number}：师傅会到{place}。"})
    office.call("PUT", "/cases/canned/c-1", {"title": "", "text": "x"}, expect=422)
    assert len(office.call("GET", "/cases/canned")["canned"]) == 1
    assert office.call("DELETE", "/cases/canned/c-1")["canned"] == []
    office.call("DELETE", "/cases/canned/c-1", expect=404)
    case = office.call("GET", f"/cases/{number}?why=x")
    assert "replied" in [move["to"] for move in case["moves"]] and case["held"] is None and case["channel"] == "phone", case
    held = office.call("POST", f"/cases/{number}/reply", {"state": "replied", "text": "换好了。", "hold": 60}, expect=202)
    assert held["held_until"] > time.time() + 50
    assert office.call("GET", f"/cases/{number}?why=x")["held"]["text"] == "换好了。"
    office.call("POST", f"/cases/{number}/reply", {"state": "replied", "text": "x", "hold": 61}, expect=422)
    office.call("POST", f"/cases/{number}/reply", {"state": "replied", "text": "也换好了。", "hold": 5}, expect=409)
    assert office.call("DELETE", f"/cases/{number}/held")["taken_back"]["text"] == "换好了。"
    office.call("DELETE", f"/cases/{number}/held", expect=404)
    office.call("POST", f"/cases/{number}/reply", {"state": "replied", "text": "换好了。", "hold": 1}, expect=202)
    for _ in range(100):
        if office.call("GET", f"/cases/{number}?why=x")["state"] == "replied":
            break
        time.sleep(0.1)
    assert office.call("GET", f"/cases/{number}?why=x")["replies"] == 1


def clerk_of(office, user, posts, role="editor"):
    """An account with posts, its password changed: its token."""
    once = office.call("POST", "/accounts", {"user": user, "role": role, "posts": posts}, expect=201)["once"]
    token = office.call("POST", "/login", {"user": user, "password": once}, token=False)["token"]
    return office.call("POST", "/password", {"old": once, "new": PASSWORD + " " + user}, token=token)["token"]


def desk(office, terminal):
    """Who sees, grants, merges and sets aside what."""
    office.call("POST", "/accounts", {"user": "sun", "role": "editor", "posts": ["R-NOBODY"]}, expect=422)
    boss, intake, engineer = clerk_of(office, "boss", ["R-PM"], "admin"), clerk_of(office, "sun", ["R-CS"]), clerk_of(office, "wu", ["R-CLN"])
    office.call("PUT", "/accounts/wu", {"posts": ["R-ENG"]})
    office.call("PUT", "/accounts/wu", {"posts": "R-ENG"}, expect=422)
    office.call("PUT", "/accounts/wu", raw=b"{", expect=400)
    office.call("PUT", "/accounts/nobody", {"posts": []}, expect=404)
    office.call("PUT", "/accounts/boss", {"posts": []}, expect=409, token=boss)
    office.call("PUT", "/accounts/boss", {"posts": []}, expect=403, token=engineer)
    rows = {row["user"]: row["posts"] for row in office.call("GET", "/accounts")["accounts"]}
    assert rows == {"admin": [], "boss": ["R-PM"], "sun": ["R-CS"], "wu": ["R-ENG"]}, rows

    # Whom it is about.
    assert terminal.upload(terminal.seal(uuid7(), complaint(mint_code(), category="TD", subitem="TD-01", about="R-PM")))["s"] == "stored"
    secret = next(case["number"] for case in office.call("GET", "/cases?category=TD")["cases"])  # nobody holds its desk yet
    assert office.call("GET", "/cases?category=TD", token=boss)["cases"] == []
    for method, path, body in (("GET", f"/cases/{secret}?why=x", None), ("POST", f"/cases/{secret}/code", {"detail": "x", "why": "x"}),
                               ("GET", f"/cases/{secret}/photos/1?why=x", None), ("POST", f"/cases/{secret}/note", {"text": "x"}),
                               ("POST", f"/cases/{secret}/reply", {"state": "assigned"}), ("POST", f"/cases/{secret}/remedy", {"remedy": "RM-1"})):
        office.call(method, path, body, expect=404, token=boss)
    said = office.call("POST", f"/cases/{secret}/reply", {"state": "assigned", "role": "R-PM"}, expect=422)["msg"]
    assert "the desk of R-OC" in said, said
    why = urllib.parse.quote("业委会委托")
    member = clerk_of(office, "zhou", ["R-OC"])
    office.call("GET", f"/cases/{secret}?why={why}", expect=404, token=intake)  # who works for the manager could tell him
    assert office.call("GET", "/cases?category=TD", token=intake)["cases"] == []
    office.call("GET", f"/cases/{secret}?why={why}", expect=404)  # nor does who holds no post learn of it
    assert office.call("GET", "/cases?category=TD")["cases"] == [] and office.call("GET", "/cases/rows?category=TD")["total"] == 0
    assert not any(row["object"] == secret for row in office.call("GET", "/audit")["audit"])
    assert office.call("GET", f"/cases/{secret}", token=member)["text"]
    this_month = time.strftime("%Y-%m", time.gmtime(time.time() + 8 * 3600))
    counts = [office.call("GET", f"/cases/statistics?month={this_month}", token=token) for token in (boss, intake, member)]
    assert [sum(row["received"] for row in one["categories"] if row["id"] == "TD") for one in counts] == [0, 0, 1], counts
    assert not any(row["object"] == secret for row in office.call("GET", "/audit", token=boss)["audit"])

    # A reason is kept among colleagues, a remedy has two numbers.
    number = office.call("GET", "/cases?category=WX&state=replied", token=engineer)["cases"][0]["number"]
    assert office.call("GET", f"/cases/{number}", token=engineer)["text"]
    office.call("POST", f"/cases/{number}/note", {"text": "备件已订。"}, token=engineer)
    office.call("POST", f"/cases/{number}/note", {}, expect=422, token=engineer)
    office.call("POST", f"/cases/{number}/note", raw=b"{", expect=400, token=engineer)
    said = office.call("POST", f"/cases/{number}/remedy", {"remedy": "RM-3", "amount_fen": 30000}, expect=422, token=intake)["msg"]
    assert "30000 fen" in said and "up to 0 fen" in said, said
    said = office.call("POST", f"/cases/{number}/remedy", {"remedy": "RM-3", "amount_fen": 30001}, expect=422, token=boss)["msg"]
    assert "30001 fen" in said and "0 to 30000 fen" in said, said
    office.call("POST", f"/cases/{number}/remedy", raw=b"{", expect=400, token=boss)
    done = office.call("POST", f"/cases/{number}/remedy", {"remedy": "RM-3", "amount_fen": 30000, "text": "免上门费。"}, token=boss)
    assert done["text_closed"]

    # Outside the own desks the resident's words are closed, those about the place, too.
    closed = [row["place"] for row in office.call("GET", "/cases?category=WX")["cases"]]
    assert any("16层" in place for place in closed) and not any("楼梯口" in place for place in closed), closed
    assert any("楼梯口" in row["place"] for row in office.call("GET", "/cases?category=WX", token=engineer)["cases"])

    # Two clerks with one page open: the second is told where the case stands now.
    seen = office.call("GET", f"/cases/{number}", token=engineer)["version"]
    office.call("POST", f"/cases/{number}/reply", {"state": "in_progress", "expect": seen}, token=engineer)
    said = office.call("POST", f"/cases/{number}/reply", {"state": "replied", "text": "x", "expect": seen}, expect=409, token=engineer)
    assert f"in_progress now, version {seen + 1}" in said["msg"], said
    office.call("POST", f"/cases/{number}/remedy", {"remedy": "RM-3", "expect": seen}, expect=409, token=boss)
    office.call("POST", f"/cases/{number}/remedy", {"remedy": "RM-3", "expect": "x"}, expect=422, token=boss)

    # What a phone carried in: whole or not at all, by an editor, once; also when the lobby sends it after all.
    item = terminal.seal(uuid7(), complaint(mint_code(), subitem="WX-03"))
    half = (len(item["sealed"]) + 1) // 2
    lines = [f"FOYER1 {i + 1}/2 {item['box']} {item['sealed'][i * half:(i + 1) * half]}" for i in (1, 0)]
    assert "part 1 of 2 is missing" in office.call("POST", "/cases/carried", {"text": lines[0]}, expect=422, token=intake)["msg"]
    office.call("POST", "/cases/carried", {"text": "x" * 70000}, expect=413, token=intake)
    office.call("POST", "/cases/carried", raw=b"{", expect=400, token=intake)
    carried = office.call("POST", "/cases/carried", {"text": "\n短信：".join(lines)}, expect=201, token=intake)["number"]
    assert carried in office.call("POST", "/cases/carried", {"text": "\n".join(lines)}, expect=409, token=intake)["msg"]
    assert terminal.upload(item)["s"] == "dup"

    # A number is not found by a pattern.
    for pattern in ("%25", "_", "202%25", "' OR 1=1 --"):
        assert office.call("GET", "/cases?q=" + urllib.parse.quote(urllib.parse.unquote(pattern)))["cases"] == []

    # Four in ten minutes are one group.
    for _ in range(3):
        assert terminal.upload(terminal.seal(uuid7(), complaint(mint_code(), text="漏漏漏漏", subitem="WX-01")))["s"] == "stored"
    group = next(case["group"] for case in office.call("GET", "/cases")["cases"] if case["group"])
    folded = office.call("GET", f"/cases?group={group}", token=intake)["cases"]
    assert len(folded) >= 4 and min(case["number"] for case in folded) == group
    same = max(case["number"] for case in folded if case["subitem"] == "WX-01")  # what says the same goes aside, nothing else
    aside = f"/cases/groups/{same}"
    office.call("POST", f"{aside}/set-aside", {}, expect=422, token=intake)
    office.call("POST", f"{aside}/set-aside", raw=b"{", expect=400, token=intake)
    office.call("POST", "/cases/groups/2020-0001/set-aside", {"reason": "x"}, expect=404, token=intake)
    done = office.call("POST", f"{aside}/set-aside", {"reason": "小孩玩屏幕"}, token=intake)
    assert done["set_aside"] and done["group"] == group and 3 <= done["count"] <= len(folded), done
    month = time.strftime("%Y-%m", time.gmtime(time.time() + 8 * 3600))
    aside_count = office.call("GET", f"/cases/statistics?month={month}")["set_aside"]
    assert aside_count >= 3, aside_count
    assert not office.call("POST", f"{aside}/restore", token=intake)["set_aside"]
    office.call("POST", f"{aside}/restore", token=intake, expect=422)
    after = office.call("GET", f"/cases/statistics?month={month}")
    assert after["set_aside"] == 0 and after["totals"]["received"] >= 4, after
    office.call("GET", "/cases/statistics?month=2026", expect=400)
    office.call("GET", "/cases/statistics", expect=400)
    again = office.call("GET", "/cases/recurrent")["recurrent"]
    assert again and again[0]["count"] >= 3 and again[0]["building"] == "B3", again
    for user in ("boss", "sun", "wu", "zhou"):
        office.call("DELETE", f"/accounts/{user}")


def by_command_line(office, terminal, folder):
    """The same from a shell, by somebody with a desk."""
    password, sessions = folder / "password", folder / "sessions"
    clerk_of(office, "sun", ["R-CS"])
    password.write_text(PASSWORD + " sun\n")

    def ctl(*words, refused=None):
        done = subprocess.run([BIN / "foyerctl", "--state-dir", sessions, "--central", office.url, *words], capture_output=True, text=True, timeout=60)
        assert (done.returncode == 0) == (refused is None), (words, done.returncode, done.stderr)
        assert refused is None or refused in done.stderr, done.stderr
        return done.stdout

    ctl("login", "--user", "sun", "--password-file", str(password))
    for _ in range(2):
        assert terminal.upload(terminal.seal(uuid7(), complaint(mint_code(), category="GE", subitem="GE-01")))["s"] == "stored"
    one, two = sorted(case["number"] for case in json.loads(ctl("cases", "--category", "GE", "--json"))["cases"])
    assert "R-GRN" in ctl("cases", "list", "--role", "R-GRN") and one not in ctl("cases", "--late")
    ctl("cases", "assign", one, "--role", "R-NOBODY", refused="no role R-NOBODY")
    assert "assigned" in ctl("cases", "assign", one, "--role", "R-GRN-W", "--reason", "主管休假")
    ctl("cases", "start", one, "--text", "明天上午补种。")
    ctl("cases", "close", one, refused="cannot become closed")
    assert "merged" in ctl("cases", "merge", two, "--into", one)
    ctl("cases", "note", one, "--text", "草籽在库房。")
    ctl("cases", "remedy", one, "--remedy", "RM-2", refused="may grant up to 0 fen")
    ctl("cases", "remedy", one, "--remedy", "RM-1", "--text", "对不起。")
    ctl("cases", "reply", one, "--text", "已补种。")
    shown = ctl("cases", "show", one)
    here = time.strftime("%Y-%m-%d ", time.gmtime(time.time() + 8 * 3600))
    taken = json.loads(ctl("cases", "show", one, "--json"))["at"]
    assert time.strftime("accepted   %Y-%m-%d %H:%M\n", time.gmtime(taken + 8 * 3600)) in shown and "Z\n" not in shown, shown
    assert here in ctl("cases", "list") and "Z " not in ctl("cases", "list")
    assert all(word in shown for word in ("已补种。", "主管休假", "remedy RM-1", "R-GRN-W", "answer by")), shown
    assert one in ctl("case", two)
    assert "reopened" in ctl("cases", "reopen", two)
    ctl("cases", "withdraw", two, "--text", "按住户要求。", refused="possible: assigned")
    ctl("cases", "assign", two, "--role", "R-GRN")
    ctl("cases", "reject", two, "--text", "与另一件相同。")
    assert "草坪枯黄斑秃" in ctl("cases", "recurrent") or json.loads(ctl("cases", "recurrent", "--json"))["recurrent"]
    assert "GT-06 kept" in ctl("cases", "statistics", "--month", time.strftime("%Y-%m", time.gmtime(time.time() + 8 * 3600)))
    lawn = json.loads(ctl("cases", "--category", "GE", "--json"))["cases"][0]
    assert "set aside" in ctl("cases", "set-aside", lawn["number"], "--reason", "重复按键")
    rows = json.loads(ctl("cases", "list", "--group", lawn["group"], "--json"))["cases"]
    assert {row["set_aside"] > 0 for row in rows if row["category"] == "GE"} == {True}, rows
    assert {row["set_aside"] > 0 for row in rows if row["category"] != "GE"} == {False}, rows
    assert "taken back" in ctl("cases", "restore", lawn["number"])
    ctl("account", "posts", "sun", "--posts", "R-PM", refused="this needs the role admin")
    office.call("DELETE", "/accounts/sun")


def survives_kill(office, terminal):
    """Between the receipt and the stretch anything may die: the case is there, once, and becomes readable."""
    code = mint_code()
    sealed = terminal.seal(uuid7(), complaint(code))
    assert terminal.upload(sealed)["s"] == "stored"
    office.stop(signal.SIGKILL)
    office.start()
    terminal.url = office.url
    assert terminal.upload(sealed)["s"] == "dup"
    assert len(office.call("GET", "/cases")["cases"]) == 2
    with contextlib.closing(sqlite3.connect(f"file:{office.data}/central.db?mode=ro", uri=True)) as db:
        count = lambda sql: db.execute(f"SELECT count(*) FROM {sql}").fetchone()[0]
        wait_for("both published", lambda: count("kase WHERE pending IS NOT NULL OR item_id = ''") == 0
                 and count("channel_item WHERE channel = 'k:heting'") == 2)
    return code


def month(back):
    now = time.gmtime(time.time() + 8 * 3600)
    months = now.tm_year * 12 + now.tm_mon - 1 - back
    return f"{months // 12}-{months % 12 + 1:02d}"


def outcome(office, folder):
    """The board: drafts wait, approved words go out, numbers are the office's, and the lobbies get what the office sees."""
    words = {"asked": "车库出口看不见来车。", "state": "not_yet", "answer": "要先经消防部门看过。", "role": "R-PM", "due": "2026-12-10"}
    office.call("PUT", "/outcome/asked/Q-1", {**words, "answer": ""}, expect=422)
    said = office.call("PUT", "/outcome/asked/Q-1", {**words, "answer": "请打13812345678问。"}, expect=422)["msg"]
    assert said.startswith('answer: "13812345678" looks like a telephone number'), said
    office.call("PUT", "/outcome/asked/Q-1", raw=b"[", expect=400)
    office.call("GET", "/outcome/asked/Q-1", expect=404)
    office.call("PUT", "/outcome/asked/Q-1", {"approve": True}, expect=404)
    assert office.call("PUT", "/outcome/asked/Q-1", words, expect=201)["live"] is None
    board = office.call("GET", "/outcome")
    assert [(row["id"], row["draft"], row["by"]) for row in board["asked"]] == [("Q-1", True, "admin")] and board["month"] == month(1), board
    office.call("PUT", "/outcome/asked/Q-1", {"approve": True, "version": 9}, expect=409)
    assert office.call("PUT", "/outcome/asked/Q-1", {"approve": True, "version": 1})["changed"]
    assert not office.call("PUT", "/outcome/asked/Q-1", {**words, "approve": True})["changed"]
    draft = office.call("PUT", "/outcome/asked/Q-1", {**words, "state": "done", "answer": "镜子装好了。"})
    assert draft["live"]["state"] == "not_yet" and draft["draft"]["state"] == "done" and len(draft["versions"]) == 2, draft
    thanks = {"text": "谢谢保洁的同志。", "month": month(1), "approve": True}
    office.call("PUT", "/outcome/thanks/T-1", thanks, expect=201)
    office.call("PUT", "/outcome/thanks/T-2", {**thanks, "month": month(-1)}, expect=422)
    assert office.call("GET", "/outcome/thanks/T-1")["live"]["text"] == thanks["text"]
    numbers = {"visits": 12, "signups": 3, "services": 1, "cancelled": 2}
    office.call("PUT", f"/outcome/bucket/{month(1)}", numbers, expect=201)
    assert not office.call("PUT", f"/outcome/bucket/{month(1)}", numbers)["changed"]
    office.call("PUT", "/outcome/bucket/2026", numbers, expect=422)
    office.call("PUT", f"/outcome/bucket/{month(1)}", {**numbers, "visits": -1}, expect=422)
    roles_of_the_board(office, thanks, numbers)
    outcome_in_the_lobbies(office)
    assert office.call("DELETE", "/outcome/thanks/T-1")["live"] is None
    office.call("DELETE", "/outcome/thanks/T-1", expect=404)
    outcome_by_command_line(office, folder)


def roles_of_the_board(office, thanks, numbers):
    def set_role(role):
        with contextlib.closing(sqlite3.connect(office.data / "central.db", timeout=60)) as db:
            db.execute("UPDATE account_grant SET role = ? WHERE account = 'admin'", (role,))
            db.commit()

    set_role("editor")
    office.call("PUT", "/outcome/thanks/T-3", {**thanks, "approve": False}, expect=201)
    for method, path, body in (("PUT", "/outcome/thanks/T-3", {"approve": True}), ("PUT", "/outcome/thanks/T-3", thanks),
                               ("DELETE", "/outcome/thanks/T-1", None), ("DELETE", "/outcome/asked/Q-1", None),
                               ("PUT", f"/outcome/bucket/{month(1)}", numbers)):
        office.call(method, path, body, expect=403)
    office.call("DELETE", "/outcome/thanks/T-3")  # its own draft hangs nowhere
    set_role("viewer")
    office.call("PUT", "/outcome/thanks/T-3", {**thanks, "approve": False}, expect=403)
    office.call("GET", "/outcome")
    set_role("admin")


def outcome_in_the_lobbies(office):
    """At its start the server makes the board; the same board again is no new version."""
    versions = []
    for _ in range(2):
        office.stop()
        office.start()
        wait_for("the board made", lambda: office.call("GET", "/outcome")["published"])
        item = office.call("GET", "/items/outcome")
        versions.append(item["version"])
    assert versions[0] == versions[1] and item["channels"] == ["s:heting"], (versions, item)
    doc = item["doc"]
    assert doc["asked"] == [{"id": "Q-1", "asked": "车库出口看不见来车。", "state": "not_yet", "answer": "要先经消防部门看过。", "role": "R-PM",
                             "due": "2026-12-10"}], doc["asked"]
    assert doc["thanks"] == [{"id": "T-1", "text": "谢谢保洁的同志。", "month": month(1)}], doc["thanks"]
    assert [(row["month"], row["in"]["visits"], row["out"]["cancelled"]) for row in doc["bucket"]] == [(month(1), 12, 2)], doc["bucket"]
    board = office.call("GET", "/outcome")
    same = ("month", "categories", "totals", "set_aside", "no_word", "bucket", "clauses", "feedback")
    assert all(doc[key] == board[key] for key in same) and set(doc) == {*same, "made", "asked", "thanks"}, doc
    office.call("PUT", "/items/outcome", notice("outcome"), expect=409)


def outcome_by_command_line(office, folder):
    state, password, words = folder / "ctl-outcome", folder / "outcome-password", folder / "words.json"
    password.write_text(PASSWORD + "\n")

    def ctl(*args, refused=None):
        done = subprocess.run([BIN / "foyerctl", "--state-dir", state, *args], capture_output=True, text=True, check=False)
        assert (done.returncode == 0) == (refused is None), f"{args}: {done.stdout}{done.stderr}"
        assert refused is None or refused in done.stderr, done.stderr
        return done.stdout

    ctl("login", "--central", office.url, "--user", "admin", "--password-file", password)
    words.write_text(json.dumps({"text": "谢谢三楼的王女士。", "month": month(1)}))
    ctl("outcome", "thanks", "T-4", "--file", words, refused="looks like somebody's name")
    words.write_text(json.dumps({"text": "谢谢夜里值班的人。", "month": month(1)}))
    assert "is drafted" in ctl("outcome", "thanks", "T-4", "--file", words)
    assert "DRAFT 1 by admin" in ctl("outcome")
    assert "goes out" in ctl("outcome", "thanks", "T-4", "--approve")
    assert "stood there already" in ctl("outcome", "thanks", "T-4", "--file", words, "--approve")
    assert "taken down" in ctl("outcome", "thanks", "T-4", "remove")
    ctl("outcome", "praise", "T-4", "--approve", refused="asked, thanks or bucket is wanted")
    ctl("outcome", "thanks", "T-4", refused="say --file")
    ctl("outcome", "bucket", month(2), "--visits", "3", refused="say all four")
    assert "is entered" in ctl("outcome", "bucket", month(2), "--visits", "3", "--signups", "0", "--services", "0", "--cancelled", "0")
    assert f"{month(2)}  in: visits 3" in ctl("outcome")


def accounts(office):
    """A further clerk: a one-time password, a role, and the door closed at once."""
    office.call("POST", "/accounts", {"user": "wang"}, expect=422)
    office.call("POST", "/accounts", {"user": "wang", "role": "root"}, expect=422)
    office.call("POST", "/accounts", {"user": "init", "role": "editor"}, expect=422)
    office.call("POST", "/accounts", raw=b"{", expect=400)
    once = office.call("POST", "/accounts", {"user": "wang", "role": "editor"}, expect=201)["once"]
    office.call("POST", "/accounts", {"user": "wang", "role": "admin"}, expect=409)
    token = office.call("POST", "/login", {"user": "wang", "password": once}, token=False)["token"]
    assert office.call("GET", "/items", expect=403, token=token)["error"] == "password_must_change"
    token = office.call("POST", "/password", {"old": once, "new": PASSWORD + " 2"}, token=token)["token"]
    office.call("GET", "/items", token=token)
    office.call("GET", "/accounts", expect=403, token=token)
    office.call("POST", "/accounts", {"user": "li", "role": "admin"}, expect=403, token=token)
    office.call("DELETE", "/accounts/admin", expect=403, token=token)
    rows = {row["user"]: row for row in office.call("GET", "/accounts")["accounts"]}
    assert set(rows) == {"admin", "wang"} and rows["wang"]["role"] == "editor" and not rows["wang"]["must_change"], rows
    office.call("DELETE", "/accounts/admin", expect=409)
    office.call("DELETE", "/accounts/nobody", expect=404)
    office.call("DELETE", "/accounts/wang")
    office.call("GET", "/items", expect=401, token=token)
    office.call("POST", "/login", {"user": "wang", "password": PASSWORD + " 2"}, expect=401, token=False)
    return once


def rights(office):
    """The calls about who may do what; what they mean is tried in sites_test."""
    assert [row["role"] for row in office.call("GET", "/sites")["sites"]] == ["admin"]
    office.call("GET", "/sites", token="none", expect=401)
    told = office.call("GET", "/settings")
    groups = [group["id"] for group in told["groups"]]
    assert groups == list(dict.fromkeys(one["group"] for one in told["settings"])), "group after group, none of them empty"
    city = next(one for one in told["settings"] if one["key"] == "rules_city")
    assert [option["value"] for option in city["options"]][0] == "" and "beijing" in [option["value"] for option in city["options"]], city
    office.call("PUT", "/settings", {"rules_city": "nowhere"}, expect=422)
    office.call("PUT", "/settings", {"duty_hours": 6})
    office.call("PUT", "/settings", {"duty_hours": "six"}, expect=422)
    office.call("PUT", "/settings", raw=b"{", expect=400)
    office.call("PUT", "/items/V-1", notice("V-1"), expect=201)
    assert office.call("GET", "/items/V-1")["approved_by"] == ""  # alone: nobody else has approved it
    assert office.call("POST", "/items/V-1/reviewed", expect=403)["error"] == "nobody_else"  # the own notice
    seen = clerk_of(office, "liang", [], "approver")
    assert office.call("POST", "/items/V-1/reviewed", expect=403)["error"] == "four_eyes"
    office.call("POST", "/items/V-1/reviewed", token=seen)
    office.call("DELETE", "/accounts/liang")
    office.call("POST", "/items/V-404/reviewed", expect=404)
    office.call("DELETE", "/items/V-1")
    for user, role in (("away", "approver"), ("here", "editor")):
        office.call("POST", "/accounts", {"user": user, "role": role}, expect=201)
    now = int(time.time())
    office.call("POST", "/accounts/here/stand-in", {"for": "away", "from": now, "to": now + 60})
    office.call("POST", "/accounts/here/stand-in", {"for": "away", "from": now, "to": now}, expect=422)
    office.call("POST", "/accounts/nobody/stand-in", {"for": "away", "from": now, "to": now + 60}, expect=404)
    assert office.call("GET", "/stand-ins")["stand_ins"][0]["for"] == "away"
    office.call("POST", "/accounts/away/leave", {"to": "here"})
    office.call("POST", "/accounts/away/leave", {"to": "here"}, expect=404)
    office.call("DELETE", "/accounts/here")


def audit(office, number):
    rows = office.call("GET", "/audit")["audit"]
    acts = {row["what"] for row in rows}
    wanted = {"account.create", "account.remove", "login", "login.failed", "password", "item.publish", "item.draft", "item.withdraw", "terminal.pair",
              "case.read", "case.read-with-reason", "case.move", "case.note", "case.remedy", "case.set-aside", "case.restore", "account.grants",
              "outcome.draft", "outcome.approve", "outcome.remove", "outcome.month"}
    assert wanted <= acts, wanted - acts
    assert [row["n"] for row in rows] == sorted((row["n"] for row in rows), reverse=True)
    assert len(office.call("GET", f"/audit?before={rows[0]['n']}&limit=3")["audit"]) == 3
    office.call("GET", "/audit?limit=0", expect=400)
    office.call("DELETE", f"/terminals/{number}")
    office.call("DELETE", "/terminals/none", expect=404)
    assert office.call("GET", "/audit?limit=1")["audit"][0]["what"] == "terminal.revoke"


def roles(office):
    """Each role may do what the ones before it may; the table on disk is changed under the session."""
    calls = [("GET", "/items", None), ("PUT", "/items/R-1", {**notice("R-1"), "status": "draft"}), ("PUT", "/items/R-1", notice("R-1")),
             ("GET", "/audit", None)]
    needs = ["viewer", "editor", "approver", "admin"]
    for have in range(len(needs)):
        with contextlib.closing(sqlite3.connect(office.data / "central.db", timeout=60)) as db:
            db.execute("UPDATE account_grant SET role = ? WHERE site = '*'", (needs[have],))
            db.commit()
        for need, (method, path, body) in enumerate(calls):
            if need > have:
                said = office.call(method, path, body, expect=403)
                assert said["msg"].startswith("this needs the role ") and said["msg"].endswith(f"; admin is {needs[have]}"), said
            elif need == have:
                office.call(method, path, body, expect=201 if need == 1 else 200)
        if have == 2:
            office.call("DELETE", "/terminals/1", expect=403)
            office.call("POST", "/pair", {"code": "0000-0000", "lobby": "T-B3-U1"}, expect=403)
        if have == 1:
            office.call("PUT", "/fees", sample("fees.json"), expect=403)
            office.call("DELETE", "/items/A-1", expect=403)
    # An editor may write at the next text of what residents see; what hangs does not move.
    with contextlib.closing(sqlite3.connect(office.data / "central.db", timeout=60)) as db:
        db.execute("UPDATE account_grant SET role = 'editor' WHERE site = '*'")
        db.commit()
    kept = office.call("PUT", "/items/R-1", {**notice("R-1"), "status": "draft"})
    assert kept["state"] == "live" and kept["work"]["state"] == "draft" and kept["work"]["version"] > kept["version"], kept
    office.call("POST", "/items/R-1/approve", {"sha256": "0" * 64}, expect=403)
    with contextlib.closing(sqlite3.connect(office.data / "central.db", timeout=60)) as db:
        db.execute("UPDATE account_grant SET role = 'admin' WHERE site = '*'")
        db.commit()


def approvals(office):
    """Written, submitted, sent back, approved, and taken back within its ten seconds."""
    draft = {**notice("W-1"), "status": "draft"}
    first = office.call("PUT", "/items/W-1", draft, expect=201)["work"]
    assert office.call("PUT", "/items/W-1", {**draft, "expect": None}, expect=428)["error"] == "expect_wanted"
    other = {**notice("W-1", lang={"zh-CN": {"title": "另一题", "summary": "要点", "body_md": "内容"}}), "status": "draft"}
    office.call("PUT", "/items/W-1", {**other, "expect": first["version"]})
    both = office.call("PUT", "/items/W-1", {**draft, "expect": first["version"]}, expect=409)
    assert both["error"] == "changed" and both["current"]["doc"]["lang"]["zh-CN"]["title"] == "另一题", both
    office.call("POST", "/items/W-1/submit", {})
    waiting = office.call("GET", "/approvals")["waiting"]
    assert [(w["id"], w["state"]) for w in waiting] == [("W-1", "review")], waiting
    office.call("POST", "/items/W-1/return", {"text": ""}, expect=422)
    assert office.call("POST", "/items/W-1/return", {"text": "请写明地点"})["work"]["remark"] == "请写明地点"
    frozen = office.call("POST", "/items/W-1/submit", {})["work"]["sha256"]
    assert office.call("POST", "/items/W-1/approve", {"sha256": frozen}, expect=403)["error"] == "four_eyes"
    office.call("PUT", "/settings", {"approval.alone": True})
    assert office.call("POST", "/items/W-1/approve", {"sha256": "0" * 64}, expect=409)["error"] == "changed"
    assert office.call("POST", "/items/W-1/approve", {"sha256": frozen})["work"]["state"] == "approved"
    assert office.call("POST", "/items/W-1/undo", {})["work"]["state"] == "review"
    office.call("POST", "/items/W-1/undo", {}, expect=409)
    office.call("PUT", "/settings", {"approval.alone": None})
    office.call("POST", "/items/nothing/submit", {}, expect=404)
    means = office.call("POST", "/audience/resolve", {"audience": {"buildings": ["B3"], "exclude_lobbies": ["T-B3-U2"]}})
    assert [lobby["id"] for lobby in means["lobbies"]] == ["T-B3-U1"] and means["of"] == 25, means
    office.call("POST", "/audience/resolve", {"audience": {"nobody": []}}, expect=422)


def everything_down(office):
    office.call("PUT", "/items/W-2", notice("W-2"), expect=201)
    before = {item["id"] for item in office.call("GET", "/items?kind=notice")["items"] if item["status"] == "published"}
    assert office.call("POST", "/takedown", {}, expect=400)["error"] == "what_wanted"
    assert {item["id"] for item in office.call("GET", "/items?kind=notice")["items"] if item["status"] == "published"} == before
    down = office.call("POST", "/takedown", {"what": "every_notice"})["takedown"]
    assert down["count"] == len(before) and down["undone"] == 0, down
    assert not [i for i in office.call("GET", "/items?kind=notice")["items"] if i["channels"]]
    office.call("POST", "/takedown", {"what": "every_notice"}, expect=409)
    assert office.call("GET", "/takedown")["takedown"] == down
    assert office.call("POST", "/takedown/undo", {})["takedown"]["undone"] > 0
    assert {i["id"] for i in office.call("GET", "/items?kind=notice")["items"] if i["status"] == "published"} == before
    office.call("POST", "/takedown/undo", {}, expect=409)
    newest = office.call("GET", "/items/W-2")["versions"][0]
    assert newest["who"] == "admin" and newest["put_back_by"] == "admin" and newest["status"] == "published", newest
    office.call("DELETE", "/items/W-2")
    office.call("POST", "/items/W-2/put-back", {}, expect=428)
    gone = office.version("/items/W-2")
    office.call("POST", "/items/W-2/put-back", {"expect": gone - 1}, expect=409)
    assert office.call("POST", "/items/W-2/put-back", {"expect": gone})["state"] == "live"
    office.call("POST", "/items/W-2/put-back", {"expect": gone + 1}, expect=409)
    office.call("POST", "/items/W-404/put-back", {"expect": 0}, expect=404)


def fetched(office, path):
    """What is no JSON: the bytes."""
    request = urllib.request.Request(f"{office.url}/v1/staff{path}", headers={"Authorization": f"Bearer {office.token}"})
    with urllib.request.urlopen(request, timeout=60) as reply:
        template, operation = office.description.operation("GET", f"/v1/staff{path}")
        assert reply.headers["Content-Type"].split(";")[0] in operation["responses"]["200"]["content"], reply.headers
        office.description.seen.add(("GET", template, reply.status))
        return reply.read()


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


def kept_and_restored(office):
    assert office.call("GET", "/backup")["last"] == 0
    office.call("GET", "/backup/file", expect=404)
    office.call("POST", "/backup", {"password": PASSWORD, "passphrase": "too short"}, expect=422)
    office.call("POST", "/backup", {"passphrase": "long enough to be one"}, expect=400)
    state = office.call("POST", "/backup", {"password": PASSWORD, "passphrase": "long enough to be one"})
    assert state["ready"] > 0 and state["last"] > 0, state
    assert len(fetched(office, "/backup/file")) == state["ready"]
    assert isinstance(fetched(office, "/backup/erased"), bytes)
    office.call("POST", "/accounts", {"user": "forgetful", "role": "viewer"}, expect=201)
    assert office.call("POST", "/accounts/forgetful/password", {})["once"]
    office.call("POST", "/accounts/nobody/password", {}, expect=404)
    office.call("POST", "/accounts/admin/password", {}, expect=409)


def brake(office):
    for _ in range(6):
        request = urllib.request.Request(office.url + "/v1/staff/login", data=b'{"user":"guess","password":"wrong password"}', method="POST")
        try:
            urllib.request.urlopen(request, timeout=60)
            raise AssertionError("a wrong password was accepted")
        except urllib.error.HTTPError as error:
            status, answer = error.code, json.loads(error.read())
            retry = error.headers.get("Retry-After")
    assert status == 429 and answer["retry"] >= 1 and retry, (status, answer)
    office.description.check("POST", "/v1/staff/login", status, answer)


def writing(office):
    assert office.call("GET", "/rules")["rules"]["city"] == "default"
    offered = {one["id"]: one for one in office.call("GET", "/templates")["templates"]}
    where = offered["duty_water"]["fields"][0]["options"][0]["id"]
    office.call("POST", "/templates/duty_water/fill", {"fields": {"where": where, "until": 99}}, expect=422)
    office.call("POST", "/templates/nothing/fill", {"fields": {}}, expect=422)
    made = office.call("POST", "/templates/duty_water/fill", {"fields": {"where": where, "until": 2}})
    doc = {**made["doc"], "id": "N-CHECK"}
    levels = lambda doc: [one["level"] for one in office.call("POST", "/items/check", {"id": "N-CHECK", "doc": doc, "audience": made["audience"]})["checks"]]
    assert "refuse" not in levels(doc), levels(doc)
    doc["lang"]["zh-CN"]["summary"] = "请尽快缴费"
    assert levels(doc)[0] == "refuse", levels(doc)
    office.call("PUT", "/items/N-CHECK", {"kind": "notice", "status": "published", "audience": made["audience"], "doc": doc}, expect=422)
    office.call("POST", "/items/check", {"doc": 5}, expect=400)
    endless = {**made["doc"], "lang": {"zh-CN": {"title": "长", "body_md": "**a " * 200_000}}}
    began = time.monotonic()
    said = office.call("POST", "/items/check", {"doc": endless}, expect=422)
    assert "32 KiB" in said["msg"] and time.monotonic() - began < 5, said  # others wait meanwhile


def everything_was_called(office):
    api = office.description.api
    called = {(method, template) for method, template, _ in office.description.seen}
    missing = [f"{method.upper()} {template}" for template, methods in api["paths"].items() for method in methods
               if (method.upper(), template) not in called]
    assert not missing, f"never called: {', '.join(missing)}"


def nothing_secret_in_the_log(office, *secrets):
    text = office.log.read_text()
    for secret in secrets:
        assert secret not in text, "a code, a password or a token stands in the log"


def main():
    with an_office("api") as office:
        office.call("GET", "/openapi.json")
        log_in(office)
        front_door(office)
        nothing_large_is_taken_from_strangers(office)
        publish(office)
        items(office)
        what_happened(office)
        writing(office)
        on_paper(office)
        files_on_the_way(office, *files(office))
        a_hostile_pdf_holds_nobody_up(office)
        terminal = terminals(office)
        shown(office, terminal)
        looked_after(office, terminal)
        code, fresh = cases(office, terminal)
        second = survives_kill(office, terminal)
        case_desk(office)
        desk(office, terminal)
        by_command_line(office, terminal, office.data.parent)
        outcome(office, office.data.parent)
        terminal.url = office.url
        clerk = accounts(office)
        rights(office)
        hooks(office)
        audit(office, terminal.number)
        approvals(office)
        everything_down(office)
        roles(office)
        kept_and_restored(office)
        brake(office)
        token = office.token
        office.call("POST", "/logout")
        office.call("GET", "/items", expect=401)
        everything_was_called(office)
        nothing_secret_in_the_log(office, code, fresh, second, PASSWORD, office.once, clerk, token)
        office.stop()
        done = subprocess.run([BIN / "foyer-central", "audit-verify", "--data", office.data], capture_output=True, text=True)
        assert done.returncode == 0 and "unbroken" in done.stdout, done.stdout + done.stderr
        print("staff API: every operation answers as it is described")


if __name__ == "__main__":
    sys.exit(main())
