from typing import ClassVar

from django.db import migrations, models

SQLITE = (
    "CREATE VIRTUAL TABLE search_index USING fts5(words, content='search_searchdocument', content_rowid='id',"
    " tokenize='unicode61 remove_diacritics 0', detail=full)",
    "CREATE TRIGGER search_index_insert AFTER INSERT ON search_searchdocument BEGIN"
    " INSERT INTO search_index(rowid, words) VALUES (NEW.id, NEW.words); END",
    "CREATE TRIGGER search_index_delete AFTER DELETE ON search_searchdocument BEGIN"
    " INSERT INTO search_index(search_index, rowid, words) VALUES ('delete', OLD.id, OLD.words); END",
    "CREATE TRIGGER search_index_update AFTER UPDATE OF words ON search_searchdocument BEGIN"
    " INSERT INTO search_index(search_index, rowid, words) VALUES ('delete', OLD.id, OLD.words);"
    " INSERT INTO search_index(rowid, words) VALUES (NEW.id, NEW.words); END",
)
POSTGRES = (
    "CREATE INDEX search_words ON search_searchdocument USING gin (to_tsvector('simple', words))",
    "CREATE FUNCTION search_mark_changed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
    " IF TG_OP = 'DELETE' THEN"
    "  INSERT INTO search_changedrecord (resource, object_id) VALUES (TG_ARGV[0], OLD.id);"
    " ELSE"
    "  INSERT INTO search_changedrecord (resource, object_id) VALUES (TG_ARGV[0], NEW.id);"
    " END IF; RETURN NULL; END $$",
)
UNDO_SQLITE = ("DROP TABLE search_index",)
UNDO_POSTGRES = ("DROP FUNCTION search_mark_changed() CASCADE", "DROP INDEX search_words")


def _run(schema_editor, sqlite, postgres):
    for statement in sqlite if schema_editor.connection.vendor == "sqlite" else postgres:
        schema_editor.execute(statement, params=None)


def build(apps, schema_editor):
    _run(schema_editor, SQLITE, POSTGRES)


def undo(apps, schema_editor):
    _run(schema_editor, UNDO_SQLITE, UNDO_POSTGRES)


class Migration(migrations.Migration):
    initial = True
    dependencies: ClassVar = []
    operations: ClassVar = [
        migrations.CreateModel(
            name="SearchDocument",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("resource", models.CharField(max_length=60)),
                ("object_id", models.UUIDField()),
                ("client_id", models.UUIDField(null=True)),
                ("title", models.CharField(max_length=200)),
                ("subtitle", models.CharField(blank=True, default="", max_length=200)),
                ("link", models.CharField(blank=True, default="", max_length=200)),
                ("words", models.TextField(blank=True, default="")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=["resource", "object_id"], name="search_one_document_per_record")
                ]
            },
        ),
        migrations.CreateModel(
            name="ChangedRecord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("resource", models.CharField(max_length=60)),
                ("object_id", models.UUIDField()),
            ],
            options={"indexes": [models.Index(fields=["resource", "object_id"], name="search_changed")]},
        ),
        migrations.RunPython(build, undo),
    ]
