"""The evidence report: what stands where, shown on the original, with all that is needed to check it."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from lxml import html
from lxml.html import HtmlElement
from PIL import Image

from analyzer import Document, analyze
from analyzer.errors import UnreadableError, UsageError
from analyzer.model import Report
from analyzer.reporting import place_pictures
from analyzer.reporting.evidence import OPENING, parted, read_evidence, sha256
from analyzer.reporting.evidence_html import evidence_html
from analyzer.reviews import Review
from clause_patterns import load_library
from tests.reading.making import docx, paragraph, pdf
from tests.reporting.making_pages import saved, shots

AT = datetime(2026, 11, 3, 21, 58, 7, tzinfo=UTC)
RISK = "第二条 乙方有权读取甲方手机中的通讯录。"
PROMISE = "第三条 未经甲方单独同意，乙方不向任何第三方提供甲方的个人信息。"
LINES = ["第一条 甲方借款用于进货。", RISK, PROMISE, "第四条 一式两份。"]
CONTRACT = pdf(LINES, ["第五条 乙方可以将甲方逾期的事实告知甲方的亲属和同事。"])
ATTACK = "</script><script>alert(1)</script><!--<script>&amp;"


@pytest.fixture(scope="module")
def contract() -> Report:
    return analyze(CONTRACT, name="借款合同.pdf")


@pytest.fixture(scope="module")
def page(contract: Report) -> str:
    return evidence_html(contract, load_library(), [CONTRACT], at=AT)


def tree(page: str) -> HtmlElement:
    return html.document_fromstring(page)


def words(node: HtmlElement) -> str:
    return " ".join(node.text_content().split())


def pictures(page: str) -> list[Image.Image]:
    sources = [image.get("src") for image in tree(page).iter("img")]
    files = [base64.b64decode(source.removeprefix("data:image/webp;base64,")) for source in sources]
    return [Image.open(io.BytesIO(file), formats=["WEBP"]).convert("RGB") for file in files]


def red(picture: Image.Image) -> list[tuple[int, int]]:
    """Return where the lines of boxes are: no other pixel is as red."""
    return [
        (x, y)
        for x in range(picture.width)
        for y in range(picture.height)
        if (pixel := picture.getpixel((x, y)))[0] - pixel[1] > 90
    ]


def test_says_which_file_when_and_by_what(page: str) -> None:
    """Name, digest of the bytes, the hour with its zone and all versions stand on the page itself."""
    shown = words(tree(page).find(".//main"))
    for fact in (
        "借款合同.pdf", hashlib.sha256(CONTRACT).hexdigest(), f"{len(CONTRACT):,} 字节",
        "2026-11-03 21:58:07（UTC+00:00）", load_library().digest,
        "签前看", "Python", "pdfplumber", "pypdfium2", "spacy", "jieba",
    ):  # fmt: skip
        assert fact in shown


def test_every_finding_stands_with_its_words_and_place(page: str, contract: Report) -> None:
    """Each finding, the protective ones too, has its quote in full, its page, where it begins and ends."""
    articles = tree(page).find_class("finding")
    assert len(articles) == len(contract.findings) >= 3
    assert {finding.stance for finding in contract.findings} == {"authorizes", "protects"}
    for finding in contract.findings:
        (shown,) = [
            text
            for text in map(words, articles)
            if finding.title in text and f"第 {finding.start + 1} 字到第 {finding.end} 字" in text
        ]
        assert " ".join(finding.quote.split()) in shown
        assert f"第 {finding.page} 页" in shown


def test_the_place_is_shown_on_the_original(page: str) -> None:
    """A strip of the page with a red box around the words, wide enough to be read."""
    for picture in pictures(page):
        assert picture.width == pytest.approx(1100, abs=2)
        lines = red(picture)
        left, right = min(x for x, _ in lines), max(x for x, _ in lines)
        top, bottom = min(y for _, y in lines), max(y for _, y in lines)
        inside = picture.convert("L").crop((left + 6, top + 6, right - 6, bottom - 6))
        assert inside.getextrema()[0] < 100
        assert 30 < bottom - top < picture.height


def test_the_same_place_has_one_picture(page: str, contract: Report) -> None:
    """Where two findings quote the same words, the second says which picture to look at."""
    places = {(finding.start, finding.end) for finding in contract.findings}
    assert len(pictures(page)) == len(places)
    refers = re.findall(r"图同.{0,60}第 (\d+) 处", page)
    assert len(refers) == len(contract.findings) - len(places)


def test_pictures_show_their_own_strips() -> None:
    """Of a document in pictures each digest stands on the page, and each place is a strip of its picture."""
    shot = shots(CONTRACT)
    files = [saved(image, "PNG") for image in shot]
    read = analyze(CONTRACT, name="照片")
    joined = b"".join(files)
    document = Document(
        "照片", "image", read.document.text, read.document.pages,
        hashlib.sha256(joined).hexdigest(), boxes=read.document.boxes,
    )  # fmt: skip
    page = evidence_html(Report(document, findings=read.findings), load_library(), files, at=AT)
    for number, file in enumerate(files, 1):
        assert f"第 {number} 张的 SHA-256{hashlib.sha256(file).hexdigest()}" in words(tree(page))
    for picture in pictures(page):
        assert red(picture)
        assert picture.width == shot[0].width


def test_too_many_pictures_are_left_out_and_it_says_so(
    contract: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file stays of a size that can be sent: what is over has words instead, and a remark."""
    monkeypatch.setattr(place_pictures, "_MOST", 20_000)
    page = evidence_html(contract, load_library(), [CONTRACT], at=AT)
    places = {(finding.start, finding.end) for finding in contract.findings}
    assert 0 < len(pictures(page)) < len(places)
    assert sum(len(base64.b64decode(each)) for each in re.findall(r'base64,([^"]+)"', page)) <= 20_000
    assert "这一处没有画图" in page
    assert tree(page).find_class("finding")[0].find(".//img") is not None


