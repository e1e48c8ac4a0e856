"""Documents and notices: published, changed, checked while they are written, approved, taken down and put back."""

from office import notice, sample


def publish(office):
    office.call("PUT", "/standards", sample("standards.json"), expect=409)
    office.call("PUT", "/items/A-1", notice("A-1"), expect=409)
    community = sample("community.json")
    assert office.call("PUT", "/community", community, expect=201)["changed"]
    assert not office.call("PUT", "/community", community)["changed"]
    office.call("PUT", "/standards", sample("standards.json"), expect=201)
    office.call("PUT", "/fees", sample("fees.json"), expect=201)
    office.call("PUT", "/form", sample("complaints.json"), expect=201)
    assert isinstance(office.call("GET", "/demonstration")["items"], list)  # what would be in the way of going live
    for path in ("/community", "/standards", "/fees", "/form"):
        office.call("PUT", path, {}, expect=422)
        office.call("PUT", path, raw=b"[1]", expect=400)
        office.call("PUT", path, {}, expect=401, token="x" * 43)
    for odd in ({"\u202e" * 90: 1.5}, {"字" * 300: {"字" * 300: 1.5}}, {"x": [[[1.5]]]}, {"a\nb": "\u0007"}):
        office.call("PUT", "/fees", odd, expect=422)
    fees = sample("fees.json")
    fees["fee_items"][0]["unit_price_fen"] = 300
    said = office.call("PUT", "/fees", fees, expect=422)
    english = "fee_items[0].unit_price_fen: 300 fen lies above the guide price's maximum of 299"
    assert said["msg"] == english and said["at"] == "fee_items[0].unit_price_fen", said
    said = office.call("PUT", "/fees", fees, expect=422, lang="zh-CN,zh;q=0.9,en;q=0.8")
    assert said["msg"] == "第1项收费的单价：300分高于指导价的上限299分" and said["at"] == "fee_items[0].unit_price_fen", said
    assert office.call("PUT", "/fees", fees, expect=422, lang="en")["msg"] == english
    # A worker answers later, and others ask meanwhile.
    said = office.call("POST", "/login", {"user": "admin", "password": "not this one"}, expect=401, token=False, lang="zh-CN")
    assert said["msg"] == "账号或密码不对" and "at" not in said, said
    office.wait_for_the_brake()
    office.call("PUT", "/community", {**community, "community": {**community["community"], "id": "second"}}, expect=422)


def changed_and_withdrawn(office):
    made = office.call("PUT", "/items/A-1", notice("A-1"), expect=201)
    assert made["state"] == "live" and made["channels"] == ["s:heting"] and len(made["lobbies"]) == len(sample("community.json")["terminals"])
    office.call("PUT", "/items/A-1", {**notice("A-1"), "audience": {"buildings": ["B7"]}})
    assert office.call("GET", "/items/A-1")["channels"] == ["b:B7"]
    assert office.call("GET", "/items/A-1?version=1")["versions"][0]["version"] == 2
    office.call("GET", "/items/A-1?version=9", expect=404)
    office.call("GET", "/items/A-1?version=x", expect=400)
    office.call("GET", "/items/nothing", expect=404)
    office.call("PUT", "/items/A-2", {**notice("A-2"), "status": "shown"}, expect=422)
    office.call("PUT", "/items/A-2", {**notice("A-2"), "status": "draft"}, expect=201)
    office.call("PUT", "/items/fees", notice("fees"), expect=409)
    office.call("PUT", "/items/A-3", raw=b"nonsense", expect=400)
    kinds = {item["kind"] for item in office.call("GET", "/items")["items"]}
    assert kinds - {"outcome"} == {"notice", "community", "standard", "fee", "form"}, kinds  # the board comes when its time is
    assert {item["id"] for item in office.call("GET", "/items?kind=notice")["items"]} == {"A-1", "A-2"}
    assert office.call("DELETE", "/items/A-1", {"expect": None}, expect=428)["error"] == "expect_wanted"
    read = office.version("/items/A-1")
    office.call("PUT", "/items/A-1", notice("A-1", pinned=True))
    assert office.call("DELETE", "/items/A-1", {"expect": read}, expect=409)["current"]["doc"]["pinned"]
    assert [item["id"] for item in office.call("GET", "/items?kind=notice&hanging=1")["items"]] == ["A-1"]
    brief = office.call("GET", "/items?kind=notice&brief=1")["items"]
    assert [(item["id"], item["state"]) for item in brief] == [("A-1", "live"), ("A-2", "draft")] and "lobbies" not in brief[0], brief
    assert office.call("DELETE", "/items/A-1")["state"] == "withdrawn"
    office.call("DELETE", "/items/fees", expect=404)
    assert office.call("GET", "/items?kind=notice&hanging=1")["items"] == []


