"""The text of a turn → what it does: utterances, open and closed questions, SPIN, acts, topics. Pure and quick to import."""

from roleplay.analysis.context import Context
from roleplay.analysis.language import detect_language
from roleplay.analysis.words import count_words
from roleplay.analysis.call import analyse_call, analyse_turn  # isort: skip  (acts and topics may import the names above)
from roleplay.analysis.topics import TopicIndex  # isort: skip

__all__ = ["Context", "TopicIndex", "analyse_call", "analyse_turn", "count_words", "detect_language"]
