"""A backup made while the server runs; the machine dies; an empty one under another address goes on with it. The real terminal is not paired
anew, though the backup is older than what it shows. What a resident had erased after the backup does not come back."""

import contextlib
import copy
import hashlib
import os
import shutil
import sqlite3
import subprocess
import time

from lobby import BIN, Central, Terminal, central_with_sample, free_port, run, wait_for
from paper_terminal import PaperTerminal, b64, complaint, mint_code, stretch, uuid7

PASSPHRASE = "浣熊在雨里跳舞 twelve"
PHONE = "13800000000"


def passphrase_file(shop, words=PASSPHRASE):
    path = shop.dir / "passphrase.txt"
    path.write_text(words + "\n")
    return path


def foyer_central(*args):
    return subprocess.run([BIN / "foyer-central", *map(str, args)], capture_output=True, text=True, timeout=300)


def back_up(shop, central, name="foyer.backup"):
    done = foyer_central("backup", "--data", central.data, "--to", shop.dir / name, "--passphrase-file", passphrase_file(shop))
    assert done.returncode == 0, done.stderr
    return shop.dir / name


def restore(shop, backup, data, *more, words=PASSPHRASE):
    return foyer_central("restore", "--from", backup, "--data", data, "--passphrase-file", passphrase_file(shop, words), *more)


def moved(shop, central, data):
    """The same organisation on another machine: another folder, another address."""
    other = copy.copy(central)
    other.data, other.port = data, free_port()
    other.url, other.sessions = f"http://127.0.0.1:{other.port}", shop.dir / "moved-sessions"
    other.process = shop.process("moved", [BIN / "foyer-central", "serve", "--data", data, "--listen", f"127.0.0.1:{other.port}"])
    other.start().login()
    return other


def forget(terminal, org, code, number):
    """The resident takes name and telephone back at a lobby."""
    month = time.strftime("%Y-%m", time.gmtime(time.time() + 8 * 3600))
    salt = hashlib.sha256(f"foyer-case-v1\n{org}\nheting\n{month}".encode()).digest()[:16]
    keys = stretch(64, code.encode(), salt, 16 << 20)
    item, key, entry = f"c.{month.replace('-', '')}.{keys[:16].hex()}", keys[32:], uuid7()
    proof = hashlib.blake2b(f"foyer-followup-v1\n{item}\n{entry}\nforget_contact".encode(), key=key, digest_size=32).digest()
    return terminal.upload(terminal.seal(entry, {"v": 1, "kind": "followup", "item": item, "number": number, "proof": b64(proof),
                                                 "act": "forget_contact", "site": "heting", "at": int(time.time()), "clk": "ok", "lang": "zh-CN"}))


def organisation(central):
    with contextlib.closing(sqlite3.connect(f"file:{central.data}/central.db?mode=ro", uri=True)) as db:
        return (db.execute("SELECT value FROM meta WHERE name='org'").fetchone()[0],
                db.execute("SELECT count(*) FROM kase WHERE item_id=''").fetchone()[0])


def case_with_contact(central):
    """Returns the terminal, the receipt code and the number of a report with a telephone number in it and in its words."""
    terminal = PaperTerminal(central.url)
    central.ctl("pair", terminal.enrol(), "--lobby", "T-B4-U1")
    terminal.take_token()
    code = mint_code()
    entry = complaint(code, lobby="T-B4-U1", category="WX", subitem="WX-01", alias="王奶奶", contact={"phone": PHONE}, consent="1",
                      text=f"墙上渗水，请打{PHONE}")
    assert terminal.upload(terminal.seal(uuid7(), entry))["s"] == "stored"
    number = central.rows("cases")[0]["number"]
    wait_for("the code stretched", lambda: organisation(central)[1] == 0)
    return terminal, code, number


def holds(lobby, notice):
    """Does the terminal have it?"""
    with contextlib.closing(sqlite3.connect(f"file:{lobby.data / 'cache.db'}?mode=ro", uri=True, timeout=60)) as db:
        return db.execute("SELECT 1 FROM item WHERE id=?", (notice,)).fetchone()


