"""What somebody who takes part meets first: forms for reports, the list of benchmarks."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
FORMS = ROOT / ".github" / "ISSUE_TEMPLATE"
# What GitHub makes of an element of a form.
KINDS = {"markdown", "input", "textarea", "dropdown", "checkboxes"}


@pytest.mark.parametrize("name", ["missed-clause.yml", "false-alarm.yml"])
def test_forms_ask_for_what_a_fix_needs(name: str) -> None:
    """Both forms ask for a sentence of one's own, the rule, why, how it was read and the version."""
    form: dict[str, Any] = yaml.safe_load((FORMS / name).read_text(encoding="utf-8"))
    assert all(form[key] for key in ("name", "description", "title", "labels", "body"))
    assert {element["type"] for element in form["body"]} <= KINDS
    asked = {element["id"]: element for element in form["body"] if element["type"] != "markdown"}
    assert {"sentence", "rule", "why", "explain", "version", "own"} <= asked.keys()
    assert all(element["attributes"]["label"] for element in asked.values())
    must = [each for each in asked.values() if each["type"] != "checkboxes"]
    assert all(element["validations"]["required"] for element in must)
    assert all(option["required"] for option in asked["own"]["attributes"]["options"])
    assert "不要贴合同原文" in form["body"][0]["attributes"]["value"]


def test_every_benchmark_is_listed() -> None:
    """`python benchmarks --list` names every script of the folder, each with a line on what it measures."""
    listed = subprocess.check_output([sys.executable, ROOT / "benchmarks", "--list"], encoding="utf-8")
    told = dict(line.split(maxsplit=1) for line in listed.splitlines())
    assert told.keys() == {path.stem for path in (ROOT / "benchmarks").glob("*.py")} - {"__main__"}
