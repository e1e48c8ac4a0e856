"""Colleagues: one-time passwords, roles and what they may do, settings, standing in and leaving."""

import contextlib
import sqlite3
import time

from office import PASSWORD, clerk_of, notice, sample


def a_further_clerk(office):
    """A further clerk: a one-time password, a role, and the door closed at once."""
    office.call("POST", "/accounts", {"user": "wang"}, expect=422)
    office.call("POST", "/accounts", {"user": "wang", "role": "root"}, expect=422)
    office.call("POST", "/accounts", {"user": "init", "role": "editor"}, expect=422)
    office.call("POST", "/accounts", raw=b"{", expect=400)
    once = office.call("POST", "/accounts", {"user": "wang", "role": "editor"}, expect=201)["once"]
    office.call("POST", "/accounts", {"user": "wang", "role": "admin"}, expect=409)
    token = office.call("POST", "/login", {"user": "wang", "password": once}, token=False)["token"]
    assert office.call("GET", "/items", expect=403, token=token)["error"] == "password_must_change"
    token = office.call("POST", "/password", {"old": once, "new": PASSWORD + " 2"}, token=token)["token"]
    office.call("GET", "/items", token=token)
    office.call("GET", "/accounts", expect=403, token=token)
    office.call("POST", "/accounts", {"user": "li", "role": "admin"}, expect=403, token=token)
    office.call("DELETE", "/accounts/admin", expect=403, token=token)
    rows = {row["user"]: row for row in office.call("GET", "/accounts")["accounts"]}
    assert set(rows) == {"admin", "wang"} and rows["wang"]["role"] == "editor" and not rows["wang"]["must_change"], rows
    office.call("DELETE", "/accounts/admin", expect=409)
    office.call("DELETE", "/accounts/nobody", expect=404)
    office.call("DELETE", "/accounts/wang")
    office.call("GET", "/items", expect=401, token=token)
    office.call("POST", "/login", {"user": "wang", "password": PASSWORD + " 2"}, expect=401, token=False)
    return once


def rights(office):
    """The calls about who may do what; what they mean is tried in sites_test."""
    assert [row["role"] for row in office.call("GET", "/sites")["sites"]] == ["admin"]
    office.call("GET", "/sites", token="none", expect=401)
    told = office.call("GET", "/settings")
    groups = [group["id"] for group in told["groups"]]
    assert groups == list(dict.fromkeys(one["group"] for one in told["settings"])), "group after group, none of them empty"
    city = next(one for one in told["settings"] if one["key"] == "rules_city")
    assert [option["value"] for option in city["options"]][0] == "" and "beijing" in [option["value"] for option in city["options"]], city
    office.call("PUT", "/settings", {"rules_city": "nowhere"}, expect=422)
    office.call("PUT", "/settings", {"duty_hours": 6})
    office.call("PUT", "/settings", {"duty_hours": "six"}, expect=422)
    office.call("PUT", "/settings", raw=b"{", expect=400)
    office.call("PUT", "/items/V-1", notice("V-1"), expect=201)
    assert office.call("GET", "/items/V-1")["approved_by"] == ""  # alone: nobody else has approved it
    assert office.call("POST", "/items/V-1/reviewed", expect=403)["error"] == "nobody_else"  # the own notice
    seen = clerk_of(office, "liang", [], "approver")
    assert office.call("POST", "/items/V-1/reviewed", expect=403)["error"] == "four_eyes"
    office.call("POST", "/items/V-1/reviewed", token=seen)
    office.call("DELETE", "/accounts/liang")
    office.call("POST", "/items/V-404/reviewed", expect=404)
    office.call("DELETE", "/items/V-1")
    for user, role in (("away", "approver"), ("here", "editor")):
        office.call("POST", "/accounts", {"user": user, "role": role}, expect=201)
    now = int(time.time())
    office.call("POST", "/accounts/here/stand-in", {"for": "away", "from": now, "to": now + 60})
    office.call("POST", "/accounts/here/stand-in", {"for": "away", "from": now, "to": now}, expect=422)
    office.call("POST", "/accounts/nobody/stand-in", {"for": "away", "from": now, "to": now + 60}, expect=404)
    assert office.call("GET", "/stand-ins")["stand_ins"][0]["for"] == "away"
    office.call("POST", "/accounts/away/leave", {"to": "here"})
    office.call("POST", "/accounts/away/leave", {"to": "here"}, expect=404)
    office.call("DELETE", "/accounts/here")


def roles(office):
    """Each role may do what the ones before it may; the table on disk is changed under the session."""
    calls = [("GET", "/items", None), ("PUT", "/items/R-1", {**notice("R-1"), "status": "draft"}), ("PUT", "/items/R-1", notice("R-1")),
             ("GET", "/audit", None)]
    needs = ["viewer", "editor", "approver", "admin"]
    for have in range(len(needs)):
        with contextlib.closing(sqlite3.connect(office.data / "central.db", timeout=60)) as db:
            db.execute("UPDATE account_grant SET role = ? WHERE site = '*'", (needs[have],))
            db.commit()
        for need, (method, path, body) in enumerate(calls):
            if need > have:
                said = office.call(method, path, body, expect=403)
                assert said["msg"].startswith("this needs the role ") and said["msg"].endswith(f"; admin is {needs[have]}"), said
            elif need == have:
                office.call(method, path, body, expect=201 if need == 1 else 200)
        if have == 2:
            office.call("DELETE", "/terminals/1", expect=403)
            office.call("POST", "/pair", {"code": "0000-0000", "lobby": "T-B3-U1"}, expect=403)
        if have == 1:
            office.call("PUT", "/fees", sample("fees.json"), expect=403)
            office.call("DELETE", "/items/A-1", expect=403)
    # An editor may write at the next text of what residents see; what hangs does not move.
    with contextlib.closing(sqlite3.connect(office.data / "central.db", timeout=60)) as db:
        db.execute("UPDATE account_grant SET role = 'editor' WHERE site = '*'")
        db.commit()
    kept = office.call("PUT", "/items/R-1", {**notice("R-1"), "status": "draft"})
    assert kept["state"] == "live" and kept["work"]["state"] == "draft" and kept["work"]["version"] > kept["version"], kept
    office.call("POST", "/items/R-1/approve", {"sha256": "0" * 64}, expect=403)
    with contextlib.closing(sqlite3.connect(office.data / "central.db", timeout=60)) as db:
        db.execute("UPDATE account_grant SET role = 'admin' WHERE site = '*'")
        db.commit()
