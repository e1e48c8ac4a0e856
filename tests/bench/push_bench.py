"""How fast what staff publish is in the lobbies, and what a waiting terminal costs the server: the release build of foyer-central with 1, 100
and 5,000 simulated terminals (push_fleet.c) and two real ones under Xvfb, plain and with TLS; then its answers beside nginx serving a file of
the same bytes to the same client. All on one machine, whose cores server, terminals and client share: compare the ratios."""

import http.client
import json
import math
import os
import pathlib
import resource
import shutil
import signal
import sqlite3
import statistics
import subprocess
import sys
import time
from contextlib import closing

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "flow"))
from lobby import BIN, SOURCE, Central, Terminal, Workshop, free_port, wait_for  # noqa: E402
from processes import Group  # noqa: E402

FLEETS = {"plain": {1: 12, 100: 8, 5000: 8}, "TLS": {1: 8, 100: 6, 5000: 5}}  # terminals: rounds
FLEET = 5000
PACE_S = 1.0  # between two notices: a terminal may ask for changes 20 times a minute, and 20 at once
POLL_S, IDLE_S = 5, 6
REQUESTS, LINES = 8000, 64  # of one run beside nginx; all terminals together may ask 20,000 times at once, 2,000 a second
WHOLE_S = 240
TITLE = "第{}号试测通知"
rows = []


def row(figure, value, unit, limit, rival=None):
    """`limit`: of the figure; with nginx beside it of how many times the figure is nginx's."""
    ratio = value / rival if rival else None
    good = (ratio if rival else value) <= limit
    rows.append({"figure": figure, "value": round(value, 3), "unit": unit, "nginx": rival and round(rival, 3), "ratio": ratio and round(ratio, 3),
                 "limit": limit, "met": good})
    beside = f"nginx {rival:>8.2f} {unit:<3} ratio {ratio:5.2f}" if rival else ""
    print(f"{figure:<74} {value:>9.2f} {unit:<3} {beside:<30} limit {limit:>6} {'met' if good else 'NOT MET'}", flush=True)


def note(figure, value, unit):
    """Without a limit: told because it explains another one."""
    rows.append({"figure": figure, "value": round(value, 3), "unit": unit})
    print(f"{figure:<74} {value:>9.2f} {unit}", flush=True)


def percentile(values, p):
    ordered = sorted(values)
    return ordered[max(0, math.ceil(len(ordered) * p) - 1)]


class Office(Central):
    """A server for terminals, plain and TLS, and one who publishes."""

    def __init__(self, shop):
        super().__init__(shop)
        self.secure, self.token, self.publisher, self.read = free_port(), None, None, 0
        self.process.argv[-1] += f",tls:127.0.0.1:{self.secure}"
        self.seen = {}

    def stop(self):
        self.process.child.send_signal(signal.SIGTERM)
        self.process.child.send_signal(signal.SIGTERM)  # twice: at once
        self.process.child.wait(30)

    def log_in(self):
        self.publisher = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        self.token = self.ask("POST", "/login", {"user": "admin", "password": self.PASSWORD})["token"]

    def ask(self, method, path, body):
        headers = {"Content-Type": "application/json", **({"Authorization": f"Bearer {self.token}"} if self.token else {})}
        self.publisher.request(method, f"/v1/staff{path}", json.dumps(body), headers)
        reply = self.publisher.getresponse()
        text = reply.read()
        assert reply.status in (200, 201), f"{method} {path}: {reply.status} {text[:300]}"
        return json.loads(text)

    def publish(self, number):
        """A notice for every lobby, corrected each time; the moments of asking and of the answer."""
        now = int(time.time())
        stamp = lambda s: time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime(s))  # noqa: E731
        body = {"id": "N-970", "kind": "notice", "status": "published",
                "audience": {"tags_any": ["all"], "buildings": [], "units": [], "exclude_tags": []},
                "doc": {"id": "N-970", "kind": "general", "issuer": "R-CS", "effective": stamp(now - 60), "expires": stamp(now + 86400 * 2), "priority": 2,
                        "pinned": True, "lang": {"zh-CN": {"title": TITLE.format(number), "summary": "试测。", "body_md": "水管维修，暂停供水。" * 20}}, "files": []}}
        began = time.monotonic_ns()
        self.read = self.ask("PUT", "/items/N-970?site=heting", body | ({"expect": self.read} if self.read else {}))["version"]
        return began, time.monotonic_ns()

    def seq(self):
        with closing(sqlite3.connect(f"file:{self.data / 'central.db'}?mode=ro", uri=True, timeout=5)) as db:
            return db.execute("SELECT seq FROM feed_counter").fetchone()[0]

    def group(self):
        return Group([self.process.child.pid])


