"""After a visit nothing of it is left: not in the memory of the screen's process, not on the disk. What was typed, a telephone number
and a receipt code are searched for in every form in which a library may hold them."""

import os
import re
import time

import numpy

from lobby import lobby_that_speaks, run, wait_for
from resident import receipt_code

PHRASE = "zqxjvkwp"
SPELLING = "pinxuezhuakou"  # for the input method, which keeps books of its own
NUMBER = "13579246801"
PAGE = 4096
SCARCE = 8  # characters of it that stand together nowhere else
# As board/systemd/foyer-kiosk.service starts it; a sanitizer's own heap is told the same in its words.
HEAP = {"GLIBC_TUNABLES": "glibc.malloc.tcache_count=0:glibc.malloc.perturb=165"}
QUIET_HEAP = "quarantine_size_mb=0:thread_local_quarantine_size_kb=0:max_free_fill_size=1073741824:free_fill_byte=90"


def forms(secret):
    """Its head: a copy made while it was being typed counts too."""
    for code in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le"):
        yield code, secret[:SCARCE].encode(code)
        yield f"{code} spelled", " ".join(secret[:SCARCE]).encode(code)


def runs(pagemap, at, end):
    """The parts of this span that have pages at all: a sanitizer reserves far more than it touches."""
    pagemap.seek(at // PAGE * 8)
    entries = numpy.frombuffer(pagemap.read((end - at) // PAGE * 8), dtype=numpy.uint64)
    held = numpy.concatenate(([0], (entries >> numpy.uint64(62) != 0).astype(numpy.int8), [0]))
    edges = numpy.flatnonzero(numpy.diff(held))
    return [(at + int(a) * PAGE, at + int(b) * PAGE) for a, b in zip(edges[::2], edges[1::2])]


def memory(pid):
    with open(f"/proc/{pid}/maps", encoding="ascii", errors="replace") as maps, open(f"/proc/{pid}/mem", "rb", buffering=0) as mem, \
            open(f"/proc/{pid}/pagemap", "rb", buffering=0) as pagemap:
        for line in maps:
            match = re.match(r"([0-9a-f]+)-([0-9a-f]+) rw", line)
            if not match:
                continue
            at, end = int(match[1], 16), int(match[2], 16)
            if end - at > 1 << 34:
                continue  # a sanitizer's shadow
            for first, last in runs(pagemap, at, end):
                try:
                    mem.seek(first)
                    yield line.strip(), first, mem.read(last - first)
                except OSError:
                    continue


def left_in_memory(pid, secrets):
    wanted = [(name, code, words) for name, secret in secrets.items() for code, words in forms(secret)]
    found = set()
    for where, at, block in memory(pid):
        for name, code, words in wanted:
            place = block.find(words)
            if place >= 0:
                found.add(f"{name} as {code} at {at + place:x} in {where}: {block[max(0, place - 40):place + 60]!r}")
    return sorted(found)


def left_on_disk(folder, secrets):
    found = []
    for path in folder.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            found += [f"{name} in {path.name}" for name, secret in secrets.items() for _, words in forms(secret) if words in data]
    return found


def frugal_lobby(shop):
    lobby, _ = lobby_that_speaks(shop)
    lobby.kiosk.stop()
    options = os.environ.get("ASAN_OPTIONS", "")
    lobby.kiosk.env = {**(lobby.kiosk.env or {}), **HEAP, "ASAN_OPTIONS": f"{options}:{QUIET_HEAP}" if options else QUIET_HEAP}
    return lobby.show()


def nothing_left(lobby, secrets):
    wait_for("home on the screen", lambda: lobby.page() == "home")
    time.sleep(1.5)  # the last picture of the visit leaves the pipeline behind it
    pid = lobby.kiosk.child.pid
    left = left_in_memory(pid, secrets)
    assert not left, "\n".join(["left in memory:", *left])
    disk = left_on_disk(lobby.data, secrets)
    assert not disk, disk


def sees_what_it_looks_for(lobby, secrets):
    """A search that finds nothing is worth something only if it would have found it."""
    left = left_in_memory(lobby.kiosk.child.pid, secrets)
    missing = [name for name in secrets if not any(line.startswith(name) for line in left)]
    assert not missing, f"the search does not even see {missing} while they are there"


def write_without_sending(lobby):
    for target in ("complain", "category/BJ", "matter/other", "place/here", "type"):
        lobby.tap(target)
    secrets = {"phrase": PHRASE, "number": NUMBER}
    lobby.tap("layout/english")
    for letter in PHRASE:
        lobby.tap(f"key/{letter}")
    if lobby.target("layout/pinyin"):
        secrets["spelling"] = SPELLING
        lobby.tap("layout/pinyin")
        for letter in SPELLING:
            lobby.tap(f"key/{letter}")
        sees_what_it_looks_for(lobby, {"spelling": SPELLING})
    lobby.tap("done")
    lobby.tap("contact")
    lobby.tap("agree")
    for digit in NUMBER:
        lobby.tap(f"digit/{digit}")
    sees_what_it_looks_for(lobby, {"phrase": PHRASE, "number": NUMBER})
    lobby.tap("digit/done")
    lobby.tap("next")
    return secrets


def read_aloud(lobby):
    """Others can hear it: that is asked first. Heard for a moment, then silenced by a touch."""
    lobby.tap("aloud")
    lobby.tap("over/leave")
    wait_for("reading aloud", lambda: "停止" in lobby.flat())
    time.sleep(2)
    lobby.tap("aloud")


def a_draft_that_is_finished_and_cleared_leaves_nothing(shop):
    lobby = frugal_lobby(shop)
    secrets = write_without_sending(lobby)
    read_aloud(lobby)
    lobby.tap("finish")
    nothing_left(lobby, secrets)


def a_draft_that_is_left_alone_is_veiled_and_leaves_nothing(shop):
    lobby = frugal_lobby(shop)
    secrets = write_without_sending(lobby)
    lobby.wait_text("没有人触摸")
    assert not lobby.shows(PHRASE)
    assert not lobby.target("send")
    wait_for("the count", lambda: lobby.shows("秒后"))
    wait_for("the end of the visit", lambda: lobby.page() == "home")
    nothing_left(lobby, secrets)


def a_receipt_leaves_no_code(shop):
    lobby = frugal_lobby(shop)
    secrets = write_without_sending(lobby)
    lobby.tap("send")
    lobby.wait_page("receipt")
    secrets["code"] = receipt_code(lobby)
    read_aloud(lobby)
    lobby.tap("written")
    nothing_left(lobby, secrets)


run(a_draft_that_is_finished_and_cleared_leaves_nothing, a_draft_that_is_left_alone_is_veiled_and_leaves_nothing,
    a_receipt_leaves_no_code)
