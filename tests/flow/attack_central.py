"""A central that speaks the protocol with keys of its own, honestly until a test tells it how to lie.

Everything a test may bend is a hook: `entry` (a channel's part of an answer, in the feed and in the heads alike), `paths`
(a whole answer), `blobs` (bytes by name). Only the standard library and python3-nacl."""

import base64
import hashlib
import http.server
import json
import threading
import time
import urllib.parse
import uuid
import zlib

import nacl.public
import nacl.signing

TERMINAL = "81724"
SITE = "s:heting"


def b64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def sha(data):
    return hashlib.sha256(data).hexdigest()


class Key:
    def __init__(self):
        self.secret = nacl.signing.SigningKey.generate()
        self.public = bytes(self.secret.verify_key)
        self.id = hashlib.sha256(self.public).hexdigest()[:16]

    def sign(self, data):
        return self.secret.sign(data).signature


def line(item):
    return "\t".join(str(item[k]) for k in ("id", "ver", "kind", "sha256", "size", "prio", "from", "until", "flags"))


def manifest(items):
    return "".join(line(items[i]) + "\n" for i in sorted(items, key=str.encode)).encode()


class Channel:
    def __init__(self, name):
        self.name, self.version, self.issued = name, 0, 0
        self.history = {0: {}}  # version -> items

    @property
    def items(self):
        return self.history[self.version]


