"""A mistake in the library is named with its file, its line and what is wrong."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

import clause_patterns
from clause_patterns import PatternError, load_library

SHIPPED = Path(clause_patterns.__file__).parent

CATEGORIES = "- {id: contacts, title: 通讯录与通信记录, short: 通讯录}\n"
MODIFIERS = """\
- id: negation
  effect: negation
  direction: forward
  terms: [不会, 不得]
"""
LEXICON = """\
- id: collect
  kind: action
  title: 收集
  frame: handling
  terms: [收集, 读取]
- id: contact-list
  kind: data
  group: communications
  title: 通讯录
  terms: [通讯录]
"""
DOCUMENT_KINDS = "- {id: contract, title: 合同, titles: [合同]}\n"
LAW = """\
- id: RULE-1
  law: 某规定
  issuer: 某部门
  article: 第一条
  text: 收集个人信息应当限于必要的范围。
  effective_from: "2021-05-01"
  status: 现行有效
  verified: true
"""
RULE = """\
- id: read-contacts
  title: 读取通讯录
  category: contacts
  severity: high
  when:
    - {action: [collect], data: [contact-list]}
  explain: 对方可以看到您手机里所有人的电话。
  advice: [关掉通讯录权限。]
  law: [RULE-1]
  examples:
    flag: [甲一, 甲二, 甲三]
    pass: [乙一, 乙二, 乙三]
"""
CHECKLIST = """\
- id: contact-list
  title: 通讯录
  necessary: false
  concepts: [contact-list]
  note: 您有权拒绝。
  law: [RULE-1]
"""
TELLING = """\
- id: name
  title: 接收方的名称
  concepts: [contact-list]
  patterns: [公司]
"""
KINDS = TELLING.replace("id: name", "id: kind")
REFERENCES = """\
- id: mentioned
  title: 只是提到
  patterns: ['{title}']
"""
TITLES = """\
- id: law
  patterns: [法律]
"""
OPPOSITIONS = """\
- id: hours
  title: 催收的时间
  promise: [夜间不打]
  permission: [随时打]
  why: 一处说夜间不打，另一处说随时打。
"""
SCOPES = """\
- id: partly
  title: 一部分
  patterns: [部分]
"""
WORDING = """\
- {id: cell, text: '{recipient}拿到{data}'}
"""
LENDERS = """\
- {id: bank, title: 银行, explain: 名称里有“银行”。, names: [银行]}
"""
LENDER_NAMES = """\
- id: role
  patterns: [出借人]
"""
LENDER_SIGNS = """\
- {id: named, patterns: ['{role}：{name}'], otherwise: bank, why: '写作“{role}”'}
"""
CHANNELS = """\
- {id: hotline, title: 热线, contact: "1", explain: 管银行。, lenders: [bank], law: RULE-1}
"""
PERMISSIONS = """\
- id: contacts
  title: 通讯录
  explain: 能看到每个人的电话。
  works: 还能手动填写。
  android: 设置
  ios: 设置
  harmonyos: 设置
  rules: [read-contacts]
"""
CALLS = """\
- {id: daily, title: 每天三次, counted: "{count} 天", explain: 只看接通的。, per_day: 3, law: RULE-1}
"""
LETTER = """\
- id: withdraw
  title: 撤回同意
  explain: 您不再同意。
  fields: [{id: name, label: 姓名}]
  blocks:
    - {kind: to, text: 对方}
    - {text: '我是{name}。'}
    - {kind: law}
  law: [RULE-1]
"""
PAPERS = """\
- id: changes
  title: 修改请求
  explain: 签字之前。
  fields: [{id: name, label: 姓名}]
  blocks:
    - {kind: to, text: 对方}
    - {text: '{ask}', each: requests}
    - {kind: sign, text: '{name}'}
