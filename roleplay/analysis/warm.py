"""Compiles all patterns before the first turn needs them."""

from __future__ import annotations

from roleplay.analysis.acts.rules import cue, rules
from roleplay.analysis.call import analyse_turn
from roleplay.analysis.context import Context
from roleplay.analysis.rules import named_pattern, rules_of
from roleplay.analysis.topics import TopicIndex
from roleplay.data import load_toml
from roleplay.terms import Language

#: One turn a language that takes every way through the analysis: times, money, questions, a run-on sentence.
_TURNS = {
    Language.EN: "we came down to nine hundred pounds last year so what happens when a line stops and could we meet on "
    "Tuesday at ten or Thursday at two and who signs it",
    Language.ZH_HANS: "我们去年降到九百块，那线一停您这边怎么办？周二上午十点还是周四下午两点方便？这个最后是谁签字呢",
}


def warm_up() -> None:
    """Compile the patterns of both languages, so that no turn of a call waits for it (about a second, once a process).

    Calling it again costs next to nothing; without it the first turn in a language compiles what it needs.
    """
    for cues in ("en", "zh"):
        table = load_toml("roleplay.analysis", f"cues/{cues}.toml")
        for name in ("mood", "kind", "spin"):
            rules_of(cues, name)
        for part in ("patterns", "features"):
            for name, source in table[part].items():
                if isinstance(source, str):
                    named_pattern(cues, name, part)
    for chinese in (False, True):
        rules(chinese)
        for name in load_toml("roleplay.analysis", f"cues/acts_{'zh' if chinese else 'en'}.toml")["words"]:
            cue(chinese, name)
    for language, text in _TURNS.items():
        context = Context(recent_buyer=(text,), recent_rep=(text,))
        analyse_turn(text, turn=0, language=language, context=context, topics=TopicIndex((), language))
