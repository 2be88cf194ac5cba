from typing import Any

from django.db import migrations

from dougong.kit.sealed import seal_column


def seal(apps: Any, editor: Any) -> None:
    seal_column(apps.get_model("accounts", "User"), "email", "email_index")
    seal_column(apps.get_model("accounts", "Identity"), "label")


def no_order_by_email(apps: Any, editor: Any) -> None:
    """A saved view of people that was in the order of e-mail addresses takes the list's own: ciphertext has none."""
    for view in apps.get_model("accounts", "SavedView").objects.filter(list_code="people", query__contains="email"):
        view.query = "&".join(part for part in view.query.split("&") if part not in ("sort=email", "sort=-email"))
        view.save(update_fields=["query"])


class Migration(migrations.Migration):
    """In batches of 500, each its own transaction; killed half way it begins again without harm."""

    atomic = False
    dependencies = [("accounts", "0007_email_is_secret")]
    operations = [migrations.RunPython(seal), migrations.RunPython(no_order_by_email)]
