"""Who is called, what he knows, and what the rep sells: the files under ``personas/`` as values.

The names of the fields are the keys of the YAML files, and their descriptions are what an author reads in the editor.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from roleplay.terms import CallType, FactKind, Language, Personality, Role, Spin, Stance
from roleplay.transcript import Frozen

Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", description="Lower-case letters, digits and _.")]
Text = Annotated[str, Field(min_length=1)]
Share = Annotated[float, Field(ge=0, le=1)]
Topics = Annotated[tuple[Text, ...], Field(min_length=1, description="Words by which a question is about this.")]
LocalText = Annotated[dict[Language, Text], Field(description="The same text per language; en and zh-Hans at least.")]


class Company(Frozen):
    """The buyer's firm."""

    name: Text
    industry: Text
    size: str = ""


class Condition(Frozen):
    """When the buyer is ready to say something. Every part that is set must hold."""

    trust: Share | None = Field(default=None, description="At least this much trust, 0 to 1.")
    interest: Share | None = Field(default=None, description="At least this much interest, 0 to 1.")
    question: Literal["any", "open"] = Field(default="any", description="'open': a closed question does not get it.")
    spin: Spin = Field(default=Spin.NONE, description="The question must go at least this deep.")
    after: tuple[str, ...] = Field(default=(), description="Ids that must have been said before.")
    in_return: bool = Field(default=False, description="Only after the rep has given an answer or a proof himself.")


class NeedConditions(Frozen):
    """Conditions for the layers of a need; a layer left out takes the default of the director."""

    situation: Condition | None = None
    problem: Condition | None = None
    implication: Condition | None = None
    payoff: Condition | None = None


class Need(Frozen):
    """One need in the shape of SPIN.

    Ids of what can be said: ``<id>.situation``, ``<id>.problem``, ``<id>.implication.1`` (and so on), ``<id>.payoff``.
    """

    id: Id
    topics: Topics
    situation: Text = Field(description="What he says when asked how things are.")
    problem: Text = Field(description="What he says when asked what goes wrong.")
    partly: Text | None = Field(default=None, description="What a closed or an early question about it gets instead.")
    implications: tuple[Text, ...] = Field(min_length=1, description="What the problem leads to, in his words.")
    payoff: Text = Field(description="What solving it would be worth, in his words.")
    needs: NeedConditions = NeedConditions()


class Fact(Frozen):
    """Something worth knowing beside the needs: budget, who decides, the present supplier and so on."""

    id: Id
    kind: FactKind
    topics: Topics
    says: Text
    partly: Text | None = Field(default=None, description="What he says before the condition is met.")
    needs: Condition = Condition()


Trigger = Literal["opening", "first_pitch", "price", "next_step", "midway"]


class Objection(Frozen):
    """A concern that is said, and the real reason beneath it, which comes out only when it is explored."""

    id: Id
    when: Trigger
    topics: tuple[Text, ...] = ()
    says: Text
    again: Text | None = Field(default=None, description="How he says it the second time.")
    real_reason: Text = Field(description="In his own words, as he would say it when somebody asks kindly.")
    settled_by: tuple[Literal["proof", "reference", "empathy", "lower_stakes", "implication", "condition"], ...] = (
        Field(
            min_length=1, description="Any one of these, after the real reason is out or for a light objection at once."
        )
    )


class Demand(Frozen):
    """Something he asks for to see whether he gets it. Granting it at once makes the next one larger."""

    id: Id
    when: Trigger | None = None
    says: Text
    larger: Text | None = Field(default=None, description="What he asks for next when this was simply granted.")


class Bait(Frozen):
    """A wrong or slanted remark that a weak rep agrees with."""

    id: Id
    says: Text
    truth: Text = Field(description="What is wrong with it, for the scorecard, in one sentence.")


class Persona(Frozen):
    """A buyer, as one file under ``personas/buyers``."""

    id: Id
    language: Language
    name: Text
    called: str = Field(default="", description="The short name in sentences: 'Dana', '王经理'. Empty: from the name.")
    title: Text
    company: Company
    personality: Personality
    stance: Stance
    role: Role
    offer: Id
    calls: tuple[CallType, ...] = Field(min_length=1)
    brief: Text = Field(description="What the rep may know before the call. Public: no secrets here.")
    manner: Text = Field(description="How this person comes across, in one public sentence.")
    stance_root: Text = Field(description="Why he stands as he does. Private.")
    speech: tuple[Text, ...] = Field(default=(), description="Turns of phrase of his, one to four words each.")
    needs: tuple[Need, ...] = Field(min_length=1)
    facts: tuple[Fact, ...] = ()
    objections: tuple[Objection, ...] = ()
    demands: tuple[Demand, ...] = ()
    baits: tuple[Bait, ...] = ()
    commitments: dict[CallType, Text] = Field(
        description="Per call type: what he can be brought to, as the rep's goal in one short sentence. Public."
    )

    @property
    def short_name(self) -> str:
        """The name used in sentences about this buyer."""
        if self.called:
            return self.called
        return self.name if self.language.is_chinese else self.name.split()[0]

    @model_validator(mode="after")
    def _check_calls(self) -> Persona:
        missing = [call for call in self.calls if call not in self.commitments]
        if missing:
            raise ValueError(f"commitments: nothing is said for {', '.join(missing)}")
        return self


