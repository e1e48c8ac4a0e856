"""The complaint desk as residents and a clerk live it: in the pinyin of the south, by hand, in large letters from low down, two days
without a network, read on a telephone, taken up again at another screen, late and told on, and taken back.
FOYER_DESK_PICTURES=FOLDER keeps what the displays showed."""

import contextlib
import os
import re
import sqlite3
import time

from lobby import Clock, Terminal, lobby_with_sample, run, wait_for
from phone import Phone, draw
from resident import BINS, LIFT, complain, enter_code, receipt_code

PICTURES = os.environ.get("FOYER_DESK_PICTURES")
DAY_S = 86400
WORDS = ("complain", "category/BJ", "matter/other", "place/here", "type")


def keep(lobby, name):
    if PICTURES:
        time.sleep(0.4)
        lobby.display.picture(f"{PICTURES}/{name}.png")


def spell(lobby, letters):
    for letter in letters:
        lobby.tap(f"key/{letter}")


def the_case(central):
    number = wait_for("the case at the office", lambda: central.rows("cases"))[0]["number"]
    return central.json("case", number, "--why", "to see what arrived")


def has_what_the_office_has(lobby):
    """Every case in the lobby's cache is the one that the office publishes now."""
    with contextlib.closing(sqlite3.connect(f"file:{lobby.central.data / 'central.db'}?mode=ro", uri=True, timeout=60)) as db:
        office = dict(db.execute("SELECT id, line FROM channel_item WHERE channel LIKE 'k:%'"))
    with contextlib.closing(sqlite3.connect(f"file:{lobby.data / 'cache.db'}?mode=ro", uri=True, timeout=60)) as db:
        here = dict(db.execute("SELECT id, sha256 FROM item WHERE channel LIKE 'k:%'"))
    return set(here) == set(office) and all(sha256 in office[case] for case, sha256 in here.items())


def news_after(lobby, act):
    """The lobby has what came of it; nothing from before is still on its way, which would be taken for it."""
    wait_for("the office's earlier news", lambda: has_what_the_office_has(lobby))
    before = lobby.word("generation")
    act()
    wait_for("the office's news", lambda: lobby.word("generation") != before and has_what_the_office_has(lobby))


def read_case(lobby, code):
    """All words of the case, from home."""
    enter_code(lobby, code)
    lobby.wait_page("case")
    return lobby.read_to_the_end()


def first_word(lobby):
    return next((t["label"] for t in lobby.targets("word/0")), None)


# ---- writing ----

def southern_pinyin_is_taken_where_the_lobby_says_so(shop):
    def northern(community):
        for terminal in community["terminals"]:
            terminal["typing"] = {"zh_z": False, "n_l": False, "ing_in": False}

    def southern(community):
        community["typing"] = {"zh_z": True, "n_l": True, "ing_in": True}
        community["community"]["name"] = "禾汀里南区"  # to be seen: the new record is on the screen

    central, lobby = lobby_with_sample(shop, change=northern)
    for target in WORDS:
        lobby.tap(target)
    if not lobby.target("layout/pinyin"):
        print("     this build has no engine: nothing to write with")
        return
    spell(lobby, "nousannousui")
    assert first_word(lobby) != "楼上漏水", "an accent is taken where the lobby says that nobody has it"
    lobby.tap("finish")
    lobby.wait_page("home")
    central.import_sample(southern)
    lobby.wait_text("禾汀里南区")
    for target in WORDS:
        lobby.tap(target)
    spell(lobby, "nousannousui")
    keep(lobby, "pinyin-southern")
    wait_for("楼上漏水 first", lambda: first_word(lobby) == "楼上漏水")
    lobby.tap("word/0")
    spell(lobby, "diantitinle")
    lobby.tap("word/0")
    keep(lobby, "pinyin-written")
    for target in ("done", "next", "send"):
        lobby.tap(target)
    lobby.wait_page("receipt")
    keep(lobby, "pinyin-receipt")
    assert "楼上漏水电梯停了" in str(the_case(central))


