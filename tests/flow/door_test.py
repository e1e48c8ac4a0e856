"""The office's front door as a browser meets it: the cookie and its flags, what another site's page gets, what goes over an
unencrypted line, sessions that are seen and ended, and a page that learns what has changed while it lies open."""

import base64
import contextlib
import hashlib
import hmac
import http.client
import json
import re
import signal
import socket
import sqlite3
import ssl
import subprocess
import sys
import threading
import time
import warnings

from office import BIN, PASSWORD, an_office, notice, sample
from patience import PATIENCE, wait_for

OWN = {"Sec-Fetch-Site": "same-origin"}


class Browser:
    """Keeps the cookie that it is given, and sends what browsers send. `where` is what the address line says."""

    def __init__(self, address, where=None, headers=None):
        self.address, self.where, self.cookie, self.extra = address, where or address, None, headers or {}

    def send(self, method, path, body=None, headers=OWN, json_type=True):
        fields = {"Host": self.where, **self.extra, **headers}
        if body is not None and json_type:
            fields["Content-Type"] = "application/json"
        if self.cookie:
            fields["Cookie"] = f"theme=dark; __Host-sid={self.cookie}; other=1"
        data = json.dumps(body).encode() if isinstance(body, dict) else body
        connection = self.connect()
        with contextlib.closing(connection):
            connection.request(method, "/v1/staff" + path, data, fields)
            reply = connection.getresponse()
            text = reply.read()
        self.set_cookie = reply.headers.get("Set-Cookie")
        if self.set_cookie:
            self.cookie = re.match(r"__Host-sid=([^;]*)", self.set_cookie).group(1) or None
        return reply.status, json.loads(text) if text else {}

    def connect(self):
        host, port = self.address.rsplit(":", 1)
        return http.client.HTTPConnection(host, int(port), timeout=60)


class ThroughProxy(Browser):
    """As nginx passes it on: by the unix socket."""

    def connect(self):
        connection = http.client.HTTPConnection("proxy", timeout=60)
        connection.sock = socket.socket(socket.AF_UNIX)
        connection.sock.connect(self.address)
        return connection


def enter(browser, user="admin", password=PASSWORD):
    status, answer = browser.send("POST", "/login", {"user": user, "password": password, "cookie": True})
    assert status == 200, answer
    return answer


def the_cookie_is_for_this_host_alone(office, address):
    browser = Browser(address)
    answer = enter(browser)
    assert "token" not in answer and answer["user"] == "admin", answer
    parts = [part.strip() for part in browser.set_cookie.split(";")]
    assert re.fullmatch(r"__Host-sid=[\w-]{43}", parts[0]), parts
    assert sorted(parts[1:]) == ["HttpOnly", "Path=/", "SameSite=Strict", "Secure"], parts
    assert browser.send("GET", "/me")[1]["user"] == "admin"
    # Worth nothing as a script's, nor a script's as a cookie.
    office.call("GET", "/me", token=browser.cookie, expect=401)
    thief = Browser(address)
    thief.cookie = office.token
    assert thief.send("GET", "/me")[0] == 401
    # A second log-in at the same browser ends the first session.
    former = Browser(address)
    former.cookie = browser.cookie
    enter(browser)
    assert browser.cookie != former.cookie and former.send("GET", "/me")[0] == 401
    return browser


