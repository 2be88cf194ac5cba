"""What events of the ledger are facts of: the first part of their keys."""

RECEIPT = "contracts.receipt"
CONTRACT = "contracts.contract"
ACCEPTANCE = "projects.acceptance"
WITHDRAWAL = "projects.acceptance.withdrawal"
ADJUSTMENT = "loyalty.adjustment"
MENDED = "loyalty.difference"
