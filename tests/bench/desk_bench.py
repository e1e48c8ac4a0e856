"""The complaint desk under load, on the release build: fifty reports within a minute by touch, from the last tap to the receipt and from
there to a case that the office can read; the same with a disk that fills up and with a card that takes nothing; and ten fingers for a
minute. What was accepted is kept, what was not is said plainly: those are counts that have to agree, the rest stands beside its limit."""

import concurrent.futures
import json
import os
import pathlib
import random
import statistics
import struct
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "flow"))
from fingers import can_run, hammer, lobby_with_fingers  # noqa: E402
from lobby import SOURCE, Terminal, Workshop, lobby_with_sample, wait_for  # noqa: E402
from processes import Group  # noqa: E402
from resident import BINS, LIFT, receipt_code  # noqa: E402
from small_disk import SmallDisk, may_mount  # noqa: E402

MANY, MINUTE_S, HAMMER_S = 50, 60, 60
REST_S = 100  # longer than any visit without a touch
rows = []


def row(figure, unit, limit, value):
    rows.append({"figure": figure, "unit": unit, "value": round(value, 3), "limit": limit, "ratio": round(value / limit, 4) if limit
                 else None, "met": value <= limit})
    print(f"{figure:<72} {value:>9.2f} {unit:<4} limit {limit:7.2f}  {'met' if value <= limit else 'NOT MET'}", flush=True)


class Hand:
    """Touches what it saw once, as quickly as it may, without paging: a resident who knows the way."""

    def __init__(self, lobby):
        self.lobby, self.sent = lobby, []

    def report(self, way):
        """From home. Seconds from the tap that sends to the answer, and whether a receipt came."""
        for target in way[:-1]:
            self.lobby.tap(target)
        began = self.send("send")
        if self.lobby.target("send-again"):
            began = self.send("send-again")
        took = time.monotonic() - began
        kept = (self.lobby.page() or "").startswith("receipt/")
        if kept:
            self.sent.append(receipt_code(self.lobby))
        return took, kept

    def send(self, target):
        place = wait_for(target, lambda: self.lobby.target(target), 10, 0.005)
        time.sleep(0.5)  # twice at one place within 0.4 s counts once
        began = time.monotonic()
        self.lobby.display.tap(*place)
        wait_for("an answer", lambda: (self.lobby.page() or "").startswith("receipt/") or self.lobby.shows("没能收下")
                 or (target == "send" and self.lobby.target("send-again")), 20, 0.005)
        self.lobby.tapped = (*place, time.monotonic())
        return began


def report_all(lobby, count, taken, hand):
    for i in range(count):
        took, kept = hand.report((*(LIFT, BINS)[i % 2][:3], "place/here", "next", "send"))
        assert kept, lobby.words()
        taken.append(took * 1000)
        lobby.tap("written")
        lobby.wait_page("home")


