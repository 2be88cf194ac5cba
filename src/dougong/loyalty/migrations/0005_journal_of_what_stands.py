"""The lines that stand get their journal, their lots and their months; none of them is touched. Rules of then never let expire."""

from collections import defaultdict

from django.db import migrations

from dougong.kit.money import Money
from dougong.loyalty import guards
from dougong.loyalty.programme.book import Book, Given, Taken
from dougong.loyalty.programme.rules import SHANGHAI

TYPES = {
    "receipt": "receipt.recorded",
    "acceptance_on_time": "project.accepted",
    "acceptance_late": "project.accepted",
    "merge": "points.merged",
}


def fill(apps, schema_editor):
    Account = apps.get_model("loyalty", "PointsAccount")
    Entry = apps.get_model("loyalty", "PointsEntry")
    for account in Account.objects.order_by("pk").iterator():
        lines = list(Entry.objects.filter(account_id=account.pk, event_id__isnull=True).order_by("pk"))
        if lines:
            _journal(apps, account, lines)
            _lots(apps, account, lines)
    guards.install(schema_editor.connection.alias)


def _journal(apps, account, lines):
    Event = apps.get_model("loyalty", "PointsEvent")
    Entry = apps.get_model("loyalty", "PointsEntry")
    at = None
    for line in lines:
        at = max(at or line.occurred_at, line.occurred_at)
        data = dict(line.data)
        if line.rule == "merge":
            data["points"] = line.amount
        if line.rule.startswith("acceptance"):
            data |= {"due": data.get("planned_on"), "accepted": data.get("accepted_on"), "on_time": line.rule.endswith("time")}
        original = None
        if line.reverses_id:
            of = Entry.objects.get(pk=line.reverses_id)
            data["event"] = f"{of.source}:{of.source_id}"
            original = Event.objects.filter(key=data["event"]).first()
        Event.objects.create(
            key=f"{line.source}:{line.source_id}", type="event.reversed" if line.reverses_id else TYPES[line.rule],
            account_id=account.pk, reverses=original, at=at, occurred_at=line.occurred_at, data=data,
            actor_id=line.actor_id, actor_name=line.actor_name, reason=line.reason, created_at=line.created_at,
        )  # fmt: skip
    account.last_at = at


def _lots(apps, account, lines):
    Lot = apps.get_model("loyalty", "PointsLot")
    Month = apps.get_model("loyalty", "PointsMonth")
    book, rows, months = Book(), {}, defaultdict(lambda: [0, 0])
    name, of = str(account.pk), {}
    for line in lines:
        if line.reverses_id and line.reverses_id in rows:
            book.undo(rows[line.reverses_id])
        elif line.amount > 0:
            rows[line.pk] = book.give(name, line.amount)
        else:
            taken = book.take(name, -line.amount)
            rows[line.pk] = Taken(name, -line.amount, [], -line.amount) if line.kind == "deduction" else taken
        of.setdefault(book.sweep(name).places, line.pk)
        _month(lines, line, months)
    held = book.sweep(name)
    made = {row.lot.place: (pk, row) for pk, row in rows.items() if isinstance(row, Given) and row.lot is not None}
    left = {lot.place: lot for _, _, lot in held.queue}
    for place in sorted({*made, *left}):
        pk, row = made.get(place, (of.get(place), None))
        lot = row.lot if row else left[place]
        Lot.objects.create(account_id=account.pk, place=place, entry_id=pk, points=lot.points, left=lot.left)
    account.debt, account.lot_count = held.debt, held.places
    account.save(update_fields=["debt", "lot_count", "last_at"])
    for month, (given, fen) in months.items():
        Month.objects.create(account_id=account.pk, month=month, given=given, received=Money.fen(fen))


def _month(lines, line, months):
    first = next((one for one in lines if one.pk == line.reverses_id), line)
    month = months[first.occurred_at.astimezone(SHANGHAI).strftime("%Y-%m")]
    if first.kind == "accrual":
        month[0] += line.amount
    if first.rule == "receipt" and first.data.get("amount"):
        fen = Money(str(first.data["amount"])).amount_fen
        month[1] += -fen if line.reverses_id else fen


class Migration(migrations.Migration):
    dependencies = [("loyalty", "0004_live_ledger")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=False)]
