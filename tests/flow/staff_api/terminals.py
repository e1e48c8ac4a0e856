"""Terminals of lobbies: paired, what they have shown, what they say of themselves, what is asked of them."""

import time

from office import notice
from paper_terminal import PaperTerminal


def paired(office):
    office.call("POST", "/pair", {"code": "0000-0000", "lobby": "T-B3-U1"}, expect=404)
    office.call("POST", "/pair", {"lobby": "T-B3-U1"}, expect=400)
    terminal = PaperTerminal(office.url)
    code = terminal.enrol()
    office.call("POST", "/pair", {"code": code, "lobby": "T-NOWHERE"}, expect=404)
    number = office.call("POST", "/pair", {"code": code, "lobby": "T-B3-U1"})["terminal"]
    terminal.take_token()
    assert terminal.number == number
    assert [row["id"] for row in office.call("GET", "/terminals")["terminals"]] == [number]
    lobbies = {row["id"]: row for row in office.call("GET", "/lobbies")["lobbies"]}
    assert lobbies["T-B3-U1"]["terminal"] == number and lobbies["T-B1-U1"]["terminal"] == ""
    return terminal


def shown(office, terminal):
    office.call("PUT", "/items/S-1", notice("S-1", lang={"zh-CN": {"title": "题𪚥", "summary": "要点", "body_md": "内容"}}), expect=201)
    before = office.call("GET", "/items/S-1/shown")
    assert not before["lobbies"] and "T-B3-U1" in before["waiting"] and "T-B1-U1" in before["waiting"], before
    now = int(time.time())
    row = {"day": time.strftime("%Y-%m-%d", time.gmtime(now)), "item": "S-1", "ver": 1, "first": now - 60, "last": now, "times": 4, "seconds": 48,
           "opened": 1, "minutes": 1}
    for _ in range(2):
        assert terminal.call("POST", "/v1/shown", {"rows": [row], "missing": [{"item": "S-1", "codes": ["U+2A6A5"]}]}) is None
    after = office.call("GET", "/items/S-1/shown")
    assert after["lobbies"] == [{"lobby": "T-B3-U1", "terminal": terminal.number, **{k: v for k, v in row.items() if k not in ("day", "item")}}], after
    assert "T-B3-U1" not in after["waiting"] and "T-B1-U1" in after["waiting"]
    assert after["missing"] == [{"code": "U+2A6A5", "text": "𪚥", "terminals": [terminal.number]}]
    assert office.call("GET", "/items/S-1")["missing"] == ["U+2A6A5"]
    office.call("GET", "/items/nothing/shown", expect=404)
    where = {row["lobby"]: row for row in after["where"]}
    assert where["T-B3-U1"]["state"] == "drawn" and where["T-B3-U1"]["missing"] and where["T-B1-U1"]["why"] == "no_terminal"
    assert office.call("GET", "/items/S-1/still")["still"] == []
    office.call("GET", "/items/nothing/still", expect=404)
    office.call("DELETE", "/items/S-1")
    assert office.call("GET", "/items/S-1/shown")["waiting"] == []
    assert office.call("GET", "/items/S-1/still")["why"] == "withdrawn"


def looked_after(office, terminal):
    """What a terminal says of itself, what is asked of it, where it hangs."""
    here = f"/terminals/{terminal.number}"
    said = {"fw": "1.2", "up": 60, "disk": 12, "free": 900, "temp": 41, "clock": "ok", "waiting": 0, "parked": 0, "offline": 1, "root": 1,
            "mem": 9000, "err": [], "screen": "ok", "power": "low", "slowed": False,
            "kiosk": {"touch": True, "touches": 3, "frames": 9, "slow": 1, "panel": "lit", "mem": 50000, "up": 30}}
    assert terminal.call("POST", "/v1/status", said) is None
    whole = office.call("GET", here)
    assert whole["terminal"]["status"] == said and len(whole["history"]) == 1 and whole["lobby"]["id"] == "T-B3-U1"
    assert isinstance(whole["notices"], list) and "shot" not in whole
    office.call("GET", "/terminals/none", expect=404)
    office.call("GET", "/terminals/none/commands", expect=404)
    office.call("GET", f"{here}/shot", expect=404)
    made = office.call("POST", f"{here}/commands", {"cmd": "identify"}, expect=201)
    assert office.call("POST", f"{here}/commands", {"cmd": "identify"})["id"] == made["id"]
    office.call("POST", f"{here}/commands", {"cmd": "dance"}, expect=422)
    office.call("POST", f"{here}/commands", {"cmd": "wipe", "confirm": "another one"}, expect=422)
    office.call("POST", "/terminals/none/commands", {"cmd": "report"}, expect=404)
    assert office.call("GET", f"{here}/commands")["commands"][0]["state"] == "sent"
    terminal.call("POST", "/v1/status", {"said": [{"id": made["id"], "said": "refused_form"}, {"id": "odd", "said": "<b>"}]})
    assert office.call("GET", f"{here}/commands")["commands"][0]["said"] == "refused_form"
    office.call("POST", f"{here}/move", {}, expect=400)
    office.call("POST", f"{here}/move", {"lobby": "T-NOWHERE"}, expect=404)
    office.call("POST", f"{here}/move", {"lobby": "T-B3-U1"}, expect=409)
    dry = office.call("POST", f"{here}/move", {"lobby": "T-B5-U1", "dry_run": True})
    assert dry["from"] == "T-B3-U1" and not dry["moved"]
    assert isinstance(office.call("GET", "/alerts")["alerts"], list) and isinstance(office.call("GET", "/alerts?all=1")["alerts"], list)
