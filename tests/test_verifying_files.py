"""``loanclause verify``: an evidence report is proved by its file, and any change of either is found."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from typer.testing import CliRunner, Result

from analyzer.cli import app
from analyzer.reporting import versions
from analyzer.reporting.evidence import embedded, parted, read_evidence
from tests.reading.making import draw_pdf, lines_at, pdf
from tests.reporting.making_pages import saved, shots

LINES = ["第一条 甲方借款用于进货。", "第二条 乙方有权读取甲方手机中的通讯录。"]
Change = Callable[[str], str]


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(app, [str(arg) for arg in args])


def evidence(target: Path, *args: str | Path) -> Path:
    result = run("check", *args, "--format", "evidence", "--output", target)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    return target


def failing(result: Result) -> list[str]:
    """Return the lines of a run that say what differs."""
    assert result.exit_code == 1
    return [line for line in result.stdout.splitlines() if line.startswith("×")]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("证据")


@pytest.fixture(scope="module")
def contract(folder: Path) -> Path:
    path = folder / "合同.pdf"
    path.write_bytes(pdf(LINES))
    return path


@pytest.fixture(scope="module")
def report(folder: Path, contract: Path) -> Path:
    return evidence(folder / "证据.html", contract)


def test_an_untouched_report_is_proved(report: Path, contract: Path) -> None:
    """Every line holds, the report made again is the same to the byte, and the status says so."""
    result = run("verify", report, contract)
    assert result.exit_code == 0
    *lines, last = result.stdout.splitlines()
    assert all(line.startswith("√") for line in lines)
    assert last == "全部相符。"
    said = result.stdout
    for words in (
        "SHA-256 相同",
        "读到的文字相同",
        "引文仍在所写的位置（1/1）",
        "结果完全相同",
        "逐字节相同",
    ):
        assert words in said


def test_it_does_not_matter_what_the_file_is_called(report: Path, contract: Path, tmp_path: Path) -> None:
    """A file that was renamed is the same file."""
    renamed = tmp_path / "别的名字.pdf"
    renamed.write_bytes(contract.read_bytes())
    assert run("verify", report, renamed).exit_code == 0


def test_a_text_file_is_proved(tmp_path: Path) -> None:
    """A text in an old encoding is proved by its own bytes."""
    text = tmp_path / "合同.txt"
    text.write_bytes("\r\n".join(LINES).encode("gb18030"))
    assert run("verify", evidence(tmp_path / "证据.html", text), text).exit_code == 0


def test_a_protected_file_is_proved_with_its_password(tmp_path: Path) -> None:
    """The password is needed again; without it there is one sentence."""
    locked = tmp_path / "合同.pdf"
    locked.write_bytes(draw_pdf(lines_at((60, 150, LINES[1])), encrypt=StandardEncryption("1234")))
    report = evidence(tmp_path / "证据.html", locked, "--password", "1234")
    assert run("verify", report, locked, "--password", "1234").exit_code == 0
    refused = run("verify", report, locked)
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "密码" in refused.stderr


def test_pictures_of_one_document_are_proved_in_their_order(tmp_path: Path) -> None:
    """The pictures are hashed one by one; given the other way round, that is what is said."""
    files = []
    for number, image in enumerate(shots(pdf(LINES, ["第三条 乙方可以查询甲方的征信报告。"])), 1):
        files.append(tmp_path / f"{number}.png")
        files[-1].write_bytes(saved(image, "PNG"))
    report = evidence(tmp_path / "证据.html", *files, "--together")
    assert run("verify", report, *files).exit_code == 0
    assert any("先后不同" in line for line in failing(run("verify", report, *reversed(files))))
    assert any("2 个文件" in line for line in failing(run("verify", report, files[0])))


def test_another_file_is_told(report: Path, tmp_path: Path) -> None:
    """A file with one word changed, and one that goes on longer, differ in digest and in what is read."""
    other, longer = tmp_path / "另一份.pdf", tmp_path / "更长.pdf"
    other.write_bytes(pdf([LINES[0], LINES[1].replace("通讯录", "通话单")]))
    longer.write_bytes(pdf([*LINES, "第三条 一式两份。"]))
    said = failing(run("verify", report, other))
    assert any("SHA-256 不同" in line for line in said)
    assert any("读到的文字不同" in line for line in said)
    assert any("（0/1）" in line for line in said)
    said = failing(run("verify", report, longer))
    assert any("SHA-256 不同" in line for line in said)
    assert any("读到的文字不同" in line for line in said)


def test_one_byte_more_is_told(report: Path, contract: Path, tmp_path: Path) -> None:
    """A byte that changes nothing to be read still makes it another file, and only that is told."""
    padded = tmp_path / "合同.pdf"
    padded.write_bytes(contract.read_bytes() + b"\n")
    said = failing(run("verify", report, padded))
    assert any("SHA-256 不同" in line for line in said)
    assert not any("文字不同" in line for line in said)


CHANGES: dict[str, tuple[Change, str]] = {
    "a word on the page": (lambda page: page.replace("怎样核对", "怎么核对"), "看得见的部分改动过"),
    "a level on the page": (lambda page: page.replace(">高<", ">低<"), "看得见的部分改动过"),
    "a picture": (lambda page: page.replace("base64,UklGR", "base64,UklGS"), "看得见的部分改动过"),
    "a rule in the data": (
        lambda page: page.replace('"contact-list-collection"', '"contact-list-collectiom"'),
        "内嵌的数据改动过",
    ),
    "a quote in the data": (
        lambda page: page.replace('"quote": "第二条', '"quote": "第三条'),
        "引文仍在所写的位置（0/1）",
    ),
    "a place in the data": (lambda page: page.replace('"end": ', '"end": 1'), "引文仍在所写的位置（0/1）"),
    "a blank in the data": (lambda page: page.replace('"schema": ', '"schema":  '), "重做的报告与这份不同"),
    "both, with digests to fit": (
        lambda page: _forged(page.replace("通讯录</h3>", "相册</h3>")),
        "重做的报告与这份不同",
    ),
}


def _forged(page: str) -> str:
    """Return ``page`` with the digest of what now stands on it."""
    around, _ = parted(page)
    inside = page.index("<script"), page.index("</script>")
    emptied = page[: inside[0]] + page[inside[0] : page.index(">", inside[0]) + 1] + page[inside[1] :]
    assert parted(emptied)[0] == around
    return embedded(emptied, read_evidence(page))


@pytest.mark.parametrize("name", CHANGES)
def test_a_changed_report_is_told(name: str, report: Path, contract: Path, tmp_path: Path) -> None:
    """One character changed on the page, in the data, or in both with new digests: it is found and named."""
    change, told = CHANGES[name]
    page = report.read_text(encoding="utf-8")
    changed = tmp_path / "改过.html"
    changed.write_text(change(page), encoding="utf-8", newline="")
    assert changed.read_text(encoding="utf-8") != page
    assert any(told in line for line in failing(run("verify", changed, contract)))


def test_what_needs_the_same_version_says_so(
    report: Path, contract: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With another version file and quotes are proved; that the rest was not compared is said, not hidden."""
    monkeypatch.setattr(versions, "installed", lambda package: "99")
    result = run("verify", report, contract)
    assert result.exit_code == 1
    signs = [line[0] for line in result.stdout.splitlines() if line[0] in "√×－"]
    assert signs == [*"√√√√√", "－"]
    assert "jieba：报告 0." in result.stdout
    assert "没能比较" in result.stdout.splitlines()[-1]


