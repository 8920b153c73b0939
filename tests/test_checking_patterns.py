"""``loanclause rules --check``: sound or not, the examples, and what a pack does to the library."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from analyzer.checking_patterns import PackCheck, check_pack
from analyzer.cli import app
from clause_patterns import packs

PACK = Path(__file__).parents[1] / "examples" / "pack" / "password_patterns"
# Takes the place of one of ours, without the words that two of our examples need.
WORDS = """\
- id: friends-book
  kind: data
  title: 亲友名单
  terms: [通讯录, 亲友名单]
- id: collect-debt
  kind: action
  frame: recovering
  title: 催收
  terms: [催收]
"""
RULES = """\
- id: advance-fee
  title: 放款前先交钱
  category: costs
  severity: high
  when:
    - {action: [pay-in-advance]}
  explain: 还没拿到钱就要先交钱，是假贷款最常见的做法。
  advice: [停止转账。]
  examples:
    flag: [乙方应先支付解冻费。, 您交纳的诚意金将在放款成功后原路退还。, 您好，欢迎使用。]
    pass: [我们不会在放款前收取任何费用。, 借款人应当按时还款。, 放款之前，借款人须缴纳验资款。]
- id: anything-collected
  title: 收集什么都指出
  category: contacts
  severity: low
  when:
    - {action: [collect], stance: protects}
  explain: 只为了试一试，什么都指出来。
  advice: [看一看。]
  examples:
    flag: [我们不会收集您的通讯录。, 平台不收集短信。, 我们承诺不收集您的通话记录。]
    pass: [借款人应当还款。, 本合同一式两份。, 平台会收集您的通讯录。]
"""


@pytest.fixture(autouse=True)
def _as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(packs.SETTING, "")


@pytest.fixture(scope="module")
def clash(tmp_path_factory: pytest.TempPathFactory) -> PackCheck:
    """What is said of a pack that collides with the library wherever it can."""
    folder = tmp_path_factory.mktemp("clash")
    twice = RULES[RULES.index("- id: anything") :].replace("anything", "everything")
    for name, text in (("lexicon/w.yaml", WORDS), ("rules/r.yaml", RULES + twice), ("rules/z.yml", "")):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return check_pack(folder)


@pytest.fixture
def run() -> Callable[..., Result]:
    return lambda *args: CliRunner().invoke(app, ["rules", "--check", *map(str, args)])


def remarks(check: PackCheck, kind: str) -> list[str]:
    return [f"{each.path.name}:{each.line} {each.text}" for each in check.remarks if each.kind == kind]


def line(text: str, words: str) -> int:
    return next(number for number, each in enumerate(text.splitlines(), 1) if words in each)


def test_the_example_pack_is_sound(run: Callable[..., Result]) -> None:
    """Status 0, every example runs, nothing of the library is touched; the same in JSON."""
    result = run(PACK, "--format", "json")
    assert result.exit_code == 0
    told = json.loads(result.stdout)
    assert told["entries"] == {"concepts": 1, "rules": 2}
    assert told["examples"]["own"] == 12
    assert told["remarks"] == []


def test_examples_that_fail_are_named_at_their_line(clash: PackCheck) -> None:
    """A sentence that is missed says why, one that is wrongly found is named, each with its own line."""
    assert clash.status == 1
    missed, wrong = remarks(clash, "example")
    assert missed.startswith(f"r.yaml:{line(RULES, '您好')} advance-fee 没有指出它的 flag 例句「您好，欢迎")
    assert "没有读成一句完整的话" in missed
    assert wrong.startswith(f"r.yaml:{line(RULES, '验资款')} advance-fee 指出了它的 pass 例句「放款之前")


def test_what_a_pack_spoils_in_the_library_is_said(clash: PackCheck) -> None:
    """A word that is gone keeps rules that are not the pack's from finding their examples."""
    spoilt = remarks(clash, "library")
    assert any("third-party-collection-contact 不再指出" in each for each in spoilt)
    assert all(each.startswith("w.yaml:") for each in spoilt)


def test_collisions_are_said(clash: PackCheck) -> None:
    """Entries that take the place of ours and in what they differ, words that we have, harmless sentences."""
    told = remarks(clash, "collision")
    assert any(
        "改写条款库的 advance-fee：" in each and "severity 从“critical”改成“high”" in each for each in told
    )
    assert any(each.startswith("w.yaml:1 词“通讯录”已经在 contact-list") for each in told)
    assert any("anything-collected 指出了条款库认为没有问题的句子" in each for each in told)


def test_a_file_that_is_not_read_is_said(clash: PackCheck) -> None:
    """A file of the wrong name would be left out in silence."""
    (told,) = remarks(clash, "note")
    assert told.startswith("z.yml:0 没有用到")


def test_a_rule_that_doubles_another_is_said(clash: PackCheck) -> None:
    """Two rules that find exactly the same sentences are one too many."""
    (told,) = (each for each in remarks(clash, "collision") if "完全一样" in each)
    assert "anything-collected 指出的和 everything-collected 完全一样" in told


def test_every_mistake_is_listed(run: Callable[..., Result], tmp_path: Path) -> None:
    """An author who made two mistakes reads of both at once, and the status is 2."""
    (tmp_path / "rules").mkdir()
    wrong = RULES.replace("severity: high", "severity: awful").replace("explain: 只为", "explian: 只为")
    (tmp_path / "rules" / "a.yaml").write_text(wrong, encoding="utf-8")
    result = run(tmp_path)
    assert result.exit_code == 2
    told = "".join(result.stdout.split())
    assert f"a.yaml:{line(wrong, 'awful')}:severity：没有「awful」" in told
    assert f"a.yaml:{line(wrong, 'explian')}:explian：没有这个键，您要的是explain吗？" in told


def test_no_folder_is_a_sentence(run: Callable[..., Result], tmp_path: Path) -> None:
    """What is not there is told on standard error."""
    result = run(tmp_path / "nowhere")
    assert result.exit_code == 2
    assert "找不到文件夹" in result.stderr
