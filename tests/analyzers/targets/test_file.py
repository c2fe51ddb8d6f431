"""The targets file: what it may say, and one clear line for what it may not."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzers.targets.file import read_targets, to_toml
from analyzers.targets.target import LISTS, LONGEST_NAME, Target, checked, from_rows
from threads.errors import RejoinderError


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "targets.toml"


def test_a_file_with_everything(file: Path) -> None:
    file.write_text(
        """
        [[target]]
        name = "late   fees"
        aliases = ["fines", "fines "]
        favor = ["pay your way"]
        against = ["free the books"]
        allies = ["the treasurer"]
        opponents = ["readers' union"]
        [[target]]
        name = "library"
        """
    )
    assert read_targets(file) == (
        Target(
            name="late fees",
            aliases=("fines",),
            favor=("pay your way",),
            against=("free the books",),
            allies=("the treasurer",),
            opponents=("readers' union",),
        ),
        Target(name="library"),
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "it holds no [[target]]"),
        ("target = []", "it holds no [[target]]"),
        ("target = 3", "it holds no [[target]]"),
        ("target = [3]", "target 1 is no table"),
        ("name = 'x'", "“name” stands outside of any [[target]]"),
        ("[[target]]", "target 1 has no name"),
        ("[[target]]\nname = 3", "target 1 has no name"),
        ("[[target]]\nname = ''", "a target's name is empty"),
        ('[[target]]\nname = " \\t"', "a target's name is empty"),
        ("[[target]]\nname = '??'", "a target's name is “??”"),
        ("[[target]]\nname = '" + "x" * 10_000 + "'", "too long: “xxxxxxxxxxxxxxxxxxxx…”, 10,000"),
        ("[[target]]\nname = 'x'\nalias = ['y']", "target 1 has “alias”, and only name, aliases"),
        ("[[target]]\nname = 'x'\naliases = 'y'", "“aliases” of “x” is no list of texts"),
        ("[[target]]\nname = 'x'\nfavor = [1]", "“favor” of “x” is no list of texts"),
        ("[[target]]\nname = 'x'\nfavor = ['']", "an entry in “favor” of “x” is empty"),
        ("[[target]]\nname = 'x'\n[[target]]\nname = 'X'", "two targets are called “X”"),
        ("[[target]", "not TOML"),
        ("a = " + "[" * 100_000, "not TOML"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(file: Path, text: str, said: str) -> None:
    file.write_text(text)
    with pytest.raises(RejoinderError) as failure:
        read_targets(file)
    assert said in str(failure.value)
    assert failure.value.where == str(file)
    assert failure.value.remedy
    assert len(str(failure.value)) < 400


def test_what_is_no_file_or_no_text(file: Path, tmp_path: Path) -> None:
    file.write_bytes(b"name = '\xff'")
    with pytest.raises(RejoinderError, match="no UTF-8 text"):
        read_targets(file)
    for place, said in ((tmp_path, "can't be read"), (tmp_path / "missing", "no such file")):
        with pytest.raises(RejoinderError, match=said):
            read_targets(place)


def test_too_much_is_refused() -> None:
    with pytest.raises(RejoinderError, match="201 targets"):
        checked(Target(name=f"t{number}") for number in range(201))
    with pytest.raises(RejoinderError, match="more than 2000 phrases"):
        checked([Target(name="t", favor=tuple(f"p{number}" for number in range(2001)))])
    with pytest.raises(RejoinderError, match="no text"):
        checked([Target(name="half \ud800")])


_NAMES = st.text(st.characters(exclude_categories=("Cs",)), max_size=30).filter(
    lambda text: any(character.isalnum() for character in text)
)
_TARGETS = st.builds(
    Target, name=_NAMES, **{kind: st.lists(_NAMES, max_size=3).map(tuple) for kind in LISTS}
)


@settings(max_examples=100, deadline=None)
@given(st.lists(_TARGETS, min_size=1, max_size=4, unique_by=lambda one: one.name))
def test_what_is_written_is_read_again(
    tmp_path_factory: pytest.TempPathFactory, targets: list[Target]
) -> None:
    try:
        tidy = checked(targets)
    except RejoinderError:  # two names alike but for their white space or case
        return
    written = tmp_path_factory.mktemp("written") / "t.toml"
    written.write_text(to_toml(tidy), "utf-8")
    assert read_targets(written) == tidy
    assert from_rows([target.row() for target in tidy]) == tidy


def test_nothing_that_a_terminal_obeys_is_written() -> None:
    written = to_toml([Target(name='evil \x1b[2J \u202e "name\\', aliases=("a\x7fb",))])
    assert written.isprintable() or set(written) - {"\n"} == {
        character for character in written if character.isprintable()
    }


def test_a_name_may_be_as_long_as_is_said() -> None:
    assert checked([Target(name="x" * LONGEST_NAME)])
