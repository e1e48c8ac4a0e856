"""A cache of the sample content and pictures of its pages, for the tests of this folder."""
import json
import os
import pathlib
import shutil
import subprocess
import tempfile

from set import LOBBY, NOW

SOURCE = pathlib.Path(__file__).resolve().parents[2]
BIN = pathlib.Path(os.environ.get("FOYER_BIN", SOURCE / "build/test/bin"))


def make_cache(folder, lobby=LOBBY, change=None):
    """`change` is given the sample's notices, to be changed in place."""
    cache, sample = pathlib.Path(folder) / "cache", SOURCE / "assets/sample"
    cache.parent.mkdir(exist_ok=True)
    if change:
        sample = shutil.copytree(sample, cache.parent / "sample")
        notices = json.loads((sample / "notices.json").read_text(encoding="utf-8"))
        change(notices["notices"])
        (sample / "notices.json").write_text(json.dumps(notices, ensure_ascii=False), encoding="utf-8")
    subprocess.run([BIN / "make_cache", sample, cache, lobby, NOW], check=True, timeout=60)
    return cache


def draw(cache, out, page, panel, lang, mode, trace=None):
    """True, or the program's own words."""
    argv = [BIN / "foyer-kiosk", "--snapshot", out, "--cache", cache, "--page", page, "--size", panel[0], "--panel-mm", panel[1],
            "--lang", lang, "--now", NOW, "--mode", mode]
    if trace:
        argv += ["--trace", trace]
    done = subprocess.run(argv, capture_output=True, text=True, timeout=300, check=False)
    return True if done.returncode == 0 else done.stderr.strip() or f"ended with {done.returncode}"


def draw_all(cache, folder, shots, kind="png"):
    """Draws (name, page, panel, lang, mode) as NAME.png into the folder with one process; None, or its words. With the kind "json" only
    what each picture says and where it can be touched."""
    folder = pathlib.Path(folder)
    lines = [f"{page} {panel[0]} {panel[1]} {lang} {mode or '-'} {folder / name}.{kind}" for name, page, panel, lang, mode in shots]
    with tempfile.NamedTemporaryFile("w", suffix=".list", encoding="utf-8") as listed:
        listed.write("\n".join(lines) + "\n")
        listed.flush()
        argv = [BIN / "foyer-kiosk", "--snapshots", listed.name, "--cache", cache, "--now", NOW]
        done = subprocess.run(argv, capture_output=True, text=True, timeout=580, check=False)
    return None if done.returncode == 0 else done.stderr.strip() or f"ended with {done.returncode}"


def pages(cache):
    argv = [BIN / "foyer-kiosk", "--list-pages", "--cache", cache]
    done = subprocess.run(argv, capture_output=True, text=True, timeout=300, check=True)
    return done.stdout.split()


def folder():
    return tempfile.TemporaryDirectory(prefix="foyer-screens-")
