"""The office looks after a lobby: it sees how the screen fares, has it say where it hangs, gets a picture of it, but never of what a
resident writes, moves it to another lobby, and hears once of a screen that went quiet."""

import contextlib
import io
import json
import os
import sqlite3
import time
import urllib.error
import urllib.request

from PIL import Image

from lobby import Central, Clock, lobby_with_sample, run, wait_for

PICTURES = os.environ.get("FOYER_LOOKAFTER_PICTURES")  # a folder: keep what was seen


class Staff:
    def __init__(self, central):
        self.base = f"{central.url}/v1/staff"
        self.token = self.call("POST", "/login", {"user": "admin", "password": Central.PASSWORD})["token"]

    def raw(self, method, path, body=None):
        headers = {"Content-Type": "application/json"}
        if getattr(self, "token", None):
            headers["Authorization"] = f"Bearer {self.token}"
        request = urllib.request.Request(self.base + path, method=method, headers=headers,
                                         data=json.dumps(body).encode() if body is not None else None)
        try:
            with urllib.request.urlopen(request, timeout=60) as reply:
                return reply.status, reply.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()

    def call(self, method, path, body=None):
        status, text = self.raw(method, path, body)
        assert status < 300, f"{method} {path}: {status} {text[:300]}"
        return json.loads(text)

    def terminal(self, lobby):
        return next(t for t in self.call("GET", "/terminals")["terminals"] if t["lobby"] == lobby and not t["revoked"])["id"]

    def ask(self, terminal, cmd, **more):
        return self.call("POST", f"/terminals/{terminal}/commands", {"cmd": cmd, **more})["id"]

    def command(self, terminal, command):
        return next(c for c in self.call("GET", f"/terminals/{terminal}/commands")["commands"] if c["id"] == command)

    def answer(self, terminal, command):
        return wait_for("an answer to the command",
                        lambda: (c := self.command(terminal, command))["state"] in ("done", "refused", "late") and c, every=0.2)


def keep(name, bytes_):
    if PICTURES:
        with open(f"{PICTURES}/{name}.png", "wb") as out:
            out.write(bytes_)


def the_screen_says_where_it_hangs(shop):
    central, lobby = lobby_with_sample(shop)
    staff = Staff(central)
    terminal = staff.terminal(lobby.lobby)
    command = staff.ask(terminal, "identify")
    lobby.wait_text(f"屏幕编号 {terminal}")
    lobby.wait_text("3号楼1单元")
    assert not lobby.targets("complain"), "nothing below may be touched"
    assert staff.answer(terminal, command)["state"] == "done"
    shot = staff.ask(terminal, "screenshot")
    assert staff.answer(terminal, shot)["state"] == "done"
    keep("identify", staff.raw("GET", f"/terminals/{terminal}/shot")[1])
    lobby.display.tap(540, 960)  # a touch ends it, and touches nothing below
    wait_for("the page again", lambda: not lobby.shows(f"屏幕编号 {terminal}"))
    assert lobby.page() == "home"


def a_picture_on_request_but_never_of_a_form(shop):
    central, lobby = lobby_with_sample(shop)
    staff = Staff(central)
    terminal = staff.terminal(lobby.lobby)
    assert staff.raw("GET", f"/terminals/{terminal}/shot")[0] == 404
    assert staff.answer(terminal, staff.ask(terminal, "screenshot"))["state"] == "done"
    status, picture = staff.raw("GET", f"/terminals/{terminal}/shot")
    assert status == 200
    image = Image.open(io.BytesIO(picture))
    assert image.format == "PNG" and image.size == (608, 1080), image.size
    assert len(image.convert("RGB").getcolors(1 << 20) or range(1000)) > 50, "a picture of the home page has colours"
    keep("home", picture)
    for target in ("complain", "category/TX", "matter/TX-06"):
        lobby.tap(target)
    answer = staff.answer(terminal, staff.ask(terminal, "screenshot"))
    assert (answer["state"], answer["said"]) == ("refused", "refused_form")
    assert staff.raw("GET", f"/terminals/{terminal}/shot")[1] == picture, "the old one stays, no new one came"
    assert staff.answer(terminal, staff.ask(terminal, "identify"))["said"] == "refused_form"
    assert not (lobby.data / "shot.png").exists() and not (lobby.data / "shot.png.new").exists()
    who = staff.call("GET", "/audit")
    assert any(row["what"] == "terminal.screenshot" and row["who"] == "admin" for row in who["audit"]), who


def measurements_arrive_and_the_absent_is_absent(shop):
    central, lobby = lobby_with_sample(shop)
    staff = Staff(central)
    terminal = staff.terminal(lobby.lobby)
    lobby.tap("notices")
    staff.answer(terminal, staff.ask(terminal, "report"))
    status = wait_for("the kiosk's own words",
                      lambda: staff.call("GET", f"/terminals/{terminal}")["terminal"].get("status", {}).get("kiosk") and
                      staff.call("GET", f"/terminals/{terminal}"), every=0.5)
    said = status["terminal"]["status"]
    kiosk = said["kiosk"]
    assert kiosk["panel"] == "lit" and kiosk["mem"] > 1000, kiosk
    assert said["clock"] == "ok" and said["root"] == 1 and said["waiting"] == 0 and said["parked"] == 0 and said["free"] > 0
    assert "power" not in said, "no Raspberry Pi here: its supply is not measured, and not said to be fine"
    assert status["history"] and status["notices"] and status["lobby"]["id"] == lobby.lobby


