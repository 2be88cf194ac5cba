"""What is wrong, in words."""

from __future__ import annotations

SENTENCES = {
    "entry_changed": ("流水 {n} 被改过。", "Entry {n} was changed."),
    "entry_missing": ("流水 {n} 被删掉了。", "Entry {n} was deleted."),
    "entry_added": ("流水 {n} 是事后插进来的，树里没有它。", "Entry {n} was put in afterwards; the tree has no leaf of it."),
    "leaf_missing": ("树里第 {n} 片叶不见了。", "Leaf {n} of the tree is gone."),
    "leaf_moved": ("流水 {n} 在树里的次序被换过。", "The leaf of entry {n} is out of its order."),
    "node_changed": ("树的一个内部节点被改过，它盖着第 {t} 片叶。", "An inner node of the tree over leaves {t} was changed."),
    "node_missing": ("树少了一个内部节点，它盖着第 {t} 片叶。", "An inner node of the tree over leaves {t} is gone."),
    "node_added": ("树多出 {n} 个内部节点。", "The tree has {n} inner nodes too many."),
    "tree_cut": (
        "树头 {n} 签过的叶，现在少了 {t} 片：尾部被截掉了。",
        "Head {n} signed {t} leaves that are not there any more: the tail was cut.",
    ),
    "head_missing": ("树头 {n} 不见了。", "Head {n} is gone."),
    "head_cut": ("审计日志记有树头 {n}，现在没有：尾部被截掉了。", "The audit knows head {n}, which is not there: the tail was cut."),
    "head_changed": ("树头 {n} 的签名不对，它被改过。", "The signature of head {n} does not hold: it was changed."),
    "head_broken": ("树头 {n} 接不上前一个。", "Head {n} does not continue the one before."),
    "head_differs": (
        "流水与树头 {n} 签过的不一样，差别在第 {t} 笔之间。",
        "The entries are not those that head {n} signed; the difference is within leaves {t} of the tree, counted from 1.",
    ),
    "head_not_as_recorded": ("树头 {n} 与审计日志记下的不一样。", "Head {n} is not the one on record in the audit."),
    "key_changed": ("签名密钥 {t} 的记录被改过。", "The record of the signing key {t} was changed."),
    "guard_missing": ("数据库里防改的触发器不全。", "The database's guards against changes are not all in place."),
    "balance_differs": (
        "账户 {t} 的余额不等于流水之和，或批次对不上。",
        "The balance of account {t} is not the sum of its entries, or its lots do not fit.",
    ),
}  # fmt: skip


def sentence(kind: str, number: int, text: str, language: str) -> str:
    return SENTENCES[kind][0 if language == "zh" else 1].format(n=number, t=text)
