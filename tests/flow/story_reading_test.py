"""What goes with a notice's words: a plan in the text, the stamped original, a table too wide for large letters."""

import os
import time

from lobby import lobby_with_sample, run, wait_for

PICTURES = os.environ.get("FOYER_READING_PICTURES")  # a folder: keep what the display showed


def keep(lobby, name):
    if PICTURES:
        time.sleep(0.4)
        lobby.display.picture(f"{PICTURES}/{name}.png")


def pictures(lobby):
    return lobby.screen().get("pictures", [])


def open_notice(lobby, number):
    lobby.tap("notices")
    lobby.wait_page("notices")
    lobby.tap(f"notice/{number}")
    lobby.wait_page("notice")


def a_plan_stands_in_the_text_and_a_touch_enlarges_it(shop):
    _, lobby = lobby_with_sample(shop)
    open_notice(lobby, "N-027")
    wait_for("the plan", lambda: pictures(lobby))
    keep(lobby, "plan-in-text")
    lobby.tap("image/三个位置")
    lobby.wait_page("picture")
    wait_for("the plan alone", lambda: pictures(lobby))
    small = pictures(lobby)[0]
    assert not lobby.target("zoom-out")
    lobby.tap("zoom-in")
    wait_for("a larger plan", lambda: pictures(lobby)[0]["w"] > small["w"] * 1.4)
    keep(lobby, "plan-enlarged")
    at = pictures(lobby)[0]
    lobby.display.drag(700, 800, 400, 800)
    wait_for("the plan pushed", lambda: pictures(lobby)[0]["x"] < at["x"] - 100)
    for _ in range(4):
        if lobby.target("zoom-in"):
            lobby.tap("zoom-in")
    wait_for("four times", lambda: abs(pictures(lobby)[0]["w"] - 4 * small["w"]) <= 8)
    lobby.tap("back")
    lobby.wait_page("notice")


def the_original_is_one_touch_away_and_the_words_stay_the_notice(shop):
    _, lobby = lobby_with_sample(shop)
    open_notice(lobby, "N-013")
    assert "图书角新增儿童书架" in lobby.flat() and not pictures(lobby)
    lobby.tap("original")
    wait_for("the first sheet", lambda: pictures(lobby) and lobby.shows("1 / 2"))
    keep(lobby, "original")
    while lobby.target("picture/page-down"):
        lobby.tap("picture/page-down")
        time.sleep(0.4)
    assert lobby.shows("2 / 2")
    keep(lobby, "original-stamp")
    lobby.tap("home")
    lobby.wait_page("home")


def a_wide_table_becomes_cards_and_the_plain_one_is_a_touch_away(shop):
    _, lobby = lobby_with_sample(shop)
    open_notice(lobby, "N-011")
    assert not lobby.target("table/0/shape")
    lobby.tap("easier")
    lobby.tap("easier/large")
    lobby.tap("easier/done")
    wait_for("cards", lambda: lobby.target("table/0/shape"))
    lobby.tap("table/0/shape")
    wait_for("the plain table", lambda: lobby.target("table/0/right"))
    keep(lobby, "plain-table")
    assert lobby.shows("楼栋") and not lobby.shows("占首期")
    while lobby.target("table/0/right"):
        lobby.tap("table/0/right")
        time.sleep(0.3)
    assert lobby.shows("楼栋") and lobby.shows("占首期")
    keep(lobby, "plain-table-end")


run(a_plan_stands_in_the_text_and_a_touch_enlarges_it, the_original_is_one_touch_away_and_the_words_stay_the_notice,
    a_wide_table_becomes_cards_and_the_plain_one_is_a_touch_away)
