"""Whose hands may do what in a community that is live: every role tries what is not its own, by each way that there is. Against the
real foyer-central."""

import json
import sys

from office import account, an_office, grant, notice, sample

SITE = "heting"


def real(name):
    """The sample as a community of its own would have it: without numbers of the demonstration."""
    text = json.dumps(sample(name), ensure_ascii=False)
    return json.loads(text.replace("000-5550", "0571-8640").replace("0005550", "05718640"))


def begin(office):
    office.take_over()
    community = real("community.json")
    office.call("PUT", "/community", community, expect=201)
    for path, name in (("/standards", "standards.json"), ("/fees", "fees.json"), ("/form", "complaints.json")):
        office.call("PUT", path, real(name), expect=201)
    community["community"]["demo"] = False
    office.call("PUT", "/community", community)
    office.call("PUT", f"/settings?site={SITE}", {"approval.routine": False, "emergency.totp": False})
    roles = {"wen": "editor", "shen": "approver", "li": "approver", "oc": "committee", "night": "duty"}
    return {user: account(office, user, grant(SITE, role)) for user, role in roles.items()}


def submitted(office, item_id, body, token):
    """The hash of a text that waits for approval."""
    office.call("PUT", f"/items/{item_id}", {**body, "status": "draft"}, expect=200 if office.version(f"/items/{item_id}") else 201, token=token)
    return office.call("POST", f"/items/{item_id}/submit", {}, token=token)["work"]["sha256"]


def theirs(item_id, **more):
    return notice(item_id, issuer="R-OC", issuer_name="业主委员会", **more)


def the_committee_writes_no_document(office, of):
    for item_id, kind, name in (("fees", "fee", "fees.json"), ("standards", "standard", "standards.json"), ("complaint", "form", "complaints.json"),
                                ("community", "community", "community.json")):
        doc = {**office.call("GET", f"/items/{item_id}")["doc"], "issuer": "R-OC"}
        draft = {"kind": kind, "doc": doc}
        office.call("PUT", f"/items/{item_id}", {**draft, "status": "draft"}, expect=403, token=of["oc"])
        frozen = submitted(office, item_id, draft, of["wen"])  # whatever the office's own text claims
        for act, body in (("approve", {"sha256": frozen}), ("return", {"text": "不好"}), ("submit", {})):
            office.call("POST", f"/items/{item_id}/{act}", body, expect=403, token=of["oc"])
        office.call("POST", f"/items/{item_id}/return", {"text": "写错了"}, token=of["shen"])


def the_committee_takes_no_notice_over(office, of):
    office.call("PUT", "/items/W-1", notice("W-1"), expect=201, token=of["shen"])
    office.call("PUT", "/items/W-2", {**notice("W-2"), "status": "draft"}, expect=201, token=of["wen"])
    for item_id in ("W-1", "W-2"):
        for status in ("published", "draft"):
            office.call("PUT", f"/items/{item_id}", {**theirs(item_id), "status": status}, expect=403, token=of["oc"])
        office.call("DELETE", f"/items/{item_id}", expect=403, token=of["oc"])
    office.call("PUT", "/items/W-1", {**notice("W-1"), "status": "draft"}, token=of["wen"])
    for act in ("submit", "approve", "return"):
        office.call("POST", f"/items/W-1/{act}", {"text": "x", "sha256": "0" * 64}, expect=403, token=of["oc"])
    office.call("PUT", "/items/OC-1", theirs("OC-1"), expect=201, token=of["oc"])
    office.call("PUT", "/items/OC-1", notice("OC-1"), expect=403, token=of["oc"])  # nor does it write in the office's name
    office.call("PUT", "/items/OC-1", theirs("OC-1", pinned=True), token=of["oc"])
    office.call("DELETE", "/items/W-1", token=of["shen"])
    office.call("PUT", "/items/W-1", theirs("W-1"), expect=403, token=of["oc"])


def only_an_administrator_makes_it_a_demonstration_again(office, of):
    doc = office.call("GET", "/items/community")["doc"]
    doc["community"]["demo"] = True
    frozen = submitted(office, "community", {"kind": "community", "doc": doc}, of["wen"])
    assert office.call("POST", "/items/community/approve", {"sha256": frozen}, expect=403, token=of["shen"])["error"] == "forbidden"
    office.call("POST", "/items/community/approve", {"sha256": frozen})
    office.call("POST", "/items/community/undo", {})
    office.call("POST", "/items/community/return", {"text": "还是正式的"})


