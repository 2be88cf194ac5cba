"""The doors of this app, one router each."""

from dougong.care.credit.api import router as credit
from dougong.care.segments.api import router as segments
from dougong.care.visits.api import router as visits

__all__ = ["credit", "segments", "visits"]
