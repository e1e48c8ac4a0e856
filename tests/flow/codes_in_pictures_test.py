"""A picture that nobody could search for codes: the reader of codes dies, as it may on a machine that is too busy. The approver is told,
two approve as if it asked for money, and each of them has it tried again."""

import contextlib
import ctypes
import io
import json
import os
import shutil
import sqlite3
import time
import urllib.error
import urllib.request

from PIL import Image

import lobby
from lobby import Central, run

PAYS, LEADS = "wxp://f2f0abc", "https://example.org/a"


def link(source, target):
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


class Office(Central):
    """A server whose reader of codes can be taken away."""

    def __init__(self, shop):
        super().__init__(shop)
        self.bin = shop.dir / "programs" / "bin"
        for folder in (lobby.BIN.resolve(), lobby.BIN.resolve().parent / "share"):
            shutil.copytree(folder, shop.dir / "programs" / folder.name, copy_function=link, ignore=shutil.ignore_patterns("*_test_*"))
        self.process.argv = [str(self.bin / "foyer-central"), *self.process.argv[1:]]
        self.start().first_login()
        self.import_sample()
        self.tokens = {"admin": self.token("admin", self.PASSWORD)}
        self.reader(True)

    def reader(self, well):
        program = self.bin / "foyer-codes"
        program.unlink(missing_ok=True)
        link(lobby.BIN.resolve() / "foyer-codes" if well else "/usr/bin/false", program)

    def token(self, user, password):
        return self.send("/login", {"user": user, "password": password}, who=None)["token"]

    def join(self, user, role):
        once = self.send("/accounts", {"user": user, "role": role}, 201)["once"]
        self.tokens[user] = self.token(user, once)
        self.tokens[user] = self.send("/password", {"old": once, "new": self.PASSWORD}, who=user)["token"]

    def send(self, path, body, status=200, who="admin", kind="application/json", method="POST"):
        headers = {"Content-Type": kind} | ({"Authorization": f"Bearer {self.tokens[who]}"} if who else {})
        data = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
        try:
            with urllib.request.urlopen(urllib.request.Request(f"{self.url}/v1/staff{path}", data, headers, method=method), timeout=150) as reply:
                got, answer = reply.status, reply.read()
        except urllib.error.HTTPError as error:
            got, answer = error.code, error.read()
        assert got == status, f"{path}: {got} {answer[:300]}"
        return json.loads(answer or b"{}")

    def submit(self, item, text):
        """A notice with this code on its poster, and its text in work."""
        upload = self.send("/files?name=poster", picture(text), kind="application/octet-stream")
        self.send(f"/items/{item}", self.notice(item, "draft", upload["file"]), 201, method="PUT")
        return self.send(f"/items/{item}/submit", {})["work"]

    @staticmethod
    def notice(item, status, file):
        stamp = lambda s: time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime(time.time() + s))
        words = {"title": "海报", "summary": "海报", "body_md": "内容。"}
        doc = {"id": item, "kind": "activity", "issuer": "R-CS", "effective": stamp(-60), "expires": stamp(86400), "priority": 3,
               "lang": {"zh-CN": words}, "files": [file]}
        return {"kind": "notice", "status": status, "audience": {"tags_any": ["all"]}, "doc": doc}

    def publish(self, item, text, status, again=False):
        """By one call; again: the picture that was uploaded for it before."""
        if not again:
            self.files = self.send("/files?name=poster", picture(text), kind="application/octet-stream")["file"]
        return self.send(f"/items/{item}", self.notice(item, "published", self.files), status, method="PUT")

    def get(self, path):
        return self.send(path, None, method="GET")

    def hangs_again(self, item, status):
        read = lambda: {"expect": self.get(f"/items/{item}")["version"]}
        self.send(f"/items/{item}", read(), 200, method="DELETE")
        return self.send(f"/items/{item}/put-back", read(), status)

    def sql(self, text):
        with contextlib.closing(sqlite3.connect(self.data / "central.db", timeout=20)) as db, db:
            db.execute(text)

    def approve(self, work, item, who, status=200):
        return self.send(f"/items/{item}/approve", {"sha256": work["sha256"], "confirm": {"pictures": True}}, status, who)


