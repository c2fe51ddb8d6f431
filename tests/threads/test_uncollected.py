"""The garbage collector is held back for as long as asked, and no longer."""

from __future__ import annotations

import gc

import pytest

from threads.uncollected import uncollected


def test_it_runs_again_afterwards_whatever_happens() -> None:
    with uncollected():
        assert not gc.isenabled()
        with uncollected():
            pass
        assert not gc.isenabled(), "the outer one still holds it back"
    assert gc.isenabled()
    with pytest.raises(KeyError), uncollected():
        raise KeyError
    assert gc.isenabled()


def test_who_had_it_off_keeps_it_off() -> None:
    gc.disable()
    try:
        with uncollected():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