def writing(office):
    assert office.call("GET", "/rules")["rules"]["city"] == "default"
    offered = {one["id"]: one for one in office.call("GET", "/templates")["templates"]}
    where = offered["duty_water"]["fields"][0]["options"][0]["id"]
    office.call("POST", "/templates/duty_water/fill", {"fields": {"where": where, "until": 99}}, expect=422)
    office.call("POST", "/templates/nothing/fill", {"fields": {}}, expect=422)
    made = office.call("POST", "/templates/duty_water/fill", {"fields": {"where": where, "until": 2}})
    doc = {**made["doc"], "id": "N-CHECK"}
    levels = lambda doc: [one["level"] for one in office.call("POST", "/items/check", {"id": "N-CHECK", "doc": doc, "audience": made["audience"]})["checks"]]
    assert "refuse" not in levels(doc), levels(doc)
    doc["lang"]["zh-CN"]["summary"] = "请尽快缴费"
    assert levels(doc)[0] == "refuse", levels(doc)
    office.call("PUT", "/items/N-CHECK", {"kind": "notice", "status": "published", "audience": made["audience"], "doc": doc}, expect=422)
    office.call("POST", "/items/check", {"doc": 5}, expect=400)
    endless = {**made["doc"], "lang": {"zh-CN": {"title": "长", "body_md": "**a " * 200_000}}}
    before = office.processor_seconds()
    said = office.call("POST", "/items/check", {"doc": endless}, expect=422)
    assert "32 KiB" in said["msg"] and office.processor_seconds() - before < 5, said  # others wait meanwhile


def approvals(office):
    """Written, submitted, sent back, approved, and taken back within its ten seconds."""
    draft = {**notice("W-1"), "status": "draft"}
    first = office.call("PUT", "/items/W-1", draft, expect=201)["work"]
    assert office.call("PUT", "/items/W-1", {**draft, "expect": None}, expect=428)["error"] == "expect_wanted"
    other = {**notice("W-1", lang={"zh-CN": {"title": "另一题", "summary": "要点", "body_md": "内容"}}), "status": "draft"}
    office.call("PUT", "/items/W-1", {**other, "expect": first["version"]})
    both = office.call("PUT", "/items/W-1", {**draft, "expect": first["version"]}, expect=409)
    assert both["error"] == "changed" and both["current"]["doc"]["lang"]["zh-CN"]["title"] == "另一题", both
    office.call("POST", "/items/W-1/submit", {})
    waiting = office.call("GET", "/approvals")["waiting"]
    assert [(w["id"], w["state"]) for w in waiting] == [("W-1", "review")], waiting
    office.call("POST", "/items/W-1/return", {"text": ""}, expect=422)
    assert office.call("POST", "/items/W-1/return", {"text": "请写明地点"})["work"]["remark"] == "请写明地点"
    frozen = office.call("POST", "/items/W-1/submit", {})["work"]["sha256"]
    assert office.call("POST", "/items/W-1/approve", {"sha256": frozen}, expect=403)["error"] == "four_eyes"
    office.call("PUT", "/settings", {"approval.alone": True})
    assert office.call("POST", "/items/W-1/approve", {"sha256": "0" * 64}, expect=409)["error"] == "changed"
    assert office.call("POST", "/items/W-1/approve", {"sha256": frozen})["work"]["state"] == "approved"
    assert office.call("POST", "/items/W-1/undo", {})["work"]["state"] == "review"
    office.call("POST", "/items/W-1/undo", {}, expect=409)
    office.call("PUT", "/settings", {"approval.alone": None})
    office.call("POST", "/items/nothing/submit", {}, expect=404)
    means = office.call("POST", "/audience/resolve", {"audience": {"buildings": ["B3"], "exclude_lobbies": ["T-B3-U2"]}})
    assert [lobby["id"] for lobby in means["lobbies"]] == ["T-B3-U1"] and means["of"] == 25, means
    office.call("POST", "/audience/resolve", {"audience": {"nobody": []}}, expect=422)


def everything_down(office):
    office.call("PUT", "/items/W-2", notice("W-2"), expect=201)
    before = {item["id"] for item in office.call("GET", "/items?kind=notice")["items"] if item["status"] == "published"}
    assert office.call("POST", "/takedown", {}, expect=400)["error"] == "what_wanted"
    assert {item["id"] for item in office.call("GET", "/items?kind=notice")["items"] if item["status"] == "published"} == before
    down = office.call("POST", "/takedown", {"what": "every_notice"})["takedown"]
    assert down["count"] == len(before) and down["undone"] == 0, down
    assert not [i for i in office.call("GET", "/items?kind=notice")["items"] if i["channels"]]
    office.call("POST", "/takedown", {"what": "every_notice"}, expect=409)
    assert office.call("GET", "/takedown")["takedown"] == down
    assert office.call("POST", "/takedown/undo", {})["takedown"]["undone"] > 0
    assert {i["id"] for i in office.call("GET", "/items?kind=notice")["items"] if i["status"] == "published"} == before
    office.call("POST", "/takedown/undo", {}, expect=409)
    newest = office.call("GET", "/items/W-2")["versions"][0]
    assert newest["who"] == "admin" and newest["put_back_by"] == "admin" and newest["status"] == "published", newest
    office.call("DELETE", "/items/W-2")
    office.call("POST", "/items/W-2/put-back", {}, expect=428)
    gone = office.version("/items/W-2")
    office.call("POST", "/items/W-2/put-back", {"expect": gone - 1}, expect=409)
    assert office.call("POST", "/items/W-2/put-back", {"expect": gone})["state"] == "live"
    office.call("POST", "/items/W-2/put-back", {"expect": gone + 1}, expect=409)
    office.call("POST", "/items/W-404/put-back", {"expect": 0}, expect=404)
