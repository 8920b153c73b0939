"""Documents that bind but were not given: which are named, how they bind, whether they are in the set."""

from __future__ import annotations

import pytest

from analyzer.judging.references import references
from analyzer.model import Clause, Document, Report
from analyzer.sides import ReferencedDocument
from clause_patterns import load_library

FILLER = "甲方向乙方借款，期限十二个月，按月归还本金和利息，逾期另计罚息。\n"


def report(text: str, name: str = "文件.txt") -> Report:
    return Report(Document(name=name, format="txt", text=text))


def found(*texts: str) -> list[ReferencedDocument]:
    return list(
        references([report(text, f"{number}.txt") for number, text in enumerate(texts)], load_library())
    )


def told(*texts: str) -> list[tuple[str, str, str]]:
    return [(other.title, other.binding, other.given) for other in found(*texts)]


@pytest.mark.parametrize(
    ("text", "title", "binding"),
    [
        ("《账户管理协议》构成本合同不可分割的组成部分。", "账户管理协议", "part"),
        ("本条款是《小船钱包服务协议》的补充协议。", "小船钱包服务协议", "part"),
        ("本协议由正文、《费用规则》和《还款须知》共同组成。", "还款须知", "part"),
        ("《提额补充协议》与本合同具有同等法律效力。", "提额补充协议", "part"),
        ("服务费的金额以《收费明细表》为准。", "收费明细表", "prevails"),
        ("逾期的费用按照《催收服务协议》的约定收取。", "催收服务协议", "prevails"),
        ("放款账户在《提款申请表》中载明。", "提款申请表", "prevails"),
        ("借款人已阅读并同意《小船信息授权书》。", "小船信息授权书", "accepted"),
        ("点击下一步即表示您授权我们并接受《小船用户协议》。", "小船用户协议", "accepted"),
        ("乙方须另行签署《共同还款承诺书》。", "共同还款承诺书", "accepted"),
        ("您应当遵守《社区发言规则》。", "社区发言规则", "accepted"),
        ("借款要素见后，附件二《分期试算》。", "分期试算", "annex"),
        ("贷款的用途限制列在附件三。", "附件三", "annex"),
        ("每期金额详见附表，双方已核对。", "附表", "annex"),
        ("我们合作的机构请查看《信息共享合作方名单》。", "信息共享合作方名单", "list"),
        ("接收信息的是合作机构，合作机构名单详见官网。", "合作机构名单", "list"),
        ("我们与第三方合作，具体名单请在官网查询。", "具体名单", "list"),
        ("关于未成年人，请看《小船儿童隐私保护指引》。", "小船儿童隐私保护指引", "mentioned"),
        ("本合同的附件是本合同不可分割的组成部分。", "附件", "part"),
    ],
)
def test_a_document_that_is_named_is_listed_with_how_it_binds(text: str, title: str, binding: str) -> None:
    assert (title, binding, "") in told(f"借款合同\n{FILLER}{text}\n")


@pytest.mark.parametrize(
    "text",
    [
        "根据《中华人民共和国民法典》订立本合同。",
        "按照《个人信息保护法》的规定处理您的信息。",
        "利率不超过《关于审理民间借贷案件适用法律若干问题的规定》的上限。",
        "依据《商业银行互联网贷款管理暂行办法》执行。",
        "按《贷款通则》《征信业管理条例》等法规办理。",
        "安全措施符合GB/T 35273《信息安全技术 个人信息安全规范》。",
        "争议按照该会《仲裁规则》处理。",
        "乙方遵守《电话用户登记规定》（第25号令）。",
        "广告登在《江城晚报》上，主角爱读《红楼梦》。",
        "您在使用《小船记账》时，可以导出账单。",
        "逾期的借款人会被列入黑名单并在官网公示。",
        "可以上传附件作为证明。",
    ],
)
def test_laws_products_and_papers_are_no_documents_of_the_platform(text: str) -> None:
    assert told(f"借款合同\n{FILLER}{text}\n") == []


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("您同意《小船平台服务规则》。", "小船平台服务规则"),
        ("您应遵守《用户管理规定》。", "用户管理规定"),
        ("您应遵守本公司发布的《额度管理办法》。", "额度管理办法"),
        ("请签署《个人信息保护法告知书》。", "个人信息保护法告知书"),
    ],
)
def test_rules_that_the_platform_makes_are_listed(text: str, title: str) -> None:
    assert [other[0] for other in told(f"借款合同\n{FILLER}{text}\n")] == [title]


@pytest.mark.parametrize(
    "text",
    [
        "小船隐私政策\n请您阅读《隐私政策》，使用服务即表示同意《小船隐私政策（2023版）》。",
        "隐私政策\n本政策由小船公司制定。请您阅读《小船 隐私政策》。",
        "欢迎使用小船。您须先同意《小船会员服务协议》（以下简称“本协议”）。\n违反《小船会员服务协议》的，停用账号。",
        "请认真阅读本《信息授权书》。您同意《信息授权书》的全部内容。",
        "《借款协议》\n双方签署《借款协议》后生效。",
    ],
)
def test_a_document_does_not_miss_itself(text: str) -> None:
    assert told(text) == []


def test_a_file_is_known_by_its_name() -> None:
    named = report("您同意《小船扣款授权书》。", "小船扣款授权书.pdf")
    assert references([named], load_library()) == ()


def test_another_companys_policy_is_not_the_own_one() -> None:
    text = f"小船隐私政策\n{FILLER}推送由海鸥提供，见：\n[海鸥的《隐私政策》](https://example.com)\n"
    assert told(text + "本政策是《大船隐私政策》的组成部分。\n") == [
        ("大船隐私政策", "part", ""),
        ("海鸥隐私政策", "mentioned", ""),
    ]


