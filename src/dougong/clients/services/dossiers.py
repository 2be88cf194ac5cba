from __future__ import annotations

import uuid
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django.db import IntegrityError, transaction

from dougong.accounts.models import User
from dougong.audit.rules import HIDDEN
from dougong.audit.services import record as audit
from dougong.clients import errors, facts
from dougong.clients.checks import clean_email, clean_phone, clean_uscc
from dougong.clients.events import ClientAssigned, ClientChanged, ClientCreated
from dougong.clients.filling import completeness_of
from dougong.clients.models import Client, ClientFigures, Tag, TimelineEntry
from dougong.clients.rules import tag_text_of
from dougong.kit import clock, fields
from dougong.kit.access import must_see, require
from dougong.kit.actor import Actor
from dougong.kit.crypto import blind_index, sealed
from dougong.kit.errors import NotAllowed, NotFound, Stale
from dougong.kit.events import publish
from dougong.kit.formats import normalise_name, sounds
from dougong.kit.jsonable import plain
from dougong.kit.regions import find_region, region_by_code, short_name
from dougong.kit.registry import ADDED, resource
from dougong.kit.stream import notify
from dougong.kit.unit import one_act

CLIENT = "clients.client"
EDITABLE = (
    "name", "uscc", "kind", "industry", "region", "address", "phone", "email", "website", "legal_rep", "business",
    "source", "since", "facts",
)  # fmt: skip
#: Where a dossier came from: an import keeps the day and the author of the old system.
ORIGIN = ("source_created_on", "source_author", "source_author_id")
ORDINARY = frozenset(("kind", "industry", "address", "website", "legal_rep", "business", "source", "since", *ORIGIN))


@one_act
def create_client(actor: Actor, *, owner_id: uuid.UUID | None = None, **values: Any) -> Client:
    """A new dossier, owned by the actor unless another is named. Raises UsccTaken when the code has one already."""
    require(actor, CLIENT, "create")
    client = Client(
        created_by_id=actor.id, created_at=clock.now(), owner_id=actor.id, department_id=actor.department_id
    )
    if owner_id is not None and owner_id != actor.id:
        require(actor, CLIENT, "assign")
        client.owner = owner = active_owner(owner_id)
        client.department_id = owner.department_id if owner else None
    fill(client, values, actor)
    client.completeness = completeness_of(actor, client, False)
    try:
        with transaction.atomic(savepoint=client.uscc is not None):
            client.save(force_insert=True)
    except IntegrityError:
        raise _taken(actor, client.uscc) from None
    ClientFigures.objects.create(client=client)
    audit(actor, "create", CLIENT, client, after={k: v for k, v in values.items() if v})
    TimelineEntry.objects.create(
        client=client, at=client.created_at, kind="client_created", group="change", actor_id=actor.id,
        actor_name=actor.name, resource=CLIENT, object_id=str(client.pk),
    )  # fmt: skip
    publish(ClientCreated(client_id=client.pk), actor)
    return client


@transaction.atomic
def update_client(actor: Actor, *, client_id: uuid.UUID, version: int | None, **values: Any) -> Client:
    """Change the named fields. Raises Stale with the present values when somebody was faster."""
    client = locked_client(actor, client_id)
    fields.may_write(
        actor, CLIENT, {**values, **{f"{ADDED}{key}": v for key, v in (values.get("facts") or {}).items()}}
    )
    if version is not None and client.version != version:
        current = {name: getattr(client, name) for name in values if name != "facts"}
        if values.get("facts"):
            now = facts.whole(actor, client.facts_whole)
            current["facts"] = {key: now.get(key) for key in values["facts"]}
        raise Stale(
            who=_last_editor(client), version=client.version, current=plain({**current, "version": client.version})
        )
    before = _held(client, values)
    fill(client, values, actor)
    now = _held(client, values)
    changed = [name for name in now if now[name] != before[name]]
    if not changed:
        return client
    client.completeness = completeness_of(actor, client)
    try:
        with transaction.atomic():
            client.store()
    except IntegrityError:
        raise _taken(actor, client.uscc) from None
    quiet = {f"{ADDED}{key}" for key in facts.secret_keys(actor)} if values.get("facts") else set()
    told = [{n: HIDDEN if n in quiet and v[n] is not None else v[n] for n in changed} for v in (before, now)]
    audit(actor, "update", CLIENT, client, before=told[0], after=told[1])
    _tell_change(actor, client, changed)
    _look_again(actor, client, changed)
    publish(ClientChanged(client_id=client.pk, fields=changed), actor)
    notify(CLIENT, client.pk)
    return client


def _held(client: Client, names: Mapping[str, Any]) -> dict[str, Any]:
    """What the named fields hold; of `facts` each under its own name."""
    whole = client.facts_whole if "facts" in names else {}
    return {
        **{name: getattr(client, name) for name in names if name != "facts"},
        **{f"{ADDED}{key}": whole.get(key) for key in names.get("facts") or {}},
    }


