"""The more exact engine: a small transformer that reads reply and parent together.

A cross-encoder after Devlin et al. 2019 (BERT), fine-tuned for this and shipped as an ONNX graph.
Its weights are held in eight bits and multiplied as floats, so that a pair has the same logits on
any processor, to a millionth (``benchmarks/neural/graph.py``); hundredths of them are kept.
Its logits and those of the fast engine, which notices other things, are added up. What it was
trained on and how often it is right stand in ``docs/stance.md``. onnxruntime and tokenizers are
imported when the first pair is judged.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from importlib.resources import as_file, files
from importlib.resources.abc import Traversable
from importlib.util import find_spec
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from analyzers.engines import Judged, rounded
from analyzers.engines.at_top import leanings
from analyzers.engines.fast import FastEngine, batches
from analyzers.engines.telling import LEAST_PULL, weightiest_sentence, weightiest_words
from analyzers.pairs import Pair
from threads.errors import RejoinderError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Logits = NDArray[np.floating[Any]]

DATA = files("analyzers") / "data"
GRAPH, TOKENIZER, SETTINGS = "stance_neural.onnx", "stance_tokenizer.json", "stance_neural.json"
LIBRARIES = ("numpy", "onnxruntime", "tokenizers")
LOGITS = "parent"  # the graph's logits towards the parent
SHARES = "tokens"  # what each token of the reply adds to them
ELLIPSIS = " … "  # stands between the passage quoted and the parent's words
REASONS = 3  # shown of a pair
DECIMALS = 2  # of a logit; what is beyond says nothing, and its last digits are the processor's
KEPT = 10_000  # runs at hand for when a pair is met again; some 20 MB
CHARACTERS_A_TOKEN = 12  # what a text is cut to before it is tokenized, against floods


@dataclass(frozen=True, slots=True)
class Settings:
    """What goes with the graph.

    ``labels`` in the order of its output; ``fast_weight`` for the fast engine's logits before they
    are added, ``heat`` to divide the sum by (Guo et al. 2017); and how many tokens are kept
    of each segment, its first ones, marks of its ends not counted.
    """

    version: str
    labels: tuple[str, ...]
    fast_weight: float
    heat: float
    parent_tokens: int
    reply_tokens: int


class _Run(NamedTuple):
    """A pair's logits, what each token of the reply adds to them (token, label), and its place."""

    logits: Logits
    shares: Logits
    starts: list[int]


