"""A lying central against the real foyer-sync: the attack table of the protocol, and a network that misbehaves. Each lie must
leave the terminal's content as it was, and the first honest answer afterwards must be believed."""

import contextlib
import hashlib
import json
import os
import pathlib
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import traceback
import uuid

from attack_central import SITE, TERMINAL, Central, Key, b64, line, manifest, sha
from patience import PATIENCE, wait_for

SOURCE = pathlib.Path(__file__).resolve().parents[2]
BIN = pathlib.Path(os.environ.get("FOYER_BIN", SOURCE / "build/test/bin"))
SCALE = "5000"  # delays; patience with a silent network stays at three seconds
OWN = f"t:{TERMINAL}"


class Terminal:
    def __init__(self, central, url=None, args=()):
        self.central, self.url, self.args = central, url or central.url, args
        self.home = pathlib.Path(tempfile.mkdtemp(prefix="foyer-attack-"))
        self.data = self.home / "data"
        self.log = self.home / "log"
        self.child = None

    def start(self):
        starts = self.starts()
        with open(self.log, "ab") as log:
            self.child = subprocess.Popen([BIN / "foyer-sync", "--data", self.data, "--central", self.url,
                                           "--time-scale", SCALE, *self.args], stdout=log, stderr=log)
        wait_for("foyer-sync to start", lambda: self.starts() > starts or self.child.poll() is not None)
        return self

    def starts(self):
        return self.log.read_text(errors="replace").count("sync: started") if self.log.exists() else 0

    def kill(self):
        self.child.kill()
        self.child.wait()

    def stop(self):
        self.child.terminate()
        assert self.child.wait(PATIENCE) == 0, "foyer-sync did not end cleanly"

    def rows(self, sql, *args, file="cache.db"):
        try:
            with contextlib.closing(sqlite3.connect(f"file:{self.data}/{file}?mode=ro", uri=True, timeout=60)) as db:
                return db.execute(sql, args).fetchall()
        except sqlite3.DatabaseError:
            return []

    def word(self, name):
        rows = self.rows("SELECT value FROM meta WHERE name=?", name)
        return rows[0][0] if rows else None

    def has(self, item):
        return bool(self.rows("SELECT 1 FROM item WHERE id=?", item))

    def dump(self):
        """All that the screen is made of: items, and the bytes of the blobs they name."""
        items = self.rows("SELECT channel,id,ver,kind,sha256,size,prio,from_s,until_s,flags FROM item ORDER BY 1,2")
        blobs = {}
        for row in items:
            path = self.data / "blobs" / row[4]
            if path.exists():
                blobs[row[4]] = hashlib.sha256(path.read_bytes()).hexdigest()
                assert blobs[row[4]] == row[4], "a blob does not hash to its name"
        return items, blobs

    def complain(self, sealed):
        name = f"{int(time.time() * 1000):012x}"
        name = f"{name[:8]}-{name[8:]}-7{uuid.uuid4().hex[:3]}-8{uuid.uuid4().hex[:3]}-{uuid.uuid4().hex[:12]}"
        with contextlib.closing(sqlite3.connect(self.data / "outbox.db", timeout=60)) as db, db:
            db.execute("INSERT INTO entry(id,kind,at,clk,box,sealed,sha256) VALUES(?,?,?,?,?,?,?)",
                       (name, "complaint", int(time.time()), "ok", "0" * 16, sealed, sha(sealed)))
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as bell:
            bell.sendto(b"!", str(self.data / "bell.sync"))
        return name

    def waiting(self, name):
        return bool(self.rows("SELECT 1 FROM entry WHERE id=? AND settled_s IS NULL AND sealed IS NOT NULL", name, file="outbox.db"))

    def close(self):
        if self.child and self.child.poll() is None:
            self.kill()
        shutil.rmtree(self.home, ignore_errors=True)