def nobody_writes_the_board_of_outcomes(office, of):
    board = {"kind": "outcome", "status": "draft", "doc": {"month": "2026-10", "made": 1, "totals": {"received": 1, "closed": 1}}}
    for user in ("wen", "shen"):
        office.call("PUT", "/items/outcome", board, expect=422, token=of[user])


def what_is_withdrawn_is_in_nobodys_hands_any_more(office, of):
    """While it waits to be read, in the ten seconds after the approval, and when the next text of what hangs is in work."""
    for item_id, approved in (("X-1", False), ("X-2", True)):
        frozen = submitted(office, item_id, notice(item_id, kind="fee"), of["wen"])
        if approved:
            office.call("POST", f"/items/{item_id}/approve", {"sha256": frozen}, token=of["shen"])
    office.call("PUT", "/items/X-3", notice("X-3"), expect=201, token=of["shen"])
    frozen = submitted(office, "X-3", notice("X-3", kind="fee"), of["wen"])
    office.call("POST", "/items/X-3/approve", {"sha256": frozen}, token=of["li"])
    for item_id in ("X-1", "X-2", "X-3"):
        office.call("DELETE", f"/items/{item_id}", token=of["shen"])
        assert office.call("GET", f"/items/{item_id}")["work"] is None
        office.call("POST", f"/items/{item_id}/approve", {"sha256": frozen}, expect=404, token=of["li"])
    assert not [one for one in office.call("GET", "/approvals")["waiting"] if one["id"].startswith("X-")]


def two_people_change_whom_to_call(office, of):
    doc = office.call("GET", "/items/community")["doc"]
    doc["contacts"][0]["phone"] = "0571-12345678"
    doc["phone_page"] = {"url": "https://elsewhere.example.cn", "host": "elsewhere.example.cn"}
    said = office.call("PUT", "/community", doc, expect=403, token=of["shen"])
    assert said["error"] == "four_eyes" and "draft" in said["msg"], said
    assert office.call("PUT", "/community", doc, expect=403)["error"] == "four_eyes"  # an administrator, too
    frozen = submitted(office, "community", {"kind": "community", "doc": doc}, of["shen"])
    assert office.call("POST", "/items/community/approve", {"sha256": frozen}, expect=403, token=of["shen"])["error"] == "four_eyes"
    assert office.call("POST", "/items/community/approve", {"sha256": frozen}, token=of["li"])["work"]["state"] == "approved"
    office.call("POST", "/items/community/undo", {}, token=of["li"])
    office.call("POST", "/items/community/return", {"text": "号码不对"}, token=of["li"])


def nobody_replaces_the_others_notice(office, of):
    office.call("PUT", "/items/OC-2", theirs("OC-2"), expect=201, token=of["oc"])
    office.call("PUT", "/items/R-2", notice("R-2"), expect=201, token=of["shen"])
    for key in ("supersedes", "all_clear"):
        office.call("PUT", "/items/R-3", notice("R-3", **{key: "OC-2"}), expect=422, token=of["shen"])
        office.call("PUT", "/items/OC-3", theirs("OC-3", **{key: "R-2"}), expect=422, token=of["oc"])
    assert office.call("GET", "/items/OC-2")["state"] == "live" and office.call("GET", "/items/R-2")["state"] == "live"
    office.call("PUT", "/items/OC-3", theirs("OC-3", supersedes="OC-2"), expect=201, token=of["oc"])  # its own
    assert office.call("GET", "/items/OC-2")["status"] == "superseded"


def who_sent_an_emergency_alone_does_not_settle_it(office, of):
    office.call("PUT", f"/settings?site={SITE}", {"approval.emergency_alone": True})
    office.call("PUT", "/items/E-1", notice("E-1", kind="emergency_gas", priority=1), expect=201, token=of["shen"])
    for body in (notice("E-1"), {**notice("E-1"), "status": "withdrawn"}, notice("E-1", pinned=True)):
        office.call("PUT", "/items/E-1", body, token=of["shen"])
        assert office.call("GET", "/items/E-1")["review_after"] is True
    office.call("DELETE", "/items/E-1", token=of["shen"])
    office.call("PUT", "/items/E-1", {**notice("E-1"), "status": "draft"}, token=of["shen"])
    office.call("PUT", "/items/E-1", notice("E-1"), token=of["shen"])
    assert "E-1" in [one["id"] for one in office.call("GET", "/approvals")["afterwards"]]
    office.call("PUT", "/items/E-1", notice("E-1", pinned=True), token=of["li"])  # somebody else puts it out
    assert office.call("GET", "/items/E-1")["review_after"] is False


