"""A terminal on paper: enrols and uploads sealed entries as foyer-sync and foyer-kiosk would, without either. For tests of central
alone. Only the standard library; the cryptography is the system's libsodium."""

import base64
import ctypes
import ctypes.util
import hashlib
import json
import os
import time
import urllib.error
import urllib.request

sodium = ctypes.CDLL(ctypes.util.find_library("sodium") or "libsodium.so.23")
assert sodium.sodium_init() >= 0

ARGON2ID13 = 2
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def b64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def unb64(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def stretch(length, secret, salt, memory):
    out = ctypes.create_string_buffer(length)
    assert sodium.crypto_pwhash(out, ctypes.c_ulonglong(length), secret, ctypes.c_ulonglong(len(secret)), salt, ctypes.c_ulonglong(2),
                                ctypes.c_size_t(memory), ARGON2ID13) == 0
    return out.raw


def mint_code():
    """14 random digits and their check digit (ISO/IEC 7064 MOD 11,10)."""
    digits, product = [b % 10 for b in os.urandom(14)], 10
    for digit in digits:
        product = ((product + digit) % 10 or 10) * 2 % 11
    return "".join(map(str, digits)) + str((11 - product) % 10)


class PaperTerminal:
    def __init__(self, url):
        self.url, self.token = url, None
        pk, sk = ctypes.create_string_buffer(32), ctypes.create_string_buffer(64)
        sodium.crypto_sign_keypair(pk, sk)
        self.pk, self.sk = pk.raw, sk.raw

    def call(self, method, target, body=None):
        data = json.dumps(body).encode() if body is not None else b""
        ts = str(int(time.time() * 1000))
        signable = f"foyer-req-v1\n{method}\n{target}\n{ts}\n{hashlib.sha256(data).hexdigest()}".encode()
        sig = ctypes.create_string_buffer(64)
        sodium.crypto_sign_detached(sig, None, signable, ctypes.c_ulonglong(len(signable)), self.sk)
        headers = {"Foyer-Ts": ts, "Foyer-Sig": b64(sig.raw), "User-Agent": "foyer/0"}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        request = urllib.request.Request(self.url + target, data=data or None, method=method, headers=headers)
        with urllib.request.urlopen(request, timeout=60) as reply:
            text = reply.read()
            return json.loads(text) if text else None

    def enrol(self):
        """Returns the pairing code that this terminal's screen would show."""
        nonce = os.urandom(16)
        answer = self.call("POST", "/v1/enroll", {"pk": b64(self.pk), "nonce": b64(nonce), "model": "paper", "fw": "0", "hw": "-"})
        self.enrolment, self.root = answer["id"], answer["root"]
        secret = self.pk + hashlib.sha256(self.root.encode()).digest() + nonce + unb64(answer["nonce"])
        value = int.from_bytes(stretch(32, secret, bytes.fromhex(self.enrolment.replace("-", "")), 64 << 20)[:5], "big")
        letters = "".join(CROCKFORD[value >> shift & 31] for shift in range(35, -1, -5))
        return f"{letters[:4]}-{letters[4:]}"

    def take_token(self):
        answer = self.call("GET", f"/v1/enroll/{self.enrolment}?wait=5")
        self.token, self.number = answer["token"], answer["terminal"]

    def box_key(self):
        """The newest box key of the root document: (id, public key)."""
        lines = [line.split() for line in self.root.splitlines() if line.startswith("box ")]
        kid, pk = lines[-1][1:3]
        return kid, bytes.fromhex(pk) if len(pk) == 64 else unb64(pk)

    def seal(self, entry_id, entry):
        """An outbox item; sealed once, it may be sent as often as one likes."""
        kid, pk = self.box_key()
        plain = json.dumps(entry, ensure_ascii=False).encode()
        sealed = ctypes.create_string_buffer(len(plain) + 48)
        sodium.crypto_box_seal(sealed, plain, ctypes.c_ulonglong(len(plain)), pk)
        return {"id": entry_id, "kind": entry["kind"], "at": entry["at"], "clk": "ok", "box": kid, "sealed": b64(sealed.raw)}

    def upload(self, item):
        return self.call("POST", "/v1/outbox", {"items": [item]})["results"][0]


def complaint(code, **more):
    now = int(time.time())
    return {"v": 1, "kind": "complaint", "code": code, "month": time.strftime("%Y-%m", time.gmtime(now + 8 * 3600)), "site": "heting",
            "lobby": "T-B3-U1", "at": now - 60, "clk": "ok", "lang": "zh-CN", "category": "WX", "when": "now",
            "place": {"building": "B3", "unit": "B3-U1", "spot": "floor:16", "text": "楼梯口"}, "text": "墙上渗水", **more}


def uuid7():
    raw = bytearray(int(time.time() * 1000).to_bytes(6, "big") + os.urandom(10))
    raw[6], raw[8] = raw[6] & 0x0F | 0x70, raw[8] & 0x3F | 0x80
    text = raw.hex()
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))
