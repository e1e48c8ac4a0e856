"""Keys made anew: the root document's next version, with new head, box and root keys, by the root key from a stick or from paper. A real terminal
follows by itself; what was sealed before is still opened; only who holds the root key can do it; a root that has expired blanks nothing."""

import contextlib
import json
import sqlite3
import subprocess
import time

from lobby import BIN, Central, Clock, Terminal, central_with_sample, lobby_with_sample, run, wait_for
from paper_terminal import PaperTerminal, complaint, mint_code, uuid7
from resident import complain

DAY = 24  # hours


def foyer_central(*args):
    return subprocess.run([BIN / "foyer-central", *map(str, args)], capture_output=True, text=True, timeout=300)


def root_key(central):
    return next(central.data.glob("ROOT-KEY*"))


def take_away(shop, central):
    """As the operator does: the root key leaves the machine."""
    stick = shop.dir / "stick.key"
    root_key(central).rename(stick)
    return stick


def root_version(lobby):
    document = json.loads(next((lobby.data / "identity").glob("root")).read_text())["root"]
    return int(document.split("\nversion ")[1].split("\n")[0])


def holds(lobby, notice):
    with contextlib.closing(sqlite3.connect(f"file:{lobby.data / 'cache.db'}?mode=ro", uri=True, timeout=60)) as db:
        return db.execute("SELECT 1 FROM item WHERE id=?", (notice,)).fetchone()


def a_terminal_follows(shop):
    central = central_with_sample(shop)
    lobby = Terminal(shop, central, "T-B3-U1").pair().show()
    paper = PaperTerminal(central.url)
    central.ctl("pair", paper.enrol(), "--lobby", "T-B4-U1")
    paper.take_token()
    sealed_before = paper.seal(uuid7(), complaint(mint_code(), lobby="T-B4-U1", category="WX", subitem="WX-01"))
    stick = take_away(shop, central)

    running = foyer_central("root-next", "--data", central.data, "--root-key", stick, "--new", "head,box")
    assert running.returncode == 1 and "stop it first" in running.stderr, running.stderr
    central.process.stop()
    stranger = shop.dir / "stranger.key"
    other = Central(shop, "other")
    stranger.write_bytes(root_key(other).read_bytes())
    wrong = foyer_central("root-next", "--data", central.data, "--root-key", stranger, "--new", "head,box")
    assert wrong.returncode == 1 and "none of this organisation" in wrong.stderr, wrong.stderr
    done = foyer_central("root-next", "--data", central.data, "--root-key", stick, "--new", "head,box,root", "--new-root-key", shop.dir / "new.key")
    assert done.returncode == 0, done.stderr
    central.start().login()
    wait_for("the terminal following", lambda: root_version(lobby) == 2)
    central.notice("N-811", "新密钥签名的通知")
    wait_for("a notice under the new key", lambda: holds(lobby, "N-811"))
    code = complain(lobby)
    assert len(code) == 15
    wait_for("the report sealed to the new box key", lambda: central.rows("cases"))
    assert paper.upload(sealed_before)["s"] == "stored", "what was sealed to the former key still opens"

    central.process.stop()
    old = foyer_central("root-next", "--data", central.data, "--root-key", stick)
    assert old.returncode == 1, "the former root key is worth nothing now"
    written = foyer_central("root-paper", "--root-key", shop.dir / "new.key")
    assert written.returncode == 0 and len(written.stdout.split()) == 14, written.stdout
    typed = shop.dir / "typed.txt"
    typed.write_text(written.stdout.lower().replace("0", "o"))
    slip = shop.dir / "slip.txt"
    slip.write_text(written.stdout.replace(written.stdout[0], "7" if written.stdout[0] != "7" else "8", 1))
    assert foyer_central("root-next", "--data", central.data, "--root-key", slip).returncode == 1
    done = foyer_central("root-next", "--data", central.data, "--root-key", typed)
    assert done.returncode == 0, done.stderr
    central.start().login()
    wait_for("the terminal following again", lambda: root_version(lobby) == 3)
    audit = foyer_central("audit-verify", "--data", central.data)
    assert audit.returncode == 0, audit.stdout


def an_expired_root_blanks_nothing(shop):
    clock = Clock(shop)
    central, lobby = lobby_with_sample(shop, clock=clock)
    clock.forward(750 * DAY)
    central.login()
    wait_for("the terminal live", lobby.live)
    assert lobby.page() == "home" and len(lobby.flat()) > 50, "the board goes on"
    stamp = lambda s: time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime(s))
    central.notice("N-812", "根文件过期以后", effective=stamp(clock.now() - 60), expires=stamp(clock.now() + 86400))
    wait_for("a notice after the end", lambda: holds(lobby, "N-812"))


run(a_terminal_follows, an_expired_root_blanks_nothing)
