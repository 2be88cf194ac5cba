from dougong.kit.errors import BusinessError


class LedgerBroken(BusinessError):
    """A balance that is not the sum of its entries: written by hand, or a fault of ours. Never put right in silence."""

    code = "ledger_broken"
    status = 500
    zh = "{count} 个积分账户的余额与流水之和不符：{accounts}"
    en = "{count} points accounts do not hold the sum of their entries: {accounts}"