HAND = {"门": "20,8 30,18; 18,28 18,92; 36,14 84,14 84,88 74,82",
        "口": "20,25 24,80; 22,26 80,26 76,78; 25,76 76,76",
        "有": "10,25 90,22; 45,5 30,45 8,70; 38,45 38,95; 38,46 78,46 78,92 68,86; 40,60 76,60; 40,74 76,74",
        "水": "50,8 50,92 38,84; 12,35 38,35 28,60 10,82; 82,22 70,38 56,46; 54,46 70,70 92,86"}


def write(lobby, character):
    box = next(t for t in lobby.targets("key/undo-ink"))
    left, top = box["x"] + 130, box["y"] - 276
    for stroke in HAND[character].split("; "):
        points = [tuple(map(int, point.split(","))) for point in stroke.split()]
        place = [(left + x * 2.6, top + y * 2.6) for x, y in points]
        lobby.display.move(*place[0])
        lobby.display.press(True)
        for (x0, y0), (x1, y1) in zip(place, place[1:]):
            for i in range(1, 9):
                lobby.display.move(x0 + (x1 - x0) * i / 8, y0 + (y1 - y0) * i / 8)
                lobby.display.x.sync()
                time.sleep(0.008)
        lobby.display.press(False)
        lobby.display.x.sync()
    beside = lambda: next((t["id"] for t in lobby.targets("word/") if t["label"] == character), None)
    found = wait_for(f"{character} beside the pad", beside)
    while time.sleep(0.8) or found != beside():  # what has just come is not what the eye has seen
        found = wait_for(f"{character} beside the pad", beside)
    keep(lobby, f"hand-{ord(character):x}")
    lobby.tap(found)


def a_complaint_is_written_by_hand(shop):
    central, lobby = lobby_with_sample(shop)
    for target in WORDS:
        lobby.tap(target)
    if not lobby.target("layout/hand"):
        print("     this build reads no handwriting")
        return
    lobby.tap("layout/hand")
    for character in "门口有水":
        write(lobby, character)
    lobby.wait_text("门口有水")
    for target in ("done", "next"):
        lobby.tap(target)
    keep(lobby, "hand-review")
    lobby.tap("send")
    lobby.wait_page("receipt")
    assert "门口有水" in str(the_case(central))


# ---- reading and reaching ----

def in_large_letters_from_low_down_nothing_is_out_of_reach(shop):
    central, lobby = lobby_with_sample(shop)
    for target in ("easier", "easier/large", "easier/low", "easier/done"):
        lobby.tap(target)
    wait_for("the sheet closed", lambda: not lobby.target("easier/done"))
    for i, target in enumerate((*LIFT[:-1], "type")):
        if target == "next":
            continue
        lobby.tap(target)
        keep(lobby, f"low-{i}-{target.replace('/', '-').replace(':', '-')}")
        low(lobby)
    spell(lobby, "diantihuaile")
    keep(lobby, "low-typed")
    lobby.tap("word/0")
    for target in ("done", "next"):
        lobby.tap(target)
        keep(lobby, f"low-{target}")
        low(lobby)
    lobby.tap("send")
    lobby.wait_page("receipt")
    keep(lobby, "low-receipt")
    low(lobby)
    code = receipt_code(lobby)
    assert "电梯坏了" in str(the_case(central))
    lobby.tap("written")
    for target in ("easier", "easier/large", "easier/low", "easier/done"):
        lobby.tap(target)
    wait_for("the sheet closed", lambda: not lobby.target("easier/done"))
    lobby.tap("lookup")
    keep(lobby, "low-lookup")
    low(lobby)
    for digit in code:
        lobby.tap(f"digit/{digit}")
    lobby.wait_page("case")
    keep(lobby, "low-case")


def low(lobby):
    high = [t["id"] for t in lobby.targets() if t["y"] < 960 and t["enabled"] and t["id"] not in ("paper",)]
    assert not high, f"out of reach on {lobby.page()}: {high}"


# ---- time ----

