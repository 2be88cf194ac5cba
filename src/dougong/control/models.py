from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from dougong.control import choices
from dougong.kit import clock
from dougong.kit.models import Record, RecordQuerySet
from dougong.kit.money import MoneyField


class ProjectFigures(models.Model):
    """What lists show of a project's money and health, computed anew by the worker; `computed_at` says how old it is. Its key is
    the project's. Ratios are thousandths; None where there is no such value."""

    project = models.OneToOneField(
        "projects.Project", primary_key=True, on_delete=models.CASCADE, related_name="control_figures"
    )
    computed_at = models.DateTimeField(null=True, blank=True)
    plan_version = models.PositiveIntegerField(default=0)
    stale = models.BooleanField(default=True)
    status_on = models.DateField(null=True, blank=True)
    bac = MoneyField(null=True, blank=True)
    pv = MoneyField(null=True, blank=True)
    ev = MoneyField(null=True, blank=True)
    ac = MoneyField(null=True, blank=True)
    eac = MoneyField(null=True, blank=True)
    spi = models.IntegerField(null=True, blank=True)
    cpi = models.IntegerField(null=True, blank=True)
    points = models.PositiveSmallIntegerField(null=True, blank=True)
    light = models.CharField(max_length=5, default="none")
    schedule_light = models.CharField(max_length=5, default="none")
    cost_light = models.CharField(max_length=5, default="none")
    payment_light = models.CharField(max_length=5, default="none")
    lines: Any = models.JSONField(default=list)
    p50 = models.DateField(null=True, blank=True)
    p80 = models.DateField(null=True, blank=True)
    overdue = MoneyField(null=True, blank=True)
    shifted = MoneyField(null=True, blank=True)  # falls due in a later month than the baseline says
    reported_on = models.DateField(null=True, blank=True)  # the last report of progress

    objects = RecordQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(light__in=choices.values(choices.LIGHTS)), name="control_light"),
        ]
        indexes = [models.Index(fields=["points", "project"], name="control_by_points")]


class ProjectSetting(models.Model):
    """How a project's money is counted. One row for each, made with it."""

    project = models.OneToOneField(
        "projects.Project", primary_key=True, on_delete=models.CASCADE, related_name="control_setting"
    )
    version = models.PositiveIntegerField(default=1)
    source = models.CharField(max_length=12, default="entered")
    contract_percent = models.PositiveSmallIntegerField(default=80)  # of the contract's amount that is the budget
    formula = models.CharField(max_length=10, default="typical")
    shape = models.CharField(max_length=10, default="pert")
    low = models.PositiveSmallIntegerField(default=90)  # percent of the planned duration, where a task says nothing
    high = models.PositiveSmallIntegerField(default=130)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(source__in=choices.values(choices.SOURCES)), name="control_source"),
            models.CheckConstraint(condition=Q(formula__in=choices.values(choices.FORMULAS)), name="control_formula"),
            models.CheckConstraint(condition=Q(low__lte=100, high__gte=100), name="control_spread"),
        ]


class TaskSetting(models.Model):
    """What control knows of a task. It names the task by its key: a task that is deleted and brought back finds its own again."""

    project = models.ForeignKey("projects.Project", on_delete=models.CASCADE, related_name="control_tasks")
    task_id = models.UUIDField(unique=True)
    budget = MoneyField(null=True, blank=True)  # None: by the project's source
    method = models.CharField(max_length=10, default="duration")
    units = models.DecimalField(max_digits=14, decimal_places=3, null=True, blank=True)
    units_done = models.DecimalField(max_digits=14, decimal_places=3, null=True, blank=True)
    unit = models.CharField(max_length=20, default="", blank=True)
    physical = models.PositiveSmallIntegerField(null=True, blank=True)
    low = models.PositiveIntegerField(null=True, blank=True)  # working minutes
    likely = models.PositiveIntegerField(null=True, blank=True)
    high = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(method__in=choices.values(choices.METHODS)), name="control_method"),
            models.CheckConstraint(condition=Q(physical__isnull=True) | Q(physical__lte=100), name="control_physical"),
            models.CheckConstraint(condition=Q(budget__isnull=True) | Q(budget__gte=0), name="control_budget"),
        ]


class TaskStep(models.Model):
    """A weighted step of a task; done or not."""

    project = models.ForeignKey("projects.Project", on_delete=models.CASCADE, related_name="control_steps")
    task_id = models.UUIDField(db_index=True)
    place = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    weight = models.PositiveIntegerField(default=1)
    done = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["task_id", "place"], name="control_step_once")]


class CostEntry(Record):
    """Money that was spent on a project; negative corrects. It is never changed but for being withdrawn."""

    project = models.ForeignKey("projects.Project", on_delete=models.PROTECT, related_name="costs")
    task_id = models.UUIDField(null=True, blank=True)
    spent_on = models.DateField()
    kind = models.CharField(max_length=12)
    amount = MoneyField()
    document = models.CharField(max_length=80, default="", blank=True)
    note = models.CharField(max_length=300, default="", blank=True)
    by_name = models.CharField(max_length=60, default="", blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=choices.values(choices.COST_KINDS)), name="control_cost_kind"),
            models.CheckConstraint(condition=~Q(amount=0), name="control_cost_not_nothing"),
        ]
        indexes = [models.Index(fields=["project", "spent_on", "id"], name="control_costs")]

    def __str__(self) -> str:
        return f"{self.spent_on} {self.amount}"


class Forecast(models.Model):
    """What the draws said of a project's finish, for the plan as it was then. The newest counts."""

    project = models.ForeignKey("projects.Project", on_delete=models.CASCADE, related_name="forecasts")
    made_at = models.DateTimeField(default=clock.now)
    by_name = models.CharField(max_length=60, default="", blank=True)
    plan_version = models.PositiveIntegerField()
    draws = models.PositiveIntegerField()
    seed = models.PositiveIntegerField()
    planned = models.DateField(null=True)
    p50 = models.DateField(null=True)
    p80 = models.DateField(null=True)
    body: Any = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["project", "-id"], name="control_forecasts")]


class HealthReport(Record):
    """A week's or a month's report on all projects: its figures as they were, and the PDF among its documents."""

    span = models.CharField(max_length=5)
    first = models.DateField()
    last = models.DateField()
    made_by = models.CharField(max_length=60, default="", blank=True)
    projects = models.PositiveIntegerField(default=0)
    green = models.PositiveIntegerField(default=0)
    amber = models.PositiveIntegerField(default=0)
    red = models.PositiveIntegerField(default=0)
    facts: Any = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(span__in=choices.values(choices.SPANS)), name="control_span"),
            models.UniqueConstraint(fields=["span", "first", "last"], name="control_report_once"),
        ]

    def __str__(self) -> str:
        return f"{self.first}—{self.last}"


class ReportSetting(Record):
    """When reports are made by themselves and who is told. One row."""

    weekly = models.BooleanField(default=True)
    weekday = models.PositiveSmallIntegerField(default=0)  # Monday
    monthly = models.BooleanField(default=True)
