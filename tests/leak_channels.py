"""Every channel by which rows leave, each as what it shows to a person: the columns of the leak matrix.

A channel asks its questions and says for each what it was about, a resource and a share of the company, and whether that was
shown. Where it answers with text or numbers, it is about TEXT: a mark of the share stood in it. A new channel is one more line
in CHANNELS.
"""

from __future__ import annotations

import asyncio
import csv
import functools
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from asgiref.sync import async_to_sync
from django.db import transaction
from django.test import Client, override_settings

from dougong.clients.kinds import STEP_DUE
from dougong.kit import exports, stream_app
from dougong.kit.actor import Actor
from dougong.kit.fields import columns
from dougong.kit.jobs import run_due
from dougong.kit.listing import ListSpec, list_specs
from dougong.kit.models import Job
from dougong.kit.money import Money
from dougong.kit.registry import resource
from dougong.notifications.mails import compose
from dougong.notifications.models import MailDelivery, Notification
from dougong.notifications.services import tell
from tests.api import ApiClient
from tests.factories import FACTORIES, FREE, OWN_TESTS, PARAMETERS, Own
from tests.factories_of_twins import clients_of
from tests.leak_world import World, ask, fill, marked, names_in, path_of, paths, text_of

TEXT = "text"
Said = tuple[str, str, bool]
#: What an endpoint needs that has no value of its own.
NEEDED = {"list": "clients", "resource": "clients.client"}


@dataclass(frozen=True)
class Eye:
    """One person at the doors."""

    world: World
    login: str

    @property
    def actor(self) -> Actor:
        return self.world.actors[self.login]

    @property
    def api(self) -> ApiClient:
        return self.world.doors[self.login]

    @property
    def marks(self) -> list[str]:
        return [own.mark for own in self.world.owns]

    def get(self, path: str) -> Any:
        return self.api.get(path)

    def read(self, text: str) -> Iterator[Said]:
        yield from ((TEXT, mark, mark in text) for mark in self.marks)


def gets(*, names: bool, portal: bool = False) -> Iterator[tuple[str, list[str], dict[str, Any]]]:
    """(path, names in it, its part of the contract) of the reading endpoints that name a record, or none."""
    for path, operations in paths().items():
        found = names_in(path)
        ours = path.startswith("/portal/") == portal and not (portal and path == "/portal/session")
        known = all(n in PARAMETERS or n in FREE for n in found) and not any(n in OWN_TESTS for n in found)
        about = any(n in PARAMETERS for n in found)
        if "get" in operations and ours and known and about == names:
            yield path, found, operations["get"]


def door(spec: ListSpec) -> str:
    return path_of(f"list_{spec.code.replace('-', '_')}")


def rows_of(eye: Eye, spec: ListSpec) -> list[tuple[Own, str]]:
    """The shares with their row's key in this list."""
    return [(own, str(own.row(spec.resource).pk)) for own in eye.world.owns]


def asked(address: str, told: dict[str, Any], **values: str) -> str:
    needed = [p["name"] for p in told.get("parameters", []) if p.get("in") == "query" and p.get("required")]
    query = "&".join(f"{name}={({**NEEDED, **values}).get(name, '')}" for name in needed)
    return f"{address}?{query}" if query else address


# ---- lists


def by_list(eye: Eye) -> Iterator[Said]:
    for spec in list_specs():
        answer = eye.get(f"{door(spec)}?size=200")
        items = answer.json()["items"] if answer.status_code == 200 else []
        ids = {str(i[spec.key]) for i in items}
        yield from ((spec.resource, own.mark, pk in ids) for own, pk in rows_of(eye, spec))
        yield from eye.read(text_of(answer))


def by_search(eye: Eye) -> Iterator[Said]:
    """The search box of each list."""
    for spec in (s for s in list_specs() if s.search):
        for own, pk in rows_of(eye, spec):
            answer = eye.get(f"{door(spec)}?q={own.mark}")
            items = answer.json()["items"] if answer.status_code == 200 else []
            yield spec.resource, own.mark, pk in {str(i[spec.key]) for i in items}


def by_count(eye: Eye) -> Iterator[Said]:
    """How many match a name: where the rows bear a mark, one is one too many."""
    for spec in (s for s in list_specs() if s.search and marked(s.resource)):
        for own in eye.world.owns:
            answer = eye.get(f"{door(spec)}/summary?q={own.mark}")
            # The log has entries on other records of the share than the one that the table is about.
            code = TEXT if spec.resource == "audit.entry" else spec.resource
            yield code, own.mark, answer.status_code == 200 and answer.json()["count"] > 0