def terminals_go_on_without_pairing(shop):
    central = central_with_sample(shop)
    lobby = Terminal(shop, central, "T-B3-U1").pair().show()
    central.notice("N-801", "备份之前的通知")
    wait_for("the notice", lambda: holds(lobby, "N-801"))
    backup = back_up(shop, central)
    central.notice("N-802", "备份之后的通知")
    wait_for("the next notice", lambda: holds(lobby, "N-802"))
    erased = shop.dir / "none.list"
    erased.write_text("")
    central.process.kill()
    shutil.rmtree(central.data)

    data = shop.dir / "elsewhere"
    done = restore(shop, backup, data, "--erased", erased)
    assert done.returncode == 0, done.stderr
    assert not list(data.glob("ROOT-KEY*")), "the root key does not travel"
    new = moved(shop, central, data)
    audit = foyer_central("audit-verify", "--data", data)
    assert audit.returncode == 0, audit.stdout + audit.stderr
    lobby.sync.stop()
    lobby.sync.argv = [new.url if a == central.url else a for a in lobby.sync.argv]
    lobby.sync.start()
    new.notice("N-803", "新机器上的通知")
    wait_for("a notice of the new machine", lambda: holds(lobby, "N-803"))
    assert holds(lobby, "N-801") and not holds(lobby, "N-802"), "the wall shows what the office has"
    assert lobby.page() == "home" and len(lobby.flat()) > 50
    assert len([t for t in new.rows("terminals") if t["lobby"] == "T-B3-U1"]) == 1, "nobody was paired anew"
    assert lobby.word("enrol_code") in (None, ""), "and no code stands on the wall"


def what_was_erased_stays_erased(shop):
    central = central_with_sample(shop)
    terminal, code, number = case_with_contact(central)
    assert PHONE in central.ctl("case", number, "--why", "probe", "--json")
    backup = back_up(shop, central)
    assert forget(terminal, organisation(central)[0], code, number)["s"] == "stored"
    assert PHONE not in central.ctl("case", number, "--why", "probe", "--json")
    erased = shop.dir / "erased.list"
    wait_for("the list", (central.data / "erased.list").exists)
    shutil.copy(central.data / "erased.list", erased)
    assert number in erased.read_text() and PHONE not in erased.read_text()
    late = back_up(shop, central, "late.backup")
    central.process.kill()

    done = restore(shop, backup, shop.dir / "unsaid")
    assert done.returncode == 2 and "--erased" in done.stderr and not (shop.dir / "unsaid").exists()
    for name, file, more in (("listed", backup, ("--erased", erased)), ("unlisted", backup, ("--without-erased",)),
                             ("late", late, ("--erased", erased))):
        done = restore(shop, file, shop.dir / name, *more)
        assert done.returncode == 0, done.stderr
        new = moved(shop, central, shop.dir / name)
        words = new.ctl("case", number, "--why", "probe", "--json")
        assert PHONE not in words and "王奶奶" not in words, f"{name}: {words}"
        assert "墙上渗水" in words, f"{name}: the matter itself stays: {words}"
        new.process.stop()


def a_bad_file_leaves_nothing(shop):
    central = Central(shop).start().first_login()
    backup = back_up(shop, central)
    whole = backup.read_bytes()
    assert b"SQLite format" not in whole and len(whole) > 65536
    wrong = restore(shop, backup, shop.dir / "a", "--without-erased", words="another passphrase")
    assert wrong.returncode == 1 and "passphrase" in wrong.stderr
    for name, bytes_, why in (("cut", whole[:-100], "cut off"), ("piece", whole[:61 + 65553], "cut off"),
                              ("flip", whole[:70000] + bytes([whole[70000] ^ 1]) + whole[70001:], "changed"),
                              ("head", whole[:20] + bytes([whole[20] ^ 1]) + whole[21:], "passphrase"),
                              ("other", os.urandom(5000), "no backup")):
        bad = shop.dir / f"{name}.backup"
        bad.write_bytes(bytes_)
        done = restore(shop, bad, shop.dir / name, "--without-erased")
        assert done.returncode == 1 and why in done.stderr, f"{name}: {done.stderr}"
        assert not (shop.dir / name).exists() and not (shop.dir / f"{name}.restoring").exists(), name
    done = restore(shop, backup, central.data, "--without-erased")
    assert done.returncode == 1 and "empty folder" in done.stderr, "a server is never overwritten"


run(terminals_go_on_without_pairing, what_was_erased_stays_erased, a_bad_file_leaves_nothing)
