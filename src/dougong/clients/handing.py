"""A salesperson's dossiers and what he has still to do for clients."""

from django.db.models import Q

from dougong.clients.models import Client, NextStep
from dougong.clients.policies import CLIENT
from dougong.kit.handing import Holding, holds, stays

holds(
    Holding(
        code="clients.client",
        zh="客户",
        en="Clients",
        model=Client,
        field="owner",
        resource=CLIENT,
        department="department",
        title=lambda client: client.name,
    ),
    Holding(
        code="clients.step",
        zh="下一步与承诺",
        en="Next steps and promises",
        model=NextStep,
        field="assignee",
        resource=CLIENT,
        live=Q(done_at__isnull=True),
        via="client",
        title=lambda step: step.title,
    ),
)
stays("a client's own person, who is no colleague", "clients.Contact.user")
