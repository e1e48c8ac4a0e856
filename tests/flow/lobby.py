"""The real programs together, for the flow tests: a central, terminals (sync and kiosk), a virtual display, touches by XTEST.

Everything lives in one temporary folder and ends with the test. What a screen shows is read from the kiosk's --trace file:
words with their places, and the touchable things with their ids. Nothing here sleeps for a fixed time where it can wait for a fact.
"""

import atexit
import contextlib
import glob
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
import time
import traceback
import urllib.error
import urllib.request

from Xlib import X
from Xlib import display as xdisplay
from Xlib.ext import xtest

from patience import PATIENCE, wait_for

SOURCE = pathlib.Path(__file__).resolve().parents[2]
BIN = pathlib.Path(os.environ.get("FOYER_BIN", SOURCE / "build/test/bin"))
SAMPLE = SOURCE / "assets/sample"
os.environ.setdefault("LSAN_OPTIONS", f"suppressions={SOURCE}/tests/lsan.supp:print_suppressions=0")
AHEAD_S = int(os.environ.get("FOYER_AHEAD_S", "0"))  # of the whole test: scripts/at
IDLE_WORDS = ("先遮住了", "您还在吗", "Covered, because", "Still there?")


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Process:
    """One program with its log; started and killed as often as a test wants."""

    def __init__(self, name, argv, log, env=None):
        self.name, self.argv, self.log, self.env, self.child = name, [str(a) for a in argv], log, env, None

    def start(self):
        assert not self.running(), f"{self.name} runs already"
        with open(self.log, "ab") as log:
            self.child = subprocess.Popen(self.argv, stdout=log, stderr=log, stdin=subprocess.DEVNULL,
                                          env={**os.environ, **(self.env or {})})
        return self

    def running(self):
        return self.child is not None and self.child.poll() is None

    def stop(self, seconds=60):
        """SIGTERM; a clean exit is part of what is tested, and so is what the sanitizers say at the end."""
        if self.running():
            self.child.terminate()
            try:
                self.child.wait(seconds)
            except subprocess.TimeoutExpired:
                self.child.kill()
                self.child.wait()
                raise AssertionError(f"{self.name} did not end within {seconds} s of SIGTERM") from None
            assert self.child.returncode == 0, f"{self.name} ended with {self.child.returncode}: {self.tail()}"

    def kill(self):
        if self.running():
            self.child.send_signal(signal.SIGKILL)
            self.child.wait()

    def tail(self, lines=15):
        with contextlib.suppress(OSError):
            return "\n".join(pathlib.Path(self.log).read_text(errors="replace").splitlines()[-lines:])
        return ""


class Clock:
    """The time of all programs that get its env; a test moves it on while they run."""

    def __init__(self, shop):
        self.file = shop.dir / "clock"
        self.hours = 0
        self.forward(0)
        self.env = {"LD_PRELOAD": glob.glob("/usr/lib/*/faketime/libfaketime.so.1")[0], "FAKETIME_TIMESTAMP_FILE": str(self.file),
                    "FAKETIME_NO_CACHE": "1", "ASAN_OPTIONS": "verify_asan_link_order=0:detect_leaks=0"}

    def forward(self, hours):
        self.hours += hours
        fresh = self.file.with_suffix(".new")
        fresh.write_text(f"{AHEAD_S + self.hours * 3600:+.0f}\n")
        fresh.replace(self.file)

    def now(self):
        return time.time() + self.hours * 3600


class Workshop:
    """A temporary folder and all processes in it."""

    def __init__(self):
        self.dir = pathlib.Path(tempfile.mkdtemp(prefix="foyer-flow-"))
        self.processes = []
        atexit.register(self.close)

    def process(self, name, argv, env=None):
        process = Process(name, argv, self.dir / f"{name}.log", env)
        self.processes.append(process)
        return process

    def close(self, keep=False):
        for process in reversed(self.processes):
            with contextlib.suppress(Exception):
                process.kill()
        self.processes = []
        if not keep:
            shutil.rmtree(self.dir, ignore_errors=True)

    def logs(self):
        for log in sorted(self.dir.glob("*.log")):
            text = log.read_text(errors="replace").splitlines()
            if text:
                print(f"--- {log.name}", *text[-25:], sep="\n")

    def sanitizer_words(self):
        bad = []
        for log in self.dir.glob("*.log"):
            for line in log.read_text(errors="replace").splitlines():
                if "ERROR: AddressSanitizer" in line or "runtime error:" in line or "ERROR: LeakSanitizer" in line:
                    bad.append(f"{log.name}: {line}")
        return bad


