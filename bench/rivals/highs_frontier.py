"""HiGHS, through SciPy, on a two-party GENIUS domain of hyper-rectangles: the frontier by epsilon constraints.

Usage: highs_frontier.py FOLDER      prints {"seconds": ..., "points": ..., "packages": ...}

One binary per issue and option, one variable in [0, 1] per rectangle that no bound of it may exceed (rectangles pay
positive whole utilities, so it is 0 or 1 at an optimum). Two solves a point: the best second score with the first
above its last value, then the best first score that keeps it. Scores are whole numbers (the raw reading), so the next
constraint is one unit up and every point is found.
"""

import json
import pathlib
import sys
import time
import xml.etree.ElementTree as ElementTree

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array


def read(folder):
    """Returns option bounds per issue and per party its [(utility, {issue: (low, high)})]."""
    issues, parties = {}, []
    for path in sorted(pathlib.Path(folder).glob("*.xml")):
        try:
            root = ElementTree.parse(path).getroot()
        except ElementTree.ParseError:
            continue  # pareto.xml beside a domain holds plain numbers
        space = next((e for e in root.iter("utility_space")), None)
        if space is None:
            continue
        for issue in space.iter("issue"):
            issues[int(issue.get("index"))] = (int(issue.get("lowerbound")), int(issue.get("upperbound")))
        boxes = []
        for box in space.iter("hyperRectangle"):
            bounds = {int(i.get("index")): (int(i.get("min")), int(i.get("max"))) for i in box.iter("INCLUDES")}
            boxes.append((float(box.get("utility")) * float(box.get("weight", 1)), bounds))
        if boxes:
            parties.append(boxes)
    return issues, parties


def model(issues, parties):
    """One constraint matrix for both parties, and each party's scores as a row over the variables."""
    column, first = {}, 0
    for issue, (low, high) in issues.items():
        column[issue] = (first, low, high)
        first += high - low + 1
    options = first
    total = options + sum(len(boxes) for boxes in parties)
    rows, columns, values, lower, upper = [], [], [], [], []

    def add(entries, low, high):
        for where, value in entries:
            rows.append(len(lower))
            columns.append(where)
            values.append(value)
        lower.append(low)
        upper.append(high)

    for start, low, high in column.values():
        add([(start + k, 1) for k in range(high - low + 1)], 1, 1)
    scores = []
    for boxes in parties:
        row = np.zeros(total)
        for utility, bounds in boxes:
            for issue, (low, high) in bounds.items():
                start, least, most = column[issue]
                inside = range(max(low, least), min(high, most) + 1)
                add([(first, 1)] + [(start + v - least, -1) for v in inside], -np.inf, 0)
            row[first] = utility
            first += 1
        scores.append(row)
    matrix = csr_array((values, (rows, columns)), shape=(len(lower), total))
    integrality = np.r_[np.ones(options), np.zeros(total - options)]
    return LinearConstraint(matrix, lower, upper), integrality, scores


def best(objective, constraints, integrality):
    found = milp(-objective, constraints=constraints, integrality=integrality, bounds=Bounds(0, 1),
                 options={"mip_rel_gap": 0})
    return None if found.x is None else round(-found.fun)


def main(folder):
    issues, parties = read(folder)
    started = time.perf_counter()
    rules, integrality, (a, b) = model(issues, parties)
    points, floor = [], -np.inf
    while True:
        top = best(b, [rules, LinearConstraint(a, floor, np.inf)], integrality)
        if top is None:
            break
        most = best(a, [rules, LinearConstraint(b, top, np.inf)], integrality)
        points.append((most, top))
        floor = most + 1
    seconds = time.perf_counter() - started
    packages = 1
    for low, high in issues.values():
        packages *= high - low + 1
    print(json.dumps({"seconds": seconds, "points": len(points), "packages": packages}))


main(sys.argv[1])
