"""The doors of the ledger: what an integration may read too, and what takes a person."""

from dougong.loyalty.api.accounts import router
from dougong.loyalty.api.keeping import router as keeping

__all__ = ["keeping", "router"]
