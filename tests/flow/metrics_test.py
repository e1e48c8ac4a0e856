"""What a monitor collects: every line as Prometheus reads it, numbers that move with what happens, no name and no word of anybody, and nothing for
who asks from elsewhere."""

import http.client
import re
import urllib.request

from lobby import lobby_with_sample, run, wait_for
from resident import complain

LINE = re.compile(r'^(foyer_[a-z_]+)(\{([a-z]+="[^"]*",?)+\})? -?[0-9.e+]+$')


def collect(central):
    with urllib.request.urlopen(f"{central.url}/metrics", timeout=60) as reply:
        assert reply.headers["Content-Type"].startswith("text/plain; version=0.0.4"), reply.headers
        text = reply.read().decode()
    values, kinds = {}, {}
    for line in text.splitlines():
        if line.startswith("# TYPE "):
            kinds[line.split()[2]] = line.split()[3]
        elif not line.startswith("# HELP "):
            assert LINE.match(line), f"no line of Prometheus': {line}"
            name = line.split("{")[0].split(" ")[0]
            assert name in kinds or re.sub("_(bucket|sum|count)$", "", name) in kinds, f"{name} has no type"
            values[line.rsplit(" ", 1)[0]] = float(line.rsplit(" ", 1)[1])
    return values, text


def numbers_move(shop):
    central, lobby = lobby_with_sample(shop)
    wait_for("the terminal waiting", lambda: collect(central)[0]["foyer_polls_parked"] == 1)
    before, _ = collect(central)
    assert before['foyer_terminals{state="online"}'] == 1 and before["foyer_database_bytes"] > 4096 and before["foyer_disk_free_bytes"] > 0
    assert before["foyer_root_expires_seconds"] > 1.7e9 and before["foyer_backup_seconds"] == 0
    central.notice("N-821", "量一量有多快")
    wait_for("the notice counted", lambda: collect(central)[0]["foyer_applied_seconds_count"] > before["foyer_applied_seconds_count"])
    complain(lobby)
    after = wait_for("the report", lambda: (v := collect(central)[0]) and any(k.startswith("foyer_cases{") and n for k, n in v.items()) and v)
    assert after["foyer_feed_answers_total"] > before["foyer_feed_answers_total"]
    assert after['foyer_http_answers_total{code="200"}'] > before['foyer_http_answers_total{code="200"}']
    buckets = [n for k, n in after.items() if k.startswith("foyer_applied_seconds_bucket")]
    assert buckets == sorted(buckets) and buckets[-1] == after["foyer_applied_seconds_count"], buckets
    _, text = collect(central)
    assert not re.search("[\u4e00-\u9fff]|T-B3|admin|N-821", text), "nobody's name stands in it"


def nobody_elsewhere_reads_them(shop):
    central, _ = lobby_with_sample(shop)
    line = http.client.HTTPConnection("127.0.0.1", central.port, timeout=60)
    line.request("GET", "/metrics", headers={"Host": "board.example.org"})
    answer = line.getresponse()
    assert answer.status == 404
    answer.read()
    line.request("GET", "/health", headers={"Host": "board.example.org"})
    answer = line.getresponse()
    assert (answer.status, answer.read()) == (200, b"ok\n"), "whether it is well may be asked from anywhere"


run(numbers_move, nobody_elsewhere_reads_them)
