from __future__ import annotations

import shutil
from pathlib import Path

import pytest

HERE = Path(__file__).parent


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the good content, to be spoilt."""
    return Path(shutil.copytree(HERE / "fixtures" / "good", tmp_path / "content"))
