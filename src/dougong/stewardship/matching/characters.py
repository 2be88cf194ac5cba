"""Characters that stand for one another in typed names: traditional forms, look-alikes, sound-alikes. Pure."""

from __future__ import annotations

from functools import lru_cache

#: Characters that are taken for one another when a name is copied from a stamp, a scan or by hand. The first one of a
#: class stands for all. A class only makes two names comparable; it never makes them one by itself.
_CLASSES = (
    "技枝枝伎", "国园囯圆", "集隼雋隽焦", "限线陷现", "天夭关", "商啇滴", "海诲悔", "科料", "电申甲由", "业亚", "投头",
    "己已巳", "未末", "大太犬", "千干于", "木本术", "贝见", "东车乐", "鸟乌", "问间向", "代伐", "今令", "午牛",
    "风凤", "历厉", "折拆析", "晴睛", "冶治", "洒酒", "免兔", "徒徙", "幕慕墓", "辨辩辫", "栗粟", "概慨", "密蜜",
    "微徽", "拔拨", "准淮", "侯候", "戊戌戍", "茶荼", "场汤肠", "钢纲", "村材", "林休", "住往", "沧沦", "抡抢",
    "狼狠", "哀衰衷", "博搏膊", "恒桓", "横黄", "源原", "联连", "晨展", "宇字", "宏宠", "完宋", "份分", "团困因",
    "圳训", "浙淅", "苏办", "陕峡", "肃萧", "辽过", "京景", "津律", "沪护", "渝喻", "设没", "计汁", "机朹",
    "械戒", "流硫", "贸贺", "易昜", "药约", "环坏", "保堡", "信倍", "息恩", "网冈", "络洛", "软钦", "件仵",
    "凯剀", "瑞端", "祥详", "泰秦奏", "利刹", "达迖", "远运", "通诵", "硕顾", "华化", "亨享", "明朋", "雪雷",
    "川州", "河何", "洋样", "涛滔", "泽译", "沃沂", "汉汊", "庆床", "应庄", "珠株", "琪棋", "琳淋", "金全",
    "铁轶", "锦绵", "镇填", "阳阴", "阿呵", "静睁", "韵韻", "骏峻", "鱼渔", "鸿鸡", "鹤鹊", "黑墨",
)  # fmt: skip


@lru_cache(maxsize=1)
def look_alikes() -> dict[str, str]:
    """Each character of a class to the first one of its class."""
    table: dict[str, str] = {}
    for group in _CLASSES:
        for character in group[1:]:
            table[character] = group[0]
    return table


@lru_cache(maxsize=1)
def sounds() -> dict[int, int]:
    """For `str.translate`: a simplified character to the one that stands for all with its sound (without tone).

    Keys made so have one character for one, so that a distance between keys counts characters that neither look nor
    sound alike."""
    from pypinyin.pinyin_dict import pinyin_dict

    plain = str.maketrans("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿ", "aaaaeeeeiiiioooouuuuvvvvvnnnm")
    first: dict[str, int] = {}
    table: dict[int, int] = {}
    for code in sorted(pinyin_dict):
        if 0x4E00 <= code < 0xA000:
            sound = pinyin_dict[code].split(",")[0].translate(plain)
            table[code] = first.setdefault(sound, code)
    for character, head in look_alikes().items():
        if ord(head) in table:
            table[ord(character)] = table[ord(head)]
    return table


def sound_key(text: str) -> str:
    """One character for each of `text`; equal for names that differ only in look-alikes and sound-alikes."""
    return text.translate(sounds())


@lru_cache(maxsize=1)
def _shapes() -> dict[int, str]:
    return {ord(character): head for character, head in look_alikes().items()}


def shape_key(text: str) -> str:
    """Equal for names that differ only in look-alikes."""
    return text.translate(_shapes())


_SYMBOLS = "".join(chr(code) for code in range(0x21, 0x7F) if chr(code) not in "'\"\\|")


@lru_cache(maxsize=1)
def _symbols() -> dict[int, str]:
    heads = sorted(set(sounds().values()))
    return {code: _SYMBOLS[number % len(_SYMBOLS)] for number, code in enumerate(heads)}


def letters(key: str) -> str:
    """A `sound_key` with one byte for each character, since DuckDB's `levenshtein` counts bytes. Some ninety symbols
    for four hundred sounds: two different sounds are one symbol once in ninety times, so equality is asked of keys and
    only distance of letters."""
    text = key.translate(_symbols())
    return text if text.isascii() else "".join(ch if ch.isascii() else _SYMBOLS[ord(ch) % len(_SYMBOLS)] for ch in text)