def by_sums(eye: Eye) -> Iterator[Said]:
    """Counts and sums of whole lists against those of what the table lets him see, added up here one by one."""
    for spec in list_specs():
        if not marked(spec.resource) or spec.rows or spec.resource == "audit.entry":
            continue  # their rows are not the shares' alone
        answer = eye.get(f"{door(spec)}/summary?sums=1")
        told = answer.json() if answer.status_code == 200 else {"count": 0, "sums": None}
        expected = _added_up(eye, spec)
        for own in eye.world.owns:
            seen = eye.world.sees(eye.login, spec.resource, own)
            beyond = told["count"] > 0 and (told["count"], told["sums"] or None) != expected
            yield spec.resource, own.mark, told["count"] > 0 if seen else beyond


def _added_up(eye: Eye, spec: ListSpec) -> tuple[int, Any]:
    rows = resource(spec.resource).model._default_manager.all()
    seen = rows.filter(pk__in=_of_shares(eye, spec.resource, rows))
    seen = spec.base(seen) if spec.base else seen
    return seen.count(), {
        c.key: _total(c.type, seen.values_list(c.source, flat=True))
        for c in columns(eye.actor, spec)  # what field rules mask or hide is not summed
        if c.sum
    } or None


def _of_shares(eye: Eye, code: str, rows: Any) -> list[Any]:
    """Keys of all rows of a resource that belong to the shares he may see, by their client or their owner."""
    item = resource(code)
    shares = [own for own in eye.world.owns if eye.world.sees(eye.login, code, own)]
    if item.client_path is None:
        return [own.row(code).pk for own in shares]
    path = f"{item.client_path}__in" if item.client_path else "pk__in"
    clients = [pk for own in shares for pk in clients_of(own, eye.actor)]
    return list(rows.filter(**{path: clients}).values_list("pk", flat=True))


def _total(kind: str, values: Any) -> Any:
    return str(Money.total(v for v in values if v is not None)) if kind == "money" else sum(v or 0 for v in values)


# ---- other readings


def by_suggestion(eye: Eye) -> Iterator[Said]:
    """The palette: what is offered while one types."""
    for own in eye.world.owns:
        items = eye.get(f"/search?q={own.mark}").json()["items"]
        found = {(i["resource"], i["id"]) for i in items}
        yield from ((code, own.mark, (code, str(own.row(code).pk)) in found) for code in FACTORIES)


def without_a_record() -> Iterator[str]:
    """Addresses of every reading endpoint of the staff without a record in its path."""
    for path, names, told in gets(names=False):
        for code in [spec.code for spec in list_specs()] if path == "/lists/{code}" else [FREE["code"]]:
            values = {**FREE, "code": code}
            yield asked(functools.reduce(lambda done, n: done.replace(f"{{{n}}}", values[n]), names, path), told)


def by_aggregate(eye: Eye) -> Iterator[Said]:
    """Boards, dashboards, statistics, choices, descriptions."""
    for address in without_a_record():
        yield from eye.read(text_of(eye.get(address)))


def by_record(eye: Eye) -> Iterator[Said]:
    return _named(eye, lambda path: not _is_file(path))


def by_file(eye: Eye) -> Iterator[Said]:
    """Links of files, and the lists of a record's files."""
    return _named(eye, _is_file)


def _is_file(path: str) -> bool:
    return "attachment" in path or path.endswith(("/file", "/files", "/rejected"))


def _named(eye: Eye, wanted: Callable[[str], bool]) -> Iterator[Said]:
    for path, names, told in gets(names=True):
        code = next(PARAMETERS[n] for n in names if n in PARAMETERS)
        if not wanted(path):
            continue
        for own in eye.world.owns:
            answer = eye.get(asked(fill(path, names, own), told))
            if code in FACTORIES and marked(code):
                yield code, own.mark, answer.status_code < 400
            # Of a record that is his, its text may name another's; of his own, the page of a person names what he sees.
            yield from ((TEXT, mark, mark in text_of(answer)) for mark in eye.marks if mark != own.mark)


def by_export(eye: Eye) -> Iterator[Said]:
    for spec in list_specs():
        if not (eye.actor.can(spec.resource, "export") and eye.actor.can(spec.resource, "view")):
            continue
        job = exports.start_export(eye.actor, code=spec.code, query="", columns=[], file_format="csv", language="zh")
        run_due()
        job = Job.objects.get(pk=job.pk)
        assert job.status == "done", job.error
        text = (exports.folder() / job.result["file"]).read_text(encoding="utf-8-sig")
        yield from eye.read(text)
        if marked(spec.resource) and spec.resource != "audit.entry":
            seen = sum(eye.world.sees(eye.login, spec.resource, own) for own in eye.world.owns)
            yield spec.resource, TEXT, not seen and len(list(csv.reader(io.StringIO(text)))) > 1


