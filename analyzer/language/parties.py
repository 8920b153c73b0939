"""Who is who in each contract: 甲方, 乙方, …, and the short names a document gives itself and others.

A file may hold several contracts, and 甲方 may change meaning between them: roles are resolved per contract.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

_LETTERS = "甲乙丙丁戊己"
_BORROWER = (
    "借款人|借款方|借入|融资人|融资方|债务人|承租|申请人|(?<!被)授权人|持卡人|用户(?!端|名)|客户(?!端)|会员"
    "|借款企业|委托人"
)
_GUARANTOR = "担保人|保证人|担保方|抵押人|出质人|共同借款|付款人|买受人"
_PROVIDER = (
    "出借|贷款人|贷款方|债权人|平台|居间|服务方|服务商|公司|银行|中心|咨询方|出租|受托|管理人|放款|受让|保险"
)
_SURE = 2  # duties and consents that make a letter the borrower where the text names the borrower otherwise
_LENDER = "出借|贷款人|贷款方|放款|银行|小额贷款|消费金融|信托|债权人"
_SERVICER = "平台|居间|服务|信息|科技|咨询|网络|管理"
_OUTSIDE = re.compile(r"第三方|合作|数据|征信|支付|担保|保险|供应商")
_IN_BRACKETS = re.compile(rf"([{_LETTERS}])方\s?[（(]([^）)\n]{{1,30}})[）)]")
# What stands before the bracket is looked up second: a search goes fast to a bracket, slowly to any words.
_NAMED_AS = re.compile(
    rf"（(?<=[^\n，。；：（）]{{2}}（)[^）\n]{{0,8}}[“\"「]?([{_LETTERS}])方[”\"」]?[^）\n]{{0,4}}）"
)
_NAME_BEFORE = re.compile(r"[^\n，。；：（）]{2,24}$")
_PREAMBLE = re.compile(rf"(?:^|\n)\s?([{_LETTERS}])方\s?[:：]\s?([^\n]{{0,40}})")
_DUTY = re.compile(
    rf"([{_LETTERS}])方(?:应|须|必须|承诺|保证|未能|未|需|不能|可以|申请|向出借人|拟)*[^。；\n甲乙丙丁]{{0,14}}"
    r"(?:还款|偿还|归还|逾期(?!催收|管理|贷款|债权|账款)|(?:申请|拟|需要|向[^，。；]{1,6})借款|清偿)"
)
_CONSENT = re.compile(
    rf"([{_LETTERS}])方(?:在此|兹|特此|自愿|不可撤销|无条件|地|知悉|知晓|理解|确认|并|、|已)*(?:同意|授权|委托)(?:并授权|授权)?(?:[{_LETTERS}]方|，)"
)
_ALIAS = re.compile(
    r"([\u4e00-\u9fffA-Za-z0-9（）()【】]{0,40})[（(](?:以下|下|合)?(?:统)?(?:简称|称|称为)(?:为)?[：:]?([^）)\n]{1,40})[）)]"
)
_QUOTED = re.compile(r"[“\"「『]([^”\"」』“「『]{1,12})[”\"」』]")
_TITLE = re.compile(
    r"(?:^|[\n《“ ])([\u4e00-\u9fffA-Za-z0-9]{2,14}?)(?:APP|App)?(?:的)?(?:用户|个人)?"
    r"(?:隐私政策|隐私权政策|隐私协议|隐私声明|服务协议|注册协议|用户协议|使用协议|隐私保护)"
)
_ACTS = re.compile(
    r"(?:^|(?<=[\n，。；：、（）\s]))([\u4e00-\u9fffA-Za-z]{2,5}?)"
    r"(?:(?:均|亦|也|仍)?有权|将(?!来)|会(?!员|议)|不会|不承担|不负|保留|无需|无义务)"
)
_NO_BRAND = re.compile(
    r"[的了是在与和或及对向从由被把将其该本此各如若即并但而且为以则均也仍还又都应可不我您他她它这那]"
    r"|[方人者司行院构门台户员款息议约费务期后时额率等们统件]$|^[甲乙丙丁戊己]"
)
_USED = re.compile(r"(?:使用|登录|注册|访问)([\u4e00-\u9fffA-Za-z]{2,8}?平台)")
_NOT_OWN = re.compile(r"第三方|合作|其他|其它|各|交易|电商|社交|贷款|借款|支付|的|本|该|或|和|及|与")
_OFTEN = 3  # times a name acts before it is taken for a party
_LENDS = re.compile(r"出借人|出借方|贷款人|借出人|投资人|资金方|资金提供方")
_GO_BETWEENS = (
    "平台",
    "本平台",
    "平台方",
    "居间人",
    "居间方",
    "管理方",
    "管理人",
    "服务方",
    "咨询方",
    "代理人",
    "信息中介",
)
_REPAYS = re.compile(
    r"贷款人(?:应|须|未能|未|逾期|有义务|承诺|保证)[^。；\n]{0,14}(?:还款|偿还|归还|逾期|清偿)"
)
_PRONOUNS = dict.fromkeys(("您", "本人"), "borrower") | dict.fromkeys(("我们", "我司", "我行"), "provider")
_NO_PARTY = re.compile(
    r"协议|合同|政策|条款|授权书|网站|服务|信息|资料|数据|权利|账户|办法|规则|本金|借款$|债权$|[甲乙丙丁戊己]方"
)
_NOT_A_NAME = re.compile(
    r"^(?:用户|个人|会员|本|该|服务|平台|隐私|注册|借款|贷款|您|我们|其|第三方|信息|电子|网络)"
    r"|居间|贷后|借贷|租赁|保理|出借|代扣|咨询|注册|采集|账户|同意|网站$"
)


@dataclass(frozen=True, slots=True)
class Alias:
    """A name that stands for a party (a concept of the lexicon) inside ``[start, end)`` of the text."""

    name: str
    party: str
    start: int
    end: int


def resolve_parties(
    text: str, contracts: list[tuple[int, int]], boundaries: Container[int] = ()
) -> list[Alias]:
    """Return the aliases of every contract; ``contracts`` are ranges of the normalised text.

    ``boundaries`` are the edges of words: a brand that nothing introduces is no word of the dictionary.
    """
    aliases: list[Alias] = []
    roles: dict[str, str] = {}
    for start, end in contracts:
        roles = _letter_roles(text[start:end], roles)
        aliases += [Alias(f"{letter}方", role, start, end) for letter, role in roles.items()]
    role = "servicer" if _LENDS.search(text) else "provider"
    acts = [match.span(1) for match in _ACTS.finditer(text)]
    acting = Counter(text[start:end] for start, end in acts)
    named = {
        name: _own(party, name, described, role, acting[name])
        for name, party, described in _short_names(text)
    }
    named = dict.fromkeys(_platforms(text), role) | named
    if role == "servicer":
        named = dict.fromkeys(_GO_BETWEENS, role) | named
    if "借款人" not in text and len(_REPAYS.findall(text)) >= _SURE:
        named["贷款人"] = "borrower"  # as some call whoever takes the loan
    aliases += [Alias(name, party, 0, len(text)) for name, party in named.items()]
    aliases += [
        Alias(name, role, 0, len(text)) for name in _brands(text, acts, boundaries) if name not in named
    ]
    return aliases


def _brands(text: str, acts: Iterable[tuple[int, int]], boundaries: Container[int]) -> Iterator[str]:
    """Yield the names that act like a party (X有权, X将, X不会) and are no word of the dictionary."""
    acting = Counter(
        text[start:end]
        for start, end in acts
        if not _NO_BRAND.search(text[start:end])
        and any(inner in boundaries for inner in range(start + 1, end))
    )
    for name, times in acting.items():
        if times >= _OFTEN and text.count(name) > _OFTEN:
            yield name


def _platforms(text: str) -> Iterator[str]:
    """Yield the names of platforms that users are often said to use (使用小豆贷平台), introduced or not."""
    for name, times in Counter(_USED.findall(text)).items():
        if times >= _OFTEN and not _NOT_OWN.search(name):
            yield name


def _letter_roles(text: str, before: dict[str, str]) -> dict[str, str]:
    """Return who each letter is in one contract; one that declares nobody keeps the parties ``before`` it."""
    letters = [letter for letter in _LETTERS if f"{letter}方" in text]
    declared: dict[str, str] = {}
    names: dict[str, str] = {}
    for letter, words in _declarations(text):
        names[letter] = names.get(letter, "") + words
        role = _role_of(words)
        if role and letter not in declared:
            declared[letter] = role
    if "borrower" not in declared.values():
        guess = _guess_borrower(text, [letter for letter in letters if declared.get(letter) is None])
        if guess:
            declared[guess] = "borrower"
    if not declared and before:
        return before
    return {letter: _servicer(declared.get(letter, "provider"), letter, names, text) for letter in letters}


def _servicer(role: str, letter: str, names: Mapping[str, str], text: str) -> str:
    """Return "servicer" for a platform or consultant where somebody else lends the money."""
    words = names.get(letter, "")
    if (
        role == "provider"
        and re.search(_SERVICER, words)
        and not re.search(_LENDER, words)
        and re.search(r"出借人|贷款人|资金方|出借方", text)
    ):
        return "servicer"
    return role


def _declarations(text: str) -> Iterator[tuple[str, str]]:
    for match in _IN_BRACKETS.finditer(text):
        yield match[1], match[2]
    for match in _NAMED_AS.finditer(text):
        for name in _NAME_BEFORE.findall(text, max(0, match.start() - 24), match.start()):
            yield match[1], name
    for match in _PREAMBLE.finditer(text):
        yield match[1], match[2]


def _role_of(words: str) -> str | None:
    for role, pattern in (("guarantor", _GUARANTOR), ("borrower", _BORROWER), ("provider", _PROVIDER)):
        if re.search(pattern, words):
            return role
    return None


def _guess_borrower(text: str, letters: list[str]) -> str | None:
    """Return the party that owes and consents most often, None where nothing tells."""
    score = Counter(match[1] for match in _DUTY.finditer(text))
    score.update(match[1] for match in _CONSENT.finditer(text))
    ranked = [(score[letter], -index) for index, letter in enumerate(letters)]
    named = re.search(r"借款人|借款方|您|本人|用户", text)
    if not ranked or max(ranked)[0] < (_SURE if named else 1):
        return None
    return letters[-max(ranked)[1]]


def _own(party: str, name: str, described: str, role: str, acts: int) -> str:
    """Return ``party``; as provider where an "outsider" acts often, as ``role`` where it arranges loans."""
    if party == "partner" and acts >= _OFTEN:
        party = "provider"
    return role if party == "provider" and _arranges(name, described) else party


def _arranges(name: str, described: str) -> bool:
    """Return whether a provider is a platform or a consultant by its name, and no lender."""
    words = described[-24:] + name
    return bool(re.search(_SERVICER, words)) and not re.search(_LENDER, words)


def _short_names(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield (name, party, what it is called before) of 以下简称, and the name in the document's title."""
    seen: set[str] = set()
    lines = [line for line in text.split("\n") if "称" in line]
    for match in chain.from_iterable(map(_ALIAS.finditer, lines)):
        for quoted in _QUOTED.finditer(match[2]) if _QUOTED.search(match[2]) else ():
            name = quoted[1].strip()
            party = _party_named(name, match[1])
            if party and name not in seen:
                seen.add(name)
                yield name, party, match[1]
    title = _TITLE.search(text[:200])
    if title and title[1] not in seen and not _NOT_A_NAME.match(title[1]):
        yield title[1], "provider", ""


def _party_named(name: str, described: str) -> str | None:
    if _NO_PARTY.search(name):
        return None
    if name in _PRONOUNS:
        return _PRONOUNS[name]
    if re.search(_BORROWER, name) or re.search(rf"(?:{_BORROWER})$", described):
        return "borrower"
    if _OUTSIDE.search(described[-24:]) and not re.search(r"我们|平台", name):
        return "partner"
    if re.search(r"公司|银行|平台|中心|运营|我们|出借|贷款", described + name):
        return "provider"
    return None
