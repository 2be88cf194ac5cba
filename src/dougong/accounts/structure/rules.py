"""What can be reckoned of a company's shape without a database."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

Id = uuid.UUID
ONE_DAY = dt.timedelta(days=1)


def current(since: dt.date, until: dt.date | None, today: dt.date) -> bool:
    """`until` is the last day, itself included."""
    return since <= today and (until is None or today <= until)


def steady(posts: Collection[tuple[dt.date, dt.date | None]], today: dt.date) -> tuple[dt.date, dt.date]:
    """The first and the last day about `today` on which the same of these (since, until) are current."""
    turns = {since for since, _ in posts} | {until + ONE_DAY for _, until in posts if until and until < dt.date.max}
    first = max((day for day in turns if day <= today), default=dt.date.min)
    last = min((day - ONE_DAY for day in turns if day > today), default=dt.date.max)
    return first, last


@dataclass(frozen=True)
class Company:
    """Who stands where: people → manager given, people → main department; departments → parent, → head.

    Only active people are in it: who has left manages nobody.
    """

    given: Mapping[Id, Id | None] = field(default_factory=dict)
    place: Mapping[Id, Id | None] = field(default_factory=dict)
    parent: Mapping[Id, Id | None] = field(default_factory=dict)
    head: Mapping[Id, Id | None] = field(default_factory=dict)

    def manager_of(self, person: Id) -> Id | None:
        """The one given; else the head of his department, or of the next above it that another person heads."""
        given = self.given.get(person)
        if given is not None and given in self.given and given != person:
            return given
        department, passed = self.place.get(person), set()
        while department is not None and department not in passed:
            head = self.head.get(department)
            if head is not None and head != person and head in self.given:
                return head
            passed.add(department)
            department = self.parent.get(department)
        return None

    def above(self, person: Id) -> list[Id]:
        """His manager, that one's manager and so on, each once."""
        found: list[Id] = []
        step = self.manager_of(person)
        while step is not None and step not in found and step != person:
            found.append(step)
            step = self.manager_of(step)
        return found

    def loop(self) -> list[Id]:
        """People who would each be the other's manager in the end; nobody when there are none."""
        clear: set[Id] = set()
        for person in self.given:
            walked: list[Id] = []
            step: Id | None = person
            while step is not None and step not in clear:
                if step in walked:
                    return walked[walked.index(step) :]
                walked.append(step)
                step = self.manager_of(step)
            clear.update(walked)
        return []


def lineage(department: Id | None, parent: Mapping[Id, Id | None]) -> list[Id]:
    """A department and those above it, upwards."""
    found: list[Id] = []
    while department is not None and department not in found:
        found.append(department)
        department = parent.get(department)
    return found


def would_loop(department: Id, under: Id | None, parent: Mapping[Id, Id | None]) -> bool:
    return department in lineage(under, parent)


Reach = Mapping[Id, tuple[str, frozenset[Id]]]


def changed_reach(
    people: Reach,
    before: Mapping[Id, Id | None],
    after: Mapping[Id, Id | None],
    becomes: Callable[[Id], Id] = lambda d: d,
) -> list[Id]:
    """Whose reach is another after the tree changed. `people` → ("tree" or "department", departments of their posts);
    `becomes` is the department that takes the place of one that goes."""

    above = {tree: {d: frozenset(lineage(d, t)) for d in t} for tree, t in (("old", before), ("new", after))}
    answers: dict[tuple[str, frozenset[Id]], bool] = {}  # many people stand in the same places

    def covered(scope: str, posts: frozenset[Id], department: Id, tree: str) -> bool:
        return department in posts if scope == "department" else not posts.isdisjoint(above[tree][department])

    def differs(scope: str, posts: frozenset[Id]) -> bool:
        then = frozenset(map(becomes, posts))
        return any(covered(scope, posts, d, "old") != covered(scope, then, becomes(d), "new") for d in before)

    for key in set(people.values()):
        answers[key] = differs(*key)
    return [person for person, key in people.items() if answers[key]]
