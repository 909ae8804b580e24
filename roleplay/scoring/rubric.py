"""A rubric: how calls of one type are judged. The fields are the keys of the files under ``rubrics/``."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Annotated, Any, Literal

from pydantic import (
    Field,
    GetJsonSchemaHandler,
    SerializeAsAny,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from roleplay.persona import Id, LocalText, Text
from roleplay.scoring import registry
from roleplay.scoring.findings import CheckSettings
from roleplay.terms import CallType, Language, SpeechFault, Taboo
from roleplay.transcript import Frozen

BandId = Literal["starting", "forming", "sound", "strong"]
Points = Annotated[float, Field(ge=0, le=100)]
Wordings = Annotated[
    dict[Language, tuple[Text, ...]],
    Field(
        description="Sentences that a rep could say in such a call, per language of the call. One is chosen; slots "
        "such as {problem}, {day}, {other_day}, {name}, {concern}, {product} are filled from the call."
    ),
]


class Bands(Frozen):
    """From which score on a call is in which band."""

    starting: Points = Field(default=0, description="Always 0: every scored call is in a band.")
    forming: Points = Field(default=40, description="From this score on: the skill is forming.")
    sound: Points = Field(default=60, description="From this score on: a sound call.")
    strong: Points = Field(default=80, description="From this score on: a strong call.")

    @model_validator(mode="after")
    def _rising(self) -> Bands:
        if self.starting != 0 or sorted(set(self.bounds)) != list(self.bounds):
            raise ValueError("bands must start at 0 and rise: starting, forming, sound, strong")
        return self

    @property
    def bounds(self) -> tuple[float, ...]:
        """The lower bounds, rising from 0."""
        return (self.starting, self.forming, self.sound, self.strong)

    def of(self, score: float) -> BandId:
        """The band of a score from 0 to 100."""
        names: tuple[BandId, ...] = ("strong", "sound", "forming")
        return next((name for name in names if score >= getattr(self, name)), "starting")


class WordCount(Frozen):
    """A number of words in both kinds of writing."""

    en: int = Field(ge=0, description="English words.")
    zh: int = Field(ge=0, description="Han characters and Latin words.")


class Minimum(Frozen):
    """What must have been said before a call is scored at all."""

    rep_turns: int = Field(default=3, ge=1, description="Turns of the rep.")
    rep_words: WordCount = Field(default=WordCount(en=30, zh=45), description="Words of the rep in the whole call.")
    buyer_turns: int = Field(default=2, ge=1, description="Turns of the buyer.")


class Example(Frozen):
    """A small dialogue that shows a criterion at work. It is run as a test."""

    language: Language = Field(description="The language of the dialogue.")
    talk: Text = Field(description="Lines that begin with R: (rep) or B: (buyer).")


class Examples(Frozen):
    """Dialogues that must score low or be found (bad), and high or be clear (good)."""

    bad: tuple[Example, ...] = Field(default=(), description="Must score low, or the taboo must be found.")
    good: tuple[Example, ...] = Field(default=(), description="Must score high, or the taboo must not be found.")


class AdviceText(Frozen):
    """What to try next time, for one way in which the criterion fell short."""

    when: str = Field(default="", description="Id of the case, such as 'vague' or 'no_implication'; empty: any other.")
    title: LocalText
    say: Wordings
    why: LocalText = Field(default_factory=dict, description="Why it helps, in one sentence.")


class Criterion(Frozen):
    """One line of the scorecard."""

    id: Id
    check: str = Field(description="Name of the check that judges it: a file under roleplay/scoring/checks.")
    title: LocalText
    weight: float = Field(gt=0, description="Points of the total; only the share of the sum matters.")
    settings: SerializeAsAny[CheckSettings] = Field(
        default_factory=CheckSettings, description="Thresholds and targets; which ones there are depends on the check."
    )
    source: str = Field(default="", description="Where the criterion comes from: a section of the course, or a study.")
    advice: tuple[AdviceText, ...] = ()
    examples: Examples = Examples()

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Tell an editor which settings each check has."""
        schema = handler.resolve_ref_schema(handler(core))
        schema["properties"]["check"]["enum"] = sorted(registry.checks())
        schema["properties"]["settings"] = {"type": "object", "description": cls.model_fields["settings"].description}
        schema["allOf"] = [
            {
                "if": {"properties": {"check": {"const": name}}},
                "then": {"properties": {"settings": handler(check.settings.__pydantic_core_schema__)}},
            }
            for name, check in registry.checks().items()
        ]
        return schema

    @field_validator("check")
    @classmethod
    def _known(cls, name: str) -> str:
        known = sorted(registry.checks())
        if name not in known:
            close = get_close_matches(name, known, n=1)
            raise ValueError(
                f"there is no check {name!r}"
                + (f", did you mean {close[0]!r}" if close else f"; there are {', '.join(known)}")
            )
        return name

    @field_validator("settings", mode="before")
    @classmethod
    def _typed(cls, value: Any, info: ValidationInfo) -> Any:
        check = registry.checks().get(info.data.get("check", ""))
        return value if check is None else check.settings.model_validate(value)

    @model_validator(mode="before")
    @classmethod
    def _with_defaults(cls, value: Any) -> Any:
        return {**value, "settings": value.get("settings") or {}} if isinstance(value, dict) else value


class Rule(Frozen):
    """Settings of a taboo or a speech fault in this rubric; all have defaults."""

    applies: bool = Field(default=True, description="False: it is listed as not applicable in calls of this type.")
    settings: dict[str, Any] = Field(default_factory=dict, description="Thresholds; which ones depends on the taboo.")
    advice: tuple[AdviceText, ...] = ()
    examples: Examples = Examples()


class Rubric(Frozen):
    """How calls of one type are judged, as one file under ``rubrics``."""

    id: Id
    version: Text = Field(description="Counts up when the meaning of a score changes. A hash of the content is added.")
    call_type: CallType
    title: LocalText
    description: LocalText
    pass_mark: Points = Field(default=60, description="From this score on a call is passed.")
    bands: Bands = Bands()
    minimum: Minimum = Minimum()
    criteria: tuple[Criterion, ...] = Field(min_length=1)
    taboos: dict[Taboo, Rule] = Field(
        default_factory=dict, description="Settings per taboo; all ten are always judged."
    )
    speech_faults: dict[SpeechFault, Rule] = Field(default_factory=dict, description="The same for the speech faults.")

    @model_validator(mode="after")
    def _check(self) -> Rubric:
        ids = [criterion.id for criterion in self.criteria]
        twice = sorted({name for name in ids if ids.count(name) > 1})
        if twice:
            raise ValueError(f"criteria: {', '.join(twice)} is there twice")
        for taboo, rule in self.taboos.items():
            registry.taboos()[taboo].settings.model_validate(rule.settings)
        for fault, rule in self.speech_faults.items():
            registry.faults()[fault].settings.model_validate(rule.settings)
        return self
