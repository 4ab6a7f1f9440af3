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
from slovnet import api
from slovnet.shape import word_shape
from slovnet.vocab import Vocab

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


_NETWORKS = {  # as in slovnet.api, by the name of the model's file
    "ner": (api.NERModel, api.TagEncoder, api.TagDecoder, api.NERInfer, api.TAG),
    "morph": (api.MorphModel, api.TagEncoder, api.TagDecoder, api.MorphInfer, api.TAG),
    "syntax": (api.SyntaxModel, api.SyntaxEncoder, api.SyntaxDecoder, api.SyntaxInfer, api.REL),
}


@cache
def _words() -> Any:
    """The words of the vectors as slovnet's vocabulary: each model's own is a copy of 250 thousand words."""
    vocab = object.__new__(Vocab)
    vocab.items, vocab.item_ids = navec().vocab.words, navec().vocab.word_ids
    vocab.unk_id, vocab.pad_id = navec().vocab.unk_id, navec().vocab.pad_id
    return vocab


@cache
def _infer(name: str) -> Any:
    kind, encoder, decoder, infer, labels = _NETWORKS[name]
    with api.Pack(model_file(name)) as pack:
        pack.load_meta().check_protocol()
        model = pack.load_model(kind)
        model = model.inject_arrays(dict(pack.load_arrays(model.weights))).inject_navec(navec())
        shapes, tags = pack.load_vocab(api.SHAPE), pack.load_vocab(labels)
    return infer(model, encoder(_words(), shapes, 8), decoder(tags))


@cache
def _encoder(name: str) -> Encoder:
    return Encoder(_infer(name))


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
    infer = _infer("morph")
    decode = infer.decoder.tags_vocab.decode
    out: list[list[str]] = []
    for batch in _batches(sentences):
        packed = Packed.of(batch)
        best = infer.model.head.proj(_encoder("morph")(batch, packed)).argmax(-1).tolist()
        out += [[decode(tag) for tag in tags] for tags in packed.split(best)]
    return out


def hidden(sentences: Sequence[Sequence[str]]) -> list[Any]:
    """The last hidden layers of the names, morphology and syntax networks, token × 64 each."""
    packed = Packed.of(sentences)
    return [_encoder(name)(sentences, packed)[packed.is_token] for name in _NETWORKS]


def word_features(words: Sequence[str]) -> tuple[Any, Any]:
    """navec's vectors of distinct words, word × 300, and the numbers of their shapes."""
    infer = _infer("ner")
    vocab, shapes = infer.encoder.words_vocab, infer.encoder.shapes_vocab
    vectors = infer.model.emb.word(np.array([vocab.encode(word.lower()) for word in words]))
    return vectors.astype(np.float32), np.array([shapes.encode(word_shape(word)) for word in words])


def syntax(sentences: Sequence[Sequence[str]]) -> list[list[Arc]]:
    """The dependency tree of each sentence, one Arc a token."""
    infer = _infer("syntax")
    out: list[list[Arc]] = []
    for batch in _batches(sentences):
        packed = Packed.of(batch)
        rows_of_all: Any = _encoder("syntax")(batch, packed)
        out += [_tree(infer, rows) for rows in packed.split(rows_of_all)]
    return out


def _tree(infer: Any, rows: Any) -> list[Arc]:
    """The arcs of one sentence from its hidden rows."""
    model, mask = infer.model, np.ones((1, len(rows)), dtype=bool)
    heads = model.head.decode(model.head(rows[None]), mask)
    relations = model.rel(rows[None], heads).argmax(-1)[0]
    decode = infer.decoder.rels_vocab.decode
    return [Arc(int(head) - 1, decode(relation)) for head, relation in zip(heads[0], relations, strict=True)]
