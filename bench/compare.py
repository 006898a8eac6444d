"""Parley beside NegMAS and HiGHS: one table of times, memory and points, every figure measured in this run.

The work is the frontier and the settlements. Parley's time is that of its whole process, reading and output included,
the best of five; "engine" is what the answer itself reports (`elapsed_s`). Counts of packages, which no rival gives and
which have a budget of their own, get a millisecond. A rival's time is that of its computation alone, without start-up and reading, so
that ratios are in the rivals' favour. Everything runs on one core.
"""

import argparse
import json
import pathlib
import platform
import sys
from dataclasses import dataclass, field

import domains
import measure

HERE = pathlib.Path(__file__).parent
RIVALS = {"NegMAS": HERE / "rivals" / "negmas_frontier.py", "HiGHS": HERE / "rivals" / "highs_frontier.py"}


@dataclass
class Work:
    title: str
    paths: list
    options: list = field(default_factory=list)
    rival: str = ""
    rival_paths: list = field(default_factory=list)  # where they are not `paths`
    long: bool = False  # the rival takes more than half a minute


NEGMAS = ["--format", "negmas-yaml"]
BOXES = ["--format", "genius-xml", "--reading", "raw", "--within", "feasible"]


def generated(work):
    folder = work / "generated"
    small = domains.additive(folder / "two-parties", 2, 8, 4, seed=1)
    three = domains.additive(folder / "three-parties", 3, 5, 7, seed=2)
    five = domains.additive(folder / "five-parties", 5, 5, 4, seed=3)
    rectangles = domains.boxes(folder / "boxes", 20, 30, seed=4)
    return [
        Work("generated, 2 parties, 65,536 packages", [small], NEGMAS, "NegMAS"),
        Work("generated, 3 parties, 16,807 packages", [three], NEGMAS, "NegMAS"),
        Work("generated, 5 parties, 1,024 packages", [five], NEGMAS, "NegMAS"),
        Work("generated, 30 boxes a party, 10^20 packages", [rectangles], BOXES, "HiGHS"),
    ]


def from_corpora(corpora):
    yaml, xml = corpora / "negmas-yaml", corpora / "genius-xml"
    every = sorted({path.parent for path in yaml.rglob("*.yml")} | {path.parent for path in yaml.rglob("*.yaml")})
    y2014 = xml / "anac" / "y2014"
    return [
        Work(f"all {len(every)} NegMAS domains, one process", every, NEGMAS, "NegMAS", long=True),
        Work("KillerRobot, 5 parties", [yaml / "anac2015" / "KillerRobot"], NEGMAS, "NegMAS", long=True),
        Work("EnergyLarge, 3 parties", [yaml / "anac2016" / "EnergyLarge"], NEGMAS, "NegMAS"),
        Work("Travel", [yaml / "anac2010" / "Travel"], NEGMAS, "NegMAS"),
        Work("AMPO v City", [HERE.parent / "cases" / "ampo-city.yaml"], [], "NegMAS", [xml / "AMPOvsCity"], long=True),
        Work("10issues (boxes, raw)", [y2014 / "10issues"], BOXES, "HiGHS"),
        Work("30issues (boxes, raw)", [y2014 / "30issues"], BOXES, "HiGHS"),
        Work("50issues (boxes, raw)", [y2014 / "50issues"], BOXES, "HiGHS"),
        Work("30issuesDiscounted (boxes, raw)", [y2014 / "30issuesDiscounted"], BOXES, "HiGHS"),
        Work("30issuesDiscountedwithRV (boxes, raw)", [y2014 / "30issuesDiscountedwithRV"], BOXES, "HiGHS"),
    ]


def measure_parley(parley, work):
    command = [parley, "analyze", "--json", "--no-points", "--examples", "0", "--count-time", "1ms", *work.options, *map(str, work.paths)]
    run = measure.best(command, 5, accepted=(0, 1))  # 1: some of many inputs were rejected
    if run.failure:
        raise SystemExit(f"Parley {run.failure} on: {work.title}")
    answers = [json.loads(line) for line in run.output.splitlines()]
    solved = [a for a in answers if "frontier" in a]
    return {
        "seconds": run.seconds,
        "megabytes": run.megabytes,
        "engine": sum(a["elapsed_s"] for a in solved),
        "points": sum(a["frontier"]["size"] for a in solved),
        "solved": len(solved),
        "given": len(work.paths),
        "complete": all(a["frontier"]["complete"] for a in solved),
    }


def measure_rival(work):
    total = {"seconds": 0.0, "megabytes": 0.0, "points": 0, "solved": 0, "failures": []}
    paths = work.rival_paths or work.paths
    times = 3 if len(paths) == 1 else 1
    for path in paths:
        run = measure.best([sys.executable, str(RIVALS[work.rival]), str(path)], times)
        total["megabytes"] = max(total["megabytes"], run.megabytes)
        if run.failure:
            total["failures"].append(run.failure)
            continue
        answer = json.loads(run.output.splitlines()[-1])
        total["seconds"] += answer["seconds"]
        total["points"] += answer["points"]
        total["solved"] += 1
    return total


def seconds(value):
    return f"{value:.2f} s" if value >= 1 else f"{1000 * value:.3g} ms"


def row(work, parley, rival):
    cells = [work.title, seconds(parley["seconds"]), seconds(parley["engine"]), f"{parley['megabytes']:.0f} MB"]
    cells.append(f"{parley['points']:,}" + ("" if parley["complete"] else " (incomplete)"))
    if rival is None:
        return [*cells, work.rival, "left out (QUICK)", "", "", ""]
    if not rival["solved"]:
        return [*cells, work.rival, ", ".join(sorted(set(rival["failures"]))), f"{rival['megabytes']:.0f} MB", "", ""]
    note = f" ({len(rival['failures'])} failed)" if rival["failures"] else ""
    ratio = f"{rival['seconds'] / parley['seconds']:.3g}x"
    return [*cells, work.rival, seconds(rival["seconds"]) + note, f"{rival['megabytes']:.0f} MB", f"{rival['points']:,}", ratio]


HEAD = ["work", "Parley", "its engine", "memory", "points", "rival", "computation", "memory", "points", "rival / Parley"]


def cpu():
    for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return platform.machine()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--parley", required=True)
    parser.add_argument("--work", type=pathlib.Path, required=True)
    parser.add_argument("--corpora", default="")
    parser.add_argument("--quick", action="store_true", help="leave out rivals that take more than half a minute")
    parser.add_argument("--only", default="", help="only work whose title contains this")
    options = parser.parse_args()
    works = generated(options.work)
    if options.corpora:
        works += from_corpora(pathlib.Path(options.corpora))
    print(f"One core of {cpu()}, Python {platform.python_version()}.\n")
    print("| " + " | ".join(HEAD) + " |\n|" + "---|" * len(HEAD), flush=True)
    results = []
    for work in works:
        if options.only.lower() not in work.title.lower():
            continue
        parley = measure_parley(options.parley, work)
        rival = None if options.quick and work.long else measure_rival(work)
        results.append({"work": work.title, "parley": parley, "rival": work.rival, "measured": rival})
        print("| " + " | ".join(row(work, parley, rival)) + " |", flush=True)
    (options.work / "results.json").write_text(json.dumps(results, indent=1) + "\n")


main()