@pytest.mark.parametrize("kind", ["text", "docx"])
def test_without_pages_the_words_around_are_the_place(kind: str) -> None:
    """A text or a Word file has no pages: the quote stands among the words before and after it."""
    data = "\n".join(LINES).encode() if kind == "text" else docx("".join(map(paragraph, LINES)))
    page = evidence_html(analyze(data, name="合同"), load_library(), [data], at=AT)
    around = [words(each) for each in tree(page).find_class("around")]
    assert any("进货" in text and "通讯录" in text for text in around)
    assert not pictures(page)


def test_pasted_text_has_the_digest_of_its_utf8() -> None:
    """Pasted words have no file: the digest is that of their UTF-8, and how to get it again is told."""
    report = analyze(RISK)
    page = evidence_html(report, load_library(), [], at=AT)
    assert hashlib.sha256(RISK.encode()).hexdigest() in words(tree(page))
    assert "不带 BOM" in page
    assert read_evidence(page).sources[0].size == len(RISK.encode())


def test_bytes_of_another_file_are_refused(contract: Report) -> None:
    """No report gives the digest of a file that it was not made from."""
    with pytest.raises(UsageError, match="不是这份报告所读的文件"):
        evidence_html(contract, load_library(), [CONTRACT + b" "], at=AT)


def test_the_reader_decides_what_is_in_it(contract: Report) -> None:
    """What was dismissed is not listed, and how much that is; what is to be asked says so."""
    asked, out = contract.findings[0], contract.findings[-1]
    reviews = {
        0: Review("to-ask", "为什么要通讯录"),
        len(contract.findings) - 1: Review("dismissed", "不要紧"),
    }
    page = evidence_html(contract, load_library(), [CONTRACT], reviews=reviews, at=AT)
    numbers = [one.index for one in read_evidence(page).findings]
    assert sorted(numbers) == list(range(len(contract.findings) - 1))
    shown = words(tree(page).find(".//main"))
    assert "要问：为什么要通讯录" in shown
    assert "您排除的 1 处没有列出" in shown
    assert asked.quote[:10] in shown
    assert out.title not in [words(each.find("h3")) for each in tree(page).find_class("finding")]
    assert read_evidence(page).reviews == reviews


def test_the_data_inside_is_what_the_page_says(page: str, contract: Report) -> None:
    """The JSON has the facts, offsets and boxes, and the digest of the page around it."""
    data = json.loads(parted(page)[1])
    assert data["schema"] == "loan-clause-evidence/1"
    assert data["text_sha256"] == hashlib.sha256(contract.document.text.encode()).hexdigest()
    assert data["content_sha256"] == sha256(parted(page)[0])
    assert data["made"] == "2026-11-03T21:58:07+00:00"
    for one in data["findings"]:
        assert contract.document.text[one["start"] : one["end"]] == one["quote"]
        assert one["regions"][0]["page"] == one["page"]
    assert read_evidence(page).digest in parted(page)[0]


def test_words_of_a_document_stay_words() -> None:
    """Whatever stands in a document or its name neither ends the data nor runs."""
    data = f"第一条 乙方有权读取甲方的通讯录{ATTACK}。".encode()
    page = evidence_html(analyze(data, name=f"{ATTACK}.txt"), load_library(), [data], at=AT)
    assert len(list(tree(page).iter("script"))) == page.count("<script") == page.count(OPENING) == 1
    assert "</script><script>alert(1)" in read_evidence(page).findings[0].quote
    assert read_evidence(page).name == f"{ATTACK}.txt"


def test_it_needs_nothing_else(page: str) -> None:
    """The file asks for nothing: every picture is in it, and a browser is told to fetch nothing."""
    visible = parted(page)[0]
    assert "http" not in visible.replace('http-equiv="Content-Security-Policy"', "")
    assert re.findall(r"url\(|@import|<link", visible) == []


def test_the_same_document_gives_the_same_bytes(page: str, contract: Report) -> None:
    """Made again at the same hour, the report is the same to the last byte, pictures too."""
    assert evidence_html(contract, load_library(), [CONTRACT], at=AT) == page


@pytest.mark.parametrize(
    "change",
    [
        lambda page: page.replace(OPENING, OPENING + "{}</script>" + OPENING),
        lambda page: parted(page)[0],
        lambda page: page.replace('"start"', '"begin"'),
        lambda page: page.replace('"loan-clause-evidence/1"', '"loan-clause-evidence/2"'),
        lambda page: page.replace('"made": "2026', '"made": "1'),
        lambda page: "",
    ],
)
def test_what_is_no_evidence_report_is_told(page: str, change: object) -> None:
    """A page without the data, with two of it, or with data that makes no sense gets one sentence."""
    with pytest.raises(UnreadableError, match="不是签前看的证据报告"):
        read_evidence(change(page))  # type: ignore[operator]


def test_the_library_is_told_apart_by_its_words() -> None:
    """Two libraries that differ in one word of one rule have different digests; one has always the same."""
    library = load_library()
    name, rule = next(iter(library.rules.items()))
    other = rule.model_copy(update={"explain": rule.explain + "。"})
    assert replace(library).digest == library.digest
    assert replace(library, rules={**library.rules, name: other}).digest != library.digest
