from typing import Any

import django.db.models.deletion
from django.db import migrations, models

import dougong.kit.clock
import dougong.kit.crypto
import dougong.kit.ids


def end_sessions(apps: Any, schema_editor: Any) -> None:
    """They have no name of their own; everybody signs in once more."""
    apps.get_model("accounts", "Session").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_one_try_per_slot"),
    ]

    operations = [
        migrations.RunPython(end_sessions, migrations.RunPython.noop, elidable=True),
        migrations.CreateModel(
            name="Challenge",
            fields=[
                (
                    "id",
                    models.UUIDField(default=dougong.kit.ids.new_id, editable=False, primary_key=True, serialize=False),
                ),
                ("purpose", models.CharField(max_length=10)),
                ("state", models.JSONField()),
                ("expires_at", models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.CreateModel(
            name="Device",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=64)),
                ("agent", models.CharField(blank=True, default="", max_length=300)),
                ("first_at", models.DateTimeField(default=dougong.kit.clock.now)),
                ("last_at", models.DateTimeField(default=dougong.kit.clock.now)),
            ],
        ),
        migrations.CreateModel(
            name="Passkey",
            fields=[
                (
                    "id",
                    models.UUIDField(default=dougong.kit.ids.new_id, editable=False, primary_key=True, serialize=False),
                ),
                ("name", models.CharField(max_length=60)),
                ("credential_id", models.CharField(max_length=1400, unique=True)),
                ("credential", models.TextField()),
                ("rp_id", models.CharField(max_length=253)),
                ("sign_count", models.BigIntegerField(default=0)),
                ("created_at", models.DateTimeField(default=dougong.kit.clock.now)),
                ("last_used_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="PastPassword",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128)),
                ("set_at", models.DateTimeField(default=dougong.kit.clock.now)),
            ],
        ),
        migrations.CreateModel(
            name="RecoveryCode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=32)),
                ("used_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="ResetLink",
            fields=[
                (
                    "id",
                    models.UUIDField(default=dougong.kit.ids.new_id, editable=False, primary_key=True, serialize=False),
                ),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="ResetRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("login_index", models.CharField(max_length=32)),
                ("address", models.CharField(max_length=45)),
                ("at", models.DateTimeField(db_index=True, default=dougong.kit.clock.now)),
            ],
            options={
                'indexes': [
                    models.Index(fields=["login_index", "at"], name="accounts_reset_by_login"),
                    models.Index(fields=["address", "at"], name="accounts_reset_by_address"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Totp",
            fields=[
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="totp",
                        serialize=False,
                        to="accounts.user",
                    ),
                ),
                ("secret", dougong.kit.crypto.EncryptedField()),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                ("last_step", models.BigIntegerField(default=0)),
            ],
        ),
        migrations.AddField(
            model_name="role",
            name="needs_second_factor",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="session",
            name="address",
            field=models.CharField(blank=True, default="", max_length=45),
        ),
        migrations.AddField(
            model_name="session",
            name="agent",
            field=models.CharField(blank=True, default="", max_length=300),
        ),
        migrations.AddField(
            model_name="session",
            name="confirmed_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="session",
            name="created_at",
            field=models.DateTimeField(default=dougong.kit.clock.now),
        ),
        migrations.AddField(
            model_name="session",
            name="device",
            field=models.CharField(blank=True, default="", max_length=64),
        ),
        migrations.AddField(
            model_name="session",
            name="idle_until",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="session",
            name="kept",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="session",
            name="last_used_at",
            field=models.DateTimeField(default=dougong.kit.clock.now),
        ),
        migrations.AddField(
            model_name="session",
            name="stage",
            field=models.CharField(blank=True, default="", max_length=8),
        ),
        migrations.AddField(
            model_name="session",
            name="uid",
            field=models.UUIDField(default=dougong.kit.ids.new_id, editable=False, unique=True),
        ),
        migrations.AddField(
            model_name="user",
            name="must_change_password",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="user",
            name="password_set_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddIndex(
            model_name="signinfailure",
            index=models.Index(fields=["address", "at"], name="accounts_tries_by_address"),
        ),
        migrations.AddField(
            model_name="challenge",
            name="user",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.user"
            ),
        ),
        migrations.AddField(
            model_name="device",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="devices", to="accounts.user"
            ),
        ),
        migrations.AddField(
            model_name="passkey",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="passkeys", to="accounts.user"
            ),
        ),
        migrations.AddField(
            model_name="pastpassword",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="past_passwords", to="accounts.user"
            ),
        ),
        migrations.AddField(
            model_name="recoverycode",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="recovery_codes", to="accounts.user"
            ),
        ),
        migrations.AddField(
            model_name="resetlink",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="reset_links", to="accounts.user"
            ),
        ),
        migrations.AddConstraint(
            model_name="device",
            constraint=models.UniqueConstraint(fields=("user", "digest"), name="accounts_one_device"),
        ),
        migrations.AddConstraint(
            model_name="recoverycode",
            constraint=models.UniqueConstraint(fields=("user", "digest"), name="accounts_one_recovery_code"),
        ),
    ]
