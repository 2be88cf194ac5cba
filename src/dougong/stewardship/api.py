"""The doors of this app, one router each."""

from dougong.stewardship.backup.api import router as backups
from dougong.stewardship.duplicates.api import router as duplicates
from dougong.stewardship.quality.api import router as quality
from dougong.stewardship.similar.api import router as similar

__all__ = ["backups", "duplicates", "quality", "similar"]
