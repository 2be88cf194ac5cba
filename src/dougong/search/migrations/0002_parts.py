from typing import ClassVar

from django.db import migrations, models

# The table is made anew on SQLite, and its triggers with it. The records tell their texts again after the migration.
CLEAR_SQLITE = (
    "DROP TRIGGER search_index_insert",
    "DROP TRIGGER search_index_delete",
    "DROP TRIGGER search_index_update",
    "DROP TABLE search_index",
    "DELETE FROM search_searchdocument",
)
CLEAR_POSTGRES = ("DROP INDEX search_words", "TRUNCATE search_searchdocument")
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
# Kept beside the words: an index over the expression alone makes PostgreSQL work it out again for each row of a phrase.
POSTGRES = (
    "ALTER TABLE search_searchdocument ADD COLUMN vector tsvector"
    " GENERATED ALWAYS AS (to_tsvector('simple', words)) STORED",
    "CREATE INDEX search_words ON search_searchdocument USING gin (vector)",
)


def _run(schema_editor, sqlite, postgres):
    for statement in sqlite if schema_editor.connection.vendor == "sqlite" else postgres:
        schema_editor.execute(statement, params=None)


def clear(apps, schema_editor):
    _run(schema_editor, CLEAR_SQLITE, CLEAR_POSTGRES)


def build(apps, schema_editor):
    _run(schema_editor, SQLITE, POSTGRES)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("search", "0001_initial")]
    operations: ClassVar = [
        migrations.RunPython(clear),
        migrations.RemoveConstraint(model_name="searchdocument", name="search_one_document_per_record"),
        migrations.AddField("searchdocument", "part", models.PositiveSmallIntegerField(default=0)),
        migrations.AddField("searchdocument", "text", models.TextField(blank=True, default="")),
        migrations.AddConstraint(
            model_name="searchdocument",
            constraint=models.UniqueConstraint(
                fields=("resource", "object_id", "part"), name="search_one_document_per_part"
            ),
        ),
        migrations.AddIndex(
            model_name="searchdocument",
            index=models.Index(fields=["resource", "-id"], name="search_newest_of_kind"),
        ),
        migrations.RunPython(build),
    ]
