"""A password that somebody saw is not enough for an emergency: who may set up a second factor, hand it on, or do without it. Against the
real foyer-central, in a community that is live."""

import contextlib
import sqlite3
import subprocess
import sys
import time

from door_test import app_code
from hands_test import SITE, real
from office import BIN, PASSWORD, an_office, grant, notice

DAY_S = 86400


def a_day_passes(office):
    with contextlib.closing(sqlite3.connect(office.data / "central.db", timeout=60)) as db, db:
        db.execute(f"UPDATE account SET factor_until=factor_until-{DAY_S} WHERE factor_until>0")


def enter(office, user, **more):
    office.wait_for_the_brake()
    return office.call("POST", "/login", {"user": user, "password": PASSWORD, **more}, token=False)["token"]


def first_entry(office, user, once):
    """The one-time password becomes one of one's own."""
    office.wait_for_the_brake()
    token = office.call("POST", "/login", {"user": user, "password": once}, token=False)["token"]
    return office.call("POST", "/password", {"old": once, "new": PASSWORD}, token=token)["token"]


def set_up(office, user, token):
    """A session with the factor."""
    secret = office.call("POST", "/totp/begin", {"password": PASSWORD}, token=token)["secret"]
    office.call("POST", "/totp/confirm", {"code": app_code(secret)}, token=token)
    return enter(office, user, totp=app_code(secret, time.time() + 30)), secret


def closed(office, token):
    return office.call("POST", "/totp/begin", {"password": PASSWORD}, expect=403, token=token)["error"]


def emergency(office, item_id, token, expect=201):
    return office.call("PUT", f"/items/{item_id}", notice(item_id, kind="emergency_gas", priority=1), expect=expect, token=token)


def begin(office):
    """A community that is live; its administrator has the day of the first log-in before them."""
    office.token = office.once  # nobody's, until the first entry
    office.token = first_entry(office, "admin", office.once)
    community = real("community.json")
    office.call("PUT", "/community", community, expect=201)
    community["community"]["demo"] = False
    office.call("PUT", "/community", community)
    office.call("PUT", f"/settings?site={SITE}", {"approval.routine": False, "approval.emergency_alone": True})


def within_the_first_day(office):
    """Who is let in by somebody trusted sets one up, and publishes at two in the morning with it."""
    made = office.call("POST", "/accounts", {"user": "shen", "grants": [grant(SITE, "approver")]}, expect=201)
    assert made["may_totp"] is True
    token = first_entry(office, "shen", made["once"])
    until = office.call("GET", "/me", token=token)["totp_until"]
    assert abs(until - time.time() - DAY_S) < 600, until
    assert emergency(office, "E-1", token, expect=403)["error"] == "totp_wanted"
    assert office.call("PUT", f"/settings?site={SITE}", {"emergency.totp": False}, expect=403, token=token)["error"] == "forbidden"
    token, _ = set_up(office, "shen", token)
    emergency(office, "E-1", token)


def a_password_that_somebody_saw(office):
    made = office.call("POST", "/accounts", {"user": "li", "grants": [grant(SITE, "approver")]}, expect=201)
    first_entry(office, "li", made["once"])
    a_day_passes(office)
    thief = enter(office, "li")
    assert office.call("GET", "/me", token=thief)["totp_until"] == 0
    assert closed(office, thief) == "totp_closed"
    thief = office.call("POST", "/password", {"old": PASSWORD, "new": PASSWORD + " 2"}, token=thief)["token"]
    assert office.call("POST", "/totp/begin", {"password": PASSWORD + " 2"}, expect=403, token=thief)["error"] == "totp_closed"
    assert emergency(office, "E-2", thief, expect=403)["error"] == "totp_wanted"


def the_password_of_an_administrator(office):
    """It lets colleagues in, but hands on no second factor and does not do away with it either."""
    thief = office.token = enter(office, "admin")
    assert closed(office, thief) == "totp_closed"
    for site in (f"?site={SITE}", ""):
        for value in (False, None) if site else (False,):
            said = office.call("PUT", "/settings" + site, {"emergency.totp": value}, expect=403)
            assert said["error"] == "totp_wanted", said
    office.call("PUT", f"/settings?site={SITE}", {"emergency.totp": True})
    assert office.call("DELETE", "/accounts/shen/totp", expect=403)["error"] == "totp_wanted"
    made = office.call("POST", "/accounts", {"user": "mule", "grants": [grant(SITE, "approver")]}, expect=201)
    assert made["may_totp"] is False and closed(office, first_entry(office, "mule", made["once"])) == "totp_closed"
    made = office.call("POST", "/accounts/li/password", {})
    assert made["may_totp"] is False and closed(office, first_entry(office, "li", made["once"])) == "totp_closed"
    doc = office.call("GET", "/items/community")["doc"]
    doc["community"]["demo"] = True
    assert office.call("PUT", "/community", doc, expect=403)["error"] == "totp_wanted"
    frozen = submitted(office, doc)
    assert office.call("POST", "/items/community/approve", {"sha256": frozen}, expect=403)["error"] in ("totp_wanted", "four_eyes")
    office.call("POST", "/items/community/return", {"text": "不做演示"})


def submitted(office, doc):
    mule = enter(office, "mule")
    office.call("PUT", "/items/community", {"kind": "community", "doc": doc, "status": "draft"}, token=mule)
    return office.call("POST", "/items/community/submit", {}, token=mule)["work"]["sha256"]


def who_stands_at_the_machine(office):
    """The only administrator, for whom there is nobody to ask."""
    done = subprocess.run([BIN / "foyer-central", "once", "--data", office.data, "--user", "nobody"], capture_output=True, text=True, timeout=120)
    assert done.returncode == 1 and "no account nobody" in done.stderr, done
    done = subprocess.run([BIN / "foyer-central", "once", "--data", office.data, "--user", "admin"], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    once = done.stdout.splitlines()[0].split(":", 1)[1].strip()
    office.call("GET", "/items", expect=401)
    office.token, secret = set_up(office, "admin", first_entry(office, "admin", once))
    assert office.call("GET", "/audit/verify")["whole"]
    made = office.call("POST", "/accounts/li/password", {})
    assert made["may_totp"] is True
    emergency(office, "E-3", set_up(office, "li", first_entry(office, "li", made["once"]))[0])
    return secret


def a_new_phone(office):
    """Whoever has the factor changes it without asking; who has lost it is let in anew."""
    made = office.call("POST", "/accounts/mule/password", {})
    token = first_entry(office, "mule", made["once"])
    secret = office.call("POST", "/totp/begin", {"password": PASSWORD}, token=token)["secret"]
    recovery = office.call("POST", "/totp/confirm", {"code": app_code(secret)}, token=token)["recovery"]
    a_day_passes(office)
    office.wait_for_the_brake()
    office.call("DELETE", "/totp", {"password": PASSWORD, "totp": recovery[0]}, token=token)
    office.call("POST", "/totp/begin", {"password": PASSWORD}, token=token)
    office.call("POST", "/totp/confirm", {"code": "0"}, expect=401, token=token)
    office.call("DELETE", "/accounts/shen/totp")
    assert closed(office, enter(office, "shen")) == "totp_closed"


def main():
    with an_office("factor") as office:
        begin(office)
        within_the_first_day(office)
        a_password_that_somebody_saw(office)
        the_password_of_an_administrator(office)
        who_stands_at_the_machine(office)
        a_new_phone(office)
        office.stop()
        print("factor: a password alone sets up, hands on and does away with nothing")


if __name__ == "__main__":
    sys.exit(main())
