"""Pieces that parsers, databases, spreadsheets, terminals and pages trip over."""

from __future__ import annotations

MARKUP = (
    *("</p>", "<p>", "</div>", "<div>", "</li></ul>", "<ul><li>", "<table><tr><td>", "</table>"),
    *("<!-- a comment -->", "<!---->", "<!--", "-->", "<![CDATA[ x ]]>", "<?php echo 1 ?>"),
    *("<pre>\n  two\n", "</pre>", "<textarea> \t ", "</textarea>", "<script>a < b", "</script>"),
    *("<style>", "</style>", "<template><p>t", "</template>", "<ruby>r<rt>s", "</rt></ruby>"),
    *("<svg><title>t</title>", "</svg>", "<br/>", "</br>", "<hr>", "<b><i>x</b>y</i>", "<a><a>"),
    *("<x:y z:w=1>", "<div {a}b=1 {c}>", "<p class=' a  b\n' rel=' x y '>", "<p id>", '<i "q">'),
    *("<html>", "<body>", "</body>", "</html>", "<head>", "<title>", "</title>", "<noscript>"),
    *("<frameset>", "<form>", "</form>", "<option>", "<h1>", "</h2>", "<meta charset=utf-7>"),
    *("<!doctype html>", "<plaintext>", "<xmp>", "<iframe>", "<math><mi>", "<base href='//['>"),
    *("<a href='http://[::1'>", "<a href='#comment-99999999999999999999'>", "<li id=comment-1>"),
    *("<time datetime='0000-00-00T99:99:99Z'>", "<time datetime='9999-12-31T23:59:59-23:59'>"),
    *("<blockquote>", "</blockquote>", "<ol class=children>", "<div class=comment>", "<cite>"),
)
CHARACTERS = (
    *("&#0;", "&#xD800;", "&#xDFFF;", "&#x110000;", "&#99999999999;", "&amp", "&lt;p>", "&nbsp;"),
    *("&amp;amp;amp;lt;", "&#x202e;", "&lol9;", "&#27;[2J", "\x1b]0;owned\x07", "\x9b31m"),
    *("\0", "\x01", "\x08", "\x0b", "\x0c", "\x1c", "\x1e", "\x7f", "\x85", "\u2028", "\u2029"),
    *("\u202e", "\u2066", "\u2069", "\u200b", "\ufeff", "\ufffe", "\uffff", "\U0010ffff"),
    *("\ud800", "\udfff", "\ud83d", "e" + "\u0301" * 60, "\u0130", "ß", "ﬁ", "😀", "👩‍👩‍👧", "ﷺ"),
    *("<", "<3", ">", "\r", "\t", "\xa0", "\xad", '"', "'", "\\", "{", "}}", "[[", "]]>", "%00"),
    *(
        "=1+1",
        "@SUM(A1)",
        "+1",
        "-2+3",
        "＝1",
        "';DROP TABLE comments;--",
        '"; --',
        "{{7*7}}",
        "%n",
    ),
    *("<script>zqx()</script>", "<img src=x onerror=zqx()>", "javascript:zqx()", "../../../x"),
    *("９９９", "٣٤", "¹²³", "½", "Ⅷ", "一二三", "1e999", "-0", "NaN", "Infinity", "0x7fffffff"),
)
NUMBERS = (
    *("0", "-1", "2147483648", "9007199254740993", "9223372036854775808", "18446744073709551616"),
    *("9" * 400, "1" + "0" * 5000, "1e400", "١٢٣", "1,234,567", "1.5", "00000000000000000001", "²"),
)
DATES = (
    *("0000-00-00", "9999-12-31T23:59:60", "2019-02-29", "1 Jan 0001", "31 Feb 2019, 25:61am"),
    *("2019-13-45T99:99:99+99:99", "Thu, 32 Foo 99999 00:00:00 +9999", "Jan 1st, 10000 @ 0:00pm"),
    *("12:00pm, 0", "−1-01-01", "1970-01-01T00:00:00Z", "Mon, 01 Jan 0001 00:00:00 +2359"),
    *("Tue, 31 Dec 9999 23:59:59 -2359", "2019-03-12T09:44:00.123456789123+00:00:01", "99/99/99"),
    *("1 ²²² 2019", "1 ፩፪፫ 2019", "٣ May ٢٠١٩", "2019年13月40日", "1970-01-01T00:00Z"),
)
WORDS = ("lorem", "voter", "Größe", "don't", "naïve", "x", "bank", "I think", "тест", "日本", "a-b")
