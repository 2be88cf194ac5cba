"""The doors of this app, one router each."""

from dougong.stewardship.backup.api import router as backups
from dougong.stewardship.quality.api import router as quality

__all__ = ["backups", "quality"]
