from typing import Any

import django.db.models.deletion
from django.db import migrations, models

import dougong.kit.clock
import dougong.kit.ids


def one_post_each(apps: Any, schema_editor: Any) -> None:
    """Whoever is in a department has his main post there, since the account was made."""
    people = apps.get_model("accounts", "User").objects.filter(department__isnull=False)
    post = apps.get_model("accounts", "Post")
    post.objects.bulk_create(
        (
            post(
                user_id=user.pk,
                department_id=user.department_id,
                title=user.title,
                main=True,
                since=dougong.kit.clock.local_date(user.created_at),
            )
            for user in people.iterator(1000)
        ),
        batch_size=1000,
    )


def new_rights(apps: Any, schema_editor: Any) -> None:
    """The acts that are new on what was there: for whichever role keeps people and departments."""
    grant = apps.get_model("accounts", "Grant")
    for resource, actions in (("accounts.department", ("archive", "export")), ("accounts.user", ("import",))):
        for role in set(grant.objects.filter(resource=resource, action="update").values_list("role_id", flat=True)):
            for action in actions:
                grant.objects.get_or_create(role_id=role, resource=resource, action=action, defaults={"scope": "all"})


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_single_sign_on"),
    ]

    operations = [
        migrations.AddField(
            model_name="department",
            name="archived_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="department",
            name="manager",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="headed",
                to="accounts.user",
            ),
        ),
        migrations.AddField(
            model_name="user",
            name="manager",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="reports",
                to="accounts.user",
            ),
        ),
        migrations.CreateModel(
            name="DepartmentChange",
            fields=[
                (
                    "id",
                    models.UUIDField(default=dougong.kit.ids.new_id, editable=False, primary_key=True, serialize=False),
                ),
                ("version", models.PositiveIntegerField()),
                ("action", models.CharField(max_length=12)),
                ("before", models.JSONField(default=dict)),
                ("moved", models.JSONField(default=dict)),
                ("at", models.DateTimeField(default=dougong.kit.clock.now)),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.user"
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="changes", to="accounts.department"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.UUIDField(default=dougong.kit.ids.new_id, editable=False, primary_key=True, serialize=False),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField(default=dougong.kit.clock.now)),
                ("created_by_id", models.UUIDField(blank=True, null=True)),
                ("updated_at", models.DateTimeField(default=dougong.kit.clock.now)),
                ("digest", models.CharField(blank=True, max_length=64, null=True, unique=True)),
                ("expires_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("accepted_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.user"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("accepted_at__isnull", True), ("withdrawn_at__isnull", True)),
                        fields=("user",),
                        name="accounts_one_open_invitation",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Post",
            fields=[
                (
                    "id",
                    models.UUIDField(default=dougong.kit.ids.new_id, editable=False, primary_key=True, serialize=False),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField(default=dougong.kit.clock.now)),
                ("created_by_id", models.UUIDField(blank=True, null=True)),
                ("updated_at", models.DateTimeField(default=dougong.kit.clock.now)),
                ("title", models.CharField(blank=True, default="", max_length=60)),
                ("main", models.BooleanField(default=False)),
                ("since", models.DateField()),
                ("until", models.DateField(blank=True, null=True)),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="posts", to="accounts.department"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="posts", to="accounts.user"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["until", "since"], name="accounts_posts_by_day")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("main", True), ("until__isnull", True)),
                        fields=("user",),
                        name="accounts_one_main_post",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"),
                        name="accounts_post_dates",
                    ),
                ],
            },
        ),
        migrations.RunPython(one_post_each, migrations.RunPython.noop),
        migrations.RunPython(new_rights, migrations.RunPython.noop),
    ]
