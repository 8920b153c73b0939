"""To the tools in which people label, back from them, and on to what `loanclause evaluate` reads."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from analyzer import analyze, examine
from analyzer.cli import app
from analyzer.evaluating import Count, evaluate, read_units
from analyzer.labels.units import cut
from analyzer.reporting.json import dumps, report_to_dict
from analyzer.reviews import Review

# Characters of two UTF-16 units, and line ends that browsers would make one character of.
CONTACTS = "一、贷款人有权读取借款人的通讯录。"
SHARING = "二、贷款人可以向第三方提供借款人的个人信息。"
PROMISE = "三、贷款人不会公开借款人的个人信息。"
OTHER = "四、本合同一式两份。"
TEXT = f"😀𠮷信合同\r\n{CONTACTS}\r\n{SHARING}\r\n{PROMISE}{OTHER}\r\n"
TITLES = {"contacts": "通讯录与通信记录", "sharing": "向第三方提供", "protective": "保护性承诺"}


@pytest.fixture
def contract(tmp_path: Path) -> Path:
    path = tmp_path / "合同.txt"
    path.write_bytes(TEXT.encode())
    return path


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[int, str, str]]:
    """A function that calls `loanclause labels` in the folder of the test: status, output and messages."""
    monkeypatch.chdir(tmp_path)

    def call(*words: object) -> tuple[int, str, str]:
        done = CliRunner().invoke(app, ["labels", *map(str, words)])
        return done.exit_code, done.stdout, done.stderr

    return call


def utf16(text: str, words: str) -> list[int]:
    """Return where ``words`` stand in ``text``, as JavaScript counts."""
    start = len(text[: text.index(words)].encode("utf-16-le")) // 2
    return [start, start + len(words.encode("utf-16-le")) // 2]


def labels(folder: Path, name: str = "合同") -> dict[str, str]:
    """Return the labels of each unit by its words; units without labels are left out."""
    with (folder / "documents" / f"{name}.txt").open(encoding="utf-8", newline="") as file:
        text = file.read()
    return {
        text[unit.start : unit.end]: ",".join([*sorted(unit.labels), *(f"{one}?" for one in unit.doubtful)])
        for unit in read_units(folder / "labels" / f"{name}.tsv")
        if unit.labels or unit.doubtful
    }


def annotation(*regions: dict[str, Any], cancelled: bool = False) -> dict[str, Any]:
    return {"id": 1, "completed_by": 1, "was_cancelled": cancelled, "result": list(regions)}


def test_label_studio_takes_the_findings(contract: Path, run: Callable[..., Any], tmp_path: Path) -> None:
    """A task has the text at its length and each finding at its place, with a label of the interface."""
    assert run("export", contract, "--output", "任务.json")[0] == 0
    (task,) = json.loads((tmp_path / "任务.json").read_text(encoding="utf-8"))
    text = task["data"]["text"]
    assert len(text) == len(TEXT)
    assert "\r" not in text
    regions = task["predictions"][0]["result"]
    values = [region["value"] for region in regions]
    assert all(text[value["start"] : value["end"]] == value["text"] for value in values)
    assert {(value["text"], *value["labels"]) for value in values} == {
        (CONTACTS, TITLES["contacts"]),
        (SHARING, TITLES["sharing"]),
        (PROMISE, TITLES["protective"]),
    }
    assert len({region["id"] for region in regions}) == len(regions)
    assert "通讯录" in regions[0]["meta"]["text"][0]
    interface = ET.fromstring((tmp_path / "任务.labels.xml").read_text(encoding="utf-8"))
    tags = {tag.get("name"): tag.tag for tag in interface.iter() if tag.get("name")}
    assert tags == {"label": "Labels", "text": "Text", "doubt": "Choices"}
    assert set(TITLES.values()) <= {tag.get("value") for tag in interface.iter("Label")}


def test_what_was_corrected_in_label_studio_is_scored(
    contract: Path, run: Callable[..., Any], tmp_path: Path
) -> None:
    """Kept, deleted and added regions become labels, and the scores of `evaluate` follow from them.

    A region that the annotator is not sure of is doubtful; what was skipped does not count.
    """
    run("export", contract, "--output", "任务.json")
    (task,) = json.loads((tmp_path / "任务.json").read_text(encoding="utf-8"))
    contacts, sharing, promise = task["predictions"][0]["result"]
    start = task["data"]["text"].index("一式两份")
    added = {**contacts, "id": "new", "value": {"start": start, "end": start + 4, "text": "一式两份"}}
    added["value"]["labels"] = [TITLES["contacts"]]
    doubt = {**promise, "type": "choices", "from_name": "doubt"}
    doubt["value"] = {**{k: v for k, v in promise["value"].items() if k != "labels"}, "choices": ["拿不准"]}
    task["annotations"] = [annotation(contacts, promise, doubt, added), annotation(sharing, cancelled=True)]
    unread = {**task, "annotations": []}
    (tmp_path / "答案.json").write_text(json.dumps([task, unread]), encoding="utf-8")
    status, out, _ = run("import", "答案.json", "--output", "集")
    assert status == 0
    assert "合同：5 句，2 个标签，1 个拿不准。" in out
    assert labels(tmp_path / "集") == {CONTACTS: "contacts", PROMISE: "protective?", OTHER: "contacts"}
    counts = evaluate(tmp_path / "集").by_category()
    assert counts["contacts"] == Count(found=1, missed=1)
    assert counts["sharing"] == Count(false=1)
    assert counts["protective"] == Count()


def test_offsets_of_older_versions_are_recognised(run: Callable[..., Any], tmp_path: Path) -> None:
    """Where offsets count UTF-16 units, the text beside them says so, line ends written as backslash n."""
    text = TEXT.replace("\r", " ")
    words = f"{CONTACTS} \n{SHARING}"
    start, end = utf16(text, words)
    value = {"start": start, "end": end, "text": words.replace("\n", "\\n"), "labels": ["sharing"]}
    region = {"id": "a", "from_name": "label", "to_name": "text", "type": "labels", "value": value}
    task = {"id": 7, "data": {"text": text}, "annotations": [annotation(region)]}
    (tmp_path / "旧.json").write_text(json.dumps([task]), encoding="utf-8")
    assert run("import", "旧.json", "--output", "集")[0] == 0
    assert labels(tmp_path / "集", "任务7") == {CONTACTS: "sharing", SHARING: "sharing"}


def test_doccano_takes_the_findings_and_gives_them_back(
    contract: Path, run: Callable[..., Any], tmp_path: Path
) -> None:
    """A line has the findings in JavaScript's offsets; exported again with an id, it gives full scores."""
    assert run("export", contract, "--tool", "doccano", "--output", "任务.jsonl")[0] == 0
    row = json.loads((tmp_path / "任务.jsonl").read_text(encoding="utf-8"))
    assert [*utf16(row["text"], CONTACTS), TITLES["contacts"]] in row["label"]
    types = json.loads((tmp_path / "任务.labels.json").read_text(encoding="utf-8"))
    assert {TITLES["contacts"], TITLES["contacts"] + "?"} <= {one["text"] for one in types}
    exported = {"id": 31, **row, "Comments": []}
    (tmp_path / "all.jsonl").write_text(json.dumps(exported) + "\n", encoding="utf-8")
    assert run("import", "all.jsonl", "--output", "集")[0] == 0
    assert evaluate(tmp_path / "集").micro() == Count(found=3)


