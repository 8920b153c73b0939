"""A lane: a few threads that take waiting jobs in turn, nobody for all of another visitor's."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol


class Waiting(Protocol):
    """What a lane must know of a job: whose it is, and whether it is still wanted."""

    owner: int
    cancelled: threading.Event


@dataclass(eq=False)
class _Turn:
    job: Waiting
    step: Callable[[], None]


class Lane:
    """Does steps of jobs in at most ``width`` threads, which start with the first step.

    Next is whose owner has the fewest under way; among these, whoever came first.
    """

    def __init__(self, name: str, width: int) -> None:
        self._name = name
        self._width = width
        self._threads: list[threading.Thread] = []
        self._changed = threading.Condition()
        self._waiting: list[_Turn] = []
        self._busy: list[_Turn] = []

    def put(self, job: Waiting, step: Callable[[], None]) -> None:
        """Do ``step`` when it is the turn of ``job``; ``step`` must not raise."""
        with self._changed:
            self._waiting.append(_Turn(job, step))
            self._changed.notify()
            if len(self._threads) < self._width:
                # Daemons: a server that ends waits for nobody.
                thread = threading.Thread(target=self._serve, name=self._name, daemon=True)
                self._threads.append(thread)
                thread.start()

    def ahead(self, job: Waiting) -> int | None:
        """Return how many jobs are under way or come before ``job``; None where it does not wait here."""
        with self._changed:
            line = [turn.job for turn in sorted(self._waiting, key=self._rank) if self._wanted(turn)]
            return line.index(job) + len(self._busy) if job in line else None

    def settle(self, seconds: float) -> None:
        """Wait until nothing is under way, at most for ``seconds``."""
        with self._changed:
            self._changed.wait_for(lambda: not self._busy, timeout=seconds)

    def _serve(self) -> None:
        while True:
            self._serve_one()

    def _serve_one(self) -> None:
        # A function of its own, so that an idle thread holds nothing of the last job.
        with self._changed:
            self._changed.wait_for(lambda: self._waiting)
            turn = min(self._waiting, key=self._rank)
            self._waiting.remove(turn)
            self._busy.append(turn)
        try:
            if self._wanted(turn):
                turn.step()
        finally:
            with self._changed:
                self._busy.remove(turn)
                self._changed.notify_all()

    def _rank(self, turn: _Turn) -> int:
        return sum(busy.job.owner == turn.job.owner for busy in self._busy)

    @staticmethod
    def _wanted(turn: _Turn) -> bool:
        return not turn.job.cancelled.is_set()
