#!/usr/bin/env python3
"""Writes tests/log/vectors/: chains and checkpoints, most of them wrong, and expected.txt with the faults of each.

The expected faults are written down here by hand, not computed; both verifiers are held to them.
"""
import base64
import hashlib
import pathlib

from nacl.signing import SigningKey

FOLDER = pathlib.Path(__file__).parent / "vectors"
SIGNER = SigningKey(bytes(range(32)))
KEY = bytes(SIGNER.verify_key)
EXPECTED = ["# NAME: the faults that both verifiers must report, written by make_vectors.py"]


def H(*parts):
    return hashlib.sha256(b"".join(len(p).to_bytes(8, "big") + p for p in parts)).digest()


def salt(i):
    return H(b"salt of the vectors", bytes([i]))


def commitment(i, payload):
    return H(b"parley-entry-1", salt(i), payload)


class Chain:
    def __init__(self, audience, payloads, shredded=(), key=KEY):
        quoted = audience.replace("\\", "\\\\").replace('"', '\\"')
        self.audience, self.quoted = audience.encode(), quoted
        self.head = [H(b"parley-chain-1", key, self.audience)]
        self.header = f'{{"parley":"chain-1","log":"{key.hex()}","audience":"{quoted}"}}'
        self.entries = []
        for i, payload in enumerate(payloads, 1):
            c = commitment(i, payload)
            self.head.append(H(b"parley-link-1", self.head[-1], i.to_bytes(8, "big"), c))
            rest = "" if i in shredded else f',"salt":"{salt(i).hex()}","payload":"{base64.b64encode(payload).decode()}"'
            self.entries.append(f'{{"n":{i},"commitment":"{c.hex()}"{rest}}}')
        self.end = f'{{"entries":{len(payloads)},"head":"{self.head[-1].hex()}"}}'

    def lines(self):
        return [self.header, *self.entries, self.end]

    def told(self, n):
        return f'{{"audience":"{self.quoted}","n":{n},"head":"{self.head[n].hex()}"}}'


def checkpoint(*heads, signer=SIGNER, time="2026-03-01T12:00:00Z"):
    signed = (f'{{"parley":"checkpoint-1","log":"{bytes(signer.verify_key).hex()}","time":"{time}",'
              f'"heads":[{",".join(heads)}]')
    return f'{signed},"signature":"{signer.sign(signed.encode()).signature.hex()}"}}'


def vector(name, expected, lines, told=None, newline=True):
    text = lines if isinstance(lines, bytes) else ("\n".join(lines) + ("\n" if newline else "")).encode()
    (FOLDER / f"{name}.jsonl").write_bytes(text)
    if told is not None:
        (FOLDER / f"{name}.checkpoint.json").write_text(told + "\n")
    EXPECTED.append(f"{name}: {expected}")


