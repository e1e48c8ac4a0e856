"""What staff see before they publish is what hangs in the lobby: the same pixels; and the child that draws it reaches nothing."""

import http.client
import io
import json
import socket
import statistics
import threading
import time

from PIL import Image, ImageChops

from lobby import Central, central_with_sample, lobby_with_sample, run, wait_for

LIMIT_S = 1.0
NOTICE = {"kind": "general", "issuer": "R-CS", "priority": 3, "files": []}


class Office:
    """A clerk's session."""

    def __init__(self, central, user="admin", password=Central.PASSWORD):
        self.central = central
        status, _, body = self.call("POST", "/v1/staff/login", {"user": user, "password": password})
        assert status == 200, body
        self.token = json.loads(body)["token"]

    def call(self, method, path, body=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.central.port, timeout=60)
        headers = {"Content-Type": "application/json"}
        if getattr(self, "token", None):
            headers["Authorization"] = f"Bearer {self.token}"
        data = json.dumps(body).encode() if body is not None else None
        try:
            connection.request(method, path, data, headers)
            reply = connection.getresponse()
            return reply.status, dict(reply.getheaders()), reply.read()
        finally:
            connection.close()

    def preview(self, **wish):
        status, headers, body = self.call("POST", "/v1/staff/preview", {"lobby": "T-B3-U1", **wish})
        assert status == 200, f"{wish.get('page')}: {status} {body[:300]}"
        return Image.open(io.BytesIO(body)).convert("RGB"), headers

    def refused(self, status, **wish):
        got, _, body = self.call("POST", "/v1/staff/preview", {"lobby": "T-B3-U1", **wish})
        answer = json.loads(body)
        assert got == status, f"{wish}: {got} {answer}"
        assert len(answer["msg"].split()) > 3, f"no sentence: {answer}"
        return answer


def announced(office, size):
    """The first line of the answer to a body of this size that is not even sent."""
    with socket.create_connection(("127.0.0.1", office.central.port), 20) as line:
        line.sendall(f"POST /v1/staff/preview HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {office.token}\r\n"
                     f"Content-Type: application/json\r\nContent-Length: {size}\r\n\r\n".encode())
        return line.recv(4096).split(b"\r\n")[0]


def draft(item_id, title, body="内容。", **doc):
    return {"kind": "notice", "id": item_id,
            "doc": {"id": item_id, **NOTICE, "lang": {"zh-CN": {"title": title, "summary": title, "body_md": body}}, **doc}}


def same(one, other, shop, name):
    box = ImageChops.difference(one, other).getbbox()
    if box:
        one.save(shop.dir / f"{name}-preview.png")
        other.save(shop.dir / f"{name}-screen.png")
    return box


def screen(shop, lobby):
    path = shop.dir / "screen.png"
    lobby.display.picture(path)
    return Image.open(path).convert("RGB")


def compare(shop, office, lobby, page, turn=1):
    """Within one minute of the clock on the wall; a picture in passing (a finger's mark, a glide) is waited out."""
    last = []

    def is_same():
        now = time.time()
        stamp = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(now))
        mine, headers = office.preview(page=page, turn=turn, at=stamp, size="1080x1920", mode=[])
        last[:] = [same(mine, screen(shop, lobby), shop, page.replace("/", "-"))]
        return headers if last[0] is None else None

    try:
        return wait_for(f"the preview of {page}, {turn} to be what hangs", is_same, every=0.5)
    except AssertionError as error:
        raise AssertionError(f"{error}; they differ in {last}") from None


def the_preview_is_the_screen_pixel_for_pixel(shop):
    central, lobby = lobby_with_sample(shop, kiosk_args=("--still",))
    wait_for("content at rest", lobby.has_board)
    body = "\n\n".join(f"第{i}段：明天上午八点到十二点，三号楼停水检修，请提前储水，谢谢配合。" for i in range(1, 41))
    # As it was before it was published, and as it hangs.
    office = Office(central)
    before, _ = office.preview(page="notice/N-950", doc=draft("N-950", "三号楼停水检修", body), mode=[])
    central.notice("N-950", "三号楼停水检修", body)
    lobby.tap("notices")
    lobby.wait_text("三号楼停水检修")
    lobby.tap("notice/N-950")
    lobby.wait_page("notice")
    headers = compare(shop, office, lobby, "notice/N-950")
    pages = int(headers["Foyer-Pages"])
    assert pages > 2, headers
    lobby.display.tap(*lobby.page_down())
    compare(shop, office, lobby, "notice/N-950", 2)
    after, _ = office.preview(page="notice/N-950", turn=pages, mode=[])
    assert ImageChops.difference(before, after).getbbox(), "another screen full is another picture"
    lobby.stop()
    central.process.stop()


