"""Provinces, cities and counties of China (GB/T 2260), and which of them an address or a company name
tells."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from dougong.kit.formats.text import half_width

_PEOPLES = (
    "维吾尔|土家族|布依族|哈尼族|景颇族|傈僳族|朝鲜族|柯尔克孜|哈萨克"
    "|蒙古族|藏族|羌族|彝族|苗族|侗族|壮族|傣族|白族|回族|蒙古"
)
_SUFFIX = re.compile(rf"(?:(?:{_PEOPLES})*自治[区州]|壮族自治区|特别行政区|地区|[省市盟])$")
#: A short name before one of these is part of a street's or a district's name: 中山路, 南京东路, 朝阳区.
_STREET = re.compile(
    r"[东南西北中]?[一二三四五六七八九十\d]{0,3}(?:路|街|大道|道|巷|弄|胡同|桥|大厦|广场|里|苑|园|区|县)"
)
_DIGITS = re.compile(r"\d")
_BRANCH = re.compile(r"分公司|分行|支行|分院|分所|办事处|分店")
_MUNICIPALITIES = ("11", "12", "31", "50")
_DIRECT = ("市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划")


def region_prefix(code: str) -> str:
    """What the codes of all places within it begin with: 500000 is 50, 320500 is 3205. Only pairs of zeros are empty levels."""
    while len(code) > 2 and code.endswith("00"):
        code = code[:-2]
    return code


@dataclass(frozen=True, slots=True)
class Region:
    """A place down to the finest level that is known. `code` has six digits; `city` of a municipality is the
    municipality itself. Levels below are `None` where unknown."""

    code: str
    province: str
    province_code: str
    city: str | None = None
    city_code: str | None = None
    district: str | None = None
    district_code: str | None = None

    @property
    def level(self) -> str:
        return "district" if self.district else "city" if self.city else "province"

    @property
    def name(self) -> str:
        """陕西省西安市雁塔区; 上海市浦东新区."""
        parts = [self.province, self.city if self.city != self.province else None, self.district]
        return "".join(dict.fromkeys(p for p in parts if p))


@dataclass(frozen=True, slots=True)
class Place:
    """One row of the standard: `short` is the name as spoken, such as 广西 or 恩施."""

    code: str
    name: str
    short: str


@dataclass(frozen=True, slots=True)
class _Atlas:
    provinces: tuple[Place, ...]
    cities: dict[str, tuple[Place, ...]]  # by the province's first two digits
    districts: dict[str, tuple[Place, ...]]  # by the city's code
    by_code: dict[str, Region]
    spoken: re.Pattern[str]
    named: dict[str, str]  # a province's or city's name, full or short, to its code


def short_name(name: str) -> str:
    """广西壮族自治区 → 广西, 恩施土家族苗族自治州 → 恩施, 定安县 → 定安县."""
    if name.startswith("内蒙古"):  # the only one whose people's name is the place's own
        return "内蒙古"
    short = _SUFFIX.sub("", name)
    return short if len(short) >= 2 else name


@lru_cache(maxsize=1)
def _atlas() -> _Atlas:
    text = resources.files("dougong.kit").joinpath("regions.txt").read_text("utf-8")
    rows = [line.split(" ", 1) for line in text.splitlines() if line and not line.startswith("#")]
    provinces = {code[:2]: Place(code, name, short_name(name)) for code, name in rows if code.endswith("0000")}
    cities: dict[str, list[Place]] = {prefix: [] for prefix in provinces}
    districts: dict[str, list[Place]] = {}
    holder: dict[str, Place] = {}
    for code, name in rows:
        if code.endswith("0000"):
            continue
        province = provinces[code[:2]]
        if code.endswith("00"):
            if name in _DIRECT:
                if province.name.endswith("市"):
                    holder[code[:4]] = Place(f"{code[:2]}0100", province.name, province.short)
                continue
            holder[code[:4]] = Place(code, name, short_name(name))
            cities[code[:2]].append(holder[code[:4]])
        elif code[:4] in holder:
            districts.setdefault(holder[code[:4]].code, []).append(Place(code, name, name))
        else:  # a county-level city directly under its province stands as a city
            cities[code[:2]].append(Place(code, name, short_name(name)))
    for prefix, province in provinces.items():
        if province.name.endswith("市"):
            cities[prefix] = [Place(f"{prefix}0100", province.name, province.short)]
    return _indexed(provinces, cities, districts)


def _indexed(provinces: dict[str, Place], cities: dict[str, list[Place]], districts: dict[str, list[Place]]) -> _Atlas:
    by_code: dict[str, Region] = {}
    named: dict[str, str] = {}
    for prefix, province in provinces.items():
        by_code[province.code] = Region(province.code, province.name, province.code)
        for city in cities[prefix]:
            by_code[city.code] = Region(city.code, province.name, province.code, city.name, city.code)
            for district in districts.get(city.code, []):
                by_code[district.code] = Region(
                    district.code,
                    province.name,
                    province.code,
                    city.name,
                    city.code,
                    district.name,
                    district.code,
                )
            named.setdefault(city.name, city.code)
            named.setdefault(city.short, city.code)
    for province in provinces.values():  # 吉林 and 海南 alone mean the province
        named[province.name] = named[province.short] = province.code
    spoken = re.compile("|".join(sorted(named, key=len, reverse=True)))
    return _Atlas(
        tuple(provinces.values()),
        {k: tuple(v) for k, v in cities.items()},
        {k: tuple(v) for k, v in districts.items()},
        by_code,
        spoken,
        named,
    )


def provinces() -> tuple[Place, ...]:
    """The 34 provinces, in the order of their codes."""
    return _atlas().provinces


def cities(province_code: str) -> tuple[Place, ...]:
    """The prefecture cities (and counties directly under it) of a province; a municipality has itself."""
    return _atlas().cities.get(province_code[:2], ())


def region_by_code(code: str) -> Region | None:
    """The place of a GB/T 2260 code, or of its city or province where the county's code is not current."""
    known = _atlas().by_code
    for candidate in (
        code,
        f"{code[:4]}00",
        f"{code[:2]}0100" if code[:2] in _MUNICIPALITIES else "",
        f"{code[:2]}0000",
    ):
        if candidate in known:
            return known[candidate]
    return None