class Central:
    PASSWORD = "a long enough password"

    def __init__(self, shop, name="central", furnished=None):
        """furnished: what another has left by move_out; this one begins as its copy."""
        self.shop, self.data, self.port = shop, shop.dir / name, free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.sessions = shop.dir / f"{name}-sessions"
        if furnished:
            self.move_in(furnished)
        else:
            self.init()
        self.process = shop.process(name, [BIN / "foyer-central", "serve", "--data", self.data,
                                           "--listen", f"127.0.0.1:{self.port}"])

    def init(self):
        out = subprocess.run([BIN / "foyer-central", "init", "--data", self.data, "--name", "Flow test"],
                             capture_output=True, text=True, check=True).stdout
        self.once = next(line.split(":", 1)[1].strip() for line in out.splitlines() if "one-time password" in line.lower())
        self.init_words = out

    def move_in(self, furnished):
        shutil.copytree(furnished / "data", self.data)
        shutil.copytree(furnished / "sessions", self.sessions)
        session = self.sessions / "session.json"
        session.write_text(json.dumps({**json.loads(session.read_text()), "central": self.url}))
        (self.shop.dir / "password.txt").write_text(self.PASSWORD)

    def move_out(self, furnished):
        """Ends, and leaves everything for others to begin with."""
        self.process.stop()
        shutil.copytree(self.data, furnished / "data", ignore=shutil.ignore_patterns("listen*", "lock"))
        shutil.copytree(self.sessions, furnished / "sessions")

    def start(self):
        self.process.start()
        wait_for("central answering", self.answers)
        return self

    def answers(self):
        try:
            with urllib.request.urlopen(f"{self.url}/v1/time?n=00112233445566778899aabbccddeeff", timeout=2) as reply:
                return reply.status == 200
        except OSError:
            assert self.process.running(), f"central ended: {self.process.tail()}"
            return False

    def first_login(self):
        (self.shop.dir / "once.txt").write_text(self.once)
        (self.shop.dir / "both.txt").write_text(f"{self.once}\n{self.PASSWORD}\n")
        (self.shop.dir / "password.txt").write_text(self.PASSWORD)
        self.ctl("login", "--user", "admin", "--password-file", self.shop.dir / "once.txt")
        self.ctl("passwd", "--password-file", self.shop.dir / "both.txt")
        return self.login()

    def login(self):
        self.ctl("login", "--user", "admin", "--password-file", self.shop.dir / "password.txt")
        return self

    def ctl(self, *args, check=True):
        done = subprocess.run([BIN / "foyerctl", "--state-dir", self.sessions, "--central", self.url, *map(str, args)],
                              capture_output=True, text=True, timeout=300)
        if check:
            assert done.returncode == 0, f"foyerctl {args[0]}: exit {done.returncode}: {done.stderr}{done.stdout}"
            return done.stdout
        return done

    def json(self, *args):
        return json.loads(self.ctl(*args, "--json"))

    def rows(self, *args):
        """The list inside a --json answer."""
        answer = self.json(*args)
        if isinstance(answer, list):
            return answer
        return next(value for value in answer.values() if isinstance(value, list))

    def import_sample(self, change=None):
        if not change:
            return self.ctl("import", SAMPLE)
        sample = self.shop.dir / "sample"
        shutil.copytree(SAMPLE, sample, dirs_exist_ok=True)
        community = json.loads((sample / "community.json").read_text())
        change(community)
        (sample / "community.json").write_text(json.dumps(community, ensure_ascii=False))
        return self.ctl("import", sample)

    def notice(self, item_id, title, body="内容。", audience=None, file=None, **doc):
        """Publishes a small notice and returns the moment."""
        now = int(time.time())
        stamp = lambda s: time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime(s))
        payload = {"id": item_id, "kind": "notice", "status": "published",
                   "audience": audience or {"tags_any": ["all"], "buildings": [], "units": [], "exclude_tags": []},
                   "doc": {"id": item_id, "kind": "general", "issuer": "R-CS", "effective": stamp(now - 60),
                           "expires": stamp(now + 86400 * 2), "priority": 2, "pinned": True,
                           "lang": {"zh-CN": {"title": title, "summary": title, "body_md": body}}, "files": [], **doc}}
        path = self.shop.dir / f"{item_id}.json"
        path.write_text(json.dumps(payload, ensure_ascii=False))
        self.ctl("publish", path, *(["--file", file] if file else []))
        return time.monotonic()


