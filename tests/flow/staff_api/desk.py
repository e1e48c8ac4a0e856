"""Whose desk a report is on: who sees, grants, merges and sets aside what, over the wire and from a shell."""

import json
import subprocess
import time
import urllib.parse

from office import BIN, PASSWORD, clerk_of
from paper_terminal import complaint, mint_code, uuid7


def who_may_do_what(office, terminal):
    """Who sees, grants, merges and sets aside what."""
    office.call("POST", "/accounts", {"user": "sun", "role": "editor", "posts": ["R-NOBODY"]}, expect=422)
    boss, intake, engineer = clerk_of(office, "boss", ["R-PM"], "admin"), clerk_of(office, "sun", ["R-CS"]), clerk_of(office, "wu", ["R-CLN"])
    office.call("PUT", "/accounts/wu", {"posts": ["R-ENG"]})
    office.call("PUT", "/accounts/wu", {"posts": "R-ENG"}, expect=422)
    office.call("PUT", "/accounts/wu", raw=b"{", expect=400)
    office.call("PUT", "/accounts/nobody", {"posts": []}, expect=404)
    office.call("PUT", "/accounts/boss", {"posts": []}, expect=409, token=boss)
    office.call("PUT", "/accounts/boss", {"posts": []}, expect=403, token=engineer)
    rows = {row["user"]: row["posts"] for row in office.call("GET", "/accounts")["accounts"]}
    assert rows == {"admin": [], "boss": ["R-PM"], "sun": ["R-CS"], "wu": ["R-ENG"]}, rows

    # Whom it is about.
    assert terminal.upload(terminal.seal(uuid7(), complaint(mint_code(), category="TD", subitem="TD-01", about="R-PM")))["s"] == "stored"
    secret = next(case["number"] for case in office.call("GET", "/cases?category=TD")["cases"])  # nobody holds its desk yet
    assert office.call("GET", "/cases?category=TD", token=boss)["cases"] == []
    for method, path, body in (("GET", f"/cases/{secret}?why=x", None), ("POST", f"/cases/{secret}/code", {"detail": "x", "why": "x"}),
                               ("GET", f"/cases/{secret}/photos/1?why=x", None), ("POST", f"/cases/{secret}/note", {"text": "x"}),
                               ("POST", f"/cases/{secret}/reply", {"state": "assigned"}), ("POST", f"/cases/{secret}/remedy", {"remedy": "RM-1"})):
        office.call(method, path, body, expect=404, token=boss)
    said = office.call("POST", f"/cases/{secret}/reply", {"state": "assigned", "role": "R-PM"}, expect=422)["msg"]
    assert "the desk of R-OC" in said, said
    why = urllib.parse.quote("业委会委托")
    member = clerk_of(office, "zhou", ["R-OC"])
    office.call("GET", f"/cases/{secret}?why={why}", expect=404, token=intake)  # who works for the manager could tell him
    assert office.call("GET", "/cases?category=TD", token=intake)["cases"] == []
    office.call("GET", f"/cases/{secret}?why={why}", expect=404)  # nor does who holds no post learn of it
    assert office.call("GET", "/cases?category=TD")["cases"] == [] and office.call("GET", "/cases/rows?category=TD")["total"] == 0
    assert not any(row["object"] == secret for row in office.call("GET", "/audit")["audit"])
    assert office.call("GET", f"/cases/{secret}", token=member)["text"]
    counts = [office.statistics(token) for token in (boss, intake, member)]
    assert [sum(row["received"] for one in each for row in one["categories"] if row["id"] == "TD") for each in counts] == [0, 0, 1], counts
    assert not any(row["object"] == secret for row in office.call("GET", "/audit", token=boss)["audit"])

    # A reason is kept among colleagues, a remedy has two numbers.
    number = office.call("GET", "/cases?category=WX&state=replied", token=engineer)["cases"][0]["number"]
    assert office.call("GET", f"/cases/{number}", token=engineer)["text"]
    office.call("POST", f"/cases/{number}/note", {"text": "备件已订。"}, token=engineer)
    office.call("POST", f"/cases/{number}/note", {}, expect=422, token=engineer)
    office.call("POST", f"/cases/{number}/note", raw=b"{", expect=400, token=engineer)
    said = office.call("POST", f"/cases/{number}/remedy", {"remedy": "RM-3", "amount_fen": 30000}, expect=422, token=intake)["msg"]
    assert "30000 fen" in said and "up to 0 fen" in said, said
    said = office.call("POST", f"/cases/{number}/remedy", {"remedy": "RM-3", "amount_fen": 30001}, expect=422, token=boss)["msg"]
    assert "30001 fen" in said and "0 to 30000 fen" in said, said
    office.call("POST", f"/cases/{number}/remedy", raw=b"{", expect=400, token=boss)
    done = office.call("POST", f"/cases/{number}/remedy", {"remedy": "RM-3", "amount_fen": 30000, "text": "免上门费。"}, token=boss)
    assert done["text_closed"]

    # Outside the own desks the resident's words are closed, those about the place, too.
    closed = [row["place"] for row in office.call("GET", "/cases?category=WX")["cases"]]
    assert any("16层" in place for place in closed) and not any("楼梯口" in place for place in closed), closed
    assert any("楼梯口" in row["place"] for row in office.call("GET", "/cases?category=WX", token=engineer)["cases"])

    # Two clerks with one page open: the second is told where the case stands now.
    seen = office.call("GET", f"/cases/{number}", token=engineer)["version"]
    office.call("POST", f"/cases/{number}/reply", {"state": "in_progress", "expect": seen}, token=engineer)
    said = office.call("POST", f"/cases/{number}/reply", {"state": "replied", "text": "x", "expect": seen}, expect=409, token=engineer)
    assert f"in_progress now, version {seen + 1}" in said["msg"], said
    office.call("POST", f"/cases/{number}/remedy", {"remedy": "RM-3", "expect": seen}, expect=409, token=boss)
    office.call("POST", f"/cases/{number}/remedy", {"remedy": "RM-3", "expect": "x"}, expect=422, token=boss)
    for act, body in (("reply", {"state": "replied", "text": "x"}), ("remedy", {"remedy": "RM-3"})):
        assert office.call("POST", f"/cases/{number}/{act}", {**body, "expect": None}, expect=428, token=boss)["error"] == "expect_wanted"
        office.call("POST", f"/cases/2020-0001/{act}", {**body, "expect": None}, expect=428, token=boss)

    # What a phone carried in: whole or not at all, by an editor, once; also when the lobby sends it after all.
    item = terminal.seal(uuid7(), complaint(mint_code(), subitem="WX-03"))
    half = (len(item["sealed"]) + 1) // 2
    lines = [f"FOYER1 {i + 1}/2 {item['box']} {item['sealed'][i * half:(i + 1) * half]}" for i in (1, 0)]
    assert "part 1 of 2 is missing" in office.call("POST", "/cases/carried", {"text": lines[0]}, expect=422, token=intake)["msg"]
    office.call("POST", "/cases/carried", {"text": "x" * 70000}, expect=413, token=intake)
    office.call("POST", "/cases/carried", raw=b"{", expect=400, token=intake)
    carried = office.call("POST", "/cases/carried", {"text": "\n短信：".join(lines)}, expect=201, token=intake)["number"]
    assert carried in office.call("POST", "/cases/carried", {"text": "\n".join(lines)}, expect=409, token=intake)["msg"]
    assert terminal.upload(item)["s"] == "dup"

    # A number is not found by a pattern.
    for pattern in ("%25", "_", "202%25", "' OR 1=1 --"):
        assert office.call("GET", "/cases?q=" + urllib.parse.quote(urllib.parse.unquote(pattern)))["cases"] == []

    # Four in ten minutes are one group.
    for _ in range(3):
        assert terminal.upload(terminal.seal(uuid7(), complaint(mint_code(), text="漏漏漏漏", subitem="WX-01")))["s"] == "stored"
    group = next(case["group"] for case in office.call("GET", "/cases")["cases"] if case["group"])
    folded = office.call("GET", f"/cases?group={group}", token=intake)["cases"]
    assert len(folded) >= 4 and min(case["number"] for case in folded) == group
    same = max(case["number"] for case in folded if case["subitem"] == "WX-01")  # what says the same goes aside, nothing else
    aside = f"/cases/groups/{same}"
    office.call("POST", f"{aside}/set-aside", {}, expect=422, token=intake)
    office.call("POST", f"{aside}/set-aside", raw=b"{", expect=400, token=intake)
    office.call("POST", "/cases/groups/2020-0001/set-aside", {"reason": "x"}, expect=404, token=intake)
    done = office.call("POST", f"{aside}/set-aside", {"reason": "小孩玩屏幕"}, token=intake)
    assert done["set_aside"] and done["group"] == group and 3 <= done["count"] <= len(folded), done
    aside_count = sum(one["set_aside"] for one in office.statistics())
    assert aside_count >= 3, aside_count
    assert not office.call("POST", f"{aside}/restore", token=intake)["set_aside"]
    office.call("POST", f"{aside}/restore", token=intake, expect=422)
    after = office.statistics()
    assert sum(one["set_aside"] for one in after) == 0 and sum(one["totals"]["received"] for one in after) >= 4, after
    office.call("GET", "/cases/statistics?month=2026", expect=400)
    office.call("GET", "/cases/statistics", expect=400)
    again = office.call("GET", "/cases/recurrent")["recurrent"]
    assert again and again[0]["count"] >= 3 and again[0]["building"] == "B3", again
    for user in ("boss", "sun", "wu", "zhou"):
        office.call("DELETE", f"/accounts/{user}")


