"""What a good dossier is: each rule looks at one client's facts and says what is wrong, and what it costs.

The score is 100 less the points of what was found, not below 0. Whoever changes a rule, its points or its limits raises VERSION:
every score and every day of the trend says by which version it was given.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from dougong.kit.formats import check_uscc, normalise_phone, parse_email

VERSION = 1
#: Days without a word: with a contract or an opportunity open, and at all.
QUIET_BUSY, QUIET = 90, 365
MISSING, INVALID, STALE, CONTRADICTORY = "missing", "invalid", "stale", "contradictory"
KINDS: dict[str, tuple[str, str]] = {
    MISSING: ("缺失", "Missing"),
    INVALID: ("不合规", "Invalid"),
    STALE: ("过期", "Stale"),
    CONTRADICTORY: ("矛盾", "Contradictory"),
}


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Of one client, as they stand. `busy`: a contract in force or an opportunity open. Dates are the company's days."""

    today: dt.date
    created: dt.date
    name: str = ""
    uscc: str = ""
    kind: str = "employer"
    industry: str = ""
    region: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    legal_rep: str = ""
    website: str = ""
    since: dt.date | None = None
    has_owner: bool = False
    busy: bool = False
    last_contact: dt.date | None = None
    contacts: tuple[Person, ...] = ()
    unreadable: frozenset[str] = frozenset()  # fields that can't be decrypted: nothing is said of them

    @property
    def quiet_days(self) -> int:
        return (self.today - (self.last_contact or self.created)).days


Params = dict[str, Any]
Test = Callable[[Facts], Params | None]


@dataclass(frozen=True)
class Rule:
    """`test` answers what fills the sentences when something is wrong, else None. `field` is where to mend it."""

    code: str
    kind: str
    field: str
    points: int
    zh: str
    en: str
    test: Test


@dataclass(frozen=True)
class Finding:
    rule: Rule
    params: Params

    def sentence(self, language: str) -> str:
        return sentence(self.rule, self.params, language)


@dataclass(frozen=True)
class Verdict:
    score: int
    findings: tuple[Finding, ...]


def sentence(rule: Rule, params: Params, language: str) -> str:
    return (rule.en if language.startswith("en") else rule.zh).format_map(
        {"days": "?", "value": "", "why": "", **params}
    )


def _absent(name: str) -> Test:
    return lambda facts: None if getattr(facts, name) or name in facts.unreadable else {}


def _uscc(facts: Facts) -> Params | None:
    reason = check_uscc(facts.uscc).reason if facts.uscc else None
    return None if reason is None else {"why": reason.sentence("zh"), "why_en": reason.sentence("en")}


def _phone(text: str) -> bool:
    return bool(text) and normalise_phone(text).value is None


def _email(text: str) -> bool:
    return bool(text) and parse_email(text).value is None


_PLACEHOLDER = re.compile(r"(测试|test|无|暂无|未知|待定|客户|公司|[\d\W_]+|(.)\2{2,})", re.IGNORECASE)


def _name(facts: Facts) -> Params | None:
    return {"value": facts.name} if len(facts.name) < 2 or _PLACEHOLDER.fullmatch(facts.name.strip()) else None


def _contact_reach(facts: Facts) -> Params | None:
    wrong = [p.name for p in facts.contacts if _phone(p.phone) or _email(p.email)]
    return {"value": "、".join(wrong[:3])} if wrong else None


def _silent(facts: Facts) -> Params | None:
    mute = facts.contacts and not any(p.phone or p.email for p in facts.contacts) and not facts.unreadable
    return {} if mute else None


def _quiet_busy(facts: Facts) -> Params | None:
    return {"days": facts.quiet_days} if facts.busy and facts.quiet_days > QUIET_BUSY else None


def _quiet(facts: Facts) -> Params | None:
    return {"days": facts.quiet_days} if not facts.busy and facts.quiet_days > QUIET else None


#: Digits 3 to 8 of the code are the place that registered it (GB 32100); 100000 is the State Administration itself.
def _other_province(facts: Facts) -> Params | None:
    if len(facts.uscc) != 18 or not facts.region or check_uscc(facts.uscc).reason is not None:
        return None
    registered = facts.uscc[2:4]
    if registered == "10" or not registered.isdigit() or registered == facts.region[:2]:
        return None
    return {"value": facts.uscc[2:8]}


def _public_body(facts: Facts) -> Params | None:
    """A body registered as a company (9) is no public body, one registered as a public body (1) is no company."""
    first = facts.uscc[:1]
    if facts.kind == "government" and first == "9":
        return {"why": "代码以 9 开头，是企业", "why_en": "its code begins with 9: a company"}
    if facts.kind not in ("government", "other", "design_institute") and first == "1" and facts.uscc:
        return {"why": "代码以 1 开头，是机关或事业单位", "why_en": "its code begins with 1: a public body"}
    return None


