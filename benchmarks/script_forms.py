"""Whether the way a text is written changes its labels: ``python benchmarks/script_forms.py [--gold DIR]… [--corpus zh:a,b]``.

Each call is written anew in other forms that say the same, and analysed again: traditional characters, one by one and
in the words of Taiwan; full-width letters, digits and marks; half-width marks; added white space. Counts the utterances
and acts whose label is another, and lists them. Exits 1 if the script, the width or white space changes anything.
(The words of Taiwan are other words: what differs there is listed, and does not fail.)
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from judged import corpus_calls, gold_calls
from opencc import OpenCC
from stress import FOLDER, read, transcript

from roleplay.analysis import analyse_call
from roleplay.content import to_hant
from roleplay.terms import Language
from roleplay.transcript import Transcript

_BY_CHARACTER = OpenCC("s2t")
_FULL = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
_HALF = str.maketrans("，。？！：；（）“”‘’％", ",.?!:;()\"\"''%")
#: White space is added where it parts nothing: at the ends, twice over where it stands, and around Chinese marks.
_SPACE = re.compile(r" +")
_AFTER_MARK = re.compile(r"([，。？！；、])")


class Form(NamedTuple):
    """One way to write a text anew; ``chinese`` if only Chinese calls have it, ``same_words`` if it must change nothing."""

    name: str
    write: Callable[[str], str]
    chinese: bool = False
    same_words: bool = True


class Difference(NamedTuple):
    """A label that is another in a form: what it was, what it became, and the turn it stands in."""

    form: str
    call: str
    turn: int
    was: tuple[str, ...]
    became: tuple[str, ...]
    text: str


def full_width(text: str) -> str:
    """Letters, digits and marks in full width; spaces stay."""
    return text.translate(_FULL)


def half_width(text: str) -> str:
    """Chinese marks as those of ASCII; 。 at the end of a sentence becomes a full stop."""
    return text.translate(_HALF)


def spaced(text: str) -> str:
    """The text with white space added."""
    return f"  {_AFTER_MARK.sub(chr(92) + '1 ', _SPACE.sub('  ', text))} \n"


def by_character(text: str) -> str:
    """Traditional characters, word for word."""
    return str(_BY_CHARACTER.convert(text))


FORMS = (
    Form("traditional characters", by_character, chinese=True),
    Form("traditional, as in Taiwan", to_hant, chinese=True, same_words=False),
    Form("full width", full_width),
    Form("half-width marks", half_width, chinese=True),
    Form("white space", spaced),
)


def labels(call: Transcript) -> list[list[tuple[str, ...]]]:
    """Per turn of the rep: kind and SPIN of each utterance, then the acts in order."""
    result = []
    for annotation in analyse_call(call):
        spoken = [(u.question.value, u.spin.value) for u in annotation.utterances]
        result.append([*spoken, *((act.act.value,) for act in annotation.acts)])
    return result


def compare(calls: Iterable[Transcript]) -> tuple[dict[str, int], list[Difference]]:
    """Return how many labels were compared in each form, and those that differ."""
    compared = {form.name: 0 for form in FORMS}
    differences: list[Difference] = []
    for call in calls:
        plain = labels(call)
        for form in FORMS:
            if not form.chinese or call.language.is_chinese:
                compared[form.name] += sum(map(len, plain))
                differences += _differences(form, call, plain)
    return compared, differences


def _differences(form: Form, call: Transcript, plain: list[list[tuple[str, ...]]]) -> Iterator[Difference]:
    turns = tuple(turn.model_copy(update={"text": form.write(turn.text)}) for turn in call.turns)
    other = labels(call.model_copy(update={"turns": turns}))
    for number, was, became in zip(call.rep_turns, plain, other, strict=True):
        if was != became:
            gone = tuple(" ".join(label) for label in was if label not in became) or (f"{len(was)} labels",)
            come = tuple(" ".join(label) for label in became if label not in was) or (f"{len(became)} labels",)
            yield Difference(form.name, call.id, number, gone, come, turns[number].text)


def scripted_calls() -> Iterator[Transcript]:
    """The calls of the stress table."""
    for data in map(read, sorted(FOLDER.glob("*.yaml"))):
        for call in data["calls"]:
            yield transcript(data, call["name"], call["talk"], Language(data["language"]))


def main() -> int:
    """Print counts and differences; 1 if one is there that must not be."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, action="append", default=[], metavar="DIR")
    parser.add_argument("--corpus", action="append", default=[], metavar="LANGUAGE:WRITERS")
    options = parser.parse_args()
    labelled = [call for folder in options.gold for call in gold_calls(folder)]
    labelled += [call for wanted in options.corpus for call in corpus_calls(wanted)]
    calls = [*(call.gold.transcript for call in labelled), *scripted_calls()]
    compared, differences = compare(calls)
    for one in differences:
        print(f"{one.form}: {one.call}, turn {one.turn}: {', '.join(one.was)} -> {', '.join(one.became)}: {one.text}")
    print("\n| form | labels compared | turns that differ |\n| --- | --- | --- |")
    for form in FORMS:
        print(f"| {form.name} | {compared[form.name]} | {sum(one.form == form.name for one in differences)} |")
    strict = {form.name for form in FORMS if form.same_words}
    return 1 if any(one.form in strict for one in differences) else 0


if __name__ == "__main__":
    sys.exit(main())
