"""The doors of this app, one router each."""

from dougong.stewardship.backup.api import router as backups

__all__ = ["backups"]
