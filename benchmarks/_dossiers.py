"""What hangs on the clients of the generated company beside their traces: revisits, interviews, enquiries, requirements, segments."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterable, Iterator
from typing import Any

DAY = dt.date(2026, 1, 1)


def on_clients(rows: list[Any], by: Any) -> Iterator[Iterable[Any]]:
    """A plan of revisits, an interview and an enquiry for each; segments that everybody sees."""
    from dougong.care.segments.models import Segment
    from dougong.care.visits.models import VisitPlan
    from dougong.forms.models import Form
    from dougong.intake.models import PublicForm, Submission
    from dougong.interviews.models import Interview

    rng = random.Random(11)
    yield (
        VisitPlan(client=c, due_on=DAY + dt.timedelta(days=rng.randrange(500)), contact_at=c.last_contact_at)
        for c in rows
    )
    talk = Form.objects.filter(purpose="interview").order_by("code").first()
    yield (
        Interview(
            client=c, form=talk, number=talk.number, interviewer_id=c.owner_id, held_on=DAY + dt.timedelta(days=rng.randrange(300)),
            state=rng.choice(("draft", "done")),
        )
        for c in rows
    )  # fmt: skip
    web = Form.objects.filter(purpose="web").order_by("code").first()
    door = PublicForm.objects.create(form=web, key="bench", purpose_zh="答复", owner_id=rows[0].owner_id)
    yield (
        Submission(
            public_form=door, number=web.number, title=c.name, answers="{}", owner_id=c.owner_id, department_id=c.department_id,
            received_at=c.created_at, expires_on=DAY + dt.timedelta(days=900), score=rng.choice((0, 0, 35, 80)),
            state=rng.choice(("new", "accepted", "rejected")),
        )
        for c in rows
    )  # fmt: skip
    yield (
        Segment(
            name=f"分层{n}", filters=["industry:contains:科技", "completeness:lt:60"], share="all", created_by_id=by
        )
        for n in range(40)
    )


def on_opportunities() -> Iterator[Iterable[Any]]:
    """A specification with a requirement for each."""
    from dougong.requirements.models import Requirement, Specification
    from dougong.sales.models import Opportunity

    specs = [Specification(opportunity_id=pk) for pk in Opportunity.objects.order_by("pk").values_list("pk", flat=True)]
    yield specs
    rng = random.Random(12)
    yield (
        Requirement(
            specification=s, seq=1, title="洁净度达到 ISO 7 级", kind="function",
            state=rng.choice(("draft", "agreed")),
        )
        for s in specs
    )  # fmt: skip
