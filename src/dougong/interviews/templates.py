"""The questionnaires of a new installation. A company changes them as its own."""

from __future__ import annotations

from typing import Any

from dougong.forms.questionnaires import install


def _q(kind: str, zh: str, en: str, target: str = "", *, required: bool = False, **more: Any) -> dict[str, Any]:
    return {"type": kind, "zh": zh, "en": en, "target": target, "required": required, **more}


def _choices(*words: tuple[str, str, str]) -> list[dict[str, str]]:
    return [{"value": v, "zh": zh, "en": en} for v, zh, en in words]


_LOST = _choices(
    ("price", "价格", "Price"), ("solution", "方案", "Solution"), ("relation", "关系", "Relations"),
    ("qualification", "资质业绩", "Licences and record"), ("schedule", "工期", "Schedule"), ("other", "其他", "Other"),
)  # fmt: skip
READY: tuple[tuple[str, str, str, list[dict[str, Any]]], ...] = (
    (
        "interview.first_visit", "首次拜访", "First visit",
        [
            _q("long_text", "主要做什么，今年的重点是什么？", "What does the company do, and what matters this year?", "business"),
            _q("number", "现在有多少员工？", "How many people work there?", "facts.staff"),
            _q("choice", "公司现在处在哪个阶段？", "Which stage is the company in?", "facts.stage"),
            _q("long_text", "现在最不顺的是什么？用对方的话记。", "What goes worst today? In their words.", "facts.pain",
               required=True),
            _q("star", "请讲一件最近因此吃亏的事。", "Tell of a recent case in which it cost you."),
            _q("long_text", "在用哪些系统和品牌？", "Which systems and makes are in use?", "facts.systems"),
            _q("long_text", "采购要走哪些步骤，谁批？", "Which steps does a purchase take, and who approves?", "facts.purchasing"),
            _q("long_text", "还在找谁，或打算自己做？", "Whom else do they ask, or would they do it themselves?", "facts.competitors"),
            _q("long_text", "下一步约了什么？", "What was agreed as the next step?"),
        ],
    ),
    (
        "interview.requirements", "需求访谈", "Requirements interview",
        [
            _q("long_text", "要解决的那一件事是什么？", "Which one thing is to be solved?", "facts.problem", required=True),
            _q("star", "现在是怎么做的？讲最近一次。", "How is it done today? Tell of the last time.", required=True),
            _q("long_text", "做成以后，看哪个数字或变化？", "By which figure or change will it show?", "facts.benefit"),
            _q("long_text", "哪些是必须的，哪些可以商量？", "What is a must, and what is open to discussion?"),
            _q("long_text", "有哪些接口、场地、停产窗口的限制？", "Which limits are there: interfaces, site, shutdown windows?"),
            _q("text", "预算几月报、几月批？", "When are budgets asked for and granted?", "facts.budget_month"),
            _q("number", "从报批到批复通常几天？", "How many days does approval usually take?", "facts.approval_days"),
            _q("date", "希望什么时候用起来？", "When should it be in use?"),
        ],
    ),
    (
        "interview.revisit", "满意度回访", "Satisfaction revisit",
        [
            _q("choice", "总的来说满意吗？", "All in all, how satisfied are you?", "facts.satisfaction", required=True),
            _q("star", "哪一件事最能说明？", "Which one case shows it best?"),
            _q("long_text", "有没有投诉过，怎么了结的？", "Was there a complaint, and how did it end?", "facts.complaints"),
            _q("long_text", "合作过哪些项目，结果怎样？", "Which projects were done together, with what result?", "facts.cooperation"),
            _q("yes_no", "愿意把我们介绍给同行吗？", "Would you recommend us?"),
            _q("long_text", "接下来有什么计划？", "What is planned next?"),
        ],
    ),
    (
        "interview.loss_review", "丢单复盘", "Loss review",
        [
            _q("choice", "最主要的原因是什么？", "What was the main reason?", required=True, choices=_LOST),
            _q("text", "谁中了？", "Who won?"),
            _q("star", "哪一步决定了结果？", "Which step decided it?", required=True),
            _q("long_text", "我方报价和方案差在哪里？", "Where did our price and solution fall short?"),
            _q("long_text", "竞争对手和替代方案", "Competitors and alternatives", "facts.competitors"),
            _q("long_text", "以后还有没有机会，什么条件下？", "Is there another chance, and on which terms?"),
        ],
    ),
)  # fmt: skip


def install_templates() -> None:
    for code, zh, en, questions in READY:
        install(code, "interview", zh, en, questions)
