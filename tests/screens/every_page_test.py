#!/usr/bin/python3
"""Draws every page of the sample once, languages, panels and modes taking turns, and reads the picture's words and targets: nothing
runs off the screen, type keeps its millimetres, what can be touched is large enough, within reach, does not overlap and says its words
whole, home keeps its notice and its list, danger its address.

every_page_test.py [MODE]   every page upright in MODE as well: slow, all that a mode changes ("" is a mode)"""
import json
import pathlib
import re
import sys
from concurrent.futures import ThreadPoolExecutor

import rig
from set import EXTREME_PAGES, EXTREMES, LANDSCAPE, PORTRAIT, SHOP, SMALL, SMALL_PANELS, form_readings

TURNS = [(PORTRAIT, "zh-CN", ""), (LANDSCAPE, "en", ""), (SMALL, "zh-CN", ""), (PORTRAIT, "en", "large"), (LANDSCAPE, "zh-CN", "large"),
         (SMALL, "en", ""), (PORTRAIT, "zh-CN", "low"), (LANDSCAPE, "en", "low"), (SMALL, "zh-CN", "large"), (PORTRAIT, "en", "contrast,low,large"),
         (SMALL, "en", "large")]
TARGET_MM, TARGET_LARGE_MM = 15, 20
REACH_MM, HANGS_AT_MM = 1220, 620  # the lobby's record says that its panel hangs so high
LINE = 1.4  # a line box, in heights of its type
TYPE_MM, TYPE_LARGE_MM = 9, 14  # on a small panel the words of keys and lines keep 9 mm in every mode
KEY_MM = 25  # the digits' keys
PLACE = {"zh-CN": ("禾汀路1号", "一层大堂"), "en": ("Unit 1", "Shili City")}  # the first and last words of the address to read out
NO_TOUCH = "T-GARAGE"
NO_TOUCH_SAYS = {"zh-CN": ("禾汀路1号", "3号门内", "110", "119", "120"), "en": ("Garage entrance", "Shili City", "110", "119", "120")}
HEADER_PART, LOW_PART = 0.115, 0.4  # of an upright panel: the header and a strip end, low buttons have not begun
NEAR = {"zh-CN": "本楼今明两天", "en": "Here today and tomorrow"}
BARE = {"danger", "pairing"}


def numbers(panel):
    w, h = map(int, panel[0].split("x"))
    mm = min(map(int, panel[1].split("x")))
    return w, h, min(w, h) / mm


def overlap(a, b):
    w = min(a["x"] + a["w"], b["x"] + b["w"]) - max(a["x"], b["x"])
    h = min(a["y"] + a["h"], b["y"] + b["h"]) - max(a["y"], b["y"])
    return w > 1 and h > 1


def out_of_reach(target, panel, mode):
    """Why this target stands too high, or None."""
    _, h, px_mm = numbers(panel)
    top_mm = HANGS_AT_MM + (h - target["y"]) / px_mm
    if top_mm > REACH_MM + 0.5:
        return f"target {target['id']} ends {top_mm:.0f} mm above the floor"
    if "low" in mode and panel not in SMALL_PANELS and target["y"] < h // 2:
        return f"target {target['id']} stands in the upper half"
    return None


def faults_of(screen, panel, page, mode):
    w, h, px_mm = numbers(panel)
    least = TARGET_LARGE_MM if "large" in mode else TARGET_MM
    if not screen["texts"]:
        yield "shows no word"
    for text in screen["texts"]:
        if text["x"] < 0 or text["x"] + text["w"] > w + 1:
            yield f"'{text['s'][:30]}' runs off the side"
        if text["h"] < least_type(panel, mode) * LINE * px_mm - 3:
            yield f"'{text['s'][:30]}' is only {text['h'] / px_mm / LINE:.1f} mm high"
    targets = screen["targets"]
    for i, target in enumerate(targets):
        name = target["id"]
        if target["x"] < 0 or target["y"] < 0 or target["x"] + target["w"] > w or target["y"] + target["h"] > h:
            yield f"target {name} lies outside the screen"
        edge = target["y"] + target["h"] >= h - 1
        if why := out_of_reach(target, panel, mode):
            yield why
        if target["w"] < least * px_mm - 1 or (target["h"] < least * px_mm - 1 and not cut(target, targets, edge)):
            yield f"target {name} is only {target['w'] / px_mm:.0f} x {target['h'] / px_mm:.0f} mm"
        if not target["label"].strip():
            yield f"target {name} has no label"
        for other in targets[i + 1:]:
            if overlap(target, other):
                yield f"targets {name} and {other['id']} overlap"
    ids = [t["id"] for t in targets]
    for name in {i for i in ids if ids.count(i) > 1}:
        yield f"two targets are called {name}"
    if page.split("/")[0] not in BARE and "danger" not in ids:
        yield "danger is not one tap away"
    if "easier" not in ids:
        yield "easier to read is not one tap away"


    yield from words_of_targets(screen)
    yield from page_faults(screen, panel, page, mode)


