"""Reads a calendar as RFC 5545 has it, and nothing that only looks like one:  check_calendar.py FILE.ics"""

import re
import sys
from datetime import datetime

NEEDED = {
    "VCALENDAR": {"VERSION": 1, "PRODID": 1},
    "VEVENT": {"UID": 1, "DTSTAMP": 1, "DTSTART": 1, "SUMMARY": 1},
}
ONCE = {"LAST-MODIFIED", "SEQUENCE", "DESCRIPTION", "TRANSP", "CALSCALE", "CATEGORIES"}
TIMES = {"DTSTAMP", "DTSTART", "LAST-MODIFIED"}
TEXTS = {"SUMMARY", "DESCRIPTION", "UID", "X-WR-CALNAME"}


def lines_of(data: bytes) -> list[str]:
    assert data.endswith(b"\r\n"), "the last line does not end"
    physical = data[:-2].split(b"\r\n")
    for line in physical:
        assert b"\n" not in line and b"\r" not in line, f"a bare line break: {line!r}"
        assert len(line) <= 75, f"{len(line)} octets: {line!r}"
        line.decode("utf-8")  # no character is divided
    lines: list[bytes] = []
    for line in physical:
        if line.startswith(b" "):
            lines[-1] += line[1:]
        else:
            lines.append(line)
    return [line.decode("utf-8") for line in lines]


def text_of(value: str) -> str:
    assert re.fullmatch(r'(?:[^\x00-\x1f\x7f\\;,]|\\[\\;,nN])*', value), f"not TEXT: {value!r}"
    return re.sub(r"\\(.)", lambda m: "\n" if m[1] in "nN" else m[1], value)


def check(lines: list[str]) -> list[dict[str, str]]:
    stack: list[tuple[str, dict[str, list[str]]]] = []
    events = []
    assert lines[0] == "BEGIN:VCALENDAR" and lines[-1] == "END:VCALENDAR"
    for line in lines:
        found = re.fullmatch(r"([A-Z0-9-]+)((?:;[A-Z0-9-]+=[^;:,\"]+)*):(.*)", line, re.S)
        assert found, f"not a content line: {line!r}"
        name, value = found[1], found[3]
        if name == "BEGIN":
            stack.append((value, {}))
            assert [one for one, _ in stack] in (["VCALENDAR"], ["VCALENDAR", "VEVENT"]), "wrongly nested"
        elif name == "END":
            kind, properties = stack.pop()
            assert kind == value, f"{kind} is ended as {value}"
            for needed, count in NEEDED[kind].items():
                assert len(properties.get(needed, [])) == count, f"{kind} has no {needed}"
            for once in ONCE & properties.keys():
                assert len(properties[once]) == 1, f"{once} stands twice"
            if kind == "VEVENT":
                events.append({key: values[0] for key, values in properties.items()})
        else:
            if name in TIMES:
                datetime.strptime(value, "%Y%m%dT%H%M%SZ")
            elif name == "SEQUENCE":
                int(value)
            elif name in TEXTS:
                value = text_of(value)
            stack[-1][1].setdefault(name, []).append(value)
    assert not stack, "not ended"
    return events


if __name__ == "__main__":
    with open(sys.argv[1], "rb") as file:
        found = check(lines_of(file.read()))
    assert found, "there is no event"
    assert len({event["UID"] for event in found}) == len(found), "a UID stands twice"
    for event in found:
        assert "BEGIN:VEVENT" in event["SUMMARY"], event["SUMMARY"]
        assert "\u041f\u0435\u0440\u0435\u0434\u0430\u0447\u0430" in event["SUMMARY"], event["SUMMARY"]
