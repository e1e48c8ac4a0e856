"""What the people of a lobby need, each promise by name, seen on the real screen and in the real programs."""

import datetime
import json
import re
import subprocess
import time

from lobby import BIN, PATIENCE, SAMPLE, Central, Terminal, lobby_with_sample, run, wait_for
from resident import BINS, LEAK, LIFT, complain, enter_code

CHINA = datetime.timezone(datetime.timedelta(hours=8))
WEEKDAYS = "一二三四五六日"


def danger_is_one_tap_from_every_page_with_public_numbers_and_the_exact_place(shop):
    central, lobby = lobby_with_sample(shop)
    for path in ("notices", "fees", "standards", "phones", "lookup", "complain", "disclosures"):
        lobby.go_home()
        lobby.tap(path)
        lobby.wait_page(path)
        lobby.tap("danger")
        lobby.wait_page("danger")
        for number in ("110", "119", "120"):
            assert lobby.shows(number), f"{number} is missing after {path}"
        lobby.tap("back")
        lobby.wait_page(path)
    lobby.tap("danger")
    lobby.wait_text("禾汀路1号")
    lobby.wait_text("3号楼1单元")
    assert lobby.shows("电梯") and lobby.shows("燃气")


def danger_works_before_any_content_has_arrived(shop):
    central = Central(shop)  # never started
    lobby = Terminal(shop, central, "T-B3-U1").show()
    if not lobby.target("danger"):
        lobby.wait_text("110")
    else:
        lobby.tap("danger")
        lobby.wait_page("danger")
    for number in ("110", "119", "120"):
        assert lobby.shows(number)


def the_very_first_touch_counts(shop):
    central, lobby = lobby_with_sample(shop)
    for _ in range(6):
        lobby.kiosk.stop()
        lobby.show()
        lobby.display.tap(*lobby.target("danger"))
        lobby.wait_page("danger")


def a_matter_of_life_never_becomes_an_ordinary_complaint(shop):
    central, lobby = lobby_with_sample(shop)
    lobby.tap("complain")
    lobby.tap("category/CQ")
    lobby.tap("matter/CQ-04")  # a dog bit someone
    for number in ("110", "120"):
        assert lobby.shows(number), lobby.words()
    assert not lobby.target("send")


def the_public_number_is_not_the_receipt_code(shop):
    central, lobby = lobby_with_sample(shop)
    code = complain(lobby, LIFT)
    case = wait_for("the case", lambda: central.rows("cases"))[0]
    assert re.fullmatch(r"\d{4}-\d{4,}", case["number"]), case
    for words in (central.ctl("cases"), central.ctl("case", case["number"], "--why", "回访"), str(central.json("case", case["number"], "--why", "回访")),
                  central.process.tail(10000), lobby.sync.tail(10000), lobby.kiosk.tail(10000)):
        assert code not in re.sub(r"[\s-]", "", words), "the receipt code got out"
    grouped = f"{code[:5]} {code[5:10]} {code[10:]}"
    notice = shop.dir / "bad.json"
    central.notice("N-950", "好的通知")
    payload = json.loads((shop.dir / "N-950.json").read_text())
    payload["id"] = payload["doc"]["id"] = "N-951"
    payload["doc"]["lang"]["zh-CN"]["body_md"] = f"凭 {grouped} 查询"
    notice.write_text(json.dumps(payload, ensure_ascii=False))
    refused = central.ctl("publish", notice, check=False)
    assert refused.returncode == 1 and "code" in refused.stderr.lower(), refused


def an_unknown_good_code_is_no_news_yet_and_never_wrong(shop):
    central, lobby = lobby_with_sample(shop)
    central.process.stop()
    wait_for("offline", lambda: lobby.word("state") == "offline")
    code = complain(lobby, BINS)
    lobby.tap("written")
    enter_code(lobby, code)
    wait_for("the answer to a code without news", lambda: lobby.shows("暂无") or lobby.shows("还没有") or lobby.shows("尚无"))
    assert not lobby.shows("错误")


def sample_content_is_marked_and_a_real_wall_refuses_invented_numbers(shop):
    central, lobby = lobby_with_sample(shop)
    for path in ("notices", "fees", "standards", "phones", "lookup", "complain"):
        lobby.go_home()
        assert lobby.shows("演示"), "no ribbon on home"
        lobby.tap(path)
        lobby.wait_page(path)
        assert lobby.shows("演示"), f"no ribbon on {path}"
    folder = shop.dir / "real"
    subprocess.run(["cp", "-r", SAMPLE, folder], check=True)
    community = json.loads((folder / "community.json").read_text())
    community["community"]["demo"] = False
    (folder / "community.json").write_text(json.dumps(community, ensure_ascii=False))
    refused = central.ctl("import", folder, check=False)
    assert refused.returncode == 1 and "000-5550" in refused.stderr + refused.stdout, refused