def what_is_typed_is_drawn_at_once(shop):
    central = central_with_sample(shop)
    office = Office(central)
    times, pictures = [], set()
    for i in range(20):
        began = time.monotonic()
        picture, _ = office.preview(page="notice/N-951", doc=draft("N-951", f"停水通知{'字' * i}"))
        times.append(time.monotonic() - began)
        pictures.add(picture.tobytes())
    times.sort()
    print(f"     a picture while typing: p50 {statistics.median(times):.3f} s, p95 {times[18]:.3f} s")
    assert len(pictures) == 20, "each letter is seen"
    published, _ = office.preview(page="notice/N-001", at="2026-11-23T09:00:00+08:00")
    mended = draft("N-001", "完全不同的标题")
    changed, _ = office.preview(page="notice/N-001", doc=mended, at="2026-11-23T09:00:00+08:00")
    again, _ = office.preview(page="notice/N-001", at="2026-11-23T09:00:00+08:00")
    assert ImageChops.difference(published, changed).getbbox()
    assert not ImageChops.difference(published, again).getbbox(), "a draft leaves nothing behind"
    for mode, size in ((["large"], "1080x1920"), (["contrast"], "1080x1920"), (["low"], "1080x1920"), ([], "1920x1080")):
        picture, _ = office.preview(page="fee/F-01", mode=mode, size=size)
        assert picture.size == tuple(map(int, size.split("x")))
    english, _ = office.preview(page="home", lang="en")
    assert ImageChops.difference(english, office.preview(page="home")[0]).getbbox()
    left = [p.name for p in (central.data / "preview").iterdir() if p.name.startswith("draw")]
    assert not left, left
    central.process.stop()


def the_newest_wish_of_a_viewer_wins(shop):
    central = central_with_sample(shop)
    office, answers = Office(central), []
    office.preview(page="home")

    def ask(i):
        answers.append(office.call("POST", "/v1/staff/preview",
                                   {"lobby": "T-B3-U1", "page": "notice/N-952", "view": "w1", "doc": draft("N-952", f"字{i}")}))

    threads = [threading.Thread(target=ask, args=(i,)) for i in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    codes = sorted(status for status, _, _ in answers)
    late = [json.loads(body) for status, _, body in answers if status == 409]
    assert set(codes) == {200, 409}, codes
    assert all(answer["error"] == "superseded" for answer in late), late
    central.process.stop()


def what_cannot_be_is_refused_in_a_sentence(shop):
    central = central_with_sample(shop)
    office = Office(central)
    for size in ("1x1", "100000x100000", "4096x4096", "1080", "-5x900", "1080x1920x3", ""):
        office.refused(400, size=size)
    office.refused(404, lobby="T-NOWHERE")
    office.refused(404, lobby="../../keys")
    office.refused(404, page="notice/N-777")
    office.refused(400, page="complain+category/GE")
    office.refused(400, page="--data=/etc")
    office.refused(400, mode=["tiny"])
    office.refused(400, lang="fr")
    office.refused(400, at="yesterday")
    office.refused(400, turn=100000)
    office.refused(422, doc={"kind": "firmware", "id": "x", "doc": {}})
    office.refused(422, doc={"kind": "notice", "id": "../x", "doc": {}})
    office.refused(422, doc={"kind": "notice", "id": "N-953", "doc": []})
    assert b" 413 " in announced(office, 10 << 20)
    # Half-written and hostile documents: a picture or a sentence, and the server lives.
    for doc in ({}, {"lang": 5}, {"lang": {"zh-CN": {"title": "字" * 5000, "body_md": "|" * 20000}}}, {"files": [{"name": 1}]},
                {"lang": {"zh-CN": {"title": "t", "body_md": "![](../../../keys/head.key)\n" * 300}}}):
        status, _, body = office.call("POST", "/v1/staff/preview",
                                      {"lobby": "T-B3-U1", "page": "notice/N-954",
                                       "doc": {"kind": "notice", "id": "N-954", "doc": {**doc}}})
        assert status in (200, 422), (status, body[:200])
    office.preview(page="home")
    central.process.stop()


if __name__ == "__main__":
    run(the_preview_is_the_screen_pixel_for_pixel, what_is_typed_is_drawn_at_once, the_newest_wish_of_a_viewer_wins,
        what_cannot_be_is_refused_in_a_sentence)