def two_days_without_a_network_and_the_promise_counts_from_the_lobby(shop):
    clock = Clock(shop)
    central, lobby = lobby_with_sample(shop, clock=clock)
    central.process.stop()
    wait_for("sync offline", lambda: lobby.word("state") == "offline")
    taken = [int(clock.now())]
    code = complain(lobby, BINS)
    taken.append(clock.now())
    lobby.wait_text("网络恢复后")
    keep(lobby, "offline-receipt")
    lobby.tap("written")
    clock.forward(48)
    enter_code(lobby, code)
    lobby.wait_text("还没有消息")  # neither "wrong" nor "the office has it"
    keep(lobby, "offline-lookup")
    lobby.go_home()
    back = int(clock.now())
    central.start().login()
    case = the_case(central)
    wait_for("the entry settled", lambda: lobby.waiting() == 0)
    assert len(central.rows("cases")) == 1
    assert taken[0] <= case["delivery"]["taken"] <= taken[1] and back <= case["delivery"]["reached"] <= clock.now(), case
    assert case["promised_s"] == case["delivery"]["taken"] + DAY_S and case["late"], case
    enter_code(lobby, code)
    lobby.wait_page("case")
    keep(lobby, "offline-back")
    said = lobby.flat()
    assert said.count("已过期限") + said.count("未按时") == 1 and "还没到期" in said, said  # the first reply; the answer has time


def late_is_told_on_and_taken_up_again_at_another_screen(shop):
    clock = Clock(shop)
    central, here = lobby_with_sample(shop, clock=clock)
    code = complain(here, LIFT)
    here.tap("written")
    number = the_case(central)["number"]
    there = Terminal(shop, central, "T-B5-U1", clock=clock).pair().show()
    clock.forward(26)
    central.login()
    case = wait_for("late and told on", lambda: (case := the_case(central))["told"] and case)
    assert case["late"] and case["level"] == 1, case
    assert {"late", "escalated"} <= {event["what"] for event in case["events"]}, case["events"]
    assert number in central.ctl("cases", "--late")
    said = read_case(there, code)
    keep(there, "late-case")
    assert "首次回复超过了期限" in said and "已交给上一级" in said, said
    there.tap("finish")
    central.ctl("reply", number, "--state", "assigned")
    news_after(there, lambda: central.ctl("reply", number, "--state", "replied", "--text", "门机皮带已更换。"))
    clock.forward(31 * 24)  # nobody says a word
    central.login()
    news_after(there, lambda: central.ctl("reply", number, "--state", "closed"))
    assert the_case(central)["outcome"] == "no_word"
    enter_code(there, code)
    there.wait_text("您没有表态，不会算作满意")
    there.tap("finish")
    central.process.stop()
    wait_for("sync offline", lambda: there.word("state") == "offline")
    enter_code(there, code)
    there.wait_text("门机皮带已更换")
    keep(there, "late-closed")
    there.tap("act/reopen")
    keep(there, "late-reopen")
    there.tap("send")
    there.wait_text("网络恢复后")
    keep(there, "late-reopened")
    there.tap("finish")
    central.start().login()
    case = wait_for("taken up again", lambda: (case := the_case(central))["reopened"] and case)
    assert case["state"] in ("reopened", "assigned"), case


# ---- the telephone ----

def scan(lobby):
    """What a telephone's camera reads from the glass."""
    import zbar
    from PIL import Image
    path = lobby.shop.dir / "glass.png"
    lobby.display.picture(path)
    with Image.open(path) as picture:
        grey = picture.convert("L")
    image = zbar.Image(*grey.size, "Y800", grey.tobytes())
    zbar.ImageScanner().scan(image)
    return [symbol.data for symbol in image]


