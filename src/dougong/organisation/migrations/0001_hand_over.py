from typing import Any

import django.db.models.deletion
from django.db import migrations, models

import dougong.kit.clock
import dougong.kit.ids


def imports_of_people(apps: Any, schema_editor: Any) -> None:
    """Whoever may import people needs an import of his own to do it with; a new installation has this from the registry."""
    grant = apps.get_model("accounts", "Grant")
    for role in set(grant.objects.filter(resource="accounts.user", action="import").values_list("role_id", flat=True)):
        for action in ("create", "update", "archive", "export"):
            grant.objects.get_or_create(
                role_id=role, resource="imports.batch", action=action, defaults={"scope": "own"}
            )


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0006_company_shape"),
    ]

    operations = [
        migrations.CreateModel(
            name="HandOver",
            fields=[
                (
                    "id",
                    models.UUIDField(default=dougong.kit.ids.new_id, editable=False, primary_key=True, serialize=False),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField(default=dougong.kit.clock.now)),
                ("created_by_id", models.UUIDField(blank=True, null=True)),
                ("updated_at", models.DateTimeField(default=dougong.kit.clock.now)),
                ("overrides", models.JSONField(default=dict)),
                ("leaves_on", models.DateField()),
                ("status", models.CharField(default="running", max_length=8)),
                ("job_id", models.UUIDField(blank=True, null=True)),
                ("passed_count", models.PositiveIntegerField(default=0)),
                ("ended_count", models.PositiveIntegerField(default=0)),
                ("back_count", models.PositiveIntegerField(default=0)),
                ("left_count", models.PositiveIntegerField(default=0)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.user"
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.user"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="HandOverItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=60)),
                ("object_id", models.CharField(max_length=40)),
                ("held_id", models.UUIDField(null=True)),
                ("department_id", models.UUIDField(null=True)),
                ("note", models.JSONField(null=True)),
                ("state", models.CharField(default="passed", max_length=6)),
                (
                    "hand_over",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="items", to="organisation.handover"
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ("running", "done", "undoing", "undone"))),
                name="organisation_hand_over_status",
            ),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("status__in", ["running", "undoing"]),
                    models.Q(("closed_at__isnull", True), ("status", "done")),
                    _connector="OR",
                ),
                fields=("person",),
                name="organisation_one_open_hand_over",
            ),
        ),
        migrations.AddIndex(
            model_name="handoveritem",
            index=models.Index(fields=["hand_over", "kind", "state", "id"], name="organisation_items"),
        ),
        migrations.AddConstraint(
            model_name="handoveritem",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ("passed", "back", "left"))), name="organisation_item_state"
            ),
        ),
        migrations.RunPython(imports_of_people, migrations.RunPython.noop),
    ]