def the_demonstration_is_always_today(shop):
    central, lobby = lobby_with_sample(shop)
    tomorrow = datetime.datetime.now(CHINA) + datetime.timedelta(days=1)
    lobby.tap("notices")
    lobby.wait_page("notices")
    lobby.tap("notice/N-001")
    lobby.wait_page("notice")
    day = f"{tomorrow.month}月{tomorrow.day}日"
    assert lobby.shows(day), f"tomorrow's water stop does not say {day}: {lobby.words()}"
    assert f"{day}（周{WEEKDAYS[tomorrow.weekday()]}）" in lobby.flat(), lobby.words()


def no_contact_without_the_whole_consent_text(shop):
    central, lobby = lobby_with_sample(shop)
    consent = json.loads((SAMPLE / "complaints.json").read_text())["consent"]["text"]
    lobby.go_home()
    for target in ("complain", "category/BJ", "matter/BJ-04", "place/here", "contact"):
        lobby.tap(target)
    assert not lobby.target("digit/1"), "a number pad before the consent text"
    seen = lobby.read_to_the_end()
    for sentence in re.split(r"[。\n]", re.sub(r"\{\{.*?\}\}", "", consent)):
        words = "".join(sentence.replace("*", "").lstrip("#- ").split())
        # A line may be cut by the page's edge in one picture and whole in the next.
        assert words[:12] in seen or words[-12:] in seen, f"not shown before the contact field: {sentence}"
    lobby.tap("agree")
    for digit in "13900000000":
        lobby.tap(f"digit/{digit}")
    lobby.tap("digit/done")
    lobby.tap("next")
    lobby.tap("send")
    lobby.wait_page("receipt")
    case = wait_for("the case", lambda: central.rows("cases"))[0]
    assert "13900000000" in central.ctl("cases", "contact", case["number"], "--why", "回访")


def home_has_six_tiles_and_the_eight_disclosures_in_the_laws_order(shop):
    central, lobby = lobby_with_sample(shop)
    for target, words in (("notices", "通知"), ("fees", "收费和账目"), ("standards", "服务标准"), ("complain", "我要反映"),
                          ("lookup", "查处理结果"), ("phones", "找人打电话")):
        assert lobby.target(target), f"no tile {target}"
        assert lobby.shows(words), f"home does not say {words}"
    # Tiles a standing hand and a wheelchair reach: 800 to 1,200 mm above the floor.
    px_per_mm, bottom = 1920 / 708, 620
    for target in lobby.targets():
        if target["id"] in ("notices", "phones"):
            low, high = bottom + (1920 - target["y"] - target["h"]) / px_per_mm, bottom + (1920 - target["y"]) / px_per_mm
            assert 780 <= low and high <= 1220, f"{target['id']} lies {low:.0f}-{high:.0f} mm above the floor"
    lobby.tap("disclosures")
    lobby.wait_page("disclosures")
    seen = lobby.read_to_the_end()
    order = [seen.find(word) for word in ("服务事项", "负责人员", "质量要求", "收费项目", "收费标准", "履行情况", "维修资金", "经营与收益")]
    assert all(at >= 0 for at in order), f"a disclosure is missing: {order}: {seen}"
    assert order == sorted(order), f"not in the law's order: {order}"


def telephone_page_shows_who_is_there_now_first(shop):
    central, lobby = lobby_with_sample(shop)
    lobby.tap("phones")
    lobby.wait_page("phones")
    assert lobby.shows("000-5550-0119")


def price_list_formula_and_coming_prices(shop):
    central, lobby = lobby_with_sample(shop)
    lobby.tap("fees")
    lobby.wait_page("fees")
    lobby.wait_text("2.80")
    lobby.tap("fee/F-01")
    lobby.wait_page("fee")
    seen = lobby.read_to_the_end()
    for required in ("示例市禾汀物业服务有限公司", "政府指导价", "示例价〔2024〕15号", "000-5550-0102", "12315"):
        assert required in seen, f"{required} is missing on the price page"


def a_form_left_alone_is_wiped_with_a_warning(shop):
    central, lobby = lobby_with_sample(shop)
    for target in ("complain", "category/BJ", "matter/BJ-04", "place/here"):
        lobby.tap(target)
    began = time.monotonic()
    wait_for("the warning", lambda: lobby.target("over/stay"), every=0.02)
    warned = time.monotonic() - began
    lobby.tap("over/stay")
    assert lobby.page().startswith("complain"), "one tap must extend"
    wait_for("the end of the visit", lambda: lobby.page() == "home", 2 * PATIENCE)
    print(f"     warned after {warned:.0f} s, wiped 45 s after the extension")


def the_code_is_fifteen_digits_in_three_groups_on_a_pad_with_large_keys(shop):
    central, lobby = lobby_with_sample(shop)
    code = complain(lobby, LEAK)
    assert len(code) == 15
    assert lobby.shows("抄") or lobby.shows("拍照") or lobby.shows("写下")
    lobby.tap("written")
    lobby.tap("lookup")
    px_per_mm = 1920 / 708
    for target in lobby.targets("digit/"):
        side = min(target["w"], target["h"]) / px_per_mm
        assert side >= 24.5, f"key {target['id']} is {side:.1f} mm"


