"""Paper and proof: sheets that can be printed and ticked off, and a certificate that says what a screen really showed."""

import hashlib
import json
import subprocess

from lobby import BIN, central_with_sample, lobby_with_sample, run, wait_for
from preview_test import Office


def text_of(shop, pdf, name="paper.pdf"):
    path = shop.dir / name
    path.write_bytes(pdf)
    words = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True).stdout
    info = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True).stdout
    facts = dict(line.split(":", 1) for line in info.splitlines() if ":" in line)
    return "".join(words.split()), int(facts["Pages"]), facts["Page size"]


def get(office, path, expect=200):
    status, headers, body = office.call("GET", path)
    assert status == expect, f"{path}: {status} {body[:300]}"
    return (json.loads(body) if "json" in headers["Content-Type"] else body), headers


def a_notice_is_printed_as_it_hangs(shop):
    central = central_with_sample(shop)
    office = Office(central)
    notice, _ = get(office, "/v1/staff/items/N-001")
    title = notice["doc"]["lang"]["zh-CN"]["title"]
    for paper, size in (("A4", "595"), ("A3", "841")):
        pdf, headers = get(office, f"/v1/staff/items/N-001/sheet?paper={paper}")
        words, pages, page_size = text_of(shop, pdf)
        assert pages == 1 and headers["Foyer-Pages"] == "1", headers
        assert page_size.strip().startswith(size), page_size
        assert "".join(title.split()) in words and "N-001" in words and "盖章处" in words, words
        assert "明天" not in words, "paper says the date, not the day from now"
    certificate, _ = get(office, "/v1/staff/items/N-001/certificate")
    assert certificate["versions"][-1]["sha256"][:16] in words, "the sheet names the text that it is a copy of"
    long, headers = get(office, "/v1/staff/items/N-009/sheet")
    words, pages, _ = text_of(shop, long)
    assert pages > 1 and headers["Foyer-Pages"] == str(pages) and f"第1页，共{pages}页" in words
    get(office, "/v1/staff/items/N-777/sheet", 404)
    get(office, "/v1/staff/items/N-001/sheet?paper=A9", 400)
    get(office, "/v1/staff/items/N-001/sheet?ver=99", 404)
    for wrong in ("sheet?papr=A3", "sheet?ver=one", "sheet?ver=", "certificate?version=1", "certificate?lang=fr", "certificate.pdf?paper=A4&size=big"):
        refused, _ = get(office, f"/v1/staff/items/N-001/{wrong}", 400)
        assert len(refused["msg"]) > 10, refused
    central.process.stop()


def rows(sheets, what, item):
    return [row for row in sheets[what] if row["item"] == item]


def paper_is_ticked_off_place_by_place(shop):
    central = central_with_sample(shop)
    office = Office(central)
    rule = {"basis": "试验", "lead_hours": None, "min_days": None}
    central.notice("N-960", "纸和屏幕同一天", posting_rule=rule, audience={"tags_any": [], "buildings": ["B3"], "units": [],
                                                                    "exclude_tags": []})
    central.notice("N-961", "不用贴纸的通知")
    status, _, body = office.call("PUT", "/v1/staff/settings", {"paper.places": "东门， 1号电梯"})
    assert status == 200, body
    sheets, _ = get(office, "/v1/staff/sheets")
    hang = rows(sheets, "hang", "N-960")
    assert {"东门", "1号电梯"} < {row["place"] for row in hang} and len(hang) > 2, hang
    assert not rows(sheets, "hang", "N-961"), "no rule asks for it"

    def tick(ver, place, expect=200, **more):
        got, _, answer = office.call("POST", f"/v1/staff/sheets/N-960/{ver}/done", {"place": place, **more})
        assert got == expect, answer
        return json.loads(answer)

    assert not [row for row in rows(tick(1, "东门"), "hang", "N-960") if row["place"] == "东门"]
    tick(1, "月球", 422)
    tick(9, "东门", 422)
    tick(1, "1号电梯", 422, down=True)
    central.notice("N-960", "纸和屏幕同一天，改", posting_rule=rule)
    sheets, _ = get(office, "/v1/staff/sheets")
    assert [row["old"] for row in rows(sheets, "replace", "N-960")] == [1]
    tick(2, "东门")
    central.ctl("withdraw", "N-960")
    sheets, _ = get(office, "/v1/staff/sheets")
    assert [row["place"] for row in rows(sheets, "take_down", "N-960")] == ["东门"] and not rows(sheets, "hang", "N-960")
    assert not rows(tick(2, "东门", down=True), "take_down", "N-960")
    noted = get(office, "/v1/staff/items/N-960/certificate")[0]["paper"]
    assert [(sheet["version"], sheet["up"]) for sheet in noted["sheets"]] == [(1, True), (2, True), (2, False)], noted
    acts = {row["what"] for row in get(office, "/v1/staff/audit")[0]["audit"]}
    assert {"sheet.hang", "sheet.take_down"} <= acts, acts
    central.process.stop()


def the_certificate_says_what_was_shown_and_what_was_not(shop):
    central, lobby = lobby_with_sample(shop)
    office = Office(central)
    central.notice("N-970", "公示证明试验", posting_rule={"basis": "试验条例第3条", "lead_hours": None, "min_days": None})
    lobby.tap("notices")
    lobby.wait_text("公示证明试验")
    lobby.tap("notice/N-970")
    lobby.wait_page("notice")

    def shown():
        certificate, _ = get(office, "/v1/staff/items/N-970/certificate")
        mine = next(part for part in certificate["lobbies"] if part["id"] == "T-B3-U1")
        return certificate if mine["first"] else None

    certificate = wait_for("the proof at the office", shown)
    mine = next(part for part in certificate["lobbies"] if part["id"] == "T-B3-U1")
    other = next(part for part in certificate["lobbies"] if part["id"] == "T-B5-U1")
    assert mine["rows"][-1]["opened"] == 1, mine
    assert other["days_posted"] == 0 and not other["first"], other
    why = {gap["why"] for row in other["rows"] for gap in row["gaps"]}
    assert why <= {"silent", "hours"}, other
    assert certificate["minimum"] == 480 and certificate["paper"]["wanted"] is True
    assert certificate["paper"]["rule"] == "试验条例第3条"
    digest = certificate.pop("digest")
    body = json.dumps(certificate, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert hashlib.sha256(body.encode()).hexdigest() == digest, "anybody can check it"
    pdf, _ = get(office, "/v1/staff/items/N-970/certificate.pdf")
    words, pages, _ = text_of(shop, pdf)
    for part in ("公示证明", "公示证明试验", "不能代替纸质张贴", "试验条例第3条", "核对码", f"共{pages}页"):
        assert part in words, f"{part} is missing: {words[:2000]}"
    english, _, _ = text_of(shop, get(office, "/v1/staff/items/N-970/certificate.pdf?lang=en")[0])
    assert "Certificateofposting" in english
    acts = {row["what"] for row in get(office, "/v1/staff/audit")[0]["audit"]}
    assert "certificate.give" in acts, acts
    get(office, "/v1/staff/items/N-777/certificate", 404)
    get(office, "/v1/staff/items/community/certificate.pdf", 404)
    lobby.stop()
    central.process.stop()


if __name__ == "__main__":
    assert (BIN / "foyer-paper").exists()
    run(a_notice_is_printed_as_it_hangs, paper_is_ticked_off_place_by_place,
        the_certificate_says_what_was_shown_and_what_was_not)
