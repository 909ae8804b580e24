"""The web app from outside: headers, cookies, languages, and who may see what."""

from __future__ import annotations

import json
import re

import pytest
from fake_practice import FakePractice
from fastapi.testclient import TestClient

from roleplay.ui.shell import PAGES


def policy(response: object) -> dict[str, str]:
    header = response.headers["content-security-policy"]  # type: ignore[attr-defined]
    return dict(part.strip().split(" ", 1) for part in header.split(";"))


def start(client: TestClient, buyer: str = "dana", **more: str) -> str:
    client.get("/")
    answer = client.post("/api/calls", data={"buyer": buyer, "call": "discovery_visit", "language": "en", **more})
    assert answer.status_code == 303
    return answer.headers["location"].removeprefix("/call?call=")


def events(text: str) -> list[dict[str, object]]:
    return [json.loads(block[6:]) for block in text.split("\n\n") if block.startswith("data: ")]


@pytest.mark.parametrize(
    "path", [*PAGES, "/health", "/ui/app.js", "/api/calls/x/state", "/gradio_api/info", "/nothing"]
)
def test_every_answer_carries_the_policy(client: TestClient, path: str) -> None:
    answer = client.get(path)
    rules = policy(answer)
    assert rules["default-src"] == "'self'"
    assert rules["connect-src"] == "'self'"
    assert rules["img-src"] == "'self' data:"
    assert "unsafe-inline" not in rules["script-src"]
    for rule in rules.values():
        assert not re.search(r"https?:|\*|\w+\.\w+", rule), rule
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["x-frame-options"] == "DENY"
    assert answer.headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_dressed_and_names_no_other_host(client: TestClient, path: str) -> None:
    answer = client.get(path, headers={"accept-language": "zh-TW", "accept-encoding": "br"})
    page = answer.text
    assert '<html lang="zh-Hant"' in page
    assert "銷售對練" in page
    nonce = re.search(r"'nonce-([^']+)'", policy(answer)["script-src"]).group(1)  # type: ignore[union-attr]
    assert page.count("<script") == page.count(f'<script nonce="{nonce}"') > 0
    outside = set(re.findall(r"https?://[^\"'\s<>\\]+", page))
    assert all(address.startswith("http://testserver") for address in outside), outside
    for part in ("og:", "twitter:", "manifest.json", "iframeResizer.contentWindow"):
        assert part not in page


def test_the_nonce_is_new_each_time(client: TestClient) -> None:
    assert policy(client.get("/"))["script-src"] != policy(client.get("/"))["script-src"]


def test_a_first_visit_gets_a_cookie_that_scripts_cannot_read(client: TestClient) -> None:
    header = client.get("/").headers["set-cookie"]
    assert header.startswith("roleplay_user=")
    assert "HttpOnly" in header
    assert "SameSite=Lax" in header
    assert "Secure" not in header
    kept = client.cookies["roleplay_user"]
    client.get("/calls")
    assert client.cookies["roleplay_user"] == kept


def test_a_forged_cookie_makes_a_stranger(client: TestClient) -> None:
    client.get("/")
    forged = client.cookies["roleplay_user"][:-1] + ("0" if client.cookies["roleplay_user"][-1] != "0" else "1")
    client.cookies.clear()
    answer = client.get("/", headers={"cookie": f"roleplay_user={forged}"})
    assert forged not in answer.headers["set-cookie"]


def test_nothing_is_done_for_a_browser_without_a_cookie(client: TestClient) -> None:
    assert client.get("/api/calls/x/state").status_code == 401
    assert client.post("/api/calls", data={"buyer": "dana", "call": "cold_call", "language": "en"}).status_code == 401
    assert client.get("/config").status_code == 401


def test_a_post_from_another_site_is_refused(client: TestClient) -> None:
    client.get("/")
    headers = {"sec-fetch-site": "cross-site"}
    assert client.post("/preferences", data={"theme": "dark"}, headers=headers).status_code == 403


def test_a_body_that_is_too_large_is_refused_unread(client: TestClient) -> None:
    call = start(client)
    answer = client.post(f"/api/calls/{call}/say", json={"text": "x" * 10_000_000, "turn": 0, "have": 0})
    assert answer.status_code == 413


@pytest.mark.parametrize(
    "path",
    ["upload", "deep_link", "proxy=https://example.com", "file=/etc/passwd", "component_server", "runs", "token"],
)
def test_routes_of_gradio_that_no_page_needs_are_shut(client: TestClient, path: str) -> None:
    client.get("/")
    assert client.get(f"/gradio_api/{path}").status_code == 404
    assert client.post(f"/gradio_api/{path}").status_code == 404


def test_a_slash_too_much_leads_to_the_page(client: TestClient) -> None:
    answer = client.get("/call/?call=abc")
    assert answer.status_code == 308
    assert answer.headers["location"] == "/call?call=abc"


def test_preferences_are_kept_in_cookies_and_lead_back(client: TestClient) -> None:
    answer = client.post("/preferences", data={"language": "zh-Hans", "theme": "dark", "back": "/calls"})
    assert answer.status_code == 303
    assert answer.headers["location"] == "/calls"
    page = client.get("/").text
    assert '<html lang="zh-Hans"' in page
    assert 'data-theme="dark"' in page
    answer = client.post("/preferences", data={"theme": "system", "back": "https://evil.example"})
    assert answer.headers["location"] == "/"
    assert "data-theme" not in client.get("/").text


