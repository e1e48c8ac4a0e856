"""What a resident does with a finger, in the flow tests: complain, read the receipt, look a case up."""

import hashlib
import re

import nacl.pwhash

from lobby import wait_for

CODE = re.compile(r"\d{5}\s*\d{5}\s*\d{5}")

# The commonest matters of a lobby, each as it is touched from home.
LIFT = ("complain", "category/TX", "matter/TX-06", "place/lift:L3-1-B", "next", "send")
BINS = ("complain", "category/BJ", "matter/BJ-04", "place/place:P-BIN-3", "next", "send")
LEAK = ("complain", "category/WX", "matter/WX-01", "place/floor:16", "next", "send")


def complain(terminal, way=LIFT):
    """Taps the way from home and returns the code that the receipt shows, 15 digits."""
    terminal.go_home()
    for target in way:
        terminal.tap(target)
    # The fourth report within ten minutes is asked for once more.
    wait_for("the receipt", lambda: terminal.target("send-again") or (terminal.page() or "").startswith("receipt/"))
    if terminal.target("send-again"):
        terminal.tap("send-again")
    terminal.wait_page("receipt")
    return receipt_code(terminal)


def receipt_code(terminal):
    found = CODE.search(terminal.words())
    assert found, f"no code on the receipt: {terminal.words()}"
    return re.sub(r"\s", "", found.group())


def enter_code(terminal, code):
    """From home: look a code up on the number pad."""
    terminal.go_home()
    terminal.tap("lookup")
    terminal.wait_page("lookup")
    for digit in code:
        terminal.tap(f"digit/{digit}")


def item_id(code, org, site, month):
    """The public name of a case, worked out apart from Foyer's own code."""
    salt = hashlib.sha256(f"foyer-case-v1\n{org}\n{site}\n{month}".encode()).digest()[:16]
    out = nacl.pwhash.argon2id.kdf(64, code.encode(), salt, opslimit=2, memlimit=16 << 20)
    return f"c.{month.replace('-', '')}.{out[:16].hex()}"
