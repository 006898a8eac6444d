"""`parley serve --demo` as a process of its own, and people in it as their browsers would speak: for the load and the kills."""

import atexit
import http.client
import itertools
import json
import re
import signal
import subprocess


class Refused(Exception):
    """An answer with another status than 200."""

    def __init__(self, method, target, status, body):
        super().__init__(f"{method} {target}: {status} {body[:300]!r}")
        self.status = status


class Api:
    """One person's session."""

    peers = itertools.cycle(f"127.0.1.{host}" for host in range(1, 101))  # strangers are throttled by address

    def __init__(self, port):
        self.port, self.cookie, self.token, self.peer = port, "", "", next(Api.peers)
        self.call("GET", "/api/session")

    def ask(self, method, target, body=None):
        """The connection and the answer, of which the head alone has been read."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60, source_address=(self.peer, 0))
        headers = {"Cookie": self.cookie, "X-Parley-Csrf": self.token, "Content-Type": "application/json"}
        connection.request(method, target, json.dumps(body) if body is not None else None, headers)
        return connection, connection.getresponse()

    def fetch(self, method, target, body=None):
        connection, response = self.ask(method, target, body)
        try:
            content = response.read()
        finally:
            connection.close()
        if response.status != 200:
            raise Refused(method, target, response.status, content)
        if cookie := response.getheader("set-cookie"):
            self.cookie = cookie.split(";")[0]
        return content

    def call(self, method, target, body=None):
        answer = json.loads(self.fetch(method, target, body))
        self.token = answer.get("csrf", self.token)
        return answer


class Demonstration:
    """The command in a directory of its own; starting again in the same one goes on with the same talks."""

    def __init__(self, parley, folder, case):
        self.command = [parley, "serve", "--demo", "--data", folder, "--case", case, "--listen", "127.0.0.1:0"]
        self.errors = folder.with_suffix(".txt")
        self.process = None
        atexit.register(self.kill)  # whatever ends this program first

    def begin(self):
        with self.errors.open("w") as errors:
            self.process = subprocess.Popen(self.command, stdout=subprocess.PIPE, stderr=errors, text=True)

    def start(self):
        """Begins and waits until it serves."""
        self.begin()
        text = ""
        while "Ctrl-C" not in text:
            line = self.process.stdout.readline()
            if not line:
                raise SystemExit("parley serve has ended: " + self.errors.read_text())
            text += line
        links = re.findall(r"http://[^/]*:(\d+)/demo#(\S+)", text)
        self.port = int(links[0][0])
        self.secrets = [secret for _, secret in links]

    def enter(self, secret):
        api = Api(self.port)
        api.person = api.call("POST", "/api/demo", {"secret": secret})["person"]
        return api

    def enter_all(self):
        """The mediator who leads, and the heads of the delegations."""
        people = [self.enter(secret) for secret in self.secrets]
        return [api for api in people if api.person["role"] in ("lead", "head")]

    def end(self):
        self.process.send_signal(signal.SIGTERM)
        return self.finish()

    def kill(self):
        if self.process is not None:
            self.process.kill()

    def finish(self):
        code = self.process.wait(timeout=30)
        self.process.stdout.close()
        return code


def rooms_of(person):
    """Where a person writes: everybody's room first, then its own."""
    party = person.get("organisation")
    return ["plenary", f"room:{party}", f"caucus:{party}"] if party else ["plenary", "table"]
