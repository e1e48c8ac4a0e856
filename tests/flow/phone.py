"""A resident's telephone on its page: a browser without scripts at an address of its own."""

import html
import http.client
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import urllib.parse

PIN = "2468"


class Answer:
    def __init__(self, reply):
        self.status, self.headers, self.text = reply.status, reply.headers, reply.read().decode()

    def field(self, form, name):
        """A hidden field of the form that posts to …/FORM."""
        found = re.search(rf'action="/r/[^"]+/{form}\?.*?</form>', self.text, re.S)
        assert found, f"no form {form} in:\n{self.text}"
        return html.unescape(re.search(rf'name="{name}" value="([^"]*)"', found.group(0)).group(1))

    def has_form(self, form):
        return f'/{form}?lang=' in self.text


class Phone:
    """A browser at an address of its own: every address of 127.0.0.0/8 is this machine."""

    def __init__(self, office, token, address="127.0.0.1"):
        self.office, self.token, self.address = office, token, address

    def ask(self, method, path="", body=None, headers=None):
        host = self.office.url.removeprefix("http://")
        connection = http.client.HTTPConnection(host, timeout=60, source_address=(self.address, 0))
        connection.request(method, f"/r/{self.token}{path}", body=body, headers=headers or {})
        answer = Answer(connection.getresponse())
        connection.close()
        assert "script-src" not in answer.headers.get("Content-Security-Policy", "") and "Set-Cookie" not in answer.headers
        return answer

    def get(self, path="", **headers):
        return self.ask("GET", path, headers=headers)

    def post(self, form, fields, **headers):
        body = urllib.parse.urlencode(fields)
        return self.ask("POST", "/" + form, body, {"Content-Type": "application/x-www-form-urlencoded", **headers})

    def open(self, pin=PIN):
        page = self.get()
        return self.post("open", {"pass": page.field("open", "pass"), "id": page.field("open", "id"), "pin": pin})

    def photo(self, page, picture, **headers):
        boundary = "----foyer" + os.urandom(8).hex()
        parts = b"".join(f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{page.field("photo", name)}\r\n'.encode()
                         for name in ("pass", "id"))
        parts += f'--{boundary}\r\nContent-Disposition: form-data; name="photo"; filename="a.jpg"\r\nContent-Type: image/jpeg\r\n\r\n'.encode()
        parts += picture + f"\r\n--{boundary}--\r\n".encode()
        return self.ask("POST", "/photo", parts, {"Content-Type": f"multipart/form-data; boundary={boundary}", **headers})


def draw(text, path):
    (pathlib.Path(path).with_suffix(".html")).write_text(text)
    profile = tempfile.mkdtemp(prefix="foyer-chromium-")
    subprocess.run(["/usr/bin/chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars",
                    f"--user-data-dir={profile}", "--window-size=390,2600", f"--screenshot={path}",
                    f"file://{pathlib.Path(path).with_suffix('.html')}"], check=True, capture_output=True)
    shutil.rmtree(profile, ignore_errors=True)