class NeuralEngine:
    """A cross-encoder in ONNX; ``folder`` holds its three files."""

    name = "neural"

    def __init__(self, folder: Traversable = DATA) -> None:
        self.folder = folder
        self._fast = FastEngine()
        self._known: dict[bytes, _Run] = {}  # by the digest of the pair

    @property
    def models(self) -> tuple[Traversable, ...]:
        """The graph, its tokenizer, what goes with them, and the files of the fast engine."""
        own = (self.folder / name for name in (GRAPH, TOKENIZER, SETTINGS))
        return (*own, *self._fast.models)

    @property
    def version(self) -> str:
        """The version of the graph, as its settings say."""
        return self.settings.version

    @cached_property
    def settings(self) -> Settings:
        """What goes with the graph; raises ``RejoinderError`` where it can't be read."""
        path = self.folder / SETTINGS
        try:
            stored = json.loads(path.read_text("utf-8"))
            output = stored["outputs"][LOGITS]
            return Settings(
                version=str(stored["version"]),
                labels=tuple(output["labels"]),
                fast_weight=float(output["fast_weight"]),
                heat=float(output["temperature"]),
                parent_tokens=int(stored["parent_tokens"]),
                reply_tokens=int(stored["reply_tokens"]),
            )
        except (OSError, ValueError, KeyError, TypeError) as problem:
            raise _broken(path, problem) from problem

    def obstacle(self) -> RejoinderError | None:
        """Say which file or library is missing, None if none is."""
        for path in self.models:
            if not path.is_file():
                return RejoinderError(
                    f"{path.name} isn't installed", where=str(path), remedy="install again"
                )
        for library in LIBRARIES:
            if find_spec(library) is None:
                return RejoinderError(
                    f"the library {library} isn't installed", remedy=f"pip install {library}"
                )
        return None

    def judge(self, pairs: Sequence[Pair]) -> list[Judged]:
        """Judge every pair; the same pair always alike, whatever others come with it.

        What a pair rests on is what the fast engine noticed that speaks for the label, and the
        sentence and words of the reply that add most to it, as the graph tells.
        """
        obstacle = self.obstacle()
        if obstacle:
            raise obstacle
        return [judged for batch in batches(pairs) for judged in self._judge_batch(batch)]

    def _judge_batch(self, pairs: Sequence[Pair]) -> list[Judged]:
        """Judge pairs one by one, as many at once as there are processors.

        In one tensor they would have to be padded, and sums end in other digits as it grows wider:
        a score would depend on what is scored beside it.
        """
        import numpy as np

        self._session, self._tokenizer  # noqa: B018  (loaded once, before threads race for them)
        runs = self._runs(pairs)
        fast, settings = self._fast.scorer, self.settings
        read = fast.read(pairs)
        order = [fast.model.labels.index(label) for label in settings.labels]
        logits = np.array([run.logits for run in runs])
        both = (logits + settings.fast_weight * read.logits[:, order]) / settings.heat
        shares = softmax(both + leanings(self.name, pairs, settings.labels))
        agree, disagree = (
            shares[:, settings.labels.index(name)].tolist() for name in ("agree", "disagree")
        )
        stances = list(map(rounded, agree, disagree))
        noticed = fast.reasons(read, [stance.label for stance in stances])
        return [
            Judged(stance, self._because(pair, stance.label, run, reasons))
            for pair, stance, run, reasons in zip(pairs, stances, runs, noticed, strict=True)
        ]

    def _runs(self, pairs: Sequence[Pair]) -> list[_Run]:
        """Run the graph on pairs, but for those that it was run on not long ago.

        A thread that is looked at again has few new ones, and a run takes milliseconds.
        """
        keys = [_digest(pair) for pair in pairs]
        new = {key: pair for key, pair in zip(keys, pairs, strict=True) if key not in self._known}
        with ThreadPoolExecutor(processors()) as pool:
            self._known.update(zip(new, pool.map(self._run, new.values()), strict=True))
        found = [self._known[key] for key in keys]
        for key in keys:
            self._known[key] = self._known.pop(key)  # the one not asked for longest stands first
        for key in list(islice(self._known, max(0, len(self._known) - KEPT))):
            del self._known[key]
        return found

    def _because(
        self, pair: Pair, label: str, run: _Run, noticed: list[dict[str, Any]]
    ) -> list[dict[str, Any]]:
        """Give what speaks most for a label, in log-odds over the mean of the others."""
        labels, heat = self.settings.labels, self.settings.heat
        share = self.settings.fast_weight / heat
        found = [reason | {"weight": round(reason["weight"] * share, 2)} for reason in noticed]
        chosen = labels.index(label)
        leads = run.shares[:, chosen] * len(labels) - run.shares.sum(axis=1)
        told = pair.reply, run.starts, (leads / (len(labels) - 1) / heat).tolist()
        found += [*weightiest_sentence(*told), *weightiest_words(*told)]
        found = [reason for reason in found if reason["weight"] >= LEAST_PULL]
        return sorted(found, key=lambda reason: -reason["weight"])[:REASONS]

    def _run(self, pair: Pair) -> _Run:
        import numpy as np

        whole = self._encode(pair)
        try:
            (logits,), (shares,) = self._session.run([LOGITS, SHARES], _inputs(whole))
        except Exception as problem:  # the library raises nothing narrower
            raise _broken(self.folder / GRAPH, problem) from problem
        own = [
            (at, start)
            for at, (start, end) in enumerate(whole.offsets)
            if whole.sequence_ids[at] == 1 and end > start
        ]
        logits = np.round(logits, DECIMALS)
        return _Run(logits, shares[[at for at, _ in own]], [start for _, start in own])

    def _encode(self, pair: Pair) -> Any:
        """Cut both texts into tokens, as many as the graph was trained with."""
        settings, tokenizer = self.settings, self._tokenizer
        parent = _first_tokens(tokenizer, parent_segment(pair), settings.parent_tokens)
        reply = _first_tokens(tokenizer, pair.reply, settings.reply_tokens)
        return tokenizer.post_process(parent, reply)

    @cached_property
    def _tokenizer(self) -> Any:
        from tokenizers import Tokenizer

        path = self.folder / TOKENIZER
        try:
            tokenizer = Tokenizer.from_str(path.read_text("utf-8"))
        except Exception as problem:  # the library raises nothing narrower
            raise _broken(path, problem) from problem
        tokenizer.no_padding()
        tokenizer.no_truncation()
        return tokenizer

    @cached_property
    def _session(self) -> Any:
        import onnxruntime

        path = self.folder / GRAPH
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # pairs are what is shared out
        options.log_severity_level = 3  # errors only: a warning is no use to who runs this
        try:
            with as_file(path) as file:
                return onnxruntime.InferenceSession(
                    str(file), options, providers=["CPUExecutionProvider"]
                )
        except Exception as problem:  # the library raises nothing narrower
            raise _broken(path, problem) from problem


def processors() -> int:
    """Give how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _digest(pair: Pair) -> bytes:
    """Tell pairs apart by all that the graph is shown of them, without keeping their words."""
    shown = json.dumps([pair.reply, parent_segment(pair)])
    return blake2b(shown.encode(), digest_size=16).digest()


def parent_segment(pair: Pair) -> str:
    """Give what stands for the parent: the passage quoted, then its words, for context."""
    return f"{pair.quoted}{ELLIPSIS}{pair.parent}" if pair.quoted else pair.parent


def _first_tokens(tokenizer: Any, text: str, most: int) -> Any:
    """Tokenize the beginning of a text, without the marks of its ends."""
    encoding = tokenizer.encode(text[: most * CHARACTERS_A_TOKEN], add_special_tokens=False)
    encoding.truncate(most)
    return encoding


def _inputs(whole: Any) -> dict[str, NDArray[np.int64]]:
    """Give the graph's inputs, a batch of one."""
    import numpy as np

    return {
        "input_ids": np.array([whole.ids], dtype=np.int64),
        "attention_mask": np.array([whole.attention_mask], dtype=np.int64),
        "token_type_ids": np.array([whole.type_ids], dtype=np.int64),
    }


def softmax(logits: Logits) -> NDArray[np.float64]:
    """Turn logits to shares that sum to 1, along the last axis."""
    import numpy as np

    parts = np.exp(logits.astype(np.float64) - logits.max(axis=-1, keepdims=True))
    shares: NDArray[np.float64] = parts / parts.sum(axis=-1, keepdims=True)
    return shares


def _broken(path: Traversable, problem: Exception) -> RejoinderError:
    return RejoinderError(
        f"no engine of stance in it: {problem}", where=str(path), remedy="install again"
    )
