"""What is written within a dossier and found by what it says: its fields, the traces on its timeline, steps and promises."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dougong.clients import choices, standard
from dougong.clients.facts import rulable, said_of
from dougong.clients.models import Client, NextStep, TimelineEntry
from dougong.forms.rules import FieldDef
from dougong.kit import clock
from dougong.kit.registry import ADDED, Text, Writing

TRACES = (*choices.values(choices.NOTE_KINDS), "mail")
#: Columns that are found by what they say; those of names stand in the record's own text.
_COLUMNS = ("address", "business", "website", "source")
_TITLE = 60


def _fields() -> Callable[[Client], list[Text]]:
    """Never a secret field: those lie sealed, elsewhere."""
    say = said_of()

    def tell(client: Client) -> list[Text]:
        held = [(name, getattr(client, name)) for name in _COLUMNS]
        held += [(f"{ADDED}{key}", say(key, value)) for key, value in client.facts.items()]
        link = f"/clients/{client.pk}?tab=details"
        return [Text(client.name, text, link=link, field=name) for name, text in held if text]

    return tell


def _names() -> Mapping[str, tuple[str, str]]:
    columns: tuple[FieldDef, ...] = standard.COLUMNS
    return {
        **{f.key: (f.zh, f.name_en) for f in columns if f.key in _COLUMNS},
        **{f.key: (f.zh, f.en) for f in rulable()},
    }


def _trace(entry: TimelineEntry) -> list[Text]:
    subject = str(entry.data.get("subject") or "") if entry.kind == "mail" else ""
    text = "\n".join(part for part in (subject, entry.text, entry.keywords.strip("、")) if part)
    title = subject or entry.text.strip().partition("\n")[0][:_TITLE]
    where = f"{entry.client.name} · {clock.local_date(entry.at).isoformat()}"
    return [Text(title, text, where, f"/clients/{entry.client_id}?entry={entry.pk}")] if text else []


def _step(step: NextStep) -> list[Text]:
    due = f" · {step.due_on.isoformat()}" if step.due_on else ""
    return [Text(step.title, step.title, f"{step.client.name}{due}", f"/clients/{step.client_id}")]


WRITINGS = (
    Writing("clients.fields", Client, "档案内容", "Dossiers", _fields, names=_names),
    Writing(
        "clients.trace", TimelineEntry, "跟进与往来", "Notes and traces", lambda: _trace, path="client_id", only=("kind", TRACES)
    ),
    Writing("clients.step", NextStep, "下一步与承诺", "Next steps and promises", lambda: _step, path="client_id"),
)
