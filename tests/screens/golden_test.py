#!/usr/bin/python3
"""Draws the pages of set.py and compares them with the golden pictures beside this file.

golden_test.py            compares; each that differs leaves NAME.got.png and NAME.diff.png in OUT (default build/screens)
golden_test.py --update   writes the golden pictures anew: look at every one before committing them
"""
import os
import pathlib
import sys
from concurrent.futures import ThreadPoolExecutor

import numpy
from PIL import Image

import rig
from set import pictures

GOLDEN = pathlib.Path(__file__).resolve().parent / "golden"
OUT = pathlib.Path(os.environ.get("FOYER_SCREENS_OUT", rig.SOURCE / "build/screens"))
LEVELS = 48  # a pixel differs when one of its colours is off by more: antialiasing and the goldens' palette stay below
SHARE = 0.0005  # so much of a picture may differ: one character more is above that


def differing(golden, got):
    """For each pixel whether it differs."""
    a, b = (numpy.asarray(p.convert("RGB"), dtype=numpy.int16) for p in (golden, got))
    return numpy.abs(a - b).max(axis=2) > LEVELS


def keep(picture, path):
    """256 colours keep the files small: the commonest exactly, the others by colours that cover the rare ones too. Where one would
    still get lost all are kept."""
    picture = picture.convert("RGB")
    common = [part for _, color in sorted(picture.getcolors(1 << 24), reverse=True)[:96] for part in color]
    cover = picture.quantize(128, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).getpalette()[:3 * 128]
    palette = Image.new("P", (1, 1))
    palette.putpalette(common + cover)
    few = picture.quantize(palette=palette, dither=Image.Dither.NONE)
    (picture if differing(few, picture).mean() > SHARE / 20 else few).save(path, optimize=True)


def compare(golden, got, diff_path):
    """None, or one sentence; the difference stands in red over the pale picture."""
    if golden.size != got.size:
        return f"is {got.size[0]}x{got.size[1]}, golden is {golden.size[0]}x{golden.size[1]}"
    off = differing(golden, got)
    share = off.mean()
    if share <= SHARE:
        return None
    pale = (numpy.asarray(got.convert("RGB"), dtype=numpy.int16) // 3 + 170).astype(numpy.uint8)
    pale[off] = (220, 0, 0)
    Image.fromarray(pale).save(diff_path)
    rows = numpy.flatnonzero(off.any(axis=1))
    return f"differs in {share:.2%} of its pixels, rows {rows[0]} to {rows[-1]}"


def check(cache, work, shot, update):
    name, page, panel, lang, mode = shot
    out = pathlib.Path(work) / f"{name}.png"
    drawn = rig.draw(cache, out, page, panel, lang, mode)
    if drawn is not True:
        return f"{name}: was not drawn: {drawn}"
    with Image.open(out) as got:
        if update:
            keep(got, GOLDEN / f"{name}.png")
            return None
        path = GOLDEN / f"{name}.png"
        if not path.exists():
            got.save(OUT / f"{name}.got.png")
            return f"{name}: has no golden picture; run tests/screens/golden_test.py --update and look at it"
        with Image.open(path) as golden:
            why = compare(golden, got, OUT / f"{name}.diff.png")
        if why:
            got.save(OUT / f"{name}.got.png")
            return f"{name}: {why}; see {OUT / name}.diff.png"
    return None


def main():
    update = "--update" in sys.argv[1:]
    OUT.mkdir(parents=True, exist_ok=True)
    GOLDEN.mkdir(exist_ok=True)
    shots = list(pictures())
    with rig.folder() as work:
        cache = rig.make_cache(work)
        with ThreadPoolExecutor(2) as pool:
            faults = [f for f in pool.map(lambda shot: check(cache, work, shot, update), shots) if f]
    strays = {p.stem for p in GOLDEN.glob("*.png")} - {shot[0] for shot in shots}
    faults += [f"{stray}: is a golden picture that no line of set.py asks for" for stray in sorted(strays)]
    print("\n".join(faults) or f"{len(shots)} pictures {'written' if update else 'as they should be'}")
    return 1 if faults else 0


sys.exit(main())
