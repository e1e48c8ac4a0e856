"""The real foyer-central and a clerk who calls its staff API; every answer is held against the description that it serves."""

import contextlib
import json
import os
import pathlib
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import time
import urllib.error
import urllib.request

from description import Description
from patience import PATIENCE, wait_for

SOURCE = pathlib.Path(__file__).resolve().parents[2]
BIN = pathlib.Path(os.environ.get("FOYER_BIN", SOURCE / "build/test/bin"))
PASSWORD = "correct horse staple"


class Office:
    def __init__(self, folder, listen="127.0.0.1:0"):
        self.data, self.token, self.description, self.listen = folder / "central", None, None, listen
        self.began = time.time()
        out = subprocess.run([BIN / "foyer-central", "init", "--data", self.data, "--name", "API"], capture_output=True, text=True,
                             check=True).stdout
        self.said = out
        self.once = next(line.split(":", 1)[1].strip() for line in out.splitlines() if line.startswith("One-time password"))
        self.log = folder / "central.log"
        self.start()
        with urllib.request.urlopen(self.url + "/v1/staff/openapi.json", timeout=60) as reply:
            self.description = Description(json.load(reply))

    def start(self):
        (self.data / "listen").unlink(missing_ok=True)
        with open(self.log, "ab") as log:
            self.child = subprocess.Popen([BIN / "foyer-central", "serve", "--data", self.data, "--listen", self.listen], stdout=log,
                                          stderr=log)
        wait_for("the server answering", self.answers)

    def answers(self):
        try:
            self.url = "http://" + (self.data / "listen").read_text().strip()
            urllib.request.urlopen(self.url + "/v1/staff/openapi.json", timeout=10).close()
            return True
        except (OSError, ValueError):
            assert self.child.poll() is None, self.log.read_text()
            return False

    def stop(self, how=signal.SIGTERM):
        self.child.send_signal(how)
        code = self.child.wait(PATIENCE)
        assert how == signal.SIGKILL or code == 0, f"central ended with {code}: {self.log.read_text()[-3000:]}"

    def stop_whole(self):
        """Ends, and the chain of the audit is unbroken."""
        self.stop()
        done = subprocess.run([BIN / "foyer-central", "audit-verify", "--data", self.data], capture_output=True, text=True)
        assert done.returncode == 0 and "unbroken" in done.stdout, done.stdout + done.stderr

    def processor_seconds(self):
        """What the server has used of the processor, however busy the machine is with other things."""
        fields = pathlib.Path(f"/proc/{self.child.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def months(self):
        """Those in which this story goes on: it may begin on the last evening of a month and end in the next."""
        return sorted({time.strftime("%Y-%m", time.gmtime(at + 8 * 3600)) for at in (self.began, time.time())})

    def statistics(self, token=True):
        """Of each of these months."""
        return [self.call("GET", f"/cases/statistics?month={month}", token=token) for month in self.months()]

    def take_over(self):
        """The administrator comes in, with PASSWORD from now on."""
        self.token = self.call("POST", "/login", {"user": "admin", "password": self.once})["token"]
        self.token = self.call("POST", "/password", {"old": self.once, "new": PASSWORD})["token"]

    def wait_for_the_brake(self):
        """As if a minute had passed: log-ins are counted anew."""
        with contextlib.closing(sqlite3.connect(self.data / "central.db", timeout=60)) as db, db:
            db.execute("DELETE FROM login_try")

    def version(self, path, token=True):
        """Of an item, also of its text in work; 0 where there is none, or nothing to be read."""
        request = urllib.request.Request(self.url + "/v1/staff" + path, headers={"Authorization": f"Bearer {self.token if token is True else token}"})
        try:
            with urllib.request.urlopen(request, timeout=60) as reply:
                item = json.loads(reply.read())
        except urllib.error.HTTPError:
            return 0
        return (item["work"] or item)["version"]

    def case_version(self, number):
        """What `version` of a case says, without opening it; 1 where there is no such case."""
        with contextlib.closing(sqlite3.connect(self.data / "central.db", timeout=60)) as db:
            return db.execute("SELECT count(*) FROM case_event WHERE number=? AND what IN('state','word','verdict','remedy')", (number,)).fetchone()[0] or 1

    def read_first(self, method, path, body, token):
        """Whoever changes something has read it and says so, as every client does; "expect" in the body, also None, says it instead."""
        parts = path.split("?")[0].split("/")
        if not token or "expect" in (body or {}):
            return body
        if method in ("PUT", "DELETE") and len(parts) == 3 and parts[1] == "items" and (body or method == "DELETE"):
            version = self.version(path, token)
            return {**(body or {}), "expect": version} if version else body
        if method == "POST" and parts[1] == "cases" and parts[-1] in ("reply", "remedy") and body is not None:
            return {**body, "expect": self.case_version(parts[2])}
        return body

    def call(self, method, path, body=None, expect=200, token=True, raw=None, lang=None):
        body = self.read_first(method, path, body, token)
        headers = {"Content-Type": "application/json"}
        if lang:
            headers["Accept-Language"] = lang
        if self.token and token:
            headers["Authorization"] = f"Bearer {self.token if token is True else token}"
        data = raw if raw is not None else json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(self.url + "/v1/staff" + path, data=data, method=method, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=60) as reply:
                status, text = reply.status, reply.read()
        except urllib.error.HTTPError as error:
            status, text = error.code, error.read()
        answer = json.loads(text)
        assert status == expect, f"{method} {path}: {status} instead of {expect}: {answer}"
        self.description.check(method, "/v1/staff" + path, status, answer)
        return answer


@contextlib.contextmanager
def an_office(name, listen="127.0.0.1:0"):
    """A server of its own for a story; `{folder}` in `listen` is where it lives. What it said is printed when the story broke off."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix=f"foyer-{name}-"))
    office = None
    try:
        office = Office(folder, listen.format(folder=folder))
        yield office
    finally:
        if office and office.child.poll() is None:
            office.child.kill()
            office.child.wait()
            print(office.log.read_text()[-3000:])
        shutil.rmtree(folder, ignore_errors=True)


def sample(name):
    return json.loads((SOURCE / "assets/sample" / name).read_text())


def notice(item_id, **more):
    now = int(time.time())
    stamp = lambda s: time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(s))
    doc = {"id": item_id, "kind": "general", "issuer": "R-CS", "issuer_name": "客服", "effective": stamp(now - 60),
           "expires": stamp(now + 86400), "priority": 3, "lang": {"zh-CN": {"title": "题", "summary": "要点", "body_md": "内容"}}, **more}
    return {"kind": "notice", "status": "published", "audience": {"tags_any": ["all"]}, "doc": doc}


def clerk_of(office, user, posts, role="editor"):
    """An account with posts, its password changed: its token."""
    once = office.call("POST", "/accounts", {"user": user, "role": role, "posts": posts}, expect=201)["once"]
    token = office.call("POST", "/login", {"user": user, "password": once}, token=False)["token"]
    return office.call("POST", "/password", {"old": once, "new": PASSWORD + " " + user}, token=token)["token"]


def fetched(office, path):
    """What is no JSON: the bytes."""
    request = urllib.request.Request(f"{office.url}/v1/staff{path}", headers={"Authorization": f"Bearer {office.token}"})
    with urllib.request.urlopen(request, timeout=60) as reply:
        template, operation = office.description.operation("GET", f"/v1/staff{path}")
        assert reply.headers["Content-Type"].split(";")[0] in operation["responses"]["200"]["content"], reply.headers
        office.description.seen.add(("GET", template, reply.status))
        return reply.read()


def account(office, user, *grants):
    """Its token, the password changed."""
    office.wait_for_the_brake()
    once = office.call("POST", "/accounts", {"user": user, "grants": list(grants)}, expect=201)["once"]
    token = office.call("POST", "/login", {"user": user, "password": once}, token=False)["token"]
    return office.call("POST", "/password", {"old": once, "new": PASSWORD}, token=token)["token"]


def grant(site, role, *posts):
    return {"site": site, "role": role, "posts": list(posts)}
