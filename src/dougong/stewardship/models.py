"""The tables of this app, each beside what uses it."""

from dougong.stewardship.backup.models import Backup, Drill
from dougong.stewardship.duplicates.models import DuplicatePair
from dougong.stewardship.quality.models import QualityDay, QualityIssue, QualityScore

__all__ = ["Backup", "Drill", "DuplicatePair", "QualityDay", "QualityIssue", "QualityScore"]