def find_region(text: str) -> Region | None:
    """The place that an address (陕西省西安市雁塔区人民路568号, 江苏南京鼓楼区…) or a company's name
    (泉州长途搬家公司, 中兴通讯（南京）有限公司, …南京分公司) tells, or `None`. A branch is where it is, not
    where its head
    office is."""
    return _found(_DIGITS.sub("0", "".join(half_width(text).split())))


@lru_cache(maxsize=65_536)
def _found(plain: str) -> Region | None:
    """Of a text whose digits are all 0: which house it is does not matter."""
    if not plain:
        return None
    atlas = _atlas()
    found = _first_place(plain, atlas)
    if found is None:
        return _by_district(plain, atlas)
    code, end = found
    return _narrowed(plain[end:], atlas.by_code[code], atlas)


def _first_place(plain: str, atlas: _Atlas) -> tuple[str, int] | None:
    hits: list[tuple[str, int, int]] = []
    for hit in atlas.spoken.finditer(plain):
        full = hit[0] == _name_of(atlas, hit[0])
        if full or _may_stand_short(plain, hit.start(), hit.end(), hits):
            hits.append((atlas.named[hit[0]], hit.start(), hit.end()))
    if not hits:
        return None
    branch = _BRANCH.search(plain)
    if branch:
        near = [h for h in hits if branch.start() - 3 <= h[2] <= branch.start()]
        hits = near or hits
    bracketed = [h for h in hits if h[1] and plain[h[1] - 1] == "("]
    chosen = bracketed[0] if bracketed and not branch else hits[0]
    return chosen[0], chosen[2]


def _name_of(atlas: _Atlas, text: str) -> str:
    region = atlas.by_code[atlas.named[text]]
    return region.city or region.province


def _may_stand_short(plain: str, start: int, end: int, hits: list[tuple[str, int, int]]) -> bool:
    """A short name counts at the beginning, in a bracket, right after another place or before a branch."""
    placed = start == 0 or plain[start - 1] in "(驻" or any(h[2] == start for h in hits)
    if not placed and not _BRANCH.match(plain, end):
        return False
    return not _STREET.match(plain, end)


def _narrowed(rest: str, region: Region, atlas: _Atlas) -> Region:
    """Goes down from province to city to district as far as `rest` begins with their names."""
    if region.city is None:
        for city in atlas.cities[region.code[:2]]:
            for name in (city.name, city.short):
                if rest.startswith(name) and not (name == city.short and _STREET.match(rest, len(name))):
                    return _narrowed(rest[len(name) :], atlas.by_code[city.code], atlas)
        if region.province.endswith("市"):
            return _narrowed(rest, atlas.by_code[f"{region.code[:2]}0100"], atlas)
        rest_province = rest.removeprefix("省")
        return _narrowed(rest_province, region, atlas) if rest_province != rest else region
    rest = rest.removeprefix("市辖区").removeprefix("市")
    for district in atlas.districts.get(region.city_code or "", ()):
        if rest.startswith(district.name):
            return atlas.by_code[district.code]
    return region


@lru_cache(maxsize=1)
def _unique_districts() -> dict[str, str]:
    """District names that occur once in the country; 朝阳区 and 鼓楼区 say nothing alone."""
    seen: dict[str, str] = {}
    for places in _atlas().districts.values():
        for place in places:
            seen[place.name] = "" if place.name in seen else place.code
    return {name: code for name, code in seen.items() if code}


def _by_district(plain: str, atlas: _Atlas) -> Region | None:
    unique = _unique_districts()
    for length in range(min(len(plain), 12), 1, -1):
        code = unique.get(plain[:length])
        if code:
            return atlas.by_code[code]
    return None