def another_sites_page_changes_nothing(browser, address):
    change = ("PUT", "/items/D-1", {**notice("D-1"), "status": "draft"})
    refusals = [({"Sec-Fetch-Site": site}, True) for site in ("cross-site", "same-site", "none", "")]
    refusals += [({"Origin": origin}, True) for origin in ("https://evil.example", "null", f"https://{address}", f"http://{address}.evil.example")]
    refusals += [({}, True), (OWN, False), ({**OWN, "Content-Type": "text/plain"}, False), ({**OWN, "Content-Type": "application/jsonp"}, False),
                 ({"Sec-Fetch-Site": "cross-site", "Origin": f"http://{address}"}, True)]
    for headers, json_type in refusals:
        status, answer = browser.send(*change, headers=headers, json_type=json_type)
        assert (status, answer["error"]) == (403, "cross_site"), (headers, json_type, status, answer)
        status, answer = browser.send("POST", "/login", {"user": "admin", "password": PASSWORD, "cookie": True}, headers=headers, json_type=json_type)
        assert (status, answer["error"]) == (403, "cross_site"), (headers, status, answer)
    assert browser.send("GET", "/items/D-1")[0] == 404
    assert browser.send("POST", "/logout", headers={})[0] == 403
    assert browser.send("POST", "/files?name=a.pdf", b"%PDF", headers={"Sec-Fetch-Site": "cross-site", "Content-Type": "application/pdf"}, json_type=False)[0] == 403
    assert browser.send("POST", "/files?name=a.pdf", b"%PDF", headers={**OWN, "Content-Type": "application/pdf"}, json_type=False)[0] == 422
    assert browser.send(*change)[0] == 201
    seen = {"expect": browser.send("GET", "/items/D-1")[1]["version"]}
    assert browser.send(*change[:2], {**change[2], **seen}, headers={"Origin": f"http://{address}"})[0] == 200
    assert browser.send("GET", "/items", headers={})[0] == 200


def nothing_secret_goes_over_an_open_line(office, address, unix):
    asked = {"user": "admin", "password": PASSWORD, "cookie": True}
    for where in ("foyer.lan", "foyer.lan:8460", "127.0.0.1.evil.example"):
        status, answer = Browser(address, where).send("POST", "/login", asked)
        assert (status, answer["error"]) == (403, "insecure"), (where, status, answer)
    # A proxy says how it was asked; only by our own socket is it believed.
    for proto in ({}, {"X-Forwarded-Proto": "http"}):
        status, answer = ThroughProxy(unix, "foyer.example", proto).send("POST", "/login", asked)
        assert (status, answer["error"]) == (403, "insecure"), (proto, status, answer)
    status, answer = Browser(address, "foyer.lan", {"X-Forwarded-Proto": "https"}).send("POST", "/login", asked)
    assert (status, answer["error"]) == (403, "insecure"), answer
    proxied = ThroughProxy(unix, "foyer.example", {"X-Forwarded-Proto": "https", "X-Real-IP": "203.0.113.9", "User-Agent": "Firefox/140"})
    enter(proxied)
    mine = next(one for one in proxied.send("GET", "/sessions")[1]["sessions"] if one["current"])
    assert (mine["address"], mine["agent"], mine["kind"]) == ("203.0.113.9", "Firefox/140", "browser"), mine
    assert proxied.send("POST", "/logout", headers={"Origin": "https://foyer.example"})[0] == 200 and proxied.cookie is None


def sessions_are_seen_and_ended(office, address):
    office.call("POST", "/accounts", {"user": "chen", "role": "viewer"}, expect=201)
    once = office.call("DELETE", "/accounts/chen") and office.call("POST", "/accounts", {"user": "chen", "role": "viewer"}, expect=201)["once"]
    chen, other = Browser(address), Browser(address)
    assert enter(chen, "chen", once)["must_change"]
    assert chen.send("GET", "/server")[1]["error"] == "password_must_change"
    status, answer = chen.send("POST", "/password", {"old": once, "new": PASSWORD})
    assert status == 200 and "token" not in answer and not answer["must_change"], answer
    enter(other, "chen")
    listed = chen.send("GET", "/sessions")[1]["sessions"]
    assert len(listed) == 2 and sum(one["current"] for one in listed) == 1, listed
    assert set(chen.send("GET", "/server")[1]) == {"name", "org", "version"}
    boss = office.call("GET", "/sessions")["sessions"][0]["id"]
    assert chen.send("GET", "/sessions?user=admin")[0] == 403
    assert chen.send("DELETE", "/sessions/" + boss)[0] == 404
    theirs = next(one["id"] for one in listed if not one["current"])
    assert chen.send("DELETE", "/sessions/" + theirs)[0] == 200 and other.send("GET", "/me")[0] == 401
    # Other posts: a new token with the next answer, without another log-in.
    before = chen.cookie
    office.call("PUT", "/accounts/chen", {"posts": ["R-CS"]})
    grants = chen.send("GET", "/me")[1]["grants"]
    assert any("R-CS" in grant["posts"] for grant in grants), grants
    assert chen.cookie != before and chen.send("GET", "/me")[0] == 200
    old = Browser(address)
    old.cookie = before
    assert old.send("GET", "/me")[0] == 200 and old.set_cookie is None  # what was under way arrives
    office.call("DELETE", "/sessions/" + next(one["id"] for one in chen.send("GET", "/sessions")[1]["sessions"]))
    assert chen.send("GET", "/me")[0] == 401


