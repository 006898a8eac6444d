#!/usr/bin/env python3
"""A second verifier of exported chains, written from docs/formats/log.md only; it shares no line with the first.

    verify.py CHAIN [--checkpoint FILE]   prints the faults, one "LINE WORD" a line; exit code 1 when there are any
    verify.py --vectors FOLDER            every vector of the folder has the faults that expected.txt gives it
    verify.py --batch FILE                one case a line, "CHAIN CHECKPOINT" as base64 ("-": none); one line of faults each
"""
import argparse
import base64
import hashlib
import pathlib
import re
import sys

from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey

HASH = rb"([0-9a-f]{64})"
NUMBER = rb"(0|[1-9][0-9]{0,14})"
NAME = rb'"((?:[^"\\]|\\"|\\\\)+)"'
TIME = rb"([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,9})?Z)"
HEADER = re.compile(rb'\{"parley":"chain-1","log":"' + HASH + rb'","audience":' + NAME + rb"\}", re.DOTALL)
ENTRY = re.compile(rb'\{"n":' + NUMBER + rb',"commitment":"' + HASH + rb'"(?:,"salt":"' + HASH + rb'","payload":"([^"]*)")?\}')
END = re.compile(rb'\{"entries":' + NUMBER + rb',"head":"' + HASH + rb'"\}')
HEAD = re.compile(rb'\{"audience":' + NAME + rb',"n":' + NUMBER + rb',"head":"' + HASH + rb'"\}', re.DOTALL)
CHECKPOINT = re.compile(
    rb'(\{"parley":"checkpoint-1","log":"' + HASH + rb'","time":"' + TIME + rb'","heads":\[(.*)\])'
    rb',"signature":"([0-9a-f]{128})"\}', re.DOTALL)


def digest(*parts):
    state = hashlib.sha256()
    for part in parts:
        state.update(len(part).to_bytes(8, "big"))
        state.update(part)
    return state.digest()


def name_of(quoted):
    """The audience, or None when the name is not allowed."""
    name = quoted.replace(b'\\"', b'"') if b"\\\\" not in quoted else re.sub(rb'\\(["\\])', rb"\1", quoted)
    if not 1 <= len(name) <= 256 or any(byte < 0x20 or byte == 0x7F for byte in name):
        return None
    try:
        name.decode("utf-8", "strict")
    except UnicodeDecodeError:
        return None
    return name


def payload_of(text):
    """The payload's bytes, or None when the base64 is not the only spelling of them."""
    try:
        payload = base64.b64decode(text, validate=True)
    except ValueError:
        return None
    return payload if base64.b64encode(payload) == text else None


def read_header(line):
    match = HEADER.fullmatch(line)
    name = match and name_of(match[2])
    return (bytes.fromhex(match[1].decode()), name) if name else None


def read_entry(line):
    """(n, commitment, salt, payload), the last two None when the key was destroyed; None when this is no entry."""
    match = ENTRY.fullmatch(line)
    if not match:
        return None
    n, commitment = int(match[1]), bytes.fromhex(match[2].decode())
    if match[3] is None:
        return n, commitment, None, None
    payload = payload_of(match[4])
    return None if payload is None else (n, commitment, bytes.fromhex(match[3].decode()), payload)


def read_heads(text):
    """[(name, n, head)], None unless spelt rightly and ascending."""
    heads, at = [], 0
    while at < len(text):
        if heads:
            if text[at:at + 1] != b",":
                return None
            at += 1
        match = HEAD.match(text, at)
        name = match and name_of(match[1])
        if not name or (heads and heads[-1][0] >= name):
            return None
        heads.append((name, int(match[2]), bytes.fromhex(match[3].decode())))
        at = match.end()
    return heads


def read_checkpoint(text):
    """(key, heads), or the word of what is wrong."""
    match = CHECKPOINT.fullmatch(text[:-1] if text.endswith(b"\n") else text)
    heads = read_heads(match[4]) if match else None
    if heads is None:
        return "checkpoint"
    key = bytes.fromhex(match[2].decode())
    try:
        VerifyKey(key).verify(match[1], bytes.fromhex(match[5].decode()))
    except BadSignatureError:
        return "signature"
    return key, {name: (n, head) for name, n, head in heads}


