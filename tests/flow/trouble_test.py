"""Reports in bad conditions: many at once, a child with ten fingers, something that lies on the glass, a full disk, a card that has
become read-only. What was accepted is kept; what was not is said plainly and goes out as a code for a phone."""

import contextlib
import random
import time

import codes
from lobby import PATIENCE, lobby_with_sample, run, wait_for
from resident import BINS, LEAK, LIFT, complain, enter_code, receipt_code
from small_disk import SmallDisk, may_mount

MANY = 50


def cases(central):
    return central.rows("cases")


def fifty_reports_in_a_row_are_all_kept(shop):
    """Faster than fifty people could: as fast as the screen answers."""
    central, lobby = lobby_with_sample(shop)
    central.process.stop()
    given = set()
    began = time.monotonic()
    for i in range(MANY):
        given.add(complain(lobby, (LIFT, BINS, LEAK)[i % 3]))
        lobby.tap("written")
        lobby.wait_page("home")
    print(f"     {MANY} reports in {time.monotonic() - began:.0f} s", flush=True)
    assert len(given) == MANY
    assert lobby.waiting() == MANY
    lobby.kiosk.kill()
    assert lobby.waiting() == MANY, "a power cut took accepted reports"
    central.start()
    wait_for("all of them at the office", lambda: lobby.waiting() == 0, 2 * PATIENCE)
    numbers = {case["number"] for case in central.rows("cases")}
    assert len(numbers) == MANY, len(numbers)


def a_child_that_hammers_breaks_nothing(shop):
    _, lobby = lobby_with_sample(shop)
    dice = random.Random(7)
    lobby.tap("complain")
    end = time.monotonic() + 15
    while time.monotonic() < end:
        x, y = dice.randrange(lobby.size[0]), dice.randrange(lobby.size[1])
        lobby.display.tap(x, y)
        time.sleep(0.02)  # forty touches a second; more only queue up
        if dice.random() < 0.2:
            lobby.display.drag(x, y, dice.randrange(lobby.size[0]), dice.randrange(lobby.size[1]), steps=3)
    lobby.rest(60, still_s=4)  # a slow screen still answers touches of the child's, one after the other
    assert lobby.kiosk.running(), lobby.kiosk.tail()
    while lobby.page() != "home":  # wherever that has led: an open question, then the way home
        lobby.tap(next(t for t in ("over/leave", "over/go", "easier/done", "read/close", "home") if t == "home" or lobby.target(t)))
        time.sleep(0.5)
    complain(lobby, LIFT)


def what_lies_on_the_glass_keeps_no_visit_open(shop):
    _, lobby = lobby_with_sample(shop)
    for target in BINS[:4]:
        lobby.tap(target)
    lobby.tap("phrase/0")
    lobby.tap("next")
    lobby.display.move(540, 1300)
    lobby.display.press(True)
    wait_for("the veil", lambda: lobby.target("over/stay"))
    wait_for("the end of the visit", lambda: lobby.page() == "home")
    lobby.display.press(False)
    lobby.display.x.sync()


def a_full_disk_is_said_plainly_and_the_draft_stays(shop):
    if not may_mount():
        print("     left out: only root can mount a small disk", flush=True)
        return
    _, lobby = lobby_with_sample(shop)
    disk = SmallDisk(lobby)
    try:
        lobby.show()
        disk.fill()
        for target in BINS[:4]:
            lobby.tap(target)
        lobby.tap("phrase/0")
        lobby.tap("next")
        for _ in range(200):  # what the file had free may take a few yet: each is kept, then it says no
            lobby.tap("send" if not lobby.target("send-again") else "send-again")
            wait_for("an answer", lambda: lobby.shows("没能收下") or lobby.target("send-again") or
                     (lobby.page() or "").startswith("receipt/"))
            if lobby.shows("没能收下"):
                break
            if (lobby.page() or "").startswith("receipt/"):
                receipt_code(lobby)
                lobby.tap("written")
                for target in (*BINS[:4], "phrase/0", "next"):
                    lobby.tap(target)
        lobby.wait_text("没能存到本机")
        assert lobby.shows("请用手机扫这个码"), lobby.words()
        kept = lobby.waiting()
        disk.heal()
        lobby.tap("send")
        lobby.wait_page("receipt")
        assert lobby.waiting() == kept + 1
    finally:
        disk.end()


def codes_of(lobby):
    """What a phone reads from the screen, code after code."""
    lines, path = {}, lobby.shop.dir / "carried.png"
    while True:
        lobby.display.picture(path)
        for text in codes.read(path):
            part = text.split()[1]
            lines[part] = text
        parts = int(next(iter(lines), "1/9").split("/")[1])
        if len(lines) == parts:
            return list(lines.values())
        if lines:
            lobby.tap("carry-next")
        time.sleep(0.3)


def what_a_phone_carries_is_a_case_and_answers(shop):
    """A card that keeps nothing: the codes go to the office by phone, and the receipt code opens the answer in this lobby."""
    if not may_mount():
        print("     left out: only root can make a disk read-only", flush=True)
        return
    central, lobby = lobby_with_sample(shop)
    disk = SmallDisk(lobby)
    try:
        disk.lock()
        lobby.show()
        for target in (*BINS[:4], "phrase/0", "next", "send"):
            lobby.tap(target)
        lobby.wait_text("没能收下")
        code, lines = receipt_code(lobby), codes_of(lobby)
        lobby.tap("finish")
        lobby.wait_page("home")
        paste = shop.dir / "paste.txt"
        if len(lines) > 1:
            paste.write_text(lines[0])
            refused = central.ctl("cases", "carried", paste, check=False)
            assert refused.returncode == 1 and "missing" in refused.stderr, refused
        paste.write_text("李女士 18:02\n" + "\n李女士 18:03\n".join(reversed(lines)) + "\n发自我的手机\n")
        number = central.json("cases", "carried", paste)["number"]
        again = central.ctl("cases", "carried", paste, check=False)
        assert again.returncode == 1 and f"already here as {number}" in again.stderr, again
        assert [(case["number"], case["lobby"]) for case in cases(central)] == [(number, "T-B3-U1")]
        central.ctl("reply", number, "--state", "replied", "--text", "垃圾桶今天下午已经清运。")
        disk.heal()
        lobby.sync.start()
        wait_for("the answer at the lobby", lambda: opens(lobby, code, "今天下午已经清运"), 2 * PATIENCE, every=1)
    finally:
        disk.end()


def opens(lobby, code, words):
    enter_code(lobby, code)
    with contextlib.suppress(AssertionError):
        lobby.wait_text(words, 8)
        return True
    return False


def a_read_only_card_is_said_plainly(shop):
    if not may_mount():
        print("     left out: only root can make a disk read-only", flush=True)
        return
    _, lobby = lobby_with_sample(shop)
    disk = SmallDisk(lobby)
    try:
        disk.lock()
        lobby.show()
        for target in (*BINS[:4], "phrase/0", "next", "send"):
            lobby.tap(target)
        lobby.wait_text("没能收下")
        assert lobby.shows("请用手机扫这个码"), lobby.words()
        disk.heal()
        lobby.tap("send")
        lobby.wait_page("receipt")
    finally:
        disk.end()


run(fifty_reports_in_a_row_are_all_kept, a_child_that_hammers_breaks_nothing,
    what_lies_on_the_glass_keeps_no_visit_open, a_full_disk_is_said_plainly_and_the_draft_stays, what_a_phone_carries_is_a_case_and_answers,
    a_read_only_card_is_said_plainly)