def test_where_two_readers_differ_a_label_is_doubtful(run: Callable[..., Any], tmp_path: Path) -> None:
    """Files of two people on one text: what both gave is certain, what one gave or doubted is not."""
    text = TEXT.replace("\r", " ")
    meta = {"document": "合同.txt"}
    contacts, sharing = utf16(text, CONTACTS), utf16(text, SHARING)
    first = {"id": 1, "text": text, "label": [[*contacts, "contacts"], [*sharing, "sharing"]], "meta": meta}
    entities = [
        {"id": 1, "label": "通讯录与通信记录", "start_offset": contacts[0] + 4, "end_offset": contacts[1]},
        {"id": 2, "label": "保护性承诺?", "start_offset": sharing[0], "end_offset": sharing[1]},
    ]
    second = {"id": 1, "text": text, "entities": entities, "relations": [], **meta}
    for name, row in (("张三", first), ("李四", second)):
        (tmp_path / f"{name}.jsonl").write_text(json.dumps(row), encoding="utf-8")
    assert run("import", "张三.jsonl", "李四.jsonl", "--output", "集")[0] == 0
    found = labels(tmp_path / "集")
    assert found[CONTACTS] == "contacts"
    assert set(found[SHARING].split(",")) == {"sharing?", "protective?"}


def test_what_was_decided_on_the_page_is_scored(
    contract: Path, run: Callable[..., Any], tmp_path: Path
) -> None:
    """Confirmed is a label, dismissed none, and what was not decided is left out of the scores."""
    report = analyze(contract)
    place = {finding.quote: index for index, finding in enumerate(report.findings)}
    reviews = {place[CONTACTS]: Review("confirmed"), place[SHARING]: Review("dismissed", "误报")}
    side = examine(report)
    (tmp_path / "报告.json").write_text(dumps(report_to_dict(report, side, reviews)), encoding="utf-8")
    assert run("import", "报告.json", contract, "--output", "集")[0] == 0
    assert labels(tmp_path / "集") == {CONTACTS: "contacts", PROMISE: "protective?"}
    assert evaluate(tmp_path / "集").micro() == Count(found=1, false=1)
    contract.write_text("改过的文件。", encoding="utf-8")
    status, _, message = run("import", "报告.json", contract, "--output", "集二")
    assert (status, message.count("\n")) == (2, 1)
    assert "合同.txt" in message


