"""A neural engine of nine words, so that the real one's handling can be tested without it.

The graph adds up a row of weights for each token, those of the reply counting fully and those of
the parent a tenth, and tells what each token added. It is written as the protocol buffer that
ONNX is (onnx/onnx.proto), so that no library for making such files is needed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from analyzers.engines.neural import GRAPH, SETTINGS, TOKENIZER

WORDS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "yes", "no", "when", "fees", "…")
#                     agree, disagree, neutral
WEIGHTS = {"yes": (2.0, 0.0, 0.0), "no": (0.0, 2.0, 0.0), "when": (0.0, 0.0, 2.0)}
SHARE_OF_PARENT = 0.1
PARENT = {"labels": ["agree", "disagree", "neutral"], "fast_weight": 0.0, "temperature": 2.0}
FLOAT, INT64 = 1, 7


def write_engine(folder: Path, **changed: object) -> Path:
    """Write the three files into a folder; ``changed`` are other settings."""
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

    tokenizer = Tokenizer(
        models.WordLevel({word: i for i, word in enumerate(WORDS)}, unk_token="[UNK]")
    )
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.post_processor = processors.BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    tokenizer.enable_padding(length=7)  # the engine is to know better
    tokenizer.save(str(folder / TOKENIZER))
    settings = {
        "version": "9",
        "parent_tokens": 4,
        "reply_tokens": 3,
        "outputs": {
            "parent": PARENT,
            "root": {"labels": ["support", "deny", "query", "comment"], "temperature": 1.0},
        },
    }
    (folder / SETTINGS).write_text(json.dumps(settings | changed))
    (folder / GRAPH).write_bytes(graph())
    return folder


def graph() -> bytes:
    """Give the graph: three inputs, two outputs."""
    weights = np.array([WEIGHTS.get(word, (0.0, 0.0, 0.0)) for word in WORDS], np.float32)
    shares = np.array([[SHARE_OF_PARENT], [1.0]], np.float32)
    nodes = (
        _node("Gather", ["weights", "input_ids"], "by_token"),
        _node("Gather", ["shares", "token_type_ids"], "by_segment"),
        _node("Mul", ["by_token", "by_segment"], "tokens"),
        _node("ReduceSum", ["tokens"], "parent", axes=1, keepdims=0),
    )
    inputs = ("input_ids", "attention_mask", "token_type_ids")
    whole = [
        *(_part(1, node) for node in nodes),
        _part(2, b"tiny"),
        _part(5, _tensor("weights", weights)),
        _part(5, _tensor("shares", shares)),
        *(_part(11, _value(name, INT64, ("pairs", "tokens"))) for name in inputs),
        _part(12, _value("parent", FLOAT, ("pairs", "labels"))),
        _part(12, _value("tokens", FLOAT, ("pairs", "tokens", "labels"))),
    ]
    opset = _part(1, b"") + _number(2, 11)
    return _number(1, 7) + _part(7, b"".join(whole)) + _part(8, opset)


def _node(kind: str, inputs: Iterable[str], output: str, **attributes: int) -> bytes:
    found = [_part(1, name.encode()) for name in inputs]
    found += [_part(2, output.encode()), _part(4, kind.encode())]
    for name, value in attributes.items():
        listed = name == "axes"
        kind_of = _number(20, 7 if listed else 2)  # INTS, INT
        found.append(
            _part(5, _part(1, name.encode()) + _number(8 if listed else 3, value) + kind_of)
        )
    return b"".join(found)


def _tensor(name: str, values: NDArray[np.float32]) -> bytes:
    dims = b"".join(_number(1, size) for size in values.shape)
    return dims + _number(2, FLOAT) + _part(8, name.encode()) + _part(9, values.tobytes())


def _value(name: str, kind: int, dims: Iterable[str]) -> bytes:
    shape = b"".join(_part(1, _part(2, dim.encode())) for dim in dims)
    return _part(1, name.encode()) + _part(2, _part(1, _number(1, kind) + _part(2, shape)))


def _part(field: int, content: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(content)) + content


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _varint(value: int) -> bytes:
    digits = bytearray()
    while value > 127:
        digits.append(value & 127 | 128)
        value >>= 7
    return bytes([*digits, value])
