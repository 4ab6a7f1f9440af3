"""Reprints: which article says nearly what an earlier one said, by MinHash over runs of three words.

Broder 1997; bands after Leskovec, Rajaraman, Ullman, Mining of Massive Datasets, 3.4: of articles that share 0.9 of
their runs 99 % are met in one of the bands, and then their whole signatures decide.
"""

import re

import numpy as np
from numpy.typing import NDArray

_HASHES, BANDS = 64, 8
SIZE = 4 * _HASHES  # bytes of a signature
_RUN = 3  # words
_ALIKE = 0.8  # of the signature
_FEW = 8  # runs; a shorter text is nobody's reprint
_WORD = re.compile(r"\w+")


def signature(text: str) -> bytes:
    """64 hashes of 4 bytes; empty for a text too short to be told from others."""
    words = _WORD.findall(text.lower())
    runs = {" ".join(words[i : i + _RUN]).encode() for i in range(len(words) - _RUN + 1)}
    if len(runs) < _FEW:
        return b""
    from datasketch import MinHash  # brings scipy: as much time as a short text

    found = MinHash(num_perm=_HASHES)
    found.update_batch(sorted(runs))
    return bytes(found.hashvalues.astype("<u4").tobytes())


class Reprints:
    """The signatures of a run, by band; what is asked first is the original."""

    def __init__(self) -> None:
        self._ids: list[str] = []
        self._signatures: list[bytes] = []
        self._first: dict[int, int] = {}  # band → the first article that has it

    def original(self, id: str, signature: bytes) -> str | None:
        """The id of the earlier article that this one repeats, None for a new one, which is remembered."""
        if not signature:
            return None
        size = len(signature) // BANDS
        bands = [hash((i, signature[i * size : (i + 1) * size])) for i in range(BANDS)]
        for known in dict.fromkeys(self._first[band] for band in bands if band in self._first):
            if self._ids[known] != id and _share(signature, self._signatures[known]) >= _ALIKE:
                return self._ids[known]
        number = len(self._ids)
        self._ids.append(id)
        self._signatures.append(signature)
        for band in bands:
            self._first.setdefault(band, number)
        return None


def _share(one: bytes, other: bytes) -> float:
    return float(np.mean(_hashes(one) == _hashes(other)))


def _hashes(signature: bytes) -> NDArray[np.uint32]:
    return np.frombuffer(signature, dtype="<u4")
