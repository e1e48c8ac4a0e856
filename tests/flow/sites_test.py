"""Two communities on one server, with a terminal each: what is published, reported and done in one is nothing to the other, and
people have the rights that they were given where they were given them. Against the real foyer-central."""

import json
import sys
import time
import urllib.request

from office import PASSWORD, account, an_office, grant, notice, sample
from paper_terminal import PaperTerminal, complaint, mint_code, uuid7

OTHER = "yunshan"


def other_community():
    """The sample's community under another name, with one lobby of its own."""
    doc = sample("community.json")
    doc["community"].update(id=OTHER, name="云山居", demo=True)
    screen = {**doc["terminals"][0], "id": "Y-1"}
    doc["terminals"] = [{key: value for key, value in screen.items() if key not in ("building", "unit")}]
    return doc


def begin(office):
    office.take_over()
    community = sample("community.json")
    community["community"]["demo"] = True
    office.call("PUT", "/community", community, expect=201)
    for path, name in (("/standards", "standards.json"), ("/fees", "fees.json"), ("/form", "complaints.json")):
        office.call("PUT", path, sample(name), expect=201)
    assert [row["id"] for row in office.call("GET", "/sites")["sites"]] == ["heting"]
    office.call("GET", "/items")  # while there is one, nobody needs to say which
    office.call("PUT", "/community", other_community(), expect=201)
    assert {row["id"] for row in office.call("GET", "/sites")["sites"]} == {"heting", OTHER}
    assert office.call("GET", "/items", expect=404)["error"] == "no_site"
    assert office.call("GET", "/items?site=nowhere", expect=404)["error"] == "no_site"
    for path, name in (("/standards", "standards.json"), ("/form", "complaints.json")):
        office.call("PUT", f"{path}?site={OTHER}", sample(name), expect=201)


def pair(office, site, lobby, elsewhere):
    terminal = PaperTerminal(office.url)
    code = terminal.enrol()
    assert office.call("POST", f"/pair?site={elsewhere}", {"code": code, "lobby": lobby}, expect=404)["error"] == "no_lobby"
    office.call("POST", f"/pair?site={site}", {"code": code, "lobby": lobby})
    terminal.take_token()
    assert [row["lobby"] for row in office.call("GET", f"/terminals?site={site}")["terminals"]] == [lobby]
    return terminal


def shown_by(terminal):
    """{channel: its manifest} of the terminal's feed from its beginning."""
    feed, channels = terminal.call("GET", "/v1/feed?since=0&wait=0"), {}
    for one in feed["ch"]:
        root = next(line.split()[1] for line in one["head"].splitlines() if line.startswith("root "))
        with urllib.request.urlopen(f"{terminal.url}/v1/blob/{root}", timeout=60) as reply:
            channels[one["c"]] = reply.read().decode()
    return channels


def each_terminal_has_its_own(office, here, there):
    office.call("PUT", "/items/N-1?site=heting", notice("N-1"), expect=201)
    office.call("PUT", f"/items/N-1?site={OTHER}", notice("N-1", issuer="R-PM"), expect=201)
    office.call("PUT", f"/items/N-2?site={OTHER}", notice("N-2"), expect=201)
    for terminal, site, foreign, ids in ((here, "heting", OTHER, {"N-1"}), (there, OTHER, "heting", {"N-1", "N-2"})):
        channels = shown_by(terminal)
        assert f"s:{site}" in channels and not any(foreign in name for name in channels), channels.keys()
        text = json.dumps(channels)
        for item_id in ("N-1", "N-2"):
            assert (item_id in text) == (item_id in ids), (site, item_id, text[:500])
    assert {row["id"] for row in office.call("GET", "/items?kind=notice&site=heting")["items"]} == {"N-1"}
    office.call("GET", "/items/N-2?site=heting", expect=404)


def cases_stay_at_home(office, here, there):
    for terminal, site, lobby in ((here, "heting", "T-B3-U1"), (there, OTHER, "Y-1")):
        # Whatever the entry claims: the terminal speaks for the community that it stands in.
        terminal.upload(terminal.seal(uuid7(), complaint(mint_code(), site="heting", lobby=lobby)))
    numbers = {}
    for site in ("heting", OTHER):
        rows = office.call("GET", f"/cases?site={site}")["cases"]
        assert len(rows) == 1, rows
        numbers[site] = rows[0]["number"]
    office.call("GET", f"/cases/{numbers[OTHER]}?site=heting&why=x", expect=404)
    office.call("POST", f"/cases/{numbers[OTHER]}/note?site=heting", {"text": "hm"}, expect=404)
    return numbers


