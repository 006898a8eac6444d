"""The server of the talks under load, beside the bare parts that it is made of, in one run.

300 viewers, each with an event stream, send 200 requests a second, one in ten a write. From half-time on, slow clients are
there too: they drip headers and bodies and never read their event streams. Bare parts under the same load, before and after
(the phase with the lower p99 counts): a Beast server that answers a GET at once and a POST after one SQLite commit (WAL,
synchronous=FULL), and the commits alone. Latencies count from when a request was due (bench/load/load.hpp).
"""

import argparse
import atexit
import http.client
import itertools
import json
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import time

VIEWERS = 300
RATE = 200
DELEGATES = 3  # of each party, so that no one person writes more than a person may
SLOW = 10  # slow clients of each kind


class Api:
    """One person's session, as a browser would have it."""

    peers = itertools.cycle(f"127.0.1.{host}" for host in range(1, 101))  # strangers are throttled by address

    def __init__(self, port):
        self.port, self.cookie, self.token, self.peer = port, "", "", next(Api.peers)
        self.token = self.call("GET", "/api/session")["csrf"]

    def call(self, method, target, body=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60, source_address=(self.peer, 0))
        headers = {"Cookie": self.cookie, "X-Parley-Csrf": self.token, "Content-Type": "application/json"}
        connection.request(method, target, json.dumps(body) if body is not None else None, headers)
        response = connection.getresponse()
        text = response.read()
        cookie = response.getheader("set-cookie")
        connection.close()
        if response.status != 200:
            raise SystemExit(f"{method} {target}: {response.status} {text[:300]!r}")
        if cookie:
            self.cookie = cookie.split(";")[0]
        answer = json.loads(text)
        if cookie and "csrf" in answer:
            self.token = answer["csrf"]
        return answer


class Talks:
    """`parley serve --demo` on a directory of its own."""

    def __init__(self, parley, folder, case):
        shutil.rmtree(folder, ignore_errors=True)
        self.errors = (folder.parent / "load-server.txt").open("w+")
        self.process = subprocess.Popen(
            [parley, "serve", "--demo", "--data", folder, "--case", case, "--listen", "127.0.0.1:0"],
            stdout=subprocess.PIPE, stderr=self.errors, text=True)
        atexit.register(self.process.kill)  # whatever ends this program first
        text = ""
        while "Ctrl-C" not in text:
            line = self.process.stdout.readline()
            if not line:
                raise SystemExit("parley serve has ended: " + pathlib.Path(self.errors.name).read_text())
            text += line
        links = re.findall(r"http://[^/]*:(\d+)/demo#(\S+)", text)
        self.port = int(links[0][0])
        self.secrets = [secret for _, secret in links]

    def enter(self, secret):
        api = Api(self.port)
        api.person = api.call("POST", "/api/demo", {"secret": secret})["person"]
        return api

    def memory(self, what):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(rf"{what}:\s+(\d+)", status)[1]) / 1024

    def end(self):
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=30)


def rooms_of(person):
    """Where a person writes: everybody's room first, then its own."""
    party = person.get("organisation")
    return ["plenary", f"room:{party}", f"caucus:{party}"] if party else ["plenary", "table"]


def gather(talks):
    """Sessions for all viewers: heads enter by their links, and bring delegates who join as anybody does."""
    people = [talks.enter(secret) for secret in talks.secrets]
    people = [api for api in people if api.person["role"] in ("lead", "head")]
    heads = [api for api in people if api.person["role"] == "head"]
    for number, head in enumerate(heads):
        for delegate in range(DELEGATES):
            made = head.call("POST", "/api/invitations", {"name": f"Delegate {delegate}", "role": "delegate"})
            api = Api(talks.port)
            joining = {"secret": made["secret"], "login": f"load-{number}-{delegate}", "password": "a long enough password"}
            api.person = api.call("POST", "/api/invitations/accept", joining)["person"]
            sending = {"mandate": "send", "from": "2020-01-01T00:00:00Z", "until": "2100-01-01T00:00:00Z"}
            head.call("PUT", f"/api/members/{api.person['id']}/mandates", {"mandates": [sending]})
            people.append(api)
    viewers = list(people)
    while len(viewers) < VIEWERS:  # more screens of the same heads
        viewers.append(talks.enter(talks.secrets[len(viewers) % len(talks.secrets)]))
    return [v for v in viewers if v.person["role"] in ("lead", "head", "delegate")], people


def percentile(values, share):
    values = sorted(values)
    return values[min(len(values) - 1, int(share * len(values)))] if values else float("nan")


