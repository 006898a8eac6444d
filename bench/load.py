"""The server of the talks under load, beside the bare parts that it is made of, in one run.

300 viewers, each with an event stream, send 200 requests a second, one in ten a write. From half-time on, slow clients are
there too: they drip headers and bodies and never read their event streams. Bare parts under the same load, before and after
(the phase with the lower p99 counts): a Beast server that answers a GET at once and a POST after one SQLite commit (WAL,
synchronous=FULL), and the commits alone. Latencies count from when a request was due (bench/load/load.hpp).
"""

import argparse
import datetime
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "support"))
from demonstration import Api, Demonstration, Refused, rooms_of  # noqa: E402

VIEWERS = 300
RATE = 200
DELEGATES = 6  # of each party: no one person may write more than once a second for long
SLOW = 10  # slow clients of each kind
ALLOWED = 3  # times the p99 of the bare parts


def gather(talks):
    """People: heads enter by their links, and bring delegates who join as anybody does."""
    people = talks.enter_all()
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
    return people


def memory(process, what):
    status = pathlib.Path(f"/proc/{process.pid}/status").read_text()
    return int(re.search(rf"{what}:\s+(\d+)", status)[1]) / 1024


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
    peak = memory(server, "VmHWM")
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
    return "| " + " | ".join(cells) + " |"


def where():
    """The tree and the machine that the figures belong to."""
    commit = subprocess.run(["git", "-C", ROOT, "rev-parse", "--short", "HEAD"], capture_output=True, text=True)
    day = datetime.datetime.now(datetime.timezone.utc).date()
    return f"Commit {commit.stdout.strip() or 'unknown'}, {day}, {os.cpu_count()} cores, load average {os.getloadavg()[1]:.1f} before"


def ratios(answer, bare):
    """How many times the p99 of the bare parts ours is, over the whole run."""
    return {kind: percentile(answer[kind]["before"] + answer[kind]["after"], 0.99) / percentile(bare[kind], 0.99)
            for kind in ("reads", "writes")}


def figures(answer, bare, persons, seconds, memory_at_start, memory_at_most, at):
    """What docs/load.md shows."""
    reads, writes = answer["reads"], answer["writes"]
    within = ", ".join(f"{kind} {times:.2f} times" for kind, times in ratios(answer, bare).items())
    return "\n".join([
        f"{at}. {VIEWERS} viewers with event streams ({persons} persons), {RATE} requests a second, one in ten a write, "
        f"for {seconds:.0f} s; {3 * SLOW} slow clients in the second half.", "",
        "| requests | number | p50 | beside bare | p99 | beside bare |", "|---|---|---|---|---|---|",
        row("bare Beast: GET", bare["reads"]),
        row("bare Beast and SQLite commit: POST", bare["writes"]),
        row("bare SQLite commit", bare["commits"]),
        row("Parley: reads", reads["before"] + reads["after"], bare["reads"]),
        row("Parley: writes", writes["before"] + writes["after"], bare["writes"]),
        row("Parley: reads before the slow clients", reads["before"], bare["reads"]),
        row("Parley: reads beside the slow clients", reads["after"], bare["reads"]),
        row("Parley: writes before the slow clients", writes["before"], bare["writes"]),
        row("Parley: writes beside the slow clients", writes["after"], bare["writes"]), "",
        f"The p99 beside the bare parts, at most {ALLOWED} times allowed: {within}.", "",
        f"Memory: Parley {memory_at_start:.0f} MB with everybody signed in, {memory_at_most:.0f} MB at most; the bare server "
        f"{bare['memory']:.0f} MB. {answer['events']:,} events arrived, {answer['streams_lost']} streams were lost, "
        f"{answer['slow_ended']} times a slow client was ended. Requests that failed: {answer['failures']}.", ""])


def put_into(page, text):
    """The figures of a page stand between its headings "Figures" and the next."""
    head, rest = page.read_text().split("## Figures\n", 1)
    page.write_text(f"{head}## Figures\n{text}\n## " + rest.split("\n## ", 1)[1])


def verdict(answer, bare, code, judged):
    """What must not be, in words."""
    faults = []
    if answer["failures"]:
        faults.append(f"{answer['failures']} requests failed, the first with {answer['first_failure']}")
    if answer["streams_lost"]:
        faults.append(f"{answer['streams_lost']} event streams were lost")
    if code:
        faults.append(f"the server ended with {code} when told to")
    for kind, times in ratios(answer, bare).items():
        if judged and not times <= ALLOWED:
            faults.append(f"the p99 of {kind} is {times:.2f} times that of the bare parts; {ALLOWED} are allowed")
    return faults


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--parley", required=True)
    parser.add_argument("--load", required=True)
    parser.add_argument("--work", type=pathlib.Path, required=True)
    parser.add_argument("--case", default=str(ROOT / "cases" / "talks-2025.yaml"))
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--page", type=pathlib.Path, help="a page whose section \"Figures\" is replaced by what was measured")
    parser.add_argument("--unjudged", action="store_true", help="on a machine that does other work too: any p99 passes")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    bare_seconds = max(5, options.seconds / 10)

    at = where()
    bare = measure_bare(options.load, options.work, bare_seconds)
    folder = options.work / "load-talks"
    shutil.rmtree(folder, ignore_errors=True)
    talks = Demonstration(options.parley, folder, options.case)
    talks.start()
    people = gather(talks)
    table = options.work / "viewers.tsv"
    # What is more than people are further tabs of theirs.
    viewers = [people[n % len(people)] for n in range(VIEWERS)]
    lines = ["\t".join([v.cookie, v.token, *rooms_of(v.person)]) for v in viewers]
    table.write_text("\n".join(lines) + "\n")
    memory_at_start = memory(talks.process, "VmRSS")
    started = time.time()
    answer = drive(options.load, talks.port, table, options.seconds, ["--slow", str(SLOW)])
    memory_at_most = memory(talks.process, "VmHWM")
    code = talks.end()
    again = measure_bare(options.load, options.work, bare_seconds)
    # Of the two the one that was disturbed less: the stricter measure of Parley.
    for key in ("reads", "writes", "commits"):
        bare[key] = min(bare[key], again[key], key=lambda values: percentile(values, 0.99))

    text = figures(answer, bare, len(people), options.seconds, memory_at_start, memory_at_most, at)
    print(text)
    if options.page:
        put_into(options.page, text)
    print(f"The server ended with {code} when told to, {time.time() - started:.0f} s after the load began.", file=sys.stderr)
    faults = verdict(answer, bare, code, not options.unjudged)
    print("\n".join("FAILED: " + fault for fault in faults) or "passed" + (", p99 unjudged" if options.unjudged else ""))
    return 1 if faults else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Refused as refused:
        sys.exit(str(refused))
