from typing import ClassVar

from django.db import migrations, models

# Rows with a number are marked under the UUID of that number.
POSTGRES = (
    "CREATE FUNCTION search_mark_numbered() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
    " IF TG_OP = 'DELETE' THEN"
    "  INSERT INTO search_changedrecord (resource, object_id) VALUES (TG_ARGV[0], lpad(to_hex(OLD.id), 32, '0')::uuid);"
    " ELSE"
    "  INSERT INTO search_changedrecord (resource, object_id) VALUES (TG_ARGV[0], lpad(to_hex(NEW.id), 32, '0')::uuid);"
    " END IF; RETURN NULL; END $$"
)


def build(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRES, params=None)


def undo(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION search_mark_numbered() CASCADE", params=None)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("search", "0002_parts")]
    operations: ClassVar = [
        migrations.AddField("searchdocument", "field", models.CharField(max_length=60, null=True)),
        migrations.AddIndex(
            model_name="searchdocument",
            index=models.Index(
                condition=models.Q(("client_id__isnull", False)), fields=["client_id"], name="search_of_client"
            ),
        ),
        migrations.RunPython(build, undo),
    ]
