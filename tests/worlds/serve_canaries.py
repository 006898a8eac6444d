"""Words that stand nowhere else are given to a server that runs, in what people write, in broken requests and in what it
refuses; neither what it prints nor its stopped directory holds one of them:  serve_canaries.py PARLEY CASE"""

import http.client
import itertools
import json
import pathlib
import re
import signal
import socket
import subprocess
import sys
import tempfile

planted = []


def word():
    planted.append(f"Kanarienvogel{len(planted):03}x")
    return planted[-1]


class Browser:
    """One person's session."""

    peers = itertools.cycle(f"127.0.2.{host}" for host in range(1, 200))  # strangers are throttled by address

    def __init__(self, port, secret=None):
        self.port, self.cookie, self.peer = port, "", next(Browser.peers)
        self.token = self.must("GET", "/api/session")["csrf"]
        if secret:
            session = self.must("POST", "/api/demo", {"secret": secret})
            self.token, self.person = session["csrf"], session["person"]

    def call(self, method, target, body=None, raw=None, headers=()):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30, source_address=(self.peer, 0))
        sent = {"Cookie": self.cookie, "X-Parley-Csrf": getattr(self, "token", "anyone"), "Content-Type": "application/json"}
        if raw is None and body is not None:
            raw = json.dumps(body)
        try:
            connection.request(method, target, raw, sent | dict(headers))
            response = connection.getresponse()
        except ConnectionError:  # hung up on while it was still sending too much
            return 413, b""
        text = response.read()
        if cookie := response.getheader("set-cookie"):
            self.cookie = cookie.split(";")[0]
        connection.close()
        return response.status, text

    def must(self, method, target, body=None):
        status, text = self.call(method, target, body)
        assert status == 200, (method, target, status, text)
        return json.loads(text)


def bar(likely):
    return {"likely": str(likely), "low": None, "high": None}


def preferences(talks):
    """Complete, with a red line whose title is a word."""
    issues = []
    for issue in talks["issues"]:
        last = len(issue["options"]) - 1
        options = [{"option": option["id"], "place": place + 1, "value": bar(100 - 100 * place // last)}
                   for place, option in enumerate(issue["options"])]
        issues.append({"issue": issue["id"], "options": options, "swing": bar(100)})
    red_lines = [{"id": "one", "title": word(), "text": "venue is geneva"}]
    answers = {"red_lines": red_lines, "excluded": [], "issues": issues, "packages": [], "no_deal": None}
    return {"answers": answers, "based_on": None}


def plant(lead, heads):
    talks = lead.must("GET", "/api/talks")
    for head in heads:
        party = head.person["organisation"]
        for room in (f"room:{party}", f"caucus:{party}"):
            head.must("POST", f"/api/rooms/{room}/items", {"kind": "message", "text": word()})
            entry = {"kind": "claim", "words": word(), "source": word(), "date": "", "says": word()}
            head.must("POST", f"/api/rooms/{room}/record", entry)
        head.must("PUT", "/api/preferences", preferences(talks))
        head.must("POST", "/api/invitations", {"name": word(), "role": "delegate"})
        lead.must("PUT", f"/api/estimates/{party}", preferences(talks))
        lead.must("POST", "/api/groups", {"title": word(), "parties": [party]})
        lead.must("POST", f"/api/rooms/desk:{party}/items", {"kind": "message", "text": word()})
    heads[-1].must("POST", "/api/withdrawal", {"words": word()})


def provoke(port, head):
    """What a server might be tempted to complain about, with the words in it."""
    stranger = Browser(port)
    refused = [
        stranger.call("POST", "/api/session", {"login": word(), "password": word()}),
        stranger.call("POST", "/api/invitations/look", {"secret": word()}),
        stranger.call("GET", f"/api/rooms/{word()}"),
        head.call("GET", f"/api/rooms/{word()}?newest={word()}"),
        head.call("GET", f"/api/{word()}"),
        head.call("POST", "/api/preferences/csv", {"csv": word()}),
        head.call("PUT", "/api/preferences", {"answers": {"red_lines": [{"id": "x", "title": "x", "text": word()}]}}),
        head.call("POST", "/api/rooms/plenary/items", raw='{"kind":"' + word()),
        head.call("POST", "/api/rooms/plenary/items", raw=word() * 600000),
        head.call("POST", "/api/rooms/plenary/items", {"kind": "message", "text": word()}, headers=[("Origin", f"http://{word()}.example")]),
        head.call("GET", "/api/home", headers=[("Cookie", word())]),
    ]
    assert all(status >= 400 for status, _ in refused), refused
    for broken in (f"{word()}\r\n\r\n", f"GET /{word()} HTTP/9.9\r\n\r\n", f"GET / HTTP/1.1\r\n{word()}\r\n\r\n",
                   f"POST /api/session HTTP/1.1\r\nHost: x\r\nContent-Length: {word()}\r\n\r\n"):
        with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
            connection.sendall(broken.encode())
            try:
                connection.shutdown(socket.SHUT_WR)
                while connection.recv(4096):
                    pass
            except OSError:
                pass  # hung up on


def main(parley, case):
    with tempfile.TemporaryDirectory() as folder:
        data, out, err = (pathlib.Path(folder) / name for name in ("data", "out", "err"))
        command = [parley, "serve", "--demo", "--data", data, "--case", case, "--listen", "127.0.0.1:0"]
        with out.open("w") as printed, err.open("w") as complained:
            server = subprocess.Popen(command, stdout=printed, stderr=complained)
        try:
            while "Ctrl-C" not in out.read_text():
                assert server.poll() is None, err.read_text()
            links = re.findall(r"http://[^/]*:(\d+)/demo#(\S+)", out.read_text())
            port = int(links[0][0])
            people = [Browser(port, secret) for _, secret in links]
            lead = next(one for one in people if one.person["role"] == "lead")
            heads = [one for one in people if one.person["role"] == "head"]
            plant(lead, heads)
            provoke(port, heads[0])
            own_room = f"/api/rooms/room:{heads[0].person['organisation']}"
            assert planted[0] in heads[0].call("GET", own_room)[1].decode()  # it is found where it belongs
        finally:
            server.send_signal(signal.SIGTERM)
            assert server.wait(timeout=60) == 0, err.read_text()
        files = [file for file in pathlib.Path(folder).rglob("*") if file.is_file()]
        assert {out, err} < set(files) and data / "demo.key" in files
        found = [(one, file.name) for file in files for one in planted if one.encode() in file.read_bytes()]
        assert not found, found
        print(f"{len(planted)} words, none in what the server printed, nor in {len(files) - 2} files of its directory")


if __name__ == "__main__":
    main(*sys.argv[1:])