def _future(facts: Facts) -> Params | None:
    return {"value": facts.since.isoformat()} if facts.since and facts.since > facts.today else None


def _twins(facts: Facts) -> Params | None:
    """One person entered twice: the same phone under two names, or the same name with two phones is told apart by people."""
    seen: dict[str, str] = {}
    for person in facts.contacts:
        if person.phone and seen.setdefault(person.phone, person.name) != person.name:
            return {"value": f"{seen[person.phone]}、{person.name}"}
    return None


RULES: tuple[Rule, ...] = (
    Rule("missing.owner", MISSING, "owner", 12, "没有负责人", "Nobody owns it", lambda f: None if f.has_owner else {}),
    Rule("missing.uscc", MISSING, "uscc", 12, "没有统一社会信用代码", "No unified social credit code", _absent("uscc")),
    Rule("missing.contact", MISSING, "contacts", 12, "没有联系人", "No contact person", _absent("contacts")),
    Rule("missing.phone", MISSING, "phone", 8, "没有电话", "No phone", _absent("phone")),
    Rule(
        "missing.reach",
        MISSING,
        "contacts",
        6,
        "联系人没有电话也没有邮箱",
        "No contact has a phone or an e-mail address",
        _silent,
    ),
    Rule("missing.industry", MISSING, "industry", 5, "没有行业", "No industry", _absent("industry")),
    Rule("missing.region", MISSING, "region", 5, "没有地区", "No region", _absent("region")),
    Rule("missing.address", MISSING, "address", 4, "没有注册地址", "No registered address", _absent("address")),
    Rule(
        "missing.legal_rep", MISSING, "legal_rep", 4, "没有法定代表人", "No legal representative", _absent("legal_rep")
    ),
    Rule("invalid.uscc", INVALID, "uscc", 15, "信用代码不对：{why}", "The credit code is wrong: {why_en}", _uscc),
    Rule("invalid.name", INVALID, "name", 10, "名称「{value}」像是随手填的", "The name “{value}” looks made up", _name),
    Rule(
        "invalid.phone",
        INVALID,
        "phone",
        8,
        "电话不是有效的号码",
        "The phone is no valid number",
        lambda f: {} if _phone(f.phone) else None,
    ),
    Rule(
        "invalid.email",
        INVALID,
        "email",
        5,
        "邮箱不是有效的地址",
        "The e-mail address is not valid",
        lambda f: {} if _email(f.email) else None,
    ),
    Rule(
        "invalid.contact",
        INVALID,
        "contacts",
        5,
        "联系人的电话或邮箱无效：{value}",
        "Phone or e-mail of a contact is not valid: {value}",
        _contact_reach,
    ),
    Rule(
        "stale.busy",
        STALE,
        "timeline",
        15,
        "有合同或商机在进行，已 {days} 天没有跟进",
        "Business is under way, and nobody followed up for {days} days",
        _quiet_busy,
    ),
    Rule("stale.quiet", STALE, "timeline", 8, "已 {days} 天没有跟进", "Nobody followed up for {days} days", _quiet),
    Rule(
        "contradictory.region",
        CONTRADICTORY,
        "region",
        8,
        "信用代码登记在 {value}，与地区不在一个省",
        "The credit code was given in {value}, another province than the region",
        _other_province,
    ),
    Rule(
        "contradictory.kind",
        CONTRADICTORY,
        "kind",
        8,
        "类型与信用代码矛盾：{why}",
        "Kind and credit code disagree: {why_en}",
        _public_body,
    ),
    Rule(
        "contradictory.since",
        CONTRADICTORY,
        "since",
        5,
        "开始合作的日期 {value} 在将来",
        "The client since {value}, which is in the future",
        _future,
    ),
    Rule(
        "contradictory.twins",
        CONTRADICTORY,
        "contacts",
        5,
        "同一个电话记在两个联系人名下：{value}",
        "Two contacts have the same phone: {value}",
        _twins,
    ),
)
BY_CODE = {rule.code: rule for rule in RULES}


def judge(facts: Facts) -> Verdict:
    """Every rule, in their order."""
    found = tuple(_found(facts))
    return Verdict(max(0, 100 - sum(finding.rule.points for finding in found)), found)


def _found(facts: Facts) -> Iterator[Finding]:
    for rule in RULES:
        params = rule.test(facts)
        if params is not None:
            yield Finding(rule, params)
