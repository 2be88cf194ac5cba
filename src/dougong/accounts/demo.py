"""Departments and people of the demo company."""

from __future__ import annotations

import uuid

from dougong.accounts.actors import actor_by_id
from dougong.accounts.demo_people import DEPARTMENTS, DOMAIN, PASSWORD, PEOPLE
from dougong.accounts.services import create_person
from dougong.accounts.structure.departments import create_department
from dougong.kit.actor import Actor
from dougong.kit.demobuild import Demo


def build(demo: Demo) -> None:
    system = Actor.system()
    ids: dict[str, uuid.UUID] = {}
    made: dict[str, uuid.UUID] = {}
    with demo.at(demo.begin):
        for name, parent in DEPARTMENTS:
            ids[name] = create_department(system, name=name, parent_id=ids[parent] if parent else None).pk
        for done, (login, name, title, _, department, roles) in enumerate(PEOPLE, 1):
            made[login] = create_person(
                system,
                name=name,
                email=f"{login}@{DOMAIN}",
                title=title,
                password=PASSWORD,
                department_id=ids[department],
                roles=list(roles),
            ).pk
            demo.progress("成员", done, len(PEOPLE))
    for login, user_id in made.items():
        actor = actor_by_id(user_id)
        if actor is not None:
            demo.actors[login] = actor
            demo.login_of[user_id] = login
    demo.manager_of = {"zhou": "zhou", "lin": "zhou", "gu": "zhou", "chen": "chen", "shen": "chen"}
