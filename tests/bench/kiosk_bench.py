"""How fast and how light the screen is: Foyer's real programs beside Chromium in kiosk mode with the same notices as a static page,
in one run, on the same virtual display, both watched by the same eye (eye.py). Then Foyer alone: scrolling and endurance."""

import json
import os
import pathlib
import statistics
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "flow"))
from eye import Eye  # noqa: E402
from lobby import BIN, SOURCE, Display, Workshop, lobby_with_sample, wait_for  # noqa: E402
from processes import Group  # noqa: E402
from rival import Rival  # noqa: E402

SIZE = (1080, 1920)
STARTS, TAPS, IDLE_S = 7, 60, 20
rows = []


def row(figure, unit, limit, foyer, chromium=None):
    """`limit`: of the ratio to Chromium; without a Chromium, of the figure itself."""
    ratio = foyer / chromium if chromium else None
    good = ratio <= limit if chromium else foyer <= limit
    rows.append({"figure": figure, "unit": unit, "foyer": round(foyer, 3), "chromium": chromium and round(chromium, 3),
                 "ratio": ratio and round(ratio, 4), "limit": round(limit, 4), "met": good})
    rival = f"{chromium:>10.2f} {unit:<4} ratio {ratio:6.3f}" if chromium else f"{'':>28}"
    print(f"{figure:<56} {foyer:>9.2f} {unit:<4} {rival}  limit {limit:7.3f}  {'met' if good else 'NOT MET'}", flush=True)


class Foyer:
    """The kiosk as on a board: without a trace, which costs time. Where to touch was learned from a run with one."""

    def __init__(self, shop, terminal, display):
        self.terminal, self.display = terminal, display
        argv = [BIN / "foyer-kiosk", "--data", terminal.data, "--window", f"{SIZE[0]}x{SIZE[1]}", "--panel-mm", "398x708",
                "--mount-bottom-mm", "620"]
        self.process = shop.process("bench-kiosk", argv, {"DISPLAY": display.name})
        self.there, self.back = None, None

    def learn(self):
        self.terminal.show()
        self.there = self.terminal.target("notices")
        self.terminal.tap("notices")
        self.terminal.wait_page("notices")
        self.back = self.terminal.target("home")
        self.terminal.kiosk.stop()

    def start(self):
        self.process.start()

    def stop(self):
        self.process.stop()

    def pids(self):
        return [self.process.child.pid, self.terminal.sync.child.pid]


def look_at_start(program, eye):
    """What the program shows once it has come to rest: what every further start is compared with."""
    eye.blank()
    program.start()
    picture = eye.wait_still(1.0)
    program.stop()
    return picture


def measure_start(program, eye, wanted):
    taken = []
    for _ in range(STARTS):
        eye.blank()
        began = time.monotonic()
        program.start()
        eye.wait_for_picture(wanted)
        taken.append((time.monotonic() - began) * 1000)
        time.sleep(0.3)
        program.stop()
    return statistics.median(taken)


def measure_taps(program, eye, display):
    """The program runs and shows its first page. From the touch to the first changed row of pixels, away from the button."""
    first = eye.wait_still(0.5)
    display.tap(*program.there)
    second = eye.wait_still(0.5)
    line = eye.telling_row(first, second, (program.there[1], program.back[1]))
    taken = []
    for i in range(TAPS):
        time.sleep(0.45)  # two quick touches count as one
        before = eye.row(line)
        began = time.monotonic()
        display.tap(*(program.back if i % 2 == 0 else program.there))
        eye.wait_row_differs(line, before)
        taken.append((time.monotonic() - began) * 1000)
    taken.sort()
    return statistics.median(taken), taken[int(len(taken) * 0.95)]


def measure_idle(program):
    """A standing page: the seconds are chosen so that the clock's minute does not change among them."""
    wait_for("the middle of a minute", lambda: 3 <= time.time() % 60 <= 58 - IDLE_S, 60, 0.1)
    first, group = Group(program.pids()[:1]), Group(program.pids())
    cpu, turns, own = group.cpu_s(), group.switches(), first.switches()
    time.sleep(IDLE_S)
    return (group.cpu_s() - cpu) / IDLE_S * 100, group.switches() - turns, first.switches() - own


