"""What is read of points."""

from dougong.loyalty.selectors.accounts import ADJUSTMENTS, DIFFERENCES, company, holdings, standing_of
from dougong.loyalty.selectors.ledger import (
    ACCOUNTS,
    ENTRIES,
    GIVEN,
    account,
    account_of,
    accounts_of_contacts,
    broken_accounts,
    rule_names,
    statistics,
)
from dougong.loyalty.selectors.ruling import RULES, check, rule_out, triggers
from dougong.loyalty.selectors.standing import progress, tiers_out

__all__ = [
    "ACCOUNTS", "ADJUSTMENTS", "DIFFERENCES", "ENTRIES", "GIVEN", "RULES", "account", "account_of", "accounts_of_contacts",
    "broken_accounts", "check", "company", "holdings", "progress", "rule_names", "rule_out", "standing_of", "statistics",
    "tiers_out", "triggers",
]  # fmt: skip
