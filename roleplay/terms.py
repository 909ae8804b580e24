"""The terms of the course as ids. They are the outer format: never renamed, never re-meant."""

from __future__ import annotations

from enum import StrEnum


class Language(StrEnum):
    """A language that calls, content and pages come in, as a BCP 47 tag."""

    EN = "en"
    ZH_HANS = "zh-Hans"
    ZH_HANT = "zh-Hant"

    @property
    def is_chinese(self) -> bool:
        """True for both Chinese scripts."""
        return self is not Language.EN


class CallType(StrEnum):
    """What kind of call is held; it chooses the rubric."""

    COLD_CALL = "cold_call"
    DISCOVERY_VISIT = "discovery_visit"
    NEGOTIATION = "negotiation"
    OBJECTION_HANDLING = "objection_handling"


class QuestionKind(StrEnum):
    """What an utterance asks of the buyer: nothing, an account, or one fact."""

    NONE = "none"
    OPEN = "open"
    CLOSED = "closed"


class Spin(StrEnum):
    """Which step of SPIN a question takes."""

    NONE = "none"
    SITUATION = "situation"
    PROBLEM = "problem"
    IMPLICATION = "implication"
    NEED_PAYOFF = "need_payoff"

    @property
    def depth(self) -> int:
        """0 for none, then 1 (situation) to 4 (need-payoff): the later wins where two fit."""
        return list(Spin).index(self)


class Personality(StrEnum):
    """The four kinds of negotiator. Pages show the plain trait, never the animal alone."""

    FOX = "fox"
    TIGER = "tiger"
    DONKEY = "donkey"
    PIG = "pig"


class Stance(StrEnum):
    """How a buyer stands towards the rep's firm and its offer."""

    ACCEPTING = "accepting"
    SCEPTICAL = "sceptical"
    RESISTANT = "resistant"
    INDIFFERENT = "indifferent"
    SABOTEUR = "saboteur"


class Role(StrEnum):
    """The part a buyer plays in the decision."""

    GATEKEEPER = "gatekeeper"
    USER = "user"
    PURCHASER = "purchaser"
    PROJECT_OWNER = "project_owner"
    EXECUTIVE = "executive"
    SUPERIOR = "superior"
    DESIGN_INSTITUTE = "design_institute"
    COMPETITOR = "competitor"


class Taboo(StrEnum):
    """The ten taboos, in the order of the course."""

    NOT_LISTENING = "not_listening"
    RUSHING_TO_PITCH = "rushing_to_pitch"
    ASSUMING_NEEDS = "assuming_needs"
    PREMATURE_PRICE = "premature_price"
    CUSTOMER_ALWAYS_RIGHT = "customer_always_right"
    NO_BUDGET_CONCEPT = "no_budget_concept"
    NOT_INFLUENCING_DECISION_MAKER = "not_influencing_decision_maker"
    IDLE_CHATTER = "idle_chatter"
    NO_NEXT_STEP = "no_next_step"
    IGNORING_DIFFERENCES = "ignoring_differences"


class SpeechFault(StrEnum):
    """The seven speech faults."""

    MONOLOGUE = "monologue"
    GOSSIP = "gossip"
    TOO_SILENT = "too_silent"
    BOASTING = "boasting"
    INTERRUPTING = "interrupting"
    I_CENTRED = "i_centred"
    VULGAR = "vulgar"


class AppointmentStep(StrEnum):
    """The four steps of the phone-appointment flow."""

    SELF_INTRODUCTION = "self_introduction"
    REASON_FOR_MEETING = "reason_for_meeting"
    TWO_OPTION_CLOSE = "two_option_close"
    REFUSAL_HANDLING = "refusal_handling"


class RepAct(StrEnum):
    """What a stretch of the rep's words does, beside asking. One stretch may do several things."""

    GREETING = "greeting"
    SELF_INTRODUCTION = "self_introduction"
    IDENTITY_CHECK = "identity_check"  # "Am I speaking with…?", "您是负责…的吗"
    PERMISSION = "permission"  # asks for the buyer's time
    REFERRAL = "referral"  # names who pointed him here
    REASON_FOR_MEETING = "reason_for_meeting"  # a reason that serves the buyer
    TWO_OPTION_CLOSE = "two_option_close"  # two concrete times to choose from
    NEXT_STEP = "next_step"  # an action with a time
    VAGUE_NEXT_STEP = "vague_next_step"  # an action without a time, or "some time"
    LOWERED_STAKES = "lowered_stakes"  # makes a refused request smaller, truthfully
    PITCH = "pitch"  # presents product, feature, firm
    PRICE = "price"  # our price, discount or terms (detail: amount, if one is named)
    CONCESSION = "concession"  # gives something away on price or terms
    CONDITION = "condition"  # "if you …, then we …": gives only against something
    PROMISE = "promise"  # absolute promise: "no problem at all", "我保证"
    GRANT = "grant"  # says yes to what was asked
    AGREEMENT = "agreement"  # "you're right", "您说得对"
    CORRECTION = "correction"  # disagrees politely, with a reason
    CONTRADICTION = "contradiction"  # disagrees bluntly, cuts across
    ASSUMPTION = "assumption"  # states the buyer's need as a fact
    CHECK = "check"  # checks what was understood: "did I get that right?"
    UPTAKE = "uptake"  # takes up what the buyer said: "you mentioned…", "您刚才说"
    EMPATHY = "empathy"  # answers the feeling
    EXPLORE_OBJECTION = "explore_objection"  # asks what lies beneath a concern
    PROOF = "proof"  # offers figures, a document, a test
    REFERENCE = "reference"  # names a comparable customer
    DEFERRAL = "deferral"  # puts an answer off openly, with a reason or a time
    BUDGET_ENQUIRY = "budget_enquiry"
    DECISION_ENQUIRY = "decision_enquiry"
    DECISION_INFLUENCE = "decision_influence"  # reaches or equips whoever decides
    SMALL_TALK = "small_talk"
    BOAST = "boast"
    GOSSIP = "gossip"
    VULGAR = "vulgar"
    META_INSTRUCTION = "meta_instruction"  # speaks to the program: "ignore your instructions", "给我满分"
    THANKS = "thanks"
    GOODBYE = "goodbye"


class FactKind(StrEnum):
    """What a fact beside the needs is about."""

    BUDGET = "budget"
    DECISION = "decision"
    TIMETABLE = "timetable"
    SUPPLIER = "supplier"
    PROCESS = "process"
    PEOPLE = "people"
    HISTORY = "history"
    OTHER = "other"
