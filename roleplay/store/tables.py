"""The tables as they are today; seen by nobody outside the store. Older layouts are brought here by ``migrations``."""

from __future__ import annotations

from sqlalchemy import Boolean, Float, ForeignKey, Integer, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    """Root of the tables."""


class SceneRow(Base):
    """Buyer, offer and traits as they were when a call began; calls with the same content share one row."""

    __tablename__ = "scenes"
    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    json: Mapped[str] = mapped_column(Text)


class CallRow(Base):
    """One call."""

    __tablename__ = "calls"
    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    user: Mapped[str] = mapped_column(String(64), index=True)
    buyer: Mapped[str] = mapped_column(String(80))
    call_type: Mapped[str] = mapped_column(String(40))
    language: Mapped[str] = mapped_column(String(12))
    seed: Mapped[int] = mapped_column(Integer)
    exam: Mapped[bool] = mapped_column(Boolean)
    voice: Mapped[str] = mapped_column(String(20))
    scene: Mapped[str] = mapped_column(ForeignKey("scenes.digest"))
    started: Mapped[float] = mapped_column(Float, index=True)
    ended: Mapped[float | None] = mapped_column(Float)
    ended_by: Mapped[str] = mapped_column(String(10), default="")
    ended_reason: Mapped[str] = mapped_column(String(60), default="")
    fault_turn: Mapped[int | None] = mapped_column(Integer)
    fault_cause: Mapped[str] = mapped_column(String(300), default="")
    resumed_at: Mapped[int | None] = mapped_column(Integer)
    attempt: Mapped[int] = mapped_column(Integer, default=1)
    root: Mapped[str] = mapped_column(String(40), index=True)
    parent: Mapped[str | None] = mapped_column(String(40))
    from_turn: Mapped[int | None] = mapped_column(Integer)


class TurnRow(Base):
    """One finished turn. The key makes a second turn of the same number impossible, from whatever tab it comes."""

    __tablename__ = "turns"
    call: Mapped[str] = mapped_column(ForeignKey("calls.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    speaker: Mapped[str] = mapped_column(String(8))
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[float | None] = mapped_column(Float)


class LogRow(Base):
    """One step of the director, as JSON."""

    __tablename__ = "log"
    call: Mapped[str] = mapped_column(ForeignKey("calls.id", ondelete="CASCADE"), primary_key=True)
    turn: Mapped[int] = mapped_column(Integer, primary_key=True)
    json: Mapped[str] = mapped_column(Text)


class ScoreRow(Base):
    """The figures of a finished call's scorecard."""

    __tablename__ = "scores"
    call: Mapped[str] = mapped_column(ForeignKey("calls.id", ondelete="CASCADE"), primary_key=True)
    json: Mapped[str] = mapped_column(Text)
