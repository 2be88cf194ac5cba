"""Reads of contracts, what is owed on them, and what came in."""

from dougong.contracts.selectors.filters import OWING
from dougong.contracts.selectors.lists import CONTRACTS, RECEIPTS, RECEIVABLES, ageing
from dougong.contracts.selectors.page import contract_page, entities, history_of, receipts_of

__all__ = [
    "CONTRACTS",
    "OWING",
    "RECEIPTS",
    "RECEIVABLES",
    "ageing",
    "contract_page",
    "entities",
    "history_of",
    "receipts_of",
]