def fill(client: Client, values: dict[str, Any], actor: Actor) -> None:
    """Set the values in their stored form; each check raises at its field. `facts` go by the definitions that the actor reads."""
    if values.get("facts"):
        good = facts.checked(actor, values["facts"], kind=values.get("kind") or client.kind, client=client)
        facts.put(client, good, facts.secret_keys(actor))
    fill_columns(client, {name: value for name, value in values.items() if name != "facts"})


def fill_columns(client: Client, values: dict[str, Any], *, stored: bool = False) -> None:
    """As `fill`, of values whose defined fields are checked and named one by one (`facts.staff`). `stored`: all have their
    stored form already."""
    for name, value in _columns(values, stored=stored).items():
        setattr(client, name, value)
    for name, value in values.items():
        if name.startswith(ADDED):
            client.hold(name, value)
    if not client.region and client.address:
        for name, value in _of_address(client.address).items():
            setattr(client, name, value)


def columns_of_new(values: dict[str, Any]) -> dict[str, Any]:
    """What a client that is made of these values holds, all in stored form; the secret ones sealed. Asks no database."""
    found = _columns(values, stored=True)
    if not found.get("region") and found.get("address"):
        found |= _of_address(found["address"])
    for name in ("phone", "email"):
        if name in found:
            found |= {name: sealed(found[name]), f"{name}_index": str(found[f"{name}_index"])}
    held = {name.removeprefix(ADDED): value for name, value in values.items() if name.startswith(ADDED)}
    return {**found, "facts": {key: value for key, value in held.items() if value is not None}}


def _columns(values: dict[str, Any], *, stored: bool) -> dict[str, Any]:
    """The columns that these values fill, with those that they bring along; defined fields left out."""
    found: dict[str, Any] = {}
    for name, value in values.items():
        if name in ORDINARY:
            found[name] = value
        elif name in _WITH_MORE:
            found |= _WITH_MORE[name](value, stored)
        elif not name.startswith(ADDED):
            raise TypeError(f"a client has no {name}")
    return found


def _of_address(address: str) -> dict[str, Any]:
    found = find_region(address)
    return _region(found.code, True) if found else {}


def _name(value: str, stored: bool) -> dict[str, Any]:
    name = value[:120] if stored else normalise_name(value)[:120]
    whole, first = sounds(name)
    return {"name": name, "name_sort": whole[:200], "initials": first[:60]}


def _uscc(value: str | None, stored: bool) -> dict[str, Any]:
    return {"uscc": value if stored else clean_uscc(value)}


def _phone(value: str, stored: bool) -> dict[str, Any]:
    phone = value if stored else clean_phone(value)
    return {"phone": phone, "phone_index": blind_index(phone)}


def _email(value: str, stored: bool) -> dict[str, Any]:
    email = value if stored else clean_email(value)
    return {"email": email, "email_index": blind_index(email)}


def _region(value: str | None, stored: bool) -> dict[str, Any]:
    return {"region": value or "", "region_name": region_title(value)}


#: Columns that bring others along.
_WITH_MORE = {"name": _name, "uscc": _uscc, "phone": _phone, "email": _email, "region": _region}


@lru_cache(maxsize=4096)
def region_title(code: str | None) -> str:
    """江苏 苏州; 上海 浦东新区: as lists show it."""
    found = region_by_code(code) if code else None
    if found is None:
        return ""
    place = found.city if found.city != found.province else found.district
    return " ".join(short_name(part) for part in (found.province, place) if part)


@transaction.atomic
def assign_clients(actor: Actor, *, client_ids: list[uuid.UUID], owner_id: uuid.UUID) -> dict[str, list[uuid.UUID]]:
    """Give clients to a colleague: what was done, and what the actor may not."""
    require(actor, CLIENT, "assign")
    owner = active_owner(owner_id)
    if owner is None:
        raise errors.OwnerUnknown(field="owner_id")
    done, refused = _split(actor, client_ids, "assign")
    for client in done:
        before = client.owner_id
        client.owner, client.department_id = owner, owner.department_id
        client.completeness = completeness_of(actor, client)
        client.store("owner", "department", "completeness")
        audit(actor, "assign", CLIENT, client, before={"owner": before}, after={"owner": owner.pk})
        publish(ClientAssigned(client_id=client.pk, from_user_id=before, to_user_id=owner.pk), actor)
        notify(CLIENT, client.pk)
    return {"done": [c.pk for c in done], "refused": refused}


@transaction.atomic
def archive_clients(actor: Actor, *, client_ids: list[uuid.UUID]) -> dict[str, list[uuid.UUID]]:
    """Out of the lists, kept for 30 days in the bin."""
    return _set_archived(actor, client_ids, True)


@transaction.atomic
def restore_clients(actor: Actor, *, client_ids: list[uuid.UUID]) -> dict[str, list[uuid.UUID]]:
    return _set_archived(actor, client_ids, False)


