"""Departments and people of the demo company."""

from __future__ import annotations

import datetime as dt
import uuid

from dougong.accounts.actors import actor_by_id
from dougong.accounts.demo_people import DEPARTMENTS, DOMAIN, HEADS, INVITED, LEFT, PASSWORD, PEOPLE, SECOND_POST
from dougong.accounts.inviting.services import invite
from dougong.accounts.services import create_person
from dougong.accounts.structure.departments import create_department, update_department
from dougong.accounts.structure.posts import add_post
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
    _shape(demo, ids, made)
    demo.manager_of = {"zhou": "zhou", "lin": "zhou", "gu": "zhou", "chen": "chen", "shen": "chen"}


def _shape(demo: Demo, ids: dict[str, uuid.UUID], made: dict[str, uuid.UUID]) -> None:
    """Who heads what, somebody with two posts, one who is invited, and one who will have left (`organisation.demo`)."""
    admin = actor_by_id(made["admin"])
    assert admin is not None
    with demo.at(demo.begin):
        for department, login in HEADS.items():
            update_department(admin, department_id=ids[department], version=None, manager_id=made[login])
        name, login, title, department = LEFT
        left = create_person(
            admin, name=name, email=f"{login}@{DOMAIN}", title=title, department_id=ids[department], roles=["sales"]
        )
        demo.made["left"] = [left.pk]
    login, title, department = SECOND_POST
    with demo.at(demo.today - dt.timedelta(days=120)):
        add_post(admin, user_id=made[login], department_id=ids[department], title=title)
    name, login, title, department, role = INVITED
    with demo.at(demo.today - dt.timedelta(days=2)):
        invite(admin, name=name, email=f"{login}@{DOMAIN}", title=title, department_id=ids[department], roles=[role])
