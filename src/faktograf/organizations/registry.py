"""One id for one organization across articles: from the user's own list, else from a name that is nobody else's."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from faktograf.errors import BadInput
from faktograf.language import morphology
from faktograf.organizations import legal, stems, words
from faktograf.organizations.stems import Stems

_WORD = re.compile(r"[^\W_]+(?:[-’'.&][^\W_]+)*|№")
_OF_PLACE = ("ский", "ская", "ское", "цкий", "цкая", "цкое")
_COUNTRY = frozenset(("рф", "россия", "российский", "федерация"))


class Registry:
    """A user's own organizations: a name or alias → its id; one that two organizations share → None."""

    def __init__(self, rows: Iterable[tuple[str, Sequence[str]]]):
        self._ids: dict[Stems, set[str]] = {}
        for id, names in rows:
            for name in names:
                self._ids.setdefault(key(name), set()).add(id)

    def of(self, names: Sequence[str]) -> str | None:
        """The id that an organization's names, the fullest first, lead to; None where it is none or more than one.

        A name that is only the beginning of the fullest says too little: «Минздрав» of «Минздрав Карелии».
        """
        full, *others = map(key, names)
        if full in self._ids:
            return _single(self._ids[full])
        known = [self._ids[other] for other in others if other in self._ids and full[: len(other)] != other]
        return _single(set().union(*known))


def _single(ids: set[str]) -> str | None:
    return next(iter(ids)) if len(ids) == 1 else None


@lru_cache(maxsize=4)
def load(path: str) -> Registry:
    """A CSV of id, name and aliases (several with «;» between). Raises BadInput with the line that is wrong."""
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"can't read the registry {path}: {error}") from error
    return Registry(_rows(path, text))


def _rows(path: str, text: str) -> Iterator[tuple[str, list[str]]]:
    delimiter = max(",\t;", key=text.partition("\n")[0].count)
    reader = csv.DictReader(text.splitlines(), delimiter=delimiter, strict=True)
    header = [name.strip().lower() for name in reader.fieldnames or ()]
    if not {"id", "name"} <= set(header):
        raise BadInput(f"{path}:1: want the columns id, name, aliases; got {', '.join(header) or 'nothing'}")
    reader.fieldnames = header
    try:
        for row in reader:
            id, name = (row["id"] or "").strip(), (row["name"] or "").strip()
            if not id or not key(name):
                raise BadInput(f"{path}:{reader.line_num}: want an id and a name, got {id!r} and {name!r}")
            aliases = [alias.strip() for alias in re.split(r"[;|]", row.get("aliases") or "")]
            yield id, [name, *(alias for alias in aliases if key(alias))]
    except csv.Error as error:
        raise BadInput(f"{path}:{reader.line_num}: {error}") from error


@lru_cache(maxsize=20_000)
def key(name: str) -> Stems:
    """What two spellings of a name share: stems of its words, quotes and legal form aside, short names written out."""
    found = _WORD.findall(legal.stripped(name))
    out = stems.written_out(stems.of(tuple(found)))
    while len(out) > 1 and out[-1] in _COUNTRY:
        out = out[:-1]
    return out


@lru_cache(maxsize=20_000)
def own(name: str) -> str | None:
    """An id made of an organization's fullest name, None where that name may be another's too.

    «Городской суд», «Минздрав» and «Заря» may be anybody's; «Благовещенский городской суд», «Минздрав РФ», «Газпром»
    and «МВД» are one body.
    """
    full = key(name)
    return " ".join(full) if full and (stems.is_only_one(full) or _is_its_own(legal.stripped(name), full)) else None


def _is_its_own(name: str, stems_of: Stems) -> bool:
    """Whether a name says by itself which organization is meant."""
    found = _WORD.findall(name)
    if len(found) == 1:
        return not stems.is_one_of_many(stems_of) and (words.has("whole", found[0]) or _is_coined(found[0]))
    if name.isupper():
        return False
    if not any(words.has("head_noun", form) for form in found):
        return any(form[0].isupper() for form in found[1:]) or found[0].isascii()
    if any(words.has("place", form) or _is_of_a_place(form) for form in found):
        return True
    return any(form[0].isupper() for form in found[1:] if not words.has("head_noun", form))


def _is_of_a_place(form: str) -> bool:
    """Whether a word is an adjective made from a place: «Свободненский», «Зейская»; not «Детский», «Клиническая»."""
    if not form[0].isupper() or form.isupper() or words.has("placeless", form):
        return False
    return form.endswith(_OF_PLACE) and not any(f"ческ{ending}" in form for ending in ("ий", "ая", "ое", "ие"))


def _parse(form: str) -> Any:
    return morphology.parses(form.lower())[0]


def _is_coined(form: str) -> bool:
    """Whether a word is nothing but a name: no word of the dictionary («Заря»), no initials («ЦОПП»)."""
    if form.isupper() or len(form) < 4:
        return False
    if form.isascii():
        return True
    return not _parse(form).is_known or "Orgn" in _parse(form).tag
