"""The board of outcomes: drafts wait, approved words go out, and the lobbies get what the office sees."""

import contextlib
import json
import sqlite3
import subprocess
import time

from office import BIN, PASSWORD, notice
from patience import wait_for


def month(back):
    now = time.gmtime(time.time() + 8 * 3600)
    months = now.tm_year * 12 + now.tm_mon - 1 - back
    return f"{months // 12}-{months % 12 + 1:02d}"


def the_board(office, folder):
    """The board: drafts wait, approved words go out, numbers are the office's, and the lobbies get what the office sees."""
    words = {"asked": "车库出口看不见来车。", "state": "not_yet", "answer": "要先经消防部门看过。", "role": "R-PM", "due": "2026-12-10"}
    office.call("PUT", "/outcome/asked/Q-1", {**words, "answer": ""}, expect=422)
    said = office.call("PUT", "/outcome/asked/Q-1", {**words, "answer": "请打13812345678问。"}, expect=422)["msg"]
    assert said.startswith('answer: "13812345678" looks like a telephone number'), said
    office.call("PUT", "/outcome/asked/Q-1", raw=b"[", expect=400)
    office.call("GET", "/outcome/asked/Q-1", expect=404)
    office.call("PUT", "/outcome/asked/Q-1", {"approve": True}, expect=404)
    assert office.call("PUT", "/outcome/asked/Q-1", words, expect=201)["live"] is None
    board = office.call("GET", "/outcome")
    assert [(row["id"], row["draft"], row["by"]) for row in board["asked"]] == [("Q-1", True, "admin")] and board["month"] == month(1), board
    office.call("PUT", "/outcome/asked/Q-1", {"approve": True, "version": 9}, expect=409)
    assert office.call("PUT", "/outcome/asked/Q-1", {"approve": True, "version": 1})["changed"]
    assert not office.call("PUT", "/outcome/asked/Q-1", {**words, "approve": True})["changed"]
    draft = office.call("PUT", "/outcome/asked/Q-1", {**words, "state": "done", "answer": "镜子装好了。"})
    assert draft["live"]["state"] == "not_yet" and draft["draft"]["state"] == "done" and len(draft["versions"]) == 2, draft
    thanks = {"text": "谢谢保洁的同志。", "month": month(1), "approve": True}
    office.call("PUT", "/outcome/thanks/T-1", thanks, expect=201)
    office.call("PUT", "/outcome/thanks/T-2", {**thanks, "month": month(-1)}, expect=422)
    assert office.call("GET", "/outcome/thanks/T-1")["live"]["text"] == thanks["text"]
    numbers = {"visits": 12, "signups": 3, "services": 1, "cancelled": 2}
    office.call("PUT", f"/outcome/bucket/{month(1)}", numbers, expect=201)
    assert not office.call("PUT", f"/outcome/bucket/{month(1)}", numbers)["changed"]
    office.call("PUT", "/outcome/bucket/2026", numbers, expect=422)
    office.call("PUT", f"/outcome/bucket/{month(1)}", {**numbers, "visits": -1}, expect=422)
    roles_of_the_board(office, thanks, numbers)
    outcome_in_the_lobbies(office)
    assert office.call("DELETE", "/outcome/thanks/T-1")["live"] is None
    office.call("DELETE", "/outcome/thanks/T-1", expect=404)
    outcome_by_command_line(office, folder)


def roles_of_the_board(office, thanks, numbers):
    def set_role(role):
        with contextlib.closing(sqlite3.connect(office.data / "central.db", timeout=60)) as db:
            db.execute("UPDATE account_grant SET role = ? WHERE account = 'admin'", (role,))
            db.commit()

    set_role("editor")
    office.call("PUT", "/outcome/thanks/T-3", {**thanks, "approve": False}, expect=201)
    for method, path, body in (("PUT", "/outcome/thanks/T-3", {"approve": True}), ("PUT", "/outcome/thanks/T-3", thanks),
                               ("DELETE", "/outcome/thanks/T-1", None), ("DELETE", "/outcome/asked/Q-1", None),
                               ("PUT", f"/outcome/bucket/{month(1)}", numbers)):
        office.call(method, path, body, expect=403)
    office.call("DELETE", "/outcome/thanks/T-3")  # its own draft hangs nowhere
    set_role("viewer")
    office.call("PUT", "/outcome/thanks/T-3", {**thanks, "approve": False}, expect=403)
    office.call("GET", "/outcome")
    set_role("admin")


