"""The corpus is in its format and large enough, and the shipped weights are those that it gives."""

import sys
import tomllib
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "benchmarks"), str(ROOT / "benchmarks" / "training")]

from corpus_reader import CORPUS, TEST_WRITERS, CorpusCall, CorpusError, read_corpus, read_writer  # noqa: E402
from examples import labelled_turns  # noqa: E402
from models import as_bytes, train  # noqa: E402
from train import WEIGHTS, fingerprint  # noqa: E402

from roleplay.analysis.trained.weights import load_weights  # noqa: E402


@pytest.mark.parametrize("language", ["en", "zh"])
def test_each_language_has_four_thousand_lines_by_eight_writers_and_more(language: str) -> None:
    corpus = read_corpus(language)
    assert len(corpus) >= 8
    assert set(TEST_WRITERS) < set(corpus)
    assert sum(len(call.lines) for calls in corpus.values() for call in calls) >= 4000


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_labelled_line_is_a_slice_of_its_turn(language: str) -> None:
    for calls in read_corpus(language).values():
        for call in calls:
            for line in call.lines:
                assert call.transcript.turns[line.turn].text[line.start : line.end] == line.text


def test_a_line_that_is_not_in_the_format_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "en"
    folder.mkdir()
    (folder / "a.txt").write_text("# 01 | cold_call | poor | clean | pumps; owner, Hull\nB: yes\nR zz hello\n", "utf-8")
    with pytest.raises(CorpusError, match=r"a\.txt:3: .*R zz hello"):
        read_writer(folder / "a.txt")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_shipped_weights_were_learned_from_the_corpus_as_it_is(language: str) -> None:
    rules = tomllib.loads((WEIGHTS / f"{language}.rules.toml").read_text(encoding="utf-8"))
    assert rules["corpus"] == fingerprint(CORPUS / language), "the corpus was changed: run make train"


def test_the_weights_are_small() -> None:
    assert sum(path.stat().st_size for path in WEIGHTS.iterdir()) < 5_000_000


@pytest.fixture(scope="module")
def few_calls() -> list[CorpusCall]:
    return read_corpus("en")["a"][:4]


def test_the_same_calls_give_the_same_bytes(few_calls: list[CorpusCall]) -> None:
    first, again = train(few_calls), train(few_calls)
    for name in ("gap", "kind", "spin"):
        assert as_bytes(getattr(first, name)) == as_bytes(getattr(again, name))
    assert first.certain_kind == again.certain_kind


def test_weights_come_back_from_their_file_as_they_were_trained(few_calls: list[CorpusCall], tmp_path: Path) -> None:
    trained = train(few_calls).kind
    (tmp_path / "kind.npz").write_bytes(as_bytes(trained))
    with np.load(tmp_path / "kind.npz", allow_pickle=False) as stored:
        assert (stored["rows"] == trained.rows).all()
        assert (stored["ids"] == trained.ids).all()


def test_what_was_never_seen_weighs_nothing() -> None:
    weights = load_weights("en.kind")
    assert weights.shares(["1|zzyzx"]) == pytest.approx(weights.shares(["1|qwxvb"]))


def test_shares_add_up_to_one_and_count_a_feature_once(few_calls: list[CorpusCall]) -> None:
    reader = next(labelled_turns(few_calls[0])).reader
    features = reader.gap_reader.features(next(iter(reader.gap_reader.gaps())))
    shares = load_weights("en.gap").shares(features)
    assert sum(shares.values()) == pytest.approx(1)
    assert load_weights("en.gap").shares([*features, *features]) == shares
