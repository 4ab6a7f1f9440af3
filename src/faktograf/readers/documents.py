"""An article and its text → the document, or why it is none: empty, too large, foreign, known already."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import msgspec

from faktograf.readers import encodings, packed, page, remote, russian
from faktograf.records import Article, Document, Skipped

Item = Document | Skipped


@dataclass
class Documents:
    """Holds the bound on a text, and the ids seen so far as digests."""

    max_chars: int
    seen: set[bytes] = field(default_factory=set)

    def document(self, article: Article, text: str | None, source: str, *, has_own_title: bool) -> Item:
        """The article's document, or why it is none; `has_own_title`: its title stands in its text."""
        if text is None or len(text) > self.max_chars:
            return skipped(source, article.id, "too_large", f"over {self.max_chars} characters")
        if not text.strip():
            return skipped(source, article.id, "empty", "no text")
        if encodings.is_binary(text):
            return skipped(source, article.id, "unreadable", "not text: full of NUL characters")
        if not _is_whole((article, text)):
            return skipped(source, article.id, "unreadable", "holds half of a character (a lone surrogate)")
        foreign = russian.why_not(text)
        if foreign:
            return skipped(source, article.id, "not_russian", foreign)
        if self._is_known(article.id):
            return skipped(source, article.id, "duplicate_id", f"an article before it has the id {article.id!r}")
        found = page.understood(text)
        title = found.title if has_own_title else article.title
        article = msgspec.structs.replace(article, title=title, extra={**found.extra, **article.extra})
        return Document(article=article, text=text, body=found.body)

    def _is_known(self, id: str) -> bool:
        """Whether an article before had this id; eight bytes of each are kept."""
        digest = hashlib.blake2b(id.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        is_known = digest in self.seen
        self.seen.add(digest)
        return is_known


def skipped(source: str, id: str | None, reason: str, detail: str) -> Skipped:
    """The line for an input that gives no document."""
    return Skipped(source=source, id=id, reason=reason, detail=detail)  # type: ignore[arg-type]


def _is_whole(value: Any) -> bool:
    """Whether all text in a value can be written as UTF-8; JSON lets «\\ud83d» stand alone."""
    try:
        msgspec.json.encode(value)
    except UnicodeEncodeError:
        return False
    return True


def safely(source: str, items: Iterator[Item]) -> Iterator[Item]:
    """The items up to what can't be read, and a line that says so."""
    try:
        yield from items
    except packed.TooLarge as error:
        yield skipped(source, None, "too_large", str(error))
    except remote.errors(*packed.BROKEN) as error:
        yield skipped(source, None, "unreadable", str(error) or type(error).__name__)