class Code(ctypes.Structure):
    _fields_ = [("version", ctypes.c_int), ("width", ctypes.c_int), ("data", ctypes.POINTER(ctypes.c_ubyte))]


def picture(text):
    library = ctypes.CDLL("libqrencode.so.4")
    library.QRcode_encodeString.restype = ctypes.POINTER(Code)
    code = library.QRcode_encodeString(text.encode(), 0, 1, 2, 1).contents
    small = Image.new("L", (code.width + 8, code.width + 8), 255)
    for i in range(code.width * code.width):
        small.putpixel((4 + i % code.width, 4 + i // code.width), 0 if code.data[i] & 1 else 255)
    out = io.BytesIO()
    small.resize((400, 400), Image.NEAREST).save(out, "PNG")
    return out.getvalue()


def unread(work):
    return [code["unread"] for code in work["codes"]] == [True]


def nobody_could_look_is_not_no_code(shop):
    office = Office(shop)
    office.join("shen", "approver")
    office.join("li", "approver")

    office.reader(False)
    work = office.submit("P-1", PAYS)
    assert unread(work), work["codes"]
    first = office.approve(work, "P-1", "shen")["work"]
    assert first["state"] == "review" and first["first_by"] == "shen" and unread(first), first
    refused = office.approve(work, "P-1", "shen", 403)
    assert refused["error"] == "second_approver" and "could not be read" in refused["msg"], refused
    assert office.approve(work, "P-1", "li")["work"]["state"] == "approved"

    # The reader is well again: the code for payments is found when somebody approves, and that is the first of two.
    work = office.submit("P-2", PAYS + "2")
    assert unread(work), work["codes"]
    office.reader(True)
    first = office.approve(work, "P-2", "shen")["work"]
    assert first["state"] == "review" and [(c["text"], c["payment"]) for c in first["codes"]] == [(PAYS + "2", True)], first

    # Where it is found to ask for no money, one is enough; the submit tries, too.
    office.reader(False)
    upload_dies = office.submit("P-3", LEADS)
    assert unread(upload_dies), upload_dies["codes"]
    office.reader(True)
    assert office.approve(upload_dies, "P-3", "shen")["work"]["state"] == "approved"
    office.reader(False)
    office.submit("P-4", LEADS + "4")
    office.send("/items/P-4/return", {"text": "请再看"}, who="shen")
    office.reader(True)
    again = office.send("/items/P-4/submit", {})["work"]
    assert [(c["text"], c["unread"]) for c in again["codes"]] == [(LEADS + "4", False)], again


def publishing_by_one_call_looks_too(shop):
    """The sample is a demonstration: whoever may approve publishes without review. Also what hung before is looked at."""
    office = Office(shop)
    office.join("shen", "approver")
    office.join("li", "approver")
    put = lambda item, text, status, **more: office.publish(item, text, status, **more)

    refused = put("P-1", PAYS, 403)
    assert refused["error"] == "second_approver" and "code for payments" in refused["msg"], refused
    put("P-2", LEADS, 201)

    # The reader died at the upload: it is tried again before it counts, and where that fails, too, nobody knows.
    office.reader(False)
    refused = put("P-3", PAYS + "3", 403)
    assert refused["error"] == "second_approver" and "could not be read" in refused["msg"], refused
    office.reader(True)
    assert "code for payments" in put("P-3", PAYS + "3", 403, again=True)["msg"]
    office.reader(False)
    put("P-4", LEADS + "4", 403)
    office.reader(True)
    put("P-4", LEADS + "4", 201, again=True)

    # Two approve it; withdrawn by mistake, it hangs again. Not so what one alone had published before anybody looked.
    work = office.submit("P-5", PAYS + "5")
    office.approve(work, "P-5", "shen")
    assert office.approve(work, "P-5", "li")["work"]["state"] == "approved"
    lobby.wait_for("P-5 to hang", lambda: office.get("/items/P-5")["status"] == "published")
    office.hangs_again("P-5", 200)
    office.sql("UPDATE upload SET looked = 0, codes = '[]'")
    office.hangs_again("P-4", 200)  # read again, and found good
    office.sql("UPDATE upload SET codes = '[\"wxp://earlier\"]'")
    assert "code for payments" in office.hangs_again("P-4", 403)["msg"]


run(nobody_could_look_is_not_no_code, publishing_by_one_call_looks_too)
