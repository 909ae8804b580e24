"""The way in: a call and a rubric go in, a scorecard comes out. Pure: the same input gives the same bytes.

Taboos and faults are judged first, then the criteria; the total is the weighted mean of those that could be scored.
What could not be judged has no number and leaves the denominator.
"""

from __future__ import annotations

from roleplay.annotation import TurnAnnotation
from roleplay.buyer_log import LogEntry
from roleplay.persona import Offer, Persona
from roleplay.scorecard import CriterionResult, Scorecard, SpeechFaultResult, TabooResult
from roleplay.scoring import registry
from roleplay.scoring.advice import choose
from roleplay.scoring.call import Call
from roleplay.scoring.findings import Judgement, Say, Verdict, out_of_place, unscored
from roleplay.scoring.measures import measure
from roleplay.scoring.quotes import listed
from roleplay.scoring.rubric import Criterion, Rubric, Rule
from roleplay.scoring.summary import summarise, too_little
from roleplay.scoring.weighing import enough_turns, manner, settle
from roleplay.scoring.words import local, phrase
from roleplay.terms import Language, SpeechFault, Taboo
from roleplay.transcript import Transcript

ENGINE_VERSION = "1"

_NOT_JUDGED = ("voice", "dress", "eyes")
Judged = tuple[tuple[Criterion, Judgement], ...]


def score(
    transcript: Transcript,
    rubric: Rubric,
    annotations: tuple[TurnAnnotation, ...],
    *,
    language: Language | None = None,
    persona: Persona | None = None,
    offer: Offer | None = None,
    log: tuple[LogEntry, ...] = (),
) -> Scorecard:
    """Judge a call.

    Args:
        transcript: the call.
        rubric: how it is judged.
        annotations: what the analysis found, one a turn of the rep.
        language: of titles, reasons and advice; default: the call's own. Suggested sentences are in the call's.
        persona: the buyer, where the call was played here.
        offer: what the rep sells, where it is known.
        log: the director's log of the call, ground truth for what was found out, raised, granted and agreed.

    Returns:
        The scorecard. Its ``score`` is None where too little was said to judge.
    """
    reader = language or transcript.language
    call = Call(transcript, annotations, persona, offer, log)
    enough = _enough(call, rubric)
    call = with_verdicts(call, rubric, enough=enough)
    taboos, faults = call.taboos, call.faults
    judged: Judged = tuple((criterion, _criterion(call, criterion, enough=enough)) for criterion in rubric.criteria)
    total = _total(judged) if enough else None
    return Scorecard(
        transcript=transcript.id,
        language=transcript.language.value,
        call_type=transcript.call_type.value,
        rubric=rubric.id,
        rubric_version=rubric.version,
        engine_version=ENGINE_VERSION,
        score=total,
        passed=None if total is None else total >= rubric.pass_mark,
        band="" if total is None else rubric.bands.of(total),
        band_bounds=rubric.bands.bounds,
        summary=too_little(call, reader) if total is None else summarise(call, judged, taboos, faults, reader),
        criteria=tuple(_criterion_result(call, criterion, judgement, reader) for criterion, judgement in judged),
        advice=() if total is None else choose(call, rubric, judged, taboos, faults, reader),
        measures=measure(call),
        taboos=tuple(_taboo_result(call, taboo, verdict, reader) for taboo, verdict in taboos),
        speech_faults=tuple(_fault_result(call, fault, verdict, reader) for fault, verdict in faults),
        not_judged=tuple(phrase(reader, say) for say in _left_out(call)),
    )


def with_verdicts(call: Call, rubric: Rubric, *, enough: bool = True, weighed: bool = True) -> Call:
    """The same call with its taboos and faults judged, as the criteria need it; none if not ``enough`` was said.

    Not ``weighed``, each is judged by its own signs alone.
    """
    held = manner(call) if weighed and enough and not call.log and enough_turns(call) else None
    faults = tuple((fault, _fault(call, rubric, fault, held)) for fault in SpeechFault)
    taboos = tuple((taboo, _taboo(call, rubric, taboo, held, enough=enough)) for taboo in Taboo)
    return call.judged(taboos, faults)


