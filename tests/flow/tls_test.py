"""foyer-sync over TLS: a relay with certificates of its own stands before a central that speaks plain HTTP. The right
certificate carries everything; a stranger's, or a known one with another name, carries nothing and costs no content."""

import contextlib
import json
import pathlib
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import traceback
import urllib.parse

from attack_central import SITE, Central
from attack_test import Terminal
from patience import PATIENCE, wait_for


def make_certificate(folder, name, alternative):
    key, certificate = folder / f"{name}.key", folder / f"{name}.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
                    "-subj", f"/CN={name}", "-addext", f"subjectAltName={alternative}", "-keyout", key, "-out", certificate],
                   check=True, capture_output=True)
    return certificate, key


class Relay:
    """Ends TLS and hands the bytes on, as a proxy in front of central does."""

    def __init__(self, central, identity):
        self.behind = urllib.parse.urlsplit(central.url)
        self.lines, self.attempts = set(), 0
        self.use(identity)
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"https://127.0.0.1:{self.listener.getsockname()[1]}"
        threading.Thread(target=self.accept, daemon=True).start()

    def use(self, identity):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*identity)
        self.context = context
        for line in list(self.lines):  # those who are connected meet the new one too
            with contextlib.suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)

    def accept(self):
        with contextlib.suppress(OSError):
            while True:
                raw, _ = self.listener.accept()
                self.attempts += 1
                threading.Thread(target=self.carry, args=(raw,), daemon=True).start()

    def carry(self, raw):
        try:
            outside = self.context.wrap_socket(raw, server_side=True)
            outside.settimeout(0.05)
        except OSError:
            raw.close()
            return
        inside = socket.create_connection((self.behind.hostname, self.behind.port))
        inside.settimeout(0.05)
        self.lines.add(outside)
        with contextlib.suppress(OSError), outside, inside:
            while self.pump(outside, inside) and self.pump(inside, outside):
                pass
        self.lines.discard(outside)

    @staticmethod
    def pump(source, sink):
        """One thread a line: TLS objects are not for two. False: the source has closed."""
        try:
            data = source.recv(65536)
        except TimeoutError:
            return True
        sink.settimeout(PATIENCE)
        sink.sendall(data)
        sink.settimeout(0.05)
        return bool(data)

    def close(self):
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()


class Stage:
    def __init__(self):
        self.home = pathlib.Path(tempfile.mkdtemp(prefix="foyer-tls-"))
        self.ours = make_certificate(self.home, "ours", "IP:127.0.0.1")
        self.other_name = make_certificate(self.home, "other-name", "DNS:elsewhere.test,IP:127.0.0.2")
        self.stranger = make_certificate(self.home, "stranger", "IP:127.0.0.1")
        trusted = self.home / "trusted.pem"  # names apart, the second one is as good as the first
        trusted.write_text(self.ours[0].read_text() + self.other_name[0].read_text())
        self.central = Central()
        self.relay = Relay(self.central, self.ours)
        self.terminal = Terminal(self.central, url=self.relay.url, args=["--ca-file", trusted])

    def publish(self, name):
        self.central.publish(SITE, [(name, "notice", json.dumps({"id": name}).encode())])

    def begin(self):
        self.publish("N-001")
        self.terminal.start()
        wait_for("the first content", lambda: self.terminal.has("N-001") and self.terminal.word("state") == "live")

    def close(self):
        self.terminal.close()
        self.relay.close()
        self.central.close()
        shutil.rmtree(self.home, ignore_errors=True)


def holds_against(stage, identity):
    stage.begin()
    before = stage.terminal.dump()
    stage.relay.use(identity)
    wait_for("offline", lambda: stage.terminal.word("state") == "offline")
    stage.publish("N-002")
    seen, attempts = len(stage.central.seen), stage.relay.attempts
    wait_for("more attempts", lambda: stage.relay.attempts >= attempts + 4)
    assert len(stage.central.seen) == seen, "a request went through a line that nobody vouches for"
    assert stage.terminal.dump() == before
    stage.relay.use(stage.ours)
    wait_for("the honest line afterwards", lambda: stage.terminal.has("N-002") and stage.terminal.word("state") == "live")


def everything_travels_over_tls(stage):
    stage.begin()
    stage.publish("N-002")
    wait_for("a change by the parked poll", lambda: stage.terminal.has("N-002"))
    name = stage.terminal.complain(b"sealed")
    wait_for("the entry to arrive", lambda: name in stage.central.stored and not stage.terminal.waiting(name))


def a_strangers_certificate_carries_nothing(stage):
    holds_against(stage, stage.stranger)


def a_certificate_for_another_name_carries_nothing(stage):
    holds_against(stage, stage.other_name)


def without_the_ca_file_a_private_certificate_is_strange(stage):
    stage.terminal.args = []
    stage.terminal.start()
    wait_for("attempts", lambda: stage.relay.attempts >= 3)
    assert not stage.central.seen and not stage.terminal.word("terminal")


TESTS = [everything_travels_over_tls, a_strangers_certificate_carries_nothing, a_certificate_for_another_name_carries_nothing,
         without_the_ca_file_a_private_certificate_is_strange]


def main():
    failed = 0
    for test in TESTS:
        stage = Stage()
        try:
            test(stage)
            print(f"ok   {test.__name__}", flush=True)
        except Exception:
            failed += 1
            print(f"FAIL {test.__name__}", flush=True)
            traceback.print_exc()
            with contextlib.suppress(OSError):
                print("\n".join(stage.terminal.log.read_text(errors="replace").splitlines()[-40:]))
        finally:
            stage.close()
    print(f"{len(TESTS) - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
