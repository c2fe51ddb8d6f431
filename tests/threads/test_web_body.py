from __future__ import annotations

import gzip
import tracemalloc
import zlib

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.threads.builders import steady
from threads.errors import SourceUnreadable
from threads.web.body import read_body

MOST = 10**6


def bare(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


PACK = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "Deflate ": bare,
    "br": brotli.compress,
    "identity": bytes,
    None: bytes,
}


@steady
@given(st.binary(max_size=2_000), st.sampled_from(list(PACK)), st.integers(1, 500))
def test_whatever_the_pieces_are(data: bytes, coding: str | None, size: int) -> None:
    packed = PACK[coding](data)
    pieces = [packed[at : at + size] for at in range(0, len(packed), size)]
    assert read_body(pieces, coding, MOST) == data


@pytest.mark.parametrize("coding", ["gzip", "deflate", "Deflate ", "br"])
def test_more_than_one_piece_of_output(coding: str) -> None:
    data = bytes(range(256)) * 1_000
    assert read_body([PACK[coding](data)], coding, MOST) == data


@pytest.mark.parametrize("coding", ["gzip", "deflate", "Deflate ", "br"])
def test_a_bomb_is_stopped_before_it_is_large(coding: str) -> None:
    bomb = PACK[coding](bytes(40 * MOST))
    tracemalloc.start()
    with pytest.raises(SourceUnreadable, match="larger than 1 MB"):
        read_body([bomb], coding, MOST)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 4 * MOST


@pytest.mark.parametrize("coding", ["gzip", "deflate", "Deflate ", "br"])
def test_what_breaks_off(coding: str) -> None:
    packed = PACK[coding](bytes(range(256)) * 20)
    for end in (len(packed) // 2, len(packed) - 1):
        with pytest.raises(SourceUnreadable, match="breaks off"):
            read_body([packed[:end]], coding, MOST)


@steady
@given(st.binary(max_size=300), st.sampled_from(["gzip", "deflate", "br", "", "x"]))
def test_noise_is_read_or_refused(noise: bytes, coding: str) -> None:
    try:
        assert len(read_body([noise], coding, MOST)) <= MOST
    except SourceUnreadable as error:
        assert error.what


def test_what_is_cut_and_what_is_too_large() -> None:
    chunks = [b"12345", b"67890"]
    assert read_body(chunks, "", 10) == b"1234567890"
    assert read_body(chunks, "", 7, cut=True) == b"1234567"
    with pytest.raises(SourceUnreadable, match="larger"):
        read_body(chunks, "", 9)


def test_nothing_is_nothing_in_any_coding() -> None:
    for coding in PACK:
        assert read_body([], coding, MOST) == b""
