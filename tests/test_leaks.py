"""The leak matrix, generated from the registry and the contract: every role, every resource, every channel by which rows leave.

Two salespeople in two departments own one of everything, and all their names carry a mark. What a channel shows to a person
must be what `leak_truth` says he sees; what he may not see must look as if it were not there, and change nothing that he is told.

In the suite each person is asked by every second channel; LEAKS=whole (`make bench leaks`) asks everybody by all.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Q

from dougong.accounts.models import Role, User
from dougong.kit import registry
from dougong.kit.registry import resource, resources
from tests.factories import FACTORIES, FREE, OWN_TESTS, PARAMETERS
from tests.leak_channels import CHANNELS, TEXT, Eye, Said, asked, gets, without_a_record
from tests.leak_truth import PEOPLE, SEEN
from tests.leak_world import STAFF, World, ask, brief, fill, founded, names_in, paths, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.xdist_group("leaks")]
REQUEST_ID = re.compile(r'"request_id":"[^"]*"')
WHOLE = os.environ.get("LEAKS") == "whole"
#: Whoever sees nothing of the second share, whatever the channel.
BLIND_TO_THE_SECOND = ("lin", "zhou", "gu", "liang", "tang", "engineer")


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with founded(django_db_blocker) as made:
        yield made


def test_every_registered_resource_has_a_factory_and_a_line() -> None:
    registered = {r.code for r in resources() if r.code.partition(".")[0] != "tests"}
    assert registered == set(FACTORIES) == set(SEEN) - {"kit.job"}


def test_the_gate_lets_through_what_the_table_says(world: World) -> None:
    wrong = []
    for login, actor in world.actors.items():
        for code in FACTORIES:
            seen = resource(code).visible_to(actor)
            found = [seen.filter(pk=own.row(code).pk).exists() for own in world.owns]
            said = [world.sees(login, code, own) for own in world.owns]
            wrong += [(login, code, found)] if found != said else []
    assert wrong == []


def leaks(world: World, login: str, name: str) -> tuple[list[Said], int, int]:
    """(what was shown and should not be, how many questions, how many of them showed something); nothing of it remains."""
    hidden = set(world.hidden_marks(login))
    beyond, questions, shown = [], 0, 0
    by_mark = {own.mark: own for own in world.owns}
    with transaction.atomic():
        for code, mark, was in CHANNELS[name](Eye(world, login)):
            questions, shown = questions + 1, shown + was
            if not was:
                continue
            known = mark in by_mark and (mark not in hidden if code == TEXT else world.sees(login, code, by_mark[mark]))
            beyond += [] if known else [(code, mark, was)]
        transaction.set_rollback(True)
    return beyond, questions, shown


def pairs() -> Iterator[tuple[str, str]]:
    for i, name in enumerate(CHANNELS):
        for j, login in enumerate(PEOPLE):
            if login == "contact" and name not in ("portal", "event stream"):
                continue
            if WHOLE or login in ("contact", "lin") or (i + j) % 2:
                yield login, name


def test_no_channel_shows_a_person_what_is_not_his(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    found: list[Any] = []
    questions, shown, asked_by = Counter[str](), Counter[str](), Counter[str]()
    for login, name in pairs():
        beyond, count, seen = leaks(world, login, name)
        found += [(name, login, *each) for each in beyond]
        questions[name] += count
        shown[name] += seen
        asked_by[name] += 1
    roles = set(User.roles.through.objects.values_list("role_id", flat=True))
    assert roles == set(Role.objects.values_list("code", flat=True)), "every role has somebody in the matrix"
    with capsys.disabled():
        print()
        for name in CHANNELS:
            wrong = sum(f[0] == name for f in found)
            print(
                f"  {name:<15}{asked_by[name]:3} people {questions[name]:6} cases {shown[name]:5} shown {wrong:2} leaks"
            )
        print(
            f"leak matrix: {len(roles) + 1} roles × {len(SEEN)} resources × {len(CHANNELS)} channels, "
            f"{sum(questions.values())} cases: {len(found)} leaks"
        )
    if found:
        pytest.fail("\n".join(map(str, found)))
    assert all(shown[name] for name in CHANNELS), "a channel that shows nobody anything proves nothing"


def test_what_happens_outside_changes_nothing_that_is_told(world: World) -> None:
    """Whole new business of the second salesperson; whoever sees none of it reads the same as before, to the letter."""
    own = world.owns[0]
    addresses = [*without_a_record(), *(f"{a}?sums=1" for a in without_a_record() if a.endswith("/summary"))]
    addresses += [asked(fill(path, names, own), told) for path, names, told in gets(names=True)]

    def told(login: str) -> dict[str, tuple[int, str]]:
        answers = ((a, world.doors[login].get(a)) for a in addresses)
        return {a: (r.status_code, REQUEST_ID.sub("", _said(r))) for a, r in answers}

    people = BLIND_TO_THE_SECOND if WHOLE else BLIND_TO_THE_SECOND[:3]
    importers = {login for login, seen in SEEN["imports.mapping"].items() if "2" in seen}
    before = {login: told(login) for login in people}
    world.share(world.owns[1].owner, "丙午", "luo")
    differ = [
        (login, address) for login in people for address, now in told(login).items() if now != before[login][address]
    ]
    # Kept for everybody who imports clients, whoever was first to import such a file; and the company's forms on the web.
    keepers = {login for login, seen in SEEN["intake.public_form"].items() if "2" in seen}
    # How long the ledger is, is published: everybody who may look at its proof reads it.
    known = {"/import-mappings": importers, "/public-forms": keepers, "/points/proof": set(people)}
    differ = [(login, a) for login, a in differ if not any(a.startswith(d) and login in p for d, p in known.items())]
    if differ:
        pytest.fail("\n".join(map(str, differ)))
    assert "丙午" in text_of(world.doors["shen"].get("/clients")), "it did happen"


def _said(answer: Any) -> str:
    """A workbook bears the second in which it was made."""
    return text_of(answer) if "json" in answer["Content-Type"] else ""


def operations() -> Iterator[tuple[str, str, list[str]]]:
    """(method, path, names in the path) of every endpoint of the staff that names a record."""
    for path, methods in paths().items():
        names = names_in(path)
        if not names or path.startswith("/portal/") or any(n in OWN_TESTS for n in names):
            continue
        yield from ((method, path, names) for method in methods if not all(n in FREE for n in names))


def test_every_parameter_of_a_path_is_known() -> None:
    unknown = {n for _, _, names in operations() for n in names} - set(PARAMETERS) - set(FREE)
    assert unknown == set(), "say in tests/factories.py what these name"


def test_an_invisible_record_answers_like_an_absent_one(world: World) -> None:
    """The same status and body; for a reading, the same number of queries too."""
    people = STAFF if WHOLE else ("lin", "shen", "tang", "auditor", "admin", "xu")
    differ, compared = [], 0
    for method, path, names in operations():
        code = next(PARAMETERS[n] for n in names if n in PARAMETERS)
        for login in people:
            api = world.doors[login]
            unseen = [own for own in world.owns if not world.sees(login, code, own)]
            absent = ask(api, method, fill(path, names, world.owns[0], gone=True)) if unseen else None
            for own in unseen:
                outside = ask(api, method, fill(path, names, own))
                compared += 1
                assert absent is not None
                if outside[:2] != absent[:2] or (method == "get" and outside[2] != absent[2]) or outside[0] < 400:
                    differ.append(f"{method} {path} {login}: {brief(outside)}, absent: {brief(absent)}")
    assert compared > 300
    if differ:
        pytest.fail("\n".join(differ))


def test_the_window_of_a_contact_is_his_only_door(world: World) -> None:
    api, theirs = world.doors["contact"], world.owns[1]
    assert [p for p in ("/clients", "/search?q=半导", "/me", "/jobs") if api.get(p).status_code != 401] == []
    compared = 0
    for path, names, _ in gets(names=True, portal=True):
        outside, absent = (ask(api, "get", fill(path, names, theirs, gone=gone)) for gone in (False, True))
        assert outside == absent and outside[0] == 404, path
        compared += 1
    assert compared > 1


# ---- a gate left open is found


@pytest.mark.parametrize(
    "code, hole, login, finders",
    [
        ("clients.client", "row_filter", "gu", {"list", "search", "count", "sums", "suggestion", "record", "file link",
         "notification", "e-mail", "event stream", "API token", "aggregate", "export"}),
        ("files.attachment", "row_filter", "gu", {"file link", "event stream", "notification", "e-mail", "API token"}),
        ("projects.project", "contact_filter", "contact", {"portal", "event stream"}),
    ],
)  # fmt: skip
def test_a_gate_left_open_is_found(world: World, code: str, hole: str, login: str, finders: set[str]) -> None:
    """The filter of one resource lets everything through: each channel that carries its rows says so."""
    filtered = getattr(resource(code), hole)
    names = [name for name in CHANNELS if login != "contact" or name in ("portal", "event stream")]
    object.__setattr__(resource(code), hole, lambda *asked: Q())
    registry._gates.clear()
    try:
        found = {name for name in names if leaks(world, login, name)[0]}
    finally:
        object.__setattr__(resource(code), hole, filtered)
        registry._gates.clear()
    assert found == finders
