"""The guard: a deterministic check of what a chat model says for the buyer, about a millisecond a reply.

It stops a reply that leaves the role, tells or invents what nobody has said, promises what the director has not
decided, or does not sound like speech. ``Licence`` says what this reply may contain, ``rules`` find the faults,
``GuardedStream`` lets out only checked text.
"""

from roleplay.buyer.guard.licence import Licence
from roleplay.buyer.guard.stream import GuardedStream, Rejected

__all__ = ["GuardedStream", "Licence", "Rejected", "faults"]


def faults(text: str, licence: Licence) -> list[str]:
    """The ids of all rules that turn this whole reply down, in their order; empty for a good reply."""
    from roleplay.analysis.normalise import fold
    from roleplay.buyer.guard.rules import AT_THE_END, ON_THE_WAY

    folded = fold(text)
    return [rule for rule, finds in {**ON_THE_WAY, **AT_THE_END}.items() if finds(text, folded, licence) is not None]
