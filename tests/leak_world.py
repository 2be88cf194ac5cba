"""The company of the leak matrix: two salespeople in two departments own one of everything; who looks at it.

It is built once for a file of tests (`founded`); each test's own changes are undone by its transaction.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

import dougong.config.api  # noqa: F401  an export names a list, and lists are known with the API
from dougong.accounts.actors import actor_by_id
from dougong.accounts.demo_people import DOMAIN
from dougong.accounts.models import Department, User, email_key
from dougong.accounts.services import create_person
from dougong.kit import clock, exports
from dougong.kit.actor import Actor
from dougong.kit.jobs import run_due
from dougong.kit.outbox import run_pending
from dougong.portal import services as portal
from dougong.projects import services as projects
from dougong.tokens import rules as token_rules
from dougong.tokens.services import create_token
from tests.api import ApiClient
from tests.cast import Cast, assemble
from tests.factories import FACTORIES, FREE, PARAMETERS, PARENT, Own, fresh
from tests.fixtures.contract import document
from tests.leak_truth import PEOPLE, SEEN

MARKS = ("甲辰", "乙巳")
EMPTY = (b"{}", "application/json")
EXTRA = {"quality": "质量专员", "auditor": "审计员", "engineer": "工程师"}
STAFF = tuple(p for p in PEOPLE if p != "contact")
WINDOW_PASSWORD = "see-my-own-project"
#: No text of theirs carries a mark.
UNMARKED = ("accounts.user", "accounts.department", "accounts.role", "accounts.sign_in_provider", "accounts.invitation",
            "organisation.hand_over", "intake.public_form", "clients.tag", "sales.stage", "forms.form", "approvals.rule",
            "contracts.legal_entity", "privacy.request", "privacy.consent", "privacy.notice", "privacy.retention",
            "privacy.activity", "privacy.keys", "care.tag_rule", "care.credit_rule", "care.risk", "care.sanction",
            "care.visit_rule", "staffing.resource", "staffing.skill", "staffing.fit_rule",
            "timesheets.month", "timesheets.team", "control.report", "wbs.template", "loyalty.rule", "loyalty.tiers",
            "mall.reward", "mall.setting", "oversight.review", "oversight.report", "oversight.setting")  # fmt: skip


def deliver() -> None:
    """Run the outbox and the jobs until nothing is due, as the worker would."""
    while run_pending() + run_due():
        pass


@functools.cache
def paths() -> dict[str, dict[str, Any]]:
    """The contract's operations by path, without the prefix."""
    return {path.removeprefix("/api/v1"): operations for path, operations in document()["paths"].items()}


@functools.cache
def path_of(operation_id: str) -> str:
    return next(p for p, ops in paths().items() if any(o["operationId"] == operation_id for o in ops.values()))


def names_in(path: str) -> list[str]:
    return [part.strip("{}") for part in path.split("/") if part.startswith("{")]