def measure(program, eye, display):
    """One program's figures, in the order of a day: start, touches, memory, rest."""
    wanted = look_at_start(program, eye)
    start = measure_start(program, eye, wanted)
    program.start()
    eye.wait_for_picture(wanted)
    median, p95 = measure_taps(program, eye, display)
    display.tap(*program.there)
    eye.wait_still(1.0)
    memory = Group(program.pids()).pss() / 2**20
    cpu, turns, own = measure_idle(program)
    program.stop()
    return {"start": start, "median": median, "p95": p95, "memory": memory, "cpu": cpu, "turns": turns, "own": own}


def compare(shop):
    _, terminal = lobby_with_sample(shop)
    terminal.kiosk.stop()
    terminal.sync.stop()
    terminal.display.close()
    display = terminal.display = Display(shop, SIZE)
    terminal.kiosk.env = {"DISPLAY": display.name}
    terminal.sync.argv = terminal.sync.argv[:-2]  # from here on its time runs as ours does
    terminal.sync.start()
    wait_for("sync live again", terminal.live)
    wait_for("the last of the content", terminal.has_board, 90)
    eye = Eye(display)
    foyer = Foyer(shop, terminal, display)
    foyer.learn()
    ours = measure(foyer, eye, display)
    theirs = measure(Rival(shop, terminal, display, SIZE), eye, display)
    row(f"exec -> first full content, median of {STARTS}", "ms", 1 / 5, ours["start"], theirs["start"])
    row("memory of all processes (PSS) after page changes", "MiB", 1 / 8, ours["memory"], theirs["memory"])
    row(f"touch -> changed frame, median of {TAPS}", "ms", 1 / 2, ours["median"], theirs["median"])
    row(f"touch -> changed frame, p95 of {TAPS}", "ms", 1 / 2, ours["p95"], theirs["p95"])
    row(f"processor over {IDLE_S} idle seconds", "%", 1 / 10, ours["cpu"], theirs["cpu"])
    row(f"wake-ups in {IDLE_S} idle seconds, kiosk and sync", "", 1 / 10, ours["turns"], theirs["turns"])
    row(f"wake-ups in {IDLE_S} idle seconds, kiosk alone", "", 1 / 10, ours["own"], theirs["turns"])
    return terminal, display


def alone(terminal, display):
    """Foyer's own library, driven without the waiting between touches."""
    build = SOURCE / "build/bench"
    subprocess.run(["cmake", "-S", SOURCE, "-B", build, "-G", "Ninja", "--log-level=WARNING", "-DCMAKE_BUILD_TYPE=Release",
                    "-DCMAKE_C_FLAGS_RELEASE=-O2 -g1", "-DFOYER_TESTS=OFF", "-DFOYER_BENCH=ON"], check=True,
                   stdout=subprocess.DEVNULL)
    subprocess.run(["cmake", "--build", build, "--target", "kiosk_drive", "foyer_share"], check=True, stdout=subprocess.DEVNULL)
    terminal.sync.stop()
    done = subprocess.run([build / "bin/kiosk_drive", terminal.data, build / "share"], capture_output=True, text=True, check=True,
                          env={**os.environ, "DISPLAY": display.name})
    told = json.loads(done.stdout)
    row(f"scrolling 2,000 characters, p99 of {told['frames']} frames", "ms", 16.7, told["p99_ms"])
    row("the same, processor time of the frame alone", "ms", 16.7, told["own_p99_ms"])
    row("10,000 page changes: memory beyond that after 500", "%", 2, told["pages_growth_pct"])
    row("1,000 bulletin swaps: memory beyond that after 500", "%", 2, told["swaps_growth_pct"])
    print("milliseconds of a scrolling frame: " + "  ".join(f"<{b['below_ms']:g}: {b['count']}" for b in told["histogram"]))
    return told


def main():
    shop = Workshop()
    try:
        terminal, display = compare(shop)
        told = alone(terminal, display)
    finally:
        shop.close()
    out = SOURCE / "build/bench/kiosk.json"
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps({"rows": rows, "alone": told}, indent=2) + "\n")
    over = [r for r in rows if not r["met"]]
    print(f"{len(rows) - len(over)} of {len(rows)} limits met; written to build/bench/kiosk.json")
    return 1 if over else 0


sys.exit(main())
