"""One form on the web, and what came in by it: an enquiry that waits, and one that looks like spam."""

from __future__ import annotations

from dougong.forms.models import Form
from dougong.intake import challenge, rules, services
from dougong.kit.demobuild import Demo

_SENT = (
    (
        "云岫生物医药（苏州）有限公司",
        "程知夏",
        "13800000071",
        "新建制剂车间，洁净空调与公用工程想找一家总包。",
        "320000",
        "",
    ),
    ("澄观食品有限公司", "陆沉舟", "13800000072", "冷库制冷系统用了十二年，想做节能改造，先要一份测算。", "330000", ""),
    ("SEO Top", "Rank", "13800000073", "casino backlink https://a.example https://b.example cheap", "", "x"),
)


def last(demo: Demo) -> None:
    form = Form.objects.get(code="web.enquiry")
    keys = {f.target or f.zh: f.key for f in form.fields}
    made = services.save_public_form(
        demo.actors["fang"], public_form_id=None, form_id=form.pk, owner_id=demo.actors["zhou"].user_id,
        purpose_zh="答复您的咨询、安排技术交流与报价", purpose_en="answer you, meet you, and make an offer",
        intro_zh="写下您想解决的问题，我们一个工作日内联系您。", intro_en="Tell us what is to be solved; we call within a working day.",
        owners=[{"region": "440000", "owner_id": demo.actors["chen"].user_id}], uploads=True,
    )  # fmt: skip
    for place, (name, person, phone, problem, region, trap) in enumerate(_SENT):
        token = str(challenge.pose(made.key)["token"])
        answers = {
            keys["name"]: name, keys["contact.name"]: person, keys["contact.phone"]: phone, keys["facts.problem"]: problem,
            **({keys["region"]: region} if region else {}),
        }  # fmt: skip
        services.submit(
            key=made.key,
            token=token,
            counter=rules.solve(token, challenge.BITS),
            consent=True,
            trap=trap,
            answers=answers,
        )
        demo.progress("网上咨询", place + 1, len(_SENT))
