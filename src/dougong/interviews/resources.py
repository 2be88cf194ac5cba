from dougong.interviews import policies
from dougong.interviews.models import Interview
from dougong.kit.registry import Resource, register

_READERS = ("sales", "sales_manager", "steward", "management", "service", "quality", "project_manager")

register(
    Resource(
        code=policies.INTERVIEW,
        model=Interview,
        zh="访谈",
        en="Interviews",
        row_filter=policies.interview_rows,
        title=str,
        link="/interviews/{id}",
        actions=("view", "export"),  # held by the right to note on the client
        scopes=("all",),
        follows="clients.client",
        client_path="client",
        owner_field="interviewer",
        search_text=lambda i: f"{i.form.zh} {i.client.name}",
        search_subtitle=lambda i: i.client.name,
        grants=dict.fromkeys(_READERS, "view export"),
    )
)