def the_answer_is_read_and_judged_on_a_telephone(shop):
    def with_address(community):
        community["phone_page"] = {"url": "https://foyer.example.cn", "host": "foyer.example.cn", "icp": "示ICP备00000000号-1"}

    central, lobby = lobby_with_sample(shop, change=with_address)
    for target in (*BINS[:-1], "phone-pin", *(f"digit/{d}" for d in "2468"), "digit/done"):
        lobby.tap(target)
    keep(lobby, "phone-review")
    lobby.tap("send")
    lobby.wait_page("receipt")
    code = receipt_code(lobby)
    assert not scan(lobby), "a link stands there before anybody asked"
    lobby.tap("phone-page")
    [link] = wait_for("the code for the telephone", lambda: scan(lobby), every=0.3)
    keep(lobby, "phone-receipt")
    assert lobby.shows("foyer.example.cn") and code not in link, link
    token = re.fullmatch(r"https://foyer\.example\.cn/r/([\w-]{22})", link).group(1)
    lobby.tap("written")
    number = the_case(central)["number"]
    central.ctl("reply", number, "--state", "assigned")
    central.ctl("reply", number, "--state", "replied", "--text", "垃圾桶已经清空。")
    phone = Phone(central, token)
    assert "垃圾桶已经清空" in phone.get().text and not phone.get().has_form("verdict")
    page = wait_for("the PIN known", lambda: (page := phone.open("2468")).status == 200 and page)
    if PICTURES:
        draw(page.text, f"{PICTURES}/phone-page.png")
    fields = {name: page.field("verdict", name) for name in ("pass", "id")}
    news_after(lobby, lambda: phone.post("verdict", {**fields, "act": "not_helped", "text": "今天又满了"}))
    assert "今天又满了" in str(case := the_case(central)) and case["outcome"] == "not_helped", case
    assert "今天又满了" in (said := read_case(lobby, code)), said
    keep(lobby, "phone-case")
    assert not lobby.target("act/helped"), "one answer is judged twice"


def the_link_for_a_phone_lies_on_no_other_words(shop):
    def with_address(community):
        community["phone_page"] = {"url": "https://foyer.example.cn", "host": "foyer.example.cn"}

    _, lobby = lobby_with_sample(shop, change=with_address)
    for target in ("easier", "easier/large", "easier/en", "easier/done"):
        lobby.tap(target)
    complain(lobby, LIFT)
    lobby.tap("phone-page")
    lobby.wait_text("It can only be read there.")
    keep(lobby, "phone-large")
    texts = lobby.screen()["texts"]
    under = next(i for i, t in enumerate(texts) if t["s"].startswith("It can only"))
    assert texts[under]["y"] + texts[under]["h"] <= texts[under + 1]["y"], texts[under:under + 2]


# ---- rights ----

def a_word_is_added_a_number_deleted_and_the_case_withdrawn_by_code(shop):
    central, lobby = lobby_with_sample(shop)
    code = complain(lobby, BINS)
    lobby.tap("written")
    the_case(central)
    enter_code(lobby, code)
    lobby.wait_page("case")
    for target in ("act/add", "layout/english", "key/z", "key/q", "key/x", "send"):
        lobby.tap(target)
    lobby.wait_text("您补充了一句话。已于")
    assert "zqx" in str(the_case(central))
    for target in ("act/contact", "agree", *(f"digit/{d}" for d in "13800000000")):
        lobby.tap(target)
    news_after(lobby, lambda: lobby.tap("digit/done"))
    lobby.wait_text("您留了电话号码。已于")
    number = the_case(central)["number"]
    assert the_case(central)["has_person"] and "13800000000" not in str(the_case(central)), the_case(central)
    said = central.ctl("cases", "contact", number, "--why", "约时间")
    assert "13800000000" in said, said
    lobby.tap("finish")
    enter_code(lobby, code)
    lobby.wait_page("case")
    for target in ("act/forget_contact", "yes"):
        lobby.tap(target)
    lobby.wait_text("您要求删除电话号码。已于")
    keep(lobby, "rights-forgotten")
    case = the_case(central)
    assert "13800000000" not in str(case) and case["contact_erased"], case
    lobby.tap("act/withdraw")
    news_after(lobby, lambda: lobby.tap("yes"))
    lobby.wait_text("您要求撤回这件事。已于")
    assert the_case(central)["state"] == "withdrawn"
    lobby.tap("finish")
    enter_code(lobby, code)
    lobby.wait_page("case")
    keep(lobby, "rights-withdrawn")
    assert lobby.shows("已撤回") and not lobby.target("act/withdraw")


run(southern_pinyin_is_taken_where_the_lobby_says_so, a_complaint_is_written_by_hand,
    in_large_letters_from_low_down_nothing_is_out_of_reach, two_days_without_a_network_and_the_promise_counts_from_the_lobby,
    late_is_told_on_and_taken_up_again_at_another_screen, the_answer_is_read_and_judged_on_a_telephone,
    the_link_for_a_phone_lies_on_no_other_words, a_word_is_added_a_number_deleted_and_the_case_withdrawn_by_code)
