"""Where calls are kept. Only this room knows SQLAlchemy; it takes and returns values of the vocabulary."""

from roleplay.store.records import CallRecord, CallSummary, NewCall, StoredScore
from roleplay.store.repository import Repository

__all__ = ["CallRecord", "CallSummary", "NewCall", "Repository", "StoredScore"]
