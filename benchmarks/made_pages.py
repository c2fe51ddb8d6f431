"""Made-up stories as the pages that sites print: WordPress's nested lists, Techdirt's flat view."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from benchmarks.made_archive import Said, Story

_MENU = "".join(f'<li class="menu-item"><a href="/{n}/">Section {n}</a></li>' for n in range(12))
_ASIDE = "".join(f'<li><a href="/old/{n}/">An older story, number {n}</a></li>' for n in range(40))


def wordpress(story: Story) -> str:
    """Print a story as WordPress's default walker does, however deep its comments lie."""
    return (
        f"{_head(story)}<body><header id='masthead'><nav><ul>{_MENU}</ul></nav></header><main>"
        f'<article class="post"><h1 class="entry-title">{escape(story.title)}</h1>'
        f'<div class="entry-meta"><time datetime="{story.when:%Y-%m-%dT%H:%M:%S+00:00}">'
        f'{story.when:%B %d, %Y}</time> by <a rel="author" href="/w/">{story.author}</a></div>'
        f'<div class="entry-content">{_paragraphs(story.paragraphs)}</div></article>'
        f'<div id="comments" class="comments-area"><h2 class="comments-title">'
        f'{len(story.comments)} comments</h2><ol class="comment-list">'
        f"{''.join(_listed(story))}</ol></div></main>"
        f"<aside><ul>{_ASIDE}</ul></aside></body></html>\n"
    )


def _head(story: Story) -> str:
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f'<title>{escape(story.title)}</title><link rel="canonical" href="{story.url}">'
        f'<meta property="og:title" content="{escape(story.title)}">'
        f"<style>li {{ margin: 1em }}</style><script>var page = {story.number};</script></head>"
    )


def _paragraphs(texts: tuple[str, ...]) -> str:
    return "".join(f"<p>{escape(text)}</p>" for text in texts)


def _listed(story: Story) -> Iterator[str]:
    under: dict[int, list[Said]] = defaultdict(list)
    for said in story.comments:
        under[said.parent].append(said)
    # Pieces yet to print, the next one last: markup, or a comment and its depth.
    waiting: list[str | tuple[Said, int]] = [(said, 1) for said in reversed(under[0])]
    while waiting:
        piece = waiting.pop()
        if isinstance(piece, str):
            yield piece
            continue
        said, depth = piece
        yield _wordpress_comment(story, said, depth)
        answers = under.get(said.number)
        if answers:
            yield '<ol class="children">'
            waiting.append("</ol></li>")
            waiting += [(answer, depth + 1) for answer in reversed(answers)]
        else:
            yield "</li>"


def _wordpress_comment(story: Story, said: Said, depth: int) -> str:
    number = story.number * 100_000 + said.number
    own = "byuser " if said.registered else ""
    quote = f"<blockquote><p>{escape(said.quote)}</p></blockquote>" if said.quote else ""
    return (
        f'<li id="comment-{number}" class="comment {own}depth-{depth}">'
        f'<article id="div-comment-{number}" class="comment-body"><footer class="comment-meta">'
        f'<div class="comment-author vcard"><img alt="" src="/a/{said.number % 97}.png" '
        f'class="avatar" height="32" width="32"><b class="fn">{escape(said.author)}</b> '
        f'<span class="says">says:</span></div><div class="comment-metadata">'
        f'<a href="{story.url}#comment-{number}"><time datetime="'
        f'{said.when:%Y-%m-%dT%H:%M:%S+00:00}">{said.when:%B %d, %Y at %I:%M %p}</time></a></div>'
        f'</footer><div class="comment-content">{quote}{_paragraphs(said.paragraphs)}</div>'
        f'<div class="reply"><a rel="nofollow" class="comment-reply-link" '
        f'href="?replytocom={number}#respond">Reply</a></div></article>'
    )


def techdirt(story: Story) -> str:
    """Print a story in the legacy flat view, in order of time."""
    return (
        f'{_head(story)}<body><div id="header"><ul>{_MENU}</ul></div><div class="story">'
        f'<h1><a href="{story.url}">{escape(story.title)}</a></h1>'
        f'<p class="storydate">{story.when:%a, %b %d %Y %I:%M%p}</p>'
        f'<div class="details"><p>by <a href="/user/w">{story.author}</a></p></div>'
        f'<p class="dept">from the <b>made-up-{story.number}</b> dept</p>'
        f'<div class="storybody">{_paragraphs(story.paragraphs)}</div></div>'
        f'<div id="comments"><h2>Reader Comments</h2><p>Subscribe: <a href="/r">RSS</a></p>'
        f'<p>View by: <a href="?threaded=false">Time</a> | <a href="?threaded=true">Thread</a></p>'
        f"<ol>{''.join(map(_techdirt_comment, story.comments))}</ol></div></body></html>\n"
    )


def _techdirt_comment(said: Said) -> str:
    alt, profile = "identicon", ""
    if said.registered:
        alt, profile = "icon", f' (<a href="/profile.php?u={said.number}">profile</a>)'
    name, link = escape(said.author), f"#c{said.number}"
    quote = f"<p><i>{escape(said.quote)}</i></p>" if said.quote else ""
    hour = f"{said.when:%I:%M%p}".lstrip("0").lower()
    return (
        f'<li class="cmt" id="c{said.number}"><div class="cimg"><img alt="{alt}" src="/i.png">'
        f'</div><p class="cname"><a name="c{said.number}"></a>{name}{profile}, '
        f"{said.when.day} {said.when:%b %Y} @ {hour}</p><h4>{escape(said.subject)}</h4>"
        f'<div class="cbody">{quote}{_paragraphs(said.paragraphs)}</div><p class="cfoot">'
        f'[ <a href="?replyto={said.number}#reply">reply to this</a> | <a href="{link}">link to '
        f'this</a> | <a href="?threaded=true{link}">view in thread</a> ]</p></li>\n'
    )


SHAPES: dict[str, Callable[[Story], str]] = {"wordpress": wordpress, "techdirt": techdirt}
