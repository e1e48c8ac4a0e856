"""The children that read what strangers send, run for a server without any privilege: what is good is done, what is hostile is refused
in a sentence, and neither takes more than the jail allows. With a release build (FOYER_BIN) the memory of what draws is held, too;
sanitizers need more addresses than the limit. Started by root, the server is nobody's; else it is whoever runs this."""

import contextlib
import io
import json
import os
import pathlib
import shutil
import struct
import subprocess
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
import zipfile
import zlib

from PIL import Image

import lobby
import papers
from lobby import SAMPLE, SOURCE, Central, run

NOBODY = 65534
MEMORY_MAX = 512 << 20
SANITIZED = b"__asan_init" in (lobby.BIN / "foyer-kiosk").read_bytes()
CHILDREN = {"foyer-picture", "foyer-photo", "foyer-codes", "foyer-workbook", "foyer-kiosk", "foyer-paper", "pdfinfo", "pdftoppm"}


def link(source, target):
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def programs(shop):
    """Where nobody can run them: a home folder may be closed to others."""
    here = lobby.BIN.resolve()
    if os.geteuid() or all(path.stat().st_mode & 0o5 == 5 for path in [here, *here.parents]):
        return here
    for folder in (here, here.parent / "share"):
        shutil.copytree(folder, shop.dir / "programs" / folder.name, copy_function=link)
    return shop.dir / "programs" / "bin"


class Watch(threading.Thread):
    """What the kernel says of each child of the server while it lives."""

    def __init__(self, pid):
        super().__init__(daemon=True)
        self.pid, self.seen, self.end = pid, {}, False

    def children(self):
        for path in pathlib.Path("/proc").glob("[0-9]*/status"):
            with contextlib.suppress(OSError, ValueError):
                status = dict(line.split(":", 1) for line in path.read_text().splitlines() if ":" in line)
                if int(status["PPid"]) == self.pid and status["Name"].strip() in {name[:15] for name in CHILDREN}:
                    yield path.parent, {key: value.strip() for key, value in status.items()}

    def look(self, place, status):
        limits = {line[:26].strip(): line[26:].split()[1] for line in (place / "limits").read_text().splitlines()[1:]}
        peak, resident = (int(status[key].split()[0]) << 10 for key in ("VmPeak", "VmHWM"))
        now = {"locked": (status["Seccomp"], status["NoNewPrivs"], limits["Max core file size"]), "limit": limits["Max address space"],
               "user": int(status["Uid"].split()[0]), "capabilities": int(status["CapEff"], 16)}
        one = self.seen.setdefault(status["Name"], {"addresses": 0, "resident": 0, "places": set()})
        one["places"].add(place.name)
        one.update(now, addresses=max(one["addresses"], peak), resident=max(one["resident"], resident))

    def run(self):
        while not self.end:
            for place, status in self.children():
                with contextlib.suppress(OSError, KeyError):  # it has just ended
                    self.look(place, status)
            time.sleep(0.002)

    def finish(self):
        self.end = True
        self.join()
        return self.seen


