"""A resident writes own words by touch: letters, a caret put elsewhere, a word selected by a long touch, a held key, undo; and the
office reads what the screen showed."""

import time

from lobby import lobby_with_sample, run, wait_for

WAY_IN = ("complain", "category/BJ", "matter/other", "place/here", "type")


def spell(lobby, letters):
    for letter in letters:
        lobby.tap(f"key/{'space' if letter == ' ' else letter}")


def box(lobby, target_id):
    return next(t for t in lobby.targets() if t["id"] == target_id)


def written(lobby):
    """What stands on the paper: not the clock, which may turn meanwhile."""
    paper = box(lobby, "paper")
    return [t["s"] for t in lobby.screen()["texts"] if paper["y"] <= t["y"] < paper["y"] + paper["h"]]


def word(lobby, words):
    """Where these words stand on the paper."""
    return wait_for(f"'{words}' on the paper", lambda: next((t for t in lobby.screen()["texts"] if t["s"] == words), None))


def hold(lobby, x, y, until):
    lobby.display.move(x, y)
    lobby.display.press(True)
    lobby.display.x.sync()
    wait_for("what the held finger does", until)
    lobby.display.press(False)
    lobby.display.x.sync()


def words_are_written_mended_and_arrive(shop):
    central, lobby = lobby_with_sample(shop)
    for target in (*WAY_IN, "layout/english"):
        lobby.tap(target)
    spell(lobby, "the lift stops")
    line = word(lobby, "the lift stops")
    # The caret goes where the finger was; what is typed goes in there.
    lobby.display.tap(line["x"] + 2, line["y"] + line["h"] / 2)
    spell(lobby, "hi ")
    line = word(lobby, "hi the lift stops")
    # A long touch on a word offers what can be done with it.
    hold(lobby, line["x"] + line["w"] * 0.48, line["y"] + line["h"] / 2, lambda: lobby.target("cut"))
    lobby.tap("cut")
    word(lobby, "hi the  stops")
    lobby.tap("undo")
    word(lobby, "hi the lift stops")
    # A held key goes on, and stops when the finger lifts.
    paper = box(lobby, "paper")
    lobby.display.tap(paper["x"] + paper["w"] - 40, line["y"] + line["h"] / 2)
    time.sleep(0.5)
    hold(lobby, *lobby.target("key/back"), lambda: not lobby.shows("lift"))
    lobby.rest(still_s=0.3)  # a slow screen hears late that the finger is gone
    left = written(lobby)
    assert left, "the paper is found no more"
    time.sleep(0.5)
    assert written(lobby) == left, "the key went on without a finger"
    lobby.tap("undo")
    word(lobby, "hi the lift stops")
    for target in ("done", "next", "send"):
        lobby.tap(target)
    lobby.wait_page("receipt")
    wait_for("the case at the office", lambda: central.rows("cases"))
    number = central.rows("cases")[0]["number"]
    assert "hi the lift stops" in str(central.json("case", number, "--why", "the words are compared"))


def a_phrase_in_pinyin_and_a_character_by_hand_are_gone_with_the_visit(shop):
    _, lobby = lobby_with_sample(shop)
    for target in WAY_IN:
        lobby.tap(target)
    if not (lobby.target("layout/pinyin") and lobby.target("layout/hand")):
        print("     this build has no engines: nothing to write with")
        return
    spell(lobby, "diantihuaile")
    lobby.tap("word/0")
    lobby.wait_text("电梯坏了")
    lobby.tap("layout/hand")
    below = box(lobby, "key/undo-ink")
    x, y = below["x"] + 120, below["y"] - 200
    for stroke in ((0, 0, 200, 0), (100, -60, 100, 150), (95, 5, 10, 110), (105, 5, 190, 110)):  # 木
        lobby.display.drag(x + stroke[0], y + stroke[1], x + stroke[2], y + stroke[3], 20)
    lobby.rest()  # what stands beside the pad still changes with each stroke
    found = wait_for("木 beside the pad", lambda: next((t for t in lobby.targets("word/") if t["label"] == "木"), None))
    lobby.tap(found["id"])
    lobby.wait_text("电梯坏了木")
    lobby.tap("layout/pinyin")
    spell(lobby, "dian")  # composed, and left so
    lobby.tap("finish")
    lobby.wait_page("home")
    for target in WAY_IN:
        lobby.tap(target)
    assert not lobby.shows("电梯") and not lobby.target("word/0"), lobby.words()


run(words_are_written_mended_and_arrive, a_phrase_in_pinyin_and_a_character_by_hand_are_gone_with_the_visit)
