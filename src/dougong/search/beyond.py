"""What the migrations of this app make beside its tables: the words' index, and the functions that note a changed record."""

from __future__ import annotations

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

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


def _noting(name: str, key: str) -> str:
    """A trigger function that marks its row's record; `key` makes a UUID of the row, which stands for {}."""
    insert = "INSERT INTO search_changedrecord (resource, object_id) VALUES (TG_ARGV[0], {});"
    return (
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" IF TG_OP = 'DELETE' THEN  {insert.format(key.format('OLD'))}"
        f" ELSE  {insert.format(key.format('NEW'))} END IF; RETURN NULL; END $$"
    )


POSTGRES = (
    _noting("search_mark_changed", "{}.id"),
    _noting("search_mark_numbered", "lpad(to_hex({}.id), 32, '0')::uuid"),
    "ALTER TABLE search_searchdocument ADD COLUMN vector tsvector"
    " GENERATED ALWAYS AS (to_tsvector('simple', words)) STORED",
    "CREATE INDEX search_words ON search_searchdocument USING gin (vector)",
)


def build(editor: BaseDatabaseSchemaEditor) -> None:
    for statement in SQLITE if editor.connection.vendor == "sqlite" else POSTGRES:
        editor.execute(statement, params=None)