def _set_archived(actor: Actor, client_ids: list[uuid.UUID], archived: bool) -> dict[str, list[uuid.UUID]]:
    require(actor, CLIENT, "archive")
    done, refused = _split(actor, client_ids, "archive")
    for client in done:
        if (client.archived_at is not None) == archived:
            continue
        client.archived_at = clock.now() if archived else None
        client.store("archived_at")
        audit(actor, "archive" if archived else "restore", CLIENT, client)
        publish(ClientChanged(client_id=client.pk, fields=["archived_at"]), actor)
        notify(CLIENT, client.pk)
    return {"done": [c.pk for c in done], "refused": refused}


@transaction.atomic
def set_tags(actor: Actor, *, client_id: uuid.UUID, names: list[str]) -> list[str]:
    client = locked_client(actor, client_id)
    before = sorted(client.tags.values_list("name", flat=True))
    wanted = sorted({n.strip()[:20] for n in names if n.strip()})
    client.tags.set([_tag(actor, name) for name in wanted])
    _write_tag_text(client, wanted)
    audit(actor, "tag", CLIENT, client, before={"tags": before}, after={"tags": wanted})
    notify(CLIENT, client.pk)
    return wanted


@transaction.atomic
def tag_clients(actor: Actor, *, client_ids: list[uuid.UUID], name: str) -> dict[str, list[uuid.UUID]]:
    """Add one tag to many clients."""
    done, refused = _split(actor, client_ids, "update")
    tag = _tag(actor, name.strip()[:20])
    for client in done:
        client.tags.add(tag)
        _write_tag_text(client, sorted(client.tags.values_list("name", flat=True)))
        audit(actor, "tag", CLIENT, client, after={"added": tag.name})
    return {"done": [c.pk for c in done], "refused": refused}


def _write_tag_text(client: Client, names: list[str]) -> None:
    client.tag_text = tag_text_of(names)
    client.save(update_fields=["tag_text"])


def _tag(actor: Actor, name: str) -> Tag:
    tag: Tag = Tag.objects.get_or_create(name=name, defaults={"created_by_id": actor.id})[0]
    return tag


def locked_client(actor: Actor, client_id: uuid.UUID, *, action: str = "update") -> Client:
    """The client under lock, if the actor may `action` on it. Locks are taken client first."""
    _must_be_there(actor, client_id)
    client: Client = Client.objects.locked(client_id)
    require(actor, CLIENT, action, client)
    if action != "view" and client.archived_at is not None:
        raise errors.ClientArchived(name=client.name)
    return client


def _must_be_there(actor: Actor, client_id: uuid.UUID) -> None:
    """As `must_see`; of one that was merged into a dossier that the actor sees, it says so."""
    try:
        must_see(actor, CLIENT, client_id)
    except NotFound:
        into = resource(CLIENT).visible_to(actor).filter(aliases__pk=client_id).first()
        if into is None:
            raise
        raise errors.ClientMergedAway(name=into.name, id=into.pk) from None


def active_owner(user_id: uuid.UUID | None) -> User | None:
    if user_id is None:
        return None
    user: User | None = User.objects.filter(pk=user_id, kind="staff", is_active=True).first()
    if user is None:
        raise errors.OwnerUnknown(field="owner_id")
    return user


def refresh_completeness(actor: Actor, client: Client) -> None:
    client.completeness = completeness_of(actor, client)
    client.save(update_fields=["completeness"])


def _split(actor: Actor, ids: list[uuid.UUID], action: str) -> tuple[list[Client], list[uuid.UUID]]:
    """The clients under lock (in id order, so that two bulk acts can't block each other), and the ids refused."""
    allowed = resource(CLIENT).rows_for(actor, action).filter(pk__in=ids).values("pk")
    rows = list(
        Client.objects.select_for_update().filter(pk__in=list(allowed.values_list("pk", flat=True))).order_by("pk")
    )
    held = {c.pk for c in rows}
    visible = set(resource(CLIENT).visible_to(actor).filter(pk__in=ids).values_list("pk", flat=True))
    if not visible:
        raise NotFound()
    if not rows:
        raise NotAllowed(resource=CLIENT, action=action)
    return rows, [i for i in ids if i in visible and i not in held]


def _taken(actor: Actor, uscc: str | None) -> Exception:
    """Names the other dossier only to whoever may see it."""
    other = resource(CLIENT).visible_to(actor).filter(uscc=uscc).first() if uscc else None
    if other is None:
        return errors.UsccTaken(field="uscc", name="…", id=None)
    return errors.UsccTaken(field="uscc", name=other.name, id=other.pk)


def _last_editor(client: Client) -> str:
    last = client.timeline.filter(kind="client_changed").order_by("-id").first()
    return last.actor_name if last else ""


def _look_again(actor: Actor, client: Client, changed: list[str]) -> None:
    from dougong.clients.review import ask_again

    ask_again(actor, client, changed)


def _tell_change(actor: Actor, client: Client, fields: list[str]) -> None:
    from dougong.clients.services.activity import record

    record(
        actor, client_id=client.pk, kind="client_changed", group="change", resource=CLIENT, object_id=client.pk,
        fields=fields, **facts.named(actor, fields),
    )  # fmt: skip