def by_command_line(office, terminal, folder):
    """The same from a shell, by somebody with a desk."""
    password, sessions = folder / "password", folder / "sessions"
    clerk_of(office, "sun", ["R-CS"])
    password.write_text(PASSWORD + " sun\n")

    def ctl(*words, refused=None):
        done = subprocess.run([BIN / "foyerctl", "--state-dir", sessions, "--central", office.url, *words], capture_output=True, text=True, timeout=60)
        assert (done.returncode == 0) == (refused is None), (words, done.returncode, done.stderr)
        assert refused is None or refused in done.stderr, done.stderr
        return done.stdout

    ctl("login", "--user", "sun", "--password-file", str(password))
    for _ in range(2):
        assert terminal.upload(terminal.seal(uuid7(), complaint(mint_code(), category="GE", subitem="GE-01")))["s"] == "stored"
    one, two = sorted(case["number"] for case in json.loads(ctl("cases", "--category", "GE", "--json"))["cases"])
    assert "R-GRN" in ctl("cases", "list", "--role", "R-GRN") and one not in ctl("cases", "--late")
    ctl("cases", "assign", one, "--role", "R-NOBODY", refused="no role R-NOBODY")
    assert "assigned" in ctl("cases", "assign", one, "--role", "R-GRN-W", "--reason", "主管休假")
    ctl("cases", "start", one, "--text", "明天上午补种。")
    ctl("cases", "close", one, refused="cannot become closed")
    assert "merged" in ctl("cases", "merge", two, "--into", one)
    ctl("cases", "note", one, "--text", "草籽在库房。")
    ctl("cases", "remedy", one, "--remedy", "RM-2", refused="may grant up to 0 fen")
    ctl("cases", "remedy", one, "--remedy", "RM-1", "--text", "对不起。")
    ctl("cases", "reply", one, "--text", "已补种。")
    shown = ctl("cases", "show", one)
    taken = json.loads(ctl("cases", "show", one, "--json"))["at"]
    assert time.strftime("accepted   %Y-%m-%d %H:%M\n", time.gmtime(taken + 8 * 3600)) in shown and "Z\n" not in shown, shown
    assert time.strftime("%Y-%m-%d ", time.gmtime(taken + 8 * 3600)) in ctl("cases", "list") and "Z " not in ctl("cases", "list")
    assert all(word in shown for word in ("已补种。", "主管休假", "remedy RM-1", "R-GRN-W", "answer by")), shown
    assert one in ctl("case", two)
    assert "reopened" in ctl("cases", "reopen", two)
    ctl("cases", "withdraw", two, "--text", "按住户要求。", refused="possible: assigned")
    ctl("cases", "assign", two, "--role", "R-GRN")
    ctl("cases", "reject", two, "--text", "与另一件相同。")
    assert "草坪枯黄斑秃" in ctl("cases", "recurrent") or json.loads(ctl("cases", "recurrent", "--json"))["recurrent"]
    assert any("GT-06 kept" in ctl("cases", "statistics", "--month", month) for month in office.months())
    lawn = json.loads(ctl("cases", "--category", "GE", "--json"))["cases"][0]
    assert "set aside" in ctl("cases", "set-aside", lawn["number"], "--reason", "重复按键")
    rows = json.loads(ctl("cases", "list", "--group", lawn["group"], "--json"))["cases"]
    assert {row["set_aside"] > 0 for row in rows if row["category"] == "GE"} == {True}, rows
    assert {row["set_aside"] > 0 for row in rows if row["category"] != "GE"} == {False}, rows
    assert "taken back" in ctl("cases", "restore", lawn["number"])
    ctl("account", "posts", "sun", "--posts", "R-PM", refused="this needs the role admin")
    office.call("DELETE", "/accounts/sun")