def a_notice_carries_summary_issuer_and_event_on_the_wire(shop):
    central, lobby = lobby_with_sample(shop)
    for path in (lobby.data / "blobs").iterdir():
        if path.read_bytes().startswith(b'{"'):
            doc = json.loads(path.read_bytes())
            if doc.get("id") == "N-001":
                assert doc["lang"]["zh-CN"]["summary"] and doc["issuer"] and doc["event"]["start"] and doc["event"]["end"], doc
                return
    raise AssertionError("N-001 is not among the blobs")


def keyboards_are_ignored_where_a_board_forbids_them(shop):
    from Xlib import XK, X
    from Xlib.ext import xtest
    _, lobby = lobby_with_sample(shop, kiosk_args=("--no-allow-keyboard",))
    for target in ("complain", "category/BJ", "matter/other", "place/here", "type"):
        lobby.tap(target)
    before = lobby.words()
    for key in "hello":
        code = lobby.display.x.keysym_to_keycode(XK.string_to_keysym(key))
        xtest.fake_input(lobby.display.x, X.KeyPress, code)
        xtest.fake_input(lobby.display.x, X.KeyRelease, code)
    lobby.display.x.sync()
    lobby.tap("key/z")
    assert "hello" not in lobby.words() and lobby.words() != before


def fingers_alone_are_enough_and_a_mouse_is_ignored_where_a_board_forbids_it(shop):
    central, mouse = lobby_with_sample(shop, kiosk_args=("--no-allow-mouse",))
    mouse.display.tap(*mouse.target("notices"))
    time.sleep(1)
    assert mouse.page() == "home", "a mouse was obeyed"
    finger = Terminal(shop, central, "T-B3-U2", kiosk_args=("--no-allow-mouse",))
    finger.kiosk.env = {"SDL_MOUSE_TOUCH_EVENTS": "1"}  # SDL makes fingers of the virtual display's pointer
    finger.pair().show()
    complain(finger, LEAK)
    finger.tap("written")
    finger.tap("notices")
    finger.wait_page("notices")
    first = finger.targets("notice/")[0]["y"]
    finger.display.drag(500, 1400, 500, 900)
    wait_for("the list following the finger", lambda: finger.targets("notice/")[0]["y"] != first)


def buildings_lifts_places_and_contacts_come_from_one_spreadsheet(shop):
    central, lobby = lobby_with_sample(shop)
    help_words = subprocess.run([BIN / "foyerctl", "lobbies", "--help"], capture_output=True, text=True).stdout
    sheet = shop.dir / "lobbies.csv"
    sheet.write_text("kind,nonsense\nbuilding,?\n")
    refused = central.ctl("lobbies", sheet, check=False)
    assert refused.returncode != 0 and refused.stderr, (refused, help_words)


def english_is_honest(shop):
    central, lobby = lobby_with_sample(shop)
    lobby.tap("lang")
    wait_for("English", lambda: lobby.screen()["lang"] == "en")
    assert lobby.shows("Notices")
    lobby.tap("notices")
    lobby.wait_page("notices")
    assert [t for t in lobby.targets("notice/")], "an English list is never empty"
    assert lobby.shows("Water off"), "a translated notice is shown in English"
    lobby.tap("notice/N-006")  # has no English text
    lobby.wait_page("notice")
    assert lobby.shows("电梯年度检验结果"), "without a translation the Chinese text stands"
    lobby.go_home()


def notices_with_sign_up_lead_to_people_not_to_a_dead_button(shop):
    central, lobby = lobby_with_sample(shop)
    lobby.tap("notices")
    lobby.tap("notice/N-024")
    lobby.wait_page("notice")
    seen = lobby.read_to_the_end()
    assert "服务中心" in seen and "000-5550-0101" in seen, seen


run(danger_is_one_tap_from_every_page_with_public_numbers_and_the_exact_place, danger_works_before_any_content_has_arrived,
    the_very_first_touch_counts, a_matter_of_life_never_becomes_an_ordinary_complaint, the_public_number_is_not_the_receipt_code,
    an_unknown_good_code_is_no_news_yet_and_never_wrong, sample_content_is_marked_and_a_real_wall_refuses_invented_numbers,
    the_demonstration_is_always_today, no_contact_without_the_whole_consent_text,
    home_has_six_tiles_and_the_eight_disclosures_in_the_laws_order, telephone_page_shows_who_is_there_now_first,
    price_list_formula_and_coming_prices, a_form_left_alone_is_wiped_with_a_warning,
    the_code_is_fifteen_digits_in_three_groups_on_a_pad_with_large_keys, a_notice_carries_summary_issuer_and_event_on_the_wire,
    keyboards_are_ignored_where_a_board_forbids_them, fingers_alone_are_enough_and_a_mouse_is_ignored_where_a_board_forbids_it,
    buildings_lifts_places_and_contacts_come_from_one_spreadsheet,
    english_is_honest, notices_with_sign_up_lead_to_people_not_to_a_dead_button)
