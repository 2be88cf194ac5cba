"""Which column of a stranger's spreadsheet is which of our fields. Pure: headers and sample cells in,
suggestions out."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from dougong.kit.formats import (
    half_width,
    is_blank,
    normalise_phone,
    parse_amount,
    parse_date,
    parse_email,
    simplified,
)
from dougong.kit.formats.amounts import Unit

#: Filled cells of a column that are looked at, and rows of a long table that are asked for them first.
SAMPLE, LOOKED_AT = 200, 2_000
#: What Chinese companies call the usual columns, by meaning. Fields take from here what they need.
SYNONYMS: Mapping[str, tuple[str, ...]] = {
    meaning: tuple(names.split("|"))
    for meaning, names in {
        "company": "客户名称|客户|单位|单位名称|公司|公司名|公司名称|企业名称|企业|甲方|甲方名称|业主|业主单位"
        "|建设单位|发包人|购买方|客户全称|名称|client|customer|company|company name|client name|customer name"
        "|account name",
        "uscc": "统一社会信用代码|社会信用代码|信用代码|统一信用代码|税号|纳税人识别号|纳税识别号|营业执照号"
        "|组织机构代码|uscc|tax number|tax id|credit code",
        "legal_rep": "法定代表人|法人代表|法人|法人姓名|legal representative|legal rep",
        "person": "联系人|联络人|联系人姓名|经办人|负责人|对接人|客户联系人|姓名|项目联系人|主要联系人|contact"
        "|contact name|contact person",
        "phone": "电话|手机|手机号|手机号码|联系电话|联系方式|电话号码|固定电话|座机|联系手机|phone|mobile|tel"
        "|telephone|contact number",
        "email": "邮箱|电子邮箱|邮件|邮箱地址|电子邮件|e-mail|email|mail|email address",
        "address": "地址|注册地址|单位地址|公司地址|联系地址|办公地址|通讯地址|经营地址|住所|address"
        "|registered address",
        "industry": "行业|所属行业|行业类别|行业分类|industry|sector",
        "employees": "员工人数|人数|员工数|公司规模|人员规模|employees|headcount",
        "turnover": "年营业额|营业额|年收入|营业收入|年产值|turnover|revenue",
        "since": "首次合作日期|首次合作|首次合作时间|合作日期|合作时间|签约日期|签订日期|建档日期"
        "|first cooperation|client since|signed on",
        "contract_total": "累计合同额|合同总金额|合同金额|合同额|累计金额|合同总额|成交金额|累计合同金额"
        "|contract amount|contract value|total contracts",
        "source": "来源|客户来源|线索来源|渠道|source|lead source",
        "notes": "备注|说明|备注说明|附注|notes|remarks|comment",
        "serial": "序号|编号|no|no.|#|number|行号",
    }.items()
}

_UNIT_WORDS: dict[str, Unit] = {
    "元": "元",
    "千元": "千元",
    "万元": "万元",
    "万": "万元",
    "百万元": "百万元",
    "百万": "百万元",
    "亿元": "亿元",
    "亿": "亿元",
}
_UNIT = re.compile(
    r"(?:[(\[【/,、]|单位)\s*(?:单位)?\s*:?\s*(?:人民币)?\s*(百万元?|千元|万元?|亿元?|元)\s*[)\]】]?\s*$"
)
_BARE_UNIT = re.compile(r"(百万元|千元|万元|亿元)$")
_NOISE = re.compile(r"[\s*＊:：_\-—./\\]+|\([^)]*\)|\[[^\]]*\]|【[^】]*】|(?:必填|选填)")
_COMPANY = re.compile(
    r"(?:公司|集团|[厂院所局部社店]|中心|银行|合伙企业\)?|合伙企业\(有限合伙\)|大学|学校|医院|事务所|协会|委员会|政府)\)?$"
)
_ADDRESS = re.compile(r"[省市区县镇乡路街道巷弄].*\d+\s*(?:号|弄|幢|栋|楼|室|层)|[省州市].{1,9}[区县市旗]")
_PERSON = re.compile(r"[\u4e00-\u9fff]{2,4}|[A-Za-z]+(?:[ .][A-Za-z]+){1,2}")
_USCC_LIKE = re.compile(r"[0-9A-Za-z]{2}[0-9OoIiLl]{6}[0-9A-Za-z]{10}")


@dataclass(frozen=True, slots=True)
class TargetField:
    """A field that a column may fill. `kind` is one of company, uscc, person, phone, email, address, date, amount, number
    (whole, not negative), decimal, bool, choice, region, text; `required`, `max_length` and `choices` count when rows are
    checked."""

    key: str
    zh: str
    en: str
    kind: str = "text"
    synonyms: tuple[str, ...] = ()
    required: bool = False
    max_length: int = 200
    choices: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`column` counts from 0 in the headers given. `confidence` is 0…1; `why` is exact (the header is a name
    of the field), part (the header contains one), content (only the cells look like it). `unit` is an
    amount's, from the header: pass it to `parse_amount`."""

    column: int
    field: str
    confidence: float
    why: str
    unit: Unit | None = None


