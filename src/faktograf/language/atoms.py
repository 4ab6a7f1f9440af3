"""Text → atoms, the finest pieces that rules see: a word, a number as it is written, a sign.

razdel keeps «2019–2020» in one piece and splits «25 000» in two; rules need it the other way round, so
they read atoms and leave tokens to the taggers. Offsets are carried from here on, never searched again.
"""

import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass

from faktograf.language.chunks import Chunks, Cut, begins, lay
from faktograf.language.recent import Recent

GLUE = ""  # stands between two atoms with no white space between them
BREAK = "\n"  # the end of a line: no rule reaches across it

NTH_ENDING = "ого|его|ому|ему|ыми|ими|ая|ья|ое|ье|ые|ие|ый|ий|ой|ую|ью|ых|их|ым|им|ом|ем|го|му|ми|мя|ти|я|е|й|х|м|ю"
# Pieces that leave nothing out: atoms and the white space between them. Whichever comes first wins, so the longest
# ways of writing a number stand first; there are no groups, which `findall` would give instead. Quantifiers are
# possessive (`++`): a long run of digits costs its length, not its square.
_PIECE = re.compile(
    rf"""
      [^\W\d_]++(?:[\u0300-\u036f\u00ad]+[^\W\d_]*+)*+                            # a word, stress marks in
    | \s++
    | [0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}(?![0-9])                                  # 2019-03-05
    | [0-9]{{1,2}}(?:\.[0-9]{{1,2}}\.|/[0-9]{{1,2}}/)(?:[0-9]{{4}}|[0-9]{{2}})(?![0-9]|[.,][0-9])   # 05.03.2019
    | [0-9]{{1,2}}:[0-9]{{2}}(?::[0-9]{{2}})?(?![0-9:])                          # 14:00
    | [0-9]++(?:[-‑–](?:{NTH_ENDING})|(?:ого|его|ому|ему|ая|ья|ое|ье|ые|ый|ий|ой|го|му|я|е|й|х))(?![^\W\d_])
    | [0-9]{{1,3}}(?:(?:[ \u00a0\u2009\u202f][0-9]{{3}})+|(?:['’][0-9]{{3}})+|(?:\.[0-9]{{3}})+)(?![0-9])(?:,[0-9]++)?
    | [0-9]++(?:[.,:][0-9]++)*+                                                   # 2019, 12,8, 3:1
    | \S
    """,
    re.VERBOSE,
)
# Figures are joined across a space: «25 000»; no other piece reaches across white space.
_GROUPED = re.compile(r"[0-9][ \u00a0\u2009\u202f][0-9]{3}")
_CHUNK = re.compile(r"\S++(?:(?<=[0-9])[ \u00a0\u2009\u202f](?=[0-9]{3})\S++)*+")
_BREAK = re.compile("([\n\r\u2028\u2029])")
_CHUNKS = 20_000  # that are remembered
MARKS = re.compile("[\u0300-\u036f\u00ad]")
_ROMAN = re.compile(r"(?:XL|L?X{0,3})(?:IX|IV|V?I{0,3})")  # to 89: «C», «M», «CD» are letters
_ROMAN_LETTERS = frozenset("ivxlхі")  # as keys have them, Cyrillic look-alikes too
_LATIN = str.maketrans("ХІ", "XI")  # «ХХ век» is as often typed in Cyrillic letters


@dataclass(frozen=True, slots=True)
class Atoms:
    """Each atom's form and where it begins in the text, a GLUE atom being empty; and the chunks they come in."""

    text: str
    forms: list[str]
    starts: list[int]
    chunks: list[Cut]  # whose forms these are, one after the other

    def stop(self, at: int) -> int:
        """Where an atom ends, exclusive."""
        return self.starts[at] + len(self.forms[at])

    def ended(self, place: int) -> int:
        """How many atoms have ended at a place."""
        at = bisect_left(self.starts, place)
        if at and self.stop(at - 1) > place:
            return at - 1
        return at + (at < len(self.forms) and self.starts[at] == place and not self.forms[at])  # GLUE ends as it begins


def _cut(chunk: str) -> Cut:
    if chunk.isalpha():
        return Cut.whole(chunk)
    forms: list[str] = []
    sizes: list[int] = []
    is_joined = False
    for piece in _PIECE.findall(chunk):
        if piece.isspace():  # «5 0000»
            sizes[-1] += len(piece)
            is_joined = False
            continue
        forms += (GLUE, piece) if is_joined else (piece,)
        sizes += (0, len(piece)) if is_joined else (len(piece),)
        is_joined = True
    return Cut(forms, sizes)


_cuts = Chunks(_cut, _CHUNKS)
_break = Cut((BREAK,), (1,))


