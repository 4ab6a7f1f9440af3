"""navec's word vectors, read so that they cost little memory: 250 thousand words as one text, numbers left in the file.

navec itself keeps each word as a string with a place in a dictionary, and tables of how near two words are: 97 MB, of
which each process has to copy what it touches.
"""

import gzip
import io
import json
import mmap
import os
import tarfile
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from faktograf.language.blocks import Floats

UNKNOWN = b"<unk>"
_HEAD = 4  # whole numbers before the indexes: words, width of a vector, its pieces, variants of each


class Words:
    """The lines of a text, each one's number found by its hash and then held against its letters.

    They are not made objects all at once: what outlives a quarter of a million of those keeps its pages full of holes.
    """

    def __init__(self, letters: bytes):
        self._letters = letters + b"\n"
        ends = np.flatnonzero(np.frombuffer(self._letters, np.uint8) == ord("\n"))
        hashes = np.fromiter(map(hash, io.BytesIO(self._letters)), np.int64, len(ends))
        order = np.argsort(hashes)
        self._hashes, self._numbers = hashes[order], order.astype(np.int32)
        self._starts = np.concatenate([[0], ends + 1]).astype(np.int32)

    def all(self) -> list[str]:
        """The words, in their order."""
        return self._letters.decode().split("\n")[:-1]

    def word(self, number: int) -> str:
        """The word of a number."""
        return self._line(number).decode().removesuffix("\n")

    def numbers(self, words: Sequence[bytes]) -> list[int | None]:
        """The number of each word, None for one that is not among them."""
        lines = [word + b"\n" for word in words]
        hashes = np.fromiter(map(hash, lines), np.int64, len(lines))
        places = np.searchsorted(self._hashes, hashes).tolist()
        return [self._number(*row) for row in zip(lines, hashes.tolist(), places, strict=True)]

    def _line(self, number: int) -> bytes:
        return self._letters[self._starts[number] : self._starts[number + 1]]

    def _number(self, line: bytes, wanted: int, place: int) -> int | None:
        """The number of a line among those from `place` on that share its hash."""
        while place < len(self._hashes) and self._hashes[place] == wanted:
            number = int(self._numbers[place])
            if self._line(number) == line:
                return number
            place += 1
        return None


class Indexes:
    """Which variant of each piece a word has, word × piece; they stay in the file."""

    def __init__(self, path: Path, first: int, pieces: int):
        self._read, self._first, self._pieces = _reader(path), first, pieces

    def of(self, numbers: Iterable[int]) -> NDArray[np.uint8]:
        """Those of the words of these numbers."""
        rows = [self._read(self._pieces, self._first + number * self._pieces) for number in numbers]
        return np.frombuffer(b"".join(rows), np.uint8).reshape(-1, self._pieces)


def _reader(path: Path) -> Callable[[int, int], bytes]:
    """A function that gives so many bytes of a file from a place on, for as long as the process lives.

    A mapped file comes into memory page by page, all of it in the end, for words that come once.
    """
    if hasattr(os, "pread"):
        return partial(os.pread, os.open(path, os.O_RDONLY))
    with path.open("rb") as file:  # Windows
        mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    return lambda size, first: mapped[first : first + size]


class Vectors:
    """Each word's vector, put together of a hundred pieces that it shares with other words."""

    def __init__(self, words: Words, indexes: Indexes, codes: Floats, *, name: str, counts: NDArray[np.uint32]):
        self.name = name  # by which a network knows the vectors that it was trained with
        self.indexes, self.codes = indexes, codes  # piece × variant × number
        self.words, self._unknown = words, words.numbers([UNKNOWN])[0] or 0
        self._counts = counts  # how often each word came in the texts
        self._pieces = codes.reshape(-1, codes.shape[2])
        self._firsts = np.arange(len(codes)) * codes.shape[1]

    def frequent(self, count: int) -> list[str]:
        """The words that came most often, in small letters, no names of what is unknown or missing."""
        best = np.argsort(-self._counts.astype(np.int64), kind="stable")[: count + 2].tolist()
        return [word for word in map(self.words.word, best) if not word.startswith("<")][:count]

    def of(self, words: Sequence[str]) -> Floats:
        """The vectors of some words, word × 300; capitals don't matter."""
        numbers = self.words.numbers([word.lower().encode(errors="surrogatepass") for word in words])
        known = [self._unknown if number is None else number for number in numbers]
        vectors: Floats = self._pieces.take(self.indexes.of(known) + self._firsts, axis=0).reshape(len(words), -1)
        return vectors


def load(path: Path) -> Vectors:
    """The vectors of one of navec's archives."""
    with tarfile.open(path) as archive:
        name = json.loads(_read(archive, "meta.json"))["id"]
        words = gzip.decompress(_read(archive, "vocab.bin"))
        first = archive.getmember("pq.bin").offset_data
    count, width, pieces, variants = np.fromfile(path, np.uint32, _HEAD, offset=first).tolist()
    first += _HEAD * 4
    codes = np.fromfile(path, np.float32, variants * width, offset=first + count * pieces)
    counts = np.frombuffer(words, np.uint32, count, offset=4)  # behind the number of words
    letters = words[4 + counts.nbytes :]
    indexes = Indexes(path, first, pieces)
    return Vectors(Words(letters), indexes, codes.reshape(pieces, variants, -1), name=name, counts=counts.copy())


def _read(archive: tarfile.TarFile, member: str) -> bytes:
    found: Any = archive.extractfile(member)
    return bytes(found.read())
