from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from dougong.kit import clock
from dougong.kit.models import Record
from dougong.requirements import choices, rules


class Specification(Record):
    """Level two of a dossier: what one opportunity, its contract and its project are to bring about. One thing, begun with the
    opportunity. `keeper` writes it: a project manager or whoever prepares the offer."""

    opportunity = models.OneToOneField("sales.Opportunity", on_delete=models.CASCADE, related_name="specification")
    keeper = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="specifications"
    )
    shared_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["-created_at", "-id"], name="requirements_specs_by_time")]

    def __str__(self) -> str:
        return str(self.opportunity.title)


class Part(Record):
    """A numbered part of a specification."""

    letter = ""
    seq = models.PositiveIntegerField()
    title = models.CharField(max_length=300)

    class Meta:
        abstract = True

    @property
    def number(self) -> str:
        return rules.number(self.letter, self.seq)

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class Requirement(Part):
    """What the client needs: `title` in a sentence, `text` in detail. `revision` counts its wordings from 1; `agreed_*` say who
    at the client agreed to which of them, and when."""

    letter = "requirement"
    specification = models.ForeignKey(Specification, on_delete=models.CASCADE, related_name="requirements")
    text = models.TextField(default="", blank=True)
    kind = models.CharField(max_length=12, default="function")
    priority = models.CharField(max_length=6, default="should")
    source = models.CharField(max_length=10, default="other")
    source_note = models.CharField(max_length=200, default="", blank=True)
    source_entry = models.ForeignKey(
        "clients.TimelineEntry", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    state = models.CharField(max_length=8, default="draft")
    revision = models.PositiveIntegerField(default=1)
    agreed_with = models.ForeignKey(
        "clients.Contact", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    agreed_on = models.DateField(null=True, blank=True)
    agreed_revision = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["specification", "seq"], name="requirements_requirement_number"),
            models.CheckConstraint(condition=Q(state__in=choices.values(choices.STATES)), name="requirements_state"),
            models.CheckConstraint(condition=Q(kind__in=choices.values(choices.KINDS)), name="requirements_kind"),
        ]
        indexes = [models.Index(fields=["specification", "state"], name="requirements_by_state")]


class RequirementChange(models.Model):
    """One step in the life of a requirement, with its wording from then on: append-only."""

    requirement = models.ForeignKey(Requirement, on_delete=models.CASCADE, related_name="changes")
    revision = models.PositiveIntegerField()
    what = models.CharField(max_length=8)  # made changed agreed dropped restored
    values: Any = models.JSONField(default=dict)
    reason = models.CharField(max_length=500, default="", blank=True)
    at = models.DateTimeField(default=clock.now)
    by_id = models.UUIDField(null=True)
    by_name = models.CharField(max_length=60, default="", blank=True)

    class Meta:
        indexes = [models.Index(fields=["requirement", "id"], name="requirements_changes")]


class Prototype(Part):
    """A drawing, a sample, a mock-up that is shown to the client, in versions."""

    letter = "prototype"
    specification = models.ForeignKey(Specification, on_delete=models.CASCADE, related_name="prototypes")
    note = models.TextField(default="", blank=True)
    latest = models.PositiveIntegerField(default=0)
    verdict = models.CharField(max_length=8, default="", blank=True)  # of the client, on the latest version
    requirements: models.ManyToManyField[Any, Any] = models.ManyToManyField(
        Requirement, related_name="prototypes", blank=True
    )
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["specification", "seq"], name="requirements_prototype_number")]


class PrototypeVersion(models.Model):
    """One state of a prototype, as a link or as a document of it, and what the client said of it."""

    prototype = models.ForeignKey(Prototype, on_delete=models.CASCADE, related_name="versions")
    no = models.PositiveIntegerField()
    link = models.CharField(max_length=300, default="", blank=True)
    attachment = models.ForeignKey(
        "files.Attachment", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    note = models.CharField(max_length=500, default="", blank=True)
    at = models.DateTimeField(default=clock.now)
    by_name = models.CharField(max_length=60, default="", blank=True)
    verdict = models.CharField(max_length=8, default="", blank=True)
    feedback = models.TextField(default="", blank=True)
    feedback_by = models.ForeignKey(
        "clients.Contact", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    feedback_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["prototype", "no"], name="requirements_one_version")]


class TestCase(Part):
    """How it is tried whether requirements are met."""

    __test__ = False  # a name that pytest would take for its own
    letter = "test_case"
    specification = models.ForeignKey(Specification, on_delete=models.CASCADE, related_name="test_cases")
    steps = models.TextField(default="", blank=True)
    expected = models.TextField(default="", blank=True)
    last_result = models.CharField(max_length=8, default="", blank=True)
    last_run_at = models.DateTimeField(null=True, blank=True)
    last_run_by = models.CharField(max_length=60, default="", blank=True)
    requirements: models.ManyToManyField[Any, Any] = models.ManyToManyField(
        Requirement, related_name="test_cases", blank=True
    )
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["specification", "seq"], name="requirements_test_number")]


class TestRun(models.Model):
    """That a test case was run: append-only."""

    __test__ = False
    case = models.ForeignKey(TestCase, on_delete=models.CASCADE, related_name="runs")
    result = models.CharField(max_length=8)
    note = models.TextField(default="", blank=True)
    at = models.DateTimeField(default=clock.now)
    by_id = models.UUIDField(null=True)
    by_name = models.CharField(max_length=60, default="", blank=True)

    class Meta:
        indexes = [models.Index(fields=["case", "id"], name="requirements_runs")]


class Criterion(Part):
    """An acceptance standard: what is judged (`title`), how, within what tolerance, by which standard, at which acceptance."""

    letter = "criterion"
    specification = models.ForeignKey(Specification, on_delete=models.CASCADE, related_name="criteria")
    method = models.TextField(default="", blank=True)
    tolerance = models.CharField(max_length=200, default="", blank=True)
    standard = models.CharField(max_length=120, default="", blank=True)
    stage = models.CharField(max_length=14, default="completion")
    requirements: models.ManyToManyField[Any, Any] = models.ManyToManyField(
        Requirement, related_name="criteria", blank=True
    )
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["specification", "seq"], name="requirements_criterion_number"),
            models.CheckConstraint(
                condition=Q(stage__in=choices.values(choices.ACCEPTANCE_STAGES)), name="requirements_stage"
            ),
        ]
