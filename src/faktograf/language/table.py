"""Atom form → its symbol, the one character that rules match (see grammar.py)."""

from faktograf.language import atoms
from faktograf.language.lexicon import Lexicon

GLUE, BREAK = "~", "\n"
# one-byte signs first, none that means something in a class of characters: re is far quicker with them
_SIGNS = [chr(code) for code in range(1, 256) if chr(code) not in "~\nwWp[]\\^-&|"]


def signs(count: int) -> list[str]:
    """So many different symbols."""
    return _SIGNS[:count] + [chr(0xE000 + i) for i in range(count - len(_SIGNS))]


class Table(dict[str, str]):
    """Atom form → symbol, filled as forms turn up and emptied when it has grown too large."""

    _MOST = 100_000

    def __init__(self, lexicon: Lexicon, symbols: dict[frozenset[str], str]):
        super().__init__()
        self._lexicon, self._symbols = lexicon, symbols
        self._reset()

    def _reset(self) -> None:
        self.clear()
        self.update({atoms.GLUE: GLUE, atoms.BREAK: BREAK})

    def __missing__(self, form: str) -> str:
        """The symbol of a form not met before."""
        if len(self) > self._MOST:
            self._reset()
        slots = self._lexicon.of(form)
        symbol = self[form] = self._symbols[slots] if slots else _other(form)
        return symbol


def _other(form: str) -> str:
    if not form[0].isalpha():
        return "p"
    return "W" if form[0].isupper() else "w"