def test_a_set_grows_and_is_not_overwritten(run: Callable[..., Any], tmp_path: Path) -> None:
    """A second import adds documents; another text under a known name is refused."""
    for name, text in (("甲", OTHER), ("乙", OTHER), ("甲", PROMISE)):
        row = {"text": text, "label": [], "document": name}
        (tmp_path / f"{name}{len(text)}.jsonl").write_text(json.dumps(row), encoding="utf-8")
    assert run("import", f"甲{len(OTHER)}.jsonl", "--output", "集")[0] == 0
    assert run("import", f"乙{len(OTHER)}.jsonl", "--output", "集")[0] == 0
    status, _, message = run("import", f"甲{len(PROMISE)}.jsonl", "--output", "集")
    assert status == 2
    assert "已有另一份叫 甲 的文档" in message
    assert [one.document for one in evaluate(tmp_path / "集").documents] == ["乙", "甲"]


REGION = {"id": "a", "value": {"start": 0, "end": 2, "text": "四、", "labels": ["contacts"]}}
BAD = {
    "半截.json": ('[{"data": {"text": "', "第 1 行起不是 JSON"),
    "别的.json": ('[{"text": "四、", "label": []}]', "第 1 个任务不是 Label Studio"),
    "标签.json": (REGION | {"value": REGION["value"] | {"labels": ["天气"]}}, "第 1 个任务：没有标签 天气"),
    "改过.json": (REGION | {"value": REGION["value"] | {"text": "五、"}}, "与原文 0 到 2 的不一样"),
    "出界.json": (REGION | {"value": {"start": 0, "end": 99, "labels": ["contacts"]}}, "0 到 99 不在原文"),
    "没人.json": ('[{"data": {"text": "四、"}, "predictions": []}]', "没有一份有人标注过"),
    "空.json": ("[]", "没有一份有人标注过"),
    "半截.jsonl": ('{"text": "四、", "label": []}\n{"text"', "第 2 行不是 JSON"),
    "数字.jsonl": ('{"text": "四、", "label": []}\n7', "第 2 行不是 doccano"),
    "出界.jsonl": ('{"text": "四、", "label": [[0, 9, "contacts"]]}', "第 1 行：位置 0 到 9"),
    "中间.jsonl": ('{"text": "😀四", "label": [[1, 3, "contacts"]]}', "落在一个字的中间"),
    "少.jsonl": ('{"text": "四、", "label": [[0, 1]]}', "第 1 行不是 doccano"),
    "编码.jsonl": ("四、".encode("gb18030"), "不是 UTF-8"),
    "报告.json": ('{"schema": "loan-clause-report/1"}', "不是本程序写出的报告"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_told_in_one_sentence(name: str, run: Callable[..., Any], tmp_path: Path) -> None:
    """The sentence names the file and its task or line, and nothing is written."""
    content, sentence = BAD[name]
    if isinstance(content, dict):
        content = json.dumps([{"data": {"text": OTHER}, "annotations": [annotation(content)]}])
    data = content if isinstance(content, bytes) else content.encode()
    (tmp_path / name).write_bytes(data)
    status, out, message = run("import", name, "--output", "集")
    assert (status, out, message.count("\n")) == (2, "", 1)
    assert sentence in message
    assert not (tmp_path / "集").exists()


def test_files_of_one_name_are_told_apart(run: Callable[..., Any], tmp_path: Path) -> None:
    """Two contracts with one file name become two documents; an unreadable file stops neither."""
    for folder, text in (("甲", CONTACTS), ("乙", SHARING)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "合同.txt").write_text(text, encoding="utf-8")
    status, _, message = run("export", "甲/合同.txt", "没有.txt", "乙/合同.txt", "--output", "任务.json")
    assert status == 2
    assert "没有.txt" in message
    tasks = json.loads((tmp_path / "任务.json").read_text(encoding="utf-8"))
    assert [task["data"]["document"] for task in tasks] == ["合同", "合同-2"]


@pytest.mark.gold
def test_units_are_cut_as_in_the_labelled_set(gold_dir: Path) -> None:
    """Every unit of the labelled documents is one we would make of them, and there are no others."""
    for path in sorted((gold_dir / "labels").glob("*.tsv")):
        with (gold_dir / "documents" / f"{path.stem}.txt").open(encoding="utf-8", newline="") as file:
            text = file.read()
        assert list(cut(text)) == [(unit.start, unit.end) for unit in read_units(path)], path.stem
