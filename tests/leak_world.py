"""The company of the leak matrix: two salespeople in two departments own one of everything; who looks at it."""

from __future__ import annotations

import functools
from typing import Any

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from dougong.accounts.actors import actor_by_id
from dougong.accounts.demo_people import DOMAIN
from dougong.accounts.models import Department, User
from dougong.accounts.services import create_person
from dougong.kit.actor import Actor
from dougong.kit.registry import resource
from tests.api import ApiClient
from tests.cast import Cast
from tests.factories import FACTORIES, FREE, PARAMETERS, PARENT, Own, fresh

MARKS = ("甲辰", "乙巳")
EMPTY = (b"{}", "application/json")
EXTRA = {"quality": "质量专员", "auditor": "审计员", "engineer": "工程师"}
PEOPLE = ("admin", "manager", "zhou", "lin", "gu", "shen", "liang", "luo", "tang", "xu", "he", "fang", *EXTRA)


class World:
    def __init__(self, cast: Cast, deliver: Any) -> None:
        works = Department.objects.get(name="工程部").pk
        for role, name in EXTRA.items():
            create_person(Actor.system(), name=name, email=f"{role}@{DOMAIN}", department_id=works, roles=[role])
        lin, shen = MARKS
        self.owns = (
            Own(cast, cast.lin, lin, "liang", deliver).whole(),
            Own(cast, cast.shen, shen, "luo", deliver).whole(),
        )

    @functools.cached_property
    def actors(self) -> dict[str, Actor]:
        found = {}
        for login in PEOPLE:
            actor = actor_by_id(User.objects.get(email=f"{login}@{DOMAIN}").pk)
            assert actor is not None
            found[login] = actor
        return found

    def sees(self, actor: Actor, code: str, row: Any) -> bool:
        """By the gate; a part is seen with its record."""
        if code in PARENT:
            own = next(o for o in self.owns if o.row(code) == row)
            return self.sees(actor, PARENT[code], own.row(PARENT[code]))
        return bool(resource(code).visible_to(actor).filter(pk=row.pk).exists())

    def hidden_marks(self, actor: Actor) -> list[str]:
        """Marks of which the actor sees no record at all (names of colleagues and departments carry none)."""
        return [o.mark for o in self.owns if not any(self.sees(actor, c, o.row(c)) for c in FACTORIES if marked(c))]


def marked(code: str) -> bool:
    return code not in (
        "accounts.user",
        "accounts.department",
        "accounts.role",
        "clients.tag",
        "sales.stage",
        "contracts.legal_entity",
        "privacy.request",
        "privacy.consent",
        "privacy.notice",
        "privacy.retention",
        "privacy.activity",
        "privacy.keys",
    )


def fill(path: str, names: list[str], own: Own, *, gone: bool) -> str:
    """The path with the keys of `own`'s records in it, or with keys that no record has."""
    for name in names:
        if name in FREE:
            value = FREE[name]
        else:
            key = own.row(PARAMETERS[name]).pk
            value = str(fresh(key) if gone else key)
        path = path.replace(f"{{{name}}}", value)
    return path


def ask(api: ApiClient, method: str, path: str, body: tuple[bytes, str] = EMPTY) -> tuple[int, Any, int]:
    """Status, body and number of queries of a request that leaves nothing behind; `body` is the bytes and their type."""
    data, kind = (b"", "") if method == "get" else body
    with transaction.atomic(), CaptureQueriesContext(connection) as captured:
        answer: Any = api.http.generic(method.upper(), f"/api/v1{path}", data, kind, headers={"If-Match": '"1"'})
        transaction.set_rollback(True)
    told = answer.json() if "json" in answer.headers.get("Content-Type", "") else {}
    queries = [q for q in captured if "SAVEPOINT" not in q["sql"]]
    return answer.status_code, {k: v for k, v in told.items() if k != "request_id"}, len(queries)


def brief(answer: tuple[int, Any, int]) -> str:
    status, body, queries = answer
    return f"{status} {body.get('code', '')} in {queries}"