def drive(load, port, viewers, seconds, extra=()):
    command = [load, "drive", "--port", str(port), "--viewers", viewers, "--rate", str(RATE), "--seconds", str(seconds), *extra]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[-1])


def measure_bare(load, folder, seconds):
    folder.mkdir(parents=True, exist_ok=True)
    viewers = folder / "nobody.tsv"
    viewers.write_text("nobody\t\n" * VIEWERS)
    for name in ("bare.db", "bare.db-wal", "commits.db", "commits.db-wal"):
        (folder / name).unlink(missing_ok=True)
    server = subprocess.Popen([load, "bare", "--database", folder / "bare.db"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    answer = drive(load, int(server.stdout.readline()), viewers, seconds, ["--bare"])
    peak = int(re.search(r"VmHWM:\s+(\d+)", pathlib.Path(f"/proc/{server.pid}/status").read_text())[1]) / 1024
    server.stdin.close()
    server.wait()
    commits = subprocess.run(
        [load, "commits", "--database", folder / "commits.db", "--rate", str(RATE / 10), "--seconds", str(seconds)],
        check=True, capture_output=True, text=True)
    if answer["failures"]:
        raise SystemExit("the bare server failed: " + answer["first_failure"])
    return {
        "reads": answer["reads"]["before"] + answer["reads"]["after"],
        "writes": answer["writes"]["before"] + answer["writes"]["after"],
        "commits": json.loads(commits.stdout.splitlines()[-1]),
        "memory": peak,
    }


def row(title, values, base=None):
    cells = [title, f"{len(values):,}"]
    for share in (0.5, 0.99):
        own = percentile(values, share)
        cells.append(f"{own:.2f} ms")
        cells.append(f"{own / percentile(base, share):.2f}x" if base else "")
    print("| " + " | ".join(cells) + " |", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--parley", required=True)
    parser.add_argument("--load", required=True)
    parser.add_argument("--work", type=pathlib.Path, required=True)
    parser.add_argument("--case", default=str(pathlib.Path(__file__).parent.parent / "cases" / "talks-2025.yaml"))
    parser.add_argument("--seconds", type=float, default=300)
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    bare_seconds = max(5, options.seconds / 10)

    bare = measure_bare(options.load, options.work, bare_seconds)
    talks = Talks(options.parley, options.work / "load-talks", options.case)
    viewers, writers = gather(talks)
    table = options.work / "viewers.tsv"
    lines = ["\t".join([v.cookie, v.token, *rooms_of(v.person)]) for v in viewers]
    table.write_text("\n".join(lines) + "\n")
    at_start = talks.memory("VmRSS")
    started = time.time()
    answer = drive(options.load, talks.port, table, options.seconds, ["--slow", str(SLOW)])
    peak = talks.memory("VmHWM")
    code = talks.end()
    again = measure_bare(options.load, options.work, bare_seconds)
    # Of the two the one that was disturbed less: the stricter measure of Parley.
    for key in ("reads", "writes", "commits"):
        bare[key] = min(bare[key], again[key], key=lambda values: percentile(values, 0.99))

    reads, writes = answer["reads"], answer["writes"]
    print(f"{len(viewers)} viewers with event streams ({len(writers)} persons), {RATE} requests a second, one in ten a write, "
          f"{options.seconds:.0f} s; {3 * SLOW} slow clients in the second half.\n")
    print("| requests | number | p50 | beside bare | p99 | beside bare |\n|---|---|---|---|---|---|")
    row("bare Beast: GET", bare["reads"])
    row("bare Beast and SQLite commit: POST", bare["writes"])
    row("bare SQLite commit", bare["commits"])
    row("Parley: reads", reads["before"] + reads["after"], bare["reads"])
    row("Parley: writes", writes["before"] + writes["after"], bare["writes"])
    row("Parley: reads before the slow clients", reads["before"], bare["reads"])
    row("Parley: reads beside the slow clients", reads["after"], bare["reads"])
    row("Parley: writes before the slow clients", writes["before"], bare["writes"])
    row("Parley: writes beside the slow clients", writes["after"], bare["writes"])
    print(f"\nMemory: Parley {at_start:.0f} MB with everybody signed in, {peak:.0f} MB at most; the bare server {bare['memory']:.0f} MB. "
          f"{answer['events']:,} events arrived, {answer['streams_lost']} streams were lost, {answer['slow_ended']} times a slow "
          f"client was ended. Requests that failed: {answer['failures']} {answer['first_failure']}")
    print(f"The server ended with {code} when told to, {time.time() - started:.0f} s after the load began.", file=sys.stderr)
    return 1 if answer["failures"] or answer["streams_lost"] or code else 0


if __name__ == "__main__":
    sys.exit(main())
