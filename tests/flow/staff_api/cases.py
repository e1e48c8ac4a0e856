"""Reports of residents: received once, read for a reason, answered; the pages of the desk; a server that is killed in between."""

import contextlib
import json
import signal
import sqlite3
import time
import urllib.parse
import urllib.request

from paper_terminal import complaint, mint_code, uuid7
from patience import wait_for


def from_a_lobby(office, terminal):
    code = mint_code()
    sealed = terminal.seal(uuid7(), complaint(code, contact={"phone": "13800000000"}, consent="2026-01"))
    for i in range(5):
        assert terminal.upload(sealed)["s"] == ("stored" if i == 0 else "dup")
    listed = office.call("GET", "/cases")["cases"]
    assert len(listed) == 1 and listed[0]["place"] == "3号楼 1单元 16层" and "contact" not in listed[0], listed
    number = listed[0]["number"]
    assert listed[0]["text_closed"] and listed[0]["text"] == "", "an account without posts has no desk"
    assert office.call("GET", f"/cases/{number}", expect=403)["error"] == "reason_needed"
    detail = office.call("GET", f"/cases/{number}?why=" + urllib.parse.quote("住户打电话来问"))
    assert "13800000000" not in json.dumps(detail) and detail["has_person"] and detail["promised_s"] == detail["at"] + 86400
    office.call("POST", f"/cases/{number}/contact", {"purpose": " "}, expect=422)
    assert office.call("POST", f"/cases/{number}/contact", {"purpose": "约上门时间"})["contact"] == {"phone": "13800000000"}
    assert code not in json.dumps(detail)
    office.call("GET", "/cases/2020-0001", expect=404)
    office.call("GET", "/cases?state=lost", expect=400)
    office.call("GET", "/cases?late=perhaps", expect=400)
    for query, found in (("late=1", 0), ("category=WX", 1), ("category=GE", 0), ("role=R-ENG", 1), (f"q={number[-4:]}", 1), ("group=2026-1", 0)):
        assert len(office.call("GET", f"/cases?{query}")["cases"]) == found, query
    assert office.call("GET", "/cases?state=closed")["cases"] == []
    reply = f"/cases/{number}/reply"
    office.call("POST", reply, {"state": "closed"}, expect=422)
    office.call("POST", reply, raw=b"{", expect=400)
    office.call("POST", "/cases/2020-0001/reply", {"state": "assigned"}, expect=404)
    office.call("POST", reply, {"state": "assigned"}, expect=401, token="x" * 43)
    said = office.call("POST", reply, {"state": "replied", "text": f"您的回执 {code}"}, expect=422)["msg"]
    assert code not in said
    office.call("POST", reply, {"state": "in_progress", "text": "师傅今天下午到。"})
    done = office.call("POST", reply, {"state": "replied", "text": "阀门已更换。", "role": "R-ENG"})
    assert done["text_closed"] and done["replies"] == 1 and "alias" not in done
    done = office.call("GET", f"/cases/{number}?why=" + urllib.parse.quote("核对答复"))
    assert [event["state"] for event in done["events"] if event["what"] == "state"] == ["received", "in_progress", "replied"]
    opened = [(event["detail"], event["text"]) for event in done["events"] if event["what"] == "opened"]
    assert opened == [("", "住户打电话来问"), ("contact", "约上门时间"), ("", "核对答复")], opened
    assert done["delivery"]["reached"] >= done["delivery"]["taken"] and done["answer_s"] == done["at"] + 10 * 86400
    office.call("POST", f"/cases/{number}/code", {"why": "纸条丢了"}, expect=422)
    office.call("POST", f"/cases/{number}/code", {"detail": "哪一层", "why": ""}, expect=422)
    office.call("POST", "/cases/2020-0001/code", {"detail": "哪一层：十六层", "why": "纸条丢了"}, expect=404)
    fresh = office.call("POST", f"/cases/{number}/code", {"detail": "哪一层：十六层", "why": "纸条丢了"})["code"]
    assert fresh != code and len(fresh) == 15
    assert office.call("GET", f"/cases/{number}?why=test")["codes"][0]["detail"] == "哪一层：十六层"
    office.call("GET", f"/cases/{number}/photos/1?why=test", expect=404)
    return code, fresh


