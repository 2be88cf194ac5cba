"""The cast: the demo company's people, made through services, for tests of every app."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from dougong.accounts.actors import actor_by_id, forget
from dougong.accounts.demo_people import DEPARTMENTS, DOMAIN, PASSWORD, PEOPLE
from dougong.accounts.models import Department, Post, User, email_key
from dougong.accounts.services import create_person
from dougong.accounts.structure.departments import create_department
from dougong.kit.actor import Actor

LONG_AGO = dt.date(2020, 1, 1)
_HASHED: dict[str, str] = {}


@dataclass(frozen=True)
class Cast:
    """`cast.zhou` is the actor of 周予安; `cast.user("zhou")` the row."""

    admin: Actor
    manager: Actor
    zhou: Actor
    lin: Actor
    gu: Actor
    chen: Actor
    shen: Actor
    liang: Actor
    luo: Actor
    tang: Actor
    xu: Actor
    he: Actor
    fang: Actor

    @staticmethod
    def user(login: str) -> User:
        found: User = User.objects.get(email_index=email_key(f"{login}@{DOMAIN}"))
        return found


def assemble() -> Cast:
    """Departments and people in the test's database."""
    forget()
    system = Actor.system()
    ids = {}
    for name, parent in DEPARTMENTS:
        ids[name] = create_department(system, name=name, parent_id=ids.get(parent) if parent else None).pk
    people = {}
    for login, name, title, _, department, roles in PEOPLE:
        people[login] = create_person(
            system,
            name=name,
            email=f"{login}@{DOMAIN}",
            title=title,
            department_id=ids[department],
            roles=list(roles),
        ).pk
    Post.objects.update(since=LONG_AGO)  # tests go back in time
    _HASHED.setdefault("demo", make_password(PASSWORD))
    User.objects.update(password=_HASHED["demo"])
    return Cast(**{login: actor_by_id(pk) for login, pk in people.items()})


def departments() -> dict[str, Department]:
    return {d.name: d for d in Department.objects.all()}
