"""Rules and provisions as Markdown, generated from the library."""

from __future__ import annotations

from analyzer.reporting.summary import LEVEL_WORDS, PROTECTIVE
from clause_patterns import Library, Provision, Rule
from ui.viewing.law import law_view
from ui.words import literal


def level(rule: Rule) -> str:
    """Return the word for how bad what ``rule`` finds is, or that it protects."""
    protects = all(condition.stance == "protects" for condition in rule.when)
    return LEVEL_WORDS[PROTECTIVE if protects else rule.severity]


def rule_text(rule: Rule, library: Library) -> str:
    """Return the Markdown of ``rule`` with its law in full; empty parts are left out."""
    sections: list[tuple[str, tuple[str, ...]]] = [
        ("怎么办", rule.advice),
        ("可要求改成", (rule.rewrite,) if rule.rewrite else ()),
        ("会指出的写法", rule.examples.flag),
        ("不会指出的写法", rule.examples.passing),
        ("不要混同", rule.lookalikes),
    ]
    parts = [literal(rule.explain)]
    for title, lines in sections:
        if lines:
            parts.append(f"**{title}**\n\n" + "\n".join(f"- {literal(line)}" for line in lines))
    law = (provision_text(library.law[name], library) for name in rule.law)
    return "\n\n".join([*parts, f"规则编号 `{rule.id}`", "**依据**", *law])


def provision_text(provision: Provision, library: Library) -> str:
    """Return the Markdown of ``provision``, its words as a quotation."""
    view = law_view(provision, library)
    mark = "" if view["verified"] else "（参考）"
    quote = "\n>\n> ".join(literal(line) for line in provision.text.splitlines() if line.strip())
    note = f"\n\n{literal(provision.note)}" if provision.note else ""
    return f"**{literal(view['source'])}**{mark}  \n:small[{literal(view['about'])}]\n\n> {quote}{note}"