"""
FILES = {
    "categories.yaml": CATEGORIES,
    "lexicon/modifiers.yaml": MODIFIERS,
    "lexicon/words.yaml": LEXICON,
    "rules/contacts.yaml": RULE,
    "law/rules.yaml": LAW,
    "overview/checklist.yaml": CHECKLIST,
    "overview/telling.yaml": TELLING,
    "overview/kinds.yaml": KINDS,
    "overview/document-kinds.yaml": DOCUMENT_KINDS,
    "overview/references.yaml": REFERENCES,
    "overview/titles.yaml": TITLES,
    "overview/oppositions.yaml": OPPOSITIONS,
    "overview/scopes.yaml": SCOPES,
    "overview/wording.yaml": WORDING,
    "steps/lenders.yaml": LENDERS,
    "steps/lender-names.yaml": LENDER_NAMES,
    "steps/lender-signs.yaml": LENDER_SIGNS,
    "steps/channels.yaml": CHANNELS,
    "steps/permissions.yaml": PERMISSIONS,
    "steps/calls.yaml": CALLS,
    "steps/letters/withdraw.yaml": LETTER,
    "steps/papers.yaml": PAPERS,
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A whole small library without mistakes."""
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def _line(text: str, words: str) -> int:
    """Return the number of the first line of ``text`` with ``words``."""
    return next(number for number, line in enumerate(text.splitlines(), 1) if words in line)


