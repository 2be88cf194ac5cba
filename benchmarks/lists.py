"""What a page of clients, a search, a dossier, the dashboard and a creation cost in CPU of server and database together.

    python benchmarks/lists.py [--sample]

Signed in, through the gate, over 100,000 clients with address, contact and encrypted phone, for a person who sees all, one
who sees a department's tree (a third) and one who sees his own (one in sixty). Beside each figure the floor of the same
run: a bare granian app that runs one SQL statement over the same rows. --sample is a tenth of it on SQLite, for every build.
"""

from __future__ import annotations

import itertools
import json
import sqlite3
import sys
import uuid
from collections.abc import Callable, Iterator
from urllib.parse import quote

import _server
from _server import Place, Server, row

Once = Callable[[int], None]
PAGE = {"all": 2.0, "tree": 3.0, "own": 3.0}
SEARCH = {"all": 3.0, "tree": 4.0, "own": 4.0}
ONE, CREATE, DASHBOARD = 3.0, 5.0, 10.0
COMMON, MIDDLE = ("科技", "有限", "能源", "建设"), ("水务", "新材", "半导", "物流")
COLUMNS = (
    "c.id, c.name, c.uscc, c.kind, c.industry, c.region_name, c.tag_text, u.name, c.phone, f.active_contracts,"
    " f.receivable, f.overdue, f.points, c.last_contact_at, c.completeness, c.created_at"
)
ROWS = (
    f"SELECT {COLUMNS} FROM clients_client c LEFT JOIN accounts_user u ON u.id = c.owner_id"
    " LEFT JOIN clients_clientfigures f ON f.client_id = c.id WHERE {where} ORDER BY c.name_sort, c.id LIMIT 51"
)


_OF = "JOIN clients_client c ON c.id = {key} LEFT JOIN accounts_user u ON u.id = c.owner_id WHERE {{where}}"
#: Lists beside the clients': their address, and one statement for the same rows.
LISTS = {
    "revisits": (
        "visits?sort=due_on",
        f"SELECT v.*, c.name, u.name FROM care_visitplan v {_OF.format(key='v.client_id')} ORDER BY v.due_on, v.client_id LIMIT 51",
    ),
    "dossiers nobody touched": (
        "clients?sort=last_contact_at&filter=last_contact:lt:2025-06-01",
        f"SELECT {COLUMNS} FROM clients_client c LEFT JOIN accounts_user u ON u.id = c.owner_id"
        " LEFT JOIN clients_clientfigures f ON f.client_id = c.id WHERE {where} ORDER BY c.last_contact_at, c.id LIMIT 51",
    ),
    "interviews": (
        "interviews?sort=-held_on",
        f"SELECT i.*, c.name, u.name FROM interviews_interview i {_OF.format(key='i.client_id')}"
        " ORDER BY i.held_on DESC, i.id DESC LIMIT 51",
    ),
    "enquiries": (
        "enquiries?sort=-received_at",
        "SELECT c.*, u.name FROM intake_submission c LEFT JOIN accounts_user u ON u.id = c.owner_id WHERE {where}"
        " ORDER BY c.received_at DESC, c.id DESC LIMIT 51",
    ),
    "specifications": (
        "specifications",
        "SELECT s.*, c.title, u.name FROM requirements_specification s JOIN sales_opportunity c ON c.id = s.opportunity_id"
        " LEFT JOIN accounts_user u ON u.id = c.owner_id WHERE {where} ORDER BY s.created_at DESC, s.id DESC LIMIT 51",
    ),
    "segments": ("segments", "SELECT s.* FROM care_segment s ORDER BY s.name, s.id LIMIT 51"),
}


class Facts:
    """What the scenarios ask for, read from the seed."""

    def __init__(self, place: Place) -> None:
        self.sessions: dict[str, str] = json.loads((place.folder / "sessions.json").read_text())
        file = sqlite3.connect(place.folder / "dougong.sqlite3")
        ids = self.people = {
            scope: file.execute("SELECT user_id FROM accounts_session WHERE session_key = ?", [key]).fetchone()[0]
            for scope, key in self.sessions.items()
        }
        path = file.execute(
            "SELECT path FROM accounts_department d JOIN accounts_user u ON u.department_id = d.id WHERE u.id = ?",
            [ids["tree"]],
        ).fetchone()[0]
        departments = file.execute("SELECT id FROM accounts_department WHERE path LIKE ?", [path + "%"]).fetchall()
        listed = ", ".join(f"'{d[0]}'" for d in departments)
        self.where = {
            "all": "1 = 1",
            "tree": f"(c.department_id IN ({listed}) OR c.owner_id = '{ids['tree']}')",
            "own": f"c.owner_id = '{ids['own']}'",
        }
        names = file.execute("SELECT DISTINCT substr(name, 3, 2) FROM clients_client ORDER BY 1 LIMIT 40").fetchall()
        self.rare = tuple(name[0] for name in names)
        busy = "SELECT client_id FROM clients_timelineentry GROUP BY client_id HAVING COUNT(*) > 20 LIMIT 50"
        self.clients = tuple(str(uuid.UUID(found[0])) for found in file.execute(busy))
        file.close()


