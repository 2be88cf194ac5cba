from typing import Any

from django.db import migrations

import dougong.kit.crypto


def forget(apps: Any, editor: Any) -> None:
    """They are kept for a day, in clear until now; what is sent again across the update is done again."""
    apps.get_model("kit", "IdempotencyKey").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("kit", "0002_origin_of_a_job")]
    operations = [
        migrations.RunPython(forget, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="idempotencykey",
            name="body",
            field=dougong.kit.crypto.EncryptedField(default=""),
        ),
    ]
