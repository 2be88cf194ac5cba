"""What is typed, in the form in which it is stored; or the sentence that says what is wrong with it."""

from __future__ import annotations

from dougong.clients.errors import PhoneWrong, UsccWrong
from dougong.kit.errors import FieldError
from dougong.kit.formats import check_uscc, normalise_phone, parse_email
from dougong.kit.formats.reasons import Reason


def clean_uscc(text: str | None) -> str | None:
    if not (text or "").strip():
        return None
    found = check_uscc(text)
    if found.value is None and found.reason is not None:
        raise UsccWrong(
            field="uscc", zh=found.reason.sentence("zh"), en=found.reason.sentence("en"), suggestion=found.suggestion
        )
    return found.value


def clean_phone(text: str | None) -> str:
    if not (text or "").strip():
        return ""
    found = normalise_phone(text)
    if found.value is None and found.reason is not None:
        raise PhoneWrong(field="phone", zh=found.reason.sentence("zh"), en=found.reason.sentence("en"))
    return found.value or ""


def clean_email(text: str | None) -> str:
    if not (text or "").strip():
        return ""
    found = parse_email(text)
    if found.value is None:
        reason = found.reason or Reason("email_form")
        raise FieldError("email", reason.sentence("zh"), reason.sentence("en"))
    return found.value
