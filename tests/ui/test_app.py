"""The script that Streamlit runs, and that workers run too."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

import ui
from clause_patterns import packs


def test_a_fresh_visitor_gets_an_example(settled: Callable[[AppTest], AppTest]) -> None:
    """The first page comes up with a document in it, and nothing left to wait for."""
    page = settled(AppTest.from_file(str(ui.APP), default_timeout=60).run())
    assert not page.exception
    assert not page.error
    assert not page.info
    assert "清除" in [each.label for each in page.button]


def test_clearing_the_first_example(settled: Callable[[AppTest], AppTest]) -> None:
    """A visitor who clears everything is told what to do next."""
    page = settled(AppTest.from_file(str(ui.APP), default_timeout=60).run())
    next(each for each in page.button if each.label == "清除").click().run()
    assert not page.exception
    assert "请打开文件" in page.info[0].value


def test_clearing_leaves_nothing_in_memory(settled: Callable[[AppTest], AppTest]) -> None:
    """After 「清除」 the server keeps nothing of the document for this visitor, nor what was made of it."""
    page = settled(AppTest.from_file(str(ui.APP), default_timeout=60).run())
    kept = page.session_state["visitor"].state
    assert sum(map(bool, kept.values())) > 1
    next(each for each in page.button if each.label == "清除").click().run()
    assert [name for name, value in kept.items() if value] == []


def test_a_mistake_in_a_pack_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that was started with a pack that is gone says so, and nothing else."""
    monkeypatch.setenv(packs.SETTING, "/nowhere/mine")
    page = AppTest.from_file(str(ui.APP), default_timeout=60).run()
    assert not page.exception
    assert [each.value.replace("\\", "") for each in page.error] == [
        "规则有误：/nowhere/mine: 没有这个文件夹"
    ]


def test_workers_that_run_the_script_do_not_load_the_page() -> None:
    """Under the name that a worker gives it, the script loads nothing of Streamlit."""
    script = (
        "import runpy, sys; runpy.run_path(sys.argv[1], run_name='__mp_main__');"
        "sys.exit('streamlit' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script, str(ui.APP)], check=False)
    assert done.returncode == 0
