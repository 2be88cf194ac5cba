from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from dougong.kit import clock
from dougong.kit.ids import new_id
from dougong.kit.models import Record
from dougong.kit.money import MoneyField
from dougong.projects import choices, rules

#: An acceptance that passed and stands.
PASSED = Q(result="passed", withdrawn_at__isnull=True)


class Project(Record):
    """Work under a contract. `plan_version` goes up with every change of its plan; figures are those of the last calculation."""

    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=200)
    client = models.ForeignKey("clients.Client", on_delete=models.PROTECT, related_name="projects")
    contract = models.ForeignKey("contracts.Contract", on_delete=models.PROTECT, related_name="projects")
    manager = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="managed_projects")
    department = models.ForeignKey(
        "accounts.Department", null=True, blank=True, on_delete=models.PROTECT, related_name="projects"
    )
    status = models.CharField(max_length=10, default="preparing")
    starts_on = models.DateField()  # work is planned from here
    finishes_on = models.DateField(null=True, blank=True)  # promised
    kickoff_on = models.DateField(null=True, blank=True)
    starts_minute = models.PositiveSmallIntegerField(default=0)  # of that day: a file's start may be at eight
    status_at = models.IntegerField(null=True, blank=True)  # a schedule instant: unfinished work lies after it
    calendar = models.CharField(max_length=60, default="cn")  # a built-in code, or the id of one in `calendars`
    calendars = models.JSONField(default=list, blank=True)  # those that came with an imported schedule
    profile = models.CharField(max_length=12, default="dougong")
    minutes_per_day = models.PositiveIntegerField(default=480)
    critical_limit = models.IntegerField(default=0)
    plan_version = models.PositiveIntegerField(default=1)
    baseline_id = models.UUIDField(null=True, blank=True)  # the one that counts, whose dates stand in the tasks too
    baseline_at = models.DateTimeField(null=True, blank=True)
    baseline_finish = models.DateField(null=True, blank=True)
    forecast_finish = models.DateField(null=True, blank=True)
    days_late = models.IntegerField(null=True, blank=True)  # calendar days; negative is early
    percent = models.PositiveSmallIntegerField(default=0)
    planned_percent = models.PositiveSmallIntegerField(null=True, blank=True)
    accepted_on = models.DateField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(status__in=choices.values(choices.STATUSES)), name="projects_status"),
        ]
        indexes = [
            models.Index(fields=["days_late", "id"], name="projects_by_lateness"),
            models.Index(fields=["manager", "status"], name="projects_of_manager"),
            models.Index(fields=["client", "status"], name="projects_of_client"),
            models.Index(fields=["archived_at", "id"], condition=Q(archived_at__isnull=False), name="projects_bin"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def status_date(self) -> dt.date | None:
        """The day at whose end the progress was taken."""
        return None if self.status_at is None else rules.last_day(self.status_at)


class Member(models.Model):
    """Whoever is a member sees the project, its client and its contract."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="members")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="project_memberships")
    role = models.CharField(max_length=10, default="engineer")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "user"], name="projects_member_once"),
            models.CheckConstraint(
                condition=Q(role__in=choices.values(choices.MEMBER_ROLES)), name="projects_member_role"
            ),
        ]


class Task(models.Model):
    """A row of the plan. Instants are minutes since 1970-01-01 local, without zone; durations and floats working minutes.

    `position` orders the children of one parent. From `start` on the columns are the calculation's answers.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="tasks")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="children")
    position = models.IntegerField()
    uid = models.CharField(max_length=60, default="", blank=True)  # its number in the imported file
    name = models.CharField(max_length=300)
    kind = models.CharField(max_length=16, default="task")
    duration = models.IntegerField(null=True, blank=True)
    elapsed = models.BooleanField(default=False)
    calendar = models.CharField(max_length=60, default="", blank=True)
    constraint = models.CharField(max_length=16, default="", blank=True)
    constraint_at = models.IntegerField(null=True, blank=True)
    deadline = models.IntegerField(null=True, blank=True)
    percent = models.PositiveSmallIntegerField(default=0)
    remaining = models.IntegerField(null=True, blank=True)
    actual_start = models.IntegerField(null=True, blank=True)
    actual_finish = models.IntegerField(null=True, blank=True)
    stop = models.IntegerField(null=True, blank=True)
    resume = models.IntegerField(null=True, blank=True)
    manual_start = models.IntegerField(null=True, blank=True)
    manual_finish = models.IntegerField(null=True, blank=True)
    active = models.BooleanField(default=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="tasks"
    )
    owner_name = models.CharField(max_length=120, default="", blank=True)  # as the file says, when it is nobody of ours
    baseline_start = models.IntegerField(null=True, blank=True)
    baseline_finish = models.IntegerField(null=True, blank=True)
    baseline_duration = models.IntegerField(null=True, blank=True)
    reached_on = models.DateField(null=True, blank=True)  # when MilestoneReached was told; never taken back
    # The versions of the plan in which anything of the row changed last, and in which somebody last changed it himself.
    changed_in = models.PositiveIntegerField(default=0)
    edited_in = models.PositiveIntegerField(default=0)
    start = models.IntegerField(null=True, blank=True)
    finish = models.IntegerField(null=True, blank=True)
    early_start = models.IntegerField(null=True, blank=True)
    early_finish = models.IntegerField(null=True, blank=True)
    late_start = models.IntegerField(null=True, blank=True)
    late_finish = models.IntegerField(null=True, blank=True)
    total_float = models.IntegerField(null=True, blank=True)
    free_float = models.IntegerField(null=True, blank=True)
    critical = models.BooleanField(default=False)

    owner_id: uuid.UUID | None
    parent_id: uuid.UUID | None

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=choices.values(choices.TASK_KINDS)), name="projects_task_kind"),
            models.CheckConstraint(condition=Q(percent__lte=100), name="projects_task_percent"),
            models.CheckConstraint(
                condition=Q(duration__isnull=True) | Q(duration__gte=0), name="projects_task_duration"
            ),
        ]
        indexes = [models.Index(fields=["owner", "finish"], name="projects_tasks_of")]

    def __str__(self) -> str:
        return self.name


