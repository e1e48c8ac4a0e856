#!/usr/bin/python3
"""Draws the pages of set.py and compares them with what is kept beside this file: of each picture the SHA-256 of all its pixels
(golden/pixels.txt) and a view at a quarter of its size (golden/NAME.png), so that a difference can also be looked at.

golden_test.py            compares; each that differs leaves NAME.got.png and NAME.diff.png in OUT (default build/screens)
golden_test.py --update   keeps the pictures as they are now: look at every one (scripts/gallery) before committing them
"""
import hashlib
import os
import pathlib
import sys
from concurrent.futures import ThreadPoolExecutor

import numpy
from PIL import Image

import rig
from set import pictures

GOLDEN = pathlib.Path(__file__).resolve().parent / "golden"
PIXELS = GOLDEN / "pixels.txt"
OUT = pathlib.Path(os.environ.get("FOYER_SCREENS_OUT", rig.SOURCE / "build/screens"))
PART = 4  # one of so many rows and columns is kept
COLOURS = 32
LEVELS = 40  # a pixel of the small view differs when one of its colours is off by more: the kept palette stays below


def view(picture):
    """The small view that is kept, before its colours are reduced."""
    return picture.resize((picture.width // PART, picture.height // PART), Image.Resampling.BOX)


def digest(picture):
    return hashlib.sha256(picture.tobytes()).hexdigest()


def read_digests():
    if not PIXELS.exists():
        return {}
    return dict(line.split() for line in PIXELS.read_text(encoding="utf-8").splitlines())


def show_difference(name, got):
    """What differs in the view stands in red over it; how much, in words."""
    path = GOLDEN / f"{name}.png"
    got.save(OUT / f"{name}.got.png")
    if not path.exists():
        return "has no golden picture; run tests/screens/golden_test.py --update and look at it"
    small = view(got)
    with Image.open(path) as golden:
        if golden.size != small.size:
            return f"is {small.size[0]}x{small.size[1]} at a quarter, golden is {golden.size[0]}x{golden.size[1]}"
        a, b = (numpy.asarray(p.convert("RGB"), dtype=numpy.int16) for p in (golden, small))
    off = numpy.abs(a - b).max(axis=2) > LEVELS
    if not off.any():
        return f"differs in pixels too fine for the view; see {OUT / name}.got.png"
    pale = (b // 3 + 170).astype(numpy.uint8)
    pale[off] = (220, 0, 0)
    Image.fromarray(pale).save(OUT / f"{name}.diff.png")
    rows = numpy.flatnonzero(off.any(axis=1)) * PART
    return f"differs in {off.mean():.2%} of the view, rows {rows[0]} to {rows[-1]}; see {OUT / name}.diff.png"


def check(work, name, kept, update):
    """(name, digest, None or one sentence)"""
    path = pathlib.Path(work) / f"{name}.png"
    with Image.open(path) as file:
        got = file.convert("RGB")
    path.unlink()
    now = digest(got)
    if kept.get(name) == now and (GOLDEN / f"{name}.png").exists():
        return name, now, None
    if update:
        view(got).quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(GOLDEN / f"{name}.png", optimize=True)
        return name, now, None
    return name, now, show_difference(name, got)


def half(cache, work, shots, kept, update):
    why = rig.draw_all(cache, work, shots)
    if why:
        return [(shots[0][0], "", f"and those after it were not drawn: {why}")]
    return [check(work, shot[0], kept, update) for shot in shots]


def main():
    update = "--update" in sys.argv[1:]
    OUT.mkdir(parents=True, exist_ok=True)
    GOLDEN.mkdir(exist_ok=True)
    shots, kept = list(pictures()), read_digests()
    with rig.folder() as work:
        cache = rig.make_cache(work)
        with ThreadPoolExecutor(2) as pool:
            halves = list(pool.map(lambda part: half(cache, work, part, kept, update), (shots[0::2], shots[1::2])))
    results = sorted(halves[0] + halves[1])
    faults = [f"{name}: {why}" for name, _, why in results if why]
    names = {shot[0] for shot in shots}
    strays = {path.stem for path in GOLDEN.glob("*.png")} - names
    if update and not faults:
        PIXELS.write_text("".join(f"{name} {now}\n" for name, now, _ in results), encoding="utf-8")
        for stray in strays:
            (GOLDEN / f"{stray}.png").unlink()
    elif not update:
        faults += [f"{stray}: is a golden picture that set.py does not ask for" for stray in sorted(strays)]
    print("\n".join(faults) or f"{len(shots)} pictures {'kept' if update else 'as they should be'}")
    return 1 if faults else 0


sys.exit(main())