def cut(text: str) -> Atoms:
    """The atoms of a text, GLUE between those that touch: «5 кг.» → «5», «кг», GLUE, «.»."""
    forms: list[str] = []
    steps, cuts = [0], list[Cut]()
    split = _CHUNK.findall if _GROUPED.search(text) else str.split
    for i, line in enumerate(_BREAK.split(text)):
        if i % 2:
            cuts.append(_break)
            forms.append(BREAK)
            steps.append(1)
        elif line:
            chunks = split(line)
            found = list(map(_cuts.__getitem__, chunks))
            lay(line, chunks, found, forms, steps)
            cuts += found
    return Atoms(text, forms, begins(steps), cuts)


scan = Recent(cut)


def key(form: str) -> str:
    """The form that lexicons are asked for: lower case, ё as е, no stress marks or soft hyphens."""
    low = form.lower()
    if not (low.isalpha() or low.isascii()):  # marks and soft hyphens are no letters
        low = MARKS.sub("", unicodedata.normalize("NFC", low))
    return low.replace("ё", "е")


def roman(form: str) -> int | None:
    """The value of a Roman numeral in capitals, Cyrillic look-alikes allowed: «XXI» → 21, «ХХ» → 20."""
    latin = form.translate(_LATIN)
    if not latin or not _ROMAN.fullmatch(latin):
        return None
    digits = [{"I": 1, "V": 5, "X": 10, "L": 50}[letter] for letter in latin]
    return sum(-a if a < b else a for a, b in zip(digits, [*digits[1:], 0], strict=True))


# The shape of an atom that begins with a digit: the first pattern that fits names it.
_NTH_YEAR = rf"(?:1[0-9]|20|21)[0-9]{{2}}[-‑–]?(?:{NTH_ENDING})"
_DECADE = r"[-‑–]?(?:е|ые|ие|х|ых|их|ми|ым)"
_SHAPES = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("#iso", r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
        ("#dmy", r"[0-9]{1,2}([./])[0-9]{1,2}\1(?:[0-9]{4}|[0-9]{2})"),
        ("#clock", r"(?:[01]?[0-9]|2[0-4]):[0-5][0-9](?::[0-5][0-9])?"),
        ("#ratio", r"[0-9]+(?::[0-9]+)+"),
        ("#0", r"0"),
        ("#1-12", r"[1-9]|1[0-2]"),
        ("#13-23", r"1[3-9]|2[0-3]"),
        ("#24", r"24"),
        ("#25-31", r"2[5-9]|3[01]"),
        ("#32-59", r"3[2-9]|[45][0-9]"),
        ("#60-99", r"[6-9][0-9]"),
        ("#00", r"00"),
        ("#01-09", r"0[1-9]"),
        ("#100-999", r"[1-9][0-9]{2}"),
        ("#year", r"(?:1[0-9]|20|21)[0-9]{2}"),
        ("#integer", r"[0-9]+"),
        ("#d.m", r"(?:0?[1-9]|[12][0-9]|3[01])[.](?:0[1-9]|1[0-2])"),
        ("#h.m", r"(?:[01]?[0-9]|2[0-4])[.][0-5][0-9]"),
        ("#decimal", r"[0-9]+[.,][0-9]+"),
        ("#grouped", r"[0-9]{1,3}(?:[ \u00a0\u2009\u202f'’.,][0-9]{3})+(?:,[0-9]+)?"),
        ("#cardinal", r"[0-9]+[-‑–]?(?:ти|мя)"),
        ("#decade", rf"(?:1[0-9]|20)?[0-9]0{_DECADE}"),
        ("#nth 1-31", rf"(?:0?[1-9]|[12][0-9]|3[01])[-‑–]?(?:{NTH_ENDING})"),
        ("#nth year", _NTH_YEAR),
        ("#nth 32-99", rf"[3-9][0-9][-‑–]?(?:{NTH_ENDING})"),
        ("#nth", rf"[0-9]+[-‑–]?(?:{NTH_ENDING})"),
        ("#version", r".*"),
    )
)
SHAPES = (*(name for name, _ in _SHAPES), "#roman")


def may_have_shape(key: str) -> bool:
    """Whether a lexicon's key may be written as a number: «9», «ix»."""
    return key[0].isdigit() or (key[0] in _ROMAN_LETTERS and shape(key.upper()) is not None)


def shape(form: str) -> str | None:
    """The shape of a number as written, one of SHAPES; None for words and signs. «05» → «#01-09»."""
    if "0" <= form[:1] <= "9":
        return next(name for name, pattern in _SHAPES if pattern.fullmatch(form))
    if form.isupper() and roman(form):
        return "#roman"
    return None
