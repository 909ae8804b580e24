"""Everything that is fixed for a call: who is called, what is sold, how such people behave, and the seed."""

from __future__ import annotations

from roleplay.persona import Offer, Persona, PersonalityTraits, RoleTraits, StanceTraits, Traits
from roleplay.terms import CallType, Language, Stance
from roleplay.transcript import Frozen


class Scene(Frozen):
    """One call's fixed part. Kept with the call, so that a later change of the files does not change it."""

    persona: Persona
    offer: Offer
    traits: Traits
    call_type: CallType
    language: Language
    seed: int

    @property
    def personality(self) -> PersonalityTraits:
        """How this buyer's personality behaves."""
        return self.traits.personalities[self.persona.personality]

    @property
    def role(self) -> RoleTraits:
        """What this buyer's role decides."""
        return self.traits.roles[self.persona.role]

    def stance(self, stance: Stance) -> StanceTraits:
        """How a buyer of this stance behaves; the stance of a call may move, so it comes from the state."""
        return self.traits.stances[stance]
