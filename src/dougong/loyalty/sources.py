"""What events of the ledger are facts of: the first part of their keys. Pure."""

RECEIPT = "contracts.receipt"
CONTRACT = "contracts.contract"
ACCEPTANCE = "projects.acceptance"
WITHDRAWAL = "projects.acceptance.withdrawal"
ADJUSTMENT = "loyalty.adjustment"
MENDED = "loyalty.difference"


def key_of(source: str, source_id: object) -> str:
    return f"{source}:{source_id}"


def fact_of(key: str) -> tuple[str, str]:
    """(source, source_id) of a key."""
    source, _, source_id = key.rpartition(":")
    return source, source_id
