"""What this app tells people of."""

from dougong.notifications.kinds import Kind, register

TAKEN = "organisation.taken_over"
GIVEN_BACK = "organisation.given_back"

register(
    Kind(
        TAKEN,
        zh="接手同事的工作",
        en="A colleague's work is yours",
        title_zh="{name} 离职，有 {count} 项交给您",
        title_en="{name} leaves: {count} records are yours now",
    ),
    Kind(
        GIVEN_BACK,
        zh="交接被撤销",
        en="A hand-over was undone",
        title_zh="{name} 的交接已撤销，{count} 项还给了他",
        title_en="{name}'s hand-over was undone: {count} records went back",
        default_mail=False,
    ),
)
