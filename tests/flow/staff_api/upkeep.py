"""What keeps the server: messages to groups, the audit, backup and forgotten passwords."""

from office import PASSWORD, fetched


def hooks(office):
    """Where messages go; what is in them, and what becomes of them, is tried in hooks_test."""
    hook = {"name": "群", "kind": "wecom", "url": "http://127.0.0.1:9/send?key=k", "lang": "zh-CN", "events": ["case_new"]}
    assert office.call("PUT", "/hooks/group", hook, expect=201)["url"] == "http://127.0.0.1:9"
    assert office.call("PUT", "/hooks/group", {**hook, "on": False})["on"] is False
    office.call("PUT", "/hooks/group", {**hook, "url": "http://example.org/"}, expect=422)
    office.call("PUT", "/hooks/group", raw=b"{", expect=400)
    assert office.call("POST", "/hooks/group/test")["last"]["result"] == "private"
    office.call("POST", "/hooks/none/test", expect=404)
    assert [row["id"] for row in office.call("GET", "/hooks")["hooks"]] == ["group"]
    assert office.call("DELETE", "/hooks/group")["removed"] == "group"
    office.call("DELETE", "/hooks/group", expect=404)


def audit(office, number):
    rows = office.call("GET", "/audit")["audit"]
    acts = {row["what"] for row in rows}
    wanted = {"account.create", "account.remove", "login", "login.failed", "password", "item.publish", "item.draft", "item.withdraw", "terminal.pair",
              "case.read", "case.read-with-reason", "case.move", "case.note", "case.remedy", "case.set-aside", "case.restore", "account.grants",
              "outcome.draft", "outcome.approve", "outcome.remove", "outcome.month"}
    assert wanted <= acts, wanted - acts
    assert [row["n"] for row in rows] == sorted((row["n"] for row in rows), reverse=True)
    assert len(office.call("GET", f"/audit?before={rows[0]['n']}&limit=3")["audit"]) == 3
    office.call("GET", "/audit?limit=0", expect=400)
    office.call("DELETE", f"/terminals/{number}")
    office.call("DELETE", "/terminals/none", expect=404)
    assert office.call("GET", "/audit?limit=1")["audit"][0]["what"] == "terminal.revoke"


def kept_and_restored(office):
    assert office.call("GET", "/backup")["last"] == 0
    office.call("GET", "/backup/file", expect=404)
    office.call("POST", "/backup", {"password": PASSWORD, "passphrase": "too short"}, expect=422)
    office.call("POST", "/backup", {"passphrase": "long enough to be one"}, expect=400)
    state = office.call("POST", "/backup", {"password": PASSWORD, "passphrase": "long enough to be one"})
    assert state["ready"] > 0 and state["last"] > 0, state
    assert len(fetched(office, "/backup/file")) == state["ready"]
    assert isinstance(fetched(office, "/backup/erased"), bytes)
    office.call("POST", "/accounts", {"user": "forgetful", "role": "viewer"}, expect=201)
    assert office.call("POST", "/accounts/forgetful/password", {})["once"]
    office.call("POST", "/accounts/nobody/password", {}, expect=404)
    office.call("POST", "/accounts/admin/password", {}, expect=409)
