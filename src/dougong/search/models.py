from __future__ import annotations

from django.db import models


class SearchDocument(models.Model):
    """What can be found of a record, or of a part of its text when that is long; rebuildable from it.

    Of what is written within a client's dossier (`Writing`) `client_id` is the client by whom it is seen, `field` the field that
    it stands in, if any. `text` is what is shown around a hit, `words` its tokens (`rules.index_words`). On PostgreSQL the column
    `vector`, made from `words` by the database, holds what is searched.
    """

    resource = models.CharField(max_length=60)
    object_id = models.UUIDField()
    part = models.PositiveSmallIntegerField(default=0)
    client_id = models.UUIDField(null=True)
    field = models.CharField(max_length=60, null=True)  # no default: SQLite then adds it without making the table anew
    title = models.CharField(max_length=200)
    subtitle = models.CharField(max_length=200, default="", blank=True)
    link = models.CharField(max_length=200, default="", blank=True)
    text = models.TextField(default="", blank=True)
    words = models.TextField(default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["resource", "object_id", "part"], name="search_one_document_per_part")
        ]
        indexes = [
            models.Index(fields=["resource", "-id"], name="search_newest_of_kind"),
            models.Index(fields=["client_id"], condition=models.Q(client_id__isnull=False), name="search_of_client"),
        ]


class ChangedRecord(models.Model):
    """That a record was made, changed or deleted: written by its table's trigger, in the transaction of the change."""

    resource = models.CharField(max_length=60)
    object_id = models.UUIDField()

    class Meta:
        indexes = [models.Index(fields=["resource", "object_id"], name="search_changed")]