def least_type(panel, mode):
    if "large" not in mode:
        return TYPE_MM
    return TYPE_MM if panel in SMALL_PANELS else TYPE_LARGE_MM


def inside(text, target):
    return (text["x"] >= target["x"] - 2 and text["x"] + text["w"] <= target["x"] + target["w"] + 2 and
            text["y"] + text["h"] / 2 >= target["y"] and text["y"] + text["h"] / 2 <= target["y"] + target["h"])


def words_of_targets(screen):
    """Keys and tiles say their words whole: not cut short, not broken inside, not outside their frame."""
    for target in screen["targets"]:
        if target["id"].startswith("slide") or target["id"].startswith("strip"):
            continue
        is_row = "/" in target["id"] and not target["id"].startswith(("category", "digit", "key"))  # a list's row says more than its label
        whole = set() if is_row else set(re.findall("[A-Za-z]+", target["label"]))
        for text in screen["texts"]:
            if not inside(text, target):
                continue
            if re.search("[^ …]…$", text["s"]):  # "privacy, praise …" is said so
                yield f"target {target['id']} says only '{text['s']}'"
            for part in re.findall("[A-Za-z]+", text["s"]):
                if part not in whole and any(len(part) < len(word) and (word.startswith(part) or word.endswith(part)) for word in whole):
                    yield f"target {target['id']} breaks a word: '{text['s']}' of '{target['label']}'"


def page_faults(screen, panel, page, mode):
    h, px_mm = numbers(panel)[1:]
    texts, lang = screen["texts"], screen["lang"]
    said = "".join(text["s"] for text in texts).replace(" ", "")
    if page == "home":
        if not any(target["id"] == "slide" for target in screen["targets"]) and "1–4" not in said and "1—4" not in said:
            yield "has no notice"
        says_it_itself = panel == SHOP and "large" in mode and "9:00–15:00" in said  # the slide shows what the list would
        if panel not in SMALL_PANELS and not says_it_itself and NEAR[lang].replace(" ", "") not in said:
            yield f"has no list '{NEAR[lang]}'"
    if page == "danger":
        floor = min((target["y"] for target in screen["targets"] if target["id"] in ("back", "home")), default=h)
        seen = "".join(text["s"] for text in texts if text["y"] + text["h"] <= floor + 2).replace(" ", "")
        for words in PLACE[lang]:
            if words.replace(" ", "") not in seen:
                yield f"does not show '{words}' of the address"
    if mode == "low" and panel == PORTRAIT and any(target["id"].endswith("/page-down") for target in screen["targets"]):
        if not any(HEADER_PART * h < text["y"] < LOW_PART * h for text in texts):
            yield "leaves the room above its low buttons empty, and has more to say"
    for target in screen["targets"]:
        if target["id"].startswith("digit/") and panel not in SMALL_PANELS and target["h"] < KEY_MM * px_mm - 1:
            yield f"key {target['id']} is only {target['h'] / px_mm:.1f} mm high"


def cut(target, targets, edge):
    """A row at the border of a scroll area shows only part of itself."""
    return edge or any("/page-" in other["id"] for other in targets)


def check(job):
    cache, work, number, page, turn = job
    panel, lang, mode = turn
    stem = pathlib.Path(work) / f"page{number}"
    drawn = rig.draw(cache, f"{stem}.png", page, panel, lang, mode, f"{stem}.json")
    where = f"{page} ({lang}, {panel[0]}{', ' + mode if mode else ''})"
    if drawn is not True:
        return [f"{where}: was not drawn: {drawn}"]
    screen = json.loads(pathlib.Path(f"{stem}.json").read_text(encoding="utf-8"))
    return [f"{where}: {fault}" for fault in faults_of(screen, panel, page, mode)]


def check_form(cache, work):
    """Every step of the form, read only; and "finish and clear" stands on every step where it stands on the first."""
    folder = pathlib.Path(work) / "form"
    folder.mkdir()
    shots, faults, finish = list(form_readings()), [], {}
    drawn = rig.draw_all(cache, folder, shots, "json")
    if drawn:
        return [f"the form was not drawn: {drawn}"]
    for name, page, panel, lang, mode in shots:
        screen = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
        faults += [f"{name}: {fault}" for fault in form_faults(screen, panel, mode)]
        faults += [f"{name}: {fault}" for fault in moved_keys(screen, finish.setdefault((panel, lang, mode), {}))]
    return faults


def form_faults(screen, panel, mode):
    yield from words_of_targets(screen)
    px_mm = numbers(panel)[2]
    least = TARGET_LARGE_MM if "large" in mode and panel not in SMALL_PANELS else TARGET_MM
    for i, target in enumerate(screen["targets"]):
        if target["id"].startswith("digit/") and target["h"] < least * px_mm - 1:
            yield f"key {target['id']} is only {target['h'] / px_mm:.0f} mm high"
        if any(overlap(target, other) for other in screen["targets"][i + 1:]):
            yield f"something else stands on target {target['id']}"


