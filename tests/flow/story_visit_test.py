"""One visit by old eyes: easier to read over a form, lower buttons, new content offered at the edge, and the glass wiped."""

import os
import re
import time

from lobby import lobby_with_sample, run, wait_for

PICTURES = os.environ.get("FOYER_VISIT_PICTURES")  # a folder: keep what the display showed


def keep(lobby, name):
    if PICTURES:
        time.sleep(0.4)
        lobby.display.picture(f"{PICTURES}/{name}.png")


def height(lobby, words):
    return next(t["h"] for t in lobby.screen()["texts"] if words in t["s"])


def what_helps_is_chosen_over_a_form_and_ends_with_the_visit(shop):
    _, lobby = lobby_with_sample(shop)
    for target in ("complain", "category/TX", "matter/TX-06"):
        lobby.tap(target)
    form, before = lobby.page(), height(lobby, "危险")
    lobby.tap("easier")
    lobby.tap("easier/large")
    lobby.tap("easier/low")
    wait_for("large letters", lambda: height(lobby, "恢复平常") > before)
    keep(lobby, "sheet")
    lobby.tap("easier/done")
    wait_for("the form", lambda: not lobby.target("easier/done"))
    assert lobby.page() == form
    keep(lobby, "large-low")
    assert all(t["y"] >= 960 for t in lobby.targets()), [t["id"] for t in lobby.targets() if t["y"] < 960]
    lobby.tap("home")
    lobby.wait_page("home")
    wait_for("letters as usual", lambda: height(lobby, "危险") == before)


def new_content_waits_at_the_edge_while_somebody_reads(shop):
    central, lobby = lobby_with_sample(shop)
    lobby.tap("notices")
    lobby.wait_page("notices")
    central.notice("N-960", "新开的便民菜场")
    wait_for("the offer", lambda: restless(lobby) and lobby.target("news"), every=0.5)
    assert not lobby.shows("新开的便民菜场")
    keep(lobby, "news")
    lobby.tap("news")
    wait_for("no offer any more", lambda: not lobby.target("news"))
    assert "新开的便民菜场".replace(" ", "") in lobby.read_to_the_end()


def restless(lobby):
    """Somebody's finger on the page, at a place where nothing is."""
    lobby.display.tap(540, 200)
    return True


def count(lobby):
    """The seconds that the cleaning still has."""
    found = re.search(r"屏幕清洁中(\d+)", lobby.flat())
    return int(found[1]) if found else 0


def five_seconds_on_the_name_lock_the_glass(shop):
    _, lobby = lobby_with_sample(shop)
    lobby.display.move(150, 60)
    lobby.display.press(True)
    lobby.display.x.sync()
    lobby.wait_text("屏幕清洁中")
    lobby.display.press(False)
    lobby.display.x.sync()
    keep(lobby, "cleaning")
    assert lobby.shows("110") and not lobby.targets()
    lobby.display.tap(200, 1000)
    time.sleep(0.5)
    assert lobby.page() == "home"
    first = count(lobby)
    wait_for("the count going down", lambda: count(lobby) < first)


run(what_helps_is_chosen_over_a_form_and_ends_with_the_visit, new_content_waits_at_the_edge_while_somebody_reads,
    five_seconds_on_the_name_lock_the_glass)
