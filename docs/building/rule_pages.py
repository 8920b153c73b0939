"""A page for every rule, and one that lists them all by category, from the library."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from words import bullets, literal, page, quotation, section, table

from analyzer.reporting import law_words
from analyzer.reporting.summary import LEVEL_WORDS, PROTECTIVE
from clause_patterns import Library, Rule
from clause_patterns.schema import SLOT_KINDS, Condition

FOLDER = "rules"
SLOTS = {
    "stance": "立场", "actor": "谁做", "action": "做什么", "data": "哪些信息", "recipients": "给谁",
    "purposes": "为了什么", "conditions": "在什么条件下", "qualifiers": "怎样做",
}  # fmt: skip
STANCES = {"authorizes": "允许", "protects": "承诺", "mentions": "提到"}
ANYTHING = "有写明"


def rule_pages(library: Library) -> Iterator[tuple[str, str]]:
    """Yield path and Markdown of every page."""
    yield f"{FOLDER}/index.md", _overview(library)
    for rule in library.rules.values():
        yield f"{FOLDER}/{rule.id}.md", _page(rule, library)


def navigation(library: Library) -> list[str | dict[str, list[str]]]:
    """Return the pages by category, as MkDocs takes them."""
    return [
        f"{FOLDER}/index.md",
        *(
            {category: [f"{FOLDER}/{rule.id}.md" for rule in rules]}
            for category, rules in _by_category(library).items()
        ),
    ]


def _by_category(library: Library) -> Mapping[str, list[Rule]]:
    found = {
        category.title: [rule for rule in library.rules.values() if rule.category == category.id]
        for category in library.categories.values()
    }
    return {title: rules for title, rules in found.items() if rules}


def _overview(library: Library) -> str:
    parts = [
        "# 条款库",
        f"一共 {len(library.rules)} 条规则，由 `clause_patterns/rules/` 里的数据生成。"
        "提示不等于对方违反了法律，没有提示也不等于没有风险。",
    ]
    for title, rules in _by_category(library).items():
        lines = (f"[{literal(rule.title)}]({rule.id}.md)（{_level(rule)}）" for rule in rules)
        parts.append(section(title, bullets(lines)))
    return page(*parts)


def _page(rule: Rule, library: Library) -> str:
    category = library.categories[rule.category].title
    others = [other for other in _by_category(library)[category] if other is not rule]
    return page(
        f"# {literal(rule.title)}",
        f"**级别**：{_level(rule)}　**类别**：[{category}](index.md)　**规则编号**：`{rule.id}`",
        f"签了就等于：**{literal(rule.headline)}**" if rule.headline else "",
        literal(rule.explain),
        section("怎么办", bullets(map(literal, rule.advice))),
        section("可以要求改成", _rewrite(rule)),
        section("依据", _law(rule, library)),
        section("什么时候指出", _when(rule, library)),
        section("什么时候是别的级别", _changes(rule, library)),
        section("会指出的写法", bullets(map(literal, rule.examples.flag))),
        section("不会指出的写法", bullets(map(literal, rule.examples.passing))),
        section("不要混同", bullets(map(literal, rule.lookalikes))),
        section("同类的规则", bullets(f"[{literal(other.title)}]({other.id}.md)" for other in others)),
    )


def _level(rule: Rule) -> str:
    protects = all(condition.stance == "protects" for condition in rule.when)
    return LEVEL_WORDS[PROTECTIVE if protects else rule.severity]


def _rewrite(rule: Rule) -> str:
    if not rule.rewrite:
        return ""
    return page(quotation(rule.rewrite), f"理由：{literal(rule.reason)}" if rule.reason else "").strip()


def _law(rule: Rule, library: Library) -> str:
    """Return the words of what is verified, and of the rest only what to look for."""
    verified, others = law_words.provisions(library, rule.law)
    parts = []
    for each in verified:
        source, about = literal(law_words.citation(each)), literal(law_words.about(each, library))
        parts += [f"**{source}**<br>{about}", quotation(each.text), literal(each.note)]
    if others:
        listed = (
            f"{literal(law_words.citation(each))}（{literal(law_words.about(each, library))}）"
            for each in others
        )
        parts.append("参考（没有对原件核过，或者不是强制性规定）：\n\n" + bullets(listed))
    return "\n\n".join(part for part in parts if part)


def _when(rule: Rule, library: Library) -> str:
    held = bullets(_condition(when, library) for when in rule.when)
    unless = bullets(_condition(when, library) for when in rule.unless)
    return page(
        "同一句话里，下面任意一组全部写到：",
        held,
        "但是写到下面任意一组的，不算：" if unless else "",
        unless,
    ).strip()


def _changes(rule: Rule, library: Library) -> str:
    rows = ([LEVEL_WORDS[change.to], _condition(change, library)] for change in rule.changes)
    told = table(["级别", "写到"], rows)
    return f"从上往下，第一个符合的算数；都不符合，是「{_level(rule)}」。\n\n{told}" if told else ""


def _condition(condition: Condition, library: Library) -> str:
    return "；".join(
        f"**{SLOTS[slot]}**：{'、'.join(literal(_named(slot, name, library)) for name in names)}"
        for slot, names in condition.wanted.items()
    )


def _named(slot: str, name: str, library: Library) -> str:
    """Return what ``name`` stands for in a slot: a stance, a concept, all of a group, anything at all."""
    if slot == "stance":
        return STANCES[name]
    if name == "*":
        return ANYTHING
    if name in library.concepts:
        return library.concepts[name].title
    kind = SLOT_KINDS[slot]
    members = [one.title for one in library.concepts.values() if one.kind == kind and one.group == name]
    return "、".join(members)
