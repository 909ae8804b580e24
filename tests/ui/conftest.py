"""The web app over a practice in memory, without a browser."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

sys.path.insert(0, str(Path(__file__).parent))
from fake_practice import FakePractice


@pytest.fixture(scope="session")
def fake() -> FakePractice:
    return FakePractice(pace=0.0, first=0.0)


@pytest.fixture(scope="session")
def running(fake: FakePractice, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The app, started once; building it takes a second."""
    from roleplay.settings import Settings
    from roleplay.ui.web import build_web

    app = build_web(fake, Settings(_env_file=None, ROLEPLAY_DATA=tmp_path_factory.mktemp("data")))
    with TestClient(app, follow_redirects=False) as client:
        yield client


@pytest.fixture
def client(running: TestClient) -> TestClient:
    """A browser that was never here."""
    running.cookies.clear()
    return running
