"""A mistake in misreadings.yaml is named with its file, its line and what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from clause_patterns import PatternError, load_lookalikes

SOUND = "# 构\n- {id: 构, seen: 掏, alike: 购沟}\n"
MISTAKES = {
    "a negation read into a text": ("- {id: 木, alike: 不}", "不 决定句子的意思"),
    "a negation read out of a text": ("- {id: 未, seen: 末}", "未 决定句子的意思"),
    "a party read into a text": ("- {id: 两, seen: 丙}", "丙 决定句子的意思"),
    "a character that looks like itself": ("- {id: 录, alike: 彔录}", "有一个字写了两次"),
    "a character listed twice": ("- {id: 录, seen: 泉, alike: 泉}", "有一个字写了两次"),
    "nothing it looks like": ("- {id: 录}", "至少要有其中一项：seen、alike"),
    "more than one character": ("- {id: 通讯, seen: 通讥}", "id"),
    "no Han character": ("- {id: 日, alike: B}", "alike"),
    "an unknown key": ("- {id: 日, read: 曰}", "read"),
    "a character that has its line already": ("- {id: 构, seen: 勾}", "编号 构 用了两次"),
}


@pytest.mark.parametrize("mistake", MISTAKES.values(), ids=MISTAKES.keys())
def test_a_mistake_is_named_with_file_and_line(tmp_path: Path, mistake: tuple[str, str]) -> None:
    """The message gives the file, the third line, on which the mistake stands, and what is wrong."""
    line, problem = mistake
    path = tmp_path / "misreadings.yaml"
    path.write_text(f"{SOUND}{line}\n", encoding="utf-8")
    with pytest.raises(PatternError) as raised:
        load_lookalikes(tmp_path)
    assert str(raised.value).startswith(f"{path}:3: ")
    assert problem in raised.value.problem


def test_characters_are_found_by_what_is_printed(tmp_path: Path) -> None:
    """A sound file gives what recognition made of a character, what was seen apart from what is alike."""
    (tmp_path / "misreadings.yaml").write_text(SOUND, encoding="utf-8")
    (entry,) = load_lookalikes(tmp_path).values()
    assert (entry.id, entry.seen, entry.alike) == ("构", "掏", "购沟")