def an_editor_of_one_is_nobody_in_the_other(office, numbers):
    editor = account(office, "li", grant("heting", "editor", "R-CS"))
    assert [row["id"] for row in office.call("GET", "/sites", token=editor)["sites"]] == ["heting"]
    office.call("GET", "/items", token=editor)  # sees one only, and need not name it
    seq = office.call("GET", "/events")["seq"]
    office.call("PUT", f"/items/SECRET-PLAN-7?site={OTHER}", {**notice("SECRET-PLAN-7"), "status": "draft"}, expect=201)
    assert "item:SECRET-PLAN-7" in office.call("GET", f"/events?since={seq}")["topics"]
    heard = office.call("GET", f"/events?since={seq}", token=editor)["topics"]
    assert "items" in heard and not [topic for topic in heard if topic.startswith("item:")], heard  # the name of a draft says much
    office.call("DELETE", f"/items/SECRET-PLAN-7?site={OTHER}")
    draft = {**notice("N-9"), "status": "draft"}
    office.call("PUT", "/items/N-9", draft, expect=201, token=editor)
    for method, path, body in (("GET", "/items", None), ("PUT", "/items/N-9", draft), ("GET", "/cases", None), ("GET", "/lobbies", None),
                               ("POST", f"/cases/{numbers[OTHER]}/note", {"text": "hm"}), ("GET", "/outcome", None)):
        office.call(method, f"{path}?site={OTHER}", body, expect=403, token=editor)
    office.call("GET", f"/cases/{numbers[OTHER]}?why=x", expect=404, token=editor)
    office.call("PUT", "/community", other_community(), expect=403, token=editor)
    office.call("PUT", "/accounts/li", {"grants": [grant("heting", "editor"), grant(OTHER, "viewer")]})  # at once
    office.call("GET", f"/items?site={OTHER}", token=editor)
    assert office.call("GET", "/items", expect=404, token=editor)["error"] == "no_site"


def nobody_gives_more_than_they_have(office):
    local = account(office, "zhang", grant(OTHER, "admin"))
    office.call("POST", "/accounts", {"user": "a", "grants": [grant("heting", "viewer")]}, expect=422, token=local)
    office.call("POST", "/accounts", {"user": "a", "grants": [grant("*", "viewer")]}, expect=422, token=local)
    office.call("PUT", "/accounts/li", {"grants": []}, expect=403, token=local)
    office.call("PUT", "/accounts/zhang", {"grants": [grant("*", "admin")]}, expect=409, token=local)
    office.call("PUT", "/community", {**other_community(), "community": {**other_community()["community"], "id": "third"}}, expect=403,
                token=local)
    rows = {row["user"]: row for row in office.call("GET", "/accounts", token=local)["accounts"]}
    assert rows.keys() == {"li", "zhang"} and [one["site"] for one in rows["li"]["grants"]] == [OTHER], rows
    assert all(row["site"] == OTHER for row in office.call("GET", "/audit", token=local)["audit"])


def the_committee_speaks_for_itself(office, there):
    committee = account(office, "oc", grant(OTHER, "committee"))
    mine = notice("OC-1", issuer="R-OC")
    office.call("PUT", "/items/OC-1", mine, expect=201, token=committee)  # nobody approves it
    office.call("PUT", "/items/OC-2", notice("OC-2"), expect=403, token=committee)  # not in the office's name
    office.call("PUT", "/items/N-2", notice("N-2"), expect=403, token=committee)
    office.call("GET", "/cases", expect=403, token=committee)
    office.statistics(committee)
    assert {row["site"] for row in office.call("GET", "/audit", token=committee)["audit"]} == {OTHER}
    approver = account(office, "boss", grant(OTHER, "approver"))
    office.call("PUT", "/items/OC-1", {**mine, "doc": {**mine["doc"], "priority": 4}}, expect=403, token=approver)
    office.call("PUT", "/items/N-9", notice("N-9", issuer_name="业主委员会"), expect=422, token=approver)  # nor does anybody borrow its name
    office.call("PUT", "/items/OC-1", {**mine, "status": "draft"}, expect=403, token=approver)
    office.call("DELETE", "/items/OC-1", expect=403, token=approver)
    office.call("DELETE", f"/items/OC-1?site={OTHER}", expect=422)  # an administrator, without a reason
    office.call("DELETE", f"/items/OC-1?site={OTHER}", {"reason": "日期写错了"})
    left = office.call("GET", f"/items/OC-1?site={OTHER}")
    assert left["state"] == "live" and "日期写错了" in left["doc"]["lang"]["zh-CN"]["body_md"], left
    assert "OC-1" in json.dumps(shown_by(there))
    office.call("DELETE", f"/items/OC-1?site={OTHER}", {"reason": "again"}, expect=403)  # the line stays
    office.call("PUT", "/items/OC-1", mine, token=committee)  # and only the committee puts its notice back


