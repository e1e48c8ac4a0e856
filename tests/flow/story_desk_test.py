"""The complaint desk as residents and a clerk live it: in the pinyin of the south, by hand, in large letters from low down, two days
without a network, read on a telephone, taken up again at another screen, late and told on, and taken back.
FOYER_DESK_PICTURES=FOLDER keeps what the displays showed."""

import os
import re
import time

from lobby import Clock, Terminal, lobby_with_sample, run, wait_for
from resident import BINS, LEAK, LIFT, complain, enter_code, receipt_code

PICTURES = os.environ.get("FOYER_DESK_PICTURES")
WORDS = ("complain", "category/BJ", "matter/other", "place/here", "type")


def keep(lobby, name):
    if PICTURES:
        time.sleep(0.4)
        lobby.display.picture(f"{PICTURES}/{name}.png")


def spell(lobby, letters):
    for letter in letters:
        lobby.tap(f"key/{letter}")


def the_case(central):
    number = wait_for("the case at the office", lambda: central.rows("cases"))[0]["number"]
    return central.json("case", number, "--why", "to see what arrived")


def first_word(lobby):
    return next((t["label"] for t in lobby.targets("word/0")), None)


# ---- writing ----

def southern_pinyin_is_taken_where_the_lobby_says_so(shop):
    def northern(community):
        for terminal in community["terminals"]:
            terminal["typing"] = {"zh_z": False, "n_l": False, "ing_in": False}

    def southern(community):
        community["typing"] = {"zh_z": True, "n_l": True, "ing_in": True}

    central, lobby = lobby_with_sample(shop, change=northern)
    for target in WORDS:
        lobby.tap(target)
    if not lobby.target("layout/pinyin"):
        print("     this build has no engine: nothing to write with")
        return
    spell(lobby, "nousannousui")
    assert first_word(lobby) != "楼上漏水", "an accent is taken where the lobby says that nobody has it"
    lobby.tap("finish")
    lobby.wait_page("home")
    before = lobby.word("generation")
    central.import_sample(southern)
    wait_for("the new record", lambda: lobby.word("generation") != before)
    for target in WORDS:
        lobby.tap(target)
    spell(lobby, "nousannousui")
    keep(lobby, "pinyin-southern")
    wait_for("楼上漏水 first", lambda: first_word(lobby) == "楼上漏水", 5)
    lobby.tap("word/0")
    spell(lobby, "diantitinle")
    lobby.tap("word/0")
    keep(lobby, "pinyin-written")
    for target in ("done", "next", "send"):
        lobby.tap(target)
    lobby.wait_page("receipt")
    keep(lobby, "pinyin-receipt")
    assert "楼上漏水电梯停了" in str(the_case(central))


HAND = {"门": "20,8 30,18; 18,28 18,92; 36,14 84,14 84,88 74,82",
        "口": "20,25 24,80; 22,26 80,26 76,78; 25,76 76,76",
        "有": "10,25 90,22; 45,5 30,45 8,70; 38,45 38,95; 38,46 78,46 78,92 68,86; 40,60 76,60; 40,74 76,74",
        "水": "50,8 50,92 38,84; 12,35 38,35 28,60 10,82; 82,22 70,38 56,46; 54,46 70,70 92,86"}


def write(lobby, character):
    box = next(t for t in lobby.targets("key/undo-ink"))
    left, top = box["x"] + 130, box["y"] - 276
    for stroke in HAND[character].split("; "):
        points = [tuple(map(int, point.split(","))) for point in stroke.split()]
        place = [(left + x * 2.6, top + y * 2.6) for x, y in points]
        lobby.display.move(*place[0])
        lobby.display.press(True)
        for (x0, y0), (x1, y1) in zip(place, place[1:]):
            for i in range(1, 9):
                lobby.display.move(x0 + (x1 - x0) * i / 8, y0 + (y1 - y0) * i / 8)
                lobby.display.x.sync()
                time.sleep(0.008)
        lobby.display.press(False)
        lobby.display.x.sync()
    found = wait_for(f"{character} beside the pad", lambda: next((t for t in lobby.targets("word/") if t["label"] == character), None))
    keep(lobby, f"hand-{ord(character):x}")
    lobby.tap(found["id"])


def a_complaint_is_written_by_hand(shop):
    central, lobby = lobby_with_sample(shop)
    for target in WORDS:
        lobby.tap(target)
    if not lobby.target("layout/hand"):
        print("     this build reads no handwriting")
        return
    lobby.tap("layout/hand")
    for character in "门口有水":
        write(lobby, character)
    lobby.wait_text("门口有水")
    for target in ("done", "next"):
        lobby.tap(target)
    keep(lobby, "hand-review")
    lobby.tap("send")
    lobby.wait_page("receipt")
    assert "门口有水" in str(the_case(central))


# ---- reading and reaching ----

def in_large_letters_from_low_down_nothing_is_out_of_reach(shop):
    central, lobby = lobby_with_sample(shop)
    for target in ("easier", "easier/large", "easier/low", "easier/done"):
        lobby.tap(target)
    wait_for("the sheet closed", lambda: not lobby.target("easier/done"), 5)
    for i, target in enumerate((*LIFT[:-1], "type")):
        if target == "next":
            continue
        lobby.tap(target)
        keep(lobby, f"low-{i}-{target.replace('/', '-').replace(':', '-')}")
        low(lobby)
    spell(lobby, "diantihuaile")
    keep(lobby, "low-typed")
    lobby.tap("word/0")
    for target in ("done", "next"):
        lobby.tap(target)
        keep(lobby, f"low-{target}")
        low(lobby)
    lobby.tap("send")
    lobby.wait_page("receipt")
    keep(lobby, "low-receipt")
    low(lobby)
    code = receipt_code(lobby)
    assert "电梯坏了" in str(the_case(central))
    lobby.tap("written")
    enter_code(lobby, code)
    lobby.wait_page("case")
    keep(lobby, "low-case")
    low(lobby)


def low(lobby):
    high = [t["id"] for t in lobby.targets() if t["y"] < 960 and t["enabled"] and t["id"] not in ("paper",)]
    assert not high, f"out of reach on {lobby.page()}: {high}"


# ---- time ----

def two_days_without_a_network(shop):
    clock = Clock(shop)
    central, lobby = lobby_with_sample(shop, clock=clock)
    central.process.stop()
    wait_for("sync offline", lambda: lobby.word("state") == "offline")
    began = clock.now()
    code = complain(lobby, BINS)
    lobby.wait_text("网络恢复后")
    keep(lobby, "offline-receipt")
    lobby.tap("written")
    clock.forward(48)
    enter_code(lobby, code)
    keep(lobby, "offline-lookup")
    central.start().login()
    case = the_case(central)
    keep(lobby, "offline-back")
    print(case["at"], case["reached"], case["promised_s"], began)


def seen(shop):
    pass


run(southern_pinyin_is_taken_where_the_lobby_says_so, a_complaint_is_written_by_hand,
    in_large_letters_from_low_down_nothing_is_out_of_reach, two_days_without_a_network)
