"""Time from a rep's Enter to the first streamed words, against the same request with the plain openai client.

``python benchmarks/first_token.py [--at-once 1 10 50] [--rounds 3]``. One run starts a local model endpoint and the web app
in processes of their own, holds calls over HTTP as the page does, and measures the plain client against the same endpoint
in between. Quote the ratio and the difference of one run, never a single time.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
from openai import AsyncOpenAI

ROOT = Path(__file__).parents[1]
SAID = (
    "Good morning, this is Leo Tan from Corvane. Paul Mercer suggested I ring you. Is now a good moment?",
    "How do the two filling lines run on a normal day?",
    "What tends to go wrong when you change them over?",
    "And when it runs over at night, what does that lead to in the morning?",
)
WORDS = [{"role": "system", "content": "You are a buyer on the telephone. Answer in one short sentence." * 8}]


@contextmanager
def started(command: list[str], environment: dict[str, str], ready: str) -> Iterator[str]:
    """Run a process and yield the line in which it says that it is ready."""
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        assert process.stdout is not None
        line = next((line for line in process.stdout if ready in line), "")
        if not line:
            raise SystemExit(f"{command}: did not start")
        try:
            yield line.strip()
        finally:
            process.terminate()


async def plain(client: AsyncOpenAI, said: str) -> float:
    """Seconds to the first token of the plain client."""
    start = time.perf_counter()
    messages = [*WORDS, {"role": "user", "content": said}]
    stream = await client.chat.completions.create(model="test", messages=messages, stream=True)
    first = 0.0
    async for chunk in stream:
        if not first and chunk.choices and chunk.choices[0].delta.content:
            first = time.perf_counter() - start
    return first


async def open_call(base: str) -> tuple[httpx.AsyncClient, str]:
    """A browser's client with its cookie, and the id of a new call."""
    client = httpx.AsyncClient(base_url=base, timeout=60, follow_redirects=False)
    await client.get("/")
    form = {"buyer": "dana_whitlock", "call": "discovery_visit", "language": "en"}
    answer = await client.post("/api/calls", data=form)
    found = re.search(r"call=([\w-]+)", answer.headers["location"])
    assert found is not None, answer.headers
    return client, found[1]


async def spoken(client: httpx.AsyncClient, call_id: str, number: int) -> float:
    """Seconds from the request that says a turn to the first words of the buyer on the wire."""
    start = time.perf_counter()
    first = 0.0
    body = {"text": SAID[number], "turn": number * 2, "have": number * 2}
    async with client.stream("POST", f"/api/calls/{call_id}/say", json=body) as answer:
        answer.raise_for_status()
        async for line in answer.aiter_lines():
            if not first and '"kind":"piece"' in line:
                first = time.perf_counter() - start
    return first


async def measure(base: str, endpoint: str, at_once: int, rounds: int) -> tuple[list[float], list[float]]:
    """Interleave the two: in each round all callers speak one turn at once, then the plain client asks as often at once."""
    async with AsyncOpenAI(base_url=endpoint, api_key="none", max_retries=0) as client:
        return await _rounds(client, base, at_once, rounds)


async def _rounds(client: AsyncOpenAI, base: str, at_once: int, rounds: int) -> tuple[list[float], list[float]]:
    ours: list[float] = []
    theirs: list[float] = []
    for _ in range(rounds):
        calls = [await open_call(base) for _ in range(at_once)]
        for number in range(len(SAID)):
            ours += await asyncio.gather(*(spoken(browser, call_id, number) for browser, call_id in calls))
            theirs += await asyncio.gather(*(plain(client, SAID[number]) for _ in range(at_once)))
        for browser, _ in calls:
            await browser.aclose()
    return [seconds for seconds in ours if seconds], [seconds for seconds in theirs if seconds]


def percentile(values: list[float], share: float) -> float:
    """The value below which this share lies."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--at-once", type=int, nargs="+", default=[1, 10, 50])
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    with (
        tempfile.TemporaryDirectory() as data,
        started([sys.executable, "benchmarks/model_endpoint.py"], {}, "http") as endpoint,
    ):
        environment = {
            "ROLEPLAY_MODEL": "openai:test", "OPENAI_API_KEY": "none", "OPENAI_BASE_URL": endpoint,
            "ROLEPLAY_DATA": data, "ROLEPLAY_PORT": port, "ROLEPLAY_LOG": "warning",
        }  # fmt: skip
        base = f"http://127.0.0.1:{port}"
        with started([sys.executable, "app.py"], environment, "Ready"):
            print("| calls at once | n | ours p50 | plain p50 | ratio | added p50 | ours p95 | plain p95 |")
            print("| --- | --- | --- | --- | --- | --- | --- | --- |")
            for at_once in options.at_once:
                ours, theirs = asyncio.run(measure(base, endpoint, at_once, options.rounds))
                one, two = statistics.median(ours), statistics.median(theirs)
                print(
                    f"| {at_once} | {len(ours)} | {one * 1000:.0f} ms | {two * 1000:.0f} ms | {one / two:.2f} | {(one - two) * 1000:+.0f} ms "
                    f"| {percentile(ours, 0.95) * 1000:.0f} ms | {percentile(theirs, 0.95) * 1000:.0f} ms |"
                )
    return 0


if __name__ == "__main__":
    sys.exit(main())
