"""Statements, as a borrower notices them: what a sentence allows, what it forbids, what it only mentions."""

from __future__ import annotations

import pytest

from analyzer import Finding, analyze

LIST = "contact-list-collection"
CALLS = "call-log-sms-collection"
SHARE = "share-with-partners-affiliates"
OUTSOURCE = "collection-outsourcing-data"


def _rules(text: str, stance: str = "authorizes") -> set[str]:
    """Return the rules found in ``text`` with ``stance``."""
    return {finding.rule for finding in analyze(text).findings if finding.stance == stance}


def _finding(text: str, rule: str) -> Finding:
    (finding,) = [finding for finding in analyze(text).findings if finding.rule == rule]
    return finding


# Negation ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "sentence",
    [
        "我们不会读取您的通讯录。",
        "贷款人不得读取借款人的通讯录。",
        "我们均不会上传您的通讯录。",
        "我们从不收集您的通讯录。",
        "我们禁止工作人员读取您的通讯录。",
        "我们将不会对通讯录进行读取。",
        "您的通讯录不会被读取。",
        "对于您的通讯录，我们不作读取。",
        "我们不会收集您的姓名、住址、职业、通讯录。",
        "未经您同意，我们不会读取您的通讯录。",
        "我们不会在未经您同意的情况下读取您的通讯录。",
        "我们仅获取您点选的联系人，不读取全部通讯录。",
        "无论借款人是否逾期，贷款人均不得读取借款人的通讯录。",
    ],
)
def test_a_denied_action_protects(sentence: str) -> None:
    """Whatever word denies it, a promise not to read is shown as a promise and raises no alarm."""
    assert _rules(sentence, "protects") >= {"protective-contacts"}
    assert _rules(sentence) == set()


@pytest.mark.parametrize(
    "sentence",
    [
        "我们会读取您的通讯录。",
        "本公司有权读取您的通讯录",
        "贷款人可读取借款人的通讯录。",
        "贷款人即将读取您的通讯录。",
        "贷款人已获许可读取借款人的通讯录。",
        "通讯录由我们读取并保存。",
        "我们收集的资料不限于您的姓名，我们还会读取您的通讯录。",
        "我们不仅读取您的通讯录，还读取您的通话记录。",
        "未经您同意，我们也可能读取您的通讯录。",
        "无需您同意，我们可以读取您的通讯录。",
        "不论借款人是否同意，贷款人均可读取借款人的通讯录。",
        "不可抗力发生时，贷款人可以读取借款人的通讯录。",
        "为评估借款人的不动产，贷款人可以读取借款人的通讯录。",
        "贷款人为不特定目的可读取借款人的通讯录。",
        "贷款人可以读取借款人的通讯录，借款人不得拒绝。",
        "我们可能会读取您的通讯录，除非您明确拒绝。",
    ],
)
def test_a_no_that_denies_something_else_does_not_protect(sentence: str) -> None:
    """不仅, 不动产, 不可抗力, 不论 and 无需您同意 deny nothing about the reading: it is allowed."""
    assert LIST in _rules(sentence)
    assert "protective-contacts" not in _rules(sentence, "protects")


@pytest.mark.parametrize(
    ("sentence", "protects", "authorizes"),
    [
        ("我们不会出售您的个人信息，但会提供给合作方。", "protective-sharing", SHARE),
        ("我们不会出售您的信息，但会将您的申请资料提供给合作的金融机构。", "protective-sharing", SHARE),
        ("我们不会读取您的短信内容，但您同意我们读取您的通讯录。", "protective-contacts", LIST),
        ("我们不会读取您的短信内容；您同意我们读取您的通讯录。", "protective-contacts", LIST),
        ("我们不会读取您的短信内容。您同意我们读取您的通讯录。", "protective-contacts", LIST),
    ],
)
def test_a_promise_ends_at_but(sentence: str, protects: str, authorizes: str) -> None:
    """「不会出售，但会提供给合作方」 is one promise and one permission, and both are shown."""
    assert protects in _rules(sentence, "protects")
    assert authorizes in _rules(sentence)


def test_the_two_halves_of_a_sentence_have_their_own_words() -> None:
    """The promise names 出售, the permission 提供: neither borrows the other's verb."""
    findings = {f.rule: f for f in analyze("我们不会出售您的个人信息，但会提供给合作方。").findings}
    words = {
        rule: [slot.quote.text for slot in finding.slots if slot.name == "action"]
        for rule, finding in findings.items()
    }
    assert words["protective-sharing"] == ["出售"]
    assert words[SHARE] == ["提供"]


