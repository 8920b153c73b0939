from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from batching import Inline, digests

from analyzer.batch import Outcome, Progress
from analyzer.errors import UsageError

pytest.importorskip("distributed", reason="the extra `cluster` is not installed")

Run = Callable[..., Outcome]
ROOT = Path(__file__).parents[2]
LOCAL = ("--host", "127.0.0.1", "--no-dashboard", "--dashboard-address", "127.0.0.1:0")


@contextmanager
def dask(pattern: str, *arguments: str, folder: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Run a part of a cluster as a process of its own; give it, and what it said of itself."""
    process = subprocess.Popen(
        [sys.executable, "-m", "dask", *arguments, *LOCAL],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        cwd=folder,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    with process:
        try:
            said = next(found[1] for line in process.stderr if (found := re.search(pattern, line)))
            # A process that nobody listens to stops speaking, and then working.
            threading.Thread(target=process.stderr.read, daemon=True).start()
            yield process, said
        finally:
            process.kill()


@contextmanager
def worker(address: str, folder: Path) -> Iterator[subprocess.Popen[str]]:
    options = ("--nthreads", "1", "--no-nanny", "--local-directory", str(folder))
    with dask("(Registered to)", "worker", address, *options, folder=folder) as (process, _):
        yield process


def test_a_cluster_of_which_a_worker_is_killed(
    run: Run, inline: list[Inline], folder: Path, tmp_path: Path
) -> None:
    """A scheduler and two workers over TCP, one killed in the middle: every document once, the same bytes.

    The workers are given neither the folder nor the paths: the documents travel to them.
    """
    for number in range(10, 22):
        (folder / f"第{number}份.txt").write_text("贷款人有权读取借款人的通讯录。\n" * 100, encoding="utf-8")
    (tmp_path / "别处").mkdir()
    doomed: list[subprocess.Popen[str]] = []

    def kill(now: Progress) -> None:
        if doomed and now.done >= 5:
            doomed.pop().send_signal(signal.SIGKILL)

    scheduler = dask(r"Scheduler at: +(tcp://\S+)", "scheduler", "--port", "0", folder=tmp_path)
    elsewhere = tmp_path / "别处"
    with scheduler as (_, address), worker(address, elsewhere), worker(address, elsewhere) as second:
        doomed.append(second)
        outcome = run(tmp_path / "集群", scheduler=address, tell=kill)
        assert second.wait() == -signal.SIGKILL
    assert outcome.summary["documents"] == {"read": 20, "failed": 1}
    assert not inline
    run(tmp_path / "本机")
    assert digests(tmp_path / "集群") == digests(tmp_path / "本机")


@pytest.mark.parametrize("address", ["127.0.0.1:8786", "http://127.0.0.1:8786", "tcp://没有端口"])
def test_an_address_that_is_none(run: Run, tmp_path: Path, address: str) -> None:
    """What cannot be a scheduler's address is told at once."""
    with pytest.raises(UsageError, match="tcp://"):
        run(tmp_path / "结果", scheduler=address)


def test_nobody_at_the_address(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no scheduler answers, a sentence says so, and nothing is left behind."""
    monkeypatch.setattr("analyzer.batch.cluster._CONNECTING", 0.5)
    with pytest.raises(UsageError, match="连不上调度器"):
        run(tmp_path / "结果", scheduler="tcp://127.0.0.1:1")
    assert not list((tmp_path / "结果").iterdir())