class Fleet:
    """push_fleet at the other end of a pipe."""

    def __init__(self, shop, tools, central, tls):
        where = f"127.0.0.1:{central.secure if tls else central.port}"
        ca = central.data / "keys/tls.pem" if tls else "-"
        self.log = open(shop.dir / "fleet.log", "ab")
        self.argv = [str(a) for a in (tools / "push_fleet", where, ca, f"127.0.0.1:{central.port}", shop.dir / "fleet.tsv")]
        self.child = subprocess.Popen(self.argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.log, text=True)
        self.hear()

    def hear(self):
        line = self.child.stdout.readline()
        assert line, f"push_fleet ended; its last words: {pathlib.Path(self.log.name).read_text()[-500:]}"
        return json.loads(line)

    def say(self, order):
        self.child.stdin.write(order + "\n")
        self.child.stdin.flush()

    def ask(self, order):
        self.say(order)
        return self.hear()

    def park(self, count):
        told = self.ask(f"park {count}")
        assert told["parked"] == count and told["lost"] == 0, f"of {count} terminals {told['parked']} could be parked"
        return told["seconds"]

    def catch_up(self):
        """Those that just came held older notices; until none of them is busy any longer."""
        calm = 0
        while calm < 3:
            calm = 0 if self.ask("collect 0")["busy"] else calm + 1
            time.sleep(0.3)

    def close(self):
        self.child.stdin.close()
        assert self.child.wait(30) == 0, "push_fleet did not end well"


class Lobbies:
    """The real ones: sync and kiosk, on the list of notices, where a new title is drawn."""

    def __init__(self, shop, central):
        self.terminals = [Terminal(shop, central, lobby) for lobby in ("T-B3-U1", "T-B1-U1")]
        for terminal in self.terminals:
            terminal.pair().show()
            terminal.tap("notices")
            terminal.wait_page("notices")

    def drawn(self, title, seconds):
        """The moment at which each of them showed it."""
        when, stamps = {}, {}
        end = time.monotonic() + seconds
        while len(when) < len(self.terminals):
            assert time.monotonic() < end, f"'{title}' was not drawn within {seconds} s on {[t.lobby for t in self.terminals if t not in when]}"
            for terminal in self.terminals:
                stamp = terminal.trace_file.stat().st_mtime_ns
                if terminal not in when and stamps.get(terminal) != stamp:
                    stamps[terminal] = stamp
                    if terminal.shows(title):
                        when[terminal] = time.monotonic_ns()
            time.sleep(0.002)
        return list(when.values())

    def wait_hands_off(self):
        wait_for("hands off the screens", lambda: all(time.monotonic() - t.tapped[2] > 12 for t in self.terminals))


class Count:
    number = 0

    @classmethod
    def next(cls):
        cls.number += 1
        return cls.number


def ms(moments, began):
    return [(moment - began) / 1e6 for moment in moments]


