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
from analyzer.language.exceptions import allowed_inside, is_harmless
from analyzer.language.frames import actors, marked_sources, receivers, subject
from analyzer.language.promises import promise
from analyzer.language.roles import OUTSIDE, SPECIFIC
from analyzer.language.stances import (
    covered,
    deciding_word,
    defines,
    denied_directly,
    is_definition,
    stance_of,
)
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
_HANDLING = {"collect", "query", "use"}  # inside the words of a promise: 撤回对我们收集……的授权
_DENIABLE = {
    "assign",
    "market",
    "embed",
    "push-application",
    "change-terms",
    "deem-consent",
    "blacklist",
    "penalise-withdrawal",
}
_THIS_GRANT = re.compile(r"(?:本|该|上述|以上|前述|前款|上款)(?:授权|委托授权|授权书)")
_ABOUT_INFORMATION = re.compile(r"信息|资料|数据|征信")
_OBLIGES = re.compile(r"变更|变化|必填")
_COPYRIGHT = re.compile(r"著作权|知识产权|版权|专利")
_INSTRUCTS = re.compile(r"(?:扣款|划扣|扣划|代扣|划转|冻结|付款|支付|业务操作|授权)指令|进行相关操作")
_DEBIT = re.compile(r"扣款|划扣|扣划|代扣|划转|代付|扣除")
_FULL_SENTENCE = re.compile(r"有权|授权(?!合作|伙伴)|同意|承诺|应当|应妥善|视为|不得|知悉|无需|无须|是指|：$")
_LEAD_CHAIN = 2
_SHORT_ITEM = 36  # characters of an item that only names a case: 事先获得您的明确同意
_LOOK_BACK = 6  # sentences between what is shared and the kinds of those it is shared with
_LISTS_CASES = re.compile(
    r"(?:以下|下列|如下)[^，。；]{0,8}(?:情形|情况|权利|方式)|承诺[^，。；]{0,6}(?:以下|下列|如下)?：$"
)
_LISTS_BANS = re.compile(r"(?:不得|不会|禁止|严禁|不应|承诺不|不再|均不)[^，。；]{0,14}：$")
_LISTS_EXCLUDED = re.compile(r"(?:不包括|不属于|不(?:被)?视为|不构成)[^。；]{0,14}：$")
_LISTS_EXEMPTIONS = re.compile(
    r"法律|法规|例外|以下情形|下列情形|以下情况|下列情况|的情形|^[^，。；]{0,6}(?:共享|转让|披露)、"
)
_LISTS_CONTENTS = re.compile(r"以下(?:内容|部分|章节)|目录|(?:主要|将)(?:向您|为您)?说明")
_PROMISES_ONCE = {"refuse-right", "limit-use"}  # said of the whole list, not of each item
_PURPOSES = re.compile(r"^(?:[^，。；]{0,8})用途(?:如下|包括|为|限于)?[^，。；]{0,4}：$")
_CONTINUES = re.compile(r"包括|包含|如下|例如|比如|涉及|分别为|具体为|可能含|以及")


