"""Assemble statements: for every action in a sentence part, who may do what with which data, for whom.

The order of decisions: what the action needs (its frame), who does it, whether a modifier turns it into a
promise, what it inherits from a lead-in or the sentence before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from analyzer.language.completing import complete
from analyzer.language.drafts import Draft, Scene, circumstances_of, concepts
from analyzer.language.exceptions import allowed_inside
from analyzer.language.fitting import fits
from analyzer.language.leads import Leads
from analyzer.language.promises import promise
from analyzer.language.receivers import receivers
from analyzer.language.roles import OUTSIDE
from analyzer.language.stances import deciding_word, defines, stance_of
from analyzer.language.standing import standing
from analyzer.language.subjects import actors
from analyzer.model import Mention
from clause_patterns import Concept

# A promise takes back what another reading of the same part says.
_CANCELS = {
    "refuse-right": {"refuse-service", "market", "deem-consent"},
    "confidential": {"use", "collect", "query"},
    "withdraw-right": {"market"},
    "bind-recipient": {"use", "collect", "query"},
    "seek-consent": {"use"},
}
_DEBIT = re.compile(r"代扣|划扣|扣划|扣款|扣收|代收付|充值")
_HANDLING = {"collect", "query", "use"}  # inside the words of a promise: 撤回对我们收集……的授权


class Reader:
    """Reads the parts of one document in order and keeps what later parts inherit."""

    def __init__(self, scenes: Sequence[Scene], lexicon: Mapping[str, Concept]) -> None:
        self._scenes = scenes
        self._lexicon = lexicon
        self._drafts: list[list[Draft]] = []
        self._leads = Leads(scenes, self._drafts, lexicon)

    def read(self) -> list[Draft]:
        """Return the readings of all parts, in reading order."""
        for scene in self._scenes:
            self._drafts.append(list(self._read_part(scene)))
        return [draft for drafts in self._drafts for draft in drafts]

    def _read_part(self, scene: Scene) -> Iterator[Draft]:
        if not scene.mentions and scene.part.lead is None:
            return
        found = [draft for action in scene.of("action") for draft in self._read_action(scene, action)]
        lead = scene.part.lead
        if lead is not None:
            found = [self._leads.under_lead(draft, lead) for draft in found]
        found = _without_cancelled(found)
        if not any(draft.stance != "mentions" and self._frame(draft.action) != "standing" for draft in found):
            found += self._leads.inherit(scene)
        yield from _merged(found)

    def _frame(self, action: Mention) -> str:
        return self._lexicon[action.concept].frame

    def _read_action(self, scene: Scene, action: Mention) -> Iterator[Draft]:
        frame = self._frame(action)
        if frame == "promise":
            kept = promise(scene, action)
            if kept is not None:
                yield kept
            return
        if frame == "consequence":
            yield from self._consequence(scene, action)
            return
        doers, granted = actors(scene, action)
        if frame != "standing" and not fits(scene, action, doers, frame):
            return
        if frame == "standing":
            to = scene.outsiders
        else:
            to = receivers(scene, action, doers, marked_only=frame == "handling")
        draft = Draft(
            scene.index,
            "authorizes",
            action,
            tuple(doers),
            tuple(to),
            circumstances_of(scene, action),
            implied=granted or defines(scene),
        )
        if frame == "standing":
            stood = standing(scene, draft)
            if stood is not None and not self._is_mandate(stood):
                yield stood
            return
        own_affair = draft.doers == {"borrower"} and draft.receivers & OUTSIDE
        asked = scene.has("supply-contacts") or action.concept == "report-credit"
        if own_affair and frame in ("giving", "handling") and not asked:
            return  # what borrowers do with others
        completed = complete(scene, draft, frame)
        if completed is None and frame == "giving" and scene.part.lead is not None and not draft.data:
            about = tuple(self._scenes[scene.part.lead].of("data"))
            completed = (
                complete(scene, replace(draft, others=(*draft.others, *about)), frame) if about else None
            )
        if completed is not None:
            yield from allowed_inside(scene, _decided(scene, completed))

    def _is_mandate(self, draft: Draft) -> bool:
        """Return whether 本授权书不可撤销 is said of a mandate to debit an account, not of data."""
        if draft.action.concept != "authorise" or draft.data:
            return False
        about_data = any(
            one.stance == "authorizes" and self._frame(one.action) in ("handling", "giving")
            for drafts in self._drafts
            for one in drafts
        )
        return not about_data and any(_DEBIT.search(scene.words) for scene in self._scenes[: draft.part])

    def _consequence(self, scene: Scene, action: Mention) -> Iterator[Draft]:
        """Yield who bears the consequences, where the words before let data go to others or to the public."""
        said = [
            draft
            for index in range(max(0, scene.index - 1), scene.index)
            for draft in self._drafts[index]
            if self._scenes[index].part.clause == scene.part.clause
        ]
        passed_on = [draft for draft in said if draft.stance == "authorizes" and self._passes_on(draft)]
        if passed_on:
            yield Draft(scene.index, "authorizes", action, context=scene.index - 1, implied=True)

    def _passes_on(self, draft: Draft) -> bool:
        return self._frame(draft.action) in ("giving", "publishing", "recovering") or (
            draft.action.concept in ("blacklist", "authorise")
        )


def _decided(scene: Scene, draft: Draft) -> Draft:
    stance = stance_of(scene, draft)
    return replace(draft, stance=stance, deciding=deciding_word(scene, draft, stance))


def _without_cancelled(drafts: list[Draft]) -> list[Draft]:
    """Drop what another reading of the same part takes back: 「不影响使用」 takes back 「不同意就不能用」."""
    promises = [draft.action for draft in drafts if draft.stance == "protects"]
    if not promises:
        return drafts
    present = concepts(promises)
    dropped = {concept for kept, cancelled in _CANCELS.items() if kept in present for concept in cancelled}
    return [
        draft
        for draft in drafts
        if draft.stance == "protects"
        or not (
            draft.action.concept in dropped
            or (draft.action.concept in _HANDLING and any(_within(draft.action, words) for words in promises))
        )
    ]


def _within(inner: Mention, outer: Mention) -> bool:
    return outer.start < inner.start and inner.end < outer.end


def _merged(drafts: list[Draft]) -> Iterator[Draft]:
    """Yield the drafts, those of one action, stance and actor in one part made one."""
    groups: dict[tuple[str, str, frozenset[str]], Draft] = {}
    for draft in drafts:
        key = (draft.action.concept, draft.stance, frozenset(draft.doers))
        if key in groups:
            first = groups[key]
            recipients = tuple(dict.fromkeys((*first.recipients, *draft.recipients)))
            groups[key] = replace(first, recipients=recipients, implied=first.implied and draft.implied)
        else:
            groups[key] = draft
    yield from groups.values()
