"""An opportunity that was there before has its specification too."""

from __future__ import annotations

from typing import Any

from django.db import migrations

from dougong.kit.ids import new_id

BATCH = 500


def begin(apps: Any, schema_editor: Any) -> None:
    opportunity = apps.get_model("sales", "Opportunity")
    specification = apps.get_model("requirements", "Specification")
    bare = list(opportunity.objects.filter(specification__isnull=True).order_by("pk").values_list("pk", "created_at"))
    for at in range(0, len(bare), BATCH):
        specification.objects.bulk_create(
            specification(id=new_id(), opportunity_id=pk, created_at=created) for pk, created in bare[at : at + BATCH]
        )


class Migration(migrations.Migration):
    dependencies = [("requirements", "0001_level_two")]
    operations = [migrations.RunPython(begin, migrations.RunPython.noop)]