class Reader:
    """Reads the parts of one document in order and keeps what later parts inherit."""

    def __init__(self, scenes: Sequence[Scene], lexicon: Mapping[str, Concept]) -> None:
        self._scenes = scenes
        self._lexicon = lexicon
        self._drafts: list[list[Draft]] = []

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
            found = [self._under_lead(draft, lead) for draft in found]
        found = _without_cancelled(found)
        if not any(draft.stance != "mentions" and self._frame(draft.action) != "standing" for draft in found):
            found += self._inherit(scene)
        yield from _merged(found)

    def _frame(self, action: Mention) -> str:
        return self._lexicon[action.concept].frame

    # One action ------------------------------------------------------------------------------------

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
            yield from self._standing(scene, draft)
            return
        if draft.doers == {"borrower"} and frame in ("giving", "handling") and draft.receivers & OUTSIDE:
            return  # what borrowers do with others is their own affair
        completed = complete(scene, draft, frame)
        if completed is None and frame == "giving" and scene.part.lead is not None and not draft.data:
            about = tuple(self._scenes[scene.part.lead].of("data"))
            completed = (
                complete(scene, replace(draft, others=(*draft.others, *about)), frame) if about else None
            )
        if completed is not None:
            yield from allowed_inside(scene, _decided(scene, completed))

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

    def _standing(self, scene: Scene, draft: Draft) -> Iterator[Draft]:
        action = draft.action.concept
        heading = scene.part.heading and not scene.leads_in and not scene.has("may", "consents")
        if heading and action not in ("embed", "supply-contacts"):
            return
        if action == "assign" and _COPYRIGHT.search(scene.words):
            return
        takes_over = scene.text.startswith(("债权受让", "受让"), draft.action.start)
        if action in ("assign", "blacklist") and (
            (draft.doers == {"borrower"} and not takes_over) or is_definition(scene)
        ):
            return
        if covered(scene, draft, "exclusion"):
            return
        if action == "deem-consent" and _INSTRUCTS.search(scene.words):
            return
        words = scene.text[draft.action.start : draft.action.end]
        if action == "supply-contacts" and len(scene.of("action")) > 1 and not _OBLIGES.search(words):
            return  # a verb says what is done with them
        if action == "authorise" and not _grants_data(scene, draft):
            return
        if action in _DENIABLE and denied_directly(scene, draft):
            yield replace(draft, stance="protects")
            return
        yield replace(draft, recipients=tuple(scene.outsiders))

    # Inheritance -----------------------------------------------------------------------------------

    def _under_lead(self, draft: Draft, lead: int) -> Draft:
        """Read an item with a verb of its own under its lead-in, which may forbid or except it."""
        scene = self._scenes[draft.part]
        if scene.part.heading and not scene.leads_in and _LISTS_CONTENTS.search(self._scenes[lead].words):
            return replace(draft, stance="mentions")
        effects = {scope.effect for scope in self._scenes[lead].scopes}
        banned = _LISTS_BANS.search(self._scenes[lead].words) and "exception" not in effects
        if draft.stance == "authorizes" and banned:
            first = subject(self._scenes[lead])
            ours = first is None or first.concept != "borrower"
            return replace(draft, stance="protects" if ours else "mentions", context=lead)
        if banned and (self._frame(draft.action) == "promise" or draft.action.concept == "assign"):
            return replace(draft, stance="mentions", context=lead)
        names_case = len(scene.words) < _SHORT_ITEM and not scene.words.startswith("未经")
        asks = draft.action.concept == "seek-consent" and names_case
        exempt = self._scenes[lead].has("no-consent") and _LISTS_EXEMPTIONS.search(self._scenes[lead].words)
        if exempt and draft.stance == "authorizes" and is_harmless(scene):
            return replace(draft, stance="mentions", context=lead)
        if _LISTS_EXCLUDED.search(self._scenes[lead].words):
            return replace(draft, stance="mentions", context=lead)
        if asks and ("exception" in effects or _LISTS_CASES.search(self._scenes[lead].words)):
            return replace(draft, stance="mentions", context=lead)
        if effects & {"exception", "limitation"} and draft.stance == "authorizes":
            by_law = draft.has("law-required") and not draft.receivers & {"partner", "affiliate"}
            if by_law or draft.has("with-consent", "separate-consent"):
                return replace(draft, stance="mentions", context=lead)
        if draft.context is not None or not self._drafts[lead]:
            return draft  # a lead-in that says nothing of its own (双方约定如下：) explains nothing
        return replace(draft, context=lead)

    def _inherit(self, scene: Scene) -> Iterator[Draft]:
        lead = self._opening(scene)
        if lead is not None and (items := list(self._item(scene, lead))):
            yield from items
        elif scene.index and not scene.part.heading:
            before = self._scenes[scene.index - 1]
            enumerated = before.words.endswith("；") and not scene.of("action") and not scene.has("consents")
            if before.part.clause == scene.part.clause and (enumerated or _CONTINUES.search(scene.words)):
                yield from self._continued(scene, scene.index - 1, enumerated=enumerated)

    def _opening(self, scene: Scene) -> int | None:
        """Return the lead-in that says something: 「包括以下两类：」 passes on what stands above it."""
        lead = scene.part.lead
        for _ in range(_LEAD_CHAIN):
            if lead is None or any(draft.stance != "mentions" for draft in self._drafts[lead]):
                break
            before = self._named_before(lead)
            lead = self._scenes[lead].part.lead if before is None else before
        return lead

    def _named_before(self, lead: int) -> int | None:
        """Return the sentence that says what is shared with those a lead-in sorts: 合作伙伴包括以下类型："""
        if lead and _PURPOSES.search(self._scenes[lead].words) and self._drafts[lead - 1]:
            return lead - 1
        sorted_out = concepts(self._scenes[lead].outsiders)
        if not sorted_out or not _CONTINUES.search(self._scenes[lead].words):
            return None
        for index in range(lead - 1, max(-1, lead - 1 - _LOOK_BACK), -1):
            for draft in self._drafts[index]:
                if draft.stance == "authorizes" and draft.receivers & sorted_out:
                    return index
        return None

    def _item(self, scene: Scene, lead: int) -> Iterator[Draft]:
        """Yield what a bare list item takes from its lead-in."""
        opening = self._scenes[lead]
        if _LISTS_EXCLUDED.search(opening.words):
            return
        effects = {scope.effect for scope in opening.scopes}
        excepting = "exception" in effects or ("limitation" in effects and _LISTS_CASES.search(opening.words))
        if excepting and not self._begins_item(scene):
            return
        if opening.has("no-consent") and _LISTS_EXEMPTIONS.search(opening.words):
            return  # the cases in which the law asks for no consent
        for draft in self._drafts[lead]:
            frame = self._frame(draft.action)
            if frame == "promise":
                if draft.action.concept in _PROMISES_ONCE:
                    continue
                can_delete = draft.action.concept == "delete-right" and opening.leads_in
                cases = not excepting and _LISTS_CASES.search(opening.words)
                if draft.stance == "protects" and (cases or can_delete):
                    yield replace(draft, part=scene.index, context=lead)
            elif frame == "standing" or draft.stance == "mentions" or self._says_its_own(scene):
                continue
            elif frame == "recovering" and scene.has("assign"):
                continue  # the item sells the debt
            elif excepting and frame == "publishing" and not scene.has("overdue", "publish"):
                continue  # what may be published must be said
            elif excepting and draft.stance == "protects":
                if not is_harmless(scene):
                    yield replace(draft.inherited(lead, scene, implied=False), stance="authorizes")
            elif (
                (marked_sources(scene) if frame == "handling" else scene.outsiders)
                or concepts(scene.of("data")) & SPECIFIC
                or self._gives_all_items(draft, scene)
            ):
                named = marked_sources(scene) if frame == "handling" else None
                yield draft.inherited(lead, scene, implied=False, named=named)

    def _says_its_own(self, scene: Scene) -> bool:
        """Return whether the item is a sentence or a lead-in itself, not the name of some third party."""
        names_only = scene.leads_in and scene.outsiders and not scene.of("action")
        return bool(_FULL_SENTENCE.search(scene.words)) and not names_only

    def _gives_all_items(self, draft: Draft, scene: Scene) -> bool:
        """Return whether every item counts, whatever it names: data, recipients or purposes of a transfer."""
        if scene.part.heading or not self._begins_item(scene):
            return False
        if scene.has("law-required", "with-consent", "separate-consent", "authority"):
            return False
        if self._frame(draft.action) == "publishing":
            return all(action.concept == "publish" for action in self._scenes[draft.part].of("action"))
        if self._frame(draft.action) == "giving" or "credit-bureau" in draft.receivers:
            return True
        if draft.action.concept not in ("collect", "query"):
            return False
        from_others = draft.receivers & OUTSIDE and scene.of("data") and not scene.of("action")
        return bool(draft.doers & OUTSIDE or from_others)

    def _begins_item(self, scene: Scene) -> bool:
        """Return whether the part is the first of its list item."""
        before = self._scenes[scene.index - 1]
        if scene.index - 1 == scene.part.lead or before.part.clause != scene.part.clause:
            return True
        lead = scene.part.lead
        runs_on = lead is not None and self._scenes[lead].part.clause == scene.part.clause
        return runs_on and before.words.endswith("；")

    def _continued(self, scene: Scene, before: int, *, enumerated: bool) -> Iterator[Draft]:
        data = concepts(scene.of("data"))
        if not (data if enumerated else data & SPECIFIC):
            return
        for draft in self._drafts[before]:
            if draft.stance == "authorizes" and self._frame(draft.action) in ("handling", "giving"):
                yield draft.inherited(before, scene, implied=True)


