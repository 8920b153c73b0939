"""The results of ``loanclause batch`` that one visitor looks at: opened once, anew only when they change."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import CancelledError, wait
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analyzer.survey import Survey, open_files, open_folder
from analyzer.survey.results import FILES
from ui import work
from ui.examples import examples
from ui.jobs import QUEUE, Job
from ui.shelf import BLINK_SECONDS
from ui.steps.typed import forget
from ui.visitor import visitor

_EXAMPLE = "示例文件"


@dataclass(frozen=True)
class _Opened:
    """A survey, and the state of the files on disk that it was made from; none where these were uploaded."""

    survey: Survey
    folder: Path | None = None
    stamp: object = None


def current() -> Survey | None:
    """Return what is open, read again where its files changed; None where nothing is.

    Raises ``UsageError`` where the files changed into something that cannot be read.
    """
    opened: _Opened | None = _state().get("survey")
    if opened and opened.folder and opened.stamp != _stamp(opened.folder):
        del _state()["survey"]
        look_into(str(opened.folder))
        opened = _state()["survey"]
    return opened.survey if opened else None


def look_into(typed: str) -> None:
    """Open the results in the folder that was typed; raises ``UsageError`` where they are not there."""
    folder = Path(typed.strip().strip("\"'")).expanduser()
    clear()
    stamp = _stamp(folder)
    _state()["survey"] = _Opened(Survey(open_folder(folder)), folder, stamp)


def take(files: Mapping[str, bytes], name: str = "上传的结果") -> None:
    """Open the results in ``files``, by name; raises ``UsageError`` where some are missing or damaged."""
    clear()
    _state()["survey"] = _Opened(Survey(open_files(dict(files), name)))


def begin_example() -> None:
    """Begin to analyse the examples, for a survey of them."""
    clear()
    texts = [(each.title, each.path.read_text(encoding="utf-8")) for each in examples()]
    job = QUEUE.submit(visitor(), work.tables, texts)
    _state()["survey-job"] = job
    wait([job.future], timeout=BLINK_SECONDS)


def coming() -> Job[dict[str, bytes]] | None:
    """Return the analysis of the examples while it is under way; what is done is opened.

    Raises ``LoanClauseError`` where nothing came of it.
    """
    job: Job[dict[str, bytes]] | None = _state().get("survey-job")
    if job is None or not job.done():
        return job
    del _state()["survey-job"]
    with suppress(CancelledError):
        take(job.result(), _EXAMPLE)
    return None


def clear() -> None:
    """Drop what is open, what is under way, and what was typed."""
    job: Job[Any] | None = _state().pop("survey-job", None)
    if job:
        job.cancel()
    _state().pop("survey", None)
    forget("survey-")


def _stamp(folder: Path) -> object:
    """Return what changes when the files in ``folder`` do."""
    try:
        stats = [(folder / file).stat() for file in FILES.values()]
    except OSError:
        return None
    return [(each.st_mtime_ns, each.st_size, each.st_ino) for each in stats]


def _state() -> dict[str, Any]:
    return visitor().state
