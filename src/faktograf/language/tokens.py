"""razdel as spaCy's tokenizer: `doc.text` is the text to the last space, and sentences are set."""

from pathlib import Path
from typing import Any

from spacy.tokens import Doc
from spacy.vocab import Vocab

from faktograf.language import segments


class Tokenizer:
    """Text → Doc with razdel's tokens and sentence starts; white space beyond one space is a token, as in spaCy."""

    def __init__(self, vocab: Vocab):
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """The Doc of a text; `doc.text == text` always holds."""
        words: list[str] = []
        spaces: list[bool] = []
        starts: list[bool | int | None] = []
        last = 0
        for sentence in segments.tokens(text):
            for number, token in enumerate(sentence):
                _gap(text[last : token.start], words, spaces, starts)
                words.append(token.text)
                spaces.append(False)
                starts.append(number == 0)
                last = token.stop
        _gap(text[last:], words, spaces, starts)
        return Doc(self.vocab, words=words, spaces=spaces, sent_starts=starts)

    def to_bytes(self, **kwargs: Any) -> bytes:
        """Nothing to keep: the tokenizer is the same everywhere."""
        return b""

    def from_bytes(self, data: bytes, **kwargs: Any) -> "Tokenizer":
        """The tokenizer itself."""
        return self

    def to_disk(self, path: str | Path, **kwargs: Any) -> None:
        """Nothing to keep."""

    def from_disk(self, path: str | Path, **kwargs: Any) -> "Tokenizer":
        """The tokenizer itself."""
        return self


def _gap(gap: str, words: list[str], spaces: list[bool], starts: list[bool | int | None]) -> None:
    """White space between tokens: one space belongs to the token before, the rest is a token of its own."""
    if gap.startswith(" ") and words:
        spaces[-1] = True
        gap = gap[1:]
    if gap:
        words.append(gap)
        spaces.append(False)
        starts.append(False)


def create_tokenizer() -> Any:
    """spaCy's way to name a tokenizer in a config: `@tokenizers = "faktograf_tokenizer"`."""
    return lambda nlp: Tokenizer(nlp.vocab)
