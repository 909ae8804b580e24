"""An installed wheel brings its buyers and rubrics along and finds them."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_the_wheel_holds_the_content_and_the_program_in_it_finds_it(tmp_path: Path) -> None:
    build = "import sys; from hatchling.build import build_wheel; print(build_wheel(sys.argv[1]))"
    done = subprocess.run(
        [sys.executable, "-c", build, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    wheel = tmp_path / done.stdout.strip().splitlines()[-1]
    unpacked = tmp_path / "installed"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(unpacked)
    assert (unpacked / "roleplay" / "_content" / "rubrics" / "cold_call.yaml").is_file()
    run = "import sys; sys.path.insert(0, sys.argv.pop(1)); from roleplay.cli import main; sys.exit(main(sys.argv[1:]))"
    listed = subprocess.run(
        [sys.executable, "-c", run, str(unpacked), "buyers"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert listed.returncode == 0, listed.stderr
    assert "dana_whitlock" in listed.stdout
    where = (
        "import sys; sys.path.insert(0, sys.argv[1]); "
        "from roleplay.settings import load_settings; print(load_settings().content_root)"
    )
    root = subprocess.run(
        [sys.executable, "-c", where, str(unpacked)], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert root.stdout.strip() == str(unpacked / "roleplay" / "_content")
