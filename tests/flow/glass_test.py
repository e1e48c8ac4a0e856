"""The panel itself: hung on its side, resized under a running program."""

import time

from lobby import lobby_with_sample, run, wait_for

WINDOW = (900, 1500)


def on_glass(turn, place, picture):
    """Where a place of the picture lies on a panel to which it is turned clockwise by so many degrees."""
    (x, y), (w, h) = place, picture
    return {0: (x, y), 90: (h - 1 - y, x), 180: (w - 1 - x, h - 1 - y), 270: (y, w - 1 - x)}[turn]


def tap_turned(lobby, turn, window, target_id):
    """The centre of a target, found in the trace's picture and touched where the turned panel shows it. Windows stand in the middle
    of the display."""
    sideways = turn in (90, 270)
    lobby.size = (window[1], window[0]) if sideways else window
    place = wait_for(target_id, lambda: lobby.target(target_id))
    x, y = on_glass(turn, place, lobby.size)
    lobby.display.tap((1080 - window[0]) // 2 + x, (1920 - window[1]) // 2 + y)


def picture_and_touch_turn_together(shop):
    _, lobby = lobby_with_sample(shop)
    lobby.kiosk.stop()
    argv = [word if word != "1080x1920" else f"{WINDOW[0]}x{WINDOW[1]}" for word in lobby.kiosk.argv]
    for turn in (90, 180, 270):
        lobby.kiosk.argv = [*argv, "--rotate", str(turn)]
        lobby.show()
        tap_turned(lobby, turn, WINDOW, "phones")
        lobby.wait_page("phones")
        tap_turned(lobby, turn, WINDOW, "home")
        lobby.wait_page("home")
        lobby.kiosk.stop()


def own_window(display):
    windows = [w for w in display.x.screen().root.query_tree().children if w.get_attributes().map_state]
    assert len(windows) == 1, f"{len(windows)} windows"
    return windows[0]


def a_panel_that_changes_its_size_is_drawn_anew(shop):
    _, lobby = lobby_with_sample(shop)
    lobby.tap("notices")
    lobby.wait_page("notices")
    window = own_window(lobby.display)
    for w, h in ((800, 480), (640, 1000), (1080, 1920)):
        window.configure(x=0, y=0, width=w, height=h)
        lobby.display.x.sync()
        wait_for(f"a picture of {w}x{h}", lambda w=w, h=h: fits(lobby, w, h))
        assert lobby.page() == "notices", "the page is kept"
    lobby.tap("home")
    lobby.wait_page("home")


def fits(lobby, w, h):
    """The frame's lowest and rightmost targets stand at the panel's edges."""
    targets = lobby.targets()
    right, bottom = max(t["x"] + t["w"] for t in targets), max(t["y"] + t["h"] for t in targets)
    return w * 0.8 < right <= w and h * 0.8 < bottom <= h


def a_window_that_was_covered_shows_its_page_again(shop):
    _, lobby = lobby_with_sample(shop)
    before = colours(lobby)
    window = own_window(lobby.display)
    window.unmap()
    lobby.display.x.sync()
    time.sleep(0.5)
    window.map()
    lobby.display.x.sync()
    wait_for("the page again", lambda: colours(lobby) == before)


def colours(lobby):
    """A column of pixels through the middle, without the header's clock."""
    from Xlib import X
    return lobby.display.x.screen().root.get_image(500, 300, 1, 1500, X.ZPixmap, 0xFFFFFFFF).data


run(picture_and_touch_turn_together, a_panel_that_changes_its_size_is_drawn_anew, a_window_that_was_covered_shows_its_page_again)
