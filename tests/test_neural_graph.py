"""A graph in eight bits made one that reckons in floats: the making, and what it made."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import pytest

from analyzers.engines import neural
from analyzers.engines.neural import GRAPH, NeuralEngine
from analyzers.pairs import Pair
from tests.analyzers.engines.tiny import _part

MODEL = neural.DATA / GRAPH
# Fields of the protocol buffers that ONNX is (onnx/onnx.proto).
IN_MODEL, NODE, CONSTANT, OUTPUT = 7, 1, 5, 12
TAKES, GIVES, KIND = 1, 2, 4
DIMS, KIND_OF_DATA, FLOATS, NAME_OF_DATA, RAW_DATA = 1, 2, 4, 8, 9
INT8 = 3


def fields(message: bytes) -> Iterator[tuple[int, Any]]:
    """Take a protocol buffer apart: number and content of each field."""
    at = 0
    while at < len(message):
        key, at = varint(message, at)
        if key & 7 == 0:
            value, at = varint(message, at)
            yield key >> 3, value
        else:
            size, at = varint(message, at) if key & 7 == 2 else ({1: 8, 5: 4}[key & 7], at)
            yield key >> 3, message[at : at + size]
            at += size


def varint(message: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        digit, at = message[at], at + 1
        value |= (digit & 127) << shift
        if digit < 128:
            return value, at
        shift += 7


def texts(message: bytes, number: int) -> list[str]:
    return [content.decode() for field, content in fields(message) if field == number]


@pytest.fixture(scope="module")
def graph() -> bytes:
    return next(content for field, content in fields(MODEL.read_bytes()) if field == IN_MODEL)


@pytest.fixture(scope="module")
def nodes(graph: bytes) -> list[tuple[str, list[str], str]]:
    """Give kind, inputs and output of each node of the graph that ships."""
    found = [content for field, content in fields(graph) if field == NODE]
    return [(texts(one, KIND)[0], texts(one, TAKES), texts(one, GIVES)[0]) for one in found]


@pytest.fixture(scope="module")
def constants(graph: bytes) -> dict[str, bytes]:
    found = [content for field, content in fields(graph) if field == CONSTANT]
    return {texts(one, NAME_OF_DATA)[0]: one for one in found}


def array(constant: bytes, kind: type[np.generic]) -> np.ndarray[Any, Any]:
    known = list(fields(constant))
    (raw,) = (content for field, content in known if field in (FLOATS, RAW_DATA))
    dims: list[int] = []
    for field, content in known:
        if field == DIMS:
            dims += [content] if isinstance(content, int) else packed(content)
    return np.frombuffer(raw, kind).reshape(dims)


def packed(numbers: bytes) -> list[int]:
    found, at = [], 0
    while at < len(numbers):
        number, at = varint(numbers, at)
        found.append(number)
    return found


Nodes = list[tuple[str, list[str], str]]


def products(nodes: Nodes, constants: dict[str, bytes]) -> list[tuple[str, str, str, str]]:
    """Give what each product of weights in eight bits takes and gives: x, W, scale, x · (W s)."""
    by_output = {output: (kind, inputs) for kind, inputs, output in nodes}
    found = []
    for kind, inputs, output in nodes:
        if kind == "MatMul" and inputs[1].endswith("_floats"):
            scaled, (unscaled, scale) = by_output[inputs[1]]
            cast, (weights,) = by_output[unscaled]
            assert (scaled, cast) == ("Mul", "Cast")
            assert dict(fields(constants[weights]))[KIND_OF_DATA] == INT8
            found.append((inputs[0], weights, scale, output))
    return found


def test_the_graph_that_ships_rounds_no_activation(
    nodes: Nodes, constants: dict[str, bytes]
) -> None:
    kinds = {kind for kind, _, _ in nodes}
    assert kinds.isdisjoint({"MatMulInteger", "DynamicQuantizeLinear", "IsNaN"})
    assert len(products(nodes, constants)) > 30  # six layers of six
    taken = {name for _, inputs, _ in nodes for name in inputs}
    assert constants.keys() <= taken


def test_its_products_are_floats_by_weights_in_eight_bits_scaled(
    nodes: Nodes, constants: dict[str, bytes]
) -> None:
    some = products(nodes, constants)[::9]
    shown = [name for before, _, _, after in some for name in (before, after)]
    # A message that comes twice is merged: so more of what goes on inside is given.
    more = b"".join(_part(OUTPUT, _part(1, name.encode())) for name in dict.fromkeys(shown))
    session = onnxruntime.InferenceSession(MODEL.read_bytes() + _part(IN_MODEL, more))
    whole = NeuralEngine()._encode(Pair("No, they never did.", "Late fees kept us out."))
    inside = dict(zip(shown, session.run(shown, neural._inputs(whole)), strict=True))
    for before, weights, scale, after in some:
        by = array(constants[weights], np.int8) * array(constants[scale], np.float32)
        assert np.abs(inside[before] @ by - inside[after]).max() < 1e-4


def quantized() -> Any:
    """Make what onnxruntime's quantizing makes of a product and a softmax."""
    from onnx import TensorProto, helper, numpy_helper

    weights = np.array([[60, -3], [-7, 9], [2, 63]], np.int8)
    nodes = [
        helper.make_node("DynamicQuantizeLinear", ["x"], ["x_8", "x_scale", "x_zero"]),
        helper.make_node("MatMulInteger", ["x_8", "w", "x_zero", "zero"], ["whole"], "product"),
        helper.make_node("Cast", ["whole"], ["cast"], to=TensorProto.FLOAT),
        helper.make_node("Mul", ["x_scale", "w_scale"], ["scales"]),
        helper.make_node("Mul", ["cast", "scales"], ["logits"]),
        helper.make_node("Softmax", ["logits"], ["shares"], axis=-1),
        helper.make_node("IsNaN", ["shares"], ["nothing"]),
        helper.make_node("Where", ["nothing", "none", "shares"], ["kept"]),
        helper.make_node("Identity", ["kept"], ["y"]),
    ]
    constants = {
        "w": weights,
        "w_scale": np.array([0.02, 0.5], np.float32),
        "zero": np.zeros(2, np.int8),
        "none": np.float32(0),
    }
    inside = helper.make_graph(
        nodes,
        "small",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["rows", 3])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, ["rows", 2])],
        [numpy_helper.from_array(np.asarray(value), name) for name, value in constants.items()],
    )
    opsets = [helper.make_opsetid("", 17)]
    return helper.make_model(inside, opset_imports=opsets, ir_version=8)