class Stage:
    """An honest central and a terminal that shows three notices."""

    def __init__(self):
        self.central = Central()
        self.count = 0
        self.central.publish(SITE, [self.notice("N-001"), self.notice("N-002"),
                                    ("N-003", "notice", os.urandom(30000))])  # too large to travel inline
        self.terminal = Terminal(self.central).start()
        wait_for("the first content", lambda: self.terminal.has("N-003") and self.terminal.word("state") == "live")

    def notice(self, name):
        self.count += 1
        return name, "notice", json.dumps({"id": name, "n": self.count}).encode()

    def hold(self, asked, seconds=0.4):
        """Until the terminal has met the lie `asked` times, and a little longer."""
        start = len(self.central.seen)
        wait_for("the terminal to meet the lie", lambda: len(self.central.seen) >= start + asked)
        time.sleep(seconds)
        assert self.terminal.child.poll() is None, "foyer-sync has ended"

    def recover(self, item="N-100"):
        self.central.honest()
        self.central.publish(SITE, [self.notice(item)])
        wait_for("the honest answer afterwards", lambda: self.terminal.has(item) and self.terminal.word("state") == "live")

    def close(self):
        self.terminal.close()
        self.central.close()


def holds_against(stage, lie, asked=4):
    before = stage.terminal.dump()
    lie()
    stage.hold(asked)
    after = stage.terminal.dump()
    assert before == after, f"the content changed: {set(before[0]) ^ set(after[0])}"
    stage.recover(f"N-1{stage.count:03d}")


def lying(stage, change):
    """Publishes a notice, and tells of it with `change` applied to each entry of the site's channel."""
    def lie():
        with stage.central.lock:
            stage.central.entry_hook = lambda e: change(e) if e["c"] == SITE else e
            stage.central.publish(SITE, [stage.notice("N-666")])
    return lie


def resigned(stage, change):
    def edit(entry):
        entry["head"], entry["sig"] = stage.central.head(SITE, **change)
        return entry
    return edit


# --- the attack table -------------------------------------------------------------------------------------------------------

def a_flipped_hash_is_refused(stage):
    def flip(entry):
        at = entry["head"].index("root ") + 5
        entry["head"] = entry["head"][:at] + ("0" if entry["head"][at] != "0" else "1") + entry["head"][at + 1:]
        return entry
    holds_against(stage, lying(stage, flip))


def an_edited_head_is_refused(stage):
    holds_against(stage, lying(stage, lambda e: e | {"head": e["head"].replace("count ", "count 1")}))
    holds_against(stage, lying(stage, lambda e: e | {"head": e["head"] + "more yes\n"}))


def an_extended_expiry_is_refused(stage):
    def extend(entry):
        before, after = entry["head"].split("expires ")
        number, rest = after.split("\n", 1)
        return entry | {"head": f"{before}expires {int(number) + 86400}\n{rest}"}
    holds_against(stage, lying(stage, extend))


def an_unknown_key_is_refused(stage):
    stranger = Key()
    def sign(entry):
        central, own = stage.central, stage.central.signer
        central.signer = stranger
        entry["head"], entry["sig"] = central.head(SITE)
        central.signer = own
        return entry
    holds_against(stage, lying(stage, sign))


def a_forged_signature_under_a_known_key_is_refused(stage):
    stranger = Key()
    holds_against(stage, lying(stage, lambda e: e | {"sig": b64(stranger.sign(b"foyer-head-v1\n" + e["head"].encode()))}))


def another_buildings_head_is_refused(stage):
    def other(entry):
        central = stage.central
        central.publish("b:other", [stage.notice("N-777")])
        text, sig = central.head("b:other")
        return entry | {"head": text, "sig": sig}
    holds_against(stage, lying(stage, other))


def another_buildings_channel_is_refused(stage):
    def lie():
        stage.central.publish("b:other", [stage.notice("N-777")])
    before = stage.terminal.dump()
    lie()
    stage.hold(4)
    assert stage.terminal.dump() == before
    with stage.central.lock:
        del stage.central.channels["b:other"]
    stage.recover()


def another_organisations_head_is_refused(stage):
    holds_against(stage, lying(stage, resigned(stage, dict(org="0" * 16))))


def a_withheld_change_is_refused(stage):
    def withhold(entry):
        stage.central.blob_hook = lambda name, data: None if name == sha(manifest(stage.central.channels[SITE].items)) else data
        return entry | ({"put": []} if "put" in entry else {})
    holds_against(stage, lying(stage, withhold))


def a_withheld_change_is_mended_by_the_manifest(stage):
    with stage.central.lock:
        stage.central.entry_hook = lambda e: e | ({"put": []} if "put" in e else {})
        stage.central.publish(SITE, [stage.notice("N-010")])
    wait_for("the manifest instead", lambda: stage.terminal.has("N-010"))


