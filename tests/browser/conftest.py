"""One running app and one Chromium for all browser tests."""

from __future__ import annotations

import asyncio
import os
import socket
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

if TYPE_CHECKING:
    from fastapi import FastAPI

sys.path.insert(0, str(Path(__file__).parents[1] / "ui"))
from fake_practice import FakePractice

from tests.browser.find_browser import find_browser

ARGUMENTS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--disable-background-networking"]


class Server:
    """An app on a free port of this machine, in a thread with a loop of its own."""

    def __init__(self, app: FastAPI) -> None:
        import uvicorn

        with socket.socket() as found:
            found.bind(("127.0.0.1", 0))
            self.port = found.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._server = uvicorn.Server(
            uvicorn.Config(app, host="127.0.0.1", port=self.port, log_level="warning", timeout_graceful_shutdown=1)
        )
        self.loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def _run(self) -> None:
        asyncio.set_event_loop(self.loop)
        self.loop.run_until_complete(self._server.serve())

    def __enter__(self) -> Server:
        self._thread.start()
        while not self._server.started:
            if not self._thread.is_alive():
                raise RuntimeError("the app did not start")
            self._thread.join(0.02)
        return self

    def __exit__(self, *_: object) -> None:
        self._server.should_exit = True
        self._thread.join(10)


@dataclass
class Pages:
    """The running pages over a practice in memory."""

    url: str
    fake: FakePractice
    server: Server


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pages]:
    from roleplay.settings import Settings
    from roleplay.ui.web import build_web

    fake = FakePractice(pace=0.01, first=0.05)
    settings = Settings(_env_file=None, ROLEPLAY_DATA=tmp_path_factory.mktemp("data"))
    with Server(build_web(fake, settings)) as server:
        yield Pages(server.url, fake, server)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    executable = find_browser()
    if executable is None and os.environ.get("CI"):
        pytest.fail("CI must run the browser tests: install Chromium")
    if executable is None:
        pytest.skip("no Chromium on this machine: install one, or run python tests/browser/find_browser.py --install")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        yield launched
        launched.close()


class Opened:
    """A page of its own context. At the end nothing may have been asked of another host, and no script failed."""

    def __init__(self, browser: Browser, url: str, **options: Any) -> None:
        self.context = browser.new_context(**{"locale": "en-GB", "viewport": {"width": 1440, "height": 900}, **options})
        self.page: Page = self.context.new_page()
        self.url = url
        self.outside: list[str] = []
        self.errors: list[str] = []
        self.expected = ""
        self.context.on("request", lambda request: self._note(request.url))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda line: self.errors.append(line.text) if line.type == "error" else None)

    def _note(self, address: str) -> None:
        if not address.startswith((self.url + "/", "data:", "blob:")):
            self.outside.append(address)

    def go(self, path: str) -> Page:
        self.page.goto(self.url + path)
        self.page.wait_for_selector("#content")
        return self.page

    def start(self, buyer: str = "dana", call: str = "discovery_visit") -> Page:
        page = self.go(f"/brief?buyer={buyer}&call={call}")
        page.click("#start")
        page.wait_for_selector("#call")
        return page

    def close(self) -> None:
        self.context.close()
        assert not self.outside, f"asked of another host: {self.outside}"
        failed = [line for line in self.errors if not (self.expected and self.expected in line)]
        assert not failed, f"errors in the page: {failed}"


@pytest.fixture
def open_page(browser: Browser, pages: Pages) -> Iterator[Any]:
    """Open pages: ``open_page(locale="zh-CN", viewport=…)``; all are closed and checked at the end."""
    opened: list[Opened] = []

    def make(**options: Any) -> Opened:
        opened.append(Opened(browser, pages.url, **options))
        return opened[-1]

    yield make
    for one in opened:
        one.close()
