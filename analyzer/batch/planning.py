"""Which documents a run reads, in which order and in which tasks."""

# ruff: noqa: PTH100, PTH110, PTH112, PTH116, PTH207 - paths are strings here: there may be millions of them

from __future__ import annotations

import errno
import glob
import os
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath
from typing import Final, NamedTuple

from analyzer.errors import UsageError

# A task is so many short texts, or so many bytes: each costs the scheduler as much as a hundredth of that.
TASK_WEIGHT: Final = 100
TASK_BYTES: Final = 8 * 2**20
# What a document costs, in short texts: those that are no plain text are read in a process of their own,
# pictures are recognised. Only a guess by the name, so that tasks take about as long as one another.
_HEAVY: Final = {
    **dict.fromkeys(("", ".txt", ".md", ".csv"), 1),
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".webp", ".bmp", ".tif", ".tiff", ".heic", ".heif"), 25),
}
_ELSE: Final = 5
_MISSING: Final = -1


class File(NamedTuple):
    """A document: its ``name`` in the tables, its absolute ``path``, its size and time of change.

    Size (bytes) and time (nanoseconds) are -1 where the file cannot be found.
    """

    name: str
    path: str
    size: int
    changed: int


Task = tuple[File, ...]


class Plan:
    """The documents of a run, each once, in the order of what was given and then of their paths.

    They are kept in a temporary database, of which a few megabytes are in memory: there may be millions.
    What lies in the folder ``without`` (the results of this or an earlier run) is left out.
    """

    def __init__(self, without: Path) -> None:
        self._without = os.path.abspath(without) + os.sep
        self._given = 0
        self._known = sqlite3.connect("", isolation_level=None)
        self._known.execute("PRAGMA journal_mode = OFF")
        self._known.execute(
            "CREATE TABLE file (path BLOB PRIMARY KEY, given INTEGER, name TEXT, size INTEGER, "
            "changed INTEGER) WITHOUT ROWID"
        )
        self._known.execute("BEGIN")  # one transaction for all: else each file is one

    def add(self, given: str) -> None:
        """Add what an argument stands for: a file, the files under a folder, or those of a glob.

        Raises ``FileNotFoundError`` or ``UsageError`` where there is none. Names are as given: what follows
        a folder's name is the way to the file.
        """
        if os.path.lexists(given):
            self._add(given)
            return
        if not glob.has_magic(given):
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), given)
        nothing = True
        for match in glob.iglob(given, recursive=True):
            self._put_all(match)
            nothing = False
        self._given += 1
        if nothing:
            raise UsageError(f"没有文件符合 {given}。")

    def add_listed(self, lines: Iterable[bytes]) -> None:
        """Add the paths that stand one a line; one that leads nowhere becomes a document that fails."""
        for number, line in enumerate(lines):
            path = os.fsdecode(line.removeprefix(b"\xef\xbb\xbf") if number == 0 else line).strip("\r\n")
            if path.strip():
                self._add(path)

    def __len__(self) -> int:
        """Return the number of documents."""
        (number,) = self._known.execute("SELECT count(*) FROM file").fetchone()
        return int(number)

    def tasks(self) -> Iterator[Task]:
        """Yield the documents in tasks; which ones go together depends on nothing but the documents."""
        task: list[File] = []
        weight = size = 0
        rows = self._known.execute("SELECT name, path, size, changed FROM file ORDER BY given, path")
        for name, path, *stamp in rows:
            file = File(name, os.fsdecode(path), *stamp)
            more = _HEAVY.get(PurePath(file.path).suffix.lower(), _ELSE)
            if task and (weight + more > TASK_WEIGHT or size + file.size > TASK_BYTES):
                yield tuple(task)
                task.clear()
                weight = size = 0
            task.append(file)
            weight += more
            size += file.size
        if task:
            yield tuple(task)

    def _add(self, given: str) -> None:
        self._put_all(given)
        self._given += 1

    def _put_all(self, given: str) -> None:
        for path in _files(given) if os.path.isdir(given) else (given,):
            self._put(path)

    def _put(self, path: str) -> None:
        absolute = os.path.abspath(path)
        if absolute.startswith(self._without):
            return
        try:
            found = os.stat(path)
            stamp = found.st_size, found.st_mtime_ns
        except OSError:
            stamp = _MISSING, _MISSING
        self._known.execute(
            "INSERT OR IGNORE INTO file VALUES (?, ?, ?, ?, ?)",
            (os.fsencode(absolute), self._given, _shown(path), *stamp),
        )


def _files(folder: str) -> Iterator[str]:
    """Yield the files under ``folder``, hidden ones left out; a folder that cannot be opened as itself.

    Links to folders are not followed: they may lead in a circle.
    """
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.startswith("."):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    yield from _files(entry.path)
                elif entry.is_file() or not os.path.exists(entry.path):
                    yield entry.path
    except OSError:
        yield folder


def _shown(path: str) -> str:
    """Return ``path`` as it stands in the tables: with slashes, and bytes that are no text written out."""
    return PurePath(path).as_posix().encode("utf-8", "backslashreplace").decode()
