from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from dougong.kit.ids import new_id
from dougong.kit.models import Record
from dougong.kit.money import MoneyField
from dougong.staffing import choices
from dougong.staffing.rules import WHOLE

#: Of capacity and shares of it, in hundredths.
MOST = 100_000


class Resource(Record):
    """Somebody or something that work needs. A person of the company points at the account, whose name and department are his.

    `capacity` is in hundredths of one; `rate` is for an hour of one, `overtime_rate` for an hour of overtime where it is
    another; there from `from_on` until `until_on`, both included.
    """

    kind = models.CharField(max_length=10, default="person")
    name = models.CharField(max_length=80, default="", blank=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="staffing_resource"
    )
    department = models.ForeignKey(
        "accounts.Department", null=True, blank=True, on_delete=models.PROTECT, related_name="staffing_resources"
    )
    calendar = models.CharField(max_length=60, default="cn")
    capacity = models.PositiveIntegerField(default=WHOLE)
    region = models.CharField(max_length=6, default="", blank=True)  # GB/T 2260
    rate = MoneyField(null=True, blank=True)
    overtime_rate = MoneyField(null=True, blank=True)
    from_on = models.DateField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True)
    archived_at = models.DateTimeField(null=True, blank=True)

    user_id: uuid.UUID | None
    department_id: uuid.UUID | None

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=choices.values(choices.KINDS)), name="staffing_kind"),
            models.CheckConstraint(condition=Q(capacity__gte=1, capacity__lte=MOST), name="staffing_capacity"),
            models.CheckConstraint(condition=Q(user__isnull=True) | Q(kind="person"), name="staffing_user_is_person"),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(from_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="staffing_there_in_order",
            ),
        ]
        indexes = [models.Index(fields=["kind", "name"], name="staffing_by_kind")]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """The account's name where there is one."""
        return str(self.user.name) if self.user_id and self.user else self.name

    @property
    def gone(self) -> bool:
        """Put away, or its account closed: it gives nothing from today on."""
        return self.archived_at is not None or bool(self.user_id and self.user and not self.user.is_active)


class Skill(Record):
    """A word of the dictionary of skills: 焊接, BIM, 一级建造师."""

    name = models.CharField(max_length=40, unique=True)
    archived_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class ResourceSkill(models.Model):
    """What somebody can, from 1 (knows of it) to 5 (leads others)."""

    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="skills")
    skill = models.ForeignKey(Skill, on_delete=models.PROTECT, related_name="holders")
    level = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["resource", "skill"], name="staffing_skill_once"),
            models.CheckConstraint(condition=Q(level__gte=1, level__lte=5), name="staffing_skill_level"),
        ]


class Absence(models.Model):
    """Days on which somebody is not there, both included. No word on why beyond the kind: that is nobody's business here."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="absences")
    kind = models.CharField(max_length=10, default="leave")
    from_on = models.DateField()
    until_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=choices.values(choices.ABSENCES)), name="staffing_absence"),
            models.CheckConstraint(condition=Q(until_on__gte=F("from_on")), name="staffing_absence_in_order"),
        ]
        indexes = [models.Index(fields=["resource", "until_on"], name="staffing_absences_of")]


class OfTask(models.Model):
    """A row that belongs to a task of a plan. Plans delete and put back their tasks by statement, and an undone deletion brings
    the same key back: so the row stays without its task, counts for nothing, and goes with the project."""

    project = models.ForeignKey("projects.Project", on_delete=models.CASCADE, related_name="+")
    task = models.ForeignKey(
        "projects.Task", on_delete=models.DO_NOTHING, db_constraint=False, related_name="%(class)ss"
    )

    task_id: uuid.UUID
    project_id: uuid.UUID

    class Meta:
        abstract = True


class Assignment(OfTask):
    """That a resource works at a task with so many hundredths of one, for all of it or for the days named, both included."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    resource = models.ForeignKey(Resource, on_delete=models.PROTECT, related_name="assignments")
    percent = models.PositiveIntegerField(default=WHOLE)
    from_on = models.DateField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True)

    resource_id: uuid.UUID

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task", "resource"], name="staffing_assigned_once"),
            models.CheckConstraint(condition=Q(percent__gte=1, percent__lte=MOST), name="staffing_assigned_percent"),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(from_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="staffing_assigned_in_order",
            ),
        ]
        indexes = [models.Index(fields=["project", "resource"], name="staffing_assigned_in")]


class Need(OfTask):
    """A skill that a task asks for."""

    skill = models.ForeignKey(Skill, on_delete=models.PROTECT, related_name="needs")
    level = models.PositiveSmallIntegerField(default=3)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task", "skill"], name="staffing_need_once"),
            models.CheckConstraint(condition=Q(level__gte=1, level__lte=5), name="staffing_need_level"),
        ]


class FitRule(Record):
    """How much each part counts when people are ranked for a task. One row; shares of their sum."""

    skill = models.PositiveSmallIntegerField(default=40)
    load = models.PositiveSmallIntegerField(default=30)
    past = models.PositiveSmallIntegerField(default=20)
    distance = models.PositiveSmallIntegerField(default=10)

    def __str__(self) -> str:
        return "合适度权重"


class Levelling(Record):
    """Proposals that solve the overloads of some projects. `print` is of all that they were worked out from; `applied` names the
    proposal that was taken over, its acts share `act_id`."""

    title = models.CharField(max_length=200)
    state = models.CharField(max_length=8, default="queued")  # queued running ready applied undone stopped failed
    job_id = models.UUIDField(null=True, blank=True)
    print = models.CharField(max_length=64, default="", blank=True)
    answer: Any = models.JSONField(default=dict)
    applied = models.CharField(max_length=10, default="", blank=True)
    applied_at = models.DateTimeField(null=True, blank=True)
    applied_by = models.CharField(max_length=60, default="", blank=True)
    act_id = models.UUIDField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["-created_at"], name="staffing_levellings")]

    def __str__(self) -> str:
        return self.title


class LevelledProject(models.Model):
    """A project that a levelling may move, and the version of its plan that it began from."""

    levelling = models.ForeignKey(Levelling, on_delete=models.CASCADE, related_name="shares")
    project = models.ForeignKey("projects.Project", on_delete=models.CASCADE, related_name="+")
    plan_version = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["levelling", "project"], name="staffing_levelled_once")]
