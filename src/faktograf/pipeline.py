"""The rooms as spaCy's pipes, each a factory; Doc in, Doc out, and at the end a Record.

What a pipe finds lies as plain data in `doc.user_data["faktograf"]`, with exact offsets, so that a Doc can
be pickled, sent to another process or kept in a DocBin; `doc.spans` shows the same to spaCy's own tools,
widened to whole tokens where a foreign tokenizer cuts otherwise.
"""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, TypeVar

import msgspec
import spacy
from spacy.language import Language
from spacy.tokens import Doc, SpanGroup

from faktograf import analysis
from faktograf import dates as date_room
from faktograf import facts as fact_room
from faktograf import numbers as number_room
from faktograf import organizations as organization_room
from faktograf.analysis import Found
from faktograf.language import printed
from faktograf.records import Document, Record

PIPES = ("faktograf_organizations", "faktograf_dates", "faktograf_quantities", "faktograf_facts")
_KEY = "faktograf"
_T = TypeVar("_T")


def load(*, units: str | None = None, registry: str | None = None) -> Language:
    """The whole pipeline: razdel's tokens, organizations, dates, quantities, facts.

    `units` is the path of your own units (a word, a tab and its code on a line), `registry` that of your own
    organizations (CSV of id, name, aliases); raises BadInput or BadRules.
    """
    analysis.ready(units=units, registry=registry)
    own = {"faktograf_quantities": {"units": units}, "faktograf_organizations": {"registry": registry}}
    nlp = spacy.blank("ru", config={"nlp": {"tokenizer": {"@tokenizers": "faktograf_tokenizer"}}})
    for name in PIPES:
        nlp.add_pipe(name, config=own.get(name, {}))
    return nlp


def prepared(nlp: Language, document: Document) -> Doc:
    """The Doc of a document, with what its reader knows for the pipes: publication date, body."""
    doc = nlp.make_doc(document.text)
    _state(doc).update(published=document.article.published, body=[list(place) for place in document.body])
    return doc


def found(doc: Doc) -> Found:
    """What lies in an analysed Doc; a pipe that has not run has found nothing."""
    return Found(
        _got(doc, "organizations", organization_room.Found),
        _got(doc, "dates", date_room.Found),
        _got(doc, "quantities", number_room.Found),
        _got(doc, "facts", fact_room.Found),
    )


def to_record(doc: Doc, document: Document, *, keep_text: bool = True, numbers: bool = False) -> Record:
    """The published record of an analysed Doc; with `numbers` it tells what became of every number of the text."""
    return analysis.to_record(document, found(doc), keep_text=keep_text, numbers=numbers)


def _state(doc: Doc) -> dict[str, Any]:
    state: dict[str, Any] = doc.user_data.setdefault(_KEY, {})
    return state


def _got(doc: Doc, room: str, kind: type[_T]) -> list[_T]:
    """What a room has found in a Doc; empty where its pipe has not run."""
    return msgspec.convert(_state(doc).get(room, []), list[kind])  # type: ignore[valid-type]


def _put(doc: Doc, room: str, found: Iterable[Any]) -> None:
    _state(doc)[room] = msgspec.to_builtins(list(found))


def _show(doc: Doc, group: str, rows: Iterable[tuple[int, int, str, str]]) -> None:
    """Rows of start, stop, label and rule as `doc.spans[group]`."""
    spans = (
        doc.char_span(start, stop, label=label, span_id=rule, alignment_mode="expand")
        for start, stop, label, rule in rows
    )
    doc.spans[group] = SpanGroup(doc, name=group, spans=[span for span in spans if span is not None])


def _text(doc: Doc) -> str:
    """What the rooms read: the text, with capitals where it has lost them."""
    return printed.plain(doc.text)


def _body(doc: Doc) -> list[tuple[int, int]] | None:
    places = _state(doc).get("body")
    return None if places is None else [(start, stop) for start, stop in places]


def _names(doc: Doc) -> list[tuple[int, int]]:
    return analysis.named(_text(doc), _got(doc, "organizations", organization_room.Found))


@Language.factory("faktograf_organizations", default_config={"registry": None})
def organizations(nlp: Language, name: str, registry: str | None) -> Callable[[Doc], Doc]:
    """The pipe that finds organizations: `doc.spans["organizations"]`."""
    return partial(_find_organizations, registry=registry)


def _find_organizations(doc: Doc, *, registry: str | None) -> Doc:
    found = organization_room.find(_text(doc), body=_body(doc), registry=registry)
    _put(doc, "organizations", found)
    rows = [(m.start, m.stop, (o.kind or "organization"), m.rule) for o in found for m in o.mentions]
    _show(doc, "organizations", sorted(rows))
    return doc


@Language.factory("faktograf_dates")
def dates(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """The pipe that finds dates and times: `doc.spans["dates"]`."""
    return _find_dates


def _find_dates(doc: Doc) -> Doc:
    found = date_room.find(
        _text(doc),
        published=analysis.day(_state(doc).get("published")),
        body=_body(doc),
        names=_names(doc),
    )
    _put(doc, "dates", found)
    _show(doc, "dates", [(d.start, d.stop, d.type, d.rule) for d in found])
    return doc


@Language.factory("faktograf_quantities", default_config={"units": None})
def quantities(nlp: Language, name: str, units: str | None) -> Callable[[Doc], Doc]:
    """The pipe that finds quantities: `doc.spans["quantities"]`; a duration that is an age gives way."""
    return partial(_find_quantities, units=units)


def _find_quantities(doc: Doc, *, units: str | None) -> Doc:
    times = _got(doc, "dates", date_room.Found)
    found, kept = analysis.counted(_text(doc), times, _names(doc), _body(doc), units)
    if len(kept) < len(times):
        _put(doc, "dates", kept)
        _show(doc, "dates", [(d.start, d.stop, d.type, d.rule) for d in kept])
    _put(doc, "quantities", found)
    _show(doc, "quantities", [(q.start, q.stop, q.kind, q.rule) for q in found])
    return doc


@Language.factory("faktograf_facts")
def facts(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """The pipe that links quantities into facts; they lie in the Doc's data and in its record."""
    return _link_facts


def _link_facts(doc: Doc) -> Doc:
    found = fact_room.link(
        _text(doc),
        _got(doc, "organizations", organization_room.Found),
        _got(doc, "dates", date_room.Found),
        _got(doc, "quantities", number_room.Found),
    )
    _put(doc, "facts", found)
    return doc
