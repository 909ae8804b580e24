"""What a buyer can say, by id, and when he is ready to say it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from roleplay.buyer.rules import LayerDefault, rules
from roleplay.persona import Condition, Fact, Need, Persona
from roleplay.terms import QuestionKind, Spin
from roleplay.transcript import Frozen

Layer = Literal["situation", "problem", "implication", "payoff", "fact"]

_DEFAULT = Condition()


class Sayable(Frozen):
    """One thing that a buyer can say."""

    id: str
    text: str
    partly: str | None
    layer: Layer
    owner: str
    condition: Condition
    #: The file leaves the condition open: an open question may do where a deeper one is asked for.
    default: bool = False


def sayables(persona: Persona) -> dict[str, Sayable]:
    """All that the buyer can say, in the order of the file.

    Ids are ``<need>.situation``, ``<need>.problem``, ``<need>.implication.1`` (and so on), ``<need>.payoff``, and
    ``<fact>``.
    """
    items: dict[str, Sayable] = {}
    for need in persona.needs:
        items.update((item.id, item) for item in _of_need(need))
    for fact in persona.facts:
        items[fact.id] = _of_fact(fact)
    return items


def say_text(persona: Persona, item: str) -> str:
    """The buyer's own words for an id: what he can say, an objection, a demand or a bait. '' for an unknown id."""
    known = sayables(persona).get(item)
    if known is not None:
        return known.text
    spoken = {objection.id: objection.says for objection in persona.objections}
    spoken |= {demand.id: demand.says for demand in persona.demands}
    spoken |= {bait.id: bait.says for bait in persona.baits}
    return spoken.get(item, "")


def is_ready(
    item: Sayable,
    *,
    trust: float,
    interest: float,
    kind: QuestionKind,
    spin: Spin,
    said: tuple[str, ...],
    favour: bool,
) -> bool:
    """Whether the condition of an item holds for a question of this kind and depth.

    Args:
        item: What was asked for.
        trust: The buyer's trust, 0 to 1.
        interest: The buyer's interest, 0 to 1.
        kind: Open or closed.
        spin: Depth of the question.
        said: Ids said in full before.
        favour: The rep has given an answer or a proof that was not yet returned.
    """
    needs = item.condition
    if needs.interest is not None and interest < needs.interest:
        return False
    if needs.question == "open" and kind is not QuestionKind.OPEN:
        return False
    if any(other not in said for other in needs.after) or (needs.in_return and not favour):
        return False
    if item.default:
        return _default_holds(rules().disclosure[item.layer], trust, kind, spin)
    return trust >= (needs.trust or 0.0) and spin.depth >= needs.spin.depth


def is_guarded(item: Sayable) -> bool:
    """Whether a buyer who trades facts gives this one only against something; the first implication he gives freely."""
    if item.layer == "fact":
        return item.condition.in_return or (item.condition.trust or 0.0) >= rules().guarded_trust
    return item.layer == "implication" and not item.id.endswith(".1")


def _default_holds(default: LayerDefault, trust: float, kind: QuestionKind, spin: Spin) -> bool:
    if trust >= default.trust and spin.depth >= default.spin.depth:
        return True
    return default.open_trust is not None and kind is QuestionKind.OPEN and trust >= default.open_trust


def _of_need(need: Need) -> Iterator[Sayable]:
    yield _layer(need, "situation", "situation", need.situation, need.needs.situation)
    yield _layer(need, "problem", "problem", need.problem, need.needs.problem, need.partly)
    for number, text in enumerate(need.implications, start=1):
        yield _layer(need, f"implication.{number}", "implication", text, need.needs.implication)
    yield _layer(need, "payoff", "payoff", need.payoff, need.needs.payoff)


def _layer(
    need: Need, suffix: str, layer: Layer, text: str, condition: Condition | None, partly: str | None = None
) -> Sayable:
    return Sayable(
        id=f"{need.id}.{suffix}", text=text, partly=partly, layer=layer, owner=need.id,
        condition=condition or _DEFAULT, default=condition is None,
    )  # fmt: skip


def _of_fact(fact: Fact) -> Sayable:
    return Sayable(
        id=fact.id, text=fact.says, partly=fact.partly, layer="fact", owner=fact.id, condition=fact.needs
    )
