"""Whatever stands in a content file, the check answers with problems that have a place and never falls over."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from roleplay.content.cross_check import cross_check
from roleplay.content.kinds import KINDS, Kind
from roleplay.content.messages import word
from roleplay.content.reading import loose_entries
from roleplay.content.shape import keys_at
from roleplay.terms import Language

GOOD = Path(__file__).parent / "fixtures" / "good"
SHIPPED = Path(__file__).parents[2]
PLACES = {
    "buyer": "personas/buyers/x.yaml", "offer": "personas/offers/x.yaml", "lines": "personas/lines/en/x.yaml",
    "personalities": "personas/traits/personalities.yaml", "stances": "personas/traits/stances.yaml",
    "roles": "personas/traits/roles.yaml", "rubric": "rubrics/x.yaml",
}  # fmt: skip
WORDS = st.sampled_from(
    ["a", "no", "1.5", "-3", "nan", "中文", "a.problem", "cold_call", "fox", "en", "zh-Hans", "{fact}", "{", "~", "*a"]
)
INNER_KEYS = ["trust", "after", "problem", "topics", "says", "implications", "list", "floor", "text", "act", "check"]
TEXT_KEYS = [
    "settings",
    "examples",
    "good",
    "talk",
    "en",
    "zh-Hans",
    "trait",
    "moves",
    "to",
    "trust_cap",
    "advice",
    "中",
]
KEYS = sorted({*INNER_KEYS, *TEXT_KEYS, *(key for kind in KINDS for key in keys_at(kind.type(), (), {}))})
FLOW = st.recursive(
    WORDS,
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]")
        | st.lists(st.tuples(st.sampled_from(KEYS), inner), max_size=4).map(
            lambda pairs: "{" + ", ".join(f"{key}: {value}" for key, value in pairs) + "}"
        )
    ),
    max_leaves=10,
)


def check(kind: Kind, data: bytes, tmp_path: Path) -> None:
    file = tmp_path / PLACES[kind.id]
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    entries = loose_entries(file, "x.yaml")
    cross_check(entries, tmp_path, examples=True)
    for problem in (problem for language in Language for entry in entries for problem in entry.problems(language)):
        assert 1 <= problem.line <= data.count(b"\n") + data.count(b"\r") + 2
        assert problem.what
        assert problem.mend
        assert len(str(problem).splitlines()) == 1


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.id)
def test_any_values_under_known_keys_are_told(kind: Kind, tmp_path: Path) -> None:
    keys = keys_at(kind.type(), (), {})

    @given(st.lists(st.tuples(st.sampled_from(keys), FLOW), max_size=8))
    @settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
    def run(pairs: list[tuple[str, str]]) -> None:
        check(kind, "".join(f"{key}: {value}\n" for key, value in pairs).encode(), tmp_path)

    run()


@given(data=st.binary(max_size=200))
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_bytes_are_told(data: bytes, tmp_path: Path) -> None:
    check(KINDS[0], data, tmp_path)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.id)
def test_a_good_file_with_one_line_changed_never_surprises(kind: Kind, tmp_path: Path) -> None:
    places = [(root / PLACES[kind.id]).parent for root in (GOOD, SHIPPED)]  # the fixtures hold no rubric
    sources = [source for place in places for source in sorted(place.glob("*.yaml"))]
    lines = sources[0].read_text(encoding="utf-8").splitlines()

    @given(st.integers(0, len(lines) - 1), FLOW, st.booleans())
    @settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
    def run(number: int, value: str, cut: bool) -> None:
        changed = list(lines)
        changed[number] = "" if cut else changed[number].partition(":")[0] + f": {value}"
        check(kind, "\n".join(changed).encode(), tmp_path)

    run()


def test_loose_files_are_read_without_a_root(tmp_path: Path) -> None:
    file = tmp_path / "x.yaml"
    file.write_text("id: x\n", encoding="utf-8")
    entry = loose_entries(file, "x.yaml")[0]
    assert word(entry.faults[0], file="x", language=Language.EN).file == "x"
