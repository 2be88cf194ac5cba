from typing import Any

from django.db import migrations

from dougong.kit.sealed import seal_column


def seal(apps: Any, editor: Any) -> None:
    seal_column(apps.get_model("contracts", "LegalEntity"), "account")


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("contracts", "0002_account_is_secret")]
    operations = [migrations.RunPython(seal)]