def the_committee_answers_for_the_manager(office, there, numbers):
    """What is about the manager comes to the committee's desk, whose account has no rung of the ladder."""
    member = account(office, "zhou", grant(OTHER, "committee", "R-OC"))
    there.upload(there.seal(uuid7(), complaint(mint_code(), category="TD", subitem="TD-01", about="R-PM", lobby="Y-1")))
    secret = next(row["number"] for row in office.call("GET", "/cases/rows", token=member)["cases"] if row["category"] == "TD")
    opened = office.call("GET", f"/cases/{secret}", token=member)
    assert opened["text"] and any(move["to"] == "replied" for move in opened["moves"]), opened
    office.call("POST", f"/cases/{secret}/reply", {"state": "replied", "text": "业委会已与经理谈过。"}, token=member)
    office.call("POST", f"/cases/{secret}/note", {"text": "下次会上再问。"}, token=member)
    for method, path, body in (("GET", f"/cases/{numbers[OTHER]}?why=x", None), ("POST", f"/cases/{numbers[OTHER]}/note", {"text": "x"}),
                               ("GET", "/cases", None), ("POST", "/cases", {}), ("GET", "/cases/2020-0001", None)):
        office.call(method, path, body, expect=403, token=member)
    bare = account(office, "qi", grant(OTHER, "committee"))
    office.call("GET", f"/cases/{secret}", expect=403, token=bare)  # the post, not the name, opens it
    return secret


def on_duty_at_night(office):
    night = account(office, "night", grant(OTHER, "duty"))
    offered = office.call("GET", "/templates", token=night)["templates"]
    assert offered and all(one["duty"] for one in offered), offered
    fill = lambda hours, expect=200: office.call("POST", "/templates/duty_water/fill", {"fields": {"where": "all", "until": hours}}, expect=expect, token=night)
    made = lambda filled, id: {"kind": "notice", "status": "published", "audience": filled["audience"], "doc": {**filled["doc"], "id": id}}
    fill(13, expect=422)
    burst = made(fill(4), "D-1")
    one = office.call("POST", "/templates/duty_water/fill", {"fields": {"where": "B3", "until": 4}}, token=night)
    office.call("PUT", "/items/D-1", {**made(one, "D-1"), "audience": {"all": True}}, expect=403, token=night)
    office.call("PUT", "/items/D-1", burst, expect=201, token=night)
    assert office.call("GET", "/items/D-1", token=night)["review_after"] is True
    free = made(fill(4), "D-2")
    free["doc"]["lang"]["zh-CN"]["body_md"] += "\n\n自己写的一句。"  # nothing is written freely on duty
    stamp = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 3600))
    for item in (free, notice("D-2", kind="emergency_water", expires=stamp), notice("D-2", kind="fee", expires=stamp)):
        office.call("PUT", "/items/D-2", item, expect=403, token=night)
    office.call("DELETE", "/items/N-2", expect=403, token=night)
    office.call("PUT", f"/settings?site={OTHER}", {"duty_hours": 2})
    office.call("PUT", "/items/D-1", burst, expect=403, token=night)
    office.call("PUT", f"/settings?site={OTHER}", {"duty_hours": 99}, expect=422)
    office.call("PUT", "/accounts/night", {"grants": [grant(OTHER, "approver")]})  # the sender does not look at it afterwards
    assert office.call("POST", "/items/D-1/reviewed", expect=403, token=night)["error"] == "four_eyes"
    office.call("PUT", "/accounts/night", {"grants": [grant(OTHER, "duty")]})
    office.call("POST", f"/items/D-1/reviewed?site={OTHER}")
    assert office.call("GET", "/items/D-1", token=night)["review_after"] is False
    office.call("DELETE", "/items/D-1", token=night)


