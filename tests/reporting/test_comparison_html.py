"""The written comparison as a borrower reads it: in a browser, on a phone, on paper."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from lxml import html
from lxml.html import HtmlElement

from analyzer import Comparison, compare, examine
from analyzer.model import Document, Quote, Report
from analyzer.reporting.comparison_html import comparison_fragment, comparison_html
from analyzer.reporting.rewording import reworded
from analyzer.reporting.templating import excerpt
from analyzer.sides import Contradiction, Disclosure, Passage, ReferencedDocument, Row, Side, Standing
from clause_patterns import Library, load_library

LIBRARY: Library = load_library()
TAKING = (
    "借款合同\n第一条 授权\n"
    "贷款人有权读取借款人手机中的通讯录，并上传至服务器，用于逾期后的催收。\n"
    "借款人逾期的，贷款人可以联系借款人的亲属、同事，告知其欠款情况。\n"
    "借款人同意贷款人将借款人的姓名、手机号码提供给合作机构及其他第三方。\n"
    "第二条 承诺\n贷款人对借款人的个人信息严格保密，不会提供给任何第三方。\n"
    "第三条 其他\n借款人已阅读并同意《平台服务规则》。\n"
)
FAIR = (
    "借款合同\n第一条 信息\n"
    "贷款人不读取借款人的通讯录，也不联系借款人以外的人。\n"
    "贷款人收集借款人的姓名、手机号码和银行卡号，用于放款。\n"
)
ATTACK = "<script>alert(1)</script><img src=x onerror=alert(2)>&amp;\"'"


def passage(text: str, name: str = "合同.txt") -> Passage:
    return Passage(0, name, Quote(0, len(text), text), clause="第一条")


def row(number: int, worse: str = "a", **fields: object) -> Row:
    values: dict[str, object] = {
        "topic": f"topic-{number}",
        "title": f"第 {number} 个事项",
        "category": "contacts",
        "a": Standing("allows", "high", allows=(passage(f"甲写的第 {number} 句"),)),
        "b": Standing("silent"),
        "worse": worse,
        "why": f"第 {number} 个理由。",
    }
    return Row(**(values | fields))  # type: ignore[arg-type]


def side(name: str, *names: str, **fields: object) -> Side:
    reports = tuple(Report(Document(each, "text", "正文")) for each in names)
    return Side(name, reports, **fields)  # type: ignore[arg-type]


def tree(
    comparison: Comparison, render: Callable[[Comparison, Library], str] = comparison_html
) -> HtmlElement:
    return html.document_fromstring(render(comparison, LIBRARY))


def words(node: HtmlElement) -> str:
    return " ".join(node.text_content().split())


def section(page: HtmlElement, name: str) -> HtmlElement:
    """The section whose heading has the id ``name``."""
    return page.get_element_by_id(name).getparent()


@pytest.fixture(scope="module")
def real() -> Comparison:
    a, b = examine(TAKING, name="快借某贷"), examine(FAIR, name="慢借某行")
    return compare(a, b)


@pytest.fixture(scope="module")
def page(real: Comparison) -> HtmlElement:
    return tree(real)


def test_says_who_is_compared_and_what(page: HtmlElement, real: Comparison) -> None:
    """Both names stand in the title, the files of both sides with their sizes below it."""
    title = words(page.find(".//h1"))
    assert "快借某贷" in title
    assert "慢借某行" in title
    assert len(page.find_class("files")[0].findall(".//li")) == 2
    assert "字" in words(page.find_class("files")[0])


def test_says_which_side_is_worse(page: HtmlElement, real: Comparison) -> None:
    """The paragraph is there, and the side that is worse is named in words."""
    result = words(page.find_class("result")[0])
    assert real.worse == "a"
    assert "▲ 快借某贷 更不利" in result
    assert all(sentence in result for sentence in real.summary.split("。"))
    assert all(note in words(page) for note in real.notes)


def test_every_row_has_its_verdict_and_its_quotes(page: HtmlElement, real: Comparison) -> None:
    """Each difference has its title, the reason, and the words of every place of both sides."""
    rules = words(section(page, "lc-rules")) + words(section(page, "lc-promises"))
    assert len(real.rows) > 3
    for each in real.rows:
        assert each.title in rules
        assert each.why in rules
        for standing in (each.a, each.b):
            for place in (*standing.allows, *standing.forbids):
                assert excerpt(place.quote.text) in rules


def test_worse_side_is_marked_by_a_word(page: HtmlElement) -> None:
    """No verdict is told by colour alone."""
    marked = page.find_class("is-worse")
    assert marked
    assert all("更不利" in words(half) for half in marked)


def test_no_difference_is_folded_but_not_hidden() -> None:
    """Rows without difference are folded; that both allow something grave is said outside the fold."""
    both = Standing("allows", "critical", allows=(passage("两边都这样写"),))
    compared = Comparison(
        side("甲", "一"), side("乙", "二"), rows=(row(1, "same", a=both, b=both, title="同样严重"),)
    )
    rules = section(tree(compared), "lc-rules")
    assert "同样严重" in words(rules.find_class("fold")[0])
    outside = [words(each) for each in rules.findall("p")]
    assert any("同样严重" in each and "不等于没有风险" in each for each in outside)


def test_promises_say_who_makes_them() -> None:
    """A promise is told as made or not, with its words; it is not called a permission."""
    made = Standing("forbids", forbids=(passage("我们保密"),))
    compared = Comparison(
        side("甲", "一"),
        side("乙", "二"),
        rows=(row(1, b=made, a=Standing("silent"), category="protective"),),
    )
    a, b = (words(half) for half in section(tree(compared), "lc-promises").find_class("half"))
    assert "没有写" in a
    assert "更不利" in a
    assert "有这样的承诺" in b
    assert "我们保密" in b


def test_worst_first() -> None:
    """The table begins with the gravest, whatever the order of the rows."""
    rows = (
        row(1, a=Standing("allows", "low", allows=(passage("轻的"),))),
        row(2, a=Standing("allows", "critical", allows=(passage("重的"),))),
    )
    table = tree(Comparison(side("甲", "一"), side("乙", "二"), rows=rows)).find_class("at-a-glance")[0]
    assert [words(each) for each in table.findall(".//tbody//th")] == ["第 2 个事项", "第 1 个事项"]


def test_who_gets_what(page: HtmlElement, real: Comparison) -> None:
    """The matrix names data and recipients with the verdict of each, same ones folded."""
    assert real.matrix
    matrix = section(page, "lc-matrix")
    assert "通讯录" in words(matrix)
    cells = matrix.xpath(".//td[@data-side='A']")
    assert len(cells) == len(real.matrix)


def test_promise_and_permission_meet() -> None:
    """A contradiction shows both quotes at their places; exceptions are kept apart."""
    meetings = tuple(
        Contradiction(kind, passage(f"{kind} 承诺"), passage(f"{kind} 允许"), f"{kind} 的理由。")  # type: ignore[arg-type]
        for kind in ("contradiction", "exception")
    )
    compared = Comparison(side("甲", "一", contradictions=meetings), side("乙", "二"))
    found = section(tree(compared), "lc-contradictions")
    fold = found.find_class("fold")[0]
    assert "contradiction 承诺" in words(found)
    assert "contradiction 允许" in words(found)
    assert "contradiction" not in words(fold)
    assert "exception 承诺" in words(fold)
    assert words(found).count("第一条") == 4


def test_what_was_not_given_is_named() -> None:
    """A binding document that is missing stands open; given and merely mentioned ones are folded."""
    references = (
        ReferencedDocument("没给的", "prevails", "", (passage("以《没给的》为准"),)),
        ReferencedDocument("给了的", "part", "给了.txt", (passage("《给了的》是一部分"),)),
        ReferencedDocument("提到的", "mentioned", "", (passage("见《提到的》"),)),
    )
    found = section(tree(Comparison(side("甲", "一", references=references), side("乙", "二"))), "lc-unseen")
    fold = words(found.find_class("fold")[0])
    assert "没给的" not in fold
    assert "写明以它为准" in words(found)
    assert "给了.txt" in fold
    assert "《提到的》" in fold


def test_what_the_law_wants_told() -> None:
    """What is told, missing and left open is said; the article is quoted once, with its date."""
    disclosure = Disclosure(
        passage("提供给合作机构等第三方"),
        ("partner",),
        {"purpose": Quote(0, 4, "用于催收")},
        Quote(0, 4, "等第三方"),
        2,
    )
    found = words(
        section(
            tree(Comparison(side("甲", "一", disclosures=(disclosure,)), side("乙", "二"))), "lc-disclosures"
        )
    )
    law = LIBRARY.law["PIPL-23"]
    assert found.count(law.text) == 1
    assert law.effective_from in found
    for expected in (
        "“用于催收”",
        "没有找到接收方的名称",
        "单独同意",
        "“等第三方”",
        "2 处",
        "没有找到把您的信息交给别人",
    ):
        assert expected in found


def test_checklist_shows_who_asks(page: HtmlElement, real: Comparison) -> None:
    """Only items that a side names are listed, with what each side says and the note."""
    rows = section(page, "lc-requests").xpath(".//tr[td]")
    named = {
        request.item
        for each in (real.a, real.b)
        for request in each.requests
        if request.asked or request.promised
    }
    assert len(rows) == len(named)
    contacts = next(each for each in rows if words(each).startswith("通讯录"))
    asks, promises = (words(cell) for cell in contacts.xpath("td[@data-side]"))
    assert asks.startswith("要")
    assert promises.startswith("承诺不要")
    assert LIBRARY.checklist["contact-list"].note in words(contacts)


def test_hostile_text_stays_text() -> None:
    """Nothing that a document or a visitor writes becomes markup, wherever it is shown."""
    bad = passage(ATTACK, ATTACK)
    standing = Standing("both", "high", allows=(bad, bad), forbids=(bad,))
    compared = Comparison(
        side(ATTACK, ATTACK, contradictions=(Contradiction("contradiction", bad, bad, ATTACK),),
             references=(ReferencedDocument(ATTACK, "part", "", (bad,)),),
             disclosures=(Disclosure(bad, ("partner",), {"name": bad.quote}, bad.quote),)),
        side(ATTACK, ATTACK),
        rows=(row(1, a=standing, b=standing, title=ATTACK, why=ATTACK, category=ATTACK),),
        summary=ATTACK, notes=(ATTACK,),
    )  # fmt: skip
    for render in (comparison_html, comparison_fragment):
        text = render(compared, LIBRARY)
        assert "<script" not in text
        assert "<img" not in text
        assert tree(compared, render).text_content().count("alert(1)") > 10


def test_control_characters_are_written_out() -> None:
    """What would reorder or hide the words a reader sees is shown as what it is, wherever it stands."""
    standing = Standing("allows", "high", allows=(passage("可以\u202e读取\x1b[2J"),))
    hidden = row(1, a=standing, title="事项\u2066", why="理由\u202a。")
    text = comparison_html(
        Comparison(side("甲\u202e", "一\u202b"), side("乙", "二"), rows=(hidden,)), LIBRARY
    )
    assert "可以\\u202e读取\\x1b[2J" in text
    assert not re.search("[\x1b\u202a-\u202e\u2066-\u2069]", text)


def test_long_quote_is_shortened_and_whole_behind_a_touch() -> None:
    """Of 3,000 characters about 160 are shown at once, beginning and end; all of them are in the file."""
    long = "贷款人可以" + "".join(f"查询第{number}项信息，" for number in range(300)) + "到此为止"
    standing = Standing("allows", "high", allows=(passage(long),))
    page = tree(Comparison(side("甲", "一"), side("乙", "二"), rows=(row(1, a=standing),)))
    shown = words(page.find(".//blockquote"))
    assert shown.startswith("贷款人可以查询第0项")
    assert shown.endswith("到此为止")
    assert len(shown) <= 165
    assert long in words(page.find_class("whole")[0])


def test_sixty_against_two() -> None:
    """Much on one side and little on the other loses nothing."""
    rows = tuple(row(number) for number in range(60))
    page = tree(Comparison(side("甲", *map(str, range(30))), side("乙", "二"), rows=rows))
    assert len(page.find_class("row")) == 60
    assert all(f"甲写的第 {number} 句" in words(page) for number in range(60))


def test_empty_sides() -> None:
    """Nothing found on a side gives a sentence in every section, not a hole."""
    page = tree(Comparison(Side("甲", ()), Side("乙", ())))
    for name in ("rules", "promises", "matrix", "contradictions", "unseen", "disclosures", "requests"):
        assert re.search("没有", words(section(page, f"lc-{name}")))
    assert not page.xpath("//*[@id='lc-versions']")


def test_two_versions() -> None:
    """Added and deleted words are marked; a change that lets something stands before those without effect."""
    clauses = "".join(
        f"第{number}条 这是第{number}条没有改动的约定，双方照此办理。\n" for number in "二三四五六七"
    )
    old = f"借款合同\n第一条 贷款人收集借款人的姓名，用于放款。\n{clauses}第八条 借款人每月10日还款。\n"
    new = (
        f"借款合同\n第一条 贷款人收集借款人的姓名和通讯录，用于放款和催收。\n{clauses}"
        "第八条 借款人每月15日还款。\n"
    )
    found = section(tree(compare([old], [new], name_a="旧版", name_b="新版")), "lc-versions")
    added = [words(node) for node in found.iter("ins")]
    assert "和通讯录" in added
    assert "15" in added
    assert "10" in [words(node) for node in found.iter("del")]
    entries = [words(each) for each in found.find_class("entry")]
    assert "新允许" in entries[0]
    assert "15" in words(found.find_class("fold")[0])
    assert re.search(r"约 \d+%", words(found))


@pytest.mark.parametrize("render", [comparison_html, comparison_fragment])
def test_links_lead_somewhere(real: Comparison, render: Callable[[Comparison, Library], str]) -> None:
    """No id stands twice, and every link leads to a place in the file."""
    page = tree(real, render)
    ids = page.xpath("//@id")
    links = page.xpath("//a/@href")
    assert len(ids) == len(set(ids))
    assert len(links) > 7
    assert {link.removeprefix("#") for link in links} <= set(ids)


def test_file_needs_nothing_else(page: HtmlElement, real: Comparison) -> None:
    """The file is Chinese, runs no script and loads nothing."""
    text = comparison_html(real, LIBRARY)
    assert page.get("lang") == "zh-CN"
    assert not page.xpath("//script | //link | //img | //iframe | //@src | //@style")
    assert "url(" not in text
    assert "@import" not in text
    assert text.rstrip().endswith("</html>")


def test_ends_with_what_it_is_not(page: HtmlElement) -> None:
    """The last line says that this is no legal advice; nowhere is anything called illegal or void."""
    assert words(page.find("body")).endswith("以上根据文字得出，不是法律意见。")
    assert not re.search("违法|无效", words(page.find("body")))


def test_styles_of_the_fragment_stay_inside(real: Comparison) -> None:
    """Every rule of the fragment is about what lies in ``.written`` or ``.compare``."""
    text = comparison_fragment(real, LIBRARY)
    style = re.sub(
        r"/\*.*?\*/", "", text[text.index("<style>") + 7 : text.index("</style>")], flags=re.DOTALL
    )
    selectors = re.findall(r"([^{}]+)\{", style)
    outside = [each for each in selectors if not each.strip().startswith((".written", ".compare", "@media"))]
    assert outside == []
    assert "<html" not in text


def test_rewording_keeps_all_words_of_short_texts() -> None:
    """The stretches of both wordings make up the wordings; equal words are not marked."""
    old, new = "贷款人经同意可以查询征信3次。", "贷款人可以随时查询征信12次。"
    left, right = reworded(old, new)
    assert "".join(text for text, _ in left) == old
    assert "".join(text for text, _ in right) == new
    assert ("3", True) in left
    assert ("12", True) in right


def test_rewording_of_long_repetitive_text_is_quick_and_short() -> None:
    """Equal stretches are cut to what stands beside a change."""
    old = "双方同意按照约定办理。" * 400
    left, right = reworded(old, old.replace("约定", "规定", 1))
    assert sum(len(text) for text, _ in (*left, *right)) < 400


def test_rewording_of_equal_text_marks_nothing() -> None:
    """Two equal wordings have no mark, however they are stored."""
    assert reworded("没有改", "没有改") == ([("没有改", False)], [("没有改", False)])


def test_ids_are_not_shown(page: HtmlElement) -> None:
    """No id of the library is shown to people."""
    shown = words(page.find("body"))
    assert not re.search(r"\b(contact-list|provider|partner|allows|forbids|silent)\b", shown)
