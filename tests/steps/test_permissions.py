"""The checklist of permissions that can be refused."""

from __future__ import annotations

import pytest

from analyzer import analyze
from analyzer.steps.permissions import SYSTEMS, System, checklist, permissions
from clause_patterns import load_library

LIBRARY = load_library()


def test_what_the_document_asks_for_stands_first() -> None:
    """A contract that reads messages puts messages before the contact list, and says so."""
    report = analyze("乙方有权读取甲方手机中的短信内容和通话记录。")
    order = permissions(LIBRARY, {finding.rule for finding in report.findings})
    first = [each.id for each, concerned in order if concerned]
    assert {"sms", "call-log"} <= set(first)
    assert "contacts" not in first
    assert [each.id for each, _ in order][: len(first)] == first
    assert len(order) == len(LIBRARY.permissions)


@pytest.mark.parametrize("system", SYSTEMS)
def test_each_system_has_its_own_way(system: System) -> None:
    """Every permission says where to find it on this system, and what works without it."""
    paper = checklist(LIBRARY, system, ["contact-list-collection"])
    words = "\n".join(paragraph.text for paragraph in paper.paragraphs)
    for each in LIBRARY.permissions.values():
        assert getattr(each, system) in words
        assert each.works in words
    assert words.index("通讯录（联系人）（这份文件里写到了）") < words.index("□ 短信")


def test_contacts_calls_and_messages_are_there() -> None:
    """The three from which 爆通讯录 comes can be looked up."""
    assert {"contacts", "call-log", "sms"} <= set(LIBRARY.permissions)
