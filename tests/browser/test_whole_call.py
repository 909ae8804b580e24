"""The whole way with the real program in a process of its own: choose, brief, call, hang up, scorecard, another try."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.model_server import Fault, ModelServer, Reply, obedient

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[2]

EN = (
    "Good morning, Dana. Leo Tan from Corvane, Paul Mercer suggested we meet. Do you have half an hour?",
    "Could you walk me through how the two filling lines run on a normal day?",
    "What tends to go wrong when you change them over?",
    "And when a changeover runs over at night, what does that lead to in the morning?",
)
ZH = (
    "王经理您好，我是科沃的小李，张总介绍我来的，您现在方便吗？",
    "您这两条灌装线平时是怎么排班的？",
    "换型的时候最容易出什么问题？",
    "夜班一超时，早上送商超的货会受什么影响？",
)


class App:
    """``python app.py`` on a free port."""

    def __init__(self, data: Path, **environment: str) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        clean = {k: v for k, v in os.environ.items() if not k.startswith(("OPENAI_", "ROLEPLAY_"))}
        self._environment = {
            **clean, "ROLEPLAY_DATA": str(data), "ROLEPLAY_PORT": str(port), "ROLEPLAY_LOG": "warning", **environment,
        }  # fmt: skip
        self.start()

    def start(self) -> None:
        self.process = subprocess.Popen([sys.executable, "app.py"], cwd=ROOT, env=self._environment)
        for _ in range(600):
            try:
                with urllib.request.urlopen(self.url + "/health", timeout=5):  # noqa: S310  # our own address
                    return
            except OSError:
                assert self.process.poll() is None, "the app ended"
                time.sleep(0.05)
        raise AssertionError("the app did not start within half a minute")

    def kill(self) -> None:
        """End the process as a power cut would."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(10)

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.kill()


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    running = App(tmp_path_factory.mktemp("data"))
    yield running
    running.stop()


def open_page(browser: Browser, app: App, **options: Any) -> Page:
    context = browser.new_context(**{"viewport": {"width": 1440, "height": 900}, **options})
    page = context.new_page()
    page.goto(app.url)
    page.wait_for_selector("#content")
    return page


def say(page: Page, *said: str) -> None:
    for text in said:
        before = page.locator("#thread .said[data-key]").count()
        page.locator("#answer").fill(text)
        page.locator("#answer").press("Enter")
        expect(page.locator("#thread .said[data-key]")).to_have_count(before + 2, timeout=20_000)


def begin(page: Page, buyer: str, call: str = "discovery_visit") -> None:
    page.locator(f'a[href*="/brief?buyer={buyer}"]').first.click()
    page.wait_for_selector("#start")
    if f"call={call}" not in page.url:
        page.locator(f'a[href*="call={call}"]').first.click()
        page.wait_for_url(re.compile(f"call={call}"))
        page.wait_for_selector("#start")
    page.click("#start")
    page.wait_for_selector("#answer")


def hang_up(page: Page) -> None:
    page.click("#hang-up")
    page.click("#hang-up-yes")
    expect(page.locator("#to-scorecard")).to_be_visible()


@pytest.mark.parametrize(
    ("locale", "buyer", "said", "language"),
    [("en-GB", "dana_whitlock", EN, "en"), ("zh-CN", "wang_jianguo", ZH, "zh-Hans")],
)
def test_a_whole_call_by_clicking_and_typing(
    browser: Browser, app: App, locale: str, buyer: str, said: tuple[str, ...], language: str
) -> None:
    page = open_page(browser, app, locale=locale)
    assert page.locator("html").get_attribute("lang") == language
    begin(page, buyer)
    say(page, *said)
    hang_up(page)
    start = time.monotonic()
    page.click("#to-scorecard")
    page.wait_for_selector(".scorecard .total-number")
    assert time.monotonic() - start < 10
    quoted = " ".join(page.locator(".scorecard .quotes q, .scorecard .advice q").all_text_contents())
    assert any(said[n].split(",")[0].split("，")[0][:8] in quoted or said[n][-9:-1] in quoted for n in range(len(said)))
    assert page.locator(".verdicts li").count() >= 10
    assert page.locator('.scorecard [id^="turn-"]').count() == 2 * len(said)
    assert page.locator('.scorecard .chip').count() >= 3
    page.context.close()


