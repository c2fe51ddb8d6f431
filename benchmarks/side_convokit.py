"""ConvoKit's side: a corpus of JSON Lines in memory, and its trees walked. For its own environment.

    CONVOKIT_PYTHON benchmarks/side_convokit.py FILE

Written as its documentation does it. Prints a line of JSON: seconds of processor time without what
imports take, the peak of memory in MB, and what was counted, which has to be the same as ours.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator

from convokit import Corpus, Speaker, Utterance


def utterances(path: str) -> Iterator[Utterance]:
    speakers: dict[str, Speaker] = {}
    with open(path, encoding="utf-8") as file:  # noqa: PTH123
        for line in file:
            one = json.loads(line)
            name = one["speaker"]
            if name not in speakers:
                speakers[name] = Speaker(id=name)
            yield Utterance(
                id=one["id"],
                speaker=speakers[name],
                conversation_id=one["conversation_id"],
                reply_to=one["reply-to"],
                timestamp=one["timestamp"],
                text=one["text"],
                meta=one["meta"],
            )


def peak() -> float:
    with open("/proc/self/status", encoding="ascii") as status:  # noqa: PTH123
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024


def main(path: str) -> dict[str, float]:
    start = time.process_time()
    corpus = Corpus(utterances=list(utterances(path)))
    built = time.process_time()
    letters = paths = steps = 0
    for conversation in corpus.iter_conversations():
        for one in conversation.traverse("preorder", as_utterance=True):
            letters += len(one.text) if one.id != conversation.id else 0
        for path_down in conversation.get_root_to_leaf_paths():
            paths += 1
            steps += len(path_down)
    return {
        "build": built - start,
        "walk": time.process_time() - built,
        "peak": peak(),
        "letters": letters,
        "paths": paths,
        "steps": steps,
    }


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1])))
