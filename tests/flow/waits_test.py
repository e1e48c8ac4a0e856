"""foyerctl and a community that is live: what a second person must read is put in for approval, and said so; nobody's text in work is lost."""

import json
import shutil
import subprocess
import sys
import time

from hands_test import SITE, begin, real
from office import BIN, PASSWORD, SOURCE, an_office

SHEET = "种类,编号,名称,楼栋,户型面积,供水分区\n楼栋,B1,甲座,,89.52,\n单元,B1-U2,,B1,,低区\n"


class Clerk:
    """Somebody at a command line, with a session of their own."""

    def __init__(self, office, user):
        self.office, self.folder = office, office.data.parent / user
        self.folder.mkdir()
        (self.folder / "password").write_text(PASSWORD)
        self.run("login", "--user", user, "--password-file", self.folder / "password")

    def run(self, *words, expect=0):
        done = subprocess.run([BIN / "foyerctl", "--state-dir", self.folder, "--central", self.office.url, *map(str, words)],
                              capture_output=True, text=True, timeout=300)
        assert done.returncode == expect, f"foyerctl {words}: exit {done.returncode}: {done.stderr}{done.stdout}"
        return done.stdout + done.stderr


def community(office):
    return office.call("GET", "/items/community")


def a_sheet_waits_for_a_second_person(office, of, shen):
    sheet = office.data.parent / "sheet.csv"
    sheet.write_text(SHEET)
    hangs = community(office)
    said = shen.run("lobbies", sheet)
    item = community(office)
    draft = item["work"]["version"]
    assert f"draft {draft} waits for a second person: console page {office.url}/console/community" in said, said
    assert item["doc"] == hangs["doc"] and item["work"]["state"] == "review" and item["work"]["submitted_by"] == "shen", item["work"]
    first = item["work"]["doc"]["buildings"][0]
    assert first["name"] == "甲座" and first["area_per_household_c"] == 8952 and first["units"][1]["water_zones"] == ["low"], first
    assert json.loads(shen.run("lobbies", sheet, "--json"))["draft"]["version"] == draft, "the same sheet makes another draft"
    office.call("POST", "/items/community/approve", {"sha256": item["work"]["sha256"]}, expect=403, token=of["shen"])
    office.call("POST", "/items/community/approve", {"sha256": item["work"]["sha256"]}, token=of["li"])
    office.call("POST", "/items/community/undo", {}, token=of["li"])


def rows_go_into_the_text_in_work(office, of, shen):
    """What a colleague has written there meanwhile stays."""
    work = community(office)["work"]["doc"]
    work["community"]["motto"] = "另一位同事写的"
    office.call("PUT", "/items/community", {"kind": "community", "status": "draft", "doc": work}, token=of["wen"])
    sheet = office.data.parent / "second.csv"
    sheet.write_text("kind,id,name\nplace,P-BIN-1,垃圾房\n")
    shen.run("lobbies", sheet)
    doc = community(office)["work"]["doc"]
    assert doc["community"]["motto"] == "另一位同事写的" and doc["places"][0]["name"] == "垃圾房" and doc["buildings"][0]["name"] == "甲座"


def the_same_sheet_by_the_console(office, of):
    """Told row by row against the text in work; the answer is as it is described."""
    report = office.call("POST", "/import/community?whole=1", raw="kind,id,name\nplace,P-BIN-1,垃圾屋\nplace,P-BIN-3,\nvan,V1,\n".encode(), token=of["wen"])
    said = {row["id"]: row["state"] for row in report["rows"]}
    assert said["P-BIN-1"] == "renamed" and said["P-BIN-3"] == "same" and said["V1"] == "refused" and list(said.values()).count("gone") == 22, said
    assert report["version"] == community(office)["work"]["version"]
    assert report["rows"][0]["fields"]["name"] == ["垃圾房", "垃圾屋"] and len(report["doc"]["places"]) == 2
    for user in ("oc", "night"):
        office.call("POST", "/import/community", raw=b"kind,id\n", expect=403, token=of[user])


def a_folder_waits_and_leaves_what_others_write(office, of, shen):
    folder = office.data.parent / "content"
    shutil.copytree(SOURCE / "assets/sample", folder)
    for name in ("community.json", "standards.json", "fees.json", "complaints.json", "notices.json", "outcome.json"):
        doc = real(name)
        if name == "community.json":
            doc["community"]["demo"] = False
        if name == "notices.json":
            doc["notices"] = [one for one in doc["notices"] if one["id"] in ("N-001", "N-006")]
        (folder / name).write_text(json.dumps(doc, ensure_ascii=False))
    theirs = community(office)["work"]
    now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())  # midnight between the two would move all dates
    said = shen.run("import", folder, "--now", now, expect=1)
    assert f"community: wen has draft {theirs['version']} in work, which is left as it is" in said, said
    assert community(office)["work"]["version"] == theirs["version"]
    for id, area in (("standards", "standards"), ("fees", "fees"), ("complaint", "cases/form"), ("N-001", "notices/N-001")):
        work = office.call("GET", f"/items/{id}")["work"]
        assert work["state"] == "review" and work["submitted_by"] == "shen", work
        assert f"draft {work['version']} waits for a second person: console page {office.url}/console/{area}?site={SITE}\n" in said, said
    assert "5 not published yet: in a live community a second person reads and approves them" in said, said
    counts = next(line for line in shen.run("import", folder, "--now", now, "--json", expect=1).splitlines() if line.startswith("{"))
    assert json.loads(counts)["waiting"] == 5, counts
    assert office.call("GET", "/items/fees")["work"]["version"] == 2, "the same folder makes another draft"


def main():
    with an_office("waits") as office:
        of = begin(office)
        office.call("PUT", f"/settings?site={SITE}", {"approval.routine": True})
        shen = Clerk(office, "shen")
        a_sheet_waits_for_a_second_person(office, of, shen)
        rows_go_into_the_text_in_work(office, of, shen)
        the_same_sheet_by_the_console(office, of)
        a_folder_waits_and_leaves_what_others_write(office, of, shen)
        office.stop()
        print("waits: nothing went out without a second person, and no text in work was lost")


if __name__ == "__main__":
    sys.exit(main())
