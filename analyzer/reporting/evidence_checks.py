"""An evidence report held against the document read again: what holds, what differs, what cannot be told."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from analyzer.model import Document
from analyzer.reporting.evidence import Evidence, EvidenceFinding, SourceFile, parted, sha256
from analyzer.reporting.literal import one_line
from analyzer.reporting.words import SEVERITY_WORDS

_SHOWN: Final = 10  # differences that are listed
_QUOTED: Final = 30  # characters of a quote that tell one finding from another
_PICTURE: Final = re.compile(r'src="data:image/webp;base64,[^"]*"')


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was checked, in Chinese: ``held`` is None where it could not be compared."""

    says: str
    held: bool | None
    details: tuple[str, ...] = ()


def own_checks(page: str, evidence: Evidence) -> Iterator[Check]:
    """Yield whether the page and the data in it still fit one another."""
    around, _ = parted(page)
    kept = sha256(around) == evidence.content_sha256
    yield Check(f"报告上看得见的部分{'没有改动' if kept else '改动过'}", kept)
    kept = evidence.digest in around
    yield Check(f"报告内嵌的数据{'没有改动' if kept else '改动过'}", kept)


def source_checks(evidence: Evidence, sources: Sequence[bytes]) -> Iterator[Check]:
    """Yield whether ``sources`` are the files that the report was made from."""
    if len(sources) != len(evidence.sources):
        yield Check(f"报告所读的是 {len(evidence.sources)} 个文件，这里给出了 {len(sources)} 个", False)
    given = [SourceFile(size=len(source), sha256=sha256(source)) for source in sources]
    if Counter(given) == Counter(evidence.sources) and tuple(given) != evidence.sources:
        yield Check("文件都是报告所读的，但先后不同，请按报告里的先后给出", False)
        return
    for number, (now, known) in enumerate(zip(given, evidence.sources, strict=False), 1):
        which = f"第 {number} 个文件" if len(evidence.sources) > 1 else "文件"
        same = now.sha256 == known.sha256
        details = () if same else (_size("报告", known), _size("现在", now))
        yield Check(f"{which}的 SHA-256 {'相同' if same else '不同'}", same, details)


def text_checks(evidence: Evidence, document: Document) -> Iterator[Check]:
    """Yield whether the words read again are the same, and stand where the report says."""
    same = sha256(document.text) == evidence.text_sha256
    yield Check(f"读到的文字{'相同' if same else '不同'}", same)
    gone = [
        f"第 {one.number} 处：第 {one.start + 1:,} 字到第 {one.end:,} 字不是「{_short(one.quote)}」"
        for one in evidence.findings
        if not _stands(one, document.text)
    ]
    total = len(evidence.findings)
    says = f"引文仍在所写的位置（{total - len(gone)}/{total}）"
    yield Check(says, not gone, _listed(gone))


def judging_checks(page: str, evidence: Evidence, fresh_page: str, fresh: Evidence) -> Iterator[Check]:
    """Yield whether the document, judged again, gives the same findings and the same page.

    ``fresh`` and ``fresh_page`` are the report made again from the document, with the recorded hour and
    reviews.
    """
    other = [
        f"{name}：报告 {evidence.versions.get(name) or '无'}，现在 {fresh.versions.get(name) or '无'}"
        for name in dict.fromkeys([*evidence.versions, *fresh.versions])
        if evidence.versions.get(name) != fresh.versions.get(name)
    ]
    if other:
        yield Check("版本不同，没有重新判断后逐处比较，也没有重做报告逐字比较", None, tuple(other))
        return
    differences = _differences(evidence.findings, fresh.findings)
    says = f"有 {len(differences)} 处不同" if differences else f"完全相同（{len(fresh.findings)} 处）"
    yield Check(f"重新判断，结果{says}", not differences, _listed(differences))
    if page == fresh_page:
        yield Check("重做的报告与这份逐字节相同", True)
    elif _pictures(page) != _pictures(fresh_page) and _words(page) == _words(fresh_page):
        details = ("文字都相同；不同的电脑、不同的字体画出的图可能略有差别，请把图与原件对照。",)
        yield Check("重做的报告里，图与这份不同", False, details)
    else:
        yield Check("重做的报告与这份不同", False)


def conclusion(checks: Sequence[Check]) -> str:
    """Return what all ``checks`` together come to, in one sentence."""
    if any(check.held is False for check in checks):
        return "有不符的地方，见上面标 × 的各行。"
    if any(check.held is None for check in checks):
        return "没有发现不符，但有几项没能比较：标题、级别等说明文字是否改动过，要用同一版本才能证明。"
    return "全部相符。"


def _pictures(page: str) -> list[str]:
    return _PICTURE.findall(page)


def _words(page: str) -> str:
    """Return what the page says, without its pictures and the data in it."""
    return _PICTURE.sub("", parted(page)[0])


def _stands(finding: EvidenceFinding, text: str) -> bool:
    places = [(finding.start, finding.end, finding.quote)]
    if finding.context is not None:
        places.append((finding.context.start, finding.context.end, finding.context.text))
    return all(0 <= start < end <= len(text) and text[start:end] == words for start, end, words in places)


def _differences(recorded: Sequence[EvidenceFinding], found: Sequence[EvidenceFinding]) -> list[str]:
    was, now = ({one.model_dump_json(): one for one in findings} for findings in (recorded, found))
    return [
        *(f"只在报告里：{_told(was[key])}" for key in was if key not in now),
        *(f"只在重新判断中：{_told(now[key])}" for key in now if key not in was),
    ]


def _told(finding: EvidenceFinding) -> str:
    title, clause = one_line(finding.title), one_line(finding.clause)
    where = f"{clause}，" if clause else ""
    level = "保护" if finding.stance == "protects" else SEVERITY_WORDS[finding.severity]
    return f"{title}（{level}，{where}第 {finding.start + 1:,} 字起）「{_short(finding.quote)}」"


def _size(when: str, source: SourceFile) -> str:
    return f"{when}：{source.sha256}，{source.size:,} 字节"


def _short(quote: str) -> str:
    line = one_line(quote)
    return line if len(line) <= _QUOTED else f"{line[:_QUOTED]}…"


def _listed(lines: Sequence[str]) -> tuple[str, ...]:
    more = [f"另有 {len(lines) - _SHOWN} 处"] if len(lines) > _SHOWN else []
    return (*lines[:_SHOWN], *more)
