#!/usr/bin/python3
"""Painting only what differs gives the same pixels as painting all: random walks through the sample's pages (damage_play)."""
import subprocess
import sys

import rig


def main():
    with rig.folder() as work:
        cache = rig.make_cache(work)
        for seed in ("1", "2"):
            done = subprocess.run([rig.BIN / "damage_play", cache, rig.BIN.parent / "share", seed], capture_output=True, text=True,
                                  timeout=300, check=False)
            print(f"walk {seed}: {done.stdout}{done.stderr}", end="")
            if done.returncode:
                return 1
    return 0


sys.exit(main())
