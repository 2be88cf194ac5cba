from __future__ import annotations

from typing import Any

import orjson
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from dougong.clients import choices
from dougong.kit import clock
from dougong.kit.crypto import BlindField, EncryptedField, Unreadable, blind_index
from dougong.kit.models import Record
from dougong.kit.money import Money, MoneyField
from dougong.kit.registry import ADDED


def opened(sealed: str) -> dict[str, Any]:
    """The values of secret fields; none of them when their key is lost."""
    if not sealed or isinstance(sealed, Unreadable):
        return {}
    found: dict[str, Any] = orjson.loads(sealed)
    return found


class Client(Record):
    """A company or body we work for. Its natural key is the 统一社会信用代码 (GB 32100), when known; never the name."""

    name = models.CharField(max_length=120)
    name_sort = models.CharField(max_length=200)  # pinyin: the order in which Chinese names are read
    initials = models.CharField(max_length=60, default="", blank=True, db_index=True)
    uscc = models.CharField(max_length=18, null=True, blank=True, unique=True)
    kind = models.CharField(max_length=20, default="employer")
    industry = models.CharField(max_length=40, default="", blank=True)
    region = models.CharField(max_length=6, default="", blank=True)  # GB/T 2260
    region_name = models.CharField(max_length=40, default="", blank=True)
    address = models.CharField(max_length=200, default="", blank=True)
    phone = EncryptedField(default="", blank=True)
    phone_index = BlindField(of="phone", default="", blank=True, db_index=True)
    email = EncryptedField(default="", blank=True)
    email_index = BlindField(of="email", default="", blank=True, db_index=True)
    website = models.CharField(max_length=120, default="", blank=True)
    legal_rep = models.CharField(max_length=40, default="", blank=True)
    business = models.CharField(max_length=300, default="", blank=True)
    source = models.CharField(max_length=40, default="", blank=True)
    since = models.DateField(null=True, blank=True)
    source_created_on = models.DateField(null=True, blank=True)  # in the system that it was imported from
    source_author = models.CharField(max_length=60, default="", blank=True)
    source_author_id = models.UUIDField(null=True, blank=True)  # of the colleague of this name, if there is one
    # The company above this one in its group, and what this one is to it: a subsidiary or a branch.
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="members")
    relation = models.CharField(max_length=12, default="", blank=True)
    # What the definitions of fields ask: values by key; those that a company keeps secret lie sealed in the second.
    facts: Any = models.JSONField(default=dict, blank=True)
    sealed_facts = EncryptedField(default="", blank=True)
    # Keys whose index of their own would say what a wider one below says: each index costs a page for every imported row.
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="clients", db_index=False
    )
    department = models.ForeignKey(
        "accounts.Department", null=True, blank=True, on_delete=models.PROTECT, related_name="clients", db_index=False
    )
    tags: models.ManyToManyField[Any, Any] = models.ManyToManyField("Tag", related_name="clients", blank=True)
    tag_text = models.CharField(max_length=400, default="", blank=True)  # the tags' names, for lists
    completeness = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=8, default="draft")
    last_contact_at = models.DateTimeField(null=True, blank=True)
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=choices.values(choices.CLIENT_KINDS)), name="clients_kind"),
            models.CheckConstraint(condition=~Q(uscc=""), name="clients_uscc_null_when_unknown"),
            models.CheckConstraint(condition=Q(state__in=choices.values(choices.STATES)), name="clients_state"),
            models.CheckConstraint(condition=Q(parent=None) | ~Q(parent=F("pk")), name="clients_not_above_itself"),
        ]
        # With the name at their end, a search walks the index alone.
        indexes = [
            models.Index(fields=["name_sort", "id", "name"], name="clients_by_name"),
            models.Index(fields=["owner", "name_sort", "id", "name"], name="clients_of_owner"),
            models.Index(fields=["department", "name_sort", "id", "name"], name="clients_of_department"),
            models.Index(fields=["last_contact_at", "id"], name="clients_by_contact"),
            models.Index(fields=["name"], name="clients_same_name"),
            models.Index(fields=["archived_at", "id"], condition=Q(archived_at__isnull=False), name="clients_bin"),
        ]

    def __str__(self) -> str:
        return self.name

    def held(self, name: str) -> Any:
        """What stands under a column, or under a defined field (`facts.staff`)."""
        return self.facts_whole.get(name.removeprefix(ADDED)) if name.startswith(ADDED) else getattr(self, name)

    def hold(self, name: str, value: Any) -> None:
        """Write a checked value under a column or an open defined field; None empties the field."""
        if not name.startswith(ADDED):
            setattr(self, name, value)
            return
        rest = {k: v for k, v in self.facts.items() if f"{ADDED}{k}" != name}
        self.facts = rest if value is None else {**rest, name.removeprefix(ADDED): value}

    @property
    def facts_whole(self) -> dict[str, Any]:
        """What is kept under the defined fields, the sealed ones too."""
        return {**self.facts, **opened(self.sealed_facts)}


