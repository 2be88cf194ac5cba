from dougong.kit.registry import Capability, register_capability
from dougong.loyalty.proof.policies import PROOF

register_capability(
    Capability(
        code=PROOF,
        zh="积分账本证明",
        en="Proof of the points ledger",
        actions=("view", "verify"),
        words={"verify": ("校验", "Verify")},
        grants={
            "auditor": "view verify", "finance": "view verify", "management": "view verify", "steward": "view verify",
            "sales_manager": "view", "sales": "view",
        },
    )
)  # fmt: skip