def on_duty_nobody_withdraws_what_an_approver_put_in_its_place(office, of):
    filled = office.call("POST", "/templates/duty_water/fill", {"fields": {"where": "all", "until": 4}}, token=of["night"])
    made = lambda item_id: {"kind": "notice", "status": "published", "audience": filled["audience"], "doc": {**filled["doc"], "id": item_id}}
    for item_id in ("D-1", "D-2", "D-3"):
        office.call("PUT", f"/items/{item_id}", made(item_id), expect=201, token=of["night"])
    longer = made("D-1")
    longer["doc"]["lang"]["zh-CN"]["body_md"] += "\n\n另有送水车。"
    office.call("PUT", "/items/D-1", longer, token=of["shen"])
    frozen = submitted(office, "D-2", {**longer, "doc": {**longer["doc"], "id": "D-2"}}, of["wen"])
    for item_id in ("D-1",):
        office.call("PUT", f"/items/{item_id}", made(item_id), expect=403, token=of["night"])
        office.call("DELETE", f"/items/{item_id}", expect=403, token=of["night"])
    office.call("DELETE", "/items/D-2", token=of["night"])  # what hangs is still its own
    assert frozen
    office.call("DELETE", "/items/D-3", token=of["night"])
    gone = office.version("/items/D-3")
    office.call("POST", "/items/D-3/put-back", {"expect": gone}, token=of["shen"])  # it shall hang, an approver says
    office.call("DELETE", "/items/D-3", expect=403, token=of["night"])


def hangs(office, item_id):
    item = office.call("GET", f"/items/{item_id}")
    return item["status"], item["doc"]["lang"]["zh-CN"]["title"], item["doc"]["kind"]


def put_back(office, item_id, token, expect=200):
    return office.call("POST", f"/items/{item_id}/put-back", {"expect": office.version(f"/items/{item_id}")}, expect=expect, token=token)


def only_what_hung_is_put_back(office, of):
    """A text that somebody laid over what was withdrawn, by whatever way, has been approved by nobody."""
    other = lambda item_id: {**notice(item_id, kind="emergency_fire", priority=1, lang={"zh-CN": {"title": "立即撤离", "summary": "要点", "body_md": "内容"}})}
    was = ("published", "题", "general")
    for item_id in ("P-1", "P-2", "P-3"):
        office.call("PUT", f"/items/{item_id}", notice(item_id), expect=201, token=of["li"])
    for status in ("withdrawn", "superseded"):
        elsewhere = {**notice("P-1"), "doc": office.call("GET", "/items/P-1")["doc"], "audience": {"buildings": ["b1"]}, "status": status}
        for body in ({**other("P-1"), "status": status}, elsewhere):
            assert "draft" in office.call("PUT", "/items/P-1", body, expect=422, token=of["shen"])["msg"]
        assert hangs(office, "P-1") == was
    for item_id, writer, deletes, back in (("P-1", "shen", "shen", "shen"), ("P-2", "wen", "wen", "shen"), ("P-3", "wen", "shen", "li")):
        office.call("DELETE", f"/items/{item_id}", token=of["shen"])
        office.call("PUT", f"/items/{item_id}", {**other(item_id), "status": "draft"}, token=of[writer])
        office.call("DELETE", f"/items/{item_id}", expect=403 if deletes == "wen" else 200, token=of[deletes])
        if deletes == "wen":
            office.call("DELETE", f"/items/{item_id}", token=of["shen"])
        put_back(office, item_id, of[back])
        assert hangs(office, item_id) == was
        newest = office.call("GET", f"/items/{item_id}")["versions"][0]
        assert (newest["who"], newest["put_back_by"]) == ("li", back), newest


