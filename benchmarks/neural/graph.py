"""Make of a graph in eight bits one that only holds its weights so, and reckons in floats.

    python -m benchmarks.neural.graph GRAPH

Activations rounded to eight bits as they come are chaotic: where two processors, or two versions of
onnxruntime, differ by a ten-millionth, one of thousands of roundings falls the other way, and by
the last layer logits are up to 0.2 apart. In floats they stay a millionth apart.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import onnx
from onnx import TensorProto, helper, numpy_helper

Node = Any


class Graph:
    """A graph's nodes by what they take and give; ``nodes`` is their order."""

    def __init__(self, graph: Any) -> None:
        self.graph = graph
        self.nodes: list[Node] = list(graph.node)
        self.constants = {one.name: one for one in graph.initializer}
        self.takers: defaultdict[str, list[Node]] = defaultdict(list)
        self.giver: dict[str, Node] = {}
        for node in self.nodes:
            self.giver |= dict.fromkeys(node.output, node)
            for name in node.input:
                self.takers[name].append(node)

    def of_type(self, name: str) -> list[Node]:
        """List the nodes of one kind, in order."""
        return [node for node in self.nodes if node.op_type == name]

    def replace(self, old: Sequence[Node], at: Node, new: Sequence[Node]) -> None:
        """Put new nodes where ``at``, which is one of the old, stands, and take the old out."""
        place = next(n for n, node in enumerate(self.nodes) if node is at)
        self.nodes[place : place + 1] = new
        gone = {id(node) for node in old} - {id(node) for node in new}
        self.nodes = [node for node in self.nodes if id(node) not in gone]

    def write(self) -> None:
        """Put the nodes into the graph, with those constants that they still take."""
        taken = {name for node in self.nodes for name in node.input}
        kept = [one for one in self.graph.initializer if one.name in taken]
        del self.graph.node[:], self.graph.initializer[:], self.graph.value_info[:]
        self.graph.node.extend(self.nodes)
        self.graph.initializer.extend(kept)


def reckon_in_floats(model: Any) -> None:
    """Multiply floats by weights that are turned to floats as the graph is loaded."""
    graph = Graph(model.graph)
    for product in graph.of_type("MatMulInteger"):
        _multiply_floats(graph, product)
    for rounding in graph.of_type("DynamicQuantizeLinear"):
        graph.nodes.remove(rounding)
    for check in graph.of_type("IsNaN"):
        _trust_softmax(graph, check)
    graph.write()
    onnx.checker.check_model(model)


def _multiply_floats(graph: Graph, product: Node) -> None:
    """Write ``rounded(x) · W``, scaled back, as ``x · (W · scale)``."""
    rounded, weights, _, zero = product.input
    if numpy_helper.to_array(graph.constants[zero]).any():
        raise ValueError(f"{weights} isn't symmetric about zero")
    (cast,) = graph.takers[product.output[0]]
    (scaled,) = graph.takers[cast.output[0]]
    (scales,) = (name for name in scaled.input if name != cast.output[0])
    both = graph.giver[scales]
    floats = f"{weights}_floats"
    new = [
        helper.make_node("Cast", [weights], [f"{floats}_unscaled"], to=TensorProto.FLOAT),
        helper.make_node("Mul", [f"{floats}_unscaled", both.input[1]], [floats]),
        helper.make_node(
            "MatMul", [graph.giver[rounded].input[0], floats], [scaled.output[0]], product.name
        ),
    ]
    graph.replace([product, cast, scaled, both], scaled, new)


def _trust_softmax(graph: Graph, check: Node) -> None:
    """Take out the look for rows that attend to nothing: there is no pair without a token."""
    (choice,) = graph.takers[check.output[0]]
    for taker in graph.takers[choice.output[0]]:
        names = [check.input[0] if n == choice.output[0] else n for n in taker.input]
        del taker.input[:]
        taker.input.extend(names)
    graph.replace([check, choice], choice, [])


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Let a graph in eight bits reckon in floats.")
    parser.add_argument("graph", type=Path)
    path = parser.parse_args(arguments).graph
    model = onnx.load(path)
    reckon_in_floats(model)
    onnx.save(model, path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
