#!/usr/bin/python3
"""Figures stand below each other: in both faces that are shipped every digit is as wide as every other."""
import os
import pathlib
import sys

from PIL import ImageFont

SHARE = pathlib.Path(os.environ["FOYER_BIN"]).parent / "share"


def main():
    faults = []
    for face in ("regular", "bold"):
        font = ImageFont.truetype(str(SHARE / f"fonts/foyer-{face}.otf"), 100)
        widths = {digit: font.getlength(digit) for digit in "0123456789"}
        if len(set(widths.values())) != 1:
            faults.append(f"foyer-{face}: digits differ in width: {widths}")
    print("\n".join(faults) or "all digits are equally wide")
    return 1 if faults else 0


sys.exit(main())