def test_a_graph_in_eight_bits_is_made_one_of_floats(tmp_path: Path) -> None:
    onnx = pytest.importorskip("onnx", reason="onnx is not installed (the extra “train” has it)")
    from benchmarks.neural.graph import main

    model, path = quantized(), tmp_path / "small.onnx"
    onnx.save(model, path)
    assert main([str(path)]) == 0
    found = onnx.load(path).graph
    assert [node.op_type for node in found.node] == ["Cast", "Mul", "MatMul", "Softmax", "Identity"]
    assert {one.name for one in found.initializer} == {"w", "w_scale"}
    assert onnx.numpy_helper.to_array(found.initializer[0]).dtype == np.int8
    x = np.array([[0.123, -1.7, 2.2], [0.0, 0.01, -0.004]], np.float32)
    (y,) = onnxruntime.InferenceSession(str(path)).run(["y"], {"x": x})
    by = np.array([[60, -3], [-7, 9], [2, 63]]) * np.array([0.02, 0.5])
    parts = np.exp(x @ by)
    assert y == pytest.approx(parts / parts.sum(axis=1, keepdims=True), abs=1e-6)


def test_weights_that_aren_t_about_zero_are_refused() -> None:
    onnx = pytest.importorskip("onnx", reason="onnx is not installed (the extra “train” has it)")
    from benchmarks.neural.graph import reckon_in_floats

    model = quantized()
    (zero,) = (one for one in model.graph.initializer if one.name == "zero")
    zero.CopyFrom(onnx.numpy_helper.from_array(np.array([0, 3], np.int8), "zero"))
    with pytest.raises(ValueError, match="w isn't symmetric about zero"):
        reckon_in_floats(model)
