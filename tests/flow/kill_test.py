"""After a receipt code is on the screen, kill -9 of anything at any moment loses nothing: at least 100 random kills across
kiosk, sync and central while a resident files complaints by touch."""

import contextlib
import os
import random
import sqlite3
import threading
import time

from lobby import PATIENCE, lobby_with_sample, run, wait_for
from resident import LEAK, complain, item_id

KILLS = int(os.environ.get("FOYER_KILLS", "102"))
RECEIPTS = 10  # at least; fewer would test little. A slow machine is killed more often until it has given them
LONGEST_S = 420


def a_hundred_kills_lose_nothing(shop):
    central, lobby = lobby_with_sample(shop)
    seed = int(os.environ.get("FOYER_SEED", time.time()))
    print(f"     seed {seed}")
    dice = random.Random(seed)
    codes, kills, enough = set(), {"kiosk": 0, "sync": 0, "central": 0}, threading.Event()

    def killer():
        victims = {"kiosk": lobby.kiosk, "sync": lobby.sync, "central": central.process}
        while not enough.is_set():
            time.sleep(dice.uniform(0.05, 1.8))
            name = dice.choices(list(victims), weights=[1, 5, 5])[0]
            if victims[name].running():
                victims[name].kill()
                kills[name] += 1
            for other in ("sync", "central"):
                if not victims[other].running() and dice.random() < 0.8:
                    with contextlib.suppress(AssertionError):
                        victims[other].start()

    thread = threading.Thread(target=killer)
    thread.start()
    end = time.monotonic() + LONGEST_S
    while (sum(kills.values()) < KILLS or len(codes) < RECEIPTS) and time.monotonic() < end:
        try:
            if not lobby.kiosk.running():
                lobby.show()
            codes.add(complain(lobby, LEAK))
            if dice.random() < 0.4:  # the moment that matters: the code has just been read
                lobby.kiosk.kill()
                kills["kiosk"] += 1
                continue
            lobby.tap("written", 5)
        except (AssertionError, OSError):
            # The kiosk died under the finger, before the code: what had no code on the screen was never promised.
            if lobby.kiosk.running():
                with contextlib.suppress(AssertionError, OSError):
                    lobby.tap("finish", 2)
    enough.set()
    thread.join()
    for process in (central.process, lobby.sync):
        if not process.running():
            process.start()
    wait_for("central", central.answers)
    wait_for("an empty outbox", lambda: lobby.waiting() == 0, 2 * PATIENCE)
    filed = f"{sum(kills.values())} kills, {len(codes)} complaints: the test did not test"
    assert sum(kills.values()) >= KILLS and len(codes) >= RECEIPTS, filed
    numbers = [case["number"] for case in central.rows("cases")]
    assert len(numbers) == len(set(numbers))
    assert len(numbers) >= len(codes), f"{len(codes)} codes were shown, {len(numbers)} cases arrived"

    org, site = lobby.word("org"), lobby.word("site")
    months = {time.strftime("%Y-%m", time.gmtime(time.time() + 8 * 3600 - 3600 * h)) for h in (0, 1)}

    def items():
        with contextlib.closing(sqlite3.connect(f"file:{lobby.data}/cache.db?mode=ro", uri=True, timeout=60)) as db:
            return {row[0] for row in db.execute("SELECT id FROM item WHERE kind = 'case'")}

    wait_for("an answer item for every case", lambda: len(items()) >= len(numbers), 2 * PATIENCE)
    there = items()
    lost = [code for code in codes if not any(item_id(code, org, site, month) in there for month in months)]
    assert not lost, f"{len(lost)} of {len(codes)} codes open nothing"
    assert len(there) == len(numbers), f"{len(numbers)} cases have {len(there)} answers"
    print(f"     {sum(kills.values())} kills {kills}; {len(codes)} receipts shown, {len(numbers)} cases, none lost")


run(a_hundred_kills_lose_nothing)
