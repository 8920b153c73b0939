"""What every written HTML report is made with: one environment, its filters, and what all templates know."""

from __future__ import annotations

from functools import cache, partial
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from analyzer.reporting import law_words, side_parts, side_words, words
from analyzer.reporting.literal import one_line, visible
from analyzer.reporting.rewording import reworded
from analyzer.reporting.summary import LEVEL_WORDS
from analyzer.sides import Passage
from clause_patterns import Library

_TEMPLATES: Final = Path(__file__).with_name("templates")
_LIMIT: Final = 160  # characters of a quote that are shown at once; the whole is one touch away
_TAIL: Final = 50  # of these, from its end
_LEAD_IN: Final = 60  # characters of a lead-in: its end, which carries the verb


def render(template: str, library: Library, **context: object) -> str:
    """Return ``template`` filled in with ``context`` and with what the words of ``library`` need."""
    return (
        _environment()
        .get_template(template)
        .render(
            library=library,
            shared=side_parts,
            law_words=law_words,
            titles=partial(side_words.titles, library=library),
            category=partial(words.category, library),
            **context,
        )
    )


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        finalize=_literal,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"excerpt": excerpt, "lead_in": _lead_in, "size": words.size}
    environment.tests["long"] = _is_long
    environment.globals |= {"level_words": LEVEL_WORDS, "reworded": reworded}
    return environment


def excerpt(text: str) -> str:
    """Return ``text`` on one line, its middle left out where it is long."""
    line = one_line(text)
    return line if len(line) <= _LIMIT else f"{line[: _LIMIT - _TAIL]} … {line[-_TAIL:]}"


def _lead_in(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= _LEAD_IN else f"…{line[-_LEAD_IN:]}"


def _is_long(passage: Passage) -> bool:
    """Return whether something of ``passage`` is left out where it is shown at once."""
    lead_in = passage.context.text if passage.context else ""
    return len(one_line(passage.quote.text)) > _LIMIT or len(one_line(lead_in)) > _LEAD_IN


def _literal(value: object) -> object:
    """Return words of documents with control characters written out; markup of the templates as it is."""
    return visible(value) if type(value) is str else value