def on_the_pages_of_the_desk(office):
    """What the desk's pages ask for."""
    report = {"channel": "phone", "category": "WX", "place": {"building": "B3"}, "text": "灯不亮了", "once": uuid7(), "contact": {"phone": "13800000000"}}
    office.call("POST", "/cases", report, expect=422)
    told = office.call("POST", "/cases", {**report, "read_aloud_notice": True}, expect=201)
    assert len(told["code"]) == 15 and told["promised_s"] > told["at"], told
    assert told["number"] in office.call("POST", "/cases", {**report, "read_aloud_notice": True}, expect=409)["msg"]
    number = told["number"]
    rows = office.call("GET", "/cases/rows?state=open&due=week&limit=1")
    assert rows["total"] >= 1 and len(rows["cases"]) == 1, rows
    if rows["next"]:
        office.call("GET", f"/cases/rows?state=open&due=week&after={rows['next']}")
    for query in ("state=lost", "limit=0", "due=soon", "after=x"):
        office.call("GET", f"/cases/rows?{query}", expect=400)
    office.call("GET", "/cases/export?due=soon", expect=400)
    with urllib.request.urlopen(urllib.request.Request(office.url + "/v1/staff/cases/export?lang=en", headers={"Authorization": f"Bearer {office.token}"})) as table:
        lines = table.read().decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Number,State") and any(number in line for line in lines) and "13800000000" not in "".join(lines), lines
    counts = office.call("GET", "/cases/counts")
    assert counts["open"] >= 1 and counts["places"]["B3"], counts
    office.call("PUT", "/cases/canned/c-1", {"title": "约时间", "text": "{number}：师傅会到{place}。"})
    office.call("PUT", "/cases/canned/c-1", {"title": "", "text": "x"}, expect=422)
    assert len(office.call("GET", "/cases/canned")["canned"]) == 1
    assert office.call("DELETE", "/cases/canned/c-1")["canned"] == []
    office.call("DELETE", "/cases/canned/c-1", expect=404)
    case = office.call("GET", f"/cases/{number}?why=x")
    assert "replied" in [move["to"] for move in case["moves"]] and case["held"] is None and case["channel"] == "phone", case
    held = office.call("POST", f"/cases/{number}/reply", {"state": "replied", "text": "换好了。", "hold": 60}, expect=202)
    assert held["held_until"] > time.time() + 50
    assert office.call("GET", f"/cases/{number}?why=x")["held"]["text"] == "换好了。"
    office.call("POST", f"/cases/{number}/reply", {"state": "replied", "text": "x", "hold": 61}, expect=422)
    office.call("POST", f"/cases/{number}/reply", {"state": "replied", "text": "也换好了。", "hold": 5}, expect=409)
    assert office.call("DELETE", f"/cases/{number}/held")["taken_back"]["text"] == "换好了。"
    office.call("DELETE", f"/cases/{number}/held", expect=404)
    office.call("POST", f"/cases/{number}/reply", {"state": "replied", "text": "换好了。", "hold": 1}, expect=202)
    for _ in range(100):
        if office.call("GET", f"/cases/{number}?why=x")["state"] == "replied":
            break
        time.sleep(0.1)
    assert office.call("GET", f"/cases/{number}?why=x")["replies"] == 1


def survives_kill(office, terminal):
    """Between the receipt and the stretch anything may die: the case is there, once, and becomes readable."""
    code = mint_code()
    sealed = terminal.seal(uuid7(), complaint(code))
    assert terminal.upload(sealed)["s"] == "stored"
    office.stop(signal.SIGKILL)
    office.start()
    terminal.url = office.url
    assert terminal.upload(sealed)["s"] == "dup"
    assert len(office.call("GET", "/cases")["cases"]) == 2
    with contextlib.closing(sqlite3.connect(f"file:{office.data}/central.db?mode=ro", uri=True)) as db:
        count = lambda sql: db.execute(f"SELECT count(*) FROM {sql}").fetchone()[0]
        wait_for("both published", lambda: count("kase WHERE pending IS NOT NULL OR item_id = ''") == 0
                 and count("channel_item WHERE channel = 'k:heting'") == 2)
    return code
