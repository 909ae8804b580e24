"""The use cases of a rep, without a user interface: choose, call, hang up, read the scorecard, try again, compare."""

from roleplay.practice.service import Practice

__all__ = ["Practice"]
