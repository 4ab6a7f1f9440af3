"""natasha's news models: names, morphology and syntax of tokenized sentences, run by slovnet on numpy.

Only natasha's model files are used. Its package pulls pymorphy2, which fails on current setuptools, so
it is found on disk and never imported.
"""

import importlib.util
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from navec import Navec
from slovnet import NER, Morph, Syntax

from faktograf.errors import FaktografError

_BATCH = 16


class Arc(NamedTuple):
    """A token's place in the dependency tree: index of its head in the sentence (-1: root) and its relation."""

    head: int
    relation: str


@cache
def _data() -> Path:
    spec = importlib.util.find_spec("natasha")
    if spec is None or not spec.submodule_search_locations:
        raise FaktografError("natasha's model files are missing: pip install natasha")
    return Path(spec.submodule_search_locations[0]) / "data"


@cache
def _navec() -> Any:
    return Navec.load(_data() / "emb" / "navec_news_v1_1B_250K_300d_100q.tar")


@cache
def _model(kind: Any, name: str) -> Any:
    return kind.load(_data() / "model" / f"slovnet_{name}_news_v1.tar", batch_size=_BATCH).navec(_navec())


def _by_length(sentences: Sequence[Sequence[str]], run: Any) -> list[Any]:
    """`run` over the sentences, those of like length together, since a batch is padded to its longest."""
    order = sorted(range(len(sentences)), key=lambda i: len(sentences[i]))
    out: list[Any] = [None] * len(sentences)
    for i, result in zip(order, run([sentences[i] for i in order]), strict=True):
        out[i] = result
    return out


def names(sentences: Sequence[Sequence[str]]) -> list[list[str]]:
    """BIO tags over PER, LOC and ORG for each token of each sentence."""
    infer = _model(NER, "ner").infer
    return _by_length(sentences, lambda items: infer.decoder(infer.process(infer.encoder(items))))


def morphology(sentences: Sequence[Sequence[str]]) -> list[list[str]]:
    """Universal Dependencies tags, one string a token: «NOUN|Animacy=Inan|Case=Gen|…»."""
    infer = _model(Morph, "morph").infer
    return _by_length(sentences, lambda items: infer.decoder(infer.process(infer.encoder(items))))


def syntax(sentences: Sequence[Sequence[str]]) -> list[list[Arc]]:
    """The dependency tree of each sentence, one Arc a token."""
    infer = _model(Syntax, "syntax").infer

    def run(items: Sequence[Sequence[str]]) -> list[list[Arc]]:
        decoded = infer.decoder(infer.process(infer.encoder(items)))
        return [[Arc(int(h) - 1, r) for h, r in zip(heads, rels, strict=True)] for _, heads, rels in decoded]

    return _by_length(sentences, run)
