#!/usr/bin/python3
"""Icons use only what the SVG reader really draws (path, rect, circle, one colour), and every icon that a page names exists."""
import pathlib
import re
import sys
from xml.etree import ElementTree

SOURCE = pathlib.Path(__file__).resolve().parents[2]
ICONS = SOURCE / "assets/icons"
ALLOWED = {"svg", "g", "path", "rect", "circle"}
NAMED = [r'ui_icon\([^;]*?"([a-z0-9-]+)"', r'flow_notice_card\([^,]+,\s*"([a-z0-9-]+)"', r'\.icon = "([a-z0-9-]+)"',
         r'\{"[a-z_/]+",\s*"([a-z0-9-]+)",\s*N_\(', r'\{"[a-z_]+", N_\("[^"]*"\), "([a-z0-9-]+)"\}']


def faults_of(path):
    root = ElementTree.parse(path).getroot()
    if root.get("viewBox") != "0 0 24 24":
        yield "is not drawn on the grid of 24 units"
    for element in root.iter():
        tag = element.tag.split("}")[-1]
        if tag not in ALLOWED:
            yield f"uses <{tag}>"
        for name in ("fill", "stroke"):
            if element.get(name, "none") not in ("none", "#000000"):
                yield f'has {name}="{element.get(name)}"'


def named():
    for path in (SOURCE / "app/kiosk").rglob("*.c"):
        text = path.read_text(encoding="utf-8")
        for pattern in NAMED:
            for match in re.finditer(pattern, text, re.S):
                yield match.group(1), path.relative_to(SOURCE)


def main():
    files = sorted(ICONS.glob("*.svg"))
    faults = [f"{path.name} {fault}" for path in files for fault in faults_of(path)]
    have, asked = {path.stem for path in files}, set(named())
    faults += [f"{where} names the icon {name}, which does not exist" for name, where in sorted(asked) if name not in have]
    assert len(asked) > 20, f"only {len(asked)} icons are found in the sources: did the calls change?"
    print("\n".join(faults) or f"{len(files)} icons, {len(asked)} uses")
    return 1 if faults else 0


sys.exit(main())