@pytest.mark.parametrize(
    "sentence",
    [
        "为防止他人读取您的通讯录，我们采取加密措施。",
        "我们会采取技术措施，避免您的通讯录被他人读取。",
        "如果我们违反约定读取您的通讯录，您可以向监管部门投诉。",
    ],
)
def test_what_is_prevented_is_not_allowed(sentence: str) -> None:
    """防止, 避免 and 如果我们违反 name what should not happen: no risk."""
    assert _rules(sentence) == set()


# The borrower's own duties -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "sentence",
    [
        "用户不得向第三方披露本平台的资料。",
        "您不得读取、传播他人的通讯录。",
        "借款人不得向第三方提供通讯录。",
        "借款人承诺不将贷款人的信息提供给第三方。",
        "用户应当对账户密码保密，不得告知他人。",
        "借款人应当保守贷款人的商业秘密，不得向亲友透露。",
        "您不得利用本平台收集其他用户的通话记录和短信内容。",
    ],
)
def test_a_duty_of_the_borrower_is_neither_promise_nor_risk(sentence: str) -> None:
    """What the borrower must not do protects nobody and lets nobody do anything."""
    assert analyze(sentence).findings == ()


# Lists -------------------------------------------------------------------------------------------

ITEMS = "\n（1）手机通讯录；\n（2）短信内容。"


@pytest.mark.parametrize(
    "lead",
    [
        "我们会收集以下信息：",
        "您同意我们读取下列信息：",
        "贷款人有权获取借款人的如下信息：",
        "您的以下信息将被收集：",
    ],
)
def test_items_under_a_permission_are_permitted(lead: str) -> None:
    """Bare nouns under a lead-in that allows are risks."""
    assert {LIST, CALLS} <= _rules(lead + ITEMS)
    assert "protective-contacts" not in _rules(lead + ITEMS, "protects")


@pytest.mark.parametrize(
    "lead",
    [
        "以下信息我们一律不收集：",
        "我们承诺不收集以下信息：",
        "我们不会读取您的：",
        "贷款人不得获取借款人的下列信息：",
    ],
)
def test_the_same_items_under_a_ban_are_promises(lead: str) -> None:
    """The same bare nouns under a lead-in that forbids are promises, and no alarm."""
    assert "protective-contacts" in _rules(lead + ITEMS, "protects")
    assert not {LIST, CALLS} & _rules(lead + ITEMS)


ACTS = "\n（1）读取借款人的通讯录；\n（2）联系借款人的亲友催收。"


def test_items_with_a_verb_of_their_own_follow_their_lead_in() -> None:
    """「有权：（2）联系亲友催收」 is a risk, 「不得：（2）联系亲友催收」 a promise."""
    allowed, forbidden = "借款人逾期的，贷款人有权：" + ACTS, "贷款人在任何情况下不得：" + ACTS
    assert {LIST, "third-party-collection-contact"} <= _rules(allowed)
    assert _rules(allowed, "protects") == set()
    assert {"protective-contacts", "protective-third-persons"} <= _rules(forbidden, "protects")
    assert _rules(forbidden) == set()


def test_a_list_item_is_shown_with_its_lead_in() -> None:
    """Who reads the item alone sees why it counts: the lead-in stands beside it."""
    finding = _finding("我们会收集以下信息：" + ITEMS, LIST)
    assert finding.quote == "（1）手机通讯录；"
    assert finding.certainty == "explicit"
    assert finding.context is not None
    assert finding.context.text == "我们会收集以下信息："


# Exceptions --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "promise",
    [
        "贷款人应当对借款人的信息保密，但下列情形除外：",
        "我们会对您的个人信息严格保密，但以下情况除外：",
        "未经您同意，我们不会向第三方提供您的信息，但以下情形除外：",
    ],
)
def test_an_exception_swallows_the_promise(promise: str) -> None:
    """「应当保密，但下列情形除外：（2）提供给催收机构」 is a risk, with the promise as its context."""
    items = ("（1）人民法院依法要求的；", "（2）将借款人的联系方式提供给催收机构；")
    text = "\n".join([promise, *items])
    finding = _finding(text, OUTSOURCE)
    assert finding.quote.startswith("（2）")
    assert finding.context is not None
    assert finding.context.text == promise
    risks = [f.quote for f in analyze(text).findings if f.stance == "authorizes" and f.severity != "info"]
    assert not [quote for quote in risks if quote.startswith("（1）")]


def test_bare_exceptions_to_a_ban_on_giving_are_receivers() -> None:
    """「不会提供，但以下除外：（1）合作机构」: the receivers named are risks, the courts are not."""
    items = ("（1）合作机构；", "（2）催收公司；", "（3）人民法院依法要求的。")
    text = "\n".join(["我们不会向任何第三方提供您的个人信息，但以下情形除外：", *items])
    assert _finding(text, SHARE).quote == "（1）合作机构；"
    assert _finding(text, OUTSOURCE).quote == "（2）催收公司；"
    assert not [f for f in analyze(text).findings if f.quote.startswith("（3）")]


