"""The text of a turn → what it does: utterances, open and closed questions, SPIN, acts, topics. Pure and quick."""

from roleplay.analysis.call import analyse_call, analyse_turn
from roleplay.analysis.context import Context
from roleplay.analysis.language import detect_language
from roleplay.analysis.topics import TopicIndex
from roleplay.analysis.warm import warm_up
from roleplay.analysis.words import count_words

__all__ = ["Context", "TopicIndex", "analyse_call", "analyse_turn", "count_words", "detect_language", "warm_up"]