class World:
    def __init__(self, cast: Cast) -> None:
        works = Department.objects.get(name="工程部").pk
        for role, name in EXTRA.items():
            create_person(Actor.system(), name=name, email=f"{role}@{DOMAIN}", department_id=works, roles=[role])
        self.cast = cast
        self.owns = (self.share(cast.lin, MARKS[0], "liang"), self.share(cast.shen, MARKS[1], "luo"))
        members = [(cast.liang.id, "manager"), (self.person("engineer").pk, "engineer")]
        projects.set_members(cast.liang, project_id=self.owns[0].row("projects.project").pk, members=members)
        self.jobs = {own.mark: self._job(own) for own in self.owns}
        self.actors = {login: self.actor(login) for login in STAFF} | {"contact": self._open_window()}
        self.doors = {login: self._door(login) for login in PEOPLE}
        for login in STAFF:  # whoever asks first asks for the rights too, which would be counted
            self.doors[login].get("/me")

    def share(self, owner: Actor, mark: str, project_manager: str) -> Own:
        return Own(self.cast, owner, mark, project_manager, lambda: int(bool(deliver()))).whole()

    def _job(self, own: Own) -> str:
        job = exports.start_export(own.owner, code="clients", query="", columns=[], file_format="csv", language="zh")
        deliver()
        return str(job.pk)

    def person(self, login: str) -> User:
        if login == "contact":
            return User.objects.get(pk=self.owns[0].row("contact").user_id)
        found: User = User.objects.get(email_index=email_key(f"{login}@{DOMAIN}"))
        return found

    def actor(self, login: str) -> Actor:
        found = actor_by_id(self.person(login).pk)
        assert found is not None
        return found

    def _open_window(self) -> Actor:
        own = self.owns[0]
        made = portal.invite(own.owner, contact_id=own.row("contact").pk)
        portal.open_invitation(token=made.token, password=WINDOW_PASSWORD)
        own.row("contact").refresh_from_db()
        self.window = {"login": made.login, "password": WINDOW_PASSWORD}
        return self.actor("contact")

    def _door(self, login: str) -> ApiClient:
        """Opened before the tests: what a test does is undone, a sign-in with it."""
        if login != "contact":
            return ApiClient().as_(login)
        api = ApiClient()
        assert api.post("/portal/session", self.window).status_code == 200
        return api

    def by_token(self, login: str) -> Client:
        """As an integration with a token of everything that he can give."""
        actor = self.actors[login]
        scopes: dict[str, list[str]] = {}
        for code, action in actor.grants:
            if token_rules.offered(code):
                scopes.setdefault(code, []).append(action)
        maker = Actor(actor.id, actor.name, "staff", actor.department_id, actor.tree_ids, {
            **actor.grants, ("tokens.token", "create"): "own"
        })  # fmt: skip
        _, text = create_token(maker, name="matrix", purpose="ERP", scopes=scopes, days=1)
        return Client(headers={"Authorization": f"Bearer {text}"})

    def sees(self, login: str, code: str, own: Own) -> bool:
        """By the table; a part is seen with its record."""
        return str(self.owns.index(own) + 1) in SEEN[PARENT.get(code, code)][login]

    def hidden_marks(self, login: str) -> list[str]:
        """Marks of which he sees no record at all (names of colleagues and departments carry none)."""
        return [o.mark for o in self.owns if not any(self.sees(login, c, o) for c in FACTORIES if marked(c))]


@contextmanager
def founded(blocker: Any) -> Iterator[World]:
    """The company, in a transaction that is undone at the end; `blocker` is pytest-django's."""
    with blocker.unblock(), transaction.atomic(), clock.frozen("2026-11-18T10:00+08:00"):
        yield World(assemble())
        transaction.set_rollback(True)


def marked(code: str) -> bool:
    return code not in UNMARKED


def fill(path: str, names: list[str], own: Own, *, gone: bool = False) -> str:
    """The path with the keys of `own`'s records in it, or with keys that no record has."""
    for name in names:
        if name in FREE:
            value = FREE[name]
        else:
            key = own.row(PARAMETERS[name]).pk
            value = str(fresh(key) if gone else key)
        path = path.replace(f"{{{name}}}", value)
    return path


def text_of(answer: HttpResponse | Any) -> str:
    content: bytes = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return content.decode(errors="replace")


def ask(api: ApiClient, method: str, path: str, body: tuple[bytes, str] = EMPTY) -> tuple[int, Any, int]:
    """Status, body and number of queries of a request that leaves nothing behind; `body` is the bytes and their type."""
    data, kind = (b"", "") if method == "get" else body
    connection.queries_log.clear()  # it keeps 9,000 and forgets the first, and then nothing is counted
    with transaction.atomic(), CaptureQueriesContext(connection) as captured:
        answer: Any = api.http.generic(method.upper(), f"/api/v1{path}", data, kind, headers={"If-Match": '"1"'})
        transaction.set_rollback(True)
    told = answer.json() if "json" in answer.headers.get("Content-Type", "") else {}
    queries = [q for q in captured if "SAVEPOINT" not in q["sql"]]
    return answer.status_code, {k: v for k, v in told.items() if k != "request_id"}, len(queries)


def brief(answer: tuple[int, Any, int]) -> str:
    status, body, queries = answer
    return f"{status} {body.get('code', '')} in {queries}"