def push(central, lobbies, fleet, count, rounds, how):
    """Rounds of one notice each; from the publisher's request to each terminal."""
    answered, applied, drawn = [], [], []
    for _ in range(rounds):
        number = Count.next()
        assert fleet.ask("mark")["marked"] == count
        began, ended = central.publish(number)
        drawn.append(max(ms(lobbies.drawn(TITLE.format(number), 20), began)))
        told = fleet.ask("collect 20")
        assert len(told["came"]) == count and told["bad"] == told["lost"] == 0, \
            f"{len(told['came'])} of {count} terminals had the notice; {told['bad']} answers were no good, {told['lost']} connections broke"
        answered.append((ended - began) / 1e6)
        applied += [(moment + judging - began) / 1e6 for moment, judging in zip(told["came"], told["judge"])]
        time.sleep(PACE_S)
    name = f"{count:,} parked, {how}: publish ->"
    note(f"{name} answered to the publisher, median of {rounds}", statistics.median(answered), "ms")
    row(f"{name} verified by a terminal, p50 of {len(applied):,}", percentile(applied, 0.5), "ms", 500)
    row(f"{name} verified by a terminal, p99 of {len(applied):,}", percentile(applied, 0.99), "ms", 1000)
    row(f"{name} drawn on the slower of 2 real lobbies, median", statistics.median(drawn), "ms", 500)
    row(f"{name} drawn on the slower of 2 real lobbies, slowest of {rounds}", max(drawn), "ms", 1000)


def parked_cost(central, fleet, how):
    """What 5,000 cost: memory as they were added, the processor while nothing happens, and for polls that end."""
    group = central.group()
    began = group.cpu_s()
    time.sleep(IDLE_S)
    row(f"central, processor while {FLEET:,} wait ({how}), {IDLE_S} s", (group.cpu_s() - began) / IDLE_S * 100, "%", 2)
    fleet.ask(f"wait {POLL_S}")
    fleet.ask("mark")
    began = group.cpu_s()
    central.publish(Count.next())
    before = fleet.ask("collect 20")
    assert len(before["came"]) == FLEET
    note(f"central, processor for one notice, a terminal ({how})", (group.cpu_s() - began) / FLEET * 1e6, "us")
    began = group.cpu_s()
    time.sleep(2 * POLL_S + 2)
    spent = group.cpu_s() - began
    fleet.ask("mark")
    polls = fleet.ask("collect 0")["unchanged"] - before["unchanged"]
    assert polls >= 2 * FLEET, f"only {polls} polls ended in {2 * POLL_S + 2} s"
    row(f"central, processor a poll that ends with 304 and is parked again ({how})", spent / polls * 1e6, "us", 100)
    row(f"the same, {FLEET:,} terminals that ask every 240 s ({how})", spent / polls * FLEET / 240 * 100, "%", 1)


def settle(central, lobbies):
    """After a start: until the real ones are back. Their own fault tolerance takes some seconds."""
    central.log_in()
    number = Count.next()
    central.publish(number)
    lobbies.drawn(TITLE.format(number), 60)
    time.sleep(2)


def transport(shop, tools, central, lobbies, tls, kib_max):
    how = "TLS" if tls else "plain"
    central.process.start()
    wait_for("central answering", central.answers)
    settle(central, lobbies)
    fleet = Fleet(shop, tools, central, tls)
    before = central.group().pss()
    for count, rounds in FLEETS[how].items():
        seconds = fleet.park(count)
        fleet.catch_up()
        if count == FLEET:
            row(f"{count:,} terminals come in ({how})", seconds, "s", 30)
            row(f"central, memory a parked terminal ({how}), of {count:,}", (central.group().pss() - before) / count / 1024, "KiB", kib_max)
        push(central, lobbies, fleet, count, rounds, how)
    row(f"central, memory a parked terminal ({how}), after {sum(FLEETS[how].values())} notices", (central.group().pss() - before) / FLEET / 1024, "KiB", kib_max)
    note(f"central, memory in all (PSS) with {FLEET:,} parked ({how})", central.group().pss() / 1024 / 1024, "MiB")
    parked_cost(central, fleet, how)
    fleet.close()
    central.stop()


