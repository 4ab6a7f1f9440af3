"""natasha's news models run packed: morphology, syntax, and the hidden layers that our recognizer builds on.

Only natasha's model files are used. Its package pulls pymorphy2, which fails on current setuptools, so
it is found on disk and never imported.
"""

import importlib.util
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from navec import Navec
from slovnet import NER, Morph, Syntax
from slovnet.shape import word_shape

from faktograf.errors import FaktografError
from faktograf.language.network import Encoder, Packed

_BATCH = 2_000  # tokens


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


def model_file(name: str) -> Path:
    """The file of natasha's news model of that name: ner, morph, syntax."""
    return _data() / "model" / f"slovnet_{name}_news_v1.tar"


@cache
def navec() -> Any:
    """natasha's news vectors."""
    return Navec.load(_data() / "emb" / "navec_news_v1_1B_250K_300d_100q.tar")


@cache
def _infer(kind: Any, name: str) -> Any:
    return kind.load(model_file(name)).navec(navec()).infer


@cache
def _encoder(kind: Any, name: str) -> Encoder:
    return Encoder(_infer(kind, name))


def _batches(sentences: Sequence[Sequence[str]]) -> Iterator[Sequence[Sequence[str]]]:
    """The sentences in batches of about _BATCH tokens."""
    start = size = 0
    for i, sentence in enumerate(sentences):
        if size and size + len(sentence) > _BATCH:
            yield sentences[start:i]
            start, size = i, 0
        size += len(sentence)
    if size:
        yield sentences[start:]


def morphology(sentences: Sequence[Sequence[str]]) -> list[list[str]]:
    """Universal Dependencies tags, one string a token: «NOUN|Animacy=Inan|Case=Gen|…»."""
    infer = _infer(Morph, "morph")
    decode = infer.decoder.tags_vocab.decode
    out: list[list[str]] = []
    for batch in _batches(sentences):
        packed = Packed.of(batch)
        best = infer.model.head.proj(_encoder(Morph, "morph")(batch, packed)).argmax(-1).tolist()
        out += [[decode(tag) for tag in tags] for tags in packed.split(best)]
    return out


def hidden(sentences: Sequence[Sequence[str]]) -> list[Any]:
    """The last hidden layers of the names, morphology and syntax networks, token × 64 each."""
    packed = Packed.of(sentences)
    kinds = ((NER, "ner"), (Morph, "morph"), (Syntax, "syntax"))
    return [_encoder(*kind)(sentences, packed)[packed.is_token] for kind in kinds]


def word_features(words: Sequence[str]) -> tuple[Any, Any]:
    """navec's vectors of distinct words, word × 300, and the numbers of their shapes."""
    infer = _infer(NER, "ner")
    vocab, shapes = infer.encoder.words_vocab, infer.encoder.shapes_vocab
    vectors = infer.model.emb.word(np.array([vocab.encode(word.lower()) for word in words]))
    return vectors.astype(np.float32), np.array([shapes.encode(word_shape(word)) for word in words])


def syntax(sentences: Sequence[Sequence[str]]) -> list[list[Arc]]:
    """The dependency tree of each sentence, one Arc a token."""
    infer = _infer(Syntax, "syntax")
    out: list[list[Arc]] = []
    for batch in _batches(sentences):
        packed = Packed.of(batch)
        rows_of_all: Any = _encoder(Syntax, "syntax")(batch, packed)
        out += [_tree(infer, rows) for rows in packed.split(rows_of_all)]
    return out


def _tree(infer: Any, rows: Any) -> list[Arc]:
    """The arcs of one sentence from its hidden rows."""
    model, mask = infer.model, np.ones((1, len(rows)), dtype=bool)
    heads = model.head.decode(model.head(rows[None]), mask)
    relations = model.rel(rows[None], heads).argmax(-1)[0]
    decode = infer.decoder.rels_vocab.decode
    return [Arc(int(head) - 1, decode(relation)) for head, relation in zip(heads[0], relations, strict=True)]