def test_another_try_from_a_turn_and_the_two_compared(browser: Browser, app: App) -> None:
    page = open_page(browser, app, locale="en-GB")
    begin(page, "dana_whitlock")
    say(page, *EN[:3], "Our service is twelve per cent cheaper than what you pay now, so I'd suggest you sign.")
    hang_up(page)
    page.click("#to-scorecard")
    page.wait_for_selector(".scorecard")
    page.locator('button[data-action="retry"]:visible').first.click()
    page.wait_for_selector("#answer")
    expect(page.locator("#answer")).to_be_focused()
    say(page, EN[3])
    hang_up(page)
    page.click("#to-scorecard")
    page.wait_for_selector(".scorecard")
    page.locator('a[href*="/compare"]:visible').first.click()
    page.wait_for_selector(".compare")
    assert page.locator('.compare ol').count() >= 2
    page.goto(app.url + "/calls")
    page.wait_for_selector(".calls-table")
    assert page.locator(".calls-table tbody tr").count() == 2
    page.context.close()


def test_a_call_survives_the_kill_of_the_process(browser: Browser, tmp_path: Path) -> None:
    app = App(tmp_path)
    page = open_page(browser, app, locale="en-GB")
    begin(page, "dana_whitlock")
    say(page, EN[0])
    page.locator("#answer").fill(EN[1])
    page.locator("#answer").press("Enter")
    expect(page.locator("#turn-2")).to_be_visible()
    app.kill()
    app.start()
    page.reload()
    page.wait_for_selector("#answer")
    expect(page.locator("#thread .said[data-key]")).to_have_count(4, timeout=20_000)
    expect(page.locator("#turn-2 .words")).to_have_text(EN[1])
    say(page, EN[2])
    page.context.close()
    app.stop()


def test_a_second_tab_shows_the_same_call(browser: Browser, app: App) -> None:
    page = open_page(browser, app, locale="en-GB")
    begin(page, "dana_whitlock")
    other = page.context.new_page()
    other.goto(page.url)
    other.wait_for_selector("#answer")
    say(page, EN[0])
    expect(other.locator("#thread .said[data-key]")).to_have_count(2, timeout=20_000)
    assert other.locator("#turn-1 .words").text_content() == page.locator("#turn-1 .words").text_content()
    page.context.close()


def test_the_model_plays_and_whatever_fault_it_has_the_call_goes_on(browser: Browser, tmp_path: Path) -> None:
    faults: list[Fault] = []

    def script(request: dict[str, Any]) -> Reply:
        return Reply("Well, go on then, I am listening.", fault=faults[-1]) if faults else obedient(request)

    with ModelServer(script) as server:
        app = App(
            tmp_path, ROLEPLAY_MODEL="openai:test", OPENAI_API_KEY="sk-test", OPENAI_BASE_URL=server.base_url,
            ROLEPLAY_MODEL_TIMEOUT="2",
        )  # fmt: skip
        page = open_page(browser, app, locale="en-GB")
        begin(page, "dana_whitlock")
        say(page, EN[0])
        assert server.requests
        expect(page.locator("#thread")).not_to_contain_text("The model stopped answering")
        for fault in ("500", "401", "429", "hang", "hang_mid", "cut", "garbage", "empty"):
            faults.append(fault)
            page.goto(app.url + "/brief?buyer=dana_whitlock&call=discovery_visit")
            page.click("#start")
            page.wait_for_selector("#answer")
            say(page, EN[0])
            expect(page.locator("#thread"), fault).to_contain_text("The model stopped answering")
            say(page, EN[1])
    hang_up(page)
    page.click("#to-scorecard")
    page.wait_for_selector(".scorecard")
    page.context.close()
    app.stop()
