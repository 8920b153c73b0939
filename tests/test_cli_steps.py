"""The commands of what a borrower can do next."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from typer.testing import CliRunner, Result

from analyzer.cli import app

CONTRACT = (
    "借款合同\n甲方（贷款人）：某某小额贷款有限公司\n乙方（借款人）：张某\n"
    "第一条 甲方有权读取乙方手机中的通讯录，用于逾期后的催收。\n"
    "第二条 本授权不可撤销。\n"
)
LOG = "日期,时间,打给谁,与您的关系\n2026-11-03,21:58,王某,同事\n2026-11-03,22:10,王某,同事\n"
Run = Callable[..., Result]


@pytest.fixture
def run() -> Run:
    return lambda *args: CliRunner().invoke(app, [str(arg) for arg in args])


@pytest.fixture
def contract(tmp_path: Path) -> Path:
    path = tmp_path / "合同.txt"
    path.write_text(CONTRACT, encoding="utf-8")
    return path


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "通话记录.csv"
    path.write_text(LOG, encoding="utf-8-sig")
    return path


def said(result: Result) -> str:
    """Return the one sentence with which a call is refused."""
    assert result.exit_code == 2
    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    return line


def test_changes_by_rule_and_with_facts(run: Run, contract: Path) -> None:
    """The list has the clause, the wording to ask for and the name; what was not chosen is not in it."""
    result = run("changes", contract, "--rule", "irrevocable-consent", "--fact", "name=张晓")
    assert result.exit_code == 0
    assert "“第二条 本授权不可撤销。”" in result.stdout
    assert "请改为：" in result.stdout
    assert "请求人：张晓" in result.stdout
    assert "通讯录" not in result.stdout


def test_changes_without_a_rule_are_the_grave_ones(run: Run, contract: Path) -> None:
    """What is critical or high is in the list."""
    assert "读取乙方手机中的通讯录" in run("changes", contract).stdout


def test_letters_are_listed_with_what_they_ask(run: Run) -> None:
    """Without a name: every letter, when to write it, and the facts to give."""
    listed = run("letter").stdout
    assert "withdraw-consent　撤回同意通知" in listed
    assert "name（您的姓名）" in listed


def test_a_letter_with_calls_and_the_law_of_this_lender(run: Run, contract: Path, log: Path) -> None:
    """The log's lines stand in the letter, and the law that binds this kind of lender."""
    text = run("letter", "stop-contacting", contract, "--calls", log).stdout
    assert "2026-11-03（星期二）：2 次，都打给我的同事王某；21:58、22:10" in text
    assert "《小额贷款公司监督管理暂行办法》第三十七条" in text
    text = run("letter", "stop-contacting", contract, "--lender", "bank").stdout
    assert "小额贷款公司监督管理" not in text


def test_a_letter_needs_no_document(run: Run, tmp_path: Path) -> None:
    """A letter in Word, all blanks."""
    output = tmp_path / "信.docx"
    assert run("letter", "third-person-stop", "--format", "docx", "--output", output).exit_code == 0
    words = "\n".join(paragraph.text for paragraph in docx.Document(str(output)).paragraphs)
    assert "第三人要求停止联系函" in words
    assert "＿＿＿" in words


def test_several_lines_in_one_fact(run: Run) -> None:
    r"""``\n`` in a fact begins another line."""
    text = run("letter", "withdraw-consent", "--fact", r"matters=读取通讯录\n营销电话").stdout
    assert "1. 读取通讯录\n" in text
    assert "2. 营销电话\n" in text


def test_permissions_of_one_system(run: Run, contract: Path) -> None:
    """The contract reads the contact list: that stands first, with where to refuse it on this system."""
    text = run("permissions", contract, "--system", "ios").stdout
    assert text.startswith("手机权限清单（苹果（iOS））")
    assert text.index("通讯录（联系人）（这份文件里写到了）") < text.index("□ 短信")
    assert "有限访问" in text


def test_the_rate_and_its_inputs(run: Run) -> None:
    """41.30 % compounded, 35.07 % not, and what they were reckoned from."""
    text = run("rate", "--received", 9000, "--instalments", 900, "--times", 12).stdout
    assert "年化（复利）：41.30%" in text
    assert "年化（单利）：35.07%" in text
    assert "实际到账 9,000.00 元；还款 12 笔，合计 10,800.00 元" in text
    uneven = run("rate", "--received", 1000, "--instalments", "300，400 500", "--every", "week").stdout
    assert "还款 3 笔，合计 1,200.00 元" in uneven


def test_channels_of_a_lender(run: Run, contract: Path) -> None:
    """A micro-lender's borrower is sent to the local authority; numbers not checked say so."""
    text = run("channels", contract).stdout
    assert "地方金融管理机构" in text
    assert "12378" not in text
    assert "12345（只有二手来源，未向主管部门核实）" in text


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("letter", "withdraw"), "withdraw-consent"),
        (("letter", "complaint", "--fact", "age=30"), "regulator（收件的部门或者平台）"),
        (("letter", "complaint", "--fact", "name"), "名称=内容"),
        (("letter", "complaint", "--format", "docx"), "--output"),
        (("letter", "complaint", "--lender", "bnak"), "bank"),
        (("permissions", "--system", "symbian"), "系统"),
        (("rate", "--received", "0", "--instalments", "9"), "实际到账"),
        (("rate", "--received", "100", "--instalments", "一百"), "数字"),
        (("rate", "--received", "100", "--instalments", "9", "--every", "year"), "间隔"),
        (("changes", "没有这个文件.pdf"), "没有这个文件.pdf"),
    ],
)
def test_a_wrong_call_is_one_sentence(run: Run, args: tuple[str, ...], words: str) -> None:
    """One sentence in Chinese says what is wrong, with status 2."""
    assert words in said(run(*args))


def test_nothing_is_written_over_what_was_read(run: Run, contract: Path) -> None:
    """A letter does not replace the contract it is about."""
    assert "不能写在它上面" in said(run("changes", contract, "--output", contract))
    assert contract.read_text(encoding="utf-8") == CONTRACT
