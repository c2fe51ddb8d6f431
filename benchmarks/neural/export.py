"""Write what the engine reads: the graph in eight bits, its tokenizer, labels and lengths."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import torch

from analyzers.engines.fast import COUNTED, NAMED
from analyzers.engines.linear import load_model
from benchmarks.learning import Learning
from benchmarks.neural import tasks
from benchmarks.neural.encoder import FIRST_TOKENS, SECOND_TOKENS, WEIGHTS, Encoder, code, tensors
from benchmarks.neural.graph import reckon_in_floats
from benchmarks.neural.held_out import FAST_WEIGHT, FOLDS, held_out, with_fast
from benchmarks.neural.tempering import temperature
from benchmarks.stance_rows import by_our_rule, labelled, unlabelled

DATA = Path(__file__).resolve().parents[2] / "analyzers" / "data"
VERSION = "4"
FOLDS_OF_FAST = 3  # as many as the encoder's, so that neither has seen the discussion


class _Graph(torch.nn.Module):
    """The encoder with the head that is used, as one function of a batch."""

    def __init__(self, model: Encoder) -> None:
        super().__init__()
        self.model = model

    def forward(self, input_ids: Any, token_type_ids: Any, attention_mask: Any) -> tuple[Any, Any]:
        """Give logits towards the parent (batch, 3), and what each token of the reply adds to them.

        The head is linear in the mean over the reply's tokens, so each has a share of its own:
        (batch, length, 3).
        """
        whole, each = self.model.parts(input_ids, token_type_ids, attention_mask)
        head = self.model.heads["parent"]
        states = torch.cat([whole, each.sum(1)], dim=-1)
        return head(states), each @ head.weight[:, whole.shape[-1] :].T


def write(build: Path, names: list[str]) -> None:
    """Average the weights of these trainings, hold them in eight bits, write the three files."""
    model = soup([build / f"{name}.pt" for name in names])
    plain, small = build / "stance.onnx", DATA / "stance_neural.onnx"
    to_onnx(model, plain)
    quantize(plain, small)
    shutil.copyfile(str(WEIGHTS / "tokenizer.json"), DATA / "stance_tokenizer.json")
    heat, weight = _mixing()
    settings = {
        "note": "The neural engine of stance, made by benchmarks/neural; see docs/stance.md.",
        "version": VERSION,
        "outputs": {
            "parent": {
                "labels": list(tasks.LABELS["parent"]),
                "temperature": round(heat, 4),
                "fast_weight": round(weight, 4),
            }
        },
        "parent_tokens": FIRST_TOKENS,
        "reply_tokens": SECOND_TOKENS,
    }
    (DATA / "stance_neural.json").write_text(json.dumps(settings, indent=1) + "\n", "utf-8")
    size, changed = small.stat().st_size / 1e6, _changed(model, small)
    print(f"{small.name}: {size:.1f} MB; eight bits change {changed:.1%} of the labels")


def soup(paths: list[Path]) -> Encoder:
    """Average the weights of models fine-tuned from one start.

    Wortsman et al. 2022, "Model soups": nothing is added to the time that a comment takes.
    """
    found = [torch.load(path) for path in paths]
    model = Encoder()
    model.load_state_dict(
        {
            name: torch.stack([state[name].float() for state in found]).mean(0)
            if value.is_floating_point()
            else value
            for name, value in found[0].items()
        }
    )
    return model.eval()


def to_onnx(model: Encoder, path: Path) -> None:
    """Write the graph, batch and length free."""
    example = tensors(code([tasks.Example("parent", "a b", "c d", (1.0, 0, 0), "", "")] * 2))
    batch, length = torch.export.Dim("batch"), torch.export.Dim("length", max=512)
    free = {0: batch, 1: length}
    names = ["input_ids", "token_type_ids", "attention_mask"]
    torch.onnx.export(
        _Graph(model).eval(),
        example,
        str(path),
        input_names=names,
        output_names=["parent", "tokens"],
        dynamic_shapes=(free, free, free),
        dynamo=True,
        external_data=False,
    )


def quantize(plain: Path, small: Path) -> None:
    """Hold weights in eight bits, and nothing else."""
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic

    model = onnx.load(plain)
    del model.graph.value_info[:]  # shapes as exported, which contradict those that are inferred
    strip(model.graph)
    onnx.save(model, plain)
    # Symmetric about zero; of the eight bits seven are used, as the graph that ships was made.
    quantize_dynamic(plain, small, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
    model = onnx.load(small)
    reckon_in_floats(model)
    onnx.save(model, small)


def strip(graph: Any) -> None:
    """Take out where in the code each part was made: it names folders of the machine."""
    for part in (*graph.node, *graph.input, *graph.output, *graph.initializer):
        part.doc_string = ""
        del part.metadata_props[:]
    del graph.metadata_props[:]


def _mixing() -> tuple[float, float]:
    """Give the temperature and the weight of the fast engine's logits, which it tempers itself.

    Both engines said what the temperature is found on without having learned from it.
    """
    rows = labelled()
    learning = Learning(rows, by_our_rule(), unlabelled())
    fast, _ = learning.cross_validate(learning.threads, FOLDS_OF_FAST)
    said = with_fast(held_out(FOLDS), fast)
    heat = temperature(said.logits, learning.truth[said.rows])
    return heat, FAST_WEIGHT * load_model(NAMED, COUNTED).temperature


def _changed(model: Encoder, small: Path) -> float:
    """Give the share of rows whose label eight bits change, over 400 rows."""
    import onnxruntime

    session = onnxruntime.InferenceSession(str(small), providers=["CPUExecutionProvider"])
    changed = 0
    rows = code(list(tasks.debagreement())[:400])
    for start in range(0, len(rows), 50):
        ids, types, mask = tensors(rows[start : start + 50])
        with torch.inference_mode():
            exact = model(ids, types, mask, "parent").numpy()
        fed = {"input_ids": ids, "token_type_ids": types, "attention_mask": mask}
        (found,) = session.run(["parent"], {name: value.numpy() for name, value in fed.items()})
        changed += int((found.argmax(1) != exact.argmax(1)).sum())
    return changed / len(rows)
