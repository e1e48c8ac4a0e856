"""A resident writes own words by touch: letters, a caret put elsewhere, a word selected by a long touch, a held key, undo; and the
office reads what the screen showed."""

import time

from lobby import lobby_with_sample, run, wait_for

WAY_IN = ("complain", "category/BJ", "matter/other", "place/here", "type", "layout/english")


def spell(lobby, letters):
    for letter in letters:
        lobby.tap(f"key/{'space' if letter == ' ' else letter}")


def box(lobby, target_id):
    return next(t for t in lobby.targets() if t["id"] == target_id)


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
    for target in WAY_IN:
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
    left = lobby.flat()
    time.sleep(0.5)
    assert lobby.flat() == left, "the key went on without a finger"
    lobby.tap("undo")
    word(lobby, "hi the lift stops")
    for target in ("done", "next", "send"):
        lobby.tap(target)
    lobby.wait_page("receipt")
    wait_for("the case at the office", lambda: central.rows("cases"))
    number = central.rows("cases")[0]["number"]
    assert "hi the lift stops" in str(central.json("case", number))


run(words_are_written_mended_and_arrive)