def a_rollback_is_refused(stage):
    central = stage.central
    old = central.head(SITE)
    old_entry = {"head": old[0], "sig": old[1]}
    old_items = dict(central.channels[SITE].items)
    stage.recover("N-050")
    def lie():
        with central.lock:
            central.entry_hook = lambda e: e | old_entry | {"put": [line(i) for i in old_items.values()], "from": 0} if e["c"] == SITE else e
            central.publish(SITE, [stage.notice("N-666")])
    holds_against(stage, lie)


def a_rollback_is_refused_after_the_cache_was_lost(stage):
    central, terminal = stage.central, stage.terminal
    old = central.head(SITE)
    old_root = sha(manifest(central.channels[SITE].items))
    stage.recover("N-050")
    terminal.kill()
    for name in ("cache.db", "cache.db-wal", "cache.db-shm"):
        (terminal.data / name).unlink(missing_ok=True)
    assert old_root in central.blobs
    with central.lock:
        central.entry_hook = lambda e: e | {"head": old[0], "sig": old[1]} if e["c"] == SITE else e
    terminal.start()
    stage.hold(6)
    assert not terminal.rows("SELECT 1 FROM item WHERE channel=?", SITE), "an older bulletin was believed"
    stage.recover("N-051")
    assert terminal.has("N-050")


def equivocation_is_refused(stage):
    def lie():
        with stage.central.lock:
            channel = stage.central.channels[SITE]
            version = channel.version
            items = dict(channel.items)
            items["N-001"] = stage.central.item(*stage.notice("N-001"))
            channel.history[version] = items
            channel.issued += 10
            stage.central.blobs[sha(manifest(items))] = manifest(items)
            stage.central.newer = lambda since: [SITE]
    true_newer = stage.central.newer
    before = stage.terminal.dump()
    history = dict(stage.central.channels[SITE].history)
    lie()
    stage.hold(4)
    assert stage.terminal.dump() == before
    with stage.central.lock:
        stage.central.newer = true_newer
        stage.central.channels[SITE].history = history
    stage.recover()


def an_older_issue_is_refused(stage):
    central = stage.central
    heads = lambda: stage.terminal.rows("SELECT issued FROM channel WHERE name=?", SITE)
    before, issued = stage.terminal.dump(), heads()
    with central.lock:
        true_newer = central.newer
        central.newer = lambda since: [SITE]
        central.channels[SITE].issued -= 3600
    stage.hold(4)
    assert stage.terminal.dump() == before and heads() == issued
    with central.lock:
        central.newer = true_newer
    stage.recover()


def a_revoked_key_is_refused_and_the_new_root_followed(stage):
    central, old = stage.central, stage.central.head_key
    central.make_root(2, [central.root_key], [Key()], [central.root_key])
    central.head_key = central.signer = Key()
    central.make_root(2, [central.root_key], [central.head_key], [central.root_key])
    stage.recover("N-040")
    def lie():
        with central.lock:
            central.signer = old
            central.publish(SITE, [stage.notice("N-666")])
    holds_against(stage, lie)


def a_root_that_our_keys_did_not_sign_is_refused(stage):
    central = stage.central
    thief, box = Key(), stage.terminal.word("box_pk")
    genuine = dict(central.roots)
    def lie():
        with central.lock:
            central.make_root(2, [thief], [thief], [thief])
            central.signer = thief
            central.publish(SITE, [stage.notice("N-666")])
    before = stage.terminal.dump()
    lie()
    stage.hold(8)
    assert stage.terminal.dump() == before and stage.terminal.word("box_pk") == box
    central.roots = genuine
    stage.recover()


def a_skipped_root_is_refused(stage):
    central = stage.central
    newer = Key()
    text = central.make_root(3, [central.root_key], [newer], [central.root_key])
    central.roots[2] = central.roots[3]
    def lie():
        with central.lock:
            central.signer = newer
            central.publish(SITE, [stage.notice("N-666")])
    before = stage.terminal.dump()
    lie()
    stage.hold(8)
    assert stage.terminal.dump() == before and "version 3" in text
    for version in (2, 3):
        del central.roots[version]
    stage.recover()