class Display:
    def __init__(self, shop, size=(1080, 1920)):
        self.size = size
        read_fd, write_fd = os.pipe()
        self.child = subprocess.Popen(["Xvfb", "-displayfd", str(write_fd), "-screen", "0", f"{size[0]}x{size[1]}x24",
                                       "-nolisten", "tcp"], pass_fds=[write_fd], stdout=subprocess.DEVNULL,
                                      stderr=subprocess.DEVNULL)
        atexit.register(self.close)
        os.close(write_fd)
        with os.fdopen(read_fd) as pipe:
            self.name = ":" + pipe.readline().strip()
        self.x = xdisplay.Display(self.name)

    def close(self):
        self.child.kill()
        self.child.wait()

    def move(self, x, y):
        xtest.fake_input(self.x, X.MotionNotify, x=int(x), y=int(y))

    def press(self, down):
        xtest.fake_input(self.x, X.ButtonPress if down else X.ButtonRelease, 1)

    def tap(self, x, y):
        self.move(x, y)
        self.press(True)
        self.press(False)
        self.x.sync()

    def drag(self, x0, y0, x1, y1, steps=12):
        self.move(x0, y0)
        self.press(True)
        for i in range(1, steps + 1):
            self.move(x0 + (x1 - x0) * i / steps, y0 + (y1 - y0) * i / steps)
            self.x.sync()
            time.sleep(0.01)
        self.press(False)
        self.x.sync()

    def picture(self, path):
        from PIL import ImageGrab
        ImageGrab.grab(xdisplay=self.name).save(path)


