"""Does the same work on any number of calls with all cores: results come in the order of the calls, memory stays flat.

Calls go to the workers in small batches, and only so many batches are under way at once; what a worker makes of a call
is text, ready to be written. The first calls are done here; processes are started only where more follow.
"""

from __future__ import annotations

import itertools
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from typing import NamedTuple

from roleplay.content import Source, read_source
from roleplay.errors import InputError
from roleplay.terms import Language
from roleplay.transcript import Transcript

#: What is made of one call. It is sent to the workers, so it must be picklable.
Work = Callable[[Transcript], str]

_BATCH, _BATCH_BYTES = 8, 1_000_000
#: Batches under way for each worker: enough that none waits, few enough to hold.
_AHEAD = 3


class Outcome(NamedTuple):
    """What became of one call, or of a file that could not be read.

    ``text`` is the result. Where there is none, ``wrong`` says in one line what is the matter, and ``ours`` whether the
    fault lies with the program.
    """

    text: str = ""
    wrong: str = ""
    ours: bool = False


class Task(NamedTuple):
    """What a worker does with a source: read it in the ``language`` of the messages, then ``work`` on each call."""

    work: Work
    language: Language

    def __call__(self, source: Source) -> list[Outcome]:
        """Return what became of each call of the source, in order."""
        try:
            calls = read_source(source, self.language)
        except InputError as error:
            return [Outcome(wrong=str(error))]
        return [self._one(source, call) for call in calls]

    def _one(self, source: Source, call: Transcript) -> Outcome:
        try:
            return Outcome(self.work(call))
        except Exception as error:  # noqa: BLE001 - one call must not take the others with it
            what = " ".join(f"{type(error).__name__}: {error}".split())
            return Outcome(wrong=f"{source.path}: {call.id}: a fault of our own: {what}", ours=True)


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def in_order(task: Task, sources: Iterable[Source], workers: int | None = None) -> Iterator[Outcome]:
    """Yield what becomes of each call, in the order of the sources.

    Args:
        task: what is done; its result must depend on the call alone.
        sources: where the calls are; taken only as far ahead as the workers need.
        workers: how many processes; None for one a core.
    """
    batches = _batches(sources)
    first = list(itertools.islice(batches, 2))
    many = cores() if workers is None else workers
    if many < 2 or len(first) < 2:
        for batch in itertools.chain(first, batches):
            for source in batch:
                yield from task(source)
        return
    with _Pool(task, many) as pool:
        yield from pool.run(itertools.chain(first, batches))


def _batches(sources: Iterable[Source]) -> Iterator[list[Source]]:
    batch: list[Source] = []
    held = 0
    for source in sources:
        batch.append(source)
        held += len(source.data or b"")
        if len(batch) >= _BATCH or held >= _BATCH_BYTES:
            yield batch
            batch, held = [], 0
    if batch:
        yield batch


class _Pool:
    """Worker processes that end with this block, also when it is left by an error or by Ctrl-C."""

    def __init__(self, task: Task, workers: int) -> None:
        self._ahead = _AHEAD * workers
        self._executor = ProcessPoolExecutor(workers, initializer=_start, initargs=(task,))

    def __enter__(self) -> _Pool:
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGTERM, _end)  # else the workers would outlive this process
        return self

    def __exit__(self, *_: object) -> None:
        # What is under way is small and ends soon; what waits is not begun.
        self._executor.shutdown(wait=True, cancel_futures=True)

    def run(self, batches: Iterator[list[Source]]) -> Iterator[Outcome]:
        under_way: deque[Future[list[Outcome]]] = deque()
        for batch in batches:
            under_way.append(self._executor.submit(_do, batch))
            if len(under_way) >= self._ahead:
                yield from under_way.popleft().result()
        while under_way:
            yield from under_way.popleft().result()


def _end(*_: object) -> None:
    raise SystemExit(128 + signal.SIGTERM)


_task: Task | None = None


def _start(task: Task) -> None:
    """Prepare a worker. Ctrl-C reaches the whole group of processes; the one that was started by hand sees to it."""
    global _task
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _task = task


def _do(batch: Sequence[Source]) -> list[Outcome]:
    assert _task is not None  # noqa: S101 - set when the process was started
    return [outcome for source in batch for outcome in _task(source)]
