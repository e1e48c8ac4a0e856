"""The screen's hours: dark and still outside of them, woken by a finger or by danger to life."""

import time

from lobby import lobby_with_sample, run, wait_for

NOTE = "屏幕休息时间"


def switches(process):
    with open(f"/proc/{process.child.pid}/status") as status:
        return sum(int(line.split()[1]) for line in status if "voluntary_ctxt_switches" in line)


def lobby_in_its_dark_hours(shop):
    """A lobby that is dark today, whatever the hour, with a backlight made of files."""
    light = shop.dir / "sys/class/backlight/panel"
    light.mkdir(parents=True)
    for name, value in (("max_brightness", "200"), ("brightness", "200"), ("bl_power", "0")):
        (light / name).write_text(value + "\n")
    lit = (time.gmtime(time.time() + 8 * 3600).tm_wday + 3) % 7 + 1  # three days from today

    def change(community):
        for terminal in community["terminals"]:
            terminal["hours"] = {"weekly": [{"days": [lit], "on": "09:00", "off": "17:00"}], "day_brightness": 80}

    central, lobby = lobby_with_sample(shop, change=change, kiosk_args=("--sysfs", shop.dir / "sys"))
    return central, lobby, lambda name: int((light / name).read_text().split()[0])


def dark_hours_are_dark_and_still_until_a_finger_or_danger(shop):
    central, lobby, light = lobby_in_its_dark_hours(shop)
    wait_for("the dark panel", lambda: light("bl_power") == 4)
    assert not lobby.words(), "there are words on a dark panel"
    wait_for("the last of the content", lobby.has_board)
    time.sleep(2)
    before = switches(lobby.kiosk)
    time.sleep(10)
    print(f"     wake-ups in ten dark seconds: {switches(lobby.kiosk) - before}")
    assert switches(lobby.kiosk) - before <= 4

    touched = time.monotonic()
    lobby.display.tap(540, 1200)  # where a tile would be
    wait_for("light after a touch", lambda: light("bl_power") == 0, every=0.01)
    lobby.wait_text(NOTE)
    print(f"     touch -> lit: {time.monotonic() - touched:.2f} s")
    assert lobby.page() == "home", "the touch that woke the panel pressed something"
    assert light("brightness") == 160


def danger_to_life_lights_a_dark_panel(shop):
    central, lobby, light = lobby_in_its_dark_hours(shop)
    wait_for("the dark panel", lambda: light("bl_power") == 4)
    central.notice("N-960", "大堂换灯")
    time.sleep(1)
    assert light("bl_power") == 4, "an everyday notice lit the panel"
    central.notice("N-961", "三号楼起火，走楼梯", kind="emergency_fire", priority=1, display={"mode": "takeover"},
                   expires=time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime(time.time() + 6 * 3600)))
    published = time.monotonic()
    lobby.wait_text("三号楼起火")
    assert light("bl_power") == 0
    print(f"     publish answered -> lit and drawn: {time.monotonic() - published:.2f} s")


run(dark_hours_are_dark_and_still_until_a_finger_or_danger, danger_to_life_lights_a_dark_panel)
