from typing import Any

from django.db import migrations, models


def forget_failures(apps: Any, schema_editor: Any) -> None:
    """They count for a quarter of an hour and have no slots."""
    apps.get_model("accounts", "SignInFailure").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
    ]

    operations = [
        migrations.RunPython(forget_failures, migrations.RunPython.noop, elidable=True),
        migrations.AddField(
            model_name="signinfailure",
            name="slot",
            field=models.PositiveSmallIntegerField(default=1),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="signinfailure",
            name="login_index",
            field=models.CharField(max_length=32),
        ),
        migrations.AddConstraint(
            model_name="signinfailure",
            constraint=models.UniqueConstraint(fields=("login_index", "slot"), name="accounts_one_try_per_slot"),
        ),
    ]