def a_tampered_blob_is_refused(stage):
    def lie():
        with stage.central.lock:
            name = sha(b"genuine" * 20000)
            stage.central.publish(SITE, [("N-666", "notice", b"genuine" * 20000)])
            stage.central.blob_hook = lambda n, data: b"altered" * 20000 if n == name else data
            stage.central.entry_hook = lambda e: e | {"blobs": {name: b64(__import__("zlib").compress(b"altered" * 20000))}}
    holds_against(stage, lie)


def a_receipt_for_another_box_deletes_nothing(stage):
    central, terminal = stage.central, stage.terminal
    stranger = Key()
    lies = [lambda r, s: r | {"sig": b64(central.signer.sign(f"foyer-receipt-v1\n{r['id']}\n{r['s']}\n{sha(s + b'x')}".encode()))},
            lambda r, s: r | {"sig": b64(stranger.sign(f"foyer-receipt-v1\n{r['id']}\n{r['s']}\n{sha(s)}".encode()))},
            lambda r, s: {"id": r["id"], "s": "stored"},
            lambda r, s: r | {"s": "rejected", "code": "bad_json"},
            lambda r, s: r | {"id": "somebody-else"}]
    for lie in lies:
        central.receipt_hook = lie
        name = terminal.complain(os.urandom(200))
        wait_for("the upload", lambda: name in central.stored)
        time.sleep(0.3)
        assert terminal.waiting(name), "an entry was dropped without a good receipt"
        if "rejected" in str(lie({"id": "", "s": "", "sig": ""}, b"")):
            continue  # tried again after a minute
        central.honest()
        wait_for("the settled entry", lambda: not terminal.waiting(name))


# --- a network that misbehaves ------------------------------------------------------------------------------------------------

def everywhere(stage, fn):
    """Every answer is fn's; the change is published only when no honest poll is parked any more."""
    def lie():
        stage.central.path_hooks = {"/": fn}
        wait_for("the honest poll to end", lambda: stage.central.parked == 0)
        stage.central.publish(SITE, [stage.notice("N-666")])
    return lie


def everything_has_come(stage):
    assert stage.terminal.has("N-666")


def a_captive_portal_is_offline(stage):
    page = b"<html><body>Welcome! Accept our terms to go online.</body></html>"
    answer = lambda h, b: stage.central.answer(h, 200, page, "text/html; charset=utf-8")
    holds_against(stage, everywhere(stage, answer))
    everything_has_come(stage)
    holds_against(stage, everywhere(stage, lambda h, b: stage.central.answer(h, 403, page, "text/html")))
    holds_against(stage, everywhere(stage, lambda h, b: stage.central.answer(
        h, 302, b"", "text/html", {"Location": "http://127.0.0.1:9/login"})))


def cut_replies_are_offline(stage):
    def cut(handler, body):
        handler.send_response(200)
        handler.send_header("Content-Type", "application/json")
        handler.send_header("Content-Length", "5000")
        handler.end_headers()
        handler.wfile.write(b'{"seq":1,"ch":[')
        handler.close_connection = True
        return True
    holds_against(stage, everywhere(stage, cut))


def garbled_replies_are_refused(stage):
    for body in (os.urandom(400), b"{}", b"[]", b'{"ch":{}}', b'{"ch":[{"c":"s:heting","head":1,"sig":[]}]}',
                 b'{"ch":[' + b"[" * 5000, b'{"ch":[{"c":"s:heting","from":1,"head":"foyer-head 1\\n","sig":"' + b"A" * 86 + b'"}]}'):
        answer = lambda h, b, body=body: stage.central.answer(h, 200, body)
        holds_against(stage, everywhere(stage, answer))


def a_stalled_network_is_left(stage):
    def stall(handler, body):
        time.sleep(4.5)
        handler.close_connection = True
        return True
    holds_against(stage, everywhere(stage, stall), asked=2)


def unsigned_deletions_delete_nothing(stage):
    def wipe(entry):
        if "del" in entry:
            entry |= {"del": list(stage.central.channels[SITE].items), "put": []}
        entry["head"] = entry["head"].replace("count ", "count 0")
        return entry
    holds_against(stage, lying(stage, wipe))


def a_signed_deletion_with_more_deletions_is_not_believed(stage):
    def more(entry):
        stage.central.blob_hook = lambda name, data: None
        return entry | ({"del": ["N-001", "N-002"]} if "del" in entry else {})
    holds_against(stage, lying(stage, more))


