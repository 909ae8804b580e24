"""The program itself talks to nobody: every connection and every name lookup of the running app is written down."""

from __future__ import annotations

import http.cookiejar
import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from pathlib import Path

ROOT = Path(__file__).parents[2]

WATCH = """
import os, socket
_LOG = os.environ["WATCHED"]
_LOOPBACK = ("127.", "::1", "localhost", "0.0.0.0")

def _note(what, host):
    if isinstance(host, bytes):
        host = host.decode()
    if host and not str(host).startswith(_LOOPBACK):
        with open(_LOG, "a") as log:
            log.write(f"{what} {host}\\n")

_lookup = socket.getaddrinfo
def getaddrinfo(host, *rest, **more):
    _note("lookup", host)
    return _lookup(host, *rest, **more)
socket.getaddrinfo = getaddrinfo

class Socket(socket.socket):
    def connect(self, address):
        _note("connect", address[0] if isinstance(address, tuple) else "")
        return super().connect(address)
    def connect_ex(self, address):
        _note("connect", address[0] if isinstance(address, tuple) else "")
        return super().connect_ex(address)
socket.socket = Socket
"""


def test_from_start_to_scorecard_no_other_host_is_asked(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(WATCH, encoding="utf-8")
    log = tmp_path / "asked.txt"
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("OPENAI_", "ROLEPLAY_"))}
    environment = {
        **clean, "PYTHONPATH": str(tmp_path), "WATCHED": str(log), "ROLEPLAY_DATA": str(tmp_path / "data"),
        "ROLEPLAY_PORT": str(port), "ROLEPLAY_LOG": "warning",
    }  # fmt: skip
    base = f"http://127.0.0.1:{port}"
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))

    def ask(path: str, data: bytes | None = None, kind: str = "application/json") -> str:
        request = urllib.request.Request(base + path, data=data, headers={"Content-Type": kind} if data else {})  # noqa: S310
        with opener.open(request, timeout=30) as answer:
            return str(answer.geturl()) + "\n" + answer.read().decode("utf-8")

    with subprocess.Popen([sys.executable, "app.py"], cwd=ROOT, env=environment) as process:
        try:
            for _ in range(600):
                try:
                    ask("/health")
                    break
                except OSError:
                    time.sleep(0.05)
            ask("/")
            form = urllib.parse.urlencode({"buyer": "dana_whitlock", "call": "cold_call", "language": "en"}).encode()
            found = re.search(r"call=([\w-]+)", ask("/api/calls", form, "application/x-www-form-urlencoded"))
            assert found is not None
            said = {"text": "Good morning, Dana. Leo Tan from Corvane.", "turn": 0, "have": 0}
            assert '"done"' in ask(f"/api/calls/{found[1]}/say", json.dumps(said).encode())
            ask(f"/api/calls/{found[1]}/hang-up", b"{}")
            ask(f"/scorecard?call={found[1]}")
        finally:
            process.terminate()
    assert (log.read_text("utf-8") if log.exists() else "") == ""
