"""Hostile documents are read in a process of their own, within limits."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from threading import Event, Thread

import pytest
from making import docx, paragraph, pdf

import analyzer
from analyzer import analyze
from analyzer.errors import CancelledError, DamagedFileError, LimitError, UnreadableError, UsageError
from analyzer.model import Document
from analyzer.reading import Limits, read

ROOT = Path(analyzer.__file__).parents[1]
posix = pytest.mark.skipif(sys.platform == "win32", reason="needs a shell and resource limits")


def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Let a shell script take the place of the child."""
    child = tmp_path / "child"
    child.write_text(f"#!/bin/sh\n{script}\n")
    child.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(child))


def is_running(pid: int) -> bool:
    """Whether a process goes on; one that has ended may wait to be noticed by its parent."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{pid}/stat")
    return not (status.exists() and status.read_text().rsplit(")", 1)[1].split()[0] == "Z")


@posix
def test_a_crash_is_a_damaged_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A parser that dies takes only itself down."""
    stand_in(tmp_path, monkeypatch, "kill -SEGV $$")
    with pytest.raises(DamagedFileError, match="中断"):
        read(pdf(["条款"]))


@posix
def test_a_document_that_takes_too_long_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The parent keeps the time, whatever the child does."""
    stand_in(tmp_path, monkeypatch, "exec sleep 30")
    with pytest.raises(LimitError, match=r"超过 0\.2 秒"):
        read(pdf(["条款"]), limits=Limits(seconds=0.2))


@posix
@pytest.mark.parametrize("more", [0, 1_000_000], ids=["busy", "deaf"])
def test_reading_can_be_cancelled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, more: int) -> None:
    """Who cancels gets the answer at once and no process is left, even one that does not listen."""
    stand_in(
        tmp_path,
        monkeypatch,
        f"echo $$ > {tmp_path}/started; mv {tmp_path}/started {tmp_path}/pid; exec sleep 60",
    )
    cancelled, pid = Event(), tmp_path / "pid"

    def cancel() -> None:
        while not pid.exists():
            time.sleep(0.01)
        cancelled.set()

    Thread(target=cancel, daemon=True).start()
    with pytest.raises(CancelledError, match=r"^已取消。$"):
        read(pdf(["条款"]) + b"\0" * more, cancelled=cancelled)
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid.read_text()), 0)


@posix
def test_the_child_does_not_outlive_its_parent(tmp_path: Path) -> None:
    """When the program is killed, what reads a document for it ends too, however busy it is."""
    (tmp_path / "busy.py").write_text("def answer(*_):\n    while True:\n        pass\n")
    child = "from analyzer.isolation import worker; worker.TASKS['busy'] = 'busy'; worker.main()"
    request = json.dumps({"task": "busy", "limits": Limits().as_dict()})[:-1] + ', "parent": '
    program = (
        "import os, subprocess, sys, time\n"
        f"child = subprocess.Popen([sys.executable, '-c', {child!r}], stdin=subprocess.PIPE)\n"
        f"child.stdin.write(({request!r} + str(os.getpid()) + '}}\\n').encode())\n"
        "child.stdin.close()\n"
        "print(child.pid, flush=True)\n"
        "time.sleep(600)\n"
    )
    path = os.pathsep.join([str(tmp_path), str(ROOT)])
    with subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": path}
    ) as parent:
        assert parent.stdout
        pid = int(parent.stdout.readline())
        parent.kill()
    for _ in range(300):
        if not is_running(pid):
            return
        time.sleep(0.1)
    os.kill(pid, signal.SIGKILL)
    pytest.fail("the child goes on")


def test_what_nobody_cancels_is_read_as_ever() -> None:
    """Only an event that is set ends a reading; one that was set before ends it at once."""
    cancelled = Event()
    assert read(pdf(["条款"]), cancelled=cancelled).text == "条款"
    assert analyze(pdf(["乙方可以读取甲方的通讯录。"]), cancelled=cancelled).findings
    cancelled.set()
    with pytest.raises(CancelledError):
        read(pdf(["条款"]), cancelled=cancelled)
    with pytest.raises(CancelledError):
        analyze(pdf(["条款"]), cancelled=cancelled)


@posix
@pytest.mark.parametrize(
    "answer",
    [
        "",
        "no json",
        "{}",
        '{"text": "甲", "pages": [], "notices": []}\\nxxxx',
        '{"error": "SystemExit", "message": "x"}',
    ],
)
def test_a_child_that_talks_nonsense_is_not_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    """Whatever a taken-over child says, the parent raises its own error."""
    stand_in(tmp_path, monkeypatch, f"cat > /dev/null; printf '{answer}\\n'")
    with pytest.raises(DamagedFileError):
        read(pdf(["条款"]))


@posix
@pytest.mark.parametrize("start", ["", '{"progress":'])
def test_an_answer_nested_without_end_is_not_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, start: str
) -> None:
    """JSON that is made to overflow the stack of whoever reads it is one more kind of nonsense."""
    brackets = "head -c 200000 /dev/zero | tr '\\000' '['"
    stand_in(tmp_path, monkeypatch, f"cat > /dev/null; printf '{start}'; {brackets}; echo")
    with pytest.raises(DamagedFileError):
        read(pdf(["条款"]))


@posix
def test_a_child_that_cannot_start_is_not_the_file_s_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A broken installation is not reported as a broken file."""
    stand_in(tmp_path, monkeypatch, "exit 1")
    with pytest.raises(UnreadableError, match="重新安装"):
        read(pdf(["条款"]))


@posix
def test_memory_is_limited() -> None:
    """A document that wants more memory than allowed is given up, and says so."""
    large = docx(paragraph("正文") + "<w:p><w:r><w:t>条</w:t></w:r></w:p>" * 400_000)
    with pytest.raises(LimitError, match="内存"):
        read(large, limits=Limits(memory_mb=160, compression_ratio=10_000))


def test_errors_cross_the_border_unchanged() -> None:
    """Too much text is the same error from a file as from a pasted text."""
    with pytest.raises(LimitError, match="3 字"):
        read(pdf(["四个字的条款"]), limits=Limits(characters=3))


def test_every_limit_is_a_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever runs the tool can allow more or less without touching code, and a slip is told."""
    monkeypatch.setenv("LOANCLAUSE_CHARACTERS", "3")
    with pytest.raises(LimitError, match="3 字"):
        read("四个字的条款")
    monkeypatch.setenv("LOANCLAUSE_CHARACTERS", "0x10")
    with pytest.raises(UsageError, match="LOANCLAUSE_CHARACTERS"):
        read("条款")


def test_several_threads_can_read_at_once() -> None:
    """The page serves several people; each document has its own process."""
    results: dict[int, Document] = {}

    def work(number: int) -> None:
        results[number] = read(pdf([f"第{number}号合同"]))

    threads = [Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {number: document.text for number, document in results.items()} == {
        number: f"第{number}号合同" for number in range(4)
    }


def test_code_is_not_imported_from_the_working_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file named like a module, lying beside the contract, is not run."""
    for name in ("json.py", "pypdfium2.py", "analyzer.py"):
        (tmp_path / name).write_text("raise SystemExit(3)")
    monkeypatch.chdir(tmp_path)
    assert read(pdf(["条款"])).text == "条款"


def test_the_child_loads_little() -> None:
    """Reading a short file does not wait for the language models or the page."""
    heavy = {"spacy", "jieba", "streamlit", "pydantic", "numpy", "pdfplumber"}
    code = "import sys, analyzer.isolation.worker, analyzer.reading.pdf.document; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert not heavy & set(loaded)