def test_a_childrens_policy_is_another_document() -> None:
    text = f"小船隐私政策\n{FILLER}请阅读《小船儿童隐私政策》。"
    assert told(text) == [("小船儿童隐私政策", "mentioned", "")]


def test_what_stands_further_down_is_given_by_the_same_document() -> None:
    contract = (
        f"借款合同\n{FILLER}利率见附件一。信息交给谁见《第三方信息共享清单》。另签《代扣授权书》。\n"
        f"附件一：利率表\n{FILLER}第三方信息共享清单\n{FILLER}代扣授权书\n{FILLER}"
    )
    assert {(title, given) for title, _, given in told(contract)} == {
        ("附件一", "0.txt"),
        ("第三方信息共享清单", "0.txt"),
        ("代扣授权书", "0.txt"),
    }


def test_an_entry_of_a_table_of_contents_is_not_the_annex_itself() -> None:
    contract = f"借款合同\n目录\n第一条 借款\n附件一：利率表\n借款合同\n{FILLER}利率见附件一。\n"
    assert told(contract) == [("附件一", "annex", "")]


def test_links_below_a_colon_are_not_the_documents_themselves() -> None:
    text = f"借款合同\n您已阅读并同意：\n《小船服务协议》\n《小船授权书》\n{FILLER}"
    assert told(text) == [("小船服务协议", "accepted", ""), ("小船授权书", "accepted", "")]


def test_another_document_of_the_set_gives_what_the_first_names() -> None:
    contract = f"小船借款合同\n{FILLER}您已阅读并同意《小船平台隐私政策》和《征信授权书》。"
    policy = f"隐私政策\n小船平台非常重视您的隐私。\n{FILLER}"
    assert told(contract, policy) == [
        ("征信授权书", "accepted", ""),
        ("小船平台隐私政策", "accepted", "1.txt"),
    ]


def test_another_brands_policy_in_the_set_does_not_count() -> None:
    contract = f"小船借款合同\n{FILLER}您同意《小船隐私政策》。"
    assert told(contract, f"隐私政策\n海鸥公司重视您的隐私。\n{FILLER}") == [("小船隐私政策", "accepted", "")]


def test_every_document_has_annexes_of_its_own() -> None:
    with_annex = f"担保合同\n{FILLER}附件一：财产清单\n{FILLER}"
    assert told(f"借款合同\n{FILLER}利率见附件一。", with_annex) == [("附件一", "annex", "")]


@pytest.mark.parametrize(
    ("name", "text"), [("附件一 利率表.txt", f"年利率\n{FILLER}"), ("2.txt", f"附件一：利率表\n{FILLER}")]
)
def test_an_annex_may_be_a_file_of_its_own(name: str, text: str) -> None:
    contract = report(f"借款合同\n{FILLER}利率见附件一。", "合同.txt")
    (other,) = references([contract, report(text, name)], load_library())
    assert (other.title, other.given) == ("附件一", name)


@pytest.mark.parametrize(
    "again", ["《征信授权书》", "《个人征信授权书》", "《征信 授权书（2023版）》", "《征信授权书V2.0》"]
)
def test_one_document_is_listed_once_with_its_strongest_binding(again: str) -> None:
    (other,) = found(f"借款合同\n{FILLER}参看《征信授权书》。{again}是本合同的组成部分。再看{again}。")
    assert (other.title, other.binding) == ("征信授权书", "part")
    assert [passage.quote.text for passage in other.passages] == [
        "参看《征信授权书》。",
        f"{again}是本合同的组成部分。",
        f"再看{again}。",
    ]


def test_what_is_said_not_to_bind_does_not_bind() -> None:
    text = f"咨询协议\n{FILLER}本协议并不构成《借款合同》的附件。不以《宣传手册说明》为准。"
    assert told(text) == [("借款合同", "mentioned", ""), ("宣传手册说明", "mentioned", "")]


def test_where_the_other_document_gives_way_it_does_not_prevail() -> None:
    assert told(f"借款合同\n{FILLER}《服务协议》与本合同不一致的，以本合同为准。") == [
        ("服务协议", "mentioned", "")
    ]


def test_missing_ones_come_first_then_those_that_bind_most_then_in_reading_order() -> None:
    text = (
        f"借款合同\n{FILLER}参看《帮助说明》。您同意《乙授权书》和《甲授权书》。费用以《收费规则》为准。"
        f"《借据》是合同的组成部分，《还款计划表》也是本合同的组成部分。\n还款计划表\n{FILLER}"
    )
    assert [title for title, _, _ in told(text)] == [
        "借据", "收费规则", "乙授权书", "甲授权书", "帮助说明", "还款计划表",
    ]  # fmt: skip


def test_a_passage_says_where_it_stands_in_the_text_as_printed() -> None:
    text = f"借款合同\n{FILLER}第二条 费用\n费用以《收费 规则》为准，逾期另算。"
    start = text.index("第二条")
    clause = Clause("第二条", "费用", start, len(text), 0, "第二条")
    document = Document(name="合同.txt", format="txt", text=text)
    (other,) = references([Report(document, outline=(clause,))], load_library())
    (passage,) = other.passages
    assert (other.title, passage.clause, passage.document) == ("收费规则", "第二条", "合同.txt")
    assert passage.quote.text == text[passage.quote.start : passage.quote.end]
    assert passage.quote.text == "费用以《收费 规则》为准，逾期另算。"


@pytest.mark.parametrize("text", ["", "\n", "《》", "《", "附件"])
def test_nothing_is_found_in_nothing(text: str) -> None:
    assert told(text) == []


def test_all_ways_to_name_a_document_end_in_a_mere_mention() -> None:
    assert list(load_library().references) == ["part", "prevails", "accepted", "annex", "list", "mentioned"]
