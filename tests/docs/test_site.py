"""The documentation says everything: each rule, each command and option, each public name."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import lxml.html
import pytest
import typer

import analyzer
import clause_patterns
from analyzer.cli import app
from clause_patterns import load_library

LIBRARY = load_library()
GROUP: Any = typer.main.get_command(app)
PAGES = {"index": GROUP, **GROUP.commands}
ELSEWHERE = re.compile(r"(https?:)?//")


def plain(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("rule", LIBRARY.rules.values(), ids=lambda rule: rule.id)
def test_every_rule_has_its_page(rule: clause_patterns.Rule, words_of: Callable[[str], str]) -> None:
    """A rule's page says what it means, what to do, what to ask for, and shows all of its sentences."""
    said = words_of(f"rules/{rule.id}.html")
    texts = (rule.title, rule.id, rule.headline, rule.explain, rule.rewrite, *rule.advice, *rule.lookalikes)
    for text in (*texts, *rule.examples.flag, *rule.examples.passing):
        assert plain(text) in said


def test_law_is_quoted_where_it_was_verified(words_of: Callable[[str], str]) -> None:
    """A verified provision is quoted in full; any other is named as 参考, and its words are not quoted."""
    pages = {rule.id: words_of(f"rules/{rule.id}.html") for rule in LIBRARY.rules.values()}
    cited = [(LIBRARY.law[name], rule.id) for rule in LIBRARY.rules.values() for name in rule.law]
    assert {provision.verified for provision, _ in cited} == {True, False}
    for provision, rule in cited:
        assert (plain(provision.text) in pages[rule]) is provision.verified
        assert provision.verified or "参考" in pages[rule]


@pytest.mark.parametrize("name", PAGES)
def test_every_command_and_option_is_told(name: str, words_of: Callable[[str], str]) -> None:
    """A command's page has its help, each argument and each option with what it is for."""
    said = words_of(f"commands/{name}.html")
    assert plain(PAGES[name].help) in said
    for param in PAGES[name].params:
        names = (*param.opts, *param.secondary_opts) if param.param_type_name == "option" else [param.metavar]
        assert all(each in said for each in names)
        assert plain(param.help) in said


def test_every_public_name_is_told(site: Path) -> None:
    """Each name that the packages promise has a heading on the page of the Python API, and words under it."""
    page = lxml.html.parse(site / "python.html").getroot()
    told = {each.text.strip(): each for each in page.iterfind(".//article//h3") if each.text}
    for name in (*analyzer.__all__, *clause_patterns.__all__):
        assert name in told
        assert told[name].getnext().text_content().strip()


def test_every_page_can_be_reached(site: Path) -> None:
    """Every page stands in the list of pages, so that a reader comes upon it."""
    home = lxml.html.parse(site / "index.html").getroot()
    listed = {each.get("href") for each in home.iterfind(".//nav//a[@href]")} | {"index.html"}
    there = {path.relative_to(site).as_posix() for path in site.rglob("*.html")}
    assert there - listed - {"404.html"} == set()


def test_nothing_is_fetched_from_elsewhere(site: Path) -> None:
    """Reading the documentation asks no other server: scripts, styles, fonts, pictures lie beside it."""
    for path in site.rglob("*.html"):
        loaded = lxml.html.parse(path).iter("script", "img", "iframe", "link")
        addresses = [each.get("src") or each.get("href") or "" for each in loaded]
        assert not [address for address in addresses if ELSEWHERE.match(address)]
    for path in site.rglob("*.css"):
        assert not re.search(r"(url\(|@import)\s*[\"']?(https?:)?//", path.read_text("utf-8"))


def test_chinese_words_can_be_searched(site: Path) -> None:
    """The search index holds Chinese words apart, so that a word within a sentence is found."""
    index = json.loads((site / "search" / "search_index.json").read_text("utf-8"))
    assert any("\u200b通讯录\u200b" in entry["text"] for entry in index["docs"])
