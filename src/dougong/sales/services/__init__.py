"""What can be done to opportunities and to the board's stages."""

from dougong.sales.services.opportunities import (
    archive_opportunities,
    assign_opportunities,
    create_opportunity,
    restore_opportunities,
    update_opportunity,
)
from dougong.sales.services.progress import (
    contract_ended,
    contract_in_force,
    hold_kickoff,
    lose_opportunity,
    move_opportunity,
    reopen_opportunity,
)
from dougong.sales.services.stages import (
    create_stage,
    install_stages,
    order_stages,
    remove_stage,
    restore_stage,
    update_stage,
)

__all__ = [
    "archive_opportunities",
    "assign_opportunities",
    "contract_ended",
    "contract_in_force",
    "create_opportunity",
    "create_stage",
    "hold_kickoff",
    "install_stages",
    "lose_opportunity",
    "move_opportunity",
    "order_stages",
    "remove_stage",
    "reopen_opportunity",
    "restore_opportunities",
    "restore_stage",
    "update_opportunity",
    "update_stage",
]
