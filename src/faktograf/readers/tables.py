"""The rows of one table or file of JSON → its articles: which column is which, and why a row is none."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from faktograf.errors import BadInput
from faktograf.readers import columns, layouts
from faktograf.readers.documents import Documents, Item, skipped
from faktograf.readers.rows import Row
from faktograf.readers.taiga import Metadata, is_metadata


@dataclass
class Table:
    """One table: `given` are the columns asked for, `has_header` says that all its rows have the same."""

    name: str
    source: str
    given: Mapping[str, str]
    has_header: bool
    documents: Documents
    metadata: Metadata
    header: list[str] = field(default_factory=list)
    mapping: dict[str, str] = field(default_factory=dict)
    layout: layouts.Layout | None = None
    found: set[str] | None = None  # of our columns, in the rows so far

    def items(self, rows: Iterable[Row]) -> Iterator[Item]:
        """An article a row, or why it is none. Raises BadInput for a column asked for that there is not."""
        is_empty = True
        for row in rows:
            is_empty = False
            if row.values is None:
                yield skipped(f"{self.source}:{row.number}", None, row.reason, row.detail)
                continue
            self._settle(row.values)
            if self.layout and is_metadata(self.layout.name) and "text" not in self.mapping:
                self.metadata.add(self.source, row.values)
            elif self.has_header and "text" not in self.mapping:
                yield skipped(self.source, self.name, "bad_row", _no_text(self.header))
                return
            else:
                yield self._item(row.number, row.values)
        if is_empty:
            yield skipped(self.source, self.name, "empty", "no rows")
        if self.found is not None:
            self._require()

    def _settle(self, values: Mapping[str, Any]) -> None:
        """Which column is which, found out again where a row has other names than the one before."""
        if self.header != list(values):
            self.header = list(values)
            self.layout = layouts.layout(self.header)
            self.mapping = layouts.mapping(self.layout, self.header, self.given)
        self.found = (self.found or set()) | self.mapping.keys()
        if self.has_header:
            self._require()

    def _require(self) -> None:
        for ours, theirs in self.given.items():
            if ours not in (self.found or ()):
                there_are = ", ".join(self.header)
                raise BadInput(f"{self.source}: no column {theirs!r} for {ours}; there are: {there_are}")

    def _item(self, number: int, values: Mapping[str, Any]) -> Item:
        where = f"{self.source}:{number}"
        if self.layout:
            values = layouts.cleaned(self.layout, values)
        article = columns.article(values, self.mapping, id=f"{self.name}-{number}")
        if "text" not in self.mapping:
            return skipped(where, article.id, "empty", _no_text(values))
        text = columns.text(values, self.mapping)
        if text is None:
            theirs = self.mapping["text"]
            kind = type(values[theirs]).__name__
            return skipped(where, article.id, "bad_row", f"want a text under {theirs!r}, got {kind}")
        return self.documents.document(article, text, where, has_own_title=False)


def _no_text(header: Iterable[Any]) -> str:
    return f"no column is the text by its name; say which: {', '.join(map(str, header))}"
