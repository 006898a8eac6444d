"""Runs one command on one core and says how long it took, how much memory it had and what it printed."""

import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass

RIVAL_SECONDS = 600
MEMORY_LIMIT = 12 << 30  # address space; a rival that asks for more ends as "out of memory"


@dataclass
class Run:
    seconds: float  # wall clock of the whole process, start to end
    megabytes: float  # largest resident set
    output: str
    failure: str = ""


def run(command, limit=RIVAL_SECONDS, accepted=(0,)):
    core = min(os.sched_getaffinity(0))

    def prepare():
        os.sched_setaffinity(0, {core})
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))

    environment = os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        started = time.perf_counter()
        process = subprocess.Popen(command, stdout=out, stderr=err, preexec_fn=prepare, env=environment)
        timer = threading.Timer(limit, process.kill)
        timer.start()
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        timer.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        failure = ""
        if seconds >= limit:
            failure = f"over {limit} s"
        elif process.returncode not in accepted:
            text = err.read()
            failure = "out of memory" if "MemoryError" in text or process.returncode == -9 else "failed"
            print(text[-2000:], file=sys.stderr)
        return Run(seconds, usage.ru_maxrss / 1024, out.read(), failure)


def best(command, times, accepted=(0,)):
    """The quickest of several runs; one is enough when the first takes long or fails."""
    runs = [run(command, accepted=accepted)]
    while len(runs) < times and runs[0].seconds < 10 and not runs[0].failure:
        runs.append(run(command, accepted=accepted))
    return min(runs, key=lambda r: r.seconds)