def test_a_call_is_started_and_its_page_data_stay_with_its_user(client: TestClient) -> None:
    call = start(client)
    assert client.get(f"/api/calls/{call}/state").status_code == 200
    client.cookies.clear()
    client.get("/")
    for answer in (
        client.get(f"/api/calls/{call}/state"),
        client.get(f"/api/calls/{call}/follow"),
        client.post(f"/api/calls/{call}/say", json={"text": "hi", "turn": 0, "have": 0}),
        client.post(f"/api/calls/{call}/hang-up"),
        client.post(f"/api/calls/{call}/hint"),
        client.post(f"/api/calls/{call}/retry", json={"turn": 0}),
    ):
        assert answer.status_code == 404


@pytest.mark.parametrize("wrong", [{"buyer": "nobody"}, {"call": "chess"}, {"language": "tlh"}])
def test_a_start_that_cannot_be_leads_back_to_the_brief(client: TestClient, wrong: dict[str, str]) -> None:
    client.get("/")
    answer = client.post("/api/calls", data={"buyer": "dana", "call": "cold_call", "language": "en", **wrong})
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/brief?")


def test_a_reply_streams_on_the_request_that_said_the_words(client: TestClient) -> None:
    call = start(client)
    answer = client.post(f"/api/calls/{call}/say", json={"text": "Good morning", "turn": 0, "have": 0})
    assert answer.headers["content-type"].startswith("text/event-stream")
    found = events(answer.text)
    assert [found[0]["kind"], found[-1]["kind"]] == ["sync", "sync"]
    shown = [item["key"] for state in (found[0], found[-1]) for item in state["items"]]  # type: ignore[attr-defined]
    assert shown == ["turn-0", "turn-1"]
    text = "".join(str(event["text"]) for event in found if event["kind"] == "piece")
    assert text in ("", "Speaking. Who is this, and what is it about?")  # a quick reply may be over before that


def test_saying_the_same_turn_twice_says_it_once(client: TestClient, fake: FakePractice) -> None:
    call = start(client)
    for _ in range(2):
        answer = client.post(f"/api/calls/{call}/say", json={"text": " Good  morning ", "turn": 0, "have": 0})
        assert answer.status_code == 200
    assert len(fake.calls[call].turns) == 2


def test_what_cannot_be_said_is_told_in_one_sentence(client: TestClient) -> None:
    call = start(client)
    answer = client.post(f"/api/calls/{call}/say", json={"text": "  ", "turn": 0, "have": 0})
    assert answer.status_code == 409
    assert "Nothing was said" in answer.json()["detail"]
    assert client.post(f"/api/calls/{call}/say", json={"text": "x" * 5000, "turn": 0, "have": 0}).status_code == 409


@pytest.mark.parametrize("text", ["<script>window.pwned=1</script>", "\ud800 alone", "a\x00b", "\u202eright to left"])
def test_a_hostile_turn_comes_back_as_text(client: TestClient, text: str) -> None:
    call = start(client)
    body = json.dumps({"text": text, "turn": 0, "have": 0})
    answer = client.post(f"/api/calls/{call}/say", content=body, headers={"content-type": "application/json"})
    assert answer.status_code in {200, 409, 422}
    assert "<script>" not in answer.text


def test_following_without_a_running_reply_ends_at_once(client: TestClient) -> None:
    call = start(client)
    assert [event["kind"] for event in events(client.get(f"/api/calls/{call}/follow").text)] == ["sync", "sync"]


def test_hanging_up_gives_the_panel(client: TestClient) -> None:
    call = start(client)
    state = client.post(f"/api/calls/{call}/hang-up").json()
    assert state["ended"]
    assert "You ended the call" in state["panel"]


def test_a_retry_leads_to_the_second_attempt(client: TestClient) -> None:
    call = start(client)
    client.post(f"/api/calls/{call}/say", json={"text": "goodbye", "turn": 0, "have": 0})
    url = client.post(f"/api/calls/{call}/retry", json={"turn": 0}).json()["url"]
    assert url.startswith("/call?call=")
    assert url != f"/call?call={call}"


def test_the_health_route_needs_nobody(client: TestClient) -> None:
    assert client.get("/health").json()["status"] == "ok"


def test_static_files_with_a_mark_of_their_content_are_kept_by_browsers(client: TestClient) -> None:
    page = client.get("/").text
    address = re.search(r"/ui/app\.css\?v=[0-9a-f]{8}", page).group(0)  # type: ignore[union-attr]
    assert "immutable" in client.get(address).headers["cache-control"]
    assert "immutable" not in client.get("/ui/app.css").headers.get("cache-control", "")


def test_gradio_keeps_nothing_and_offers_nothing_of_its_own(client: TestClient) -> None:
    client.get("/")
    config = client.get("/config").json()
    assert config["analytics_enabled"] is False
    assert config["run_history"] is False
    assert config["footer_links"] == []
    assert config["connect_heartbeat"] is False
    assert all(event["api_visibility"] == "private" for event in config["dependencies"])
    assert client.get("/gradio_api/info").json() == {"named_endpoints": {}, "unnamed_endpoints": {}}
    assert client.get("/gradio_api/runs").status_code == 404