def a_restart_is_told_after_it(shop):
    central, lobby = lobby_with_sample(shop)
    staff = Staff(central)
    terminal = staff.terminal(lobby.lobby)
    command = staff.ask(terminal, "restart", what="all")
    wait_for("both programs ended", lambda: not lobby.sync.running() and not lobby.kiosk.running())
    lobby.sync.start()
    lobby.show()
    assert staff.answer(terminal, command)["state"] == "done"
    assert lobby.kiosk.running() and lobby.sync.running(), "once"
    status, text = staff.raw("POST", f"/terminals/{terminal}/commands", {"cmd": "wipe"})
    assert status == 422 and b"confirm" in text
    staff.ask(terminal, "wipe", confirm="T-B3-U1")
    wait_for("an empty terminal", lambda: not lobby.sync.running() and not lobby.word("terminal"))


def a_moved_screen_gains_and_loses(shop):
    central, lobby = lobby_with_sample(shop)
    staff = Staff(central)
    terminal = staff.terminal(lobby.lobby)
    central.notice("N-970", "只给三号楼", audience={"buildings": ["B3"]})
    central.notice("N-971", "只给五号楼", audience={"buildings": ["B5"]})
    lobby.tap("notices")
    lobby.wait_page("notices")
    dry = staff.call("POST", f"/terminals/{terminal}/move", {"lobby": "T-B5-U1", "dry_run": True})
    assert not dry["moved"]
    assert "N-971" in [n["id"] for n in dry["gains"]] and "N-970" in [n["id"] for n in dry["loses"]]
    assert staff.terminal("T-B3-U1") == terminal, "only looked at"
    assert staff.call("POST", f"/terminals/{terminal}/move", {"lobby": "T-B5-U1"})["moved"]
    lobby.go_home()
    wait_for("the other building's notice", lambda: "T-B5-U1" in (lobby_channels(lobby) or ""))
    assert staff.raw("POST", f"/terminals/{terminal}/move", {"lobby": "T-B5-U1"})[0] == 409


def lobby_channels(lobby):
    with contextlib.closing(sqlite3.connect(f"file:{lobby.data / 'cache.db'}?mode=ro", uri=True, timeout=60)) as db:
        return ",".join(row[0] for row in db.execute("SELECT name FROM channel"))


def where_the_old_text_still_hangs(shop):
    central, lobby = lobby_with_sample(shop)
    staff = Staff(central)
    central.notice("N-972", "临时停车每小时5元", display={"mode": "banner"})
    lobby.wait_text("临时停车每小时5元")
    where = wait_for("drawn", lambda: next((w for w in staff.call("GET", "/items/N-972/shown")["where"]
                                            if w["lobby"] == lobby.lobby and w["state"] == "drawn"), None), every=0.2)
    assert where["after_ms"] < 60000
    shown = staff.call("GET", "/items/N-972/shown")
    assert shown["slowest_ms"] == where["after_ms"]
    assert {w["why"] for w in shown["where"] if w["state"] != "drawn"} == {"no_terminal"}
    wait_for("applied", lambda: staff.call("GET", "/items/N-972/still")["still"] == [])
    lobby.sync.stop()  # its network is gone
    central.ctl("withdraw", "N-972")
    still = staff.call("GET", "/items/N-972/still")
    assert still["why"] == "withdrawn" and [s["lobby"] for s in still["still"]] == [lobby.lobby], still
    assert still["still"][0]["last_seen"] > time.time() - 600 and still["still"][0]["place"] and still["who"]["phone"]
    lobby.sync.start()
    wait_for("taken down there too", lambda: staff.call("GET", "/items/N-972/still")["still"] == [])


def a_quiet_screen_is_told_once(shop):
    clock = Clock(shop)
    central, lobby = lobby_with_sample(shop, clock=clock)
    staff = Staff(central)
    terminal = staff.terminal(lobby.lobby)
    staff.call("PUT", "/settings", {"alerts.quiet_minutes": 6})
    assert not [a for a in staff.call("GET", "/alerts")["alerts"] if a["kind"] == "terminal_quiet"]
    lobby.kiosk.stop()
    lobby.sync.stop()
    clock.forward(1)
    staff = Staff(central)  # sessions end by themselves, too

    def quiet(path="/alerts"):
        return [a for a in staff.call("GET", path)["alerts"] if a["kind"] == "terminal_quiet"]

    first = wait_for("the alert", quiet, every=0.5)
    assert [a["subject"] for a in first] == [terminal] and first[0]["detail"]["lobby"] == lobby.lobby
    clock.forward(1)
    staff = Staff(central)
    time.sleep(2)  # two turns of the server's clock: nothing is there that could be waited for
    assert quiet("/alerts?all=1") == first, "told once"
    lobby.sync.start()
    wait_for("heard again", lambda: next(t for t in staff.call("GET", "/terminals")["terminals"] if t["id"] == terminal)["state"] == "online",
             every=0.5)
    clock.forward(0.02)  # the server's next minute
    wait_for("all clear", lambda: not quiet(), every=0.5)
    assert quiet("/alerts?all=1")[0]["cleared"] >= first[0]["raised"]


run(a_quiet_screen_is_told_once, the_screen_says_where_it_hangs, a_picture_on_request_but_never_of_a_form, measurements_arrive_and_the_absent_is_absent,
    a_restart_is_told_after_it, a_moved_screen_gains_and_loses, where_the_old_text_still_hangs)
