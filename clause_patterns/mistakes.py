"""What authors of rules read about their mistakes: every sentence, in Chinese, with places to fill."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, LiteralString

from pydantic import BaseModel
from pydantic_core import PydanticCustomError

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

# By kind of problem. Those with an underscore are pydantic's names for them, the others our own.
SENTENCES: Final[Mapping[str, str]] = {
    "extra_forbidden": "没有这个键{hint}",
    "missing": "缺少这一项",
    "string_type": "要写成文字；像 yes、no、123 这样的，请加引号",
    "string_too_short": "至少要 {min_length} 个字",
    "string_pattern_mismatch": "写法不对，{form}",
    "tuple_type": "要写成列表，例如 [通讯录, 电话簿]",
    "too_short": "至少要 {min_length} 项，现在有 {actual_length} 项",
    "literal_error": "没有「{input}」，只能填 {expected}{hint}",
    "bool_type": "只能填 true 或者 false",
    "bool_parsing": "只能填 true 或者 false",
    "int_type": "要填整数",
    "int_parsing": "要填整数",
    "greater_than_equal": "不能小于 {ge}",
    "less_than_equal": "不能大于 {le}",
    "model_type": "要写成「键: 内容」",
    "no-words": "至少要有其中一项：{names}",
    "empty-word": "有一个词是空的",
    "twice-in-entry": "有一个字写了两次",
    "decisive": "{names} 决定句子的意思，从不改正",
    "half-an-hour": "start 和 end 要一起写",
    "hours-reversed": "start 要早于 end（start must come before end）",
    "two-limits": "时间（start、end）和次数（per_day）只能写一种",
    "not-utf8": "不是 UTF-8 编码的文字，请用记事本另存为 UTF-8",
    "not-yaml": "YAML 的写法不对：{what}",
    "wide-colon": "冒号要用半角的，后面空一格：「: 」",
    "too-deep": "YAML 嵌套得太深",
    "no-list": "要写成列表：每一条以「- id: 」开头",
    "key-twice": "「{name}」写了两次",
    "id-twice": "编号 {name} 用了两次",
    "only-true": "只能填 true；不是往已有的那一条里加，就去掉这一行",
    "nothing-to-extend": "没有编号是 {name} 的那一条，不能往里加{hint}",
    "no-file": "没有这个文件",
    "no-folder": "没有这个文件夹",
    "no-pack": "里面没有规则包的文件：规则放在其中的 rules 里，词放在 lexicon 里，文件名以 .yaml 结尾",
    "bad-folder": "文件夹的路径里不能有「{name}」",
    "not-importable": "装上的规则包 {name} 打不开：没有 Python 包 {what}，请重新安装它，或者卸载",
    "in-pack": "（在装上的规则包 {name} 里，请告诉它的作者，或者先卸载它）",
    "unknown": "没有{kind}「{name}」{hint}",
    "unknown-in-slot": "{slot}：没有{kind}「{name}」{hint}",
    "broken-by-pack": "条款库原有的 {name} 因为这个规则包出错：{what}",
    "unverified": "法条 {name} 没有核对过原文，信不能以它为依据",
    "field-is-place": "要填的 {name} 与固定的名称重复",
    "field-twice": "有两项要填的编号相同",
    "loose-brace": "「{name}」里有一个大括号不成对，或者不是可以填的地方",
    "not-a-pattern": "「{name}」不是正则表达式，请检查第 {at} 个字附近的括号和符号",
    "matches-nothing": "「{name}」连空的文字也相符，请写出至少一个字",
    "unbounded": "「{name}」没有上限，请把 * 和 + 写成 {{0,6}} 这样",
}  # fmt: skip
KINDS: Final[Mapping[str, str]] = {
    "lender": "放款机构的类别", "category": "类别", "law": "法条", "rule": "规则", "concept": "词库条目",
    "place": "可以填的地方", "asked": "可以作为条件的项", "law of the letter": "这封信的法条",
    "data": "信息（data）", "party": "人或者机构（party）", "action": "行为（action）",
    "purpose": "用途（purpose）", "condition": "条件（condition）", "qualifier": "方式（qualifier）",
}  # fmt: skip
# By the words in which libyaml says it.
_YAML: Final[Mapping[str, str]] = {
    "could not find expected ':'": "少了冒号，或者冒号后面没有空格",
    "mapping values are not allowed in this context": "这里不能有冒号：文字里有冒号的请加引号，或者缩进不齐",
    "did not find expected key": "缩进没有对齐，或者引号没有成对",
    "did not find expected '-' indicator": "缩进没有对齐，或者少了「- 」",
    "did not find expected ',' or ']'": "方括号没有成对，或者少了逗号",
    "did not find expected ',' or '}'": "大括号没有成对，或者少了逗号",
    "found unexpected end of stream": "引号没有成对",
    "found character that cannot start any token": "缩进要用空格，不用制表符；以 @、%、` 开头的文字请加引号",
    "found a tab character that violates indentation": "缩进要用空格，不用制表符",
    "block sequence entries are not allowed in this context": "这里不能有「- 」，请检查缩进",
    "found undefined alias": "以 * 开头的文字请加引号",
}
_FORMS: Final[Mapping[str, str]] = {
    r"^[a-z][a-z0-9-]+$": "用小写英文字母、数字和连字符，以字母开头",
    r"^[a-z][a-z0-9_]*$": "用小写英文字母、数字和下划线，以字母开头",
    r"^\d{4}-\d{2}-\d{2}$": "日期写成 2026-01-01，并加引号",
    r"\{count\}": "里面要有 {count}",
}


class PatternError(Exception):
    """A mistake in the library or a pack: ``str(error)`` is ``file:line: what is wrong``, in Chinese.

    ``line`` counts from 1 and is 0 where the file or folder as a whole is meant.
    """

    def __init__(self, path: Path, line: int, problem: str) -> None:
        super().__init__(f"{path}:{line}: {problem}" if line else f"{path}: {problem}")
        self.path, self.line, self.problem = path, line, problem

    def in_pack(self, name: str) -> PatternError:
        """Return this mistake with the name of the installed pack that has it; without a name as it is."""
        told = sentence("in-pack", name=name) if name else ""
        return PatternError(self.path, self.line, self.problem + told)

    def __reduce__(self) -> tuple[type[PatternError], tuple[Path, int, str]]:
        """Return how to make it again: it goes from worker to page."""
        return PatternError, (self.path, self.line, self.problem)


def sentence(problem: str, /, **filled: object) -> str:
    """Return what is wrong, without its place; what ``filled`` does not fill stays empty."""
    return SENTENCES[problem].format_map(defaultdict(str, filled))


def invalid(problem: LiteralString, /, **filled: object) -> PydanticCustomError:
    """Return the error to raise in a validator."""
    return PydanticCustomError(problem, problem, filled)


def not_yaml(problem: str | None) -> str:
    """Return what is wrong where the YAML itself is; ``problem`` is as the parser says it."""
    return sentence("not-yaml", what=_YAML.get(problem or "", "请检查缩进、冒号、括号和引号"))


def unknown(kind: str, name: str, known: Iterable[str], *, slot: str = "", other: str = "") -> str:
    """Return that there is no ``name`` among ``known``, and the nearest that there is.

    ``other`` is the kind of what has that name elsewhere in the lexicon.
    """
    hint = f"，它是{KINDS.get(other, other)}" if other else nearest(name, known)
    filled = {"kind": KINDS[kind], "name": name, "hint": hint}
    return sentence("unknown-in-slot", slot=slot, **filled) if slot else sentence("unknown", **filled)


def nearest(name: str, known: Iterable[str]) -> str:
    """Return a hint at what was probably meant, empty where nothing is like ``name``."""
    near = difflib.get_close_matches(name, list(known), n=1)
    return f"，您要的是 {near[0]} 吗？" if near else ""


def of_validation(error: ErrorDetails, model: type[BaseModel]) -> str:
    """Return what is wrong with an entry of ``model``, with the name of the field."""
    location = within_file(error["loc"])
    words = _where(location)
    kind = error["type"]
    if kind not in SENTENCES:
        return f"{words}：这样写不行" if words else "这样写不行"
    context: dict[str, Any] = dict(error.get("ctx") or {})
    if kind == "extra_forbidden":
        keys = _keys(model, location)
        context["hint"] = nearest(str(location[-1]), keys) or f"，可以写的有 {'、'.join(keys)}"
    elif kind == "literal_error":
        allowed = re.findall(r"'([^']*)'", str(context["expected"]))
        context["expected"], context["hint"] = "、".join(allowed), nearest(str(error["input"]), allowed)
    elif kind == "string_pattern_mismatch":
        context["form"] = _FORMS.get(str(context["pattern"]), "请照着别的条目写")
    told = sentence(kind, **{"input": error["input"], **context})
    return f"{words}：{told}" if words else told


def within_file(location: Sequence[int | str]) -> tuple[int | str, ...]:
    """Return ``location`` without the names of models, which pydantic puts between: no file has them."""
    return tuple(part for part in location if not (isinstance(part, str) and part[:1].isupper()))


def _where(location: Sequence[int | str]) -> str:
    words: list[str] = []
    for part in location:
        if isinstance(part, int) and words:
            words[-1] += f" 第 {part + 1} 项"
        else:
            words.append(str(part))
    return " 的 ".join(words)


def _keys(model: type[BaseModel], location: Sequence[int | str]) -> list[str]:
    """Return the keys that may stand where ``location`` ends, as far as they are told at its beginning."""
    fields = model.model_fields
    if len(location) > 1:
        inner = fields[str(location[0])].annotation if location[0] in fields else None
        models = [each for each in _within(inner) if isinstance(each, type) and issubclass(each, BaseModel)]
        return [field.alias or name for each in models for name, field in each.model_fields.items()]
    return [field.alias or name for name, field in fields.items()]


def _within(annotation: object) -> list[object]:
    """Return ``annotation`` and the types inside of it."""
    inner = getattr(annotation, "__args__", ())
    return [annotation, *(each for arg in inner for each in _within(arg))]