def an_emergency_is_put_back_with_the_second_factor(office, of):
    office.call("PUT", "/items/P-4", notice("P-4", kind="emergency_fire", priority=1), expect=201, token=of["shen"])
    office.call("DELETE", "/items/P-4", token=of["shen"])
    office.call("PUT", f"/settings?site={SITE}", {"emergency.totp": True})
    assert put_back(office, "P-4", of["shen"], expect=403)["error"] == "totp_wanted"
    assert hangs(office, "P-4")[0] == "withdrawn"
    office.call("PUT", f"/settings?site={SITE}", {"emergency.totp": False})
    put_back(office, "P-4", of["shen"])
    assert office.call("GET", "/items/P-4")["review_after"] is True  # still nobody else has seen it


def on_duty_nobody_puts_back_what_another_withdrew(office, of):
    filled = office.call("POST", "/templates/duty_water/fill", {"fields": {"where": "all", "until": 4}}, token=of["night"])
    made = lambda item_id: {"kind": "notice", "status": "published", "audience": filled["audience"], "doc": {**filled["doc"], "id": item_id}}
    for item_id in ("D-4", "D-5", "D-6", "D-7"):
        office.call("PUT", f"/items/{item_id}", made(item_id), expect=201, token=of["night"])
    office.call("DELETE", "/items/D-4", token=of["night"])
    put_back(office, "D-4", of["night"])  # its own mistake
    office.call("DELETE", "/items/D-5", token=of["shen"])
    put_back(office, "D-5", of["night"], expect=403)
    office.call("PUT", "/items/D-6", {**notice("D-6"), "status": "draft"}, token=of["wen"])
    office.call("DELETE", "/items/D-6", token=of["night"])
    put_back(office, "D-6", of["night"])
    assert hangs(office, "D-6")[2] == "water_outage"
    office.call("DELETE", "/items/D-7", token=of["shen"])
    office.call("PUT", "/items/D-7", {**made("D-7"), "status": "draft"}, token=of["night"])
    office.call("DELETE", "/items/D-7", token=of["night"])  # its draft, not the notice
    put_back(office, "D-7", of["night"], expect=403)
    put_back(office, "D-7", of["shen"])
    office.call("PUT", "/items/D-9", made("D-9"), expect=201, token=of["night"])
    office.call("DELETE", "/items/D-9", token=of["shen"])
    for status in ("published", "scheduled", "withdrawn"):  # nor is the same written anew under its id
        assert "somebody else" in office.call("PUT", "/items/D-9", {**made("D-9"), "status": status}, expect=403, token=of["night"])["msg"]
    assert office.call("GET", "/items/D-9")["status"] == "withdrawn"
    office.call("PUT", "/items/D-6", made("D-6"), token=of["night"])  # its own goes on


def the_committee_does_not_settle_what_the_office_looks_at(office, of):
    filled = office.call("POST", "/templates/duty_water/fill", {"fields": {"where": "all", "until": 4}}, token=of["night"])
    office.call("PUT", "/items/D-8", {"kind": "notice", "status": "published", "audience": filled["audience"], "doc": {**filled["doc"], "id": "D-8"}},
                expect=201, token=of["night"])
    assert office.call("POST", "/items/D-8/reviewed", {}, expect=403, token=of["oc"])["error"] == "forbidden"
    assert office.call("GET", "/items/D-8")["review_after"] is True
    office.call("POST", "/items/D-8/reviewed", {}, token=of["shen"])


def main():
    with an_office("hands") as office:
        of = begin(office)
        the_committee_writes_no_document(office, of)
        the_committee_takes_no_notice_over(office, of)
        only_an_administrator_makes_it_a_demonstration_again(office, of)
        nobody_writes_the_board_of_outcomes(office, of)
        what_is_withdrawn_is_in_nobodys_hands_any_more(office, of)
        two_people_change_whom_to_call(office, of)
        nobody_replaces_the_others_notice(office, of)
        who_sent_an_emergency_alone_does_not_settle_it(office, of)
        on_duty_nobody_withdraws_what_an_approver_put_in_its_place(office, of)
        only_what_hung_is_put_back(office, of)
        an_emergency_is_put_back_with_the_second_factor(office, of)
        on_duty_nobody_puts_back_what_another_withdrew(office, of)
        the_committee_does_not_settle_what_the_office_looks_at(office, of)
        office.stop()
        print("hands: nobody did what is another's")


if __name__ == "__main__":
    sys.exit(main())