def unchanged_for_ever_is_exposed_by_the_heads(stage):
    def unchanged(handler, body):
        tag = handler.headers.get("If-None-Match")
        return stage.central.answer(handler, 304, headers={"ETag": tag})
    stage.central.path_hooks = {"/v1/feed": unchanged}
    stage.hold(3)
    stage.central.publish(SITE, [stage.notice("N-020")])
    polls = len(stage.central.seen)
    wait_for("the change, by way of the heads", lambda: stage.terminal.has("N-020"))
    assert any(path.startswith("/v1/heads") for path in stage.central.seen[polls:])


def oversized_answers_are_cut_off(stage):
    body = b'{"ch":[],"x":"' + b"x" * (6 << 20) + b'"}'
    holds_against(stage, everywhere(stage, lambda h, b: stage.central.answer(h, 200, body)))
    def lie():
        with stage.central.lock:
            stage.central.publish(SITE, [("N-667", "notice", os.urandom(20000))])
            stage.central.blob_hook = lambda n, data: (data or b"") + b"x" * (8 << 20)
    holds_against(stage, lie)


def a_403_wipes_nothing(stage):
    revoked = lambda h, b: stage.central.error(h, 403, "revoked")
    holds_against(stage, everywhere(stage, revoked), asked=2)


def error_answers_leave_the_content(stage):
    for status, code in ((400, "bad_request"), (401, "token_expired"), (401, "clock_skew"), (404, "no_blob"), (409, "cursor_ahead"),
                         (410, "enroll_expired"), (413, "too_large"), (429, "rate_limited"), (500, "internal"), (503, "overloaded")):
        holds_against(stage, everywhere(stage, lambda h, b, s=status, c=code: stage.central.error(h, s, c, now=1, retry=1)), asked=3)


def a_time_that_is_not_signed_is_not_believed(stage):
    terminal, central = stage.terminal, stage.central
    terminal.stop()
    with central.lock:
        far = 4102444800000
        central.path_hooks = {"/v1/time": lambda h, b: central.answer(h, 200, {
            "t": far, "n": h.path.split("n=")[1], "key": central.head_key.id, "sig": b64(Key().sign(b"x"))})}
    before = terminal.dump()
    terminal.start()
    wait_for("a session without a proven clock", lambda: terminal.word("state") == "live")
    assert terminal.dump() == before and not terminal.word("clock").startswith("ok ")
    assert int(terminal.word("clock").split()[3]) < far / 1000 - 86400
    stage.recover()


# --- who we are ---------------------------------------------------------------------------------------------------------------

def another_lobbys_own_channel_is_refused(stage):
    central = stage.central
    def lie():
        with central.lock:
            other = dict(central.channels[OWN].items["self"], sha256="0" * 64)
            central.publish(OWN, [other])
    before, genuine = stage.terminal.dump(), dict(central.channels[OWN].items["self"])
    lie()
    stage.hold(4)
    assert stage.terminal.dump() == before
    central.publish(OWN, [genuine])
    stage.recover()


def a_new_channel_is_fetched_and_a_revoked_one_dropped(stage):
    central, terminal = stage.central, stage.terminal
    with central.lock:
        central.publish("b:B3", [stage.notice("N-030")])
        central.publish(OWN, [("b:B3", "chan", b"")])
    wait_for("the new channel's notice", lambda: terminal.has("N-030"))
    true_newer = central.newer
    central.newer = lambda since: [n for n in true_newer(since) if n != "b:B3"]
    central.publish(OWN, delete=["b:B3"])
    wait_for("the dropped channel", lambda: not terminal.has("N-030"))
    assert terminal.has("N-001")


# --- a terminal that dies -----------------------------------------------------------------------------------------------------

def blobs_go_on_where_they_were_cut(stage):
    central, terminal = stage.central, stage.terminal
    data, ranges = os.urandom(900000), []
    def slow(handler, body):
        begin = int(handler.headers.get("Range", "bytes=0-")[6:-1])
        if not handler.path.endswith(sha(data)):
            return False
        ranges.append(begin)
        handler.send_response(206 if begin else 200)
        handler.send_header("Content-Type", "application/octet-stream")
        handler.send_header("Content-Length", str(len(data) - begin))
        handler.end_headers()
        handler.wfile.write(data[begin:begin + 200000])
        handler.wfile.flush()
        time.sleep(0.2)
        handler.close_connection = True
        return True
    central.path_hooks = {"/v1/blob/": slow}
    central.publish(SITE, [("N-060", "notice", data)])
    wait_for("the first part", lambda: len(ranges) >= 2)
    terminal.kill()
    terminal.start()
    wait_for("the whole blob", lambda: terminal.has("N-060"))
    assert any(r > 0 for r in ranges) and max(ranges) <= len(data)
    assert sha((terminal.data / "blobs" / sha(data)).read_bytes()) == sha(data)