def by_job(eye: Eye) -> Iterator[Said]:
    """What somebody's job found, and its file: his alone."""
    for own in eye.world.owns:
        for end in ("", "/file"):
            yield "kit.job", own.mark, eye.get(f"/jobs/{eye.world.jobs[own.mark]}{end}").status_code == 200


def by_stream(eye: Eye) -> Iterator[Said]:
    """The stream hands out each change as it happens; he listens."""
    assert eye.actor.id is not None
    for own in eye.world.owns:
        for code in FACTORIES:
            queue: asyncio.Queue[bytes] = asyncio.Queue()
            stream_app._listeners[eye.actor.id].add(queue)
            try:
                async_to_sync(stream_app._hand_out)(code, str(own.row(code).pk), None)
            finally:
                stream_app._listeners.pop(eye.actor.id)
            yield code, own.mark, not queue.empty()


def _told(eye: Eye) -> list[tuple[str, str, Notification]]:
    """He is told of everything, whether it is his to see or not."""
    found = []
    for own in eye.world.owns:
        for code in FACTORIES:
            pk = own.row(code).pk
            if marked(code) and not isinstance(pk, int):
                with transaction.atomic():
                    made = tell(
                        [eye.actor.user_id], kind=STEP_DUE, key=f"all:{code}:{own.mark}", resource=code, object_id=pk,
                        link=f"/{pk}", title=own.mark, client=own.mark,
                    )  # fmt: skip
                found += [(code, own.mark, row) for row in made]
    return found


def _inbox(eye: Eye) -> list[dict[str, Any]]:
    """All pages."""
    items: list[dict[str, Any]] = []
    more = ""
    while True:
        page = eye.get(f"/notifications{more}").json()
        items += page["items"]
        if page["next"] is None:
            return items
        more = f"?cursor={page['next']}"


def by_notification(eye: Eye) -> Iterator[Said]:
    told = _told(eye)
    items = _inbox(eye)
    shown = {(i["resource"], str(i["object_id"])) for i in items}
    yield from ((code, mark, (code, str(row.object_id)) in shown) for code, mark, row in told)
    unread = eye.get("/notifications/summary").json()["unread"]
    yield TEXT, TEXT, unread > len([i for i in items if i["read_at"] is None])


def by_mail(eye: Eye) -> Iterator[Said]:
    for code, mark, row in _told(eye):
        delivery = MailDelivery.objects.filter(notification=row).first() or MailDelivery(notification=row)
        yield code, mark, compose(delivery) is not None


def by_token(eye: Eye) -> Iterator[Said]:
    """An integration with all that he can give: lists, counts, records, files."""
    bearer = _Bearer(eye.world, eye.login)
    with override_settings(DOUGONG_TOKEN_PER_MINUTE=100_000):
        yield from by_list(bearer)
        yield from by_count(bearer)
        yield from _named(bearer, lambda path: path.count("{") == 1 or _is_file(path))


class _Bearer(Eye):
    @functools.cached_property
    def client(self) -> Client:
        return self.world.by_token(self.login)

    def get(self, path: str) -> Any:
        return self.client.get(f"/api/v1{path}")


def by_portal(eye: Eye) -> Iterator[Said]:
    """The client's window; whoever is no contact finds no door there, nor a contact one of the staff's."""
    for path, names, told in gets(names=True, portal=True):
        code = next(PARAMETERS[n] for n in names if n in PARAMETERS)
        for own in eye.world.owns:
            yield code, own.mark, ask(eye.api, "get", asked(fill(path, names, own), told))[0] < 400
    for path, names, told in gets(names=False, portal=True):
        for own in eye.world.owns:
            client = own.row("clients.client").pk
            yield from eye.read(text_of(eye.get(f"{asked(path, told)}?client={client}" if not names else path)))


STAFF_ONLY: dict[str, Callable[[Eye], Iterator[Said]]] = {
    "list": by_list,
    "search": by_search,
    "count": by_count,
    "sums": by_sums,
    "suggestion": by_suggestion,
    "aggregate": by_aggregate,
    "record": by_record,
    "file link": by_file,
    "export": by_export,
    "background job": by_job,
    "notification": by_notification,
    "e-mail": by_mail,
    "API token": by_token,
}
CHANNELS: dict[str, Callable[[Eye], Iterator[Said]]] = {**STAFF_ONLY, "event stream": by_stream, "portal": by_portal}