# What is done to which file, where the mistake then stands, and what the message must name.
MISTAKES = {
    "unknown key of a rule": ("rules/contacts.yaml", "  law:", "  laws: []\n  law:", "laws", "laws"),
    "unknown key of a concept": ("lexicon/words.yaml", "frame:", "form:", "form:", "form"),
    "unknown key of a provision": (
        "law/rules.yaml",
        "  status:",
        "  state: 好\n  status:",
        "state:",
        "state",
    ),
    "unknown key of a modifier": ("lexicon/modifiers.yaml", "terms:", "words:", "words:", "words"),
    "unknown key of a category": ("categories.yaml", "short:", "brief: 短, short:", "contacts", "brief"),
    "unknown slot in when": ("rules/contacts.yaml", "{action:", "{deed:", "deed", "deed"),
    "unknown severity": ("rules/contacts.yaml", "severity: high", "severity: awful", "awful", "severity"),
    "unknown stance": ("rules/contacts.yaml", "{action:", "{stance: allows, action:", "allows", "stance"),
    "unknown kind of concept": ("lexicon/words.yaml", "kind: data", "kind: datum", "datum", "kind"),
    "unknown effect": ("lexicon/modifiers.yaml", "effect: negation", "effect: denial", "denial", "effect"),
    "id with capitals": (
        "rules/contacts.yaml",
        "id: read-contacts",
        "id: Read_Contacts",
        "Read_Contacts",
        "id",
    ),
    "concept without words": ("lexicon/words.yaml", "  terms: [通讯录]\n", "", "contact-list", "terms"),
    "two flag examples": ("rules/contacts.yaml", "[甲一, 甲二, 甲三]", "[甲一, 甲二]", "甲一", "flag"),
    "two pass examples": ("rules/contacts.yaml", "[乙一, 乙二, 乙三]", "[乙一, 乙二]", "乙一", "pass"),
    "no examples": (
        "rules/contacts.yaml",
        "  examples:\n    flag: [甲一, 甲二, 甲三]\n    pass: [乙一, 乙二, 乙三]\n",
        "",
        "read-contacts",
        "examples",
    ),
    "no advice": ("rules/contacts.yaml", "advice: [关掉通讯录权限。]", "advice: []", "advice", "advice"),
    "no explanation": (
        "rules/contacts.yaml",
        "  explain: 对方可以看到您手机里所有人的电话。\n",
        "",
        "read-contacts",
        "explain",
    ),
    "unknown key of a checklist item": (
        "overview/checklist.yaml",
        "necessary:",
        "needed: true\n  necessary:",
        "needed",
        "needed",
    ),
    "checklist item that does not say whether it is necessary": (
        "overview/checklist.yaml",
        "  necessary: false\n",
        "",
        "contact-list",
        "necessary",
    ),
    "unknown key of an element": ("overview/telling.yaml", "patterns:", "words:", "words", "words"),
    "reference without patterns": (
        "overview/references.yaml",
        "patterns: ['{title}']",
        "patterns: []",
        "patterns",
        "patterns",
    ),
    "opposition without a promise": (
        "overview/oppositions.yaml",
        "promise: [夜间不打]",
        "promise: []",
        "promise",
        "promise",
    ),
    "unknown ending of a scope": (
        "overview/scopes.yaml",
        "  title:",
        "  otherwise: maybe\n  title:",
        "maybe",
        "otherwise",
    ),
    "sentence without text": ("overview/wording.yaml", "text:", "words:", "cell", "words"),
    "place that nothing fills": (
        "steps/letters/withdraw.yaml",
        "{name}。",
        "{nmae}。",
        "id: withdraw",
        "nmae",
    ),
    "place of a repeated block outside of it": ("steps/papers.yaml", ", each: requests", "", "id:", "ask"),
    "brace that is not closed": ("steps/papers.yaml", "'{name}'", "'{name'", "id:", "大括号不成对"),
    "field named like a place": ("steps/papers.yaml", "{id: name,", "{id: quote,", "id:", "quote"),
    "two fields of the same name": (
        "steps/papers.yaml",
        "[{id: name, label: 姓名}]",
        "[{id: name, label: 姓名}, {id: name, label: 名}]",
        "id:",
        "编号相同",
    ),
    "condition on nothing there is": (
        "steps/papers.yaml",
        "text: '{name}'}",
        "text: '{name}', when: date}",
        "id:",
        "date",
    ),
    "block that quotes law the letter does not name": (
        "steps/letters/withdraw.yaml",
        "{kind: law}",
        "{kind: law, law: [RULE-2]}",
        "id:",
        "RULE-2",
    ),
    "hours without an end": ("steps/calls.yaml", "per_day: 3", "start: 8", "start: 8", "end"),
    "hours that end before they begin": (
        "steps/calls.yaml",
        "per_day: 3",
        "start: 22, end: 8",
        "start: 22",
        "start 要早于 end",
    ),
    "two limits in one": (
        "steps/calls.yaml",
        "per_day: 3",
        "per_day: 3, start: 8, end: 22",
        "8",
        "只能写一种",
    ),
    "count that is not filled in": ("steps/calls.yaml", "{count} 天", "几天", "几天", "counted"),
    # Mistakes between files are named at the entry.
    "unknown concept in broader": (
        "lexicon/words.yaml",
        "  group:",
        "  broader: [everything]\n  group:",
        "id: contact-list",
        "everything",
    ),
    "unknown concept in denies": (
        "lexicon/words.yaml",
        "  frame:",
        "  denies: [keep]\n  frame:",
        "id: collect",
        "keep",
    ),
    "unknown concept in hollowed_by": (
        "lexicon/words.yaml",
        "  frame:",
        "  hollowed_by: [keep]\n  frame:",
        "id: collect",
        "keep",
    ),
    "unknown concept in the checklist": (
        "overview/checklist.yaml",
        "[contact-list]",
        "[contacts-list]",
        "id: contact-list",
        "contacts-list",
    ),
    "missing law in the checklist": (
        "overview/checklist.yaml",
        "[RULE-1]",
        "[RULE-8]",
        "id: contact-list",
        "RULE-8",
    ),
    "unknown concept of an element": (
        "overview/telling.yaml",
        "[contact-list]",
        "[company]",
        "id: name",
        "company",
    ),
    "unknown data": (
        "rules/contacts.yaml",
        "[contact-list]",
        "[contactlist]",
        "read-contacts",
        "contactlist",
    ),
    "unknown action": ("rules/contacts.yaml", "[collect]", "[grab]", "read-contacts", "grab"),
    "concept in the wrong slot": (
        "rules/contacts.yaml",
        "data: [contact-list]",
        "data: [collect]",
        "read-contacts",
        "collect",
    ),
    "unknown concept in unless": (
        "rules/contacts.yaml",
        "  explain:",
        "  unless:\n    - {conditions: [on-tuesdays]}\n  explain:",
        "read-contacts",
        "on-tuesdays",
    ),
    "unknown concept in changes": (
        "rules/contacts.yaml",
        "  explain:",
        "  changes:\n    - {to: low, purposes: [fun]}\n  explain:",
        "read-contacts",
        "fun",
    ),
    "unknown lender in a sign": (
        "steps/lender-signs.yaml",
        "otherwise: bank",
        "otherwise: shop",
        "id: named",
        "放款机构的类别「shop」",
    ),
    "missing law": ("rules/contacts.yaml", "[RULE-1]", "[RULE-1, RULE-9]", "read-contacts", "RULE-9"),
    "unknown category": (
        "rules/contacts.yaml",
        "category: contacts",
        "category: contact",
        "read-contacts",
        "类别「contact」",
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_named_with_file_and_line(root: Path, mistake: tuple[str, str, str, str, str]) -> None:
    """The author of a rule reads which file, which line, and which word is wrong."""
    name, old, new, at, named = mistake
    wrong = FILES[name].replace(old, new)
    assert wrong != FILES[name]
    (root / name).write_text("# 一行注释\n\n" + wrong, encoding="utf-8")
    with pytest.raises(PatternError) as caught:
        load_library(root)
    path, line = root / name, _line(wrong, at) + 2
    assert str(caught.value).startswith(f"{path}:{line}: ")
    assert named in caught.value.problem
    assert (caught.value.path, caught.value.line) == (path, line)


@pytest.mark.parametrize(
    ("name", "broken"),
    [
        ("rules/contacts.yaml", "- id: [read-contacts\n  title: 读取通讯录\n"),
        ("lexicon/words.yaml", "- id: collect\n   kind: action\n"),
        ("law/rules.yaml", "- id: RULE-1\n\tlaw: 某规定\n"),
        ("categories.yaml", "- id: 'contacts\n"),
        ("overview/wording.yaml", "- {id: cell, text: 拿到\n"),
    ],
)
def test_what_is_not_yaml_is_named_with_file_and_line(root: Path, name: str, broken: str) -> None:
    """A slip in the YAML itself is reported like any other mistake."""
    (root / name).write_text(broken, encoding="utf-8")
    with pytest.raises(PatternError, match="YAML") as caught:
        load_library(root)
    assert caught.value.path == root / name
    assert 1 <= caught.value.line <= len(broken.splitlines()) + 1


@pytest.mark.parametrize("content", ["", "id: read-contacts\n", "只是一句话\n"])
def test_a_file_that_is_no_list_is_named(root: Path, content: str) -> None:
    """An empty file, or one entry without its dash, is reported with its file."""
    (root / "rules" / "contacts.yaml").write_text(content, encoding="utf-8")
    with pytest.raises(PatternError, match=r"contacts\.yaml:1: .*列表"):
        load_library(root)


@pytest.mark.parametrize("name", list(FILES))
def test_an_id_used_twice_in_a_file_is_named_at_its_second_place(root: Path, name: str) -> None:
    """Two entries of one id in one file: the second is the mistake."""
    (root / name).write_text(FILES[name] + FILES[name], encoding="utf-8")
    with pytest.raises(PatternError, match="用了两次") as caught:
        load_library(root)
    first_id = re.findall(r"id: ([\w-]+)", FILES[name])[0]
    assert caught.value.path == root / name
    assert caught.value.line == len(FILES[name].splitlines()) + 1
    assert first_id in caught.value.problem


@pytest.mark.parametrize(
    ("name", "second"),
    [
        ("rules/contacts.yaml", "rules/zz.yaml"),
        ("lexicon/words.yaml", "lexicon/zz.yaml"),
        ("law/rules.yaml", "law/zz.yaml"),
    ],
)
def test_an_id_used_twice_in_two_files_is_named_in_the_second(root: Path, name: str, second: str) -> None:
    """Two files with one id: the later file is the mistake, even where the entries are alike."""
    (root / second).write_text("# 一行注释\n" + FILES[name], encoding="utf-8")
    with pytest.raises(PatternError, match="用了两次") as caught:
        load_library(root)
    assert (caught.value.path, caught.value.line) == (root / second, 2)


def test_a_library_without_mistakes_is_loaded_in_file_order(root: Path) -> None:
    """Comments, groups and the star are allowed; entries keep the order of their file."""
    rules = FILES["rules/contacts.yaml"]
    more = rules.replace("read-contacts", "all-else").replace("[contact-list]", '[communications, "*"]')
    (root / "rules" / "contacts.yaml").write_text(f"# 说明\n{more}\n{rules}", encoding="utf-8")
    library = load_library(root)
    assert list(library.rules) == ["all-else", "read-contacts"]
    assert list(library.concepts) == ["collect", "contact-list"]
    assert library.rules["read-contacts"].examples.passing == ("乙一", "乙二", "乙三")


def test_a_copy_of_the_shipped_library_says_the_same(tmp_path: Path) -> None:
    """The library is its files and nothing else: a copy somewhere else is equal."""
    copy = tmp_path / "mine"
    shutil.copytree(SHIPPED, copy, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    assert load_library(copy) == load_library()


def test_a_mistake_in_a_copy_of_the_shipped_library_is_named(tmp_path: Path) -> None:
    """In the real files too, the line is where the author has to look."""
    copy = tmp_path / "mine"
    shutil.copytree(SHIPPED, copy, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    path = copy / "rules" / "sharing.yaml"
    lines = path.read_text(encoding="utf-8").splitlines()
    number = max(index for index, line in enumerate(lines) if line.startswith("  severity: ")) + 1
    lines[number - 1] = "  severity: terrible"
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(PatternError) as caught:
        load_library(copy)
    assert (caught.value.path, caught.value.line) == (path, number)
