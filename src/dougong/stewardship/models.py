"""The tables of this app, each beside what uses it."""

from dougong.stewardship.backup.models import Backup, Drill

__all__ = ["Backup", "Drill"]
