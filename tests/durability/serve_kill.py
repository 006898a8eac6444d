"""`parley serve` is killed with SIGKILL while people write and follow, again and again on the same talks.

After every kill the server starts again. Everything that it had answered with 200 must be there, every chain must verify
beside the last checkpoint that its reader got, and must be as long as the event stream had said. A kill comes at a random moment, or as the
so-manieth answer or event arrives: then a server that answers before its commit has the least time left to write. One start
in four is killed, too.
"""

import argparse
import http.client
import itertools
import json
import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tests" / "support"))
from demonstration import Demonstration, Refused, rooms_of  # noqa: E402

WRITERS = 4
KILLS_PER_TALKS = 25


class Lost(Exception):
    """What was acknowledged and is not there, or what the server may not do otherwise."""


class Person:
    """Writes to its rooms in turn, one message after the other, follows the changes, and keeps what it was told."""

    def __init__(self, api):
        self.api, self.rooms = api, rooms_of(api.person)
        self.written = 0
        self.acknowledged = {}  # text by room and id
        self.announced = {}  # entries by room
        self.checkpoint = None
        self.fault = None

    def write(self, arrived):
        while True:
            self.written += 1
            room = self.rooms[self.written % len(self.rooms)]
            text = f"Message {self.written}: " + "x" * random.randrange(2000)
            try:
                made = self.api.call("POST", f"/api/rooms/{room}/items", {"kind": "message", "text": text})
            except Refused as refused:
                if refused.status != 429:  # as many in a second as a person may
                    raise
                time.sleep(0.05)
                continue
            self.acknowledged[room, made["id"]] = text
            arrived()
            if self.written % 8 == 0:
                self.checkpoint = self.api.fetch("GET", "/api/checkpoint")

    def follow(self, arrived):
        connection, response = self.api.ask("GET", "/api/changes")
        try:
            for line in response:
                if line.startswith(b"data: "):
                    change = json.loads(line[6:])
                    self.announced[change["room"]] = change["entries"]
                    arrived()
        finally:
            connection.close()

    def act(self, what, arrived):
        try:
            what(arrived)
        except TimeoutError as late:
            self.fault = f"no answer: {late}"
        except (OSError, http.client.HTTPException, json.JSONDecodeError):
            pass  # the server is gone, some with half an answer
        except Refused as refused:
            self.fault = str(refused)

    def check(self, parley, folder):
        if self.fault:
            raise Lost(self.fault)
        chains = []
        for room in self.rooms:
            items = self.api.call("GET", f"/api/rooms/{room}?newest=999999")["items"]
            there = {(room, item["id"]): item["text"] for item in items}
            lost = [key for key, text in self.acknowledged.items() if key[0] == room and there.get(key) != text]
            if lost:
                raise Lost(f"{len(lost)} acknowledged messages are lost in {room}")
            chains.append(folder / f"{room.replace(':', '-')}.jsonl")
            chains[-1].write_bytes(self.api.fetch("GET", f"/api/rooms/{room}/chain"))
            entries = json.loads(chains[-1].read_bytes().splitlines()[-1])["entries"]
            if entries < self.announced.get(room, 0):
                raise Lost(f"{room} has {entries} entries, and its readers were told of {self.announced[room]}")
        kept = []
        if self.checkpoint:
            (folder / "checkpoint.json").write_bytes(self.checkpoint)
            kept = ["--checkpoint", folder / "checkpoint.json"]
        verified = subprocess.run([parley, "verify", *chains, *kept], capture_output=True, text=True)
        if verified.returncode != 0:
            raise Lost("a chain does not verify: " + verified.stdout + verified.stderr)


def load_and_kill(talks, people):
    """The load, and its end by a kill."""
    killed, count = threading.Event(), itertools.count(1)
    at_arrival = random.choice([0, random.randint(1, 80)])

    def arrived():
        if next(count) == at_arrival:
            talks.kill()
            killed.set()

    threads = [threading.Thread(target=person.act, args=(what, arrived))
               for person in people for what in (person.write, person.follow)]
    for thread in threads:
        thread.start()
    killed.wait(random.uniform(0.05, 0.5) if at_arrival == 0 else 5)
    talks.kill()
    code = talks.finish()
    for thread in threads:
        thread.join()
    if code != -signal.SIGKILL:
        raise Lost(f"the server ended by itself with {code}: " + talks.errors.read_text())


def kill_while_starting(talks):
    talks.begin()
    time.sleep(random.uniform(0, 0.15))
    talks.kill()
    talks.finish()


def run(options, folder, tally):
    """One set of talks, killed so often."""
    talks = Demonstration(options.parley, folder / "talks", options.case)
    talks.start()
    people = [Person(api) for api in talks.enter_all()[:WRITERS]]
    for _ in range(min(KILLS_PER_TALKS, options.kills - tally["kills"])):
        load_and_kill(talks, people)
        tally["kills"] += 1
        if random.random() < 0.25:
            kill_while_starting(talks)
            tally["starts"] += 1
        talks.start()
        for person in people:
            person.api.port = talks.port
            person.check(options.parley, folder)
    tally["acknowledged"] += sum(len(person.acknowledged) for person in people)
    talks.kill()
    talks.finish()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--parley", required=True)
    parser.add_argument("--case", default=str(ROOT / "cases" / "talks-2025.yaml"))
    parser.add_argument("--kills", type=int, default=20)
    options = parser.parse_args()
    tally = {"kills": 0, "starts": 0, "acknowledged": 0}
    try:
        while tally["kills"] < options.kills:
            with tempfile.TemporaryDirectory(prefix="parley-serve-kill-") as folder:
                run(options, pathlib.Path(folder), tally)
    except (Lost, Refused) as lost:
        print(f"after {tally['kills']} kills: {lost}")
        return 1
    print(f"{tally['kills']} kills of the server under load, {tally['starts']} as it started, "
          f"{tally['acknowledged']} acknowledged messages, 0 lost")
    return 0 if tally["acknowledged"] > options.kills else 1


if __name__ == "__main__":
    sys.exit(main())