class Office(Central):
    """A server that may do nothing but be a server."""

    def __init__(self, shop):
        super().__init__(shop)
        shop.dir.chmod(0o711)
        if os.geteuid() == 0:
            subprocess.run(["chown", "-R", f"{NOBODY}:{NOBODY}", self.data], check=True)
            self.process.argv = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", "--inh-caps=-all",
                                 "--bounding-set=-all", str(programs(shop) / "foyer-central"), *self.process.argv[1:]]
        self.start().first_login()
        self.import_sample()
        self.token = json.loads(self.send("/login", json.dumps({"user": "admin", "password": self.PASSWORD}).encode()))["token"]
        self.watch = Watch(self.process.child.pid)
        self.watch.start()

    def send(self, path, body=None, status=200, kind="application/json"):
        headers = {"Content-Type": kind}
        if hasattr(self, "token"):
            headers["Authorization"] = f"Bearer {self.token}"
        request = urllib.request.Request(f"{self.url}/v1/staff{path}", body, headers)
        while True:
            try:
                with urllib.request.urlopen(request, timeout=150) as reply:
                    got, answer = reply.status, reply.read()
            except urllib.error.HTTPError as error:
                got, answer = error.code, error.read()
            if got != 429:
                break
            time.sleep(0.2)
        assert got == status, f"{path}: {got} {answer[:300]}"
        return answer

    def upload(self, content, status=200):
        return json.loads(self.send("/files?name=a", content, status, "application/octet-stream"))

    def refuses(self, what, path, content, kind="application/octet-stream"):
        began = time.monotonic()
        said = json.loads(self.send(path, content, 422, kind))["msg"]
        print(f"     {what}: {time.monotonic() - began:.1f} s, {said}", flush=True)
        assert len(said.split()) > 3, said
        assert self.process.running() and self.answers()

    def finish(self):
        seen = self.watch.finish()
        for name, one in sorted(seen.items()):
            print(f"     {name}: {len(one['places'])} times, at most {one['addresses'] >> 20} MiB of addresses, {one['resident'] >> 20} MiB resident")
            assert one["locked"] == ("2", "1", "0"), (name, one)
            assert os.geteuid() or (one["user"] == NOBODY and one["capabilities"] == 0), (name, one)
            if SANITIZED and name in ("foyer-kiosk", "foyer-paper"):
                continue
            assert one["limit"] == str(MEMORY_MAX) and one["addresses"] <= MEMORY_MAX, (name, one)
        for folder in ("uploads", "preview"):
            left = [path.name for path in (self.data / folder).iterdir() if path.name.startswith(("pages", "draw"))]
            assert not left, left
        self.process.stop()
        return seen


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width, height, depth=8, colour=6, rows=None, interlaced=0, more=b""):
    """Empty, so that it packs a thousand to one."""
    channels = {0: 1, 2: 3, 6: 4}[colour]
    pack, line = zlib.compressobj(9), bytes(1 + width * channels * depth // 8)
    data = b"".join(pack.compress(line) for _ in range(rows or height)) + pack.flush()
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlaced)) + more
            + chunk(b"IDAT", data) + chunk(b"IEND", b""))


def photo(kind, size=(6000, 4000), **more):
    out = io.BytesIO()
    Image.effect_noise((600, 400), 60).convert("RGB").resize(size).save(out, kind, **more)
    return out.getvalue()