def app_code(secret, at=None):
    """What an authenticator app shows (RFC 6238)."""
    step = int(time.time() if at is None else at) // 30
    mac = hmac.new(base64.b32decode(secret), step.to_bytes(8, "big"), "sha1").digest()
    return f"{(int.from_bytes(mac[mac[19] & 15:][:4], 'big') & 0x7FFFFFFF) % 1000000:06d}"


def second_factor(office, address):
    asked = {"user": "admin", "password": PASSWORD, "cookie": True}
    browser = Browser(address)
    enter(browser)
    assert browser.send("POST", "/totp/begin", {})[0] == 400  # the session alone is not enough
    begun = browser.send("POST", "/totp/begin", {"password": PASSWORD})[1]
    assert f"secret={begun['secret']}" in begun["uri"] and begun["qr"]["path"].startswith("M4 4h7v1h-7z"), begun
    assert browser.send("GET", "/me")[1]["totp"] is False
    code = app_code(begun["secret"])
    status, confirmed = browser.send("POST", "/totp/confirm", {"code": code})
    assert status == 200 and len(confirmed["recovery"]) == 10, confirmed
    assert browser.send("GET", "/me")[1]["totp"] is True
    status, answer = browser.send("POST", "/login", asked)
    assert (status, answer["error"]) == (401, "totp_needed"), answer
    assert browser.set_cookie is None
    status, answer = browser.send("POST", "/login", {**asked, "totp": code})  # seen over a shoulder, and used already
    assert (status, answer["error"]) == (401, "bad_totp"), answer
    office.wait_for_the_brake()
    status, answer = browser.send("POST", "/login", {**asked, "password": "not this one", "totp": confirmed["recovery"][0]})
    assert (status, answer["error"]) == (401, "bad_login"), answer
    assert browser.send("POST", "/login", {**asked, "totp": confirmed["recovery"][0]})[0] == 200
    assert browser.send("POST", "/login", {**asked, "totp": confirmed["recovery"][0]})[0] == 401
    assert browser.send("POST", "/login", {**asked, "totp": app_code(begun["secret"], time.time() + 30)})[0] == 200
    office.wait_for_the_brake()
    for code, works in ((None, False), (confirmed["recovery"][1], True)):
        done = subprocess.run([BIN / "foyerctl", "--central", f"http://{address}", "--state-dir", office.data.parent / "ctl-totp", "login", "--user", "admin",
                               "--password-file", "-", *(["--totp", code] if code else [])], input=PASSWORD + "\n", capture_output=True, text=True, timeout=60)
        assert (done.returncode == 0) == works and (works or "code that your app shows" in done.stderr), done.stdout + done.stderr
    assert browser.send("DELETE", "/totp", {"password": "not this one"})[0] == 403
    office.wait_for_the_brake()
    for method, path in (("POST", "/totp/begin"), ("DELETE", "/totp")):  # nobody replaces it who does not have it
        status, answer = browser.send(method, path, {"password": PASSWORD})
        assert (status, answer["error"]) == (401, "totp_needed"), answer
    assert browser.send("DELETE", "/totp", {"password": PASSWORD, "totp": confirmed["recovery"][3]})[0] == 200
    enter(browser)
    text = office.log.read_text()
    assert begun["secret"] not in text and not any(one in text for one in confirmed["recovery"])
    kept = (office.data / "central.db").read_bytes() + (office.data / "central.db-wal").read_bytes()
    assert base64.b32decode(begun["secret"]) not in kept and confirmed["recovery"][2].encode() not in kept


