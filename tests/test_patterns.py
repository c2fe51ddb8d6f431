"""No regular expression takes longer than in proportion to a text, whatever a stranger wrote."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable

import pytest

from analyzers import questions, vader
from benchmarks.fuzzing.patterns import TRUSTED, modules, patterns
from benchmarks.fuzzing.worst_cases import slowest
from reports.word_search import word_pattern
from threads import evidence

# The suite's part: two samples of each pattern, short texts. ``make fuzz`` goes up to a megabyte.
SAMPLES, SIZE = 2, 2**12
MADE_LATER: dict[str, Callable[[], Iterable[re.Pattern[str]]]] = {
    "analyzers/questions.py": lambda: (
        *(pattern for pattern, _ in questions._asking().values()),
        *questions._openers().values(),
    ),
    "analyzers/vader.py": lambda: (vader._emoji_like(["☀", "❤", "😀", "😎"]),),
    "reports/mentions.py": lambda: (re.compile("[★!?]"),),
    "reports/word_search.py": lambda: map(word_pattern, ("I thínk so", "a a a a b")),
    "threads/evidence.py": lambda: (
        re.compile(evidence._NAME_IN_TEXT.format(re.escape(name)), re.IGNORECASE)
        for name in ("ann lee", "aaaaaaaaab", "((((")
    ),
}


@pytest.mark.parametrize(
    "pattern", [r"(a+)+$", r"\s+$", r"(?:a|a)*b", r"<meta[^>]*charset", r"\d+:\d+x", r"\?\W*\Z"]
)
def test_what_is_not_linear_is_found(pattern: str) -> None:
    assert slowest(re.compile(pattern), SAMPLES, size=SIZE // 2)


@pytest.mark.parametrize("pattern", [r"(?<!a)a++$", r"(?<!\s)\s++$", r"<meta[^<>]*charset", r"a|b"])
def test_what_is_linear_is_not(pattern: str) -> None:
    assert not slowest(re.compile(pattern), SAMPLES, size=SIZE)


def test_every_pattern_is_linear() -> None:
    stated, later = patterns()
    assert len(stated) > 200
    files = {place.partition(":")[0] for place in later}
    assert files == {*MADE_LATER, "reports/exports/pictures.py"}, "to be entered, or taken out"
    slow = [
        f"{pattern.file}:{pattern.line}: {told}"
        for pattern in stated
        if pattern.file not in TRUSTED
        and (told := slowest(pattern.compiled, SAMPLES, uses=pattern.uses, size=SIZE))
    ]
    assert not slow, "\n".join(slow)


@pytest.mark.parametrize("file", MADE_LATER)
def test_patterns_made_of_what_a_run_brings(file: str) -> None:
    slow = [told for each in MADE_LATER[file]() if (told := slowest(each, 1, size=SIZE))]
    assert not slow, "\n".join(slow)


def test_patterns_are_made_where_they_are_looked_for() -> None:
    hidden = []
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module in ("re", "regex"):
                hidden.append(f"{path}:{node.lineno}")
            if isinstance(node, ast.Import):
                names = {(each.name, each.asname) for each in node.names}
                hidden += [str(path) for name in names if name[0] in ("re", "regex") and name[1]]
                assert "regex" not in dict(names), f"{path}: its patterns aren't looked for"
    assert not hidden