def damage_on_the_card_heals(stage):
    terminal = stage.terminal
    before = terminal.dump()
    terminal.kill()
    victim = next(terminal.data.glob("blobs/" + "?" * 64))
    victim.write_bytes(b"noise")
    terminal.start()
    wait_for("the damaged blob again", lambda: victim.exists() and sha(victim.read_bytes()) == victim.name)
    terminal.kill()
    db = terminal.data / "cache.db"
    for name in ("cache.db-wal", "cache.db-shm"):
        (terminal.data / name).unlink(missing_ok=True)
    db.write_bytes(os.urandom(db.stat().st_size))
    terminal.start()
    wait_for("a cache made anew", lambda: terminal.dump() == before)
    assert (terminal.data / "cache.db.bad").exists()


def a_cache_deleted_under_a_running_terminal_comes_back(stage):
    terminal, before = stage.terminal, stage.terminal.dump()
    shutil.rmtree(terminal.data / "blobs")
    wait_for("the blobs again", lambda: (terminal.data / "blobs").exists() and terminal.dump() == before)
    (terminal.data / "cache.db").unlink()
    wait_for("the cache again", lambda: terminal.dump() == before)
    shutil.rmtree(terminal.data / "blobs")
    (terminal.data / "cache.db").unlink()
    wait_for("both again", lambda: (terminal.data / "blobs").exists() and terminal.dump() == before)
    stage.recover()


def a_garbled_device_key_is_set_aside_and_paired_anew(stage):
    central, terminal, identity = stage.central, stage.terminal, stage.terminal.data / "identity"
    site = lambda: terminal.rows("SELECT * FROM item WHERE channel=? ORDER BY id", SITE)
    before, old = site(), central.device
    terminal.stop()
    with central.lock:
        central.path_hooks = {"/v1/enroll/": lambda h, b: central.error(h, 503, "overloaded", retry=1)}
    (identity / "device.key").unlink()
    (identity / "device.key").write_bytes(b"noise")
    terminal.start()
    wait_for("the code for pairing", lambda: terminal.word("state") == "enrol" and terminal.word("enrol_code"))
    assert site() == before and [f.read_bytes() for f in identity.glob("device.key.bad-*")] == [b"noise"]
    stage.recover()
    assert central.device != old and len(site()) == len(before) + 1


def content_stays_when_central_is_gone(stage):
    terminal, before = stage.terminal, stage.terminal.dump()
    stage.central.server.shutdown()
    stage.central.server.server_close()
    terminal.kill()
    terminal.start()
    wait_for("offline", lambda: terminal.word("state") == "offline")
    assert terminal.dump() == before
    name = terminal.complain(b"sealed")
    terminal.kill()
    terminal.start()
    assert terminal.waiting(name) and terminal.dump() == before
    terminal.stop()


TESTS = [value for value in list(globals().values()) if getattr(value, "__module__", "") == __name__
         and getattr(value, "__code__", None) and value.__code__.co_varnames[:value.__code__.co_argcount] == ("stage",)
         and not value.__code__.co_flags & 4 and value is not everything_has_come]


def main():
    wanted, failed = sys.argv[1:], 0
    chosen = [t for t in TESTS if not wanted or any(w in t.__name__ for w in wanted)]
    for test in chosen:
        began, stage = time.monotonic(), None
        try:
            stage = Stage()
            test(stage)
            log = stage.terminal.log.read_text(errors="replace")
            assert "Sanitizer" not in log and "runtime error" not in log, "a sanitizer spoke"
            print(f"ok   {test.__name__} ({time.monotonic() - began:.1f} s)", flush=True)
        except Exception:
            failed += 1
            print(f"FAIL {test.__name__}", flush=True)
            traceback.print_exc()
            if stage:
                print("\n".join(stage.terminal.log.read_text(errors="replace").splitlines()[-40:]))
        finally:
            if stage:
                stage.close()
    print(f"{len(chosen) - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