def a_page_that_lies_open_learns_what_changed(office, browser):
    seq = browser.send("GET", "/events")[1]["seq"]
    assert browser.send("GET", f"/events?since={seq}")[0] == 304
    told = {}

    def listen():
        began = time.monotonic()
        told["status"], told["answer"] = browser_too.send("GET", f"/events?since={seq}&wait=25")
        told["took"] = time.monotonic() - began

    browser_too = Browser(browser.address)
    browser_too.cookie = browser.cookie
    thread = threading.Thread(target=listen)
    thread.start()
    deadline = time.monotonic() + PATIENCE
    while not told and time.monotonic() < deadline:  # until it is parked, and whatever comes first
        office.call("PUT", "/items/L-1", {**notice("L-1"), "status": "draft", "doc": {**notice("L-1")["doc"], "priority": 3 + int(time.monotonic() * 10) % 2}},
                    expect=201 if office.first else 200)
        office.first = False
        thread.join(0.3)
    thread.join(PATIENCE)
    assert told["status"] == 200 and set(told["answer"]["topics"]) == {"items", "item:L-1"}, told
    assert told["answer"]["seq"] > seq and told["took"] < 20, told  # it would have waited for 25
    # An ended session hears nothing more.
    seq = browser.send("GET", "/events")[1]["seq"]
    own = next(one["id"] for one in browser.send("GET", "/sessions")[1]["sessions"] if one["current"])
    told.clear()
    thread = threading.Thread(target=listen)
    thread.start()
    while office.call("GET", "/events")["seq"] == seq:  # the first change may find nobody parked yet
        office.call("DELETE", "/sessions/" + own)
    thread.join(PATIENCE)
    assert told["status"] == 401, told


class Encrypted(Browser):
    def __init__(self, address, authority, **more):
        super().__init__(address)
        self.context = ssl.create_default_context(cafile=authority)
        for name, value in more.items():
            setattr(self.context, name, value)

    def connect(self):
        host, port = self.address.rsplit(":", 1)
        return http.client.HTTPSConnection(host, int(port), timeout=60, context=self.context)


def tls_address(office):
    return (office.data / "listen.tls").read_text().strip()


def fingerprint_at(address):
    pem = ssl.get_server_certificate(tuple(address.rsplit(":", 1)))
    return hashlib.sha256(ssl.PEM_cert_to_DER_cert(pem)).hexdigest().upper()