def _left_out(call: Call) -> tuple[Say, ...]:
    """What a transcript cannot show, and the turns whose words were meant for the program or were mere catchwords."""
    aside = ", ".join(str(rep.turn + 1) for rep in call.rep_turns if rep.meta or rep.recital)
    standing = tuple(Say.of(f"not_judged.{name}") for name in _NOT_JUDGED)
    return (*standing, Say.of("not_judged.aside", turns=aside)) if aside else standing


def _enough(call: Call, rubric: Rubric) -> bool:
    least = rubric.minimum
    words = sum(turn.annotation.words for turn in call.rep_turns)
    needed = least.rep_words.zh if call.language.is_chinese else least.rep_words.en
    spoken = sum(bool(turn.text.strip()) for turn in call.buyer_turns)
    return len(call.rep_turns) >= least.rep_turns and words >= needed and spoken >= least.buyer_turns


def _criterion(call: Call, criterion: Criterion, *, enough: bool) -> Judgement:
    if not enough:
        return unscored(Say.of("too_little.item"))
    return registry.checks()[criterion.check].judge(call, criterion.settings)


def _taboo(call: Call, rubric: Rubric, taboo: Taboo, held: float | None, *, enough: bool) -> Verdict:
    rule = rubric.taboos.get(taboo) or Rule()
    if not enough:
        return out_of_place(Say.of("too_little.item")).model_copy(update={"confidence": 0.0})
    if not rule.applies:
        return out_of_place(Say.of("verdict.switched_off"))
    return _judged(call, registry.taboos()[taboo], rule, held)


def _judged(call: Call, check: registry.Check[Verdict], rule: Rule, held: float | None) -> Verdict:
    """What the check says; its signs weighed against the manner of the call, where that is known and wanted."""
    settings = check.settings.model_validate(rule.settings)
    verdict = check.judge(call, settings)
    return verdict if held is None or not getattr(settings, "weighed", True) else settle(check.name, verdict, held)


def _fault(call: Call, rubric: Rubric, fault: SpeechFault, held: float | None) -> Verdict:
    rule = rubric.speech_faults.get(fault) or Rule()
    if not call.rep_turns:
        return out_of_place(Say.of("too_little.item")).model_copy(update={"confidence": 0.0})
    if not rule.applies:
        return out_of_place(Say.of("verdict.switched_off"))
    return _judged(call, registry.faults()[fault], rule, held)


def _total(judged: Judged) -> float | None:
    counted = [(criterion.weight, judgement.score) for criterion, judgement in judged if judgement.score is not None]
    weight = sum(w for w, _ in counted)
    return round(100 * sum(w * s for w, s in counted) / weight, 1) if weight else None


def _criterion_result(call: Call, criterion: Criterion, judgement: Judgement, reader: Language) -> CriterionResult:
    advice = next((a for a in criterion.advice if a.when == judgement.case and judgement.case), None)
    return CriterionResult(
        id=criterion.id,
        title=local(criterion.title, reader) or criterion.id,
        status=judgement.status,
        applicable=judgement.status != "not_applicable",
        score=judgement.score,
        weight=criterion.weight,
        measure=judgement.measure,
        reason=phrase(reader, judgement.reason),
        evidence=listed(call.transcript, judgement.findings, reader),
        advice=(local(advice.why, reader) or "") if advice else "",
    )


def _taboo_result(call: Call, taboo: Taboo, verdict: Verdict, reader: Language) -> TabooResult:
    return TabooResult(
        id=taboo,
        title=phrase(reader, Say.of(f"taboo.{taboo.value}")),
        found=verdict.found,
        applicable=verdict.applicable,
        confidence=round(verdict.confidence, 2),
        reason=phrase(reader, verdict.reason),
        evidence=listed(call.transcript, verdict.findings, reader),
        advice=phrase(reader, Say.of(f"advice.{taboo.value}.why")) if verdict.found else "",
    )


def _fault_result(call: Call, fault: SpeechFault, verdict: Verdict, reader: Language) -> SpeechFaultResult:
    return SpeechFaultResult(
        id=fault,
        title=phrase(reader, Say.of(f"fault.{fault.value}")),
        found=verdict.found,
        applicable=verdict.applicable,
        reason=phrase(reader, verdict.reason),
        evidence=listed(call.transcript, verdict.findings, reader),
    )
