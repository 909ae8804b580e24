"""Cuts quotes out of a transcript. There is no other way for a quote to come about, so it is always verbatim."""

from __future__ import annotations

from roleplay.scorecard import Evidence
from roleplay.scoring.findings import Finding
from roleplay.scoring.words import phrase
from roleplay.terms import Language
from roleplay.transcript import Transcript


def evidence(transcript: Transcript, finding: Finding, reader: Language | None) -> Evidence:
    """Turn a finding into evidence: trimmed of blanks, clipped to its turn; noted in the reader's language."""
    text = transcript.turns[finding.turn].text
    start, end = min(finding.start, len(text)), min(finding.end, len(text))
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    note = phrase(reader, finding.note) if reader is not None and finding.note is not None else ""
    return Evidence(turn=finding.turn, start=start, end=end, quote=text[start:end], effect=finding.effect, note=note)


def listed(transcript: Transcript, findings: tuple[Finding, ...], reader: Language) -> tuple[Evidence, ...]:
    """All evidence of a result, in the order of the call, each place once."""
    cut = [evidence(transcript, finding, reader) for finding in findings]
    places: dict[tuple[int, int, int], Evidence] = {}
    for item in cut:
        places.setdefault((item.turn, item.start, item.end), item)
    return tuple(sorted(places.values(), key=lambda e: (e.turn, e.start, e.end)))