class ClientFigures(models.Model):
    """Figures of a client that higher apps own and write (`clients.services.set_figures`); rebuildable from their truth."""

    client = models.OneToOneField(Client, primary_key=True, on_delete=models.CASCADE, related_name="figures")
    active_contracts = models.PositiveIntegerField(default=0)
    contract_amount = MoneyField(default=Money)
    receivable = MoneyField(default=Money)
    overdue = MoneyField(default=Money)
    overdue_days = models.PositiveIntegerField(default=0)
    open_opportunities = models.PositiveIntegerField(default=0)
    points = models.BigIntegerField(default=0)
    grade = models.CharField(max_length=3, default="", blank=True)  # of credit, the one that counts

    class Meta:
        indexes = [
            models.Index(fields=["receivable", "client"], name="clients_by_receivable"),
            models.Index(fields=["overdue", "client"], name="clients_by_overdue"),
        ]


class Contact(Record):
    """A person at a client. With `user`, he signs in to the client's window."""

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="contacts")
    name = models.CharField(max_length=60)
    post = models.CharField(max_length=60, default="", blank=True)
    phone = EncryptedField(default="", blank=True)
    phone_index = BlindField(of="phone", default="", blank=True, db_index=True)
    email = EncryptedField(default="", blank=True)
    email_index = BlindField(of="email", default="", blank=True, db_index=True)
    decision_role = models.CharField(max_length=12, default="unknown")
    attitude = models.CharField(max_length=10, default="neutral")
    influence = models.CharField(max_length=8, default="unknown")
    reports_to = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="reports")
    is_primary = models.BooleanField(default=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="client_contacts"
    )
    archived_at = models.DateTimeField(null=True, blank=True)

    def index(self) -> None:
        """Write the blind indexes of what can be searched for exactly."""
        for field in ("phone", "email"):
            if not isinstance(getattr(self, field), Unreadable):
                setattr(self, f"{field}_index", blind_index(getattr(self, field)))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["client", "user"], condition=Q(user__isnull=False), name="clients_one_contact_per_user"
            ),
        ]


class Tag(Record):
    name = models.CharField(max_length=20, unique=True)


class NextStep(Record):
    """What is to be done next for a client, or what somebody promised."""

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="steps")
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=8, default="step")
    due_on = models.DateField(null=True, blank=True)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="next_steps"
    )
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["client", "done_at", "due_on"], name="clients_steps"),
            models.Index(fields=["assignee", "done_at", "due_on"], name="clients_my_steps"),
        ]


class TimelineEntry(models.Model):
    """That something happened to the client. `kind` names the sentence, `data` fills it; it is read through its record."""

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="timeline", db_index=False)
    at = models.DateTimeField(default=clock.now)
    kind = models.CharField(max_length=40)
    group = models.CharField(max_length=12, default="follow_up")  # follow_up money project service change
    actor_id = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=60, default="", blank=True)
    resource = models.CharField(max_length=60)
    object_id = models.CharField(max_length=40)
    text = models.TextField(default="", blank=True)
    keywords = models.CharField(max_length=300, default="", blank=True)  # 、预算、工期、: each between two signs
    data = models.JSONField(default=dict)
    origin_id = models.UUIDField(null=True)  # the client it was told of, where that one was merged into this

    class Meta:
        indexes = [models.Index(fields=["client", "at", "id"], name="clients_timeline")]


from dougong.clients.merge.models import ClientAlias, ClientMerge  # noqa: E402  tables of this app that stand beside their use

__all__ = [
    "Client", "ClientAlias", "ClientFigures", "ClientMerge", "Contact", "NextStep", "Tag", "TimelineEntry", "opened",
]  # fmt: skip