class Nginx:
    """One worker, nothing but a file: as good as a server of files gets."""

    def __init__(self, shop, central, body):
        self.port, self.secure = free_port(), free_port()
        home = shop.dir / "nginx"
        home.mkdir()
        (home / "feed.json").write_bytes(body)
        temps = "".join(f"{kind}_temp_path {home}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        (home / "nginx.conf").write_text(f"""daemon off; pid {home}/pid; error_log stderr warn; worker_processes 1; user root; worker_rlimit_nofile 4096;
            events {{ worker_connections 2048; }}
            http {{ access_log off; {temps} keepalive_requests 10000000; sendfile on; tcp_nodelay on; open_file_cache max=16; default_type application/json;
              server {{ listen 127.0.0.1:{self.port}; listen 127.0.0.1:{self.secure} ssl; root {home};
                ssl_certificate {central.data}/keys/tls.pem; ssl_certificate_key {central.data}/keys/tls.key; }} }}""")
        self.process = shop.process("nginx", ["/usr/sbin/nginx", "-p", home, "-e", "stderr", "-c", home / "nginx.conf"])
        self.process.start()
        wait_for("nginx answering", self.etag)
        self.worker = Group([self.process.child.pid])

    def etag(self):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=2)
            connection.request("GET", "/feed.json")
            return connection.getresponse().getheader("ETag")
        except OSError:
            assert self.process.running(), f"nginx ended: {self.process.tail()}"
            return None


def rate(shop, tools, central, group, where, tls, target, etag, status):
    """Seconds and processor seconds of the server for one answer."""
    argv = [tools / "push_fleet", where, central.data / "keys/tls.pem" if tls else "-", f"127.0.0.1:{central.port}", shop.dir / "fleet.tsv",
            target, etag, REQUESTS, LINES]
    with open(shop.dir / "fleet.log", "ab") as log:
        child = subprocess.Popen([str(a) for a in argv], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True)
        assert "terminals" in child.stdout.readline() and "greeted" in child.stdout.readline(), (shop.dir / "fleet.log").read_text()[-500:]
        began = group.cpu_s()
        child.stdin.write("\n")
        child.stdin.flush()
        line = child.stdout.readline()
        spent = group.cpu_s() - began
        assert child.wait(10) == 0 and line, (shop.dir / "fleet.log").read_text()[-500:]
    told = json.loads(line)
    assert told["status"] == status and told["other"] == 0 and told["count"] == REQUESTS, f"{where} {target}: {told}"
    return told["seconds"] / REQUESTS, spent / REQUESTS


def rates(shop, tools, central):
    """The same requests to both: 304, and an answer with one notice in it."""
    central.process.start()
    wait_for("central answering", central.answers)
    central.log_in()
    since = central.seq()
    central.publish(Count.next())
    seq = central.seq()
    assert seq > since
    token = (shop.dir / "fleet.tsv").read_text().split("\t", 2)[1]
    plain = http.client.HTTPConnection("127.0.0.1", central.port, timeout=10)
    plain.request("GET", f"/v1/feed?since={since}&wait=0", headers={"Authorization": f"Bearer {token}"})
    body = plain.getresponse().read()
    nginx = Nginx(shop, central, body)
    asked = {"304": (f"/v1/feed?since={seq}&wait=0", f'"{seq}"', nginx.etag(), 304), "feed": (f"/v1/feed?since={since}&wait=0", f'"{since}"', '"none"', 200)}
    print(f"beside nginx, {REQUESTS:,} requests on {LINES} connections; an answer of the feed has {len(body):,} bytes")
    for what, (target, ours, theirs, status) in asked.items():
        for tls in (False, True):
            own = rate(shop, tools, central, central.group(), f"127.0.0.1:{central.secure if tls else central.port}", tls, target, ours, status)
            file = rate(shop, tools, central, nginx.worker, f"127.0.0.1:{nginx.secure if tls else nginx.port}", tls, "/feed.json", theirs, status)
            how = "TLS" if tls else "plain"
            row(f"{what}, {how}: time an answer ({1 / own[0]:,.0f} a second; nginx {1 / file[0]:,.0f})", own[0] * 1e6, "us", 4, file[0] * 1e6)
            row(f"{what}, {how}: processor time of the server an answer", own[1] * 1e6, "us", 4, file[1] * 1e6)
            time.sleep(REQUESTS / 2000)  # until so many may ask again
    central.stop()


def prepare(shop, tools):
    central = Office(shop)
    central.start().first_login().import_sample()
    wait_for("the board of outcomes", lambda: has_outcome(central))
    central.stop()
    began = time.monotonic()
    with open(shop.dir / "fleet.tsv", "w") as out:
        subprocess.run([tools / "push_pair", central.data, str(FLEET)], check=True, stdout=out)
    print(f"{FLEET:,} terminals paired in {time.monotonic() - began:.1f} s in the database (their codes would take {FLEET * 0.1 / 60:.0f} minutes or more)", flush=True)
    central.process.start()
    wait_for("central answering", central.answers)
    central.login()
    lobbies = Lobbies(shop, central)
    lobbies.wait_hands_off()
    central.stop()
    return central, lobbies


def has_outcome(central):
    with closing(sqlite3.connect(f"file:{central.data / 'central.db'}?mode=ro", uri=True, timeout=5)) as db:
        return db.execute("SELECT 1 FROM channel_item WHERE id='outcome'").fetchone()


def build():
    """The simulated terminals; they are no part of a release."""
    folder = SOURCE / "build/bench"
    subprocess.run(["cmake", "-S", SOURCE, "-B", folder, "-G", "Ninja", "--log-level=WARNING", "-DCMAKE_BUILD_TYPE=Release",
                    "-DCMAKE_C_FLAGS_RELEASE=-O2 -g1", "-DFOYER_TESTS=OFF", "-DFOYER_BENCH=ON"], check=True, stdout=subprocess.DEVNULL)
    subprocess.run(["cmake", "--build", folder, "--target", "push_pair", "push_fleet"], check=True, stdout=subprocess.DEVNULL)
    return folder / "bin"


def need():
    """Nothing is left out in silence."""
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    missing = [name for name in ("/usr/sbin/nginx", "Xvfb") if not shutil.which(name)]
    if hard < FLEET + 500:
        missing.append(f"{FLEET + 500} open files a process (ulimit -Hn says {hard})")
    if missing:
        sys.exit(f"push: this machine lacks {', '.join(missing)}")
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def main():
    need()
    tools = build()
    began = time.monotonic()
    shop = Workshop()
    trouble = None
    try:
        central, lobbies = prepare(shop, tools)
        transport(shop, tools, central, lobbies, False, 8)
        transport(shop, tools, central, lobbies, True, 32)
        for terminal in lobbies.terminals:
            terminal.stop()
        rates(shop, tools, central)
    except Exception as error:  # what was measured until then is told all the same
        trouble = f"{type(error).__name__}: {error}"
        shop.logs()
    finally:
        shop.close()
    row("the whole of it", time.monotonic() - began, "s", WHOLE_S)
    out = SOURCE / "build/bench/push.json"
    out.parent.mkdir(parents=True, exist_ok=True)
    load = os.getloadavg()[0]
    out.write_text(json.dumps({"cores": os.cpu_count(), "load": load, "trouble": trouble, "rows": rows}, indent=2, ensure_ascii=False) + "\n")
    limited = [r for r in rows if "met" in r]
    over = [r for r in limited if not r["met"]]
    print(f"{len(limited) - len(over)} of {len(limited)} limits met on {os.cpu_count()} cores; written to build/bench/push.json")
    for r in over:
        print(f"NOT MET: {r['figure']}")
    if trouble:
        print(f"NOT FINISHED: {trouble}")
    return 1 if over or trouble else 0


if __name__ == "__main__":
    sys.exit(main())
