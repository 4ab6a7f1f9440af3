"""Atoms → their symbols, the characters that rules match (see grammar.py)."""

from collections.abc import Iterable
from sys import intern

from faktograf.language import atoms
from faktograf.language.chunks import Cut
from faktograf.language.lexicon import Lexicon
from faktograf.language.remembered import Remembered

GLUE, BREAK = "~", "\n"
_OWN = {atoms.GLUE: GLUE, atoms.BREAK: BREAK}
_SIGN = "p"
_CHUNKS, _FORMS = 20_000, 10_000  # that are remembered
# one-byte signs first, none that means something in a class of characters: re is far quicker with them
_SIGNS = [chr(code) for code in range(1, 256) if chr(code) not in "~\nwWp[]\\^-&|"]


def signs(count: int) -> list[str]:
    """So many different symbols."""
    return _SIGNS[:count] + [chr(0xE000 + i) for i in range(count - len(_SIGNS))]


def masked(symbols: str, hidden: Iterable[range]) -> str:
    """The symbols with those in some stretches made a sign's."""
    out: list[str] | None = None
    for inside in hidden:
        out = out or list(symbols)
        for at in inside:
            if out[at] not in (GLUE, BREAK):
                out[at] = _SIGN
    return "".join(out) if out else symbols


class Table(Remembered[Cut, str]):
    """The atoms of a chunk → their symbols, filled as chunks turn up."""

    def __init__(self, lexicon: Lexicon, symbols: dict[frozenset[str], str]):
        super().__init__(lambda cut: intern("".join(map(self._of_form.__getitem__, cut.forms))), _CHUNKS)
        self._of_form = Remembered(self._symbol, _FORMS)
        self._lexicon, self._symbols = lexicon, symbols

    def _symbol(self, form: str) -> str:
        """The symbol of a form not met before."""
        if form in _OWN:
            return _OWN[form]
        slots = self._lexicon.look_up(form)
        return self._symbols[slots] if slots else _other(form)


def _other(form: str) -> str:
    if not form[0].isalpha():
        return _SIGN
    return "W" if form[0].isupper() else "w"
