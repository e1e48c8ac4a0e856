"""How many connections one address may hold without saying who it is, and that a fleet behind one address, whose terminals show their
tokens, is not meant. Against the real foyer-central; another address of this machine stands for the world outside."""

import contextlib
import json
import socket
import sys

from paper_terminal import PaperTerminal
from office import an_office, sample

OUTSIDE, HERE, STRANGERS_MAX = "127.0.0.9", "127.0.0.1", 512


def dial(port, source=OUTSIDE):
    return socket.create_connection(("127.0.0.1", port), timeout=60, source_address=(source, 0))


def ask(wire, path, token=None):
    """The status, over a connection that stays open; 0: it was closed."""
    with contextlib.suppress(ConnectionError):
        wire.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{f'Authorization: Bearer {token}' if token else 'Foyer-None: x'}\r\n\r\n".encode())
    return hear(wire)[0]


def hear(wire):
    text = b""
    with contextlib.suppress(ConnectionError):
        while b"\r\n\r\n" not in text and (more := wire.recv(65536)):
            text += more
        head, _, body = text.partition(b"\r\n\r\n")
        length = next((int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length")), 0)
        while len(body) < length and (more := wire.recv(65536)):
            body += more
        return (int(head.split()[1]), json.loads(body) if body.startswith(b"{") else None) if head else (0, None)
    return 0, None


def accepted(wires):
    """Until the server has taken them all: it answers the newest."""
    assert ask(wires[-1], "/health") == 200


def main():
    with an_office("strangers", "127.0.0.1:0,tls:127.0.0.1:0") as office, contextlib.ExitStack() as held:
        keep = lambda wire: held.enter_context(contextlib.closing(wire))
        port, tls = int(office.url.rsplit(":", 1)[1]), int((office.data / "listen.tls").read_text().rsplit(":", 1)[1])
        office.take_over()
        office.call("PUT", "/community", sample("community.json"), expect=201)
        terminal = PaperTerminal(office.url)
        office.call("POST", "/pair", {"code": terminal.enrol(), "lobby": "T-B3-U1"})
        terminal.take_token()

        known = []
        for n in range(STRANGERS_MAX + 50):  # a fleet and an office behind one address: each says at once who it is
            wire = keep(dial(port))
            assert ask(wire, *(("/v1/heads?c=all", terminal.token) if n % 2 else ("/v1/staff/me", office.token))) in (200, 429), n
            known.append(wire)
        strangers = [keep(dial(port)) for _ in range(STRANGERS_MAX)]
        accepted(strangers)
        surplus = keep(dial(port))
        status, body = hear(surplus)
        assert status == 503 and body["error"] == "overloaded" and body["retry"] == 60, (status, body)
        assert surplus.recv(1) == b""
        assert keep(dial(tls)).recv(1) == b""  # closed before a key is made
        assert ask(keep(dial(port)), "/v1/heads?c=all", terminal.token) in (0, 503)  # nobody reads what a refused one says
        assert ask(known[1], "/v1/heads?c=all", terminal.token) in (200, 429) and ask(known[0], "/v1/staff/me", office.token) == 200
        assert ask(strangers[0], "/health") == 200  # who is in may go on asking
        assert ask(keep(dial(port, "127.0.0.10")), "/health") == 200  # another address
        here = [keep(dial(port, HERE)) for _ in range(STRANGERS_MAX + 50)]  # this machine: a proxy asks for everybody
        accepted(here)
        for wire in strangers[:3]:
            wire.close()
        for _ in range(200):  # as soon as the server has noticed
            wire = keep(dial(port))
            if ask(wire, "/health") == 200:
                break
        else:
            raise AssertionError("who closes gets no other")
        assert office.log.read_text().count(f"{OUTSIDE} has {STRANGERS_MAX} connections") == 1
        office.stop()
        print("strangers: one address holds so many, and whoever shows a token holds more")


if __name__ == "__main__":
    sys.exit(main())