class Link(models.Model):
    """A dependency. `lag` is in working minutes, every minute when `elapsed`, or `lag_percent` of the predecessor's duration."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="links")
    pred = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="successors")
    succ = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="predecessors")
    type = models.CharField(max_length=2, default="FS")
    lag = models.IntegerField(default=0)
    elapsed = models.BooleanField(default=False)
    lag_percent = models.IntegerField(null=True, blank=True)
    changed_in = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pred", "succ", "type"], name="projects_link_once"),
            models.CheckConstraint(condition=Q(type__in=choices.values(choices.LINK_TYPES)), name="projects_link_type"),
            models.CheckConstraint(condition=~Q(pred=models.F("succ")), name="projects_link_two_tasks"),
        ]


class Baseline(models.Model):
    """A plan as it stood on a day, kept under a name. Its rows are never changed; removed it can be brought back."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="baselines")
    name = models.CharField(max_length=60)
    note = models.CharField(max_length=300, default="", blank=True)
    taken_at = models.DateTimeField(default=clock.now)
    taken_by_id = models.UUIDField(null=True)
    taken_by_name = models.CharField(max_length=60, default="", blank=True)
    finish = models.DateField(null=True, blank=True)
    count = models.PositiveIntegerField(default=0)  # of tasks that are no summaries
    budget = MoneyField(null=True, blank=True)  # None: no task had one
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "name"], condition=Q(removed_at__isnull=True), name="projects_baseline_name"
            )
        ]
        indexes = [models.Index(fields=["project", "taken_at"], name="projects_baselines")]

    def __str__(self) -> str:
        return self.name