def main():
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.json*"):
        old.unlink()
    four = Chain("caucus:ukraine", [b"one", "два".encode(), "ثلاثة".encode(), b"four"])
    f = four.lines()
    other = Chain("caucus:ukraine", [b"one", b"changed", "ثلاثة".encode(), b"four"])
    arabic = Chain("الغرفة العامة", [b"\x00\xff" * 40])
    odd = Chain('a "quoted" \\ name', [b""])

    vector("good", "good", f)
    vector("good-empty", "good", Chain("plenary", []).lines())
    vector("good-shredded", "good", Chain("caucus:ukraine", [b"one", b"two"], shredded=(1, 2)).lines())
    vector("good-partly-shredded", "good", Chain("caucus:ukraine", [b"one", b"two"], shredded=(1,)).lines())
    vector("good-arabic-name", "good", arabic.lines())
    vector("good-quoted-name", "good", odd.lines(), checkpoint(odd.told(1)))
    vector("good-at-checkpoint", "good", f, checkpoint(four.told(4)))
    vector("good-beyond-checkpoint", "good", f, checkpoint(four.told(2), arabic.told(1), time="2026-03-01T12:00:00.25Z"))
    vector("good-beyond-nothing", "good", f, checkpoint(four.told(0)))

    vector("nothing", "1 empty", b"")
    vector("only-newline", "1 line, 1 end", b"\n")
    vector("other-format", "1 line", [f[0].replace("chain-1", "chain-2"), *f[1:]])
    vector("no-header", "1 line, 2 number, 3 number, 4 number, 5 count", f[1:])
    vector("spaces", "3 line", [*f[:2], f[2].replace(",", ", "), *f[3:]])
    vector("carriage-return", "4 line", [*f[:3], f[3] + "\r", *f[4:]])
    vector("upper-case-hex", "2 line", [f[0], f[1].replace(f[1][21:85], f[1][21:85].upper()), *f[2:]])
    vector("leading-zero", "2 line", [f[0], f[1].replace('"n":1', '"n":01'), *f[2:]])
    vector("base64-spare-bits", "2 line", [odd.lines()[0], odd.lines()[1].replace('payload":"', 'payload":"AB=='), odd.end])
    vector("salt-alone", "2 line", [f[0], f[1][:f[1].index(',"payload"')] + "}", *f[2:]])
    vector("control-in-name", "1 line", [f[0].replace("ukraine", "ukr\taine"), *f[1:]])
    vector("overlong-utf8", "1 line", "\n".join(f).encode().replace(b"caucus:", b"caucus\xc0\xba") + b"\n")
    vector("another-audience", "6 head", [f[0].replace("ukraine", "russia"), *f[1:]])
    vector("another-log", "6 head", [f[0].replace(KEY.hex(), "22" * 32), *f[1:]])
    vector("edited-payload", "3 commitment", [*f[:2], f[2].replace("0LTQstCw", "0LTQstCx"), *f[3:]])
    vector("edited-salt", "2 commitment", [f[0], f[1].replace(salt(1).hex(), salt(9).hex()), *f[2:]])
    vector("edited-commitment", "2 commitment, 6 head", [f[0], f[1].replace(f[1][21:85], H(b"another").hex()), *f[2:]])
    vector("edited-with-commitment", "6 head", [*f[:2], other.entries[1], *f[3:]])
    vector("deleted", "3 number, 4 number, 5 count, 5 head", [*f[:2], *f[3:]])
    vector("deleted-and-counted", "5 head", [*f[:4], f[5].replace('"entries":4', '"entries":3')])
    vector("doubled", "4 number, 5 number, 6 number, 7 count, 7 head", [*f[:3], f[2], *f[3:]])
    vector("swapped", "3 number, 4 number, 6 head", [*f[:2], f[3], f[2], *f[4:]])
    vector("swapped-and-numbered", "6 head",
           [*f[:2], f[3].replace('"n":3', '"n":2'), f[2].replace('"n":2', '"n":3'), *f[4:]])
    vector("cut-off", "4 end", f[:4])
    vector("cut-within-a-line", "5 line, 5 end", "\n".join(f)[:-150].encode())
    vector("no-last-newline", "6 newline", f, newline=False)
    vector("something-behind", "7 after", [*f, f[4]])
    vector("two-ends", "7 after", [*f, f[5]])
    vector("wrong-count", "6 count", [*f[:5], f[5].replace('"entries":4', '"entries":5')])
    vector("wrong-head", "6 head", [*f[:5], other.end])

    told = checkpoint(four.told(4))
    vector("fork", "0 fork", other.lines(), told)
    vector("fork-and-longer", "0 fork", Chain("caucus:ukraine", [b"one", b"x", b"y", b"z", b"more"]).lines(), told)
    vector("rollback", "0 behind", Chain("caucus:ukraine", [b"one", "два".encode()]).lines(), told)
    vector("rollback-to-nothing", "0 behind", Chain("caucus:ukraine", []).lines(), told)
    vector("checkpoint-of-another-log", "0 log", f, checkpoint(four.told(4), signer=SigningKey(bytes(32))))
    vector("checkpoint-of-another-audience", "0 uncovered", f, checkpoint(arabic.told(1)))
    vector("checkpoint-without-heads", "0 uncovered", f, checkpoint())
    vector("checkpoint-edited", "0 signature", f, told.replace('"n":4', '"n":3'))
    vector("checkpoint-time-edited", "0 signature", f, told.replace("12:00", "12:01"))
    vector("checkpoint-out-of-order", "0 checkpoint", f, checkpoint(arabic.told(1), four.told(4)))
    vector("checkpoint-twice", "0 checkpoint", f, checkpoint(four.told(4), four.told(4)))
    vector("checkpoint-local-time", "0 checkpoint", f, checkpoint(four.told(4), time="2026-03-01T12:00:00+01:00"))
    vector("checkpoint-cut-off", "0 checkpoint", f, told[:-20])
    vector("fork-behind-damage", "3 line, 0 behind", [*Chain("caucus:ukraine", [b"one", b"x"]).lines()[:2], "{}",
           *Chain("caucus:ukraine", [b"one", b"x"]).lines()[3:]], told)
    (FOLDER / "expected.txt").write_text("\n".join(EXPECTED) + "\n")


if __name__ == "__main__":
    main()
