"""Staff publish, the lobby shows: with the network on and off, and after everything was cut off."""

import hashlib
import time

from lobby import SOURCE, Clock, Terminal, lobby_with_sample, run, wait_for


def a_notice_is_on_the_wall_within_moments_and_gone_after_withdrawal(shop):
    central, lobby = lobby_with_sample(shop)
    central.notice("N-900", "今晚八点大堂换灯")
    published = time.monotonic()
    lobby.tap("notices")
    lobby.wait_page("notices")
    lobby.wait_text("今晚八点大堂换灯")
    print(f"     publish answered -> drawn: {time.monotonic() - published:.2f} s (with the taps to the list)")
    central.notice("N-901", "电梯检修改到周五")
    published = time.monotonic()
    lobby.wait_text("电梯检修改到周五")
    print(f"     publish answered -> drawn on an open list: {time.monotonic() - published:.2f} s")
    central.ctl("withdraw", "N-900")
    wait_for("the withdrawn notice gone", lambda: not lobby.shows("今晚八点大堂换灯"))
    lobby.stop()
    central.process.stop()


def only_the_lobbies_meant_show_it(shop):
    central, three = lobby_with_sample(shop)
    five = Terminal(shop, central, "T-B5-U1").pair().show()
    central.notice("N-910", "五号楼水箱清洗", audience={"tags_any": [], "buildings": ["B5"], "units": [], "exclude_tags": []})
    central.notice("N-911", "全小区灭蚊", audience={"tags_any": ["all"], "buildings": [], "units": [], "exclude_tags": []})
    for lobby in (three, five):
        lobby.tap("notices")
        lobby.wait_text("全小区灭蚊")
    five.wait_text("五号楼水箱清洗")
    assert not three.shows("五号楼水箱清洗")


def future_absent_expired_gone(shop):
    clock = Clock(shop)
    central, lobby = lobby_with_sample(shop, clock=clock)
    stamp = lambda s: time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime(s))
    now = time.time()
    central.notice("N-920", "下月的通知", effective=stamp(now + 86400), expires=stamp(now + 5 * 86400))
    central.notice("N-921", "马上到期的通知", effective=stamp(now - 3600), expires=stamp(now + 3600))
    lobby.tap("notices")
    lobby.wait_text("马上到期的通知")
    assert not lobby.shows("下月的通知")
    clock.forward(2)
    wait_for("the expired notice gone by itself", lambda: not lobby.shows("马上到期的通知"))
    assert not lobby.shows("下月的通知")


def the_bulletin_stays_without_a_network_and_after_a_restart(shop):
    central, lobby = lobby_with_sample(shop)
    central.notice("N-930", "断网前的通知")
    lobby.tap("notices")
    lobby.wait_text("断网前的通知")
    lobby.wait_stood("notices")
    central.process.kill()
    lobby.sync.kill()
    lobby.kiosk.kill()
    lobby.show()  # the kiosk alone: no sync, no central
    began = time.monotonic()
    lobby.wait_page("notices")  # where it was
    lobby.wait_text("断网前的通知")
    lobby.sync.start()
    wait_for("sync knows that it is offline", lambda: lobby.word("state") in ("offline", "connecting"))
    assert lobby.shows("断网前的通知")
    central.start()
    wait_for("live again", lobby.live)
    central.notice("N-931", "网络恢复后的通知")
    lobby.wait_text("网络恢复后的通知")
    print(f"     back and caught up after {time.monotonic() - began:.1f} s")


def never_empty_with_central_gone_for_good_and_the_clock_at_1970(shop):
    central, lobby = lobby_with_sample(shop)
    central.notice("N-940", "一九七零也要看到")
    wait_for("the notice stored", lambda: len(lobby.blobs()) > 0 and lobby.word("generation"))
    lobby.tap("notices")
    lobby.wait_text("一九七零也要看到")
    lobby.stop()
    central.process.kill()
    fake = {"LD_PRELOAD": "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1", "FAKETIME": "@1970-01-01 00:10:00",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1", "TZ": "UTC",
            "ASAN_OPTIONS": "verify_asan_link_order=0:detect_leaks=0"}
    import glob
    fake["LD_PRELOAD"] = glob.glob("/usr/lib/*/faketime/libfaketime.so.1")[0]
    lobby.kiosk.env = {**lobby.kiosk.env, **fake}
    lobby.sync.env = fake
    lobby.sync.start()
    lobby.show()
    lobby.wait_page("home")
    assert not lobby.shows("1970"), "a wrong year is on the wall"
    lobby.tap("notices")
    lobby.wait_text("一九七零也要看到")
    lobby.go_home()
    lobby.tap("standards")
    lobby.wait_page("standards")
    assert lobby.shows("综合服务")


def pictures_of_a_notice_reach_the_lobby(shop):
    """An item of kind file carries the bytes; sync keeps them under their hash."""
    central, lobby = lobby_with_sample(shop)
    samples = (SOURCE / "assets/sample/files").glob("*.png")
    wanted = {hashlib.sha256(path.read_bytes()).hexdigest() for path in samples}
    wait_for("the sample's pictures", lambda: wanted <= set(lobby.blobs()))
    drawing = SOURCE / "tests/fuzz/corpus/mediainfo/plan.svg"
    sha256 = hashlib.sha256(drawing.read_bytes()).hexdigest()
    central.notice("N-950", "大堂平面图", file=drawing)
    wait_for("the drawing", lambda: sha256 in lobby.blobs())
    said = central.ctl("shown", "N-950")
    assert "T-B3-U1" in said, said


run(a_notice_is_on_the_wall_within_moments_and_gone_after_withdrawal, only_the_lobbies_meant_show_it,
    future_absent_expired_gone, the_bulletin_stays_without_a_network_and_after_a_restart,
    never_empty_with_central_gone_for_good_and_the_clock_at_1970,
    pictures_of_a_notice_reach_the_lobby)
