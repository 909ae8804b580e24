"""Start-up times, each a whole process: ``python benchmarks/start_up.py [--repeats 5]``."""

from __future__ import annotations

import argparse
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).parents[1]


def seconds_to_run(*arguments: str) -> float:
    """Seconds for one command from start to end."""
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    return time.perf_counter() - start


def seconds_to_first_page(data: str) -> float:
    """Seconds from the start of the web app to its first page with status 200."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, "ROLEPLAY_DATA": data, "ROLEPLAY_PORT": str(port), "ROLEPLAY_LOG": "warning"}
    start = time.perf_counter()
    with subprocess.Popen([sys.executable, "app.py"], cwd=ROOT, env=environment, stderr=subprocess.DEVNULL) as process:
        try:
            while time.perf_counter() - start < 60:
                try:
                    with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=30) as page:
                        page.read()
                        return time.perf_counter() - start
                except OSError:
                    time.sleep(0.02)
        finally:
            process.terminate()
    raise SystemExit("the web app did not start within a minute")


def main() -> int:
    """Print the table; the bare interpreter stands in it as the measure of the machine."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=5)
    repeats = parser.parse_args().repeats
    run = "import sys; from roleplay.cli import main; sys.exit(main(sys.argv[1:]))"
    rows: dict[str, list[float]] = {
        "bare Python": [],
        "roleplay --version": [],
        "roleplay check": [],
        "app.py to first page": [],
    }
    with tempfile.TemporaryDirectory() as data:
        for _ in range(repeats):
            rows["bare Python"].append(seconds_to_run("-c", "pass"))
            rows["roleplay --version"].append(seconds_to_run("-c", run, "--version"))
            rows["roleplay check"].append(seconds_to_run("-c", run, "check"))
            rows["app.py to first page"].append(seconds_to_first_page(data))
    bare = statistics.median(rows["bare Python"])
    print("| what | n | median | of bare Python |")
    print("| --- | --- | --- | --- |")
    for name, times in rows.items():
        median = statistics.median(times)
        print(f"| {name} | {len(times)} | {median:.2f} s | x{median / bare:.0f} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
