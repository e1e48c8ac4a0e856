"""A terminal on paper for the console's tests: prints the code that it shows; once it is let in, it carries what a resident does. Usage:
visitor.py URL; an order a line, an answer a line, both JSON. {"entry": {…}}: a matter, with these members of the sealed entry; the answer has
the receipt code. {"act": "helped", "code": "…", "number": "2026-0001", "replies": 1}: what is done with it, after so many answers.
{"read": "<code>"}: what the code opens in the lobby, as `case`, null where it opens nothing. {"page": {…}} in an entry gives it a phone page."""

import ctypes
import hashlib
import json
import pathlib
import re
import sys
import time
import urllib.error
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "flow"))
from paper_terminal import PaperTerminal, b64, complaint, mint_code, sodium, stretch, uuid7  # noqa: E402


def uuid_of(raw):
    raw = bytearray(raw)
    raw[6], raw[8] = raw[6] & 0x0F | 0x70, raw[8] & 0x3F | 0x80
    text = raw.hex()
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))


def opened_by(terminal, code):
    """The case's name in the lobbies, and its key."""
    org = next(line.split()[1] for line in terminal.root.splitlines() if line.startswith("org "))
    month = time.strftime("%Y-%m", time.gmtime(time.time() + 8 * 3600))
    salt = hashlib.sha256(f"foyer-case-v1\n{org}\nheting\n{month}".encode()).digest()[:16]
    keys = stretch(64, code.encode(), salt, 16 << 20)
    return f"c.{month.replace('-', '')}.{keys[:16].hex()}", keys[32:]


def follow(terminal, act, code, number, replies, **more):
    """A verdict's id is made from the answers that were seen, so that it is given once."""
    item, key = opened_by(terminal, code)
    entry = uuid_of(hashlib.blake2b(f"foyer-verdict-v1\n{item}\n{replies}".encode(), key=key, digest_size=16).digest())
    proof = hashlib.blake2b(f"foyer-followup-v1\n{item}\n{entry}\n{act}".encode(), key=key, digest_size=32).digest()
    return terminal.upload(terminal.seal(entry, {"v": 1, "kind": "followup", "item": item, "number": number, "proof": b64(proof), "act": act,
                                                 "site": "heting", "at": int(time.time()), "clk": "ok", "lang": "zh-CN", **more}))


def blob(terminal, sha256):
    with urllib.request.urlopen(f"{terminal.url}/v1/blob/{sha256}", timeout=30) as reply:
        return reply.read()


def feed(terminal):
    """As a terminal does: who asks too often waits as long as is said."""
    while True:
        try:
            return terminal.call("GET", "/v1/feed?since=0&wait=0")
        except urllib.error.HTTPError as error:
            if error.code != 429:
                raise
            time.sleep(int(error.headers["Retry-After"]))


def read(terminal, code):
    item, key = opened_by(terminal, code)
    for channel in feed(terminal)["ch"]:
        root = re.search(r"^root (\w+)", channel["head"], re.M)[1]
        line = next((line for line in blob(terminal, root).decode().splitlines() if item in line), None)
        if line:
            sealed = blob(terminal, re.search(r"\b[0-9a-f]{64}\b", line)[0])
            plain = ctypes.create_string_buffer(len(sealed) - 40)  # a nonce of 24 before it, a tag of 16 behind it
            assert sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(plain, None, None, sealed[24:], ctypes.c_ulonglong(len(sealed) - 24), None,
                                                                     ctypes.c_ulonglong(0), sealed[:24], key) == 0
            return json.loads(plain.raw)
    return None


def obey(terminal, order):
    if "read" in order:
        return {"s": "stored", "case": read(terminal, order["read"])}
    if "entry" in order:
        code = mint_code()
        return {"code": code, **terminal.upload(terminal.seal(uuid7(), complaint(code, **order["entry"])))}
    return follow(terminal, **order)


def main():
    terminal = PaperTerminal(sys.argv[1])
    print(terminal.enrol(), flush=True)
    end = time.monotonic() + 60
    while terminal.token is None and time.monotonic() < end:
        try:
            terminal.take_token()
        except Exception:  # nobody has typed the code yet
            time.sleep(0.2)
    for line in sys.stdin:
        print(json.dumps(obey(terminal, json.loads(line))), flush=True)


main()
