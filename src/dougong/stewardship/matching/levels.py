"""The comparisons of the model, level by level: for each a condition in SQL that DuckDB and Spark both run, and what it
says in both languages. The first level that holds is the pair's. Weights are in `weights.json`. Pure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Level:
    """`code` is the level's name in weights and explanations. `null`: nothing can be said, the weight is nought.
    `apart`: two rows at this level are never one client, whatever else agrees. `ask` is always, or without_code: they may be, but
    a person has to say so (unless both have one code). `ask` no: not even for review without one code in both, since
    neighbours share a phone, a bookkeeper and a building all at once."""

    code: str
    sql: str
    zh: str
    en: str
    null: bool = False
    apart: bool = False
    ask: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    code: str
    zh: str
    en: str
    columns: tuple[str, ...]
    levels: tuple[Level, ...]


def _empty(column: str) -> str:
    return f"({column}_l is null or {column}_r is null)"


def _same(column: str) -> str:
    return f"{column}_l = {column}_r"


def _unlike(column: str) -> str:
    """One says something that the other does not say."""
    return f"coalesce({column}_l, '') <> coalesce({column}_r, '')"


def _few(column: str, most: int) -> str:
    return f"coalesce({column}_l, 1) <= {most}"


def _begins(longer: str, shorter: str, key: str, letters: str) -> str:
    """The longer name begins with the shorter one, but for one character, and goes on for two or more."""
    long, short = f"{key}_{longer}", f"{key}_{shorter}"
    head = f"left({letters}_{longer}, length({short}))"
    return (
        f"(length({long}) >= length({short}) + 2 and length({short}) >= 2 and (left({long}, length({short})) = {short}"
        f" or (length({short}) >= 5 and levenshtein({head}, {letters}_{shorter}) <= 1)))"
    )


def _holds(longer: str, shorter: str, column: str) -> str:
    long, short = f"{column}_{longer}", f"{column}_{shorter}"
    return f"(length({short}) >= 2 and length({long}) > length({short}) and replace({long}, {short}, '') <> {long})"


_FULL = "form_l = 'full' and form_r = 'full'"
_SHORT = "(form_l = 'short' or form_r = 'short')"
#: A short name leaves words out, it does not add 集团.
_GROUP = "((grp_l = '1' and grp_r = '0' and form_r = 'full') or (grp_r = '1' and grp_l = '0' and form_l = 'full'))"
_SUBSIDIARY = " or ".join(
    f"(form_{short} = 'full' and ({_begins(long, short, 'stem_key', 'stem_letters')}"
    f" or {_begins(long, short, 'name_key', 'name_letters')}))"
    for long, short in (("l", "r"), ("r", "l"))
)
_PLACES_APART = (
    "(place_l is not null and place_r is not null and place_l <> place_r"
    " and replace(place_l, place_r, '') = place_l and replace(place_r, place_l, '') = place_r)"
)
_SHORT_OF = " or ".join(
    f"(form_{short} = 'short' and {_holds(long, short, 'name_key')})" for long, short in (("l", "r"), ("r", "l"))
)
#: Two short words that only sound alike (恒益, 恒逸) are two words.
_CORE = f"{_same('name_key')} and (core_l = core_r or length(name_key_l) >= 4)"
_ALONE = "coalesce(key_codes_l, 1) <= 1 and coalesce(key_places_l, 1) <= 1"

NAME = Comparison(
    "name",
    "名称",
    "Name",
    ("plain", "stem", "core", "stem_shape", "stem_key", "name_key", "brand_key", "trade", "place", "inner_place", "form", "grp", "branch",
     "ordinal", "key_codes", "key_places"),
    (
        Level("none", _empty("plain"), "没有名称", "no name", null=True),
        Level("branch", _unlike("branch"), "一方是分支机构", "one is a branch", apart=True),
        Level("bare", "(form_l = 'bare' or form_r = 'bare')", "名称只剩行业词", "a trade alone, which names nobody", ask="no"),
        Level("same", f"{_same('plain')} and {_FULL}", "全称相同", "same full name"),
        Level("same_own", f"{_same('plain')} and {_ALONE}", "简称相同，只此一家在用", "same short name, used by one client"),
        Level("same_shared", _same("plain"), "简称相同，有多家在用", "same short name, used by several"),
        Level("stem", f"{_same('stem')} and {_FULL}", "仅组织形式写法不同", "legal form written differently"),
        Level("stem_own", f"{_same('stem')} and {_ALONE}", "省略了组织形式", "legal form left out"),
        Level("stem_shared", _same("stem"), "省略了组织形式，字号有多家在用", "legal form left out, core used by several"),
        Level("shape", f"{_same('stem_shape')} and length(stem_key_l) >= 5", "形近字", "look-alikes"),
        Level("alike", f"{_same('stem_key')} and length(stem_key_l) >= 7", "音近字", "sound-alikes"),
        Level("alike_short", f"{_same('stem_key')} and length(stem_key_l) >= 3", "音近或形近字（名称短）",
              "sound-alikes (short name)"),
        Level("ordinal", _unlike("ordinal"), "序号或方位不同", "another number or side", apart=True),
        Level("subsidiary", _SUBSIDIARY, "一方名称多出字号或业务词，是另一家公司", "one name goes on: a subsidiary",
              apart=True),
        Level("inner", f"{_unlike('inner_place')} and {_FULL}"
              " and levenshtein(stem_letters_l, stem_letters_r) > 1", "括号中的地名不同", "another place in brackets",
              apart=True),
        Level("inner_short", f"{_same('name_key')} and {_unlike('inner_place')}", "一方括号中多出地名",
              "one has a place in brackets", ask="always"),
        Level("elsewhere", f"{_same('name_key')} and {_PLACES_APART}", "字号相同，地名不同", "same core, another place",
              ask="always"),
        Level("group", f"{_same('name_key')} and {_GROUP}", "一方是集团", "one is a group",
              ask="always"),
        Level("core_own", f"{_CORE} and {_SHORT} and {_ALONE}", "简称，字号只此一家",
              "short name, core used by one client"),
        Level("core_shared", f"{_CORE} and {_SHORT}", "简称，字号有多家在用",
              "short name, core used by several"),
        Level("core_full_own", f"{_CORE} and {_ALONE}", "一方省略地名", "place left out", ask="without_code"),
        Level("core_full", _CORE, "一方省略地名，字号有多家在用", "place left out, core used by several",
              ask="without_code"),
        Level("short_of", _SHORT_OF, "一方可能是另一方的简称", "one may be short for the other"),
        Level("trade", f"{_same('brand_key')} and trade_l is not null and trade_r is not null and {_unlike('trade')}",
              "字号相同，行业词不同", "same brand, another trade", ask="no"),
        Level("half", "levenshtein(stem_letters_l, stem_letters_r) <= 1 and length(brand_key_l) = 2"
              f" and length(brand_key_r) = 2 and {_unlike('brand_key')}", "两字字号差一字", "half of the brand differs",
              ask="no"),
        Level("letter_long", "levenshtein(stem_letters_l, stem_letters_r) <= 1 and length(stem_key_l) >= 8", "一字之差（长名称）",
              "one character differs (long name)"),
        Level("letter", "levenshtein(stem_letters_l, stem_letters_r) <= 1 and length(stem_key_l) >= 5", "一字之差",
              "one character differs"),
        Level("core_letter", f"levenshtein(name_letters_l, name_letters_r) <= 1 and length(name_key_l) >= 5"
              f" and not {_PLACES_APART}", "字号一字之差", "one character of the core differs"),
        Level("letters", "levenshtein(stem_letters_l, stem_letters_r) <= 2 and length(stem_key_l) >= 8", "两字之差",
              "two characters differ"),
        Level("brand", f"{_same('brand_key')} and length(brand_key_l) >= 2", "仅字号相同", "only the brand agrees",
              ask="no"),
        Level("else", "ELSE", "名称不同", "different names", ask="no"),
    ),
)  # fmt: skip

CODE = Comparison(
    "code",
    "信用代码",
    "Credit code",
    ("code", "code_ok", "org"),
    (
        Level("none", _empty("code"), "至少一方没有代码", "one has no code", null=True),
        Level("same", f"{_same('code')} and code_ok_l = '1'", "代码相同", "same code"),
        Level("same_wrong", _same("code"), "代码相同（校验不过）", "same code, check fails"),
        Level("org", _same("org"), "组织机构代码相同", "same organisation code"),
        Level("slip", "(code_ok_l = '0' or code_ok_r = '0') and length(code_l) = length(code_r)"
              " and levenshtein(code_l, code_r) <= 2", "代码差一两位，一方校验不过", "a slip in one code"),
        Level("differ", "code_ok_l = '1' and code_ok_r = '1'", "两个有效代码不同", "two valid codes", ask="always"),
        Level("else", "ELSE", "代码不同", "different codes"),
    ),
)  # fmt: skip

#: Names near enough for a phone, mailbox or room that several use to say something.
_KIN = f"({_same('brand_key')} or (length(brand_key_l) >= 3 and levenshtein(stem_letters_l, stem_letters_r) <= 1))"
_KIN_COLUMNS = ("brand_key", "stem_letters")
_PHONE = "(phone_l = phone_r or phone2_l = phone_r or phone_l = phone2_r)"
PHONE = Comparison(
    "phone",
    "电话",
    "Phone",
    ("phone", "phone2", "phone_n", *_KIN_COLUMNS),
    (
        Level("none", _empty("phone"), "至少一方没有电话", "one has no phone", null=True),
        Level("same", f"{_PHONE} and {_few('phone_n', 2)}", "电话相同", "same phone"),
        Level("stranger", f"{_PHONE} and not {_KIN}", "电话相同，几家共用，名称不近", "same phone of several, names unlike"),
        Level("shared", f"{_PHONE} and {_few('phone_n', 5)}", "电话相同，几家共用", "same phone, used by several"),
        Level("switchboard", _PHONE, "电话相同，是多家共用的总机", "same phone, a switchboard"),
        Level("slip", "length(phone_l) = length(phone_r) and levenshtein(phone_l, phone_r) = 1", "电话差一位",
              "one digit differs"),
        Level("else", "ELSE", "电话不同", "different phones"),
    ),
)  # fmt: skip

EMAIL = Comparison(
    "email",
    "邮箱",
    "E-mail",
    ("email", "email_n", "domain", "domain_n", *_KIN_COLUMNS),
    (
        Level("none", _empty("email"), "至少一方没有邮箱", "one has no e-mail", null=True),
        Level("same", f"{_same('email')} and {_few('email_n', 2)}", "邮箱相同", "same e-mail"),
        Level(
            "stranger",
            f"{_same('email')} and not {_KIN}",
            "邮箱相同，多家共用，名称不近",
            "same e-mail of several, names unlike",
        ),
        Level("shared", _same("email"), "邮箱相同，多家共用", "same e-mail, used by several"),
        Level("domain", f"{_same('domain')} and {_few('domain_n', 3)}", "企业邮箱域名相同", "same company domain"),
        Level("else", "ELSE", "邮箱不同", "different e-mails"),
    ),
)

PERSON = Comparison(
    "person",
    "联系人",
    "Contact",
    ("person", "person_n", *_KIN_COLUMNS),
    (
        Level("none", _empty("person"), "至少一方没有联系人", "one has no contact", null=True),
        Level("same", f"{_same('person')} and {_few('person_n', 3)}", "联系人相同", "same contact"),
        Level("stranger", f"{_same('person')} and not {_KIN}", "联系人同名，名称不近", "same contact, names unlike"),
        Level("common", _same("person"), "联系人同名，此名常见", "same contact, a common name"),
        Level("else", "ELSE", "联系人不同", "different contacts"),
    ),
)

LEGAL = Comparison(
    "legal_rep",
    "法定代表人",
    "Legal representative",
    ("legal", "legal_n"),
    (
        Level("none", _empty("legal"), "至少一方没有法定代表人", "one has no legal representative", null=True),
        Level("same", f"{_same('legal')} and {_few('legal_n', 3)}", "法定代表人相同", "same legal representative"),
        Level("common", _same("legal"), "法定代表人同名，此名常见", "same legal representative, a common name"),
        Level("else", "ELSE", "法定代表人不同", "different legal representatives"),
    ),
)

_REGION = "coalesce(region_l, region_r, '') = coalesce(region_r, region_l, '')"
ADDRESS = Comparison(
    "address",
    "地址",
    "Address",
    ("region", "site", "room", "site_n", *_KIN_COLUMNS),
    (
        Level("none", _empty("site"), "至少一方没有地址", "one has no address", null=True),
        Level("same", f"{_same('site')} and {_REGION} and {_same('room')} and {_few('site_n', 2)}", "地址相同到房号",
              "same room"),
        Level("neighbour", f"{_same('site')} and {_REGION} and not {_KIN} and not {_few('site_n', 2)}",
              "同一地址的邻居", "neighbours"),
        Level("same_shared", f"{_same('site')} and {_REGION} and {_same('room')}", "地址相同到房号，多家在此",
              "same room, several clients there"),
        Level("site", f"{_same('site')} and {_REGION} and room_l is null and room_r is null and {_few('site_n', 2)}",
              "门牌相同", "same street and number"),
        Level("building", f"{_same('site')} and {_REGION} and not (room_l is not null and room_r is not null)",
              "同一栋楼", "same building"),
        Level("other_room", f"{_same('site')} and {_REGION}", "同一栋楼，房号不同", "same building, another room"),
        Level("region", _same("region"), "同一区县，地址不同", "same district, another address"),
        Level("else", "ELSE", "地址不同", "different addresses"),
    ),
)  # fmt: skip

INDUSTRY = Comparison(
    "industry",
    "行业",
    "Industry",
    ("industry",),
    (
        Level("none", _empty("industry"), "至少一方没有行业", "one has no industry", null=True),
        Level("same", _same("industry"), "行业相同", "same industry"),
        Level("else", "ELSE", "行业不同", "different industries"),
    ),
)

COMPARISONS = (NAME, CODE, PHONE, EMAIL, PERSON, LEGAL, ADDRESS, INDUSTRY)
