"""Judges a finished call: many small checks, each with a reason and evidence by exact quote; totals computed in code.

``engine.score`` is the way in. A rubric (``rubric.py``) says which checks run, with which settings and weights; every
check, taboo and speech fault is one file that is found by its name (``registry.py``). Texts and cues are data.
"""
