"""Atom form → its symbol, the one character that rules match (see grammar.py)."""

from faktograf.language import atoms
from faktograf.language.lexicon import Lexicon
from faktograf.language.remembered import Remembered

GLUE, BREAK = "~", "\n"
_OWN = {atoms.GLUE: GLUE, atoms.BREAK: BREAK}
_MOST = 20_000
# one-byte signs first, none that means something in a class of characters: re is far quicker with them
_SIGNS = [chr(code) for code in range(1, 256) if chr(code) not in "~\nwWp[]\\^-&|"]


def signs(count: int) -> list[str]:
    """So many different symbols."""
    return _SIGNS[:count] + [chr(0xE000 + i) for i in range(count - len(_SIGNS))]


class Table(Remembered[str, str]):
    """Atom form → symbol, filled as forms turn up."""

    def __init__(self, lexicon: Lexicon, symbols: dict[frozenset[str], str]):
        super().__init__(self._symbol, _MOST)
        self._lexicon, self._symbols = lexicon, symbols

    def _symbol(self, form: str) -> str:
        """The symbol of a form not met before."""
        if form in _OWN:
            return _OWN[form]
        slots = self._lexicon.look_up(form)
        return self._symbols[slots] if slots else _other(form)


def _other(form: str) -> str:
    if not form[0].isalpha():
        return "p"
    return "W" if form[0].isupper() else "w"