class Feature(Frozen):
    """One selling point, from what it is to what it does for the buyer."""

    feature: Text
    advantage: Text
    benefit: Text


class Price(Frozen):
    """What the offer costs, in one currency and unit."""

    list: float = Field(gt=0)
    floor: float = Field(gt=0)
    currency: Text
    unit: Text = Field(description="Per year, per line, one-off…, in the offer's language.")


class Proof(Frozen):
    """Evidence that the rep may truthfully use."""

    id: Id
    kind: Literal["figure", "reference", "document", "test"]
    says: Text


class Offer(Frozen):
    """What the rep sells, as one file under ``personas/offers``. All of it is shown to the rep."""

    id: Id
    language: Language
    name: Text
    vendor: Text = Field(description="The rep's firm.")
    industry: Text
    summary: Text = Field(description="One sentence for the brief.")
    words: Topics = Field(description="Words by which a sentence is about this product.")
    features: tuple[Feature, ...] = Field(min_length=1)
    price: Price
    rivals: tuple[Text, ...] = ()
    proofs: tuple[Proof, ...] = ()


class LengthCap(Frozen):
    """The longest line of a buyer: Han characters in Chinese, words in English."""

    en: int = Field(gt=0)
    zh: int = Field(gt=0)


class PersonalityTraits(Frozen):
    """How a personality behaves, as numbers and habits (``personas/traits/personalities.yaml``)."""

    trait: LocalText = Field(description="The plain trait shown to people.")
    trust_gain: float = Field(gt=0)
    interest_gain: float = Field(gt=0)
    patience_loss: float = Field(gt=0)
    patience: Share = Field(description="Patience at the start.")
    longest: LengthCap
    asks_back: Share = Field(description="How often he answers a question with one of his own.")
    quid_pro_quo: bool = Field(description="Deep facts only after the rep gave something.")
    repeats_objections: bool = Field(description="Says the same objection again until it meets evidence.")
    agrees_passively: bool = Field(description="Says yes without meaning a commitment.")
    demand_by_turn: int = Field(gt=0, description="Makes a demand by this turn of his at the latest.")
    habits: LocalText = Field(description="How he talks, for whoever plays him.")


class StanceMove(Frozen):
    """When a stance moves one step, at most once a call."""

    to: Stance
    trust: Share
    settled_objections: int = Field(default=0, ge=0)
    problems: int = Field(default=0, ge=0, description="Problems voiced.")


class StanceTraits(Frozen):
    """Where a stance starts and how far it lets a buyer go (``personas/traits/stances.yaml``)."""

    hint: LocalText = Field(description="What pages show: 'Wants proof before belief'.")
    trust: Share
    interest: Share
    trust_cap: Share
    moves: StanceMove | None = None
    agrees: bool = Field(description="False: never agrees to a next step.")
    agreement_trust: Share = Field(description="Trust needed before he agrees to a next step.")
    agreement_interest: Share
    refusals: int = Field(ge=0, description="How often a first request is refused before it is weighed.")
    attitude: LocalText = Field(description="How he stands, for whoever plays him.")


class RoleTraits(Frozen):
    """What a role decides, knows and fears (``personas/traits/roles.yaml``)."""

    title: LocalText
    decides: bool = Field(description="May commit money himself.")
    asks_first: LocalText
    fears: LocalText


class Traits(Frozen):
    """All traits together."""

    personalities: dict[Personality, PersonalityTraits]
    stances: dict[Stance, StanceTraits]
    roles: dict[Role, RoleTraits]


class Line(Frozen):
    """One written line of the embedded voice. ``text`` may hold slots such as {fact}, {when}, {topic}, {name}."""

    id: str
    text: Text
    act: str
    mood: Literal["warm", "neutral", "cold", "any"] = "any"
    personality: Personality | None = None
    call: CallType | None = None


class Wrapper(Frozen):
    """A small opener or closer that gives a line its speaker's sound."""

    id: str
    text: Text
    place: Literal["before", "after"]
    mood: Literal["warm", "neutral", "cold", "any"] = "any"
    personality: Personality | None = None


class LineBook(Frozen):
    """The written lines of one language."""

    language: Language
    lines: tuple[Line, ...]
    wrappers: tuple[Wrapper, ...] = ()
