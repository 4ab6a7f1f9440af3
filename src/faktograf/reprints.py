"""Reprints: which article says nearly what an earlier one said, by MinHash over runs of three words.

Broder 1997; bands after Leskovec, Rajaraman, Ullman, Mining of Massive Datasets, 3.4: of articles that share 0.9 of
their runs 99 % are met in one of the bands, and then their whole signatures decide.
"""

import hashlib
import re
from functools import cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from faktograf.language.chunks import Chunks

_HASHES, BANDS = 64, 8
SIZE = 4 * _HASHES  # bytes of a signature
_RUN = 3  # words
_ALIKE = 0.8  # of the signature
_FEW, _SOME = 8, 24  # runs; a text of fewer than 8 is nobody's reprint
_FACTOR = np.uint32(0x9E3779B1)  # by which a run's words are told from the same in another order; Knuth 1998, 6.4
_WORD = re.compile(r"\w+")
_CHUNKS = 20_000  # that are remembered


def signature(text: str) -> bytes:
    """64 hashes of 4 bytes; empty for a text too short to be told from others."""
    of_words = np.frombuffer(b"".join(map(_words.__getitem__, text.split())), dtype="<u4")
    count = len(of_words) - _RUN + 1
    if count < 1:
        return b""
    hashed = np.zeros(count, dtype=np.uint32)
    for first in range(_RUN):
        hashed *= _FACTOR
        hashed += of_words[first : first + count]
    if len(set(hashed[:_SOME].tolist())) < _FEW and len(set(hashed.tolist())) < _FEW:  # the first mostly tell
        return b""
    for shift, factor in ((16, 0x85EBCA6B), (13, 0xC2B2AE35), (16, 1)):  # MurmurHash3's last step
        hashed ^= hashed >> np.uint32(shift)
        hashed *= np.uint32(factor)
    times, plus = _permutations()
    return bytes((times * hashed + plus).min(axis=1).astype("<u4").tobytes())


def _of_words(chunk: str) -> bytes:
    """The hash of each word of a chunk."""
    low = chunk.lower()
    words = (low,) if low.isalpha() else _WORD.findall(low)
    return b"".join(crc32(word.encode()).to_bytes(4, "little") for word in words)


_words = Chunks(_of_words, _CHUNKS)


@cache
def _permutations() -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """Those of datasketch 2's MinHash, whose signatures ours are, given our hash of a run.

    datasketch 1 has others, and either brings scipy.
    """
    random = np.random.RandomState(1)
    times = random.randint(0, 1 << 31, _HASHES, dtype=np.uint32) * np.uint32(2) + np.uint32(1)
    return times[:, None], random.randint(0, 1 << 32, (_HASHES, 1), dtype=np.uint32)


class Reprints:
    """The signatures of a run, by band; what is asked first is the original."""

    def __init__(self) -> None:
        self._ids: list[str] = []
        self._signatures: list[bytes] = []
        self._first = _Places()  # band → the first article that has it

    def original(self, id: str, signature: bytes) -> str | None:
        """The id of the earlier article that this one repeats, None for a new one, which is remembered."""
        if not signature:
            return None
        size = len(signature) // BANDS
        bands = [_digest(i, signature[i * size : (i + 1) * size]) for i in range(BANDS)]
        found = (self._first.get(band) for band in bands)
        for known in dict.fromkeys(place for place in found if place is not None):
            if self._ids[known] != id and _share(signature, self._signatures[known]) >= _ALIKE:
                return self._ids[known]
        number = len(self._ids)
        self._ids.append(id)
        self._signatures.append(signature)
        for band in bands:
            self._first.add(band, number)
        return None


class _Places:
    """Digest → the first number given to it, in 12 bytes where a dict takes 100: open addressing, linear probing."""

    def __init__(self, size: int = 1024):
        self._keys = np.zeros(size, dtype=np.uint64)  # 0: nothing there
        self._numbers = np.zeros(size, dtype=np.uint32)
        self._count = 0

    def get(self, key: int) -> int | None:
        """The number of a digest, None for one unknown."""
        at = self._at(key)
        return int(self._numbers[at]) if self._keys[at] else None

    def add(self, key: int, number: int) -> None:
        """Remember a number, unless the digest has one."""
        at = self._at(key)
        if self._keys[at]:
            return
        self._keys[at], self._numbers[at] = key, number
        self._count += 1
        if self._count * 2 > len(self._keys):
            self._grow()

    def _at(self, key: int) -> int:
        """Where a digest is, or would be."""
        at = key % len(self._keys)
        while self._keys[at] and int(self._keys[at]) != key:
            at = (at + 1) % len(self._keys)
        return at

    def _grow(self) -> None:
        grown = _Places(2 * len(self._keys))
        for at in np.flatnonzero(self._keys).tolist():
            grown.add(int(self._keys[at]), int(self._numbers[at]))
        self._keys, self._numbers = grown._keys, grown._numbers


def _digest(number: int, band: bytes) -> int:
    """Eight bytes that tell a band, never 0."""
    found = hashlib.blake2b(band, digest_size=8, salt=number.to_bytes(2, "big")).digest()
    return int.from_bytes(found, "big") or 1


def _share(one: bytes, other: bytes) -> float:
    return float(np.mean(_hashes(one) == _hashes(other)))


def _hashes(signature: bytes) -> NDArray[np.uint32]:
    return np.frombuffer(signature, dtype="<u4")