def lines_of(text):
    lines = text.split(b"\n")
    return (lines[:-1], True) if lines[-1] == b"" else (lines, False)


def against(checkpoint, key, name, heads_seen, count):
    """The one fault of a chain beside a checkpoint; heads_seen: the head after each entry, None where unknown."""
    if checkpoint[0] != key:
        return [(0, "log")]
    if name not in checkpoint[1]:
        return [(0, "uncovered")]
    n, head = checkpoint[1][name]
    if n > count:
        return [(0, "behind")]
    return [(0, "fork")] if heads_seen[n] is not None and heads_seen[n] != head else []


def faults_of_entry(at, entry):
    n, commitment, salt, payload = entry
    faults = [] if n == at - 1 else [(at, "number")]
    if salt is not None and digest(b"parley-entry-1", salt, payload) != commitment:
        faults.append((at, "commitment"))
    return faults


def faults_of_end(lines, end, count, head, ended):
    announced = END.fullmatch(lines[end])
    faults = []
    if int(announced[1]) != count:
        faults.append((end + 1, "count"))
    if head is not None and bytes.fromhex(announced[2].decode()) != head:
        faults.append((end + 1, "head"))
    if end + 1 != len(lines):
        faults.append((end + 2, "after"))
    if not ended:
        faults.append((len(lines), "newline"))
    return faults


def verify(chain, checkpoint=None):
    """Every fault as (line, word), in the order of the page."""
    faults, told = [], None
    if checkpoint is not None:
        told = read_checkpoint(checkpoint)
        if isinstance(told, str):
            faults, told = [(0, told)], None
    if not chain:
        return faults + [(1, "empty")]
    lines, ended = lines_of(chain)
    header = read_header(lines[0])
    if header is None:
        faults.append((1, "line"))
    head = header and digest(b"parley-chain-1", *header)
    end = next((i for i in range(1, len(lines)) if END.fullmatch(lines[i])), len(lines))
    heads = [head]
    for i in range(1, end):
        entry = read_entry(lines[i])
        if entry is None:
            faults.append((i + 1, "line"))
            head = None
        else:
            faults += faults_of_entry(i + 1, entry)
            head = head and digest(b"parley-link-1", head, i.to_bytes(8, "big"), entry[1])
        heads.append(head)
    if end == len(lines):
        faults.append((len(lines), "end"))
    else:
        faults += faults_of_end(lines, end, end - 1, head, ended)
    if told and header:
        faults += against(told, *header, heads, end - 1)
    return faults


def spell(faults):
    return ", ".join(f"{line} {word}" for line, word in faults) or "good"


def check_vectors(folder):
    wrong = 0
    for line in (folder / "expected.txt").read_text().splitlines():
        if not line or line.startswith("#"):
            continue
        name, expected = line.split(": ")
        checkpoint = folder / f"{name}.checkpoint.json"
        found = spell(verify((folder / f"{name}.jsonl").read_bytes(),
                             checkpoint.read_bytes() if checkpoint.exists() else None))
        if found != expected:
            wrong += 1
            print(f"{name}: expected {expected}, found {found}")
    return wrong


def check_batch(file):
    for line in file.read_text().splitlines():
        chain, checkpoint = line.split(" ")
        print(spell(verify(base64.b64decode(chain), None if checkpoint == "-" else base64.b64decode(checkpoint))))
    return 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("chain", nargs="?", type=pathlib.Path)
    parser.add_argument("--checkpoint", type=pathlib.Path)
    parser.add_argument("--vectors", type=pathlib.Path)
    parser.add_argument("--batch", type=pathlib.Path)
    given = parser.parse_args()
    if given.vectors:
        return 1 if check_vectors(given.vectors) else 0
    if given.batch:
        return check_batch(given.batch)
    if not given.chain:
        parser.error("which chain?")
    faults = verify(given.chain.read_bytes(), given.checkpoint.read_bytes() if given.checkpoint else None)
    for line, word in faults:
        print(line, word)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
