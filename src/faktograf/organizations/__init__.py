"""Text → the organizations it names: mentions, clusters, nominative names."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Literal

import msgspec

from faktograf.language import morphology, names, segments
from faktograf.organizations import clusters, inflect, kinds, legal, mentions, nominal, phrase, rows, words
from faktograf.organizations import registry as registries
from faktograf.organizations.mentions import Named
from faktograf.organizations.registry import load as load_registry

__all__ = ["Found", "Mention", "find", "load_registry"]

_QUOTES = frozenset('«"“„')
_CASE_AFTER = {"в": "loct", "во": "loct", "на": "loct", "о": "loct", "об": "loct", "к": "datv", "с": "ablt"}
_CASE_AFTER |= {"по": "datv", "при": "loct", "из": "gent", "от": "gent", "для": "gent", "до": "gent", "у": "gent"}


class Mention(msgspec.Struct, frozen=True):
    """One mention (half-open) and the rule that found it."""

    start: int
    stop: int
    role: Literal["name", "nominal"]
    rule: str


class Found(msgspec.Struct, frozen=True):
    """One organization: fullest name in the nominative, short name, kind, legal form, id across articles, mentions."""

    name: str
    short: str | None
    kind: str | None
    legal_form: str | None
    registry: str | None
    mentions: tuple[Mention, ...]


def find(text: str, *, body: Sequence[tuple[int, int]] | None = None, registry: str | None = None) -> list[Found]:
    """The organizations of a text in the order of their first mention; `body` leaves out the rest of a page.

    `registry` is the path of a user's own list (CSV of id, name, aliases); BadInput says what is wrong with it.
    """
    own = load_registry(registry) if registry else None
    sentences = rows.laid(segments.tokens(text), names.tagged(text))
    found = [
        named
        for named in mentions.named(text, sentences)
        if body is None or any(start <= named.start and named.stop <= stop for start, stop in body)
    ]
    groups = clusters.groups(found)
    kind = kinds.of_groups(sentences, found, groups)
    pointing = nominal.mentions(sentences, found, groups, kind, body)
    return [_organization(text, [found[i] for i in group], kind[n], pointing[n], own) for n, group in enumerate(groups)]


def _organization(
    text: str, group: list[Named], kind: str | None, pointing: list[tuple[int, int]], own: registries.Registry | None
) -> Found:
    full = max(group, key=lambda named: (_fullness(named), -named.start))
    told = [Mention(named.start, named.stop, "name", named.rule) for named in group]
    told += [Mention(named.start, named.brief, "name", "without its place") for named in group if named.brief]
    told += [Mention(start, stop, "nominal", "points back") for start, stop in pointing]
    forms = [form for named in group if (form := legal.form(text, named.start, named.stop))]
    name = _name(text, full, group)
    spellings = [name, *dict.fromkeys(text[named.start : named.stop] for named in group)]
    return Found(
        name=name,
        short=_short(group, name),
        kind=kind or next((form.kind for form in forms if form.kind), None),
        legal_form=forms[0].short if forms else None,
        registry=(own.of(spellings) if own else None) or registries.own(name),
        mentions=tuple(sorted(told, key=lambda row: (row.start, row.stop))),
    )


def _fullness(named: Named) -> tuple[bool, bool, int, bool, int]:
    """More words first; a name in its own language in brackets only where the text has but one word for it.

    Of single words a name goes before one in small letters («Госдума», «парламент»), its own spelling before ours
    («Twitter», «Твиттер»).
    """
    counted = [form for form in named.forms if form[0].isalnum()]
    is_own, is_single = len(counted) > 1 and named.rule != "in brackets", len(counted) == 1
    is_named, is_latin = not named.forms[0].islower(), is_single and counted[0].isascii() and not counted[0].isupper()
    return is_own, is_named or not is_single, len(counted), is_latin, sum(map(len, counted))


def _name(text: str, full: Named, group: list[Named]) -> str:
    """The fullest name in the nominative; a sister mention that already stands in it is taken as it is."""
    quoted = next((n for n in group if words.has("class", n.before) and text[n.start - 1 : n.start] in _QUOTES), None)
    if quoted and len(quoted.forms) >= len(full.forms) and not _is_oblique(quoted.forms):
        # «компанией «Заря»»: a name behind its class word stands still; not that of «предприятие «Газпрома»»
        return text[quoted.start : quoted.stop]
    changed = inflect.nominative(full.forms, hint=_case_after(full.before))
    written = text[full.start : full.stop]
    if len(full.forms) == 1:
        same = [text[named.start : named.stop] for named in group if len(named.forms) == 1]
        base = changed[0]
        if base == written and not written.isascii() and not written.isupper():
            base = min(same, key=lambda form: (len(form), same.index(form)))
        return base
    out, at = [], 0
    for old, new in zip(full.forms, changed, strict=True):
        place = written.index(old, at)
        out.append(written[at:place] + new)
        at = place + len(old)
    return re.sub(r"\s+", " ", "".join(out))


def _case_after(before: str) -> str | None:
    """The case that the word before a name asks for: «из [«Луча»]», «защитник [«Селтика»]», «заводы [«Мечела»]»."""
    if before in _CASE_AFTER or not before.isalpha():
        return _CASE_AFTER.get(before)
    if any(words.has(slot, before) for slot in ("class", "thing", "bearer", "head_noun")):
        return None
    first = morphology.parses(before)[0]
    is_owned = first.tag.POS == "NOUN" and (first.tag.animacy == "anim" or phrase.is_plural(before))
    return "gent" if is_owned and first.is_known else None


def _is_oblique(forms: tuple[str, ...]) -> bool:
    """Whether the dictionary knows a name of one word, and not in the nominative."""
    parses = morphology.parses(forms[0].lower()) if len(forms) == 1 else ()
    return bool(parses) and all(parse.is_known and parse.tag.case not in (None, "nomn") for parse in parses)


def _short(group: list[Named], name: str) -> str | None:
    """The shortest form that stands for the name: an abbreviation before a brief name."""
    single = [named.forms[0] for named in group if len(named.forms) == 1]
    brief = [form for form in single if form.isupper() and 1 < len(form) <= 8]
    if brief:
        best = Counter(brief).most_common(1)[0][0]  # the first of those said as often
        return best if best != name else None
    one = [form for form in single if form != name]
    return inflect.nominative([one[0]])[0] if one and len(name.split()) > 1 else None