class BaselineTask(models.Model):
    """A row of a baseline. The task may be gone from the plan since: its key is kept, not a reference."""

    baseline = models.ForeignKey(Baseline, on_delete=models.CASCADE, related_name="rows")
    task_id = models.UUIDField()
    parent_id = models.UUIDField(null=True)
    place = models.PositiveIntegerField()  # in the outline's order
    wbs = models.CharField(max_length=60)
    name = models.CharField(max_length=300)
    kind = models.CharField(max_length=16)
    start = models.IntegerField(null=True)
    finish = models.IntegerField(null=True)
    duration = models.IntegerField(null=True)
    budget = MoneyField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["baseline", "task_id"], name="projects_baseline_task_once")]


class Reported(models.Model):
    """How far a task was said to be, and on which status day: never changed, the last one of a day counts.

    `plan` is the percent of the plan, `physical` the one judged on the site. `was` is what it was before.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="reported")
    task_id = models.UUIDField()  # the task may be gone
    kind = models.CharField(max_length=8, default="plan")
    day = models.DateField()
    percent = models.PositiveSmallIntegerField()
    was = models.PositiveSmallIntegerField(default=0)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=("plan", "physical")), name="projects_reported_kind"),
            models.CheckConstraint(condition=Q(percent__lte=100), name="projects_reported_percent"),
        ]
        indexes = [models.Index(fields=["project", "id"], name="projects_reported_of")]


class Removed(models.Model):
    """A task or link that the plan has no more since `version`: who holds an older one drops it."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="removed")
    row_id = models.UUIDField()
    version = models.PositiveIntegerField()

    class Meta:
        indexes = [models.Index(fields=["project", "version"], name="projects_removed_since")]


class ChangeSet(models.Model):
    """One act on a plan. `delta` takes it back, or when `undone` does it again."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=12)
    title = models.CharField(max_length=300, default="", blank=True)
    actor_id = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=60, default="", blank=True)
    at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField()
    undone = models.BooleanField(default=False)
    group = models.UUIDField(null=True, blank=True, db_index=True)  # acts on several plans that are taken back as one
    delta: models.JSONField[Any, Any] = models.JSONField()

    class Meta:
        indexes = [models.Index(fields=["project", "-id"], name="projects_changes")]


class MilestoneInstalment(models.Model):
    """That an instalment falls due with a milestone."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="instalment_links")
    instalment = models.OneToOneField("contracts.Instalment", on_delete=models.PROTECT, related_name="milestone_link")


class Acceptance(Record):
    """The client's acceptance of the project or of one milestone. Only one of each may have passed and stand.

    It is never changed but for being withdrawn, and stays to be seen as that.
    """

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="acceptances")
    task = models.ForeignKey(Task, null=True, blank=True, on_delete=models.PROTECT, related_name="acceptances")
    planned_on = models.DateField(null=True, blank=True)
    accepted_on = models.DateField()
    result = models.CharField(max_length=8)
    on_time = models.BooleanField(null=True)
    note = models.TextField(default="", blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.CharField(max_length=60, default="", blank=True)
    withdrawn_reason = models.CharField(max_length=500, default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project"], condition=PASSED & Q(task__isnull=True), name="projects_accepted_once"
            ),
            models.UniqueConstraint(fields=["task"], condition=PASSED, name="projects_milestone_accepted_once"),
            models.CheckConstraint(
                condition=Q(result__in=choices.values(choices.RESULTS)), name="projects_acceptance_result"
            ),
        ]


class AcceptedInstalment(models.Model):
    """That an acceptance let an instalment fall due: what withdrawing it takes back."""

    acceptance = models.ForeignKey(Acceptance, on_delete=models.PROTECT, related_name="instalments")
    instalment = models.ForeignKey("contracts.Instalment", on_delete=models.PROTECT, related_name="accepted_by")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["acceptance", "instalment"], name="projects_instalment_accepted_once")
        ]


class ScheduleDraft(models.Model):
    """An uploaded schedule between its preview and its import; thrown away after a day."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="drafts")
    filename = models.CharField(max_length=200)
    data = models.BinaryField()
    status = models.CharField(max_length=8, default="reading")  # reading ready refused done
    preview = models.JSONField(default=dict)
    job_id = models.UUIDField(null=True)
    created_by_id = models.UUIDField(null=True)
    created_at = models.DateTimeField(default=clock.now)