def suggest(
    headers: Sequence[str], sample_rows: Sequence[Sequence[object]], fields: Sequence[TargetField]
) -> list[Suggestion]:
    """At most one field per column and one column per field, the surest pairs first; sorted by column."""
    samples = [_sample(sample_rows, column) for column in range(len(headers))]
    pairs: list[tuple[float, int, int, str]] = []
    for column, header in enumerate(headers):
        for rank, field in enumerate(fields):
            confidence, why = _confidence(header, samples[column], field)
            if confidence >= 0.45:
                pairs.append((confidence, column, rank, why))
    pairs.sort(key=lambda pair: (-pair[0], pair[2], pair[1]))
    columns: set[int] = set()
    ranks: set[int] = set()
    chosen: list[Suggestion] = []
    for confidence, column, rank, why in pairs:
        if column in columns or rank in ranks:
            continue
        columns.add(column)
        ranks.add(rank)
        field = fields[rank]
        unit = header_unit(headers[column]) if field.kind == "amount" else None
        chosen.append(Suggestion(column, field.key, round(confidence, 2), why, unit))
    return sorted(chosen, key=lambda s: s.column)


def header_unit(header: str) -> Unit | None:
    """合同总金额(万元) → 万元."""
    text = half_width(header).strip()
    found = _UNIT.search(text) or _BARE_UNIT.search(text)
    return _UNIT_WORDS[found[1]] if found else None


def header_key(header: str) -> str:
    """A header without brackets, signs, spaces and case, in simplified characters: for comparing."""
    text = simplified(half_width(str(header))).casefold()
    return _NOISE.sub("", text) or "".join(text.split())


def _sample(rows: Sequence[Sequence[object]], column: int) -> list[object]:
    """Filled cells of a column, spread over all rows."""
    for part in (_some(rows), rows) if len(rows) > 2 * LOOKED_AT else (rows,):
        cells = [row[column] for row in part if column < len(row) and not is_blank(row[column])]
        if len(cells) >= SAMPLE:
            break
    return cells[:: max(1, len(cells) // SAMPLE)][:SAMPLE]


def _some(rows: Sequence[Sequence[object]]) -> list[Sequence[object]]:
    """Drawn by lot, the same each time: every fiftieth row may be of a kind."""
    return [rows[place] for place in sorted(random.Random(len(rows)).sample(range(len(rows)), LOOKED_AT))]  # noqa: S311  no secret


def _confidence(header: str, sample: list[object], field: TargetField) -> tuple[float, str]:
    by_header, why = _by_header(header, field)
    likeness = _likeness(sample, field.kind)
    if by_header:
        if likeness is None:
            return by_header * 0.9, why
        if likeness < 0.2 and len(sample) >= 5:
            return by_header * (0.6 if _surely(header, why) else 0.4), why
        return by_header * (0.75 + 0.25 * likeness), why
    if likeness is not None and field.kind in _DISTINCT and len(sample) >= 3 and not _names_another(header):
        return 0.6 * likeness, "content"
    return 0.0, ""


def _surely(header: str, why: str) -> bool:
    """A column may be full of wrong numbers or of short names and still be what it says; a word of two characters
    (单位, 名称) says too little."""
    return why == "exact" and len(header_key(header)) > 2


def _by_header(header: str, field: TargetField) -> tuple[float, str]:
    key = header_key(header)
    if not key:
        return 0.0, ""
    names = [header_key(name) for name in (field.zh, field.en, *field.synonyms)]
    if key in names:
        return 1.0 - 0.001 * names.index(key), "exact"
    best = 0.0
    for name in names:
        if len(name) < 2 or name not in key:
            continue
        share = len(name) / len(key)
        # Chinese and English heads stand last: 单位地址 is an address, 客户邮箱 a mailbox.
        best = max(best, (0.7 if key.endswith(name) else 0.45) + 0.25 * share)
    return best, "part" if best else ""


def _names_another(header: str) -> bool:
    """A header that is a usual name of something is not overruled by how its cells look."""
    key = header_key(header)
    return any(key == header_key(name) for names in SYNONYMS.values() for name in names)


def _looks_amount(value: object) -> bool:
    return parse_amount(value, allow_negative=True).fen is not None


def _looks_date(value: object) -> bool:
    result = parse_date(value)
    return result.value is not None or bool(result.choices)


def _looks_number(value: object) -> bool:
    if isinstance(value, int | float):
        return True
    return bool(re.search(r"\d", str(value))) and len(str(value)) <= 12


def _matches(pattern: re.Pattern[str]) -> Callable[[object], bool]:
    return lambda value: isinstance(value, str) and bool(pattern.fullmatch("".join(half_width(value).split())))


def _finds(pattern: re.Pattern[str]) -> Callable[[object], bool]:
    return lambda value: isinstance(value, str) and bool(pattern.search("".join(half_width(value).split())))


_LOOKS: dict[str, Callable[[object], bool]] = {
    "uscc": _matches(_USCC_LIKE),
    "phone": lambda value: normalise_phone(value).value is not None,
    "email": lambda value: parse_email(value).value is not None,
    "company": _finds(_COMPANY),
    "address": _finds(_ADDRESS),
    "person": _matches(_PERSON),
    "date": _looks_date,
    "amount": _looks_amount,
    "number": _looks_number,
}
#: Kinds that cells alone give away.
_DISTINCT = {"uscc", "phone", "email", "company", "address"}


def _likeness(sample: list[object], kind: str) -> float | None:
    """The share of cells that look like `kind`; `None` where nothing can be said."""
    looks = _LOOKS.get(kind)
    if looks is None or not sample:
        return None
    return sum(1 for value in sample if looks(value)) / len(sample)
