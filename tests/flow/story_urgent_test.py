"""An urgent notice takes the wall at once and spares what somebody is writing; central hears what was shown."""

import json
import time
import urllib.request

from lobby import Clock, lobby_with_sample, post, run, wait_for

GAS = "三号楼疑似燃气泄漏，请走楼梯离开"


def in_six_hours():
    return time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime(time.time() + 6 * 3600))


def danger(central, item, title, **doc):
    central.notice(item, title, body="1. 不开灯；\n2. 走楼梯到中心广场。", **{"kind": "emergency_gas", "priority": 1,
                   "display": {"mode": "takeover"}, "expires": in_six_hours(), **doc})
    return time.monotonic()


def shown(central, item):
    """What central's staff can look up: the rows of the lobbies that have shown it."""
    if not hasattr(central, "token"):
        status, answer = post(f"{central.url}/v1/staff/login", {"user": "admin", "password": central.PASSWORD})
        assert status == 200, answer
        central.token = answer["token"]
    request = urllib.request.Request(f"{central.url}/v1/staff/items/{item}/shown",
                                     headers={"Authorization": f"Bearer {central.token}"})
    with urllib.request.urlopen(request, timeout=60) as reply:
        return [row for row in json.loads(reply.read())["lobbies"] if row["first"]]


def a_warning_covers_a_form_and_the_words_are_still_there(shop):
    central, lobby = lobby_with_sample(shop)
    for target in ("complain", "category/TX", "matter/TX-06", "place/here"):
        lobby.tap(target)
    chosen = next(t for t in lobby.targets() if t["id"] == "phrase/0")["label"]
    lobby.tap("phrase/0")
    form = lobby.page()
    published = danger(central, "N-950", GAS)
    lobby.wait_text(GAS)
    print(f"     publish answered -> over the form, while somebody touches: {time.monotonic() - published:.2f} s")
    assert not lobby.targets("phrase/"), "the form below can be touched"
    assert lobby.target("cover/danger")
    time.sleep(1.2)  # a finger that was on its way is not believed
    lobby.tap("cover/read")
    wait_for("the form again", lambda: not lobby.targets("cover/"))
    assert lobby.page() == form
    assert lobby.targets("strip/notice/N-950"), "the warning is gone from the page"
    lobby.tap("next")
    lobby.wait_text(chosen)  # the last look before sending shows what was chosen
    lobby.tap("strip/notice/N-950")
    lobby.wait_page("notice")
    central.ctl("withdraw", "N-950")
    wait_for("the strip gone", lambda: not lobby.shows(GAS))
    lobby.stop()
    central.process.stop()


def central_hears_when_it_was_shown(shop):
    central, lobby = lobby_with_sample(shop)
    before = int(time.time())
    published = danger(central, "N-951", GAS)
    lobby.wait_text(GAS)
    drawn = time.monotonic()

    wait_for("the proof at central", lambda: shown(central, "N-951"), every=0.1)
    print(f"     publish answered -> drawn {drawn - published:.2f} s, drawn -> proved at central {time.monotonic() - drawn:.2f} s")
    row = shown(central, "N-951")[0]
    assert row["lobby"] == "T-B3-U1" and before <= row["first"] <= time.time() + 1 and row["times"] == 1, row
    lobby.stop()
    central.process.stop()


def what_was_shown_during_an_outage_arrives_afterwards(shop):
    central, lobby = lobby_with_sample(shop)
    danger(central, "N-952", GAS)
    wait_for("the notice here", lambda: lobby.shows(GAS))
    lobby.kiosk.stop()
    central.process.kill()
    lobby.show()  # drawn again, counted again, with nobody to tell
    lobby.wait_text(GAS)
    time.sleep(2)
    central.start()
    wait_for("live again", lobby.live)
    wait_for("both drawings at central", lambda: any(
        row["times"] >= 2 for row in shown(central, "N-952")), every=0.5)
    lobby.stop()
    central.process.stop()


def a_warning_that_ended_without_an_all_clear_stays_as_a_strip(shop):
    clock = Clock(shop)
    central, lobby = lobby_with_sample(shop, clock=clock)
    danger(central, "N-953", GAS)
    lobby.wait_text(GAS)
    assert lobby.target("cover/read")
    clock.forward(6)
    lobby.wait_text("尚未宣布解除")
    assert lobby.shows(GAS) and not lobby.target("cover/read")
    lobby.tap("notices")
    lobby.wait_page("notices")
    assert lobby.shows("尚未宣布解除"), "the strip is not on every page"
    central.login().ctl("withdraw", "N-953")  # sessions end by themselves, too
    wait_for("the strip gone", lambda: not lobby.shows("尚未宣布解除"))


run(a_warning_covers_a_form_and_the_words_are_still_there, central_hears_when_it_was_shown,
    what_was_shown_during_an_outage_arrives_afterwards, a_warning_that_ended_without_an_all_clear_stays_as_a_strip)
