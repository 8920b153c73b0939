"""Exceptions that swallow promises: inside a sentence (但合作机构除外) and as items of a list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from analyzer.language.drafts import Draft, Scene
from analyzer.language.roles import GENERIC, OUTSIDE
from analyzer.model import Mention

_SPARED_DATA = re.compile(r"除(?!非)[^，。；]{1,30}(?:之外|以外|外)")
_SPARED_PARTY = re.compile(r"但(?:是)?[^，。；]{1,40}除外|除(?!非)[^，。；]{1,40}(?:之外|以外|外)，")
_PUBLIC_GOOD = re.compile(
    r"(?<!研究或)公共利益(?!或学术)|社会公众(?:的)?利益|自行(?:向社会公众)?公开|合法公开|法院|司法"
)
_TO_BORROWER = re.compile(r"(?:向|给|对)(?:您|本人|借款人|用户|甲方|乙方)(?!的)")


def is_harmless(scene: Scene) -> bool:
    """Return whether an exception from a promise is for the law, for consent or for the borrower himself."""
    if _PUBLIC_GOOD.search(scene.words) and not scene.outsiders:
        return True
    if scene.has("law-required", "with-consent", "separate-consent", "authority") or len(scene.words) < 6:
        return True
    return not scene.outsiders and bool(_TO_BORROWER.search(scene.words))


def allowed_inside(scene: Scene, draft: Draft) -> Iterator[Draft]:
    """Yield ``draft``; of a ban with an exception inside the sentence, what it bans and what it lets."""
    if draft.stance != "protects":
        yield draft
        return
    data = [
        one for one in draft.of("data") if one.concept not in GENERIC and _is_spared(scene, one, _SPARED_DATA)
    ]
    if data and not draft.has("user-picked"):
        rest = tuple(mention for mention in draft.others if mention not in data)
        lets = tuple(mention for mention in rest if mention.kind != "data")
        yield replace(draft, stance="authorizes", others=(*data, *lets), implied=True)
        if any(mention.kind == "data" for mention in rest):
            yield replace(draft, others=rest)
    else:
        yield draft
    parties = [
        one
        for one in scene.parties
        if one.concept in OUTSIDE and not _is_own(scene, one) and _is_spared(scene, one, _SPARED_PARTY)
    ]
    if parties:
        yield replace(draft, stance="authorizes", recipients=tuple(parties), implied=True)


def _is_own(scene: Scene, party: Mention) -> bool:
    """Return whether the provider's own firms are meant: 与本公司及关联公司以外的任何公司共享."""
    return party.concept in ("named-firm", "affiliate") and scene.text.startswith("以外的", party.end)


def _is_spared(scene: Scene, mention: Mention, exception: re.Pattern[str]) -> bool:
    """Return whether ``mention`` stands in an exception: 除通讯录外, 通讯录以外的, 但合作机构除外."""
    if scene.text.startswith(("以外", "之外"), mention.end):
        return True
    spans = (match.span() for match in exception.finditer(scene.text, scene.start, scene.part.end))
    return any(start < mention.start and mention.end <= end for start, end in spans)
