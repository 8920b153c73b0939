from __future__ import annotations

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx
import jsonschema
import pytest
from typer.testing import CliRunner, Result

from analyzer.cli import app
from analyzer.errors import DamagedFileError
from analyzer.evaluating import Count, DocumentScores, Scores
from analyzer.model import Finding, Report
from analyzer.reporting.sides_json import COMPARISON_SCHEMA_FILE
from analyzer.sides import Side
from clause_patterns.library import Library

COMMAND = [sys.executable, "-c", "from analyzer.cli import main; main()"]
ROOT = Path(__file__).parents[1]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, report: Report, library: Library) -> Callable[..., Result]:
    """A function that runs the command line with an engine that finds the same report in every file.

    A file that says 坏 cannot be read.
    """

    def analyze(
        source: str | bytes | Path, *, name: str, password: str | None = None, progress: object = None
    ) -> Report:
        content = source.read_bytes() if isinstance(source, Path) else source
        if content == "坏".encode():
            raise DamagedFileError("这个文件是坏的，请重新下载。")
        return replace(report, document=replace(report.document, name=name))

    monkeypatch.setattr("analyzer.analyze", analyze, raising=False)
    monkeypatch.setattr("analyzer.examine", lambda reports, name="": Side(name, tuple(reports)))
    monkeypatch.setattr(
        "analyzer.read", lambda *args, **options: analyze(*args, **options).document, raising=False
    )
    monkeypatch.setattr("clause_patterns.load_library", lambda: library)
    return lambda *args, **options: CliRunner().invoke(app, [str(arg) for arg in args], **options)


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "好.txt"
    path.write_text("合同", encoding="utf-8")
    return path


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    path = tmp_path / "坏.pdf"
    path.write_text("坏", encoding="utf-8")
    return path


def one_sentence(result: Result) -> str:
    """Return the only line on standard error, after checking that nothing else was said."""
    lines = result.stderr.splitlines()
    assert result.exit_code == 2
    assert len(lines) == 1, lines
    assert any("\u4e00" <= char <= "\u9fff" for char in lines[0])
    return lines[0]


def test_check_reports_to_standard_output(run: Callable[..., Result], good: Path) -> None:
    """One file: the report on standard output, nothing on standard error, status 0 whatever is found."""
    result = run("check", good)
    assert result.exit_code == 0
    assert "读取通讯录" in result.stdout
    assert result.stderr == ""


def test_check_reads_standard_input(run: Callable[..., Result]) -> None:
    """- reads the document from standard input and says so in place of a name."""
    result = run("check", "-", "--format", "json", input="合同")
    assert json.loads(result.stdout)["document"]["name"] == "标准输入"


@pytest.mark.parametrize("level", ["critical", "low"])
def test_fail_on_reached(run: Callable[..., Result], good: Path, level: str) -> None:
    """A finding of the level or worse ends with status 1, and the report still appears."""
    result = run("check", good, "--fail-on", level)
    assert result.exit_code == 1
    assert "读取通讯录" in result.stdout