def fifty_in_a_minute(shop):
    """In two lobbies at once: what stands at one place of the screen can be touched twice a second only, and Next, Send and "I have
    written it down" stand at one."""
    central, here = lobby_with_sample(shop)
    lobbies = [here, Terminal(shop, central, "T-B5-U1").pair().show()]
    hands, taken = [Hand(lobby) for lobby in lobbies], []
    group = Group([lobby.kiosk.child.pid for lobby in lobbies])
    began, cpu = time.monotonic(), group.cpu_s()
    with concurrent.futures.ThreadPoolExecutor(len(lobbies)) as pool:
        done = [pool.submit(report_all, lobby, MANY // 2, taken, hand) for lobby, hand in zip(lobbies, hands)]
        for future in done:
            future.result()
    whole, own = time.monotonic() - began, group.cpu_s() - cpu
    at_office = time.monotonic()
    wait_for("all of them at the office", lambda: not any(lobby.waiting() for lobby in lobbies), 120)
    wait_for("all of them as cases", lambda: len(central.rows("cases")) == MANY, 120)
    sent = {code for hand in hands for code in hand.sent}
    row(f"{MANY} reports by touch in two lobbies", "s", MINUTE_S, whole)
    row("touch of Send -> receipt, median", "ms", 500, statistics.median(taken))
    row("touch of Send -> receipt, p95", "ms", 1000, sorted(taken)[int(len(taken) * 0.95)])
    row("processor of the screen for one report, traces for this test included", "ms", 1000 * MINUTE_S / MANY, own * 1000 / MANY)
    row("last receipt -> all of them cases at the office", "s", 30, time.monotonic() - at_office)
    row("reports without a receipt of their own, or a case", "", 0, MANY - min(len(sent), len(central.rows("cases"))))


def without_room(shop, what, locked):
    central, lobby = lobby_with_sample(shop)
    disk, hand, refused, carried, taken = SmallDisk(lobby), Hand(lobby), 0, 0, []
    try:
        if locked:
            disk.lock()
        lobby.show()
        if not locked:
            disk.fill(200 << 10)
        for i in range(MANY):
            took, kept = hand.report((LIFT, BINS)[i % 2])
            taken.append(took * 1000)
            if kept:
                lobby.tap("written")
            else:
                refused += 1
                carried += lobby.shows("请用手机扫这个码")
                lobby.tap("finish")
                if lobby.target("yes"):
                    lobby.tap("yes")
            lobby.wait_page("home")
        disk.heal()
        kept = lobby.waiting()
        row(f"{what}: neither a receipt nor a word that it was not taken", "", 0, MANY - len(hand.sent) - refused)
        row(f"{what}: receipts for what is not on the disk", "", 0, len(hand.sent) - kept)
        row(f"{what}: refused without a code for the phone", "", 0, refused - carried)
        row(f"{what}: touch of Send -> answer, p95", "ms", 2000, sorted(taken)[int(len(taken) * 0.95)])
        print(f"    {what}: {len(hand.sent)} taken, {refused} refused", flush=True)
        lobby.sync.start()  # it was away: nothing left the disk meanwhile
        wait_for("what was taken at the office", lambda: len(central.rows("cases")) == len(hand.sent), 120)
    finally:
        disk.end()


def at_rest(group):
    """When the visit has ended and the home page stands there: what an open page holds is not what touches leave behind."""
    time.sleep(REST_S)
    return group.pss()


def ten_fingers(shop):
    _, lobby = lobby_with_fingers(shop)
    lobby.kiosk.stop()
    turns = shop.dir / "turns"
    watch = shop.dir / "turn_watch.so"
    flags = subprocess.check_output(["pkg-config", "--cflags", "sdl2"], text=True).split()
    subprocess.run(["cc", "-D_GNU_SOURCE", "-O2", "-shared", "-fPIC", *flags, "-o", watch, SOURCE / "tests/bench/turn_watch.c"], check=True)
    at = lobby.kiosk.argv.index("--trace")
    lobby.kiosk.argv[at:at + 2] = []
    lobby.kiosk.env = {**lobby.kiosk.env, "LD_PRELOAD": str(watch), "TURN_WATCH": str(turns)}
    lobby.kiosk.start()
    wait_for("a picture", lambda: turns.exists() and turns.stat().st_size > 160)
    dice, group = random.Random(5), Group([lobby.kiosk.child.pid])
    hammer(lobby, HAMMER_S / 2, dice, 2)  # of ten almost none counts: two fingers wander over the pages, so that all was drawn once
    half, skip = at_rest(group), turns.stat().st_size
    touches = hammer(lobby, HAMMER_S / 4, dice, 2) + hammer(lobby, HAMMER_S / 4, dice)
    full = at_rest(group)
    assert lobby.kiosk.running(), lobby.kiosk.tail()
    raw = turns.read_bytes()[skip // 16 * 16:]
    took = [struct.unpack_from("<qq", raw, at) for at in range(0, len(raw) // 16 * 16, 16)]
    own = sorted(cpu for _, cpu in took)
    row(f"two fingers, then ten: processor of a turn, p99 of {len(own)}", "ms", 16.7, own[int(len(own) * 0.99)] / 1e6)
    row("two fingers, then ten: memory at rest after twice as many touches", "%", 5, max(full / half - 1, 0) * 100)
    print(f"    {touches / HAMMER_S * 2:.0f} touches a second; longest turn {own[-1] / 1e6:.1f} ms of processor, "
          f"p99 in time that passed {sorted(t for t, _ in took)[int(len(took) * 0.99)] / 1e6:.1f} ms", flush=True)


def in_a_workshop(measure, *more):
    shop = Workshop()
    try:
        measure(shop, *more)
    finally:
        shop.close()


def main():
    print("load of the machine: " + " ".join(f"{part:.1f}" for part in os.getloadavg()))
    in_a_workshop(fifty_in_a_minute)
    if may_mount():
        in_a_workshop(without_room, "disk that fills up", False)
        in_a_workshop(without_room, "read-only card", True)
    if can_run():
        in_a_workshop(ten_fingers)
    out = SOURCE / "build/bench/desk.json"
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps({"load": os.getloadavg(), "rows": rows}, indent=2) + "\n")
    over = [r for r in rows if not r["met"]]
    print(f"{len(rows) - len(over)} of {len(rows)} limits met; written to build/bench/desk.json")
    return 1 if over else 0


sys.exit(main())