def what_is_kept_from_the_manager_stays_so(office, secret):
    """Who administers the community comes by no account that reads what is about the manager: none with that post, and no password of its holder."""
    local = account(office, "local", grant(OTHER, "admin"))
    office.call("GET", f"/cases/{secret}?why=x", expect=404, token=local)
    account(office, "puppet", grant(OTHER, "editor"))
    post = grant(OTHER, "editor", "R-OC")
    for method, path, body in (("POST", "/accounts/zhou/password", {}), ("POST", "/accounts/zhou/leave", {"to": "puppet"}),
                               ("DELETE", "/accounts/zhou", None), ("POST", "/accounts", {"user": "made", "grants": [post]}),
                               ("POST", "/accounts", {"user": "made", "role": "editor", "posts": ["R-OC"]}),
                               ("PUT", "/accounts/puppet", {"grants": [post]}), ("PUT", "/accounts/puppet", {"posts": ["R-OC"]}),
                               ("PUT", "/accounts/zhou", {"posts": []})):
        said = office.call(method, f"{path}?site={OTHER}", body, expect=403, token=local)
        assert said["error"] == "forbidden" and "R-OC hears" in said["msg"], (method, path, said)
    office.call("PUT", f"/accounts/puppet?site={OTHER}", {"posts": ["R-ENG"]}, token=local)  # other posts are theirs to give
    office.call("POST", f"/accounts/puppet/password?site={OTHER}", {}, token=local)
    assert office.call("POST", "/accounts/zhou/password", {})["once"]
    for user in ("local", "puppet"):
        office.call("DELETE", f"/accounts/{user}")


def standing_in_and_leaving(office):
    stand = {"for": "boss", "from": int(time.time()) - 10, "to": int(time.time()) + 3600}
    wu = account(office, "wu", grant(OTHER, "editor", "R-ENG"))
    office.call("PUT", "/items/N-7", notice("N-7"), expect=403, token=wu)
    office.call("POST", f"/accounts/wu/stand-in?site={OTHER}", {**stand, "for": "night"}, expect=422)
    office.call("POST", f"/accounts/wu/stand-in?site={OTHER}", stand)
    assert [row["user"] for row in office.call("GET", "/stand-ins")["stand_ins"]] == ["wu"]
    office.call("PUT", "/items/N-7", notice("N-7"), expect=201, token=wu)
    office.call("PUT", "/items/N-8", {**notice("N-8"), "status": "draft"}, expect=201, token=wu)
    office.call("POST", "/accounts/wu/leave", {"to": "night"}, expect=409)  # who answers no cases gets no desks
    office.call("POST", "/accounts/wu/leave", {"to": "nobody"}, expect=409)
    siteadm = account(office, "siteadm", grant(OTHER, "admin"))
    said = office.call("POST", f"/accounts/wu/leave?site={OTHER}", {"to": "siteadm"}, expect=409, token=siteadm)
    assert "themselves" in said["msg"], said  # nobody comes by a post, and by the reports on its desk, by their own hand
    assert office.call("POST", "/accounts/wu/leave", {"to": "boss"})["drafts"] == 1
    office.call("GET", "/items", expect=401, token=wu)
    office.call("POST", "/accounts/wu/leave", {"to": "boss"}, expect=404)
    office.wait_for_the_brake()
    office.call("POST", "/login", {"user": "wu", "password": PASSWORD}, token=False, expect=401)
    rows = {row["user"]: row for row in office.call("GET", f"/accounts?site={OTHER}")["accounts"]}
    assert rows["boss"]["posts"] == ["R-ENG"] and "wu" not in rows
    assert office.call("GET", f"/items/N-8?site={OTHER}")["updated_by"] == "boss"
    assert office.call("GET", f"/items/N-8?site={OTHER}")["versions"][0]["who"] == "wu"  # the history keeps the name


def after_a_restart_all_is_as_it_was(office):
    office.stop()
    office.start()
    assert {row["id"] for row in office.call("GET", "/sites")["sites"]} == {"heting", OTHER}
    assert {row["id"] for row in office.call("GET", "/items?kind=notice&site=heting")["items"]} == {"N-1", "N-9"}
    office.stop_whole()


def main():
    with an_office("sites") as office:
        begin(office)
        here, there = pair(office, "heting", "T-B3-U1", OTHER), pair(office, OTHER, "Y-1", "heting")
        each_terminal_has_its_own(office, here, there)
        numbers = cases_stay_at_home(office, here, there)
        an_editor_of_one_is_nobody_in_the_other(office, numbers)
        nobody_gives_more_than_they_have(office)
        the_committee_speaks_for_itself(office, there)
        secret = the_committee_answers_for_the_manager(office, there, numbers)
        what_is_kept_from_the_manager_stays_so(office, secret)
        on_duty_at_night(office)
        standing_in_and_leaving(office)
        after_a_restart_all_is_as_it_was(office)
        print("sites: two communities, each with its own")


if __name__ == "__main__":
    sys.exit(main())