def moved_keys(screen, seen):
    """A finger that learnt where "next" is must not clear a draft with it."""
    ways_on = {"next", "send", "done", "without"}
    for target in screen["targets"]:
        place = {axis: target[axis] for axis in "xywh"}
        if target["id"] == "finish":
            seen.setdefault("finish", place)
            for on in seen.get("on", []):
                if overlap(place, on):
                    yield "'finish' stands where another step goes on"
        elif target["id"] in ways_on:
            seen.setdefault("on", []).append(place)
            if "finish" in seen and overlap(place, seen["finish"]):
                yield f"'{target['id']}' stands where 'finish' stood"
    here = next((target for target in screen["targets"] if target["id"] == "finish"), None)
    if here and "paper" not in {target["id"] for target in screen["targets"]} and any(here[axis] != seen["finish"][axis] for axis in "xywh"):
        yield "'finish' has moved"


def check_no_touch(job):
    """Whoever cannot touch reads where she is and whom to call, whole, on the first page."""
    cache, work, panel, lang, mode = job
    stem = pathlib.Path(work) / f"no-touch{panel[0]}{lang}{mode}"
    where = f"home without touch ({lang}, {panel[0]}{', ' + mode if mode else ''})"
    drawn = rig.draw(cache, f"{stem}.png", "home", panel, lang, mode, f"{stem}.json")
    if drawn is not True:
        return [f"{where}: was not drawn: {drawn}"]
    said = "".join(text["s"] for text in json.loads(pathlib.Path(f"{stem}.json").read_text(encoding="utf-8"))["texts"]).replace(" ", "")
    return [f"{where}: does not show '{words}'" for words in NO_TOUCH_SAYS[lang] if words.replace(" ", "") not in said]


def let_gas_leak(notices):
    """The gas alarm of September is not over."""
    for notice in notices:
        if notice["id"] == "N-014":
            notice.update(status="published", superseded_by=None, effective="2026-11-23T08:00:00+08:00", expires="2026-11-23T23:59:00+08:00")
        if notice["id"] == "N-015":
            notice["supersedes"] = None


def check_urgent(job):
    """An urgent notice over the screen says its title whole, can be read on, and its keys say their words."""
    cache, work, panel, lang, mode = job
    stem = pathlib.Path(work) / f"urgent{panel[0]}-{panel[1]}{lang}{mode}"
    where = f"urgent notice ({lang}, {panel[0]}{', ' + mode if mode else ''})"
    drawn = rig.draw(cache, f"{stem}.png", "home", panel, lang, mode, f"{stem}.json")
    if drawn is not True:
        return [f"{where}: was not drawn: {drawn}"]
    screen = json.loads(pathlib.Path(f"{stem}.json").read_text(encoding="utf-8"))
    ids, said = {target["id"] for target in screen["targets"]}, "".join(text["s"] for text in screen["texts"]).replace(" ", "")
    faults = list(words_of_targets(screen))
    if "cover/read" not in ids:
        faults.append("does not cover the screen")
    if "请立即撤离" not in said or "…" in said:
        faults.append("is cut short")
    if "请不要返回" not in said and not any(name.endswith("/page-down") for name in ids):
        faults.append("cannot be read to its end")
    return [f"{where}: {fault}" for fault in faults]


def main():
    with rig.folder() as work:
        cache = rig.make_cache(work)
        urgent = rig.make_cache(pathlib.Path(work) / "urgent", change=let_gas_leak)
        no_touch = rig.make_cache(pathlib.Path(work) / "no-touch", NO_TOUCH)
        paths = rig.pages(cache)
        assert len(paths) > 100, f"only {len(paths)} pages are listed"
        jobs = [(cache, work, number, page, TURNS[number % len(TURNS)]) for number, page in enumerate(paths)]
        jobs += [(cache, work, f"{page.replace('/', '-')}{'.'.join(panel)}{lang}{mode}", page, (panel, lang, mode)) for panel, mode in EXTREMES
                 for page in EXTREME_PAGES for lang in ("zh-CN", "en")]
        for mode in sys.argv[1:]:
            jobs += [(cache, work, f"{number}{mode}", page, (PORTRAIT, "zh-CN", mode)) for number, page in enumerate(paths)]
        with ThreadPoolExecutor(2) as pool:
            form = pool.submit(check_form, cache, work)
            faults = [fault for found in pool.map(check, jobs) for fault in found]
            faults += form.result()
            jobs_no_touch = [(no_touch, work, panel, lang, mode) for panel in SMALL_PANELS for lang in NO_TOUCH_SAYS for mode in ("", "large")]
            faults += [fault for found in pool.map(check_no_touch, jobs_no_touch) for fault in found]
            jobs_urgent = [(urgent, work, panel, lang, mode) for panel in (PORTRAIT, LANDSCAPE, SHOP, *SMALL_PANELS) for lang in PLACE
                           for mode in ("", "large")]
            faults += [fault for found in pool.map(check_urgent, jobs_urgent) for fault in found]
    print("\n".join(faults) or f"{len(paths)} pages drawn, {len(jobs)} pictures, nothing out of place")
    return 1 if faults else 0


sys.exit(main())
