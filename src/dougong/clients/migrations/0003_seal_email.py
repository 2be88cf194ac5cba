from typing import Any

from django.db import migrations

from dougong.kit.sealed import seal_column


def seal(apps: Any, editor: Any) -> None:
    for name in ("Client", "Contact"):
        seal_column(apps.get_model("clients", name), "email", "email_index")


class Migration(migrations.Migration):
    """In batches of 500, each its own transaction; killed half way it begins again without harm."""

    atomic = False
    dependencies = [("clients", "0002_email_is_secret")]
    operations = [migrations.RunPython(seal)]