def test_an_exception_by_law_keeps_the_promise() -> None:
    """「除法律另有规定外，不得提供」 is still a promise."""
    text = "除法律法规另有规定外，贷款人不得向第三方提供借款人的个人信息。"
    assert "protective-sharing" in _rules(text, "protects")
    assert _rules(text) == set()


# Words inside words ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "sentence",
    [
        "如有疑问，请联系人工客服。",
        "请您联系人工客服或者客户经理，以便核实还款金额。",
        "您应当及时联系人工坐席更新资料。",
        "借款人的通讯地址变更的，应当及时通知贷款人。",
        "我们会收集您的通讯地址。",
        "我们会收集您的姓名、通讯地址和通讯方式。",
        "借款人的不动产信息发生变更的，应当通知贷款人。",
        "经营许可证编号以主管部门登记为准。",
        "借款即将到期的，我们会以短信提醒您本人还款。",
        "通讯录是指手机中保存的联系人姓名和号码的集合。",
    ],
)
def test_a_word_inside_another_word_is_not_that_word(sentence: str) -> None:
    """联系人工客服 is no contact, 通讯地址 no 通讯录; 不动产, 许可证 and 即将 deny and allow nothing."""
    assert analyze(sentence).findings == ()


def test_a_contact_list_beside_an_address_is_still_found() -> None:
    """Looking like 通讯地址 does not hide 通讯录 in the same sentence."""
    finding = _finding("我们会收集您的通讯地址和通讯录。", LIST)
    assert [slot.quote.text for slot in finding.slots if slot.name == "data"] == ["通讯录"]


# Conditions and purposes -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("free", "asked"),
    [
        ("我们会将您的信息提供给合作机构。", "我们会在征得您的单独同意后将您的信息提供给合作机构。"),
        ("我们会将您的信息提供给合作机构。", "经您单独同意，我们会将您的信息提供给合作机构。"),
        ("我们会将您的信息提供给合作机构。", "我们会将您的信息提供给合作机构，但须征得您的单独同意。"),
    ],
)
def test_separate_consent_lowers_the_severity(free: str, asked: str) -> None:
    """Giving after separate consent is still a permission, but a lesser one."""
    assert _finding(free, SHARE).severity == "high"
    lowered = _finding(asked, SHARE)
    assert lowered.severity == "low"
    assert "separate-consent" in lowered.values("conditions")


def test_waived_consent_lowers_nothing() -> None:
    """「无需征得您的单独同意」 holds the same words and means the opposite."""
    assert _finding("我们会将您的信息提供给合作机构，无需征得您的单独同意。", SHARE).severity == "high"


def test_a_purpose_makes_it_worse_and_picking_makes_it_better() -> None:
    """Reading the contact list for collection is critical; reading one picked contact is low."""
    assert _finding("我们会读取您的通讯录。", LIST).severity == "high"
    assert _finding("我们会读取您的通讯录，用于逾期催收。", LIST).severity == "critical"
    assert _finding("我们会读取您当场点选的一位通讯录联系人。", LIST).severity == "low"


def test_refusing_means_no_service_is_a_risk_not_a_promise() -> None:
    """「如您不同意读取通讯录，我们将无法提供服务」 ties the loan to the contact list."""
    text = "如您不同意我们读取通讯录，我们将无法为您提供服务。"
    assert "bundled-consent" in _rules(text)
    assert _rules(text, "protects") == set()


# Who gets what -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "sentence",
    [
        "我们会将您的个人信息提供给合作机构。",
        "我们会向合作机构提供您的个人信息。",
        "我们会提供您的个人信息给合作机构。",
        "我们会与合作机构共享您的个人信息。",
        "您的个人信息可以由合作机构使用。",
        "合作机构有权查询您的个人信息。",
        "您授权我们将您的个人信息披露给合作机构。",
    ],
)
def test_every_frame_of_giving_says_who_gets_what(sentence: str) -> None:
    """提供给, 向…提供, 与…共享, 由…使用 and 有权查询 all say that partners get the data."""
    finding = _finding(sentence, SHARE)
    named = {slot.value for slot in finding.slots if slot.name in ("recipients", "actor")}
    assert "partner" in named
    assert "personal-info" in finding.values("data")


def test_a_later_sentence_may_say_this_information() -> None:
    """「该等信息」 after a sentence that names the contact list is what goes to the collectors."""
    text = "我们会读取您的通讯录。该等信息将提供给合作的催收机构。"
    places = {(finding.rule, finding.quote) for finding in analyze(text).findings}
    assert {(LIST, "我们会读取您的通讯录。"), (OUTSOURCE, "该等信息将提供给合作的催收机构。")} <= places
