"""The front door: logging in, the own session and second factor, what a stranger is refused, what has changed since."""

import json
import socket
import time
import urllib.error
import urllib.request

from office import PASSWORD


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
