"""Contracts that were ever in force and money that came in forbid that their client goes; drafts go with it."""

from django.db.models import Q

from dougong.clients.policies import CLIENT
from dougong.contracts.models import Concession, Contract, Instalment, Receipt
from dougong.kit.purging import Part, Stop, goes, stays, stops

_DRAFT = Q(status="draft")
_BOOKS_ZH = "合同和收付款是会计资料，须保存十年以上（税收征收管理法实施细则第二十九条、会计档案管理办法）。"
_BOOKS_EN = (
    "Contracts and payments are accounting records, kept for ten years and more "
    "(Rules of the Tax Collection Law, art. 29; Rules of Accounting Archives)."
)

stops(
    Stop(
        CLIENT, "contracts.contract", "生效过的合同", "Contracts that came into force", _BOOKS_ZH, _BOOKS_EN,
        Contract, "client_id", ~_DRAFT,
    ),
    Stop(CLIENT, "contracts.receipt", "回款", "Receipts", _BOOKS_ZH, _BOOKS_EN, Receipt, "contract__client_id"),
    Stop(
        CLIENT, "contracts.concession", "合同上的优惠", "Concessions on contracts", _BOOKS_ZH, _BOOKS_EN, Concession,
        "contract__client_id",
    ),
)  # fmt: skip
goes(
    Part(CLIENT, "contracts.contract", "合同草稿", "Contracts in draft", Contract, "client_id", _DRAFT),
    Part(
        CLIENT, "contracts.instalment", "草稿里的付款节点", "Instalments of drafts", Instalment, "contract__client_id"
    ),
)
stays("a concession names what it was granted for", "contracts.Concession.source_id")
