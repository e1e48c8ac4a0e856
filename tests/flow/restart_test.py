"""A screen that is ended in the middle comes back where it was; a screen in which somebody was writing comes back empty."""

import time

from lobby import lobby_with_sample, run

STOOD_S = 3.5


def the_reader_of_a_notice_goes_on_reading_it(shop):
    central, lobby = lobby_with_sample(shop)
    lobby.tap("lang")
    lobby.tap("phones")
    lobby.wait_page("phones")
    lobby.wait_stood("phones")
    lobby.kiosk.kill()
    lobby.show()
    lobby.wait_page("phones")
    assert lobby.screen()["lang"] == "en", "and in the language of the visit"
    lobby.go_home()
    time.sleep(STOOD_S)
    lobby.kiosk.kill()
    lobby.show()
    lobby.wait_page("home")


def nobody_finds_the_form_of_the_one_before(shop):
    central, lobby = lobby_with_sample(shop)
    lobby.tap("lookup")
    lobby.wait_page("lookup")
    time.sleep(STOOD_S)
    lobby.kiosk.kill()
    lobby.show()
    lobby.wait_page("home")


def an_orderly_end_begins_at_home(shop):
    central, lobby = lobby_with_sample(shop)
    lobby.tap("phones")
    lobby.wait_page("phones")
    lobby.wait_stood("phones")
    lobby.kiosk.stop()
    lobby.show()
    lobby.wait_page("home")


run(the_reader_of_a_notice_goes_on_reading_it, nobody_finds_the_form_of_the_one_before, an_orderly_end_begins_at_home)
