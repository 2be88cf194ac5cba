"""Sign-ins on the audit record: who came in, who was refused, who was locked out, who left. Never what was typed as a secret."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from dougong.accounts.models import User
from dougong.accounts.sign_in import errors
from dougong.audit.services import note
from dougong.kit import context, noting
from dougong.kit.actor import Actor

USER = "accounts.user"
_FAILED = (errors.SignInRefused, errors.WrongCode, errors.PasskeyRefused)
_LOCKED = (errors.SignInLocked, errors.AddressLocked)
_MAIL = re.compile(r"^(.)[^@]*@")


def came_in(user: User, *, kept: bool, by: str = "") -> None:
    """`by` names the provider whose word was taken."""
    facts = {"kept": kept, "kind": user.kind, **({"by": by} if by else {})}
    note(_himself(user), "sign_in", USER, object_id=user.pk, title=user.name, after=facts)


def broke_glass(user: User) -> None:
    """By password or passkey, where everybody else signs in by single sign-on."""
    note(_himself(user), "break_glass", USER, object_id=user.pk, title=user.name)


def left(user: User) -> None:
    note(_himself(user), "sign_out", USER, object_id=user.pk, title=user.name)


@contextmanager
def watched(user: User | None, *, method: str, login: str = "") -> Iterator[None]:
    """What is refused inside comes on record. Refusals of a lock are put down once a minute for a login and an address: a lock is
    where floods come from."""
    try:
        yield
    except _FAILED:
        _put_down("sign_in_failed", user, {"method": method, "login": _shown(login)})
        raise
    except _LOCKED as lock:
        account = str(user.pk) if user else _shown(login)
        left_out = noting.first_this_minute((None, account, f"{lock.code} {context.current().address}"))
        if left_out is not None:
            facts = {"method": method, "login": _shown(login), "why": lock.code, "left_out": left_out}
            _put_down("sign_in_locked", user, facts)
        raise


def _put_down(action: str, user: User | None, facts: dict[str, Any]) -> None:
    """Nobody has shown yet that he is that person: the entry is of the account, not by him."""
    told = {name: value for name, value in facts.items() if value}
    note(None, action, USER, object_id=user.pk if user else "", title=user.name if user else "", after=told)


def _shown(login: str) -> str:
    """z***@firm.com; of a phone the ends are left by the audit itself. Some type their password here: a word goes whole."""
    login = login.strip()[:100]
    if "@" in login:
        return _MAIL.sub(r"\1***@", login)
    return login if login.lstrip("+").isdigit() and len(login) >= 8 else "***"


def _himself(user: User) -> Actor:
    return Actor(id=user.pk, name=user.name, kind="contact" if user.kind == "contact" else "staff")