def test_what_cannot_be_verified_is_one_sentence(report: Path, contract: Path, tmp_path: Path) -> None:
    """No report, a broken one, a huge one, no file: status 2, one line, no traceback."""
    other, binary, huge = tmp_path / "网页.html", tmp_path / "二进制.html", tmp_path / "巨大.html"
    other.write_text("<html></html>", encoding="utf-8")
    binary.write_bytes(b"\xff\xfe\x00")
    with huge.open("wb") as file:
        file.truncate(65 * 1024 * 1024)
    for given in (
        (other, contract), (binary, contract), (huge, contract), (contract, contract),
        (tmp_path / "没有.html", contract), (report, tmp_path / "没有.pdf"), (report,),
    ):  # fmt: skip
        result = run("verify", *given)
        assert (result.exit_code, result.stdout) == (2, "")
        assert len(result.stderr.splitlines()) == 1


def test_a_report_needs_one_document_and_a_place_to_go(contract: Path, tmp_path: Path) -> None:
    """Without --output, or of two files, no evidence report is written, and why is said."""
    assert "--output" in run("check", contract, "--format", "evidence").stderr
    both = run("check", contract, contract, "--format", "evidence", "--output", tmp_path / "证据.html")
    assert both.exit_code == 2
    assert "--together" in both.stderr
