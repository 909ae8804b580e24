"""A scorecard as a document: Markdown for a terminal or a wiki, and one self-contained HTML page."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from roleplay.commands.words import word
from roleplay.scorecard import CriterionResult, Evidence, Scorecard, TabooResult
from roleplay.terms import Language
from roleplay.transcript import Speaker, Transcript

STYLE = (
    "body{font:15px/1.6 system-ui,'PingFang SC','Microsoft YaHei',sans-serif;max-width:46rem;margin:2rem auto;"
    "padding:0 1rem;color:#14201e;background:#fff}h1{font-size:1.6rem}"
    "h2{font-size:1.1rem;margin-top:2rem;border-bottom:1px solid #dbe1df}"
    "blockquote{margin:.2rem 0 .2rem 1rem;color:#43514e}li{margin:.3rem 0}"
)


def markdown(call: Transcript, card: Scorecard, language: Language | None = None) -> str:
    """The scorecard as Markdown, its headings in ``language`` (default: the call's).

    Everything that was said is escaped, so that it stays text.
    """
    language = language or call.language
    lines = [f"# {_inline(call.id)}: {_total(card, language)}", "", _inline(card.summary), ""]
    lines += _advice(card, language)
    lines += [f"## {word(language, 'report.criteria')}", ""]
    for criterion in card.criteria:
        points = _points(criterion, language) + word(language, "report.colon")
        lines.append(f"- **{_inline(criterion.title)}** {points}{_inline(criterion.reason)}")
        lines += [_quote(evidence, language) for evidence in criterion.evidence]
    lines += ["", f"## {word(language, 'report.taboos')}", ""]
    for taboo in card.taboos:
        verdict = word(language, f"report.{_verdict(taboo)}")
        lines.append(
            f"- **{_inline(taboo.title)}** {verdict}{word(language, 'report.stop')}{_inline(taboo.reason)}".rstrip()
        )
        lines += [_quote(evidence, language) for evidence in taboo.evidence if taboo.found]
    found = [fault for fault in card.speech_faults if fault.found]
    lines += ["", f"## {word(language, 'report.faults')}", ""]
    lines += [f"- **{_inline(fault.title)}** {_inline(fault.reason)}" for fault in found] or [
        word(language, "report.none")
    ]
    lines += ["", _inline(_not_judged(card, language))]
    return "\n".join(lines)


def html_shell(language: Language) -> tuple[str, str]:
    """What stands before and after the scorecards of a page in ``language``, which loads nothing from anywhere."""
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    return (
        f'<!doctype html>\n<html lang="{escape(language.value)}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}"><title>roleplay</title>'
        f"<style>{STYLE}</style></head><body>\n"
    ), "</body></html>\n"


def html_part(call: Transcript, card: Scorecard, language: Language | None = None) -> str:
    """One scorecard as part of a page; headings as for ``markdown``."""
    language = language or call.language
    body = "\n".join(_html_parts(call, card, language))
    return f'<article lang="{escape(language.value)}">\n{body}\n</article>\n'


def _html_parts(call: Transcript, card: Scorecard, language: Language) -> Iterator[str]:
    yield f"<h1>{escape(call.id)}: {escape(_total(card, language))}</h1><p>{escape(card.summary)}</p>"
    if card.advice:
        yield f"<h2>{escape(word(language, 'report.advice'))}</h2><ol>"
        for advice in card.advice:
            said = _said(advice.said, language)
            yield f"<li><b>{escape(advice.title)}</b><blockquote>{said}</blockquote>→ {escape(advice.suggestion)}</li>"
        yield "</ol>"
    yield f"<h2>{escape(word(language, 'report.criteria'))}</h2><ul>"
    for criterion in card.criteria:
        quotes = "".join(f"<blockquote>{_said(e, language)}</blockquote>" for e in criterion.evidence)
        points = escape(_points(criterion, language) + word(language, "report.colon"))
        yield f"<li><b>{escape(criterion.title)}</b> {points}{escape(criterion.reason)}{quotes}</li>"
    yield f"</ul><h2>{escape(word(language, 'report.taboos'))}</h2><ul>"
    for taboo in card.taboos:
        verdict = escape(word(language, f"report.{_verdict(taboo)}") + word(language, "report.stop"))
        quotes = "".join(f"<blockquote>{_said(e, language)}</blockquote>" for e in taboo.evidence if taboo.found)
        yield f"<li><b>{escape(taboo.title)}</b> {verdict}{escape(taboo.reason)}{quotes}</li>"
    yield f"</ul><h2>{escape(word(language, 'report.faults'))}</h2><ul>"
    found = [fault for fault in card.speech_faults if fault.found]
    for fault in found:
        yield f"<li><b>{escape(fault.title)}</b> {escape(fault.reason)}</li>"
    if not found:
        yield f"<li>{escape(word(language, 'report.none'))}</li>"
    yield f"</ul><h2>{escape(word(language, 'report.transcript'))}</h2><ol>"
    for turn in call.turns:
        who = word(language, "report.rep" if turn.speaker is Speaker.REP else "report.buyer")
        yield f"<li><b>{escape(who)}</b> {escape(turn.text)}</li>"
    yield f"</ol><p>{escape(_not_judged(card, language))}</p>"


def _advice(card: Scorecard, language: Language) -> list[str]:
    if not card.advice:
        return []
    lines = [f"## {word(language, 'report.advice')}", ""]
    for number, advice in enumerate(card.advice, start=1):
        mark = f" ({word(language, 'report.next')})" if advice.next else ""
        lines.append(f"{number}. **{_inline(advice.title)}**{mark}")
        if advice.said is not None:
            lines.append(_quote(advice.said, language, indent="   "))
        lines.append(f"   → {_inline(advice.suggestion)}")
    return [*lines, ""]


def _total(card: Scorecard, language: Language) -> str:
    return (
        word(language, "report.unscored")
        if card.score is None
        else word(language, "report.total", score=f"{card.score:g}")
    )


def _points(criterion: CriterionResult, language: Language) -> str:
    if criterion.score is None:
        return word(language, "report.na" if criterion.status == "not_applicable" else "report.unscored")
    return f"{criterion.score * criterion.weight:.1f} / {criterion.weight:g}"


def _not_judged(card: Scorecard, language: Language) -> str:
    named = word(language, "report.join").join(card.not_judged)
    return word(language, "report.not_judged") + word(language, "report.colon") + named


def _verdict(taboo: TabooResult) -> str:
    return "na" if not taboo.applicable else "found" if taboo.found else "clear"


def _said(evidence: Evidence | None, language: Language) -> str:
    if evidence is None:
        return escape(word(language, "report.never_said"))
    turn = word(language, "report.turn", n=evidence.turn + 1)
    note = f" {evidence.note}" if evidence.note else ""
    return f"{escape(evidence.quote)} ({escape(turn)}){escape(note)}"


def _quote(evidence: Evidence, language: Language, indent: str = "  ") -> str:
    turn = word(language, "report.turn", n=evidence.turn + 1)
    note = f" {_inline(evidence.note)}" if evidence.note else ""
    return f"{indent}> {_inline(evidence.quote)} ({turn}){note}"


def _inline(text: str) -> str:
    """Text that Markdown takes as text, on one line."""
    flat = " ".join(text.split())
    return "".join(f"\\{char}" if char in "\\`*_[]<>#|!" else char for char in flat)