def statements(facts: Facts, word: str) -> Iterator[tuple[str, str]]:
    for scope, where in facts.where.items():
        yield f"/page/{scope}", ROWS.format(where=where)
        yield f"/search/{scope}", ROWS.format(where=f"{where} AND c.name LIKE '%{word}%'")
        for name, (_, sql) in LISTS.items():
            yield f"/{name}/{scope}", sql.format(where=where)
    yield "/one", f"SELECT * FROM clients_client WHERE id = '{facts.clients[0]}'".replace("-", "")
    yield "/sum", "SELECT metric, SUM(amount) FROM insights_rollup GROUP BY metric"
    yield "/create", "INSERT INTO kit_streammessage (resource, object_id, created_at) VALUES ('x', 'y', '2026-01-01')"


def floors(place: Place, facts: Facts, requests: int) -> dict[str, tuple[float, float]]:
    """Milliseconds by path; a search's floor is that of its kind of word."""
    found = {}
    for kind, word in (("common", COMMON[0]), ("middling", MIDDLE[0]), ("rare", facts.rare[0])):
        known = dict(statements(facts, word))
        with _server.floor(place, known) as server:
            for path in known:
                search = path.startswith("/search")
                if kind == "common" or search:
                    few = 25 if search else requests
                    found[f"{path}/{kind}" if search else path] = server.cost(lambda _, p=path: server.get(p), few)
    return found


def pages(server: Server, scope: str) -> list[str]:
    """The first page and the nine behind it."""
    paths, cursor = [], ""
    for _ in range(10):
        paths.append(f"/api/v1/clients?size=50&sort=name&cursor={cursor}")
        cursor = server.get(paths[-1])["next"] or ""
    return paths


def measure(place: Place, requests: int) -> bool:
    facts = Facts(place)
    bare = floors(place, facts, requests)
    kept = []

    def figure(server: Server, name: str, once: Once, floor: str, limit: float) -> None:
        kept.append(row(f"{place.name} {name}", server.cost(once, requests), bare[floor], limit))

    for scope in ("all", "tree", "own"):
        with _server.dougong(place, facts.sessions[scope]) as server:
            figure(server, f"page of 50, {scope}", _cycle(server, pages(server, scope)), f"/page/{scope}", PAGE[scope])
            for kind, words in (("common", COMMON), ("middling", MIDDLE), ("rare", facts.rare)):
                paths = [f"/api/v1/clients?size=50&sort=name&q={quote(word)}" for word in words]
                name = f"search for a {kind} word, {scope}"
                figure(server, name, _cycle(server, paths), f"/search/{scope}/{kind}", SEARCH[scope])
            for name, (address, _) in LISTS.items():
                paths = [f"/api/v1/{address}{'&' if '?' in address else '?'}size=50"]
                figure(server, f"{name}, {scope}", _cycle(server, paths), f"/{name}/{scope}", PAGE[scope])
            if scope == "all":
                figure(server, "one client, 20 events", _cycle(server, _dossiers(facts)), "/one", ONE)
            if scope != "own":
                figure(server, f"dashboard, {scope}", _cycle(server, ["/api/v1/dashboard"]), "/sum", DASHBOARD)
            if scope == "own":
                figure(server, "create", _create(server), "/create", CREATE)
    return all(kept)


def _cycle(server: Server, paths: list[str]) -> Once:
    """Ask for the next of the paths."""
    turn = itertools.cycle(paths)

    def once(_: int) -> None:
        server.get(next(turn))

    return once


def _dossiers(facts: Facts) -> list[str]:
    """One answer has the client, its contacts and the first page of its timeline."""
    return [f"/api/v1/clients/{pk}" for pk in facts.clients]


def _create(server: Server) -> Once:
    csrf = _csrf(server)

    def once(_: int) -> None:
        headers = {"Cookie": f"{server.headers['Cookie']}; dougong_csrf={csrf}", "X-CSRFToken": csrf}
        body = {
            "name": f"新客户{uuid.uuid4().hex[:6]}有限公司",
            "address": "江苏省苏州市工业园区",
            "phone": "13800001234",
        }
        status, answer = server.send(
            "POST", "/api/v1/clients", body, **headers, **{"Idempotency-Key": uuid.uuid4().hex}
        )
        if status != 201:
            raise SystemExit(f"creation answered {status}: {answer[:300]!r}")

    return once


def _csrf(server: Server) -> str:
    server.http.request("GET", "/api/v1/session", headers=server.headers)
    answer = server.http.getresponse()
    answer.read()
    return answer.getheader("Set-Cookie", "").split("dougong_csrf=")[1].split(";")[0]


def main() -> int:
    sample = "--sample" in sys.argv
    size, requests = (10_000, 100) if sample else (100_000, 500)
    kept = [measure(place, requests) for place in itertools.islice(_server.places(size), 1 if sample else None)]
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
