"""Messages for the office: a real server tells a receiver of a new case and of one that is late, in the forms of three kinds of receiver, signed, without
a word of the resident; keeps them while the receiver is away, also over its own restart; and goes nowhere that no setting allows."""

import base64
import hashlib
import hmac
import http.server
import json
import threading
import time
import urllib.error
import urllib.parse
import urllib.request

from lobby import Central, central_with_sample, run, wait_for
from paper_terminal import PaperTerminal, complaint, mint_code, uuid7

SECRET = "a secret of the receiver"
WORDS, PHONE, NAME = "墙上渗水很久了", "13800000000", "王奶奶"


class Receiver:
    def __init__(self):
        self.got, self.status, self.answer = [], 200, b'{"errcode":0,"errmsg":"ok"}'
        receiver = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                receiver.got.append((self.path, dict(self.headers), body))
                self.send_response(receiver.status)
                self.send_header("Location", "http://127.0.0.1:1/elsewhere")
                self.send_header("Content-Length", str(len(receiver.answer)))
                self.end_headers()
                self.wfile.write(receiver.answer)

            def log_message(self, *args):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def at(self, path):
        return [got for got in self.got if got[0].split("?")[0] == path]


class Staff:
    def __init__(self, central):
        self.base, self.token = f"{central.url}/v1/staff", None
        self.token = self.call("POST", "/login", {"user": "admin", "password": Central.PASSWORD})["token"]

    def call(self, method, path, body=None, expect=(200, 201), language="en"):
        headers = {"Content-Type": "application/json", "Accept-Language": language}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        request = urllib.request.Request(self.base + path, method=method, headers=headers,
                                         data=json.dumps(body).encode() if body is not None else None)
        try:
            with urllib.request.urlopen(request, timeout=60) as reply:
                status, text = reply.status, reply.read()
        except urllib.error.HTTPError as error:
            status, text = error.code, error.read()
        assert status in expect, f"{method} {path}: {status} {text[:300]}"
        return json.loads(text)

    def hook(self, name):
        return next(hook for hook in self.call("GET", "/hooks")["hooks"] if hook["id"] == name)

    def put(self, name, kind, url, **more):
        return self.call("PUT", f"/hooks/{name}", {"name": name, "kind": kind, "url": url, "lang": "zh-CN", "events": ["case_new", "case_late"], **more})


def office(shop):
    central = central_with_sample(shop)
    terminal = PaperTerminal(central.url)
    central.ctl("pair", terminal.enrol(), "--lobby", "T-B4-U1")
    terminal.take_token()
    staff = Staff(central)
    staff.call("PUT", "/settings", {"hooks.private": True})
    return central, terminal, staff, Receiver()


def tell(terminal, **more):
    entry = complaint(mint_code(), lobby="T-B4-U1", category="WX", subitem="WX-01", alias=NAME, contact={"phone": PHONE}, consent="1", text=WORDS, **more)
    assert terminal.upload(terminal.seal(uuid7(), entry))["s"] == "stored"


def three_kinds_hear_of_a_case(shop):
    central, terminal, staff, receiver = office(shop)
    staff.put("program", "json", f"{receiver.url}/json", secret=SECRET)
    staff.put("wecom", "wecom", f"{receiver.url}/wecom?key=abc")
    staff.put("dingtalk", "dingtalk", f"{receiver.url}/ding?access_token=abc", secret="SEC0123")
    tell(terminal)
    wait_for("three messages", lambda: all(receiver.at(path) for path in ("/json", "/wecom", "/ding")))
    number = central.rows("cases")[0]["number"]

    _, headers, body = receiver.at("/json")[0]
    signature = hmac.new(SECRET.encode(), headers["Foyer-Timestamp"].encode() + b"." + body, hashlib.sha256).hexdigest()
    assert headers["Foyer-Signature"] == f"sha256={signature}" and abs(int(headers["Foyer-Timestamp"]) - time.time()) < 60
    event = json.loads(body)
    assert event["event"] == "case_new" and event["number"] == number and event["site"] == "heting" and event["due"] > time.time(), event

    said = json.loads(receiver.at("/wecom")[0][2])
    assert said["msgtype"] == "text" and number in said["text"]["content"] and "新的反映" in said["text"]["content"], said
    path, _, body = receiver.at("/ding")[0]
    query = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(path).query))
    wanted = hmac.new(b"SEC0123", f"{query['timestamp']}\nSEC0123".encode(), hashlib.sha256).digest()
    assert query["access_token"] == "abc" and base64.b64decode(query["sign"]) == wanted and abs(int(query["timestamp"]) / 1000 - time.time()) < 60
    assert number in json.loads(body)["text"]["content"]

    for _, _, body in receiver.got:
        assert not any(word in json.loads(body).__repr__() for word in (WORDS, PHONE, NAME)), "nothing of the resident's"
    wait_for("told in the console", lambda: all(h["last"] and h["last"]["result"] == "delivered" and not h["waiting"] for h in staff.call("GET", "/hooks")["hooks"]))


def a_late_case_and_a_restart(shop):
    central, terminal, staff, receiver = office(shop)
    staff.put("group", "wecom", f"{receiver.url}/group")
    receiver.status = 503
    then = int(time.time()) - 40 * 86400
    tell(terminal, at=then, month=time.strftime("%Y-%m", time.gmtime(then + 8 * 3600)))
    wait_for("a failure", lambda: (h := staff.hook("group")) and h["failing"] and h["waiting"] and h["last"]["status"] == 503)
    central.process.stop()
    receiver.status = 200
    central.start()
    staff = Staff(central)
    assert staff.hook("group")["waiting"] >= 1, "kept over the restart"
    assert staff.call("POST", "/hooks/group/test")["last"]["result"] == "delivered"
    wait_for("the new case and the late one", lambda: [k for k in ("新的反映", "超过期限") if any(k in json.loads(b)["text"]["content"] for _, _, b in receiver.got)] ==
             ["新的反映", "超过期限"])


def a_test_says_what_became_of_it(shop):
    _, _, staff, receiver = office(shop)
    staff.put("group", "wecom", f"{receiver.url}/group?key=hidden")
    good = staff.call("POST", "/hooks/group/test", language="zh-CN")
    assert good["last"]["result"] == "delivered" and good["last"]["said"] == "已送达。" and "测试" in receiver.got[0][2].decode(), good
    assert "hidden" not in json.dumps(staff.call("GET", "/hooks"))
    receiver.answer = b'{"errcode":93000,"errmsg":"invalid webhook url"}'
    bad = staff.call("POST", "/hooks/group/test")["last"]
    assert bad["result"] == "refused" and bad["code"] == 93000, bad
    receiver.status, receiver.answer = 302, b""
    assert staff.call("POST", "/hooks/group/test")["last"]["status"] == 302, "no redirect is followed"
    receiver.server.shutdown()
    receiver.server.server_close()
    assert staff.call("POST", "/hooks/group/test")["last"]["result"] == "no_answer"
    staff.call("PUT", "/settings", {"hooks.private": None})
    assert staff.call("POST", "/hooks/group/test")["last"]["result"] == "private"


run(three_kinds_hear_of_a_case, a_late_case_and_a_restart, a_test_says_what_became_of_it)