def _decided(scene: Scene, draft: Draft) -> Draft:
    decided = replace(draft, stance=stance_of(scene, draft))
    return replace(decided, deciding=deciding_word(scene, decided))


def _grants_data(scene: Scene, draft: Draft) -> bool:
    """Return whether an authorisation is about data and given by the borrower: not a debit mandate."""
    waived = draft.has("no-consent", "no-notice")
    if draft.has("irrevocable") and waived and scene.has("assign"):
        return True
    if waived and (scene.leads_in or scene.part.heading) and _LISTS_EXEMPTIONS.search(scene.words):
        return False
    if (draft.doers - {"borrower", "partner"} and not waived) or _DEBIT.search(scene.words):
        return False
    about = draft.data & (SPECIFIC | {"personal-info", "loan-info"}) or _THIS_GRANT.search(scene.words)
    return bool(about or (not waived and (scene.leads_in or _ABOUT_INFORMATION.search(scene.words))))


def _without_cancelled(drafts: list[Draft]) -> list[Draft]:
    """Drop what another reading of the same part takes back: 「不影响使用」 takes back 「不同意就不能用」."""
    present = {draft.action.concept for draft in drafts if draft.stance == "protects"}
    dropped = {concept for kept, cancelled in _CANCELS.items() if kept in present for concept in cancelled}
    promises = [draft.action for draft in drafts if draft.stance == "protects"]
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
