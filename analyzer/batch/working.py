"""What a worker does: documents → a part of the tables. It never fails because of a document."""

from __future__ import annotations

import errno
import stat
from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import Final, NamedTuple

from analyzer.batch.parts import packed
from analyzer.batch.planning import File
from analyzer.batch.setting import Setting, program
from analyzer.batch.tables import Rows
from analyzer.errors import LoanClauseError, UnreadableError, UsageError
from analyzer.pipeline import Analyzer
from analyzer.reading import Limits, check_size, read
from analyzer.rows import document_row, failed_row, finding_rows, statement_rows
from analyzer.sides import with_lender
from clause_patterns import Library

_OTHER_PROGRAM: Final = "工作进程上的程序和本机的不是同一个版本；请在两边装上同一个版本，再运行一次。"
_UNEXPECTED: Final = "程序处理这份文件时出了错（{}），没有结果；请用 loanclause check 单独检查它。"
_DEADLY: Final = "一读这份文件，工作进程就意外结束（多半是内存不够），没有结果；请单独检查它。"
_NO_FILE: Final = "这不是可以读的文件（而是文件夹、管道或者设备）。"
_OPENING: Final = {
    errno.ENOENT: "找不到这个文件，可能已被移走或删除。",
    errno.EACCES: "没有权限打开这个文件，请检查它的权限。",
}

_ANY: Final = "贷款人有权读取借款人的通讯录。"

_settings: dict[str, Setting] = {}
_analyzers: dict[str, Analyzer] = {}
# A Dask worker may have several threads: documents are read one at a time, whoever asks.
_one_at_a_time = Lock()


class Given(NamedTuple):
    """A document as a worker gets it: its content, or why there is none, or else where it lies."""

    name: str
    path: str = ""
    content: bytes | None = None
    problem: str = ""


def prepare(setting: Setting) -> None:
    """Make this process ready for tasks with ``setting``: load all that they need.

    Raises ``UsageError`` where this process runs another version of the program.
    """
    if setting.program != program():
        raise UsageError(_OTHER_PROGRAM)
    with _one_at_a_time:
        analyzer_with(setting.library).analyze(_ANY)  # what is loaded when it is first needed, too
        _settings[setting.digest] = setting


def given(file: File, limits: Limits, *, carried: bool) -> Given:
    """Return ``file`` for a worker, with its content if it is ``carried`` there, else with its place."""
    if not carried:
        return Given(file.name, file.path)
    try:
        return Given(file.name, content=content(file.path, limits))
    except UnreadableError as error:
        return Given(file.name, problem=str(error))


def work(setting: str, files: Sequence[Given]) -> bytes:
    """Return the part that ``files`` make, in their order; ``setting`` is the digest of one prepared for.

    A document that cannot be read is a row with its reason.
    """
    with _one_at_a_time:
        return packed([_rows(file, _settings[setting]) for file in files])


def deadly(name: str) -> bytes:
    """Return the part of a document that ends every worker that reads it."""
    return packed([Rows([failed_row(name, _DEADLY)])])


def content(path: str, limits: Limits) -> bytes:
    """Return the bytes of a file; raises ``UnreadableError`` where there are none, or more than allowed."""
    try:
        found = Path(path).stat()
        if not stat.S_ISREG(found.st_mode):
            raise UnreadableError(_NO_FILE)
        check_size(found.st_size, limits)
        return Path(path).read_bytes()
    except OSError as error:
        known = f"无法打开这个文件（{error.strerror}）。"
        raise UnreadableError(_OPENING.get(error.errno or 0, known)) from None


def analyzer_with(library: Library) -> Analyzer:
    """Return the analyzer with ``library``; one is kept, and made anew only for another library."""
    if library.digest not in _analyzers:
        _analyzers.clear()
        _analyzers[library.digest] = Analyzer(library)
    return _analyzers[library.digest]


def _rows(file: Given, setting: Setting) -> Rows:
    try:
        if file.problem:
            raise UnreadableError(file.problem)
        data = content(file.path, setting.limits) if file.content is None else file.content
        return _analyzed(data, file.name, setting)
    except LoanClauseError as error:
        return Rows([failed_row(file.name, str(error))])
    except Exception as error:  # whatever it is, the other documents must not suffer
        return Rows([failed_row(file.name, _UNEXPECTED.format(type(error).__name__))])


def _analyzed(data: bytes, name: str, setting: Setting) -> Rows:
    analyzer = analyzer_with(setting.library)
    report = analyzer.analyze(read(data, name=name, limits=setting.limits))
    side = analyzer.examine_in_brief(report)
    if setting.lender is not None:
        side = with_lender(side, setting.lender)
    return Rows(
        [document_row(report, side, analyzer.kind_of(report.document), name=name)],
        list(finding_rows(report, name=name)),
        list(statement_rows(report, name=name)) if setting.statements else [],
    )
