from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.threads.builders import steady
from threads.charsets import decode

META = '<meta charset="{}">'


@pytest.mark.parametrize(
    ("data", "told", "text"),
    [
        ("Größe".encode(), None, "Größe"),
        ("Größe".encode(), "iso-8859-1", "Größe"),
        ("\ufeffGröße".encode(), None, "Größe"),
        ("Größe".encode("utf-16"), "utf-8", "Größe"),
        ("Größe".encode("cp1252"), None, "Größe"),
        ("Größe".encode("cp1252"), "utf-8", "Größe"),
        ("“so”".encode("cp1252"), "ISO-8859-1", "“so”"),  # what the label means on the web
        ("łódź".encode("iso8859-2"), "iso-8859-2", "łódź"),
        ("Привет".encode("cp1251"), "'windows-1251'", "Привет"),
        ("甘德漢字".encode("big5"), "big5", "甘德漢字"),
        ("甘德简体".encode("gb18030"), "gb2312", "甘德简体"),
        ("日本語".encode("cp932"), "shift_jis", "日本語"),
        ("Größe".encode("cp1252"), "punycode", "Größe"),
        ("Größe".encode("cp1252"), "zlib", "Größe"),
        ("Größe".encode("cp1252"), "no such thing\0", "Größe"),
        (b"a\r\nb\rc\n", None, "a\nb\nc\n"),
        (b"\x81\xe9", None, "\ufffdé"),
    ],
)
def test_decode(data: bytes, told: str | None, text: str) -> None:
    assert decode(data, told) == text


def test_the_server_is_believed_before_the_page() -> None:
    data = (META.format("windows-1252") + "Привет").encode("cp1251")
    assert decode(data, "windows-1251").endswith("Привет")
    assert not decode(data).endswith("Привет")


@pytest.mark.parametrize("meta", [META, '<?xml version="1.0" encoding="{}"?>'])
def test_the_page_is_believed_where_the_server_says_nothing(meta: str) -> None:
    data = (meta.format("windows-1251") + "Привет").encode("cp1251")
    assert decode(data).endswith("Привет")
    assert decode(data, "utf-8").endswith("Привет")


def test_a_broken_character_does_not_spoil_a_page() -> None:
    """Databases cut texts to a number of bytes, in the middle of a character."""
    data = "Größe, Maß, Öl und Übel".encode() + "ß".encode()[:1]
    assert decode(data) == "Größe, Maß, Öl und Übel\ufffd"
    assert decode(data, "iso-8859-1") == "Größe, Maß, Öl und Übel\ufffd"


@steady
@given(
    st.binary(max_size=400), st.none() | st.text(max_size=12) | st.sampled_from(["utf-7", "hex"])
)
def test_never_raises(data: bytes, told: str | None) -> None:
    assert "\r" not in decode(data, told)


@steady
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
def test_utf8_is_utf8_whatever_is_said(text: str) -> None:
    expected = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    assert decode(text.encode(), "koi8-r") == expected
