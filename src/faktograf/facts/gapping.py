"""A verb said once for a row: «168 заявок пришли из Италии, 138 — из Германии»."""

from faktograf.facts.sentence import Sentence

_DASHES = frozenset("—–-")
_ONCE_MORE = frozenset(
    (",", "(", "или", "около", "примерно", "порядка", "почти", "это", "то", "есть", "более", "на", "в")
)
_FEW = 4
_REACH = 30
_ENDS = frozenset(",;:.()")


def is_gapped(sentence: Sentence, span: range) -> bool:
    """Whether a quantity's piece of the sentence has a dash where its verb would stand, and no verb."""
    piece = _piece(sentence, span)
    texts = [sentence.forms[i] for i in piece]
    return (
        bool(_DASHES & set(texts))
        and piece.start > 0
        and sentence.forms[piece.start - 1] in (",", ";", ":", "и", "а")
        and not any(sentence.is_verb(i) for i in piece)
    )


def is_restated(sentence: Sentence, before: range, span: range) -> bool:
    """Whether a sum says the one before it once more: «£15 млн, или около $18,7 млн», «5 млн рублей ($80 тысяч)»."""
    between = [sentence.forms[i].lower() for i in range(before.stop, span.start)]
    return (
        0 < len(between) <= _FEW and all(text in _ONCE_MORE for text in between) and bool({"или", "("} & set(between))
    )


def _piece(sentence: Sentence, span: range) -> range:
    """The tokens around a quantity between commas, no farther than a clause goes."""
    first, last = span.start, span.stop
    floor, ceiling = max(0, first - _REACH), min(len(sentence.forms), last + _REACH)
    while first > floor and sentence.forms[first - 1] not in _ENDS:
        first -= 1
    while last < ceiling and sentence.forms[last] not in _ENDS:
        last += 1
    return range(first, last)
