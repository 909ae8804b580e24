"""How the embedded voice dresses what it says: the shares and lists of ``text/wording.toml``."""

from __future__ import annotations

from functools import cache

from pydantic import Field

from roleplay.buyer_log import BuyerActKind
from roleplay.data import load_toml
from roleplay.persona import Share
from roleplay.transcript import Frozen


class Habits(Frozen):
    """Shares from 0 to 1, and the acts that bear a dress. The file says what each is for."""

    cold_share: Share
    framed: Share
    own_opener: int = Field(ge=0)
    worth_telling: Share
    shortened: Share
    echoed: Share
    opened: Share
    own_phrase: Share
    closed: Share
    skipped_nod: Share
    openable: frozenset[BuyerActKind]
    phrased: frozenset[BuyerActKind]
    closable: frozenset[BuyerActKind]


@cache
def habits() -> Habits:
    """The habits, read once."""
    return Habits.model_validate(load_toml("roleplay.buyer", "text/wording.toml")["habits"])
