from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from dougong.kit.models import Record
from dougong.kit.money import MoneyField
from dougong.timesheets import choices, rules

_USER = settings.AUTH_USER_MODEL


class Booked(Record):
    """What hours and day labour share. It was done on `worked_on` and counts in the month of `booked_on`: another only for what
    was not approved when its month was closed, and for corrections after that.

    A task may be taken out of the plan: the entry keeps its key and its name. `rate` and `amount` are fixed with the approval.
    """

    project = models.ForeignKey("projects.Project", on_delete=models.PROTECT, related_name="+")
    task = models.ForeignKey(
        "projects.Task", null=True, blank=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    task_name = models.CharField(max_length=300, default="", blank=True)
    worked_on = models.DateField()
    booked_on = models.DateField()
    note = models.CharField(max_length=500, default="", blank=True)
    state = models.CharField(max_length=9, default="draft")
    submitted_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.CharField(max_length=60, default="", blank=True)
    reason = models.CharField(max_length=500, default="", blank=True)  # of a return, or of a correction
    rate: MoneyField = MoneyField(null=True, blank=True)
    amount: MoneyField = MoneyField(null=True, blank=True)

    project_id: uuid.UUID
    task_id: uuid.UUID | None

    class Meta:
        abstract = True


class TimeEntry(Booked):
    """A cell of a person's week: his minutes on a project, or a task of it, on a day. `corrects` is the entry of a closed month
    that this one reverses (minutes below zero) or puts right."""

    person = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="hours")
    minutes = models.IntegerField()
    kind = models.CharField(max_length=8, default="normal")
    corrects = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrections")

    person_id: uuid.UUID

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=choices.values(choices.STATES)), name="timesheets_state"),
            models.CheckConstraint(condition=Q(kind__in=choices.values(choices.KINDS)), name="timesheets_kind"),
            models.CheckConstraint(
                condition=Q(minutes__lte=rules.DAY) & (Q(minutes__gte=0) | Q(corrects__isnull=False)),
                name="timesheets_minutes",
            ),
            models.UniqueConstraint(
                fields=["person", "worked_on", "project", "task", "kind"],
                condition=Q(corrects__isnull=True, task__isnull=False),
                name="timesheets_cell_of_task",
            ),
            models.UniqueConstraint(
                fields=["person", "worked_on", "project", "kind"],
                condition=Q(corrects__isnull=True, task__isnull=True),
                name="timesheets_cell_of_project",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "worked_on"], name="timesheets_of_person"),
            models.Index(fields=["project", "state", "worked_on"], name="timesheets_of_project"),
            models.Index(fields=["state", "booked_on"], name="timesheets_by_month"),
        ]

    def __str__(self) -> str:
        return f"{self.worked_on} {rules.hours_text(self.minutes)}h"


class Week(models.Model):
    """A person's week, from its Monday: what is locked while its cells are written, and when he was last reminded of it."""

    person = models.ForeignKey(_USER, on_delete=models.CASCADE, related_name="+")
    monday = models.DateField()
    reminded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "monday"], name="timesheets_week_once")]


class Month(Record):
    """A month that was closed at least once, by its first day; open again when `closed_at` is empty."""

    first = models.DateField(unique=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.CharField(max_length=60, default="", blank=True)
    reopened_reason = models.CharField(max_length=500, default="", blank=True)

    def __str__(self) -> str:
        return f"{self.first:%Y-%m}"


class Team(Record):
    """A crew of day labourers."""

    name = models.CharField(max_length=60, unique=True)
    leader = models.CharField(max_length=60, default="", blank=True)
    trade = models.CharField(max_length=60, default="", blank=True)
    note = models.CharField(max_length=500, default="", blank=True)
    archived_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class TeamRate(models.Model):
    """What a head of a team costs a day or an hour, from a date on."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="rates")
    unit = models.CharField(max_length=4)
    since = models.DateField()
    rate: MoneyField = MoneyField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["team", "unit", "since"], name="timesheets_rate_once"),
            models.CheckConstraint(condition=Q(unit__in=choices.values(choices.UNITS)), name="timesheets_rate_unit"),
        ]


class DayLabour(Booked):
    """A day sheet: so many heads of a team, each so many hundredths of a day or an hour."""

    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="sheets")
    unit = models.CharField(max_length=4, default="day")
    heads = models.PositiveIntegerField()
    quantity = models.IntegerField()
    corrects = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrections")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=choices.values(choices.STATES)), name="timesheets_lab_state"),
            models.CheckConstraint(condition=Q(unit__in=choices.values(choices.UNITS)), name="timesheets_lab_unit"),
        ]
        indexes = [
            models.Index(fields=["project", "state", "worked_on"], name="timesheets_lab_of_project"),
            models.Index(fields=["team", "booked_on"], name="timesheets_lab_of_team"),
        ]

    def __str__(self) -> str:
        return f"{self.team} {self.worked_on}"
