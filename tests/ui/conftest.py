"""What several tests of the page need: a queue that does each job at once, and waiting for the real one."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
import streamlit
from streamlit.testing.v1 import AppTest

from ui.jobs import QUEUE, Job

_PATIENCE = 120


@pytest.fixture
def jobs_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Jobs are done while they are submitted, here, where a test can stand in."""

    def submit(owner: object, function: Callable[..., Any], *arguments: object, read: Any = None) -> Job[Any]:
        job: Job[Any] = Job(id(owner))
        try:
            first = () if read is None else (read(job.tell, job.cancelled),)
            job.finish(None, function(*first, *arguments))
        except Exception as error:
            job.finish(error)
        return job

    monkeypatch.setattr(QUEUE, "submit", submit)


@pytest.fixture
def at_once(jobs_at_once: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fresh visitor whose jobs are done at once."""
    monkeypatch.setattr(streamlit, "session_state", {})


@pytest.fixture
def settled() -> Callable[[AppTest], AppTest]:
    """A function that returns the page as it is when nothing is under way any more."""

    def wait(page: AppTest) -> AppTest:
        deadline = time.monotonic() + _PATIENCE
        while any(each.label == "取消" for each in page.button):
            assert time.monotonic() < deadline
            time.sleep(0.1)
            page.run()
        return page

    return wait
