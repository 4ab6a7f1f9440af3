"""A text → all that is found in it, and its record: the rooms in their one order, each given what came before.

spaCy is not needed here, which spares its start and its second reading of the tokens; `pipeline` has the same steps as
spaCy's pipes.
"""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from faktograf import dates as date_room
from faktograf import facts as fact_room
from faktograf import numbers as number_room
from faktograf import organizations as organization_room
from faktograf import readers
from faktograf.facts import record as fact_record
from faktograf.language import links, names, parser, printed, tagger, titles
from faktograf.language.places import Covered
from faktograf.language.recognizer import recognizer
from faktograf.records import Document, Record

_SHARED = 4_000  # words whose rows workers have in common: 31 MB
Places = Sequence[tuple[int, int]]
_Mentioned = tuple[list[organization_room.Found], list[date_room.Found], list[number_room.Found]]


class Found(NamedTuple):
    """All that is found in a text."""

    organizations: list[organization_room.Found]
    dates: list[date_room.Found]
    quantities: list[number_room.Found]
    facts: list[fact_room.Found]


def ready(*, units: str | None = None, registry: str | None = None) -> None:
    """Read the user's own files; raises BadInput or BadRules for what is wrong in them."""
    number_room.grammar(units)
    if registry:
        organization_room.load_registry(registry)


def warm(*, units: str | None = None, registry: str | None = None) -> None:
    """Load and compile all that any text may need, for processes that are forked from this one to share."""
    for grammar in (date_room.grammar(), number_room.grammar(units)):
        grammar.compile()
    words = tagger.word_vectors().frequent(_SHARED)
    recognizer().share(words)
    parser.share(words)
    found(readers.document("В 2023 году завод купил 5 машин в Туле."), units=units, registry=registry)


def found(document: Document, *, units: str | None = None, registry: str | None = None) -> Found:
    """What is in a document, with the user's own units and organizations (paths of their files)."""
    return found_in_all([document], units=units, registry=registry)[0]


def found_in_all(
    documents: Sequence[Document], *, units: str | None = None, registry: str | None = None
) -> list[Found]:
    """What is in each of some documents, the same as in it alone; the networks take them together, which is faster."""
    texts = [printed.plain(document.text) for document in documents]
    names.read(texts)
    rows = _mentioned(texts, documents, units, registry)
    linked = fact_room.link_all([(text, *row) for text, row in zip(texts, rows, strict=True)])
    return [Found(*row, facts) for row, facts in zip(rows, linked, strict=True)]


def _mentioned(
    texts: Sequence[str], documents: Sequence[Document], units: str | None, registry: str | None
) -> list[_Mentioned]:
    """What the rooms find, each in all texts before the next: a processor's caches hold one room's words at a time."""
    bodies = [list(document.body) for document in documents]
    days = [day(document.article.published) for document in documents]
    organizations = [
        organization_room.find(text, body=body, registry=registry) for text, body in zip(texts, bodies, strict=True)
    ]
    places = [named(*row) for row in zip(texts, organizations, strict=True)]
    times = [
        date_room.find(text, published=published, body=body, names=at)
        for text, published, body, at in zip(texts, days, bodies, places, strict=True)
    ]
    read = [counted(*row, units) for row in zip(texts, times, places, bodies, strict=True)]
    return [(found, left, quantities) for found, (quantities, left) in zip(organizations, read, strict=True)]


def day(published: str | None) -> dt.date | None:
    """The day of publication, of an ISO date; None where none is told."""
    return None if published is None else dt.date.fromisoformat(published)


def named(text: str, organizations: Sequence[organization_room.Found]) -> list[tuple[int, int]]:
    """Where numbers and days belong to a name: organizations, quoted titles and addresses of the network."""
    mentions = (mention for found in organizations for mention in found.mentions)
    return sorted(
        {*((m.start, m.stop) for m in mentions if m.role == "name"), *titles.quoted(text), *links.links(text)}
    )


def counted(
    text: str, times: list[date_room.Found], named_at: Places, body: Places | None, units: str | None
) -> tuple[list[number_room.Found], list[date_room.Found]]:
    """The quantities, and the dates that are left: a duration that is an age gives way, an age to any other date."""
    places = [(d.start, d.stop) for d in times]
    found = number_room.find(text, dates=places, names=named_at, body=body, units=units)
    fixed = Covered((d.start, d.stop) for d in times if d.type != "duration")
    found = [q for q in found if q.kind != "age" or not fixed.touch(q.start, q.stop)]
    ages = Covered((q.start, q.stop) for q in found if q.kind == "age")
    return found, [d for d in times if not ages.touch(d.start, d.stop)]


def accounted(text: str, found: Found, body: Places | None) -> list[number_room.Number]:
    """What became of each number of a text: a quantity, part of a date, or left out and why."""
    quantities = [(q.start, q.stop) for q in found.quantities]
    dates = [(d.start, d.stop) for d in found.dates]
    named_at = named(text, found.organizations)
    return number_room.accounted(text, quantities=quantities, dates=dates, names=named_at, body=body)


def to_record(document: Document, found: Found, *, keep_text: bool = True, numbers: bool = False) -> Record:
    """The published record of what was found; with `numbers` it tells what became of every number of the text."""
    told = accounted(printed.plain(document.text), found, document.body) if numbers else None
    return fact_record.record(document.article, document.text, *found, keep_text=keep_text, numbers=told)


def extract(article: Document | str, *, published: str | None = None) -> Record:
    """The record of one article: a Document that a reader gave, or a text as it would stand in a file.

    `published` is an ISO date; a text that states its own date at its top needs none.
    """
    document = readers.document(article, published=published) if isinstance(article, str) else article
    return to_record(document, found(document))