def its_own_certificate_carries_everything(office, folder):
    address, authority = tls_address(office), office.data / "keys/tls.pem"
    printed = re.search(r"^(?:[0-9A-F]{2}:){31}[0-9A-F]{2}$", office.said, re.M).group().replace(":", "")
    assert fingerprint_at(address) == printed, "init prints another fingerprint than browsers see"
    browser = Encrypted(address, authority)
    enter(browser)
    assert browser.send("PUT", "/items/T-1", {**notice("T-1"), "status": "draft"}, headers={"Origin": f"https://{address}"})[0] == 201
    assert browser.send("PUT", "/items/T-1", {**notice("T-1"), "status": "draft"}, headers={"Origin": f"http://{address}"})[0] == 403
    about = browser.send("GET", "/server")[1]
    assert about["certificate"]["fingerprint"].replace(":", "") == printed and about["certificate"]["self_signed"], about
    assert 800 < (about["certificate"]["not_after"] - time.time()) / 86400 < 825, about
    # Without the file nobody believes it; old protocols are not spoken; a session is taken up again by its ticket.
    for context, what in ((ssl.create_default_context(), ssl.SSLCertVerificationError), (old_tls(authority), (ssl.SSLError, ConnectionError))):
        try:
            browser.context = context
            browser.send("GET", "/me")
            raise AssertionError(f"{what}: the line came about")
        except what:
            pass
    ticket = None
    for again in (False, True):
        context = browser.context = ssl.create_default_context(cafile=authority) if not again else browser.context
        with socket.create_connection(tuple(address.rsplit(":", 1))) as raw, context.wrap_socket(raw, server_hostname="127.0.0.1", session=ticket) as line:
            line.sendall(b"GET /v1/staff/openapi.json HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            while line.recv(65536):
                pass
            assert line.session_reused == again
            ticket = line.session
    return browser


def old_tls(authority):
    context = ssl.create_default_context(cafile=authority)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        context.minimum_version, context.maximum_version = ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1
    context.set_ciphers("ALL:@SECLEVEL=0")
    return context


def terminals_and_the_command_line_pin_it(office, folder):
    address, authority = tls_address(office), office.data / "keys/tls.pem"
    for trusted, works in (([], False), (["--ca-file", authority], True)):
        child = subprocess.Popen([BIN / "foyer-sync", "--central", f"https://{address}", "--data", folder / f"terminal-{works}", *trusted],
                                 stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        seen = ""
        for line in child.stderr:
            seen += line
            if works and enrolments(office) or not works and "certificate" in line.lower():
                break
        child.kill()
        child.communicate()
        assert enrolments(office) == works, seen
    done = subprocess.run([BIN / "foyerctl", "--central", f"https://{address}", "--ca-file", authority, "--state-dir", folder / "ctl", "login", "--user", "admin", "--password-file", "-"],
                          input=PASSWORD + "\n", capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr


def enrolments(office):
    with contextlib.closing(sqlite3.connect(f"file:{office.data}/central.db?mode=ro", uri=True)) as db:
        return db.execute("SELECT count(*) FROM enrolment").fetchone()[0]


def another_certificate_is_taken_while_it_runs(office):
    address = tls_address(office)
    before = fingerprint_at(address)
    said = subprocess.run([BIN / "foyer-central", "certificate", "--data", office.data, "--hosts", "foyer.lan"], capture_output=True, text=True, check=True).stdout
    office.child.send_signal(signal.SIGHUP)
    wait_for("the other certificate", lambda: fingerprint_at(address) != before)
    assert fingerprint_at(address) in said.replace(":", "")
    (office.data / "keys/tls.pem").write_text("nonsense")
    office.child.send_signal(signal.SIGHUP)
    wait_for("nonsense refused", lambda: "stays in use" in office.log.read_text())
    assert fingerprint_at(address) in said.replace(":", "")


def proves(office, *witness):
    return subprocess.run([BIN / "foyer-central", "audit-verify", "--data", office.data, *witness], capture_output=True, text=True)


def a_chain_that_was_cut_short_is_found_by_its_witness(office):
    newest = office.call("GET", "/audit?limit=1")["audit"][0]
    witness = ("--witness", newest["h"])
    assert proves(office, *witness).returncode == 0
    with contextlib.closing(sqlite3.connect(office.data / "central.db", timeout=30)) as db, db:
        db.execute("DROP TRIGGER audit_keep_rows")
        db.execute("DELETE FROM audit WHERE n>=?", (newest["n"],))
    assert proves(office).returncode == 0
    done = proves(office, *witness)
    assert done.returncode == 1 and "cut short" in done.stderr, done.stdout + done.stderr


def an_edited_audit_is_found(office):
    with contextlib.closing(sqlite3.connect(office.data / "central.db", timeout=30)) as db, db:
        db.execute("DROP TRIGGER audit_keep_words")
        db.execute("UPDATE audit SET who='nobody' WHERE n=3")
    chain = office.call("GET", "/audit/verify")
    assert {**chain, "at": 0} == {"whole": False, "rows": 2, "broken_at": 3, "at": 0} and abs(chain["at"] - time.time()) < 600, chain
    kept = office.call("GET", "/audit/chain")
    assert kept["checked"] == chain and not kept["checking"] and kept["rows"] > 3, kept


def main():
    with an_office("door", "127.0.0.1:0,unix:{folder}/central.sock,tls:127.0.0.1:0") as office:
        unix = str(office.data.parent / "central.sock")
        office.first = True
        address = office.url.removeprefix("http://")
        office.take_over()
        office.call("PUT", "/community", sample("community.json"), expect=201)
        browser = the_cookie_is_for_this_host_alone(office, address)
        another_sites_page_changes_nothing(browser, address)
        office.wait_for_the_brake()
        nothing_secret_goes_over_an_open_line(office, address, unix)
        sessions_are_seen_and_ended(office, address)
        office.wait_for_the_brake()
        second_factor(office, address)
        office.wait_for_the_brake()
        a_page_that_lies_open_learns_what_changed(office, browser)
        office.wait_for_the_brake()
        its_own_certificate_carries_everything(office, office.data.parent)
        terminals_and_the_command_line_pin_it(office, office.data.parent)
        another_certificate_is_taken_while_it_runs(office)
        a_chain_that_was_cut_short_is_found_by_its_witness(office)
        an_edited_audit_is_found(office)
        office.stop()
        assert browser.cookie not in office.log.read_text() and PASSWORD not in office.log.read_text()
        print("door: browsers come in as they should, and nobody else")


if __name__ == "__main__":
    sys.exit(main())
