"""Holds `parley analyze` to published answers on domains written by others.

    known_answers.py PARLEY CORPORA [LIST]

LIST (known-answers.json beside this file) names for each domain the reading, the number of packages and of efficient
points, and where they are published the maxima, the Nash point and the opposition; `pareto_xml` asks for the very points
of the file of that name beside the profiles. Published decimals are compared to the last digit that is printed.
The last line is "N passed, N failed"; the exit code is 1 if anything failed.
"""

import json
import pathlib
import re
import struct
import subprocess
import sys


def close(found, published):
    digits = len(str(published).partition(".")[2])
    return abs(found - published) <= 0.6 * 10**-digits


def single(number):
    """The number as the 32-bit float in which pareto.xml was printed."""
    return struct.unpack("f", struct.pack("f", number))[0]


def analyze(parley, folder, case):
    call = [parley, "analyze", "--json", "--format", case["domain"].split("/")[0], "--reading", case["reading"],
            "--within", case.get("within", "feasible"), "--disagreement", "zero", "--count-time", "1s", str(folder)]
    return json.loads(subprocess.run(call, check=True, capture_output=True, text=True).stdout)


def differences(answer, case, folder):
    """What the answer has otherwise than the list, one sentence each."""
    frontier = answer["frontier"]
    points = [tuple(point["scores"].values()) for point in frontier["points"]]
    base, _, power = case["packages"].partition("^")
    packages = int(base) ** int(power or 1)
    if not frontier["complete"]:
        yield "the frontier is not proved"
    if int(answer["packages"]) != packages:
        yield f"{answer['packages']} packages, expected {packages}"
    if frontier["size"] != case["size"] or len(points) != case["size"]:
        yield f"{frontier['size']} points, expected {case['size']}"
    if "maxima" in case and [max(column) for column in zip(*points)] != case["maxima"]:
        yield f"maxima {[max(column) for column in zip(*points)]}, expected {case['maxima']}"
    if "nash" in case:
        nash = list(answer["settlements"]["nash"]["scores"].values())
        if not all(map(close, nash, case["nash"])):
            yield f"Nash point {nash}, expected {case['nash']}"
    if "opposition" in case and not close(answer["opposition"], case["opposition"]):
        yield f"opposition {answer['opposition']}, expected {case['opposition']}"
    if case.get("pareto_xml"):
        text = (folder / "pareto.xml").read_text()
        rows = re.findall(r"^([\d.]+), *([\d.]+)$", text, re.M)
        listed = {tuple(single(float(number)) for number in row) for row in rows}
        if not listed or listed != {tuple(map(single, point)) for point in points}:
            yield "the points are not those of pareto.xml"


def main(parley, corpora, held=pathlib.Path(__file__).with_name("known-answers.json")):
    failed = 0
    cases = json.loads(pathlib.Path(held).read_text())
    for case in cases:
        folder = pathlib.Path(corpora) / case["domain"]
        found = list(differences(analyze(parley, folder, case), case, folder))
        failed += bool(found)
        for sentence in found:
            print(f"{case['domain']} ({case['reading']}): {sentence}")
    print(f"{len(cases) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
