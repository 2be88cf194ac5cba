"""The tables of this app, each beside what uses it."""

from dougong.stewardship.backup.models import Backup, Drill
from dougong.stewardship.quality.models import QualityDay, QualityIssue, QualityScore

__all__ = ["Backup", "Drill", "QualityDay", "QualityIssue", "QualityScore"]