def book(sheet, shared=b"", parts=()):
    """An XLSX file as small as can be, of these bytes of XML."""
    out = io.BytesIO()
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    links = "http://schemas.openxmlformats.org/package/2006/relationships"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>')
        file.writestr("_rels/.rels", f'<Relationships xmlns="{links}"><Relationship Id="r1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>')
        file.writestr("xl/workbook.xml", f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>')
        file.writestr("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{links}"><Relationship Id="r1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/>'
                      f'<Relationship Id="r2" Type="{office}/sharedStrings" Target="sharedStrings.xml"/></Relationships>')
        for name, content in [("xl/worksheets/sheet1.xml", sheet), ("xl/sharedStrings.xml", shared), *parts]:
            with file.open(name, "w", force_zip64=True) as part:
                for piece in content if isinstance(content, list) else [content]:
                    part.write(piece)
    return out.getvalue()


def sheet(rows):
    return f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>'.encode()


def what_is_good_is_done(shop):
    office = Office(shop)
    assert office.upload(photo("PNG", (800, 600)))["file"]["role"] == "image"
    assert len(office.upload(papers.pages(3))["file"]["pages"]) == 3
    picture = office.send("/preview", json.dumps({"lobby": "T-B3-U1", "page": "home"}).encode())
    assert Image.open(io.BytesIO(picture)).size == (1080, 1920)
    office.notice("N-950", "停水通知", "三号楼停水。\n\n" * 200)
    for path in ("/items/N-950/sheet?paper=A4", "/items/N-950/certificate.pdf"):
        assert office.send(path).startswith(b"%PDF"), path
    written = office.send("/export/fees?as=xlsx")
    assert json.loads(office.send("/import/fees", written, kind="application/octet-stream"))["rows"]
    seen = office.finish()
    assert {"foyer-kiosk", "foyer-paper"} <= set(seen), seen  # the others are too quick to be sure of


def the_largest_pictures_that_are_taken_fit(shop):
    office = Office(shop)
    for what, content in (("16 bits a colour", png(6000, 4000, 16)), ("progressive JPEG", photo("JPEG", quality=50, progressive=True)),
                          ("WebP", photo("WEBP", quality=50))):
        began = time.monotonic()
        assert office.upload(content)["file"]["role"] == "image", what
        print(f"     {what}: {time.monotonic() - began:.1f} s", flush=True)
    office.finish()


def hostile_pictures_are_refused(shop):
    office = Office(shop)
    bomb = zlib.compress(bytes(1 << 27), 9)
    for what, content in (("a thousand million pixels", png(30000, 30000, 8, 0, rows=1)), ("more sides than its bytes", png(6000, 4000, 16, rows=100)),
                          ("cut short", photo("JPEG", (1200, 800))[:50000]), ("WebP cut short", photo("WEBP", (1200, 800))[:5000])):
        office.refuses(what, "/files?name=a", content)
    # What surrounds the pixels may be as large as it likes: it is not unpacked.
    office.upload(png(100, 100, more=chunk(b"zTXt", b"a\0\0" + bomb)))
    office.upload(png(100, 100, more=chunk(b"iCCP", b"a\0\0" + bomb)), 200)
    office.finish()


def hostile_papers_are_refused(shop):
    office = Office(shop)
    image = papers.stream(zlib.compress(bytes(1 << 28), 9), b"/Type/XObject/Subtype/Image/Width 16384/Height 16384/BitsPerComponent 8/ColorSpace/DeviceGray/Filter/FlateDecode")
    vast = papers.pages(1, b"400 0 0 400 50 50 cm /X Do", b"<</XObject<</X 5 0 R>>>>", [image])
    packed = papers.stream(zlib.compress(zlib.compress(b"0 0 1 1 re f " * 8_000_000, 9), 9), b"/Filter[/FlateDecode/FlateDecode]")
    office.refuses("an endless drawing", "/files?name=a", papers.endless())
    unpacks = papers.pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 1/Kids[4 0 R]>>", packed,
                          b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 3 0 R/Resources<<>>>>"])
    # Drawn, or refused for being slow, as the machine is fast: what counts is that it ends within its limits.
    for what, content in (("a stream that unpacks without end", unpacks), ("a picture of 268 million points", vast)):
        began = time.monotonic()
        with contextlib.suppress(AssertionError):
            office.upload(content)
        print(f"     {what}: {time.monotonic() - began:.1f} s", flush=True)
        assert office.process.running() and office.answers()
    office.finish()


def hostile_workbooks_are_refused(shop):
    office = Office(shop)
    row = b'<row r="1"><c r="A1" t="inlineStr"><is><t>' + b"a" * 1000 + b"</t></is></c></row>"
    million = [row * 1000] * 200
    main = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    lol = b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">' + b"".join(
        b'<!ENTITY %c "%s">' % (98 + i, (b"&%c;" % (97 + i)) * 10) for i in range(9)) + b"]>"
    for what, content in (("a sheet of two hundred million bytes", book([main, *million])),
                          ("a million shared words", book(sheet(""), [b"<sst>", *[b"<si><t>a</t></si>" * 1000] * 1000, b"</sst>"])),
                          ("entities that multiply", book(lol + sheet('<row r="1"><c t="inlineStr"><is><t>&j;</t></is></c></row>'))),
                          ("XML a million deep", book([b"<a>" * 1000] * 1000)),
                          ("ten thousand parts", book(sheet(""), parts=[(f"p{i}", b"") for i in range(10000)])),
                          ("cut short", office.send("/export/fees?as=xlsx")[:-100])):
        office.refuses(what, "/import/fees", content)
    office.finish()


run(what_is_good_is_done, the_largest_pictures_that_are_taken_fit, hostile_pictures_are_refused, hostile_papers_are_refused,
    hostile_workbooks_are_refused)