def outcome_in_the_lobbies(office):
    """At its start the server makes the board; the same board again is no new version."""
    versions = []
    for _ in range(2):
        office.stop()
        office.start()
        wait_for("the board made", lambda: office.call("GET", "/outcome")["published"])
        item = office.call("GET", "/items/outcome")
        versions.append(item["version"])
    assert versions[0] == versions[1] and item["channels"] == ["s:heting"], (versions, item)
    doc = item["doc"]
    assert doc["asked"] == [{"id": "Q-1", "asked": "车库出口看不见来车。", "state": "not_yet", "answer": "要先经消防部门看过。", "role": "R-PM",
                             "due": "2026-12-10"}], doc["asked"]
    assert doc["thanks"] == [{"id": "T-1", "text": "谢谢保洁的同志。", "month": month(1)}], doc["thanks"]
    assert [(row["month"], row["in"]["visits"], row["out"]["cancelled"]) for row in doc["bucket"]] == [(month(1), 12, 2)], doc["bucket"]
    board = office.call("GET", "/outcome")
    same = ("month", "bucket", "feedback")
    assert all(doc[key] == board[key] for key in same), doc
    counts, begun = {"categories", "totals", "set_aside", "no_word", "clauses"}, {"made", "asked", "thanks", "since"}
    counted = counts if office.months()[0] == doc["month"] else set()  # the story began on the last evening of the board's month
    assert counts <= set(board) and set(doc) == {*same, *begun, *counted}, doc  # staff see that nothing came in before the community began; no lobby says so
    assert doc["since"] == board["since"] and office.began - 60 < doc["since"] < time.time() + 60, doc
    office.call("PUT", "/items/outcome", notice("outcome"), expect=409)


def outcome_by_command_line(office, folder):
    state, password, words = folder / "ctl-outcome", folder / "outcome-password", folder / "words.json"
    password.write_text(PASSWORD + "\n")

    def ctl(*args, refused=None):
        done = subprocess.run([BIN / "foyerctl", "--state-dir", state, *args], capture_output=True, text=True, check=False)
        assert (done.returncode == 0) == (refused is None), f"{args}: {done.stdout}{done.stderr}"
        assert refused is None or refused in done.stderr, done.stderr
        return done.stdout

    ctl("login", "--central", office.url, "--user", "admin", "--password-file", password)
    words.write_text(json.dumps({"text": "谢谢三楼的王女士。", "month": month(1)}))
    ctl("outcome", "thanks", "T-4", "--file", words, refused="looks like somebody's name")
    words.write_text(json.dumps({"text": "谢谢夜里值班的人。", "month": month(1)}))
    assert "is drafted" in ctl("outcome", "thanks", "T-4", "--file", words)
    assert "DRAFT 1 by admin" in ctl("outcome")
    assert "goes out" in ctl("outcome", "thanks", "T-4", "--approve")
    assert "stood there already" in ctl("outcome", "thanks", "T-4", "--file", words, "--approve")
    assert "taken down" in ctl("outcome", "thanks", "T-4", "remove")
    ctl("outcome", "praise", "T-4", "--approve", refused="asked, thanks or bucket is wanted")
    ctl("outcome", "thanks", "T-4", refused="say --file")
    ctl("outcome", "bucket", month(2), "--visits", "3", refused="say all four")
    assert "is entered" in ctl("outcome", "bucket", month(2), "--visits", "3", "--signups", "0", "--services", "0", "--cancelled", "0")
    assert f"{month(2)}  in: visits 3" in ctl("outcome")
