"""Assemble statements: for every action in a sentence part, who may do what with which data, for whom.

The order of decisions: what the action needs (its frame), who does it, whether a modifier turns it into a
promise, what it inherits from a lead-in or the sentence before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from analyzer.language.drafts import INSIDE, RELATIONS, SLOTS, Draft, Scene, concepts
from analyzer.language.frames import actors, receivers, unnamed_receiver
from analyzer.language.modifiers import covering
from analyzer.model import Mention, Stance
from clause_patterns import Concept

OUTSIDE = {
    "partner", "affiliate", "funder", "data-vendor", "insurer-guarantor", "advertiser", "assignee", "service-provider",
    "named-firm", "anyone", "collector", "credit-bureau", "public",
}  # fmt: skip
SPECIFIC = {
    "contact-list", "call-log", "sms", "social-graph", "carrier-records", "location", "album", "app-list", "clipboard",
    "sensors", "biometric", "sensitive-info", "contact-person-info", "credit-info", "adverse-info", "any-info",
}  # fmt: skip
_ATTRIBUTIVE = re.compile(r"(?:到|过|了)?的")
_DEFINITION = re.compile(r"^[^，。；]{0,24}(?:：|[,，])?\s?(?:是)?指(?!定|令|示|引|南)")
_PROVIDER_IN_DEFINITION = re.compile(r"指(?:本公司|我们|平台|乙方|丙方|甲方|贷款人|我司)")
_THIS_GRANT = re.compile(r"(?:本|该|上述|以上|前述)(?:授权|委托授权|授权书)")
_ABOUT_INFORMATION = re.compile(r"信息|资料|数据|征信")
_DEBIT = re.compile(r"扣款|划扣|扣划|代扣|划转|代付|扣除")
_OTHER_OBJECT = re.compile(
    r"(?:给|向|予|各类|相关|本|的|一切|其|您|我们|正规|更好|更|优质|借款|个人|必要|完整){0,6}[^，。；、]{0,8}?(?:服务|资金|产品|支持|便利|担保|帮助|保障|商品|功能|协助|技术|指令|还款提醒|通知|依据|参考|咨询|纪录)"
)
_CANCELS = {
    "refuse-right": {"refuse-service", "market"},
    "withdraw-right": {"market"},
    "bind-recipient": {"use", "collect", "query"},
    "seek-consent": {"use"},
}
_COMMA = re.compile(r"[，：（]")
_HOW = re.compile(r"如何|怎样|^[^，。；]{0,30}(?:的例外|清单|规则)$")
_ELSE = re.compile(r"不(?:提供|同意|授权|开启|接受|填写)[^。；]{0,40}(?:无法|不能|将影响|会影响)")
_IF = re.compile(r"(?:如|若|如果|倘若|一旦)[^，。；]{0,20}$")
_RELATIVE = re.compile(r"[^，。；、]{0,14}的(?:公司|第三方|组织|机构|合作|接收方|主体|单位)")
_FULL_SENTENCE = re.compile(r"有权|授权|同意|承诺|应当|不得|知悉|无需|无须|是指|：$")
_ABOUT_DATA = re.compile(r"信息|资料|数据|隐私|权限|授权|同意|通讯录|个性化|推送|广告|账号|账户|保密|债权|Cookie|记录|简历|浏览")
_DENIED = re.compile(r"不|未|没有")
_PROVIDER_MAY = re.compile(r"有权|可以|可")
_EARLIER = re.compile(r"不(?:会)?影响(?:您)?(?:此前|之前|以前|撤回前|已)")
_EARLIER_STAYS = {"refuse-right", "withdraw-right"}
_PROMISE_NEEDS = {
    "limit-use": re.compile(r"个人信息|个人资料|您的[^，。；]{0,8}(?:信息|资料|数据)|权限|隐私|剪切板|剪贴板|通讯录|这些信息|该等信息|上述信息|所获得的|查询获得|联系人"),
    "bind-recipient": re.compile(r"第三方|合作|接收|关联|受托|服务商|供应商|员工|人员|公司、组织|催收机构|受让|SDK|机构"),
    "notify-borrower": re.compile(r"债权|转让|泄露|报送|不良|征信|收集|共享|催收|接收方|终止服务|停止运营|处理目的"),
    "erase": re.compile(r"信息|数据|资料|记录"),
}
_PROVIDERS_DUTIES = {"confidential", "bind-recipient", "limit-use", "seek-consent", "erase", "secure", "notify-borrower"}
_DENIABLE = {"assign", "market", "push-application", "change-terms", "deem-consent", "blacklist", "penalise-withdrawal"}
_LISTS_CASES = re.compile(r"(?:以下|下列|如下)[^，。；]{0,8}(?:情形|情况|权利|方式)|承诺[^，。；]{0,6}(?:以下|下列|如下)?：$")
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
            found = [self._under_lead(draft, scene, lead) for draft in found]
        found = _without_cancelled(found)
        if not any(draft.stance != "mentions" and self._frame(draft.action) != "standing" for draft in found):
            found += self._inherit(scene)
        yield from _merged(found)

    def _frame(self, action: Mention) -> str:
        return self._lexicon[action.concept].frame

    # One action ------------------------------------------------------------------------------------

    def _read_action(self, scene: Scene, action: Mention) -> Iterator[Draft]:
        frame = self._frame(action)
        others = tuple(mention for mention in scene.mentions if mention.kind in SLOTS)
        if frame == "promise":
            yield from self._promise(scene, action, others)
            return
        doers, granted = actors(scene.text, scene.part.start, action, scene.parties)
        to = receivers(scene.text, scene.part.start, action, scene.parties, doers, marked_only=frame == "handling")
        draft = Draft(scene.index, "authorizes", action, tuple(doers), tuple(to), others, implied=granted)
        if frame == "standing":
            yield from self._standing(scene, draft)
            return
        draft = self._seen_from_borrower(scene, draft)
        complete = self._completed(scene, draft, frame)
        if complete is not None:
            yield replace(complete, stance=self._stance(scene, complete))

    def _promise(self, scene: Scene, action: Mention, others: tuple[Mention, ...]) -> Iterator[Draft]:
        if not self._is_promise(scene, action):
            return
        doers, _ = actors(scene.text, scene.part.start, action, scene.parties)
        stance: Stance = "protects"
        if action.concept in _PROVIDERS_DUTIES and "borrower" in concepts(doers):
            stance = "mentions"
        if _PROVIDER_MAY.match(scene.text, action.start) and concepts(doers) & {"provider", "servicer"}:
            stance = "mentions"
        if action.concept == "seek-consent" and any(
            action.start <= party.start < action.end and party.concept not in ("borrower",) for party in scene.parties
        ):
            stance = "mentions"
        yield Draft(scene.index, stance, action, tuple(doers), tuple(scene.outsiders), others)

    def _is_promise(self, scene: Scene, action: Mention) -> bool:
        """Return whether words that sound like a promise are one: about data, not denied, not a heading."""
        if not _ABOUT_DATA.search(scene.words) or _overlaps(action, scene, "no-consent", "no-notice"):
            return False
        if scene.part.heading and scene.part.lead is None and not scene.has("may"):
            return False
        if _DENIED.search(scene.text, max(scene.part.start, action.start - 3), action.start):
            return False
        if action.concept in _EARLIER_STAYS and _EARLIER.search(scene.words):
            return False
        needed = _PROMISE_NEEDS.get(action.concept)
        return needed is None or bool(needed.search(scene.words))

    def _standing(self, scene: Scene, draft: Draft) -> Iterator[Draft]:
        action = draft.action
        doers = concepts(draft.actors)
        if action.concept == "assign" and doers == {"borrower"}:
            return
        if action.concept == "authorise" and not self._grants_data(scene, draft):
            return
        negated = covering(scene.scopes, "negation", action.start, action.end)
        if negated and action.concept in _DENIABLE:
            if negated.word[1] <= action.start and "，" not in scene.text[negated.word[1] : action.start]:
                yield replace(draft, stance="protects")
                return
        yield replace(draft, recipients=tuple(scene.outsiders))

    def _grants_data(self, scene: Scene, draft: Draft) -> bool:
        """Return whether an authorisation is about data and given by the borrower: not a debit mandate."""
        waived = draft.has("no-consent")
        if (concepts(draft.actors) - {"borrower", "partner"} and not waived) or _DEBIT.search(scene.words):
            return False
        data = concepts(draft.of("data")) & (SPECIFIC | {"personal-info", "loan-info"})
        return bool(data or _THIS_GRANT.search(scene.words) or (not waived and _ABOUT_INFORMATION.search(scene.words)))

    # Frames ----------------------------------------------------------------------------------------

    def _seen_from_borrower(self, scene: Scene, draft: Draft) -> Draft:
        """Turn what the borrower hands over into what the provider collects."""
        if concepts(draft.actors) != {"borrower"} or self._frame(draft.action) not in ("giving", "handling"):
            return draft
        if concepts(draft.recipients) & OUTSIDE:
            return replace(draft, stance="mentions")
        return draft

    def _completed(self, scene: Scene, draft: Draft, frame: str) -> Draft | None:
        """Return the draft if what its frame needs stands in the part, None otherwise."""
        doers, to, data = concepts(draft.actors), concepts(draft.recipients), concepts(draft.of("data"))
        text, action = scene.text, draft.action
        if _ATTRIBUTIVE.match(text, action.end) and (doers == {"borrower"} or doers & OUTSIDE or frame in ("giving", "publishing")):
            return None
        if frame == "handling":
            return self._handling(scene, draft, doers, to, data)
        if frame == "giving":
            return self._giving(scene, draft, doers, to, data)
        if frame == "contacting":
            people = (to | doers) & (RELATIONS | {"anyone", "public"})
            if action.concept == "inform" and data & {"overdue-info", "adverse-info"}:
                people |= to & OUTSIDE
            return replace(draft, recipients=(*draft.recipients, *(d for d in draft.actors if d.concept in RELATIONS))) if people else None
        if frame == "recovering":
            others = concepts(scene.parties) & (OUTSIDE | RELATIONS)
            debt = scene.has("collect-debt", "debt-collection") or others & {"collector"}
            if debt and (others or scene.has("entrust") or doers & {"collector", "servicer"}):
                return replace(draft, recipients=tuple(scene.outsiders))
            return None
        if frame == "publishing":
            about = data & {"personal-info", "overdue-info", "identity-info", "any-info", "credit-info", "loan-info", "adverse-info", "biometric"}
            if "公告" in text[action.start : action.end]:
                about -= {"personal-info", "identity-info"}
            return draft if about or (to & {"public"} and scene.has("borrower")) else None
        return draft

    def _handling(self, scene: Scene, draft: Draft, doers: set[str], to: set[str], data: set[str]) -> Draft | None:
        people = concepts(scene.parties) & (RELATIONS - {"employer", "friend"})
        if draft.action.concept == "require-contacts" and not (data & {"contact-person-info"} or people):
            return None
        if people and not to & RELATIONS and draft.action.concept != "use":
            return self._with_people(scene, draft)
        if data & SPECIFIC or (data and (doers & OUTSIDE or to & (OUTSIDE | RELATIONS))):
            return draft
        if doers <= {"borrower"} and doers and not concepts(scene.parties) & RELATIONS:
            return None
        denied = covering(scene.scopes, "negation", draft.action.start, draft.action.end)
        if data & {"personal-info", "identity-info", "device-info"} and denied and draft.action.concept != "use":
            return draft
        if concepts(scene.parties) & RELATIONS or (scene.has("no-consent", "any-purpose", "irrevocable", "indefinite") and data):
            return draft
        return None

    def _giving(self, scene: Scene, draft: Draft, doers: set[str], to: set[str], data: set[str]) -> Draft | None:
        outward = draft.action.concept == "disclose"
        if draft.action.concept == "report-credit" and not (to & {"credit-bureau"} or data & {"credit-info", "adverse-info", "overdue-info"}):
            return None
        if _RELATIVE.match(scene.text, draft.action.end) or (not outward and self._gives_something_else(scene, draft)):
            return None
        if doers == {"borrower"} and not draft.implied:
            if draft.stance == "mentions" or concepts(scene.parties) & {"collector", "authority"}:
                return None
            if concepts(scene.parties) & RELATIONS:
                return self._with_people(scene, draft)
            return draft if data & SPECIFIC or scene.words.endswith("：") else None
        if to & (OUTSIDE | RELATIONS) and (data or draft.has("sub-delegation")):
            return draft
        if data and not to & {"authority"}:
            receiver = unnamed_receiver(scene.text, scene.part.start, scene.part.end, draft.action)
            if receiver is not None:
                return replace(draft, recipients=(*draft.recipients, receiver))
        if doers & OUTSIDE and data and not to & OUTSIDE:
            return draft
        if outward and scene.text[draft.action.start : draft.action.end] != "分享" and (data or draft.has("sub-delegation")) and not to - set(INSIDE):
            unnamed = replace(draft.action, concept="anyone", kind="party")
            return replace(draft, recipients=(*draft.recipients, unnamed))
        return None

    def _with_people(self, scene: Scene, draft: Draft) -> Draft:
        """Return the draft with relatives and contacts read as what is handed over, not as who receives."""
        people = [party for party in scene.parties if party.concept in RELATIONS]
        data = [replace(party, concept="contact-person-info", kind="data") for party in people]
        receivers_left = tuple(party for party in draft.recipients if party not in people)
        return replace(draft, recipients=receivers_left, others=(*draft.others, *data))

    def _gives_something_else(self, scene: Scene, draft: Draft) -> bool:
        """Return whether what is given is a service, money or goods rather than data."""
        other = _OTHER_OBJECT.match(scene.text, draft.action.end)
        if other is None or self._object_is_data(scene, draft):
            return False
        return not any(
            data.end <= draft.action.start and scene.text.rfind("将", scene.part.start, data.start) >= max(scene.part.start, data.start - 12)
            for data in draft.of("data")
        )

    def _object_is_data(self, scene: Scene, draft: Draft) -> bool:
        """Return whether a kind of data follows the action with no comma and no other verb between."""
        verbs = [action.start for action in scene.of("action") if action.start >= draft.action.end]
        limit = min([scene.part.end, *verbs])
        return any(
            draft.action.end <= data.start < limit and not _COMMA.search(scene.text, draft.action.end, data.start)
            for data in draft.of("data")
        )

    # Stance ----------------------------------------------------------------------------------------

    def _stance(self, scene: Scene, draft: Draft) -> Stance:
        if draft.stance == "mentions":
            return "mentions"
        action = draft.action
        if _HOW.search(scene.words) and (scene.part.heading or "如何" in scene.words):
            return "mentions"
        if scene.part.heading and scene.part.lead is None and not (scene.has("may", "consents") or scene.of("data") and scene.outsiders):
            return "mentions"
        if concepts(draft.recipients) and concepts(draft.recipients) <= {"authority", *INSIDE} and draft.has("law-required"):
            return "mentions"
        if covering(scene.scopes, "exclusion", action.start, action.end):
            return "mentions"
        if covering(scene.scopes, "negation", action.start, action.end):
            word = covering(scene.scopes, "negation", action.start, action.end)
            conditional = word and (_IF.search(scene.text, scene.part.start, word.word[0]) or _ELSE.search(scene.text, word.word[0], scene.part.end))
            if action.concept == "entrust":
                return "mentions"
            return "mentions" if conditional or concepts(draft.actors) == {"borrower"} else "protects"
        if covering(scene.scopes, "limitation", action.start, action.end):
            return "mentions" if action.concept == "use" else "protects"
        if _DEFINITION.match(scene.words) and not _PROVIDER_IN_DEFINITION.search(scene.words):
            return "mentions"
        return "authorizes"

    # Inheritance -----------------------------------------------------------------------------------

    def _under_lead(self, draft: Draft, scene: Scene, lead: int) -> Draft:
        """Read an item with a verb of its own under its lead-in: exceptions for law and consent are none."""
        excepting = self._scenes[lead].scopes
        if any(scope.effect == "exception" for scope in excepting) and draft.action.concept == "seek-consent":
            return replace(draft, stance="mentions", context=lead)
        if any(scope.effect in ("exception", "limitation") for scope in excepting) and draft.stance == "authorizes":
            if draft.has("with-consent", "separate-consent") or (draft.has("law-required") and not concepts(draft.recipients) & {"partner", "affiliate"}):
                return replace(draft, stance="mentions", context=lead)
        return replace(draft, context=lead) if draft.context is None else draft

    def _inherit(self, scene: Scene) -> Iterator[Draft]:
        lead = scene.part.lead
        if lead is not None:
            yield from self._item(scene, lead)
        elif scene.index and not scene.part.heading:
            before = self._scenes[scene.index - 1]
            enumerated = before.words.endswith("；") and not scene.of("action") and not scene.has("consents")
            if before.part.clause == scene.part.clause and (enumerated or _CONTINUES.search(scene.words)):
                yield from self._continued(scene, scene.index - 1, enumerated=enumerated)

    def _item(self, scene: Scene, lead: int) -> Iterator[Draft]:
        if _is_statutory(self._scenes[lead]):
            return
        excepting = any(scope.effect == "exception" for scope in self._scenes[lead].scopes)
        if _FULL_SENTENCE.search(scene.words) or (excepting and not self._begins_item(scene)):
            return
        for draft in self._drafts[lead]:
            frame = self._frame(draft.action)
            if frame == "promise" and draft.stance == "protects" and not excepting and _LISTS_CASES.search(self._scenes[lead].words):
                yield replace(draft, part=scene.index, context=lead, implied=True)
                continue
            if frame in ("standing", "promise") or draft.stance == "mentions":
                continue
            if excepting and draft.stance == "protects":
                if scene.has("law-required", "with-consent", "separate-consent", "authority") or len(scene.words) < 6:
                    continue
                yield replace(draft.inherited(scene.index, lead, scene), stance="authorizes")
            elif scene.outsiders or {mention.concept for mention in scene.of("data")} & SPECIFIC:
                yield draft.inherited(scene.index, lead, scene)

    def _begins_item(self, scene: Scene) -> bool:
        """Return whether the part is the first of its list item."""
        before = self._scenes[scene.index - 1].part
        return before.clause != scene.part.clause or scene.index - 1 == scene.part.lead

    def _continued(self, scene: Scene, before: int, *, enumerated: bool) -> Iterator[Draft]:
        data = concepts(scene.of("data"))
        if not (data if enumerated else data & SPECIFIC):
            return
        for draft in self._drafts[before]:
            if draft.stance == "authorizes" and self._frame(draft.action) in ("handling", "giving"):
                yield draft.inherited(scene.index, before, scene)


def _without_cancelled(drafts: list[Draft]) -> list[Draft]:
    """Drop what another reading of the same part takes back: 「不影响使用」 takes back 「不同意就不能用」."""
    present = {draft.action.concept for draft in drafts if draft.stance == "protects"}
    dropped = {concept for promise, cancelled in _CANCELS.items() if promise in present for concept in cancelled}
    return [draft for draft in drafts if draft.action.concept not in dropped or draft.stance == "protects"]


def _overlaps(action: Mention, scene: Scene, *qualifiers: str) -> bool:
    """Return whether one of ``qualifiers`` overlaps ``action``: 「无需征得同意」 is no promise to ask."""
    return any(
        mention.concept in qualifiers and mention.start < action.end and action.start < mention.end
        for mention in scene.of("qualifier")
    )


def _is_statutory(scene: Scene) -> bool:
    """Return whether a lead-in opens the list of cases in which the law asks for no consent."""
    return scene.has("no-consent") and bool(re.search(r"法律|法规|例外|以下情形|下列情形|以下情况|下列情况", scene.words))


def _merged(drafts: list[Draft]) -> Iterator[Draft]:
    """Yield the drafts, those of one action, stance and actor in one part made one."""
    groups: dict[tuple[str, str, frozenset[str]], Draft] = {}
    for draft in drafts:
        key = (draft.action.concept, draft.stance, frozenset(concepts(draft.actors)))
        if key in groups:
            first = groups[key]
            recipients = tuple(dict.fromkeys((*first.recipients, *draft.recipients)))
            groups[key] = replace(first, recipients=recipients, implied=first.implied and draft.implied)
        else:
            groups[key] = draft
    yield from groups.values()
