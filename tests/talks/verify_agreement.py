"""Verifies the page of an agreement as its readers would: verify_agreement.py PAGE SIGNATURES. Exit 0 if all is true."""

import base64
import hashlib
import html.parser
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import nacl.signing


class Links(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.files = {}

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        assert tag != "script" and "src" not in values, "the page runs or fetches something"
        if tag == "a":
            head, _, data = values["href"].partition(",")
            assert head == "data:application/octet-stream;base64", head
            self.files[values["download"]] = base64.b64decode(data, validate=True)


def main(page: str, expected: int) -> None:
    links = Links()
    links.feed(Path(page).read_text(encoding="utf-8"))
    text = links.files["agreement.txt"]
    document = json.loads(links.files["agreement.json"])
    digest = hashlib.sha256(text).digest()
    assert document["sha256"] == digest.hex(), "the hash is that of another text"
    assert len(document["signatures"]) == expected, "another number of signatures"
    for number, signature in enumerate(document["signatures"], 1):
        key = nacl.signing.VerifyKey(bytes.fromhex(signature["public_key"]))
        key.verify(digest, bytes.fromhex(signature["signature"]))
        # And as the page says, with OpenSSL and the files that it carries.
        with tempfile.TemporaryDirectory() as folder:
            files = {"key": f"signature-{number}.pem", "sig": f"signature-{number}.sig"}
            for name, link in files.items():
                Path(folder, name).write_bytes(links.files[link])
            Path(folder, "hash").write_bytes(digest)
            call = "openssl pkeyutl -verify -pubin -inkey key -rawin -in hash -sigfile sig"
            subprocess.run(call.split(), cwd=folder, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
