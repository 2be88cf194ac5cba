"""What can be done to a contract and its money."""

from dougong.contracts.services.concessions import deduct, extend_warranty, take_back_concession
from dougong.contracts.services.drafts import archive_draft, draft_contract, restore_draft, update_draft
from dougong.contracts.services.entities import archive_entity, create_entity, install_entity, update_entity
from dougong.contracts.services.figures import refresh_client
from dougong.contracts.services.lifecycle import activate_contract, complete_contract, terminate_contract
from dougong.contracts.services.plans import set_due, set_plan
from dougong.contracts.services.preview import preview_receipt
from dougong.contracts.services.receipts import apply_credit, record_receipt, reverse_receipt

__all__ = [
    "activate_contract",
    "apply_credit",
    "archive_draft",
    "archive_entity",
    "complete_contract",
    "create_entity",
    "deduct",
    "draft_contract",
    "extend_warranty",
    "install_entity",
    "preview_receipt",
    "record_receipt",
    "refresh_client",
    "restore_draft",
    "reverse_receipt",
    "set_due",
    "set_plan",
    "take_back_concession",
    "terminate_contract",
    "update_draft",
    "update_entity",
]
