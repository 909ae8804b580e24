"""Who asks, and how the page should speak and look: decided once a request, before any page code runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from roleplay.terms import Language
from roleplay.ui.preferences import Theme

_SCOPE_KEY: Final = "roleplay.visitor"


@dataclass(frozen=True)
class Visitor:
    """The person behind a request. ``user`` is empty for a request without a valid cookie that is not a page."""

    user: str
    language: Language
    theme: Theme
    nonce: str
    """Allows the inline scripts of this one answer, and no others."""
    keys: bool = True
    """Whether single letters are shortcuts."""


def attach(scope: Mapping[str, Any], visitor: Visitor) -> dict[str, Any]:
    """Return the scope with the visitor in it."""
    return {**scope, _SCOPE_KEY: visitor}


def visitor_of(scope: Mapping[str, Any]) -> Visitor:
    """Return who was attached to this request.

    Raises:
        LookupError: the request did not come through the gate; nothing may be served then.
    """
    visitor: Visitor | None = scope.get(_SCOPE_KEY)
    if visitor is None:
        raise LookupError("the request did not pass the gate, so nobody knows whose it is")
    return visitor
