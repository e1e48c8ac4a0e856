"""Ten fingers at once on the running screen, as a child's, a wet cloth's and a drop's: nothing ends the program, more than three
press nothing, a draft stays, what lies on the glass shuts nobody out and keeps no visit open."""

import random
import time

from fingers import BEGIN, can_run, hammer, lobby_with_fingers
from lobby import PATIENCE, run
from resident import LIFT, complain

WORDS = ("complain", "category/BJ", "matter/other", "place/here", "type")


def write_something(lobby):
    """The page of words, with a word on it."""
    for target in (*WORDS, "layout/english", "key/d", "key/r", "key/i", "key/p"):
        lobby.tap(target)
    lobby.wait_text("drip")


def rest(lobby):
    """What the screen does has come to its end."""
    lobby.display.settle()
    time.sleep(0.6)


def key(lobby, name):
    return lobby.target(f"key/{name}")


def four_fingers_press_nothing_and_the_draft_stays(shop):
    _, lobby = lobby_with_fingers(shop)
    write_something(lobby)
    for _ in range(8):
        places = [key(lobby, name) for name in "qetuoadgjl"]
        for finger, place in enumerate(places):
            lobby.display.finger(finger, BEGIN, *place)
        lobby.display.settle()
        for finger in range(len(places)):
            lobby.display.up(finger)
        time.sleep(0.1)
    rest(lobby)
    assert lobby.shows("drip") and lobby.shows("已写4字"), lobby.words()
    lobby.tap("key/s")
    lobby.wait_text("drips")


def ten_fingers_of_a_child_break_nothing(shop):
    _, lobby = lobby_with_fingers(shop)
    dice = random.Random(11)
    for layout in ("pinyin", "hand", "nine"):
        lobby.go_home()
        for target in WORDS:
            lobby.tap(target)
        if lobby.target(f"layout/{layout}"):
            lobby.tap(f"layout/{layout}")
        touches = hammer(lobby, 6, dice)
        print(f"     {touches} touches on {layout}", flush=True)
        go_home_from_anywhere(lobby)
    complain(lobby, LIFT)


def go_home_from_anywhere(lobby):
    """Wherever that has led: an open question, then the way home."""
    end = time.monotonic() + PATIENCE
    while lobby.page() != "home":
        assert lobby.kiosk.running() and time.monotonic() < end, (lobby.page(), lobby.words()[:500], lobby.kiosk.tail())
        for way in ("over/leave", "over/go", "easier/done", "read/close", "home"):
            if lobby.target(way):
                lobby.tap(way)
                break
        time.sleep(0.5)


def a_drop_that_trembles_shuts_nobody_out(shop):
    """Controllers report what lies there again and again, a pixel to and fro."""
    _, lobby = lobby_with_fingers(shop)
    lobby.display.down(9, 900, 1500)
    place = lobby.target("phones")
    end = time.monotonic() + PATIENCE
    while lobby.page() != "phones":
        assert time.monotonic() < end, "a drop shuts the screen"
        for i in range(60):
            lobby.display.slide(9, 900 + i % 2 * 3, 1500)
            time.sleep(0.02)
            if i == 30:
                lobby.display.down(1, *place)
            if i == 36:
                lobby.display.up(1)
    lobby.display.up(9)


def a_drop_on_the_pad_keeps_no_visit_open(shop):
    _, lobby = lobby_with_fingers(shop)
    write_something(lobby)
    if not lobby.target("layout/hand"):
        print("     this build reads no handwriting")
        return
    lobby.tap("layout/hand")
    rest(lobby)
    box = next(t for t in lobby.targets("key/undo-ink"))
    x, y = box["x"] + 250, box["y"] - 150
    lobby.display.down(9, x, y)
    end = time.monotonic() + 2 * PATIENCE  # the visit itself ends after a minute and a half
    while lobby.page() != "home":
        assert time.monotonic() < end, f"a drop keeps the visit open: {lobby.page()}"
        for i in range(50):
            lobby.display.slide(9, x + i % 2 * 3, y)
            time.sleep(0.02)
    lobby.display.up(9)


if not can_run():
    print("left out: ten fingers need Xorg with its dummy panel, as root")
else:
    run(four_fingers_press_nothing_and_the_draft_stays, ten_fingers_of_a_child_break_nothing, a_drop_that_trembles_shuts_nobody_out,
        a_drop_on_the_pad_keeps_no_visit_open)