class Terminal:
    """A terminal of one lobby: data folder, sync, kiosk on a display of its own."""

    def __init__(self, shop, central, lobby, name=None, size=(1080, 1920), kiosk_args=(), url=None, clock=None, glass=Display):
        name = name or lobby
        self.shop, self.central, self.lobby, self.glass = shop, central, lobby, glass
        self.data = shop.dir / name
        self.data.mkdir()
        self.trace_file = shop.dir / f"{name}.trace.json"
        self.display = None
        self.tapped = (0, 0, 0)
        self.size = size
        self.sync = shop.process(f"{name}-sync", [BIN / "foyer-sync", "--data", self.data, "--central", url or central.url,
                                                  "--time-scale", "20"])
        self.kiosk = shop.process(f"{name}-kiosk", [BIN / "foyer-kiosk", "--data", self.data, "--window",
                                                    f"{size[0]}x{size[1]}", "--panel-mm", "398x708", "--mount-bottom-mm", "620",
                                                    "--trace", self.trace_file, *kiosk_args])
        self.sync.env = self.kiosk.env = clock.env if clock else None

    # sync
    def word(self, name):
        """One of the words sync leaves for the kiosk."""
        path = self.data / "cache.db"
        if not path.exists():
            return None
        try:
            with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=30)) as db:
                row = db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
                return row[0] if row else None
        except sqlite3.OperationalError:
            return None

    def pair(self):
        if not self.sync.running():
            self.sync.start()
        code = wait_for("the pairing code", lambda: self.word("enrol_code"))
        self.central.ctl("pair", code, "--lobby", self.lobby)
        wait_for("the terminal live", self.live)
        return self

    def live(self):
        return self.word("state") == "live"

    def has_board(self):
        """The board of outcomes, which central makes by itself soon after an import, has come: content is at rest."""
        with contextlib.closing(sqlite3.connect(f"file:{self.data / 'cache.db'}?mode=ro", uri=True, timeout=30)) as db:
            return db.execute("SELECT 1 FROM item WHERE kind = 'outcome'").fetchone()

    def blobs(self):
        return sorted(p.name for p in (self.data / "blobs").glob("*"))

    def waiting(self):
        path = self.data / "outbox.db"
        if not path.exists():
            return 0
        with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=30)) as db:
            return db.execute("SELECT count(*) FROM entry WHERE settled_s IS NULL").fetchone()[0]

    # kiosk
    def show(self):
        if self.display is None:
            self.display = self.glass(self.shop, self.size)
            self.kiosk.env = {**(self.kiosk.env or {}), "DISPLAY": self.display.name}
        self.trace_file.unlink(missing_ok=True)
        self.kiosk.start()
        wait_for("the first picture", self.screen)
        return self

    def screen(self):
        """What is on the glass; None while nothing was drawn yet. A kiosk that has ended shows nothing more: nobody waits for it."""
        assert self.kiosk.running(), f"the kiosk ended: {self.kiosk.tail()}"
        try:
            return json.loads(self.trace_file.read_text())
        except (OSError, ValueError):
            return None

    def page(self):
        screen = self.screen()
        return screen["page"] if screen else None

    def words(self):
        screen = self.screen()
        return "\n".join(t["s"] for t in screen["texts"]) if screen else ""

    def flat(self):
        """All words without blanks and line breaks: lines wrap where they like."""
        return "".join(self.words().split())

    def shows(self, text):
        return "".join(text.split()) in self.flat()

    def wait_text(self, text, seconds=PATIENCE):
        try:
            wait_for(f"'{text}' on the screen of {self.lobby}", lambda: self.shows(text) or self.stays_and_sees(text), seconds)
        except AssertionError as error:
            raise AssertionError(f"{error}; it shows {self.page()}: {self.words()[:1500]}") from None

    def still_here(self):
        """As somebody who stands there: who is asked whether they are still there says so."""
        if self.target("over/stay") and any(self.shows(words) for words in IDLE_WORDS):
            self.tap("over/stay")

    def stays_and_sees(self, text):
        self.still_here()
        return self.shows(text)

    def wait_page(self, page, seconds=PATIENCE):
        try:
            wait_for(f"page {page}", lambda: (self.page() or "").split("/")[0] == page or self.still_here(), seconds)
        except AssertionError as error:
            raise AssertionError(f"{error}; it shows {self.page()}: {self.words()[:800]}") from None

    def wait_stood(self, page):
        """A reader has stood on this page long enough that a restart comes back to it."""
        place = self.data / "kiosk.place"
        wait_for(f"{page} kept as where somebody reads", lambda: place.exists() and place.read_text().split()[4:5] == [page])

    def target(self, target_id):
        screen = self.screen()
        if not screen:
            return None
        for target in reversed(screen["targets"]):
            if target["id"] == target_id:
                x, y = target["x"] + target["w"] / 2, target["y"] + target["h"] / 2
                if target["enabled"] and 0 <= x < self.size[0] and 0 <= y < self.size[1]:
                    return x, y
        return None

    def targets(self, prefix=""):
        screen = self.screen()
        return [t for t in screen["targets"] if t["id"].startswith(prefix)] if screen else []

    def tap(self, target_id, seconds=PATIENCE):
        """Touches a thing by its id; pages down for it when it lies below the edge. One call is one tap of the resident's (paging
        apart). Waits until the screen has answered."""
        end = time.monotonic() + seconds
        while True:
            place = self.target(target_id)
            if place and (self.stands(target_id, place) or time.monotonic() > end):
                break
            if place:
                continue
            down = self.page_down()
            if down and time.monotonic() < end:
                self.touch(down)
                self.rest()
                continue
            if time.monotonic() > end:
                raise AssertionError(f"no target '{target_id}' on {self.page()}; there are "
                                     f"{[t['id'] for t in self.targets()]}; words: {self.words()[:600]}")
            self.still_here()
            time.sleep(0.05)
        # A repeat at the same place within 400 ms counts once, on the clock of a screen that may be slow: a test must not be quicker.
        if abs(place[0] - self.tapped[0]) + abs(place[1] - self.tapped[1]) < 120:
            self.rest()
        self.touch(place)
        self.tapped = (*place, time.monotonic())

    def stands(self, target_id, place):
        """Whoever sees a page glide waits for it before the finger goes down."""
        if self.still_s() > 0.3:
            return True
        time.sleep(0.1)
        return self.target(target_id) == place

    def touch(self, place):
        before = self.trace_file.stat().st_mtime_ns
        self.display.tap(*place)
        with contextlib.suppress(AssertionError):  # there are touches to which nothing has to be said
            wait_for("an answer to the tap", lambda: not self.kiosk.running() or self.trace_file.stat().st_mtime_ns != before, 8, 0.01)

    def still_s(self):
        """For how long the screen has drawn nothing, by the disk's time, also when the test's is another."""
        return (time.clock_gettime_ns(time.CLOCK_REALTIME) - self.trace_file.stat().st_mtime_ns) / 1e9

    def rest(self, seconds=8, still_s=0.45):
        """Until the screen has drawn nothing for a moment; one that never rests is not waited for."""
        with contextlib.suppress(AssertionError):
            wait_for("a screen at rest", lambda: self.still_s() > still_s, seconds)

    def page_down(self):
        """The place of an enabled "page down" button, or None."""
        for target in self.targets():
            if target["id"].endswith("/page-down") and target["enabled"]:
                return target["x"] + target["w"] / 2, target["y"] + target["h"] / 2
        return None

    def read_to_the_end(self):
        """All words of a page, paging down as a reader does."""
        seen = self.flat()
        while self.page_down():
            self.touch(self.page_down())
            self.rest()  # the page glides
            seen += self.flat()
        return seen

    def go_home(self):
        if self.page() != "home":
            self.tap("home")
            self.wait_page("home")

    def stop(self):
        self.kiosk.stop()
        self.sync.stop()