class Central:
    def __init__(self):
        self.org = "7f3a91c05be24d18"
        self.root_key, self.head_key = Key(), Key()
        self.box = nacl.public.PrivateKey.generate()
        self.lock = threading.RLock()
        self.changed = threading.Condition(self.lock)
        self.channels, self.blobs, self.roots = {}, {}, {}
        self.device, self.enrols, self.stored = None, {}, {}
        self.seen = []  # paths, in order
        self.parked = 0  # polls that wait for an honest answer
        self.make_root(1, [self.root_key], [self.head_key], [self.root_key])
        self.honest()
        central = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                central.handle(self, b"")

            def do_POST(self):
                central.handle(self, self.rfile.read(int(self.headers.get("Content-Length", 0))))

            def log_message(self, *words):
                pass

        class Server(http.server.ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, request, address):
                pass  # the terminal was killed, or a test cut the line

        self.server = Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def honest(self):
        with self.lock:
            self.entry_hook = lambda entry: entry
            self.path_hooks = {}   # path prefix -> fn(handler, body)
            self.blob_hook = lambda name, data: data
            self.receipt_hook = lambda result, sealed: result
            self.signer = self.head_key
            self.changed.notify_all()

    # --- what central publishes -------------------------------------------------------------------------------------

    def make_root(self, version, roots, heads, signers, threshold=1):
        box = bytes(self.box.public_key)
        text = f"foyer-root 1\norg {self.org}\nversion {version}\nexpires {int(time.time()) + 63072000}\nthreshold {threshold}\n"
        text += "".join(f"root {k.id} {k.public.hex()}\n" for k in roots) + "".join(f"head {k.id} {k.public.hex()}\n" for k in heads)
        text += f"box {hashlib.sha256(box).hexdigest()[:16]} {box.hex()}\n"
        sigs = [{"k": k.id, "s": b64(k.sign(b"foyer-root-v1\n" + text.encode()))} for k in signers]
        self.roots[version] = {"root": text, "sigs": sigs}
        return text

    def publish(self, channel, put=(), delete=(), version=None):
        """put: (id, kind, bytes) or whole item dicts. All under one new version."""
        with self.lock:
            c = self.channels.setdefault(channel, Channel(channel))
            items = dict(c.items)
            for one in put:
                if not isinstance(one, dict):
                    one = self.item(*one)
                items[one["id"]] = one
            for one in delete:
                items.pop(one, None)
            newest = max(x.version for x in self.channels.values())
            c.version = version or max(newest + 1, int(time.time() * 1000))
            c.issued = int(time.time())
            c.history[c.version] = items
            self.blobs[sha(manifest(items))] = manifest(items)
            self.changed.notify_all()
            return c.version

    def item(self, name, kind, data, flags="-"):
        if kind == "self":
            digest, size = sha(self.device), 32
        elif kind == "chan":
            digest, size = sha(name.encode()), len(name)
        else:
            digest, size = sha(data), len(data)
            self.blobs[digest] = data
        return {"id": name, "ver": 1, "kind": kind, "sha256": digest, "size": size, "prio": 3, "from": 0, "until": 0, "flags": flags}

    def head(self, name, **change):
        c = self.channels[name]
        body = manifest(c.history[change.get("version", c.version)])
        h = {"org": self.org, "channel": name, "version": c.version, "root": sha(body),
             "count": len(c.history[change.get("version", c.version)]), "size": len(body), "issued": c.issued,
             "expires": c.issued + 129600, "key": self.signer.id}
        h.update(change)
        text = "foyer-head 1\n" + "".join(f"{k} {h[k]}\n" for k in
                                          ("org", "channel", "version", "root", "count", "size", "issued", "expires", "key"))
        return text, b64(self.signer.sign(b"foyer-head-v1\n" + text.encode()))

    def make_entry(self, name, since=None):
        c = self.channels[name]
        text, sig = self.head(name)
        entry = {"c": name, "head": text, "sig": sig}
        if since is not None:
            old = max(v for v in c.history if v <= since)
            before, now = c.history[old], c.items
            put = [i for i in now if before.get(i) != now[i]] if old else []
            entry |= {"from": old, "put": [line(now[i]) for i in put], "del": [i for i in before if i not in now] if old else []}
            entry["blobs"] = {}
            for i in put:
                data = self.blobs.get(now[i]["sha256"])
                if data is not None and len(zlib.compress(data)) <= 4096:
                    entry["blobs"][now[i]["sha256"]] = b64(zlib.compress(data))
        return self.entry_hook(entry)

    # --- requests ---------------------------------------------------------------------------------------------------

    def handle(self, handler, body):
        with self.lock:
            self.seen.append(handler.path)
            hook = next((fn for prefix, fn in self.path_hooks.items() if handler.path.startswith(prefix)), None)
        if hook and hook(handler, body):
            return
        path = urllib.parse.urlsplit(handler.path)
        query = dict(urllib.parse.parse_qsl(path.query))
        for prefix, fn in (("/v1/time", self.time), ("/v1/enroll/", self.wait_paired), ("/v1/enroll", self.enrol),
                           ("/v1/token", self.token), ("/v1/root/", self.root), ("/v1/feed", self.feed), ("/v1/heads", self.heads),
                           ("/v1/blob/", self.blob), ("/v1/outbox", self.outbox), ("/v1/status", self.status)):
            if path.path.startswith(prefix):
                return fn(handler, path.path, query, body)
        self.error(handler, 404, "no_such_path")

    def answer(self, handler, status, data=b"", kind="application/json", headers=None):
        if not isinstance(data, bytes):
            data = json.dumps(data).encode()
        handler.send_response(status)
        if status not in (204, 304):
            handler.send_header("Content-Type", kind)
            handler.send_header("Content-Length", str(len(data)))
        for name, value in (headers or {}).items():
            handler.send_header(name, value)
        handler.end_headers()
        if status not in (204, 304):
            handler.wfile.write(data)
        return True

    def error(self, handler, status, code, **more):
        return self.answer(handler, status, {"error": code, "msg": "a sentence for the log", **more})

    def time(self, handler, path, query, body):
        t = int(time.time() * 1000)
        sig = self.signer.sign(f"foyer-time-v1\n{t}\n{query['n']}".encode())
        self.answer(handler, 200, {"t": t, "n": query["n"], "key": self.signer.id, "sig": b64(sig)})

    def enrol(self, handler, path, query, body):
        request = json.loads(body)
        self.device = base64.urlsafe_b64decode(request["pk"] + "=")
        name = str(uuid.uuid4())
        name = name[:14] + "7" + name[15:19] + "8" + name[20:] if name[14] != "7" else name
        nonce = hashlib.sha256(name.encode()).digest()[:16]
        self.enrols[name] = True
        with self.lock:
            self.publish(f"t:{TERMINAL}", [("self", "self", b""), (SITE, "chan", b"")])
        newest = self.roots[max(self.roots)]
        self.answer(handler, 201, {"id": name, "nonce": b64(nonce), **newest, "expires": 900})

    def grant(self):
        return {"terminal": TERMINAL, "token": "v1.81724.x.y", "exp": int(time.time()) + 86400, "channels": [SITE, f"t:{TERMINAL}"]}

    def wait_paired(self, handler, path, query, body):
        self.answer(handler, 200, self.grant())

    def token(self, handler, path, query, body):
        self.answer(handler, 200, self.grant())

    def root(self, handler, path, query, body):
        root = self.roots.get(int(path.rsplit("/", 1)[1]))
        self.answer(handler, 200, root) if root else self.error(handler, 404, "no_root")

    def newer(self, since):
        return [n for n, c in sorted(self.channels.items(), key=lambda x: x[1].version) if c.version > since]

    def feed(self, handler, path, query, body):
        since, end = int(query["since"]), time.monotonic() + min(int(query["wait"]), 5)
        with self.lock:
            self.parked += 1
            while not self.newer(since) and time.monotonic() < end:
                self.changed.wait(0.2)
            names = self.newer(since)
            entries = [e for e in (self.make_entry(n, since) for n in names) if e]
            seq = max(c.version for c in self.channels.values())
            self.parked -= 1
        if not entries:
            return self.answer(handler, 304, headers={"ETag": f'"{since}"'})
        self.answer(handler, 200, {"seq": seq, "now": int(time.time()), "root": max(self.roots), "more": False, "wait": 240,
                                   "spread": 0, "retry": [0, 1], "ch": entries}, headers={"ETag": f'"{seq}"'})

    def heads(self, handler, path, query, body):
        with self.lock:
            entries = [self.make_entry(n) for n in query["c"].split(",") if n in self.channels]
        self.answer(handler, 200, {"now": int(time.time()), "heads": [e for e in entries if e]})

    def blob(self, handler, path, query, body):
        name = path.rsplit("/", 1)[1]
        data = self.blob_hook(name, self.blobs.get(name))
        if data is None:
            return self.error(handler, 404, "no_blob")
        begin = int(handler.headers.get("Range", "bytes=0-")[6:-1])
        self.answer(handler, 206 if begin else 200, data[begin:], "application/octet-stream", {"ETag": f'"{name}"'})

    def outbox(self, handler, path, query, body):
        results = []
        for one in json.loads(body)["items"]:
            sealed = base64.urlsafe_b64decode(one["sealed"] + "=" * (-len(one["sealed"]) % 4))
            word = "dup" if one["id"] in self.stored else "stored"
            self.stored[one["id"]] = sealed
            sig = self.signer.sign(f"foyer-receipt-v1\n{one['id']}\n{word}\n{sha(sealed)}".encode())
            results.append(self.receipt_hook({"id": one["id"], "s": word, "sig": b64(sig)}, sealed))
        self.answer(handler, 200, {"results": results})

    def status(self, handler, path, query, body):
        self.answer(handler, 204)
