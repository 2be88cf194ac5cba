from typing import Any

import django.db.models.deletion
from django.db import migrations, models


def remember_what_was_set(apps: Any, schema_editor: Any) -> None:
    """Acceptances of before told their instalments by the plan alone."""
    accepted = apps.get_model("projects", "AcceptedInstalment")
    instalments = apps.get_model("contracts", "Instalment").objects.filter(due_kind="acceptance", due_on__isnull=False)
    for one in apps.get_model("projects", "Acceptance").objects.filter(result="passed").select_related("project"):
        rows = instalments.filter(contract_id=one.project.contract_id, milestone_link__task_id=one.task_id)
        accepted.objects.bulk_create([accepted(acceptance=one, instalment=row) for row in rows])


class Migration(migrations.Migration):
    dependencies = [
        ("contracts", "0001_initial"),
        ("projects", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="AcceptedInstalment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="acceptance",
            name="projects_accepted_once",
        ),
        migrations.RemoveConstraint(
            model_name="acceptance",
            name="projects_milestone_accepted_once",
        ),
        migrations.AddField(
            model_name="acceptance",
            name="withdrawn_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="acceptance",
            name="withdrawn_by",
            field=models.CharField(blank=True, default="", max_length=60),
        ),
        migrations.AddField(
            model_name="acceptance",
            name="withdrawn_reason",
            field=models.CharField(blank=True, default="", max_length=500),
        ),
        migrations.AddConstraint(
            model_name="acceptance",
            constraint=models.UniqueConstraint(
                condition=models.Q(("result", "passed"), ("withdrawn_at__isnull", True), ("task__isnull", True)),
                fields=("project",),
                name="projects_accepted_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="acceptance",
            constraint=models.UniqueConstraint(
                condition=models.Q(("result", "passed"), ("withdrawn_at__isnull", True)),
                fields=("task",),
                name="projects_milestone_accepted_once",
            ),
        ),
        migrations.AddField(
            model_name="acceptedinstalment",
            name="acceptance",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="instalments", to="projects.acceptance"
            ),
        ),
        migrations.AddField(
            model_name="acceptedinstalment",
            name="instalment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="accepted_by", to="contracts.instalment"
            ),
        ),
        migrations.AddConstraint(
            model_name="acceptedinstalment",
            constraint=models.UniqueConstraint(
                fields=("acceptance", "instalment"), name="projects_instalment_accepted_once"
            ),
        ),
        migrations.RunPython(remember_what_was_set, migrations.RunPython.noop, elidable=True),
    ]
