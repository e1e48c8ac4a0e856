"""Choice first: what residents of the sample wrote in their own words is said by touch, with the place, in six taps and without typing;
a repair in a flat and a report about staff ask what they need and reach the office."""

from lobby import lobby_with_sample, run, wait_for
from resident import BINS, LEAK, LIFT, complain

TAPS_HERE, TAPS_ELSEWHERE = 6, 8
FAR = ("complain", "category/WX", "matter/WX-01", "building/B5", "place/B5/floor:9", "next", "send")


def counted(lobby, way):
    """Fingers on the glass from home to the receipt, paging counted."""
    lobby.go_home()
    real, taps = lobby.display.tap, []
    lobby.display.tap = lambda x, y: (taps.append((x, y)), real(x, y))
    try:
        for target in way:
            lobby.tap(target)
        lobby.wait_page("receipt")
    finally:
        lobby.display.tap = real
    lobby.tap("written")
    return len(taps)


def three_matters_of_this_building_take_six_taps(shop):
    central, lobby = lobby_with_sample(shop)
    for way in (BINS, LIFT, LEAK):
        assert counted(lobby, way) <= TAPS_HERE, way
    wait_for("all three at the office", lambda: len(central.rows("cases")) == 3)


def another_building_takes_eight_taps(shop):
    _, lobby = lobby_with_sample(shop)
    assert counted(lobby, FAR) <= TAPS_ELSEWHERE


def a_repair_in_a_flat_reaches_the_office_with_room_and_hour(shop):
    central, lobby = lobby_with_sample(shop)
    for target in (*LEAK[:3], "place/home", "agree", *(f"digit/{d}" for d in "13800000000"), "digit/done"):
        lobby.tap(target)
    assert not lobby.shows("138"), "the number stands there to be read"
    for target in ("home-room", *(f"digit/{d}" for d in "1602"), "digit/done"):
        lobby.tap(target)
    slot = lobby.targets("slot/")[1]["id"]
    for target in (slot, "price-rule"):
        lobby.tap(target)
    lobby.wait_page("standard")
    for target in ("back", "next", "next", "send"):
        lobby.tap(target)
    lobby.wait_page("receipt")
    case = wait_for("the case at the office", lambda: central.rows("cases"))[0]
    detail = str(central.json("case", case["number"], "--why", "to see what arrived"))
    contact = central.ctl("cases", "contact", case["number"], "--why", "约上门时间")
    assert "1602" not in detail and "1602" in contact and "13800000000" in contact and slot.split("/")[1] in detail + contact, (detail, contact)


def about_the_project_manager_it_is_said_who_handles_it(shop):
    _, lobby = lobby_with_sample(shop)
    for target in ("complain", "category/TD", "matter/TD-02", "about/R-PM"):
        lobby.tap(target)
    lobby.wait_text("由业主委员会指定的委员办理，项目经理看不到这一件")
    complain(lobby, ("complain", "category/TD", "matter/TD-02", "about/none", "next", "send"))


run(three_matters_of_this_building_take_six_taps, another_building_takes_eight_taps,
    a_repair_in_a_flat_reaches_the_office_with_room_and_hour, about_the_project_manager_it_is_said_who_handles_it)
