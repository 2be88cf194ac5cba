"""Values as people type them into spreadsheets and forms, to one clean form with a reason where it fails.
Pure."""

from dougong.kit.formats.amounts import AmountResult, parse_amount
from dougong.kit.formats.dates import DateOrder, DateResult, infer_date_order, parse_date
from dougong.kit.formats.emails import EmailResult, parse_email
from dougong.kit.formats.html import words_of_html
from dougong.kit.formats.names import name_key, normalise_name
from dougong.kit.formats.phones import PhoneResult, normalise_phone
from dougong.kit.formats.reasons import Reason
from dougong.kit.formats.script import simplified
from dougong.kit.formats.search import bigrams, pinyin, pinyin_initials, sounds
from dougong.kit.formats.text import half_width, is_blank
from dougong.kit.formats.uscc import UsccResult, check_character, check_uscc

__all__ = [
    "AmountResult",
    "DateOrder",
    "DateResult",
    "EmailResult",
    "PhoneResult",
    "Reason",
    "UsccResult",
    "bigrams",
    "check_character",
    "check_uscc",
    "half_width",
    "infer_date_order",
    "is_blank",
    "name_key",
    "normalise_name",
    "normalise_phone",
    "parse_amount",
    "parse_date",
    "parse_email",
    "pinyin",
    "pinyin_initials",
    "simplified",
    "sounds",
    "words_of_html",
]
