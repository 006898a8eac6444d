"""NegMAS on one domain: frontier, Nash, Kalai-Smorodinsky and welfare points, by its fastest documented way.

Usage: negmas_frontier.py FOLDER      prints {"seconds": ..., "points": ..., "packages": ...}
Seconds are those of the computation; importing NegMAS and reading the files are not counted.
"""

import json
import sys
import time

from negmas.inout import Scenario
from negmas.preferences.ops import kalai_points, max_welfare_points, nash_points, pareto_frontier


def main(folder):
    scenario = Scenario.load(folder)
    if scenario is None:
        raise SystemExit(f"NegMAS cannot read {folder}")
    started = time.perf_counter()
    frontier, _ = pareto_frontier(scenario.ufuns)
    for settle in (nash_points, kalai_points, max_welfare_points):
        settle(scenario.ufuns, frontier, outcome_space=scenario.outcome_space)
    seconds = time.perf_counter() - started
    distinct = {tuple(round(float(u), 9) for u in point) for point in frontier}
    packages = int(scenario.outcome_space.cardinality)
    print(json.dumps({"seconds": seconds, "points": len(distinct), "packages": packages}))


main(sys.argv[1])
