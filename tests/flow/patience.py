"""Waiting for a fact, in every flow test: long, because machines are slow under sanitizers and do other things."""

import os
import time

PATIENCE = float(os.environ.get("FOYER_PATIENCE", "90"))  # seconds
STALL_S = 5  # of a turn of waiting: what is longer, the machine stood still for, and it counts for no more


def wait_for(what, check, seconds=PATIENCE, every=0.05):
    """Until check() is true; its value is returned. Fails with what was waited for, never with a bare time-out."""
    left, before = seconds, time.monotonic()
    while True:
        value = check()
        if value:
            return value
        if left < 0:
            raise AssertionError(f"waited {seconds:.0f} s in vain for: {what}")
        time.sleep(every)
        now = time.monotonic()
        left -= min(now - before, STALL_S)
        before = now