def test_fail_on_not_reached(
    run: Callable[..., Result], good: Path, report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Milder findings and protective ones do not reach the level."""
    mild = replace(report, findings=(replace(report.findings[0], severity="medium"), report.findings[1]))
    monkeypatch.setattr("analyzer.analyze", lambda *_, **__: mild)
    assert run("check", good, "--fail-on", "high").exit_code == 0
    assert run("check", good, "--fail-on", "medium").exit_code == 1


def test_a_bad_file_does_not_stop_the_others(run: Callable[..., Result], good: Path, bad: Path) -> None:
    """Every readable file is reported, the bad one is told, and the status is 2 in the end."""
    result = run("check", good, bad, good, "--format", "jsonl", "--fail-on", "critical")
    assert result.exit_code == 2
    assert [json.loads(line)["document"]["name"] for line in result.stdout.splitlines()] == ["好.txt"] * 2
    assert f"{bad}：这个文件是坏的，请重新下载。" in result.stderr.splitlines()


def test_several_files_are_counted_on_standard_error(run: Callable[..., Result], good: Path) -> None:
    """With several files each is announced, one line each, away from the results."""
    result = run("check", good, good)
    assert result.stderr.splitlines() == [f"[1/2] {good}", f"[2/2] {good}"]


def test_json_is_one_report(run: Callable[..., Result], good: Path) -> None:
    """json with several files is refused and jsonl is named."""
    assert "jsonl" in one_sentence(run("check", good, good, "--format", "json"))


@pytest.mark.parametrize("form", ["html", "csv", "docx"])
def test_some_formats_hold_one_report(
    run: Callable[..., Result], good: Path, tmp_path: Path, form: str
) -> None:
    """Formats that hold one report refuse several files in a sentence, before anything is read."""
    target = tmp_path / "报告"
    said = one_sentence(run("check", good, good, "--format", form, "--output", target))
    assert f"{form} 格式一次只能写一份报告" in said
    assert not target.exists()


@pytest.mark.parametrize("to_file", [False, True])
def test_html_is_a_whole_page(run: Callable[..., Result], good: Path, tmp_path: Path, to_file: bool) -> None:
    """html comes on standard output or in the file, with what was found; --fail-on works as ever."""
    target = tmp_path / "报告.html"
    to = ("--output", target) if to_file else ()
    result = run("check", good, "--format", "html", "--fail-on", "high", *to)
    assert (result.exit_code, result.stderr) == (1, "")
    text = target.read_text(encoding="utf-8") if to_file else result.stdout
    assert (result.stdout == "") is to_file
    assert text.lstrip().startswith("<!doctype html>")
    assert text.rstrip().endswith("</html>")
    assert "读取通讯录" in text


@pytest.mark.parametrize("to_file", [False, True])
def test_csv_opens_in_excel(run: Callable[..., Result], good: Path, tmp_path: Path, to_file: bool) -> None:
    """csv begins with the mark by which Excel knows UTF-8, and has a line for each finding."""
    target = tmp_path / "报告.csv"
    result = run("check", good, "--format", "csv", *(("--output", target) if to_file else ()))
    assert result.exit_code == 0
    data = target.read_bytes() if to_file else result.stdout_bytes
    assert data.startswith(b"\xef\xbb\xbf" + "序号,".encode())
    assert data.decode("utf-8-sig").count("\n") == 3
    assert b"\r\r" not in data


def test_docx_is_a_word_document(run: Callable[..., Result], good: Path, tmp_path: Path) -> None:
    """docx with --output is a Word document that names the file; without it the option is named."""
    target = tmp_path / "报告.docx"
    result = run("check", good, "--format", "docx", "--output", target)
    assert (result.exit_code, result.stdout) == (0, "")
    assert docx.Document(str(target)).tables[0].cell(0, 1).text == "好.txt"
    assert "--output" in one_sentence(run("check", good, "--format", "docx"))
    assert str(good) in one_sentence(run("check", good, "--format", "docx", "--output", good))


def test_output_goes_to_the_file(run: Callable[..., Result], good: Path, tmp_path: Path) -> None:
    """With --output the report is in the file, as UTF-8 and without colour, and not on standard output."""
    target = tmp_path / "报告.txt"
    result = run("check", good, "--output", target, env={"FORCE_COLOR": "1"})
    assert (result.exit_code, result.stdout) == (0, "")
    assert "读取通讯录" in target.read_text(encoding="utf-8")
    assert "\x1b" not in target.read_text(encoding="utf-8")


def test_output_never_overwrites_the_contract(run: Callable[..., Result], good: Path) -> None:
    """The file that is checked cannot be the file that is written."""
    assert str(good) in one_sentence(run("check", good, "--output", good))
    assert good.read_text(encoding="utf-8") == "合同"


def test_nothing_readable_writes_no_file(run: Callable[..., Result], bad: Path, tmp_path: Path) -> None:
    """If no report was made, --output leaves no empty file behind."""
    target = tmp_path / "报告.json"
    assert run("check", bad, "--format", "json", "--output", target).exit_code == 2
    assert not target.exists()


def test_unusable_calls_get_one_sentence(run: Callable[..., Result], good: Path, tmp_path: Path) -> None:
    """A missing file, a folder, a missing target folder and misspelt words are told in one sentence each."""
    missing = tmp_path / "没有.txt"
    assert f"找不到文件 {missing}" in one_sentence(run("check", missing))
    assert "是文件夹" in one_sentence(run("check", tmp_path))
    assert "是文件夹" in one_sentence(run("check", good, "--output", tmp_path))
    assert "找不到文件夹" in one_sentence(run("check", good, "--output", tmp_path / "无" / "a.txt"))
    assert "您要的是 high 吗" in one_sentence(run("check", good, "--fail-on", "hihg"))
    assert "您要的是 json 吗" in one_sentence(run("read", good, "--format", "jsn"))
    assert "您要的是 contact-list-collection 吗" in one_sentence(run("rules", "contact-list"))
    assert "您要的是 check 吗" in one_sentence(run("chek", good))
    assert "没有选项 --formt" in one_sentence(run("check", good, "--formt", "json"))
    assert "--password" in one_sentence(run("check", good, "--password"))
    assert "文件" in one_sentence(run("check"))
    assert "--port" in one_sentence(run("ui", "--port", "abc"))
    assert "labels" in one_sentence(run("evaluate", tmp_path))


def test_files_without_permission_are_told(
    run: Callable[..., Result], good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that may not be opened is told as such."""

    def refuse(self: Path, *_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "open", refuse)
    assert f"没有权限打开 {good}" in one_sentence(run("check", good))


def test_file_names_cannot_drive_the_terminal(run: Callable[..., Result], tmp_path: Path) -> None:
    """A hostile file name is shown, not sent, in messages too."""
    assert r"\x1b[2J" in one_sentence(run("check", tmp_path / "\x1b[2J.txt"))


def test_read_shows_pages_and_notices(run: Callable[..., Result], good: Path) -> None:
    """The text as read comes under its page number, with the notices; as JSON it comes whole."""
    shown = run("read", good).stdout
    assert "—— 第 1 页 ——\n第八条 信息使用\n" in shown
    assert "右下角的印章没有读出文字" in shown
    assert json.loads(run("read", good, "--format", "json").stdout)["text"].startswith("第八条 信息使用\n")


def test_rules_lists_and_tells(run: Callable[..., Result]) -> None:
    """Without a name every rule is listed; with one it is told with its law."""
    assert "contact-list-collection" in run("rules").stdout
    assert "《必要信息规定》第五条" in run("rules", "contact-list-collection").stdout


@pytest.mark.parametrize(("floor", "status"), [("0.5", 0), ("0.51", 1)])
def test_evaluate_has_a_floor(
    run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch, floor: str, status: int
) -> None:
    """Status 1 exactly when micro F1 is below the floor."""
    counts = dict.fromkeys(Scores(()).by_category(), Count()) | {"credit": Count(1, 1, 1)}
    scores = Scores((DocumentScores("甲", counts, ()),))
    monkeypatch.setattr("analyzer.evaluating.evaluate", lambda *_, **__: scores)
    assert run("evaluate", "gold", "--floor", floor).exit_code == status


def test_help_is_chinese(run: Callable[..., Result]) -> None:
    """--help names every command and says in Chinese what it does; no arguments at all show the same."""
    shown = run("--help")
    assert shown.exit_code == 0
    for words in ("check", "read", "rules", "evaluate", "ui", "检查文件", "列出条款库"):
        assert words in shown.stdout
    assert run().stdout.strip() == shown.stdout.strip()
    for english in ("Usage", "OPTIONS", "<bool>", "list[Path]"):
        assert english not in shown.stdout + run("check", "--help").stdout


def call(*args: str | Path, **options: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **options}
    return subprocess.run(
        [*COMMAND, *map(str, args)], capture_output=True, encoding="utf-8", env=environment, check=False
    )


def test_process_ends_with_2_and_no_traceback(tmp_path: Path) -> None:
    """The real process: one sentence on standard error, nothing on standard output, status 2."""
    done = call("check", tmp_path / "没有.pdf")
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr == f"找不到文件 {tmp_path / '没有.pdf'}，请检查路径。\n"


def test_check_of_a_real_file(tmp_path: Path) -> None:
    """The real engine finds the contact list in a clause that takes it, and JSON gives its exact place."""
    path = tmp_path / "合同.txt"
    text = "第一条 借款人同意平台读取其手机通讯录，并上传至平台服务器。\n"
    path.write_text(text, encoding="utf-8")
    done = call("check", path, "--format", "json", "--fail-on", "high")
    assert done.returncode == 1, done.stderr
    findings = json.loads(done.stdout)["findings"]
    assert any(
        one["category"] == "contacts" and text[one["start"] : one["end"]] == one["quote"] for one in findings
    )


@pytest.mark.parametrize(
    "command", [["rules"], ["check", str(ROOT / "examples/aggressive_loan_contract.txt")]]
)
def test_a_reader_that_leaves_is_no_accident(command: list[str]) -> None:
    """When the pipe closes early (`| head`), nothing is said on standard error."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [*COMMAND, *command], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        said = process.stderr.read()
        status = process.wait()
    assert said == b""
    assert status == 2


def test_help_loads_nothing_heavy() -> None:
    """--help imports neither spaCy, nor Streamlit, nor the readers of DOCX and PDF."""
    heavy = {"spacy", "jieba", "streamlit", "docx", "lxml", "pdfplumber", "pypdfium2", "pydantic", "numpy"}
    script = (
        "import sys; from analyzer.cli import app; app(['--help'], standalone_mode=False); "
        f"print(sorted({heavy} & sys.modules.keys()), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, encoding="utf-8", cwd=ROOT, check=True
    )
    assert done.stderr.strip() == "[]"


def test_ui_says_that_the_port_is_taken() -> None:
    """A port that another program holds is told in one sentence before anything starts."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = call("ui", "--port", str(port), "--no-browser")
    assert done.returncode == 2
    assert done.stderr == f"端口 {port} 已被占用，请关闭占用它的程序，或用 --port 换一个端口。\n"


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl+C cannot be sent to one process there")
def test_ui_answers_and_ends_with_ctrl_c() -> None:
    """`ui` tells the address of a page that answers, and Ctrl+C ends it with status 0 and frees the port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [*COMMAND, "ui", "--port", str(port), "--no-browser"],
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env=environment,
    ) as process:
        assert process.stderr
        assert process.stderr.readline() == f"页面已打开：http://127.0.0.1:{port}（按 Ctrl+C 结束）\n"
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        connection.request("GET", "/")
        assert connection.getresponse().status == 200
        connection.close()
        process.send_signal(signal.SIGINT)
        assert process.wait() == 0
    with socket.socket() as again:
        assert again.connect_ex(("127.0.0.1", port)) != 0


def test_protective_findings_alone_do_not_fail(
    run: Callable[..., Result], good: Path, report: Report, monkeypatch: pytest.MonkeyPatch,
    make_finding: Callable[..., Finding],
) -> None:  # fmt: skip
    """--fail-on looks at risks: a promise never reaches it, however its rule is rated."""
    promise = make_finding(stance="protects", severity="critical")
    monkeypatch.setattr("analyzer.analyze", lambda *_, **__: replace(report, findings=(promise,)))
    assert run("check", good, "--fail-on", "info").exit_code == 0


def test_explain_shows_how_each_part_was_read(tmp_path: Path) -> None:
    """--explain names the words, the modifiers with their reach, the statements, and what rules lack."""
    path = tmp_path / "合同.txt"
    path.write_text("贷款人有权读取借款人的通讯录，但不得上传短信内容。\n", encoding="utf-8")
    shown = re.sub(r"\s+", "", CliRunner().invoke(app, ["check", str(path), "--explain"]).stdout)
    assert "通讯录=contact-list" in shown
    assert "negation「不得」管到「不得上传短信内容。」" in shown
    assert "陈述：允许（authorizes）actor=provider「贷款人」" in shown
    assert "√contact-list-collection" in shown
    assert re.search("×[a-z-]+：缺[a-z]+:", shown)


def test_explain_is_text_only(run: Callable[..., Result], tmp_path: Path) -> None:
    """--explain with another format is refused."""
    (tmp_path / "合同.txt").touch()
    assert "--format" in one_sentence(run("check", tmp_path / "合同.txt", "--explain", "--format", "json"))


TAKES = "第一条 平台有权读取借款人手机中的通讯录，并提供给合作方。\n"
PROMISES = "第一条 未经借款人单独同意，平台不会读取借款人手机中的通讯录。\n"


@pytest.fixture
def takes(tmp_path: Path) -> Path:
    path = tmp_path / "要的.txt"
    path.write_text(TAKES, encoding="utf-8")
    return path


@pytest.fixture
def promises(tmp_path: Path) -> Path:
    path = tmp_path / "不要的.txt"
    path.write_text(PROMISES, encoding="utf-8")
    return path


def compare(*args: str | Path) -> Result:
    """Run ``compare`` with the real engine."""
    return CliRunner().invoke(app, ["compare", *map(str, args)])


def test_compare_says_which_side_is_worse(takes: Path, promises: Path) -> None:
    """Two files: who is worse, in what, in the documents' own words; status 0 whatever is found."""
    result = compare("--a", takes, "--b", promises, "--name-a", "甲家", "--name-b", "乙家")
    assert result.exit_code == 0, result.stderr
    assert result.stderr == ""
    printed = re.sub(r"\s+", "", result.stdout)
    assert "甲家总的更不利" in printed
    assert "「第一条平台有权读取借款人手机中的通讯录，并提供给合作方。」" in printed
    assert result.stdout.endswith("以上根据文字得出，不是法律意见。\n")


def test_compare_writes_json(takes: Path, promises: Path) -> None:
    """JSON fits the published schema and names the sides A and B unless told otherwise."""
    data = json.loads(compare("--a", takes, "--b", promises, "--format", "json").stdout)
    jsonschema.validate(data, json.loads(COMPARISON_SCHEMA_FILE.read_text(encoding="utf-8")))
    assert (data["a"]["name"], data["b"]["name"], data["worse"]) == ("A", "B", "a")


@pytest.mark.parametrize("form", ["text", "json"])
def test_compare_writes_to_a_file(takes: Path, promises: Path, tmp_path: Path, form: str) -> None:
    """With --output nothing is on standard output and the file has it all."""
    target = tmp_path / "对比"
    result = compare("--a", takes, "--b", promises, "--format", form, "--output", target)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "读取或上传您的通讯录" in target.read_text(encoding="utf-8")


def test_compare_writes_word(takes: Path, promises: Path, tmp_path: Path) -> None:
    """docx with --output is a Word document that names both files."""
    target = tmp_path / "对比.docx"
    result = compare("--a", takes, "--b", promises, "--format", "docx", "--output", target)
    assert (result.exit_code, result.stdout) == (0, "")
    files = [cell.text for cell in docx.Document(str(target)).tables[0].columns[1].cells]
    assert [name.splitlines()[0] for name in files[1:]] == ["要的.txt", "不要的.txt"]


def test_compare_does_not_write_word_to_the_screen(takes: Path, promises: Path) -> None:
    """docx without --output is refused, and the option is named."""
    assert "--output" in one_sentence(compare("--a", takes, "--b", promises, "--format", "docx"))


def test_compare_opens_folders(takes: Path, promises: Path, tmp_path: Path) -> None:
    """A folder stands for the files in it, in the order of their names; hidden ones are left out."""
    folder = tmp_path / "一家"
    folder.mkdir()
    (folder / ".隐藏.txt").write_text(TAKES, encoding="utf-8")
    (folder / "2.txt").write_text(TAKES, encoding="utf-8")
    (folder / "1.txt").write_text(PROMISES, encoding="utf-8")
    data = json.loads(compare("--a", folder, "--b", promises, "--format", "json").stdout)
    assert [document["name"] for document in data["a"]["documents"]] == ["1.txt", "2.txt"]


@pytest.mark.parametrize("again", [(), ("--a",)], ids=["--a F F", "--a F --a F"])
def test_compare_takes_several_files_on_a_side(takes: Path, promises: Path, again: tuple[str, ...]) -> None:
    """The option may be written once for all files of a side, or before each of them."""
    result = compare("--a", takes, *again, promises, "--b", promises, takes, "--format", "json")
    data = json.loads(result.stdout)
    assert [document["name"] for document in data["a"]["documents"]] == ["要的.txt", "不要的.txt"]
    assert [document["name"] for document in data["b"]["documents"]] == ["不要的.txt", "要的.txt"]


def test_compare_goes_on_without_an_unreadable_file(takes: Path, promises: Path, tmp_path: Path) -> None:
    """The bad file is told, the comparison of the others is written, and the status is 2."""
    broken = tmp_path / "坏.pdf"
    broken.write_bytes(b"%PDF-1.7 nothing")
    result = compare("--a", takes, broken, "--b", promises)
    assert str(broken) in one_sentence(result)
    assert "读取或上传您的通讯录" in result.stdout


def test_compare_needs_something_on_each_side(takes: Path, tmp_path: Path) -> None:
    """A side of which nothing could be read is told by its name, after why; nothing is written."""
    target = tmp_path / "对比.txt"
    missing = tmp_path / "没有.txt"
    result = compare("--a", takes, "--b", missing, "--name-b", "乙家", "--output", target)
    assert result.exit_code == 2
    assert result.stderr.splitlines() == [
        f"找不到文件 {missing}，请检查路径。", "乙家 没有读到任何文件，无法比较。",
    ]  # fmt: skip
    assert not target.exists()
    empty = tmp_path / "空"
    empty.mkdir()
    assert one_sentence(compare("--a", empty, "--b", takes)) == "A 没有读到任何文件，无法比较。"


def test_unusable_comparisons_get_one_sentence(takes: Path, promises: Path) -> None:
    """A side that was not given, an unknown format, and an input as output are told in one sentence each."""
    assert "--b" in one_sentence(compare("--a", takes))
    assert "--a" in one_sentence(compare("--b", takes))
    assert "您要的是 json 吗" in one_sentence(compare("--a", takes, "--b", promises, "--format", "jsn"))
    assert str(takes) in one_sentence(compare("--a", takes, "--b", promises, "--output", takes))
    assert takes.read_text(encoding="utf-8") == TAKES


def test_a_folder_is_not_overwritten_by_its_comparison(takes: Path, promises: Path, tmp_path: Path) -> None:
    """A file inside a folder that is compared cannot be the file that is written either."""
    folder = tmp_path / "一家"
    folder.mkdir()
    inside = folder / "合同.txt"
    inside.write_text(TAKES, encoding="utf-8")
    assert str(inside) in one_sentence(compare("--a", folder, "--b", promises, "--output", inside))
    assert inside.read_text(encoding="utf-8") == TAKES
