"""Runs the examples of a rubric as tests: a bad one must score low or be found, a good one must not.

So a threshold cannot be turned without somebody noticing what it does to the dialogues that explain it.
"""

from __future__ import annotations

from roleplay.analysis import analyse_call
from roleplay.errors import InputError
from roleplay.scoring import registry
from roleplay.scoring.call import Call
from roleplay.scoring.dialogue import read_dialogue
from roleplay.scoring.engine import with_verdicts
from roleplay.scoring.rubric import Criterion, Example, Rubric
from roleplay.terms import SpeechFault, Taboo
from roleplay.transcript import Frozen

LOW, HIGH = 0.5, 0.6


class ExampleProblem(Frozen):
    """An example that does not show what it should.

    ``message_id`` is one of ``example_unreadable``, ``example_bad_scores_high``, ``example_good_scores_low``,
    ``example_not_scored``, ``example_bad_not_found``, ``example_good_found``. ``path`` leads to it in the file.
    """

    path: tuple[str | int, ...]
    message_id: str
    detail: str


def run_examples(rubric: Rubric) -> list[ExampleProblem]:
    """Run all examples of a rubric; an empty list means that each shows what it should."""
    problems: list[ExampleProblem] = []
    for index, criterion in enumerate(rubric.criteria):
        for side in ("bad", "good"):
            for number, example in enumerate(getattr(criterion.examples, side)):
                path = ("criteria", index, "examples", side, number)
                problems += _run_criterion(rubric, criterion, example, path, good=side == "good")
    for group, rules in (("taboos", rubric.taboos), ("speech_faults", rubric.speech_faults)):
        for name, rule in rules.items():
            for side in ("bad", "good"):
                for number, example in enumerate(getattr(rule.examples, side)):
                    where = (group, str(name), "examples", side, number)
                    problems += _run_rule(rubric, name, rule.settings, example, where, good=side == "good")
    return problems


def _call(rubric: Rubric, example: Example) -> Call:
    transcript = read_dialogue(example.talk, language=example.language, call_type=rubric.call_type)
    if not transcript.rep_turns:
        raise InputError("the rep says nothing — add a line that begins with R:")
    return with_verdicts(Call(transcript, analyse_call(transcript)), rubric)


def _run_criterion(
    rubric: Rubric, criterion: Criterion, example: Example, path: tuple[str | int, ...], *, good: bool
) -> list[ExampleProblem]:
    try:
        call = _call(rubric, example)
    except InputError as error:
        return [ExampleProblem(path=path, message_id="example_unreadable", detail=str(error))]
    judgement = registry.checks()[criterion.check].judge(call, criterion.settings)
    if judgement.score is None:
        return [ExampleProblem(path=path, message_id="example_not_scored", detail=judgement.reason.key)]
    if good and judgement.score < HIGH:
        return [
            ExampleProblem(path=path, message_id="example_good_scores_low", detail=f"{judgement.score:.2f} < {HIGH}")
        ]
    if not good and judgement.score > LOW:
        return [
            ExampleProblem(path=path, message_id="example_bad_scores_high", detail=f"{judgement.score:.2f} > {LOW}")
        ]
    return []


def _run_rule(
    rubric: Rubric,
    name: Taboo | SpeechFault,
    settings: dict[str, object],
    example: Example,
    path: tuple[str | int, ...],
    *,
    good: bool,
) -> list[ExampleProblem]:
    try:
        call = _call(rubric, example)
    except InputError as error:
        return [ExampleProblem(path=path, message_id="example_unreadable", detail=str(error))]
    check = registry.taboos()[name] if isinstance(name, Taboo) else registry.faults()[name]
    verdict = check.judge(call, check.settings.model_validate(settings))
    if good and verdict.found:
        return [ExampleProblem(path=path, message_id="example_good_found", detail=verdict.reason.key)]
    if not good and not verdict.found:
        return [ExampleProblem(path=path, message_id="example_bad_not_found", detail=verdict.reason.key)]
    return []
