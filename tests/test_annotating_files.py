"""``check --format pdf``: the contract itself, with what is found in it marked."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from typer.testing import CliRunner, Result

from analyzer.cli import app
from tests.reading.making import draw_pdf, lines_at, pdf
from tests.reporting.pdf_notes import notes

LINE = "第一条 乙方有权读取甲方手机中的通讯录。"


def check(*args: str | Path) -> Result:
    return CliRunner().invoke(app, ["check", "--format", "pdf", *map(str, args)])


def sentence(result: Result) -> str:
    """Return the only line on standard error of a call that failed."""
    assert (result.exit_code, result.stdout) == (2, "")
    (line,) = result.stderr.splitlines()
    return line


@pytest.fixture
def contract(tmp_path: Path) -> Path:
    path = tmp_path / "合同.pdf"
    path.write_bytes(pdf([LINE]))
    return path


def test_the_contract_is_written_with_marks(contract: Path, tmp_path: Path) -> None:
    """The copy has the findings as notes, the contract is left alone, and nothing is said."""
    before, target = contract.read_bytes(), tmp_path / "标注.pdf"
    result = check(contract, "--output", target)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    assert any("通讯录" in note.words and "通讯录" in note.contents for note in notes(target.read_bytes()))
    assert contract.read_bytes() == before


def test_fail_on_counts_as_in_other_formats(contract: Path, tmp_path: Path) -> None:
    """The file is written, and the status says that the threshold was reached."""
    target = tmp_path / "标注.pdf"
    assert check(contract, "--output", target, "--fail-on", "info").exit_code == 1
    assert target.exists()


def test_a_copy_without_password_is_told(tmp_path: Path) -> None:
    """The copy of a protected contract opens without its password, and who asked for it is told so."""
    source, target = tmp_path / "合同.pdf", tmp_path / "标注.pdf"
    source.write_bytes(draw_pdf(lines_at((60, 150, LINE)), encrypt=StandardEncryption("1234")))
    result = check(source, "--output", target, "--password", "1234")
    assert result.exit_code == 0
    assert result.stderr.splitlines() == [f"{target} 不用密码就能打开，请妥善保管。"]
    assert notes(target.read_bytes())


def test_what_cannot_be_written_is_told_in_one_sentence(contract: Path, tmp_path: Path) -> None:
    """No --output, several files, a text, the contract itself: each gets its sentence, and no file."""
    text, target = tmp_path / "合同.txt", tmp_path / "标注.pdf"
    text.write_text(LINE, encoding="utf-8")
    assert "--output" in sentence(check(contract))
    assert "逐份" in sentence(check(contract, contract, "--output", target))
    assert "只有 PDF 和图片" in sentence(check(text, "--output", target))
    assert str(contract) in sentence(check(contract, "--output", contract))
    assert "找不到文件" in sentence(check(tmp_path / "没有.pdf", "--output", target))
    assert not target.exists()
