"""Reading aloud on a running screen: one touch speaks and marks what is heard, the next touch silences at once."""

import time

from lobby import lobby_that_speaks, run, wait_for

RATE = 22050 * 2  # bytes a second


def loud(heard):
    """How many bytes of the file are not silence."""
    data = heard.read_bytes() if heard.exists() else b""
    return len(data) - data.count(0)


def one_touch_reads_the_next_silences(shop):
    lobby, heard = lobby_that_speaks(shop)
    lobby.wait_page("home")
    assert not heard.exists(), "a sound device is open though nobody reads"
    lobby.tap("aloud")
    lobby.wait_text("停止朗读")
    wait_for("a voice", lambda: loud(heard) > RATE // 2)
    assert lobby.page() == "home"
    lobby.tap("aloud")
    wait_for("silence", lambda: "停止朗读" not in lobby.flat())
    time.sleep(0.5)
    before = loud(heard)
    time.sleep(1)
    assert loud(heard) == before, "the voice goes on after a touch"
    assert "朗读" in lobby.flat()


def a_quiet_lobby_says_so(shop):
    lobby, heard = lobby_that_speaks(shop, volume=0)
    lobby.wait_page("home")
    lobby.wait_text("安静时段")
    lobby.tap("aloud")
    time.sleep(1)
    assert not heard.exists()


def the_first_touch_says_the_second_does(shop):
    """One word after the other: short readings used to end in a thread that waited for ever."""
    lobby, heard = lobby_that_speaks(shop)
    lobby.tap("easier")
    lobby.tap("easier/aloud")
    lobby.tap("easier/done")
    wait_for("a voice for the first touch", lambda: loud(heard) > 1000)
    time.sleep(1)
    lobby.tap("easier/done")
    wait_for("the sheet closed", lambda: lobby.target("fees"))
    before = loud(heard)
    lobby.tap("fees")
    wait_for("the tile's name", lambda: loud(heard) > 1000 and loud(heard) != before)
    assert lobby.page() == "home"
    time.sleep(1)
    lobby.tap("fees")
    lobby.wait_page("fees")


if __name__ == "__main__":
    run(one_touch_reads_the_next_silences, a_quiet_lobby_says_so, the_first_touch_says_the_second_does)
