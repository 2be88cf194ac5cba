"""Commands: the first administrator, and a forgotten password."""

from __future__ import annotations

import argparse
import getpass
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dougong.accounts.models import User
    from dougong.kit.errors import BusinessError


def commands(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    add = subparsers.add_parser("person", help="add a person who signs in; the first one wants --role admin")
    add.add_argument("email")
    add.add_argument("name")
    add.add_argument("--role", action="append", default=[], help="may be given several times")
    add.set_defaults(run=_add)
    password = subparsers.add_parser("password", help="set a person's password; ends the person's sessions")
    password.add_argument("email")
    password.set_defaults(run=_password)
    apart = subparsers.add_parser(
        "separation", help="whether system, security and audit duties are kept in three hands"
    )
    apart.add_argument("act", choices=("status", "off"), help="off: for when nobody who may is left")
    apart.set_defaults(run=_separation)
    sso = subparsers.add_parser(
        "sso-only", help="let passwords in again: for when no provider answers and nobody is spared"
    )
    sso.add_argument("act", choices=("status", "off"))
    sso.set_defaults(run=_sso_only)
    help_ = subparsers.add_parser("let-in", help="help somebody who is locked out: for when no administrator can")
    help_.add_argument("email")
    help_.add_argument(
        "--clear-second-factor", action="store_true", help="remove authenticator app, passkeys, recovery codes"
    )
    help_.set_defaults(run=_let_in)


def _ask() -> str:
    """Twice at a terminal; one line from a pipe. Never an argument: those stand in the shell's history."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    first = getpass.getpass("密码 Password: ")
    if first != getpass.getpass("再输一次 Again: "):
        raise SystemExit("两次不一样。The two are not the same.")
    return first


def _known(email: str) -> User | None:
    """The person; when there is none, that is said."""
    from dougong.accounts.sign_in.entering import find_by_login

    user = find_by_login(email, "staff")
    if user is None:
        sys.stderr.write("没有这个账号。There is no such account.\n")
    return user


def _refused(error: BusinessError) -> int:
    sys.stderr.write(f"{error.sentence('zh')}\n{error.sentence('en')}\n")
    return 1


def _add(chosen: argparse.Namespace) -> int:
    import django

    django.setup()
    from dougong.accounts.services import create_person
    from dougong.kit.actor import Actor
    from dougong.kit.errors import BusinessError

    try:
        create_person(Actor.system(), name=chosen.name, email=chosen.email, password=_ask(), roles=chosen.role)
    except BusinessError as error:
        return _refused(error)
    return 0


def _password(chosen: argparse.Namespace) -> int:
    import django

    django.setup()
    from dougong.accounts.services import set_password
    from dougong.kit.actor import Actor
    from dougong.kit.errors import BusinessError

    user = _known(chosen.email)
    if user is None:
        return 1
    try:
        set_password(Actor.system(), user_id=user.pk, password=_ask())
    except BusinessError as error:
        return _refused(error)
    return 0


def _separation(chosen: argparse.Namespace) -> int:
    import django

    django.setup()
    from dougong.accounts.apart.services import turn_off
    from dougong.accounts.granting import separation
    from dougong.kit.actor import Actor

    if chosen.act == "off":
        turn_off(Actor.system())
    sys.stdout.write("三权分立：开 on\n" if separation.on() else "三权分立：关 off\n")
    return 0


def _sso_only(chosen: argparse.Namespace) -> int:
    import django

    django.setup()
    from dougong.accounts.sso import keeping, policy
    from dougong.kit.actor import Actor

    if chosen.act == "off":
        keeping.let_passwords_in(Actor.system())
    sys.stdout.write("只用统一登录：开 on\n" if policy.sso_only() else "只用统一登录：关 off\n")
    return 0


def _let_in(chosen: argparse.Namespace) -> int:
    import django

    django.setup()
    from dougong.accounts.sign_in import keeping
    from dougong.kit.actor import Actor

    user = _known(chosen.email)
    if user is None:
        return 1
    keeping.unlock(Actor.system(), user_id=user.pk)
    if chosen.clear_second_factor:
        keeping.clear_second_factor(Actor.system(), user_id=user.pk)
    return 0
