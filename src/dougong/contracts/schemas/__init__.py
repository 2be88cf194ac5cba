from dougong.contracts.schemas.bodies import (
    ActivateIn,
    ContractIn,
    ContractPatch,
    CreditIn,
    EntityIn,
    EntityPatch,
    InstalmentIn,
    PlanIn,
    PreviewIn,
    ReasonIn,
    ReceiptIn,
    given,
)