furnished = {}  # by day and by what was changed: a folder


def central_with_sample(shop, change=None, env=None):
    """Central, begun and with the sample imported; change(community) makes the community another one. That is done once in a program
    (and once a day: the sample is always of today) and copied after that: each case has its own, and none waits for it again."""
    community = json.loads((SAMPLE / "community.json").read_text())
    if change:
        change(community)
    key = time.strftime("%F", time.gmtime(time.time() + 8 * 3600)), json.dumps(community)
    if key not in furnished:
        first = Central(shop, "first").start().first_login()
        first.import_sample(change)
        folder = pathlib.Path(tempfile.mkdtemp(prefix="foyer-flow-"))
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        first.move_out(folder)
        furnished[key] = folder
    central = Central(shop, furnished=furnished[key])
    central.process.env = env
    return central.start()


def lobby_with_sample(shop, lobby="T-B3-U1", clock=None, change=None, **terminal):
    """Central with the sample imported, and one lobby live and on the wall. clock: one that has not been moved yet."""
    central = central_with_sample(shop, change, clock.env if clock else None)
    return central, Terminal(shop, central, lobby, clock=clock, **terminal).pair().show()


def lobby_that_speaks(shop, volume=70):
    """The sound goes into a file, as fast as a loudspeaker would take it."""
    heard = shop.dir / "heard.raw"
    os.environ.update(SDL_AUDIODRIVER="disk", SDL_DISKAUDIOFILE=str(heard))

    def change(community):
        for terminal in community["terminals"]:
            terminal["voice"] = {"weekly": [{"days": [1, 2, 3, 4, 5, 6, 7], "from": "00:00", "to": "24:00", "volume": volume}]}

    return lobby_with_sample(shop, change=change)[1], heard


def run(*tests):
    """Runs the functions, each in a workshop of its own; prints a line each and a closing line; the exit code says it all."""
    wanted = sys.argv[1:]
    failed = 0
    chosen = [t for t in tests if not wanted or any(w in t.__name__ for w in wanted)]
    for test in chosen:
        shop = Workshop()
        began = time.monotonic()
        try:
            test(shop)
            bad = shop.sanitizer_words()
            assert not bad, f"a sanitizer spoke: {bad}"
            print(f"ok   {test.__name__} ({time.monotonic() - began:.1f} s)", flush=True)
        except Exception:
            failed += 1
            print(f"FAIL {test.__name__}", flush=True)
            traceback.print_exc()
            shop.logs()
        finally:
            shop.close()
    print(f"{len(chosen) - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


def post(url, body, headers=None):
    """A plain POST; status and decoded JSON, whatever the status."""
    request = urllib.request.Request(url, json.dumps(body).encode(), {"Content-Type": "application/json", **(headers or {})})
    try:
        with urllib.request.urlopen(request, timeout=60) as reply:
            return reply.status, json.loads(reply.read() or b"null")
    except urllib.error.HTTPError as error:
        return error.code, json.loads(error.read() or b"null")
