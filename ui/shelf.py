"""The documents of one visitor in one place of the page: those that are there, and those still being read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from concurrent.futures import CancelledError, wait
from dataclasses import dataclass, field, replace
from threading import Event

import analyzer
from analyzer.model import Document, Report
from analyzer.reviews import Review
from analyzer.sides import Side, with_lender
from ui import work
from ui.jobs import QUEUE, Job, Tell

# Pasted text, a file, or the files of one document in several pictures.
Content = str | bytes | list[bytes]
# Short work is waited for, so that the page does not show progress for a blink.
BLINK_SECONDS = 0.5


@dataclass(frozen=True)
class Opened:
    """A document that was read, or that could not be.

    ``key`` is the hash of its content; ``content`` the files as they were given, none for pasted text and
    for what cannot be read. ``side`` is the set that the document alone makes. ``problem`` is one Chinese
    sentence and empty where there is a report; ``locked`` is true of a file that needs a password, which
    keeps its content. ``reviews`` are the reader's decisions, by the index of the finding; ``told`` has under
    ``lender`` the kind of lender that they say it is.
    """

    key: str
    name: str
    report: Report | None = None
    side: Side | None = None
    problem: str = ""
    locked: bool = False
    is_example: bool = False
    content: tuple[bytes, ...] = ()
    password: str | None = None
    reviews: dict[int, Review] = field(default_factory=dict)
    told: dict[str, str] = field(default_factory=dict)

    @property
    def told_side(self) -> Side | None:
        """Return the set with the lender that the reader says it is, as guessed where they said nothing."""
        if self.side is None or self.told.get("lender", self.side.lender_kind) == self.side.lender_kind:
            return self.side
        return with_lender(self.side, self.told["lender"])


@dataclass(frozen=True)
class Coming:
    """A document that is being read and analysed; ``entry`` is what is known of it so far."""

    entry: Opened
    job: Job[tuple[Report, Side]]

    def arrived(self) -> Opened:
        """Return the document of a job that is done; raises ``CancelledError``."""
        try:
            report, side = self.job.result()
        except analyzer.LoanClauseError as error:
            locked = error.code == "password"
            content = self.entry.content if locked else ()
            return replace(self.entry, problem=str(error), locked=locked, content=content, password=None)
        return replace(self.entry, report=report, side=side)


class Shelf:
    """Documents in the order in which they were given, each content once; ``owner`` is whose they are."""

    def __init__(self, owner: object) -> None:
        self._owner = owner
        self._places: dict[str, Opened | Coming] = {}

    def add(
        self, name: str, content: Content, *, password: str | None = None, is_example: bool = False
    ) -> str:
        """Begin to analyse ``content``, unless it is there or coming, and return its key."""
        files = _files(content)
        key = _key(content, files)
        place = self._places.get(key)
        if isinstance(place, Coming) or (place and place.report):
            return key
        if isinstance(content, str):
            job = QUEUE.submit(self._owner, work.analyse, content, name)
        else:

            def read(tell: Tell, cancelled: Event) -> Document:
                return analyzer.read(
                    content, name=name, password=password, progress=tell, cancelled=cancelled
                )

            job = QUEUE.submit(self._owner, work.analyse, read=read)
        entry = Opened(key, name, is_example=is_example, content=files, password=password)
        self._places[key] = Coming(entry, job)
        return key

    def __len__(self) -> int:
        """Return how many documents are there or coming."""
        return len(self._places)

    def collect(self) -> list[str]:
        """Put what is done in its place, drop what was cancelled; return the keys of what has arrived."""
        arrived = []
        for key, coming in self.coming().items():
            if coming.job.done():
                try:
                    self._places[key] = coming.arrived()
                    arrived.append(key)
                except CancelledError:
                    del self._places[key]
        return arrived

    def wait(self) -> None:
        """Wait for what is coming, for as long as nobody minds."""
        wait([coming.job.future for coming in self.coming().values()], timeout=BLINK_SECONDS)

    def coming(self) -> dict[str, Coming]:
        """Return what is being read and analysed, by key."""
        return {key: place for key, place in self._places.items() if isinstance(place, Coming)}

    def entries(self) -> dict[str, Opened]:
        """Return what is there, read or not, by key."""
        return {key: place for key, place in self._places.items() if isinstance(place, Opened)}

    def readable(self) -> dict[str, Opened]:
        """Return what could be read, by key."""
        return {key: entry for key, entry in self.entries().items() if entry.report}

    def problems(self) -> list[Opened]:
        """Return what could not be read."""
        return [entry for entry in self.entries().values() if not entry.report]

    def drop(self, keys: Iterable[str]) -> None:
        """Take documents away; those still coming are cancelled."""
        for key in list(keys):
            place = self._places.pop(key, None)
            if isinstance(place, Coming):
                place.job.cancel()

    def drop_examples(self) -> bool:
        """Take the examples away and return whether there were any."""
        entries = self.entries() | {key: coming.entry for key, coming in self.coming().items()}
        examples = [key for key, entry in entries.items() if entry.is_example]
        self.drop(examples)
        return bool(examples)

    def clear(self) -> None:
        """Take every document away."""
        self.drop(self._places)


def _files(content: Content) -> tuple[bytes, ...]:
    if isinstance(content, str):
        return ()
    return (content,) if isinstance(content, bytes) else tuple(content)


def _key(content: Content, files: tuple[bytes, ...]) -> str:
    whole = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else b"".join(files)
    return hashlib.sha256(whole).hexdigest()
