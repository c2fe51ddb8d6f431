"""Lay a written thread out as the pages of Techdirt's two sites, in HTML.

What is known of them, and how surely, is noted beside each function: seen in a stored page, script
or style sheet; inferred from the software they run on; or a guess.
"""

from __future__ import annotations

import re
from html import escape

from benchmarks.layouts.furniture import (
    APPEAL,
    CHATTER,
    FLAGGED,
    RATING,
    STORIES,
    STYLE,
    badge,
    clock,
    legacy_date,
    ordinal_date,
    slug,
    wordpress_date,
)
from benchmarks.layouts.written import Paragraph, Written, WrittenComment, printed, subjects

WORDPRESS_DEEPEST = 5
_EMPHASIS = re.compile(r"\*([^*\n]+)\*")


def legacy_flat(thread: Written) -> str:
    """Lay out the flat view (``li.cmt`` and ``.cbody`` seen; ``.cname``, ``.cfoot`` guessed)."""
    names = subjects(thread, "legacy")
    items = [
        _legacy_item(comment, names[comment.position], "view in thread") + "</li>"
        for comment, _ in printed(thread, "time")
    ]
    return _legacy_page(thread, "\n".join(["<ol>", *items, "</ol>"]))


def legacy_inside(thread: Written) -> str:
    """Lay out the thread view with replies in a list inside their parent's item (inferred)."""
    names = subjects(thread, "legacy")
    parts, before = [], 0
    for comment, level in printed(thread, "thread"):
        parts.append("<ul>" if level > before else "</li>" + "</ul></li>" * (before - level))
        parts.append(_legacy_item(comment, names[comment.position], "view in chronology"))
        before = level
    return _legacy_page(thread, "\n".join([*parts, "</li></ul>" * before]))


def legacy_after(thread: Written) -> str:
    """Lay out the thread view with replies in the element that follows their parent's.

    A userscript hides ``li.cmt`` and its next sibling element, which stands there even when empty.
    """
    names = subjects(thread, "legacy")
    parts, before = ["<ul>"], 0
    for comment, level in printed(thread, "thread"):
        parts.append("</ul>" * (before - level + 1))
        parts.append(_legacy_item(comment, names[comment.position], "view in chronology"))
        parts.append("</li><ul>")
        before = level
    return _legacy_page(thread, "\n".join([*parts, "</ul>" * (before + 1)]))


def wordpress(thread: Written) -> str:
    """Lay out Twenty Twenty's walker: a reply's ``div`` stands directly in its parent's.

    Below the deepest level replies are printed as siblings (inferred from WordPress's code).
    """
    names = subjects(thread, "wordpress")
    answered = {comment.parent for comment in thread.comments}
    parts, before = [], 0
    for comment, depth in printed(thread, "thread"):
        level = min(depth, WORDPRESS_DEEPEST)
        parts.append("</div>" * (before - level + 1))
        kind = f"comment depth-{level}" + (" parent" if comment.position in answered else "")
        parts.append(_wordpress_item(thread, comment, names[comment.position], kind))
        before = level
    return _wordpress_page(thread, "\n".join([*parts, "</div>" * before]))


def _text(words: str) -> str:
    return _EMPHASIS.sub(r"<em>\1</em>", escape(words)).replace("\n", "<br>\n")


def _paragraph(paragraph: Paragraph) -> str:
    words = _text(paragraph.text)
    if paragraph.mark == "block":
        return f"<blockquote><p>{words}</p></blockquote>"
    return f"<p><i>{words}</i></p>" if paragraph.mark == "italic" else f"<p>{words}</p>"


def _body(paragraphs: tuple[Paragraph, ...]) -> str:
    return "\n".join(map(_paragraph, paragraphs))


def _links(names: tuple[str, ...]) -> str:
    return ", ".join(f'<a href="/tag/{slug(name)}/">{escape(name)}</a>' for name in names)


def _head(thread: Written) -> str:
    article = thread.article
    title = f"{escape(article.title)} | {escape(article.outlet)}"
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<title>{title}</title>\n<link rel="canonical" href="{article.url}">\n{STYLE}\n</head>'
    )


def _sidebar(thread: Written) -> str:
    outlet = escape(thread.article.outlet)
    chatter = "\n".join(f"<p>{escape(line)}</p>" for line in CHATTER)
    stories = "\n".join(f'<li><a href="#">{escape(story)}</a></li>' for story in STORIES)
    return (
        f'<div id="sidebar">\n<h3>Follow {outlet}</h3>\n<h3>{outlet} Insider Chat</h3>\n{chatter}\n'
        f"<h3>Recent Stories</h3>\n<ul>\n{stories}\n</ul>\n</div>"
    )


def _legacy_item(comment: WrittenComment, subject: str, other_view: str) -> str:
    """Give the item up to where it closes, so that replies may follow inside."""
    at, name = comment.position, escape(comment.author)
    user = f"/profile.php?u={slug(comment.author)}"
    icon = "icon" if comment.registered else "identicon"
    name += f' (<a href="{user}">profile</a>)' if comment.registered else ""
    notice = f'<p class="flagged">{FLAGGED}</p>\n' if comment.flagged else ""
    hidden = ' style="display:none"' if comment.flagged else ""
    voted = f'<p class="badge">{badge(comment)}</p>\n' if comment.badge else ""
    title = f"<h4>{escape(subject)}</h4>\n" if subject else ""
    threaded = "true" if other_view.endswith("thread") else "false"
    return (
        f'<li class="cmt" id="c{at}">\n'
        f'<div class="cimg"><img alt="{icon}" src="/i/{at}.png"></div>\n'
        f'<p class="cname"><a name="c{at}"></a>{name}, {legacy_date(comment.posted_at)}</p>\n'
        f'{voted}{title}{notice}<div class="cbody"{hidden}>\n{_body(comment.paragraphs)}\n</div>\n'
        f'<p class="cfoot">[ <a href="?replyto={at}#reply">reply to this</a> | '
        f'<a href="#c{at}">link to this</a> | '
        f'<a href="?threaded={threaded}#c{at}">{other_view}</a> ]</p>\n'
    )


def _legacy_page(thread: Written, comments: str) -> str:
    article = thread.article
    outlet = escape(article.outlet)
    when = f"{article.published_at:%a}, {ordinal_date(article.published_at)} "
    appeal = "\n".join(f"<p>{escape(line)}</p>" for line in APPEAL)
    companies = f"<p>Companies: {_links(article.companies)}</p>\n" if article.companies else ""
    return f"""{_head(thread)}
<body>
<div id="header"><a href="/">{outlet}</a>
<form action="/search.php"><input name="q"><input type="submit" value="Search"></form></div>
<div class="story">
<h1><a href="{article.url}">{escape(article.title)}</a></h1>
<p class="storydate">{when}{clock(article.published_at)}</p>
<div class="details"><p>by
<a href="/user/{slug(article.author)}">{escape(article.author)}</a></p></div>
<p class="dept">from the <b>{escape(article.dept)}</b> dept</p>
<div class="storybody">
{_body(article.body)}
</div>
<div class="support"><p><a href="#">Hide this</a></p>
{appeal}</div>
<p>Filed Under: {_links(article.tags)}</p>
{companies}</div>
<div id="comments">
<h2>Reader Comments</h2>
<p>Subscribe: <a href="/comments.rss">RSS</a></p>
<p>View by: <a href="?threaded=false">Time</a> | <a href="?threaded=true">Thread</a></p>
{comments}
</div>
<h3>Add Your Comment</h3>
<p>Have a {outlet} account? <a href="/login">Sign in</a>.
Want one? <a href="/register">Register</a></p>
<form action="/comment"><input name="name"><input name="subject"><textarea name="text"></textarea>
<input type="submit" value="Submit"></form>
{_sidebar(thread)}
<div class="hidden"><h3>Email This</h3><p>Sign in to send this story to a friend.</p></div>
</body>
</html>
"""


def wordpress_id(thread: Written, comment: WrittenComment) -> int:
    """Give a comment's site-wide number: rising, with gaps that went to other threads."""
    return thread.article.first_comment_id + 7 * comment.position + comment.position**2 % 5


def _wordpress_item(thread: Written, comment: WrittenComment, subject: str, kind: str) -> str:
    number, name = wordpress_id(thread, comment), escape(comment.author)
    when = comment.posted_at
    if comment.registered:
        name = f'<a class="url" href="/user/{slug(comment.author)}/">{name}</a> (profile)'
    notice = f'<p class="flagged">{FLAGGED}</p>\n' if comment.flagged else ""
    hidden = ' style="display:none"' if comment.flagged else ""
    voted = f'<p class="badge">{badge(comment)}</p>\n' if comment.badge else ""
    return f"""<div id="comment-{number}" class="{kind}">
<article id="div-comment-{number}" class="comment-body">
<header class="comment-meta">
<div class="comment-author vcard"><img alt="" src="/i/{number}.png"><b class="fn">{name}</b>
<span class="screen-reader-text says">says:</span></div>
<div class="comment-metadata"><a href="#comment-{number}"><time datetime="{when.isoformat()}\
{thread.article.zone}">{wordpress_date(when)}</time></a></div>
<h1>{escape(subject)}</h1>
</header>
{voted}{notice}<div class="comment-content entry-content"{hidden}>
{_body(comment.paragraphs)}
</div>
<footer class="comment-footer-meta"><span class="comment-reply">\
<a class="comment-reply-link" href="?replytocom={number}#respond">Reply</a></span></footer>
</article>
"""


def _wordpress_page(thread: Written, comments: str) -> str:
    article = thread.article
    outlet, title = escape(article.outlet), escape(article.title)
    rating = "\n".join(f"<div>{escape(line)}</div>" for line in RATING)
    companies = f"<div>Companies: {_links(article.companies)}</div>\n" if article.companies else ""
    when = article.published_at
    return f"""{_head(thread)}
<body>
<header id="masthead"><a href="/">{outlet}</a>
<form action="/"><input name="s"><input type="submit" value="Search"></form></header>
<main>
<article class="post">
<h1 class="posttitle"><a href="{article.url}">{title}</a></h1>
<div class="byline">from the <i>{escape(article.dept)}</i> dept</div>
<div class="posttime"><time datetime="{when.isoformat()}{article.zone}">{when:%a}, \
{ordinal_date(when)} {clock(when)}</time> - <a href="/user/{slug(article.author)}/" rel="author">\
{escape(article.author)}</a></div>
<div class="postbody">
{_body(article.body)}
</div>
<div class="storymeta"><div>Filed Under: {_links(article.tags)}</div>
{companies}</div>
</article>
<div class="hidden">
{rating}
</div>
<div id="comments" class="comments">
<h2>Comments on &#8220;{title}&#8221;</h2>
<p>Subscribe: <a href="/feed/">RSS</a> <a href="#respond">Leave a comment</a></p>
<p>{len(thread.comments)} Comments</p>
{comments}
</div>
<div id="respond"><h2>Add Your Comment</h2>
<p>Your email address will not be published. Required fields are marked *</p>
<form action="/comment"><input name="author"><input name="subject">
<textarea name="comment"></textarea><input type="submit" value="Post"></form></div>
</main>
{_sidebar(thread)}
</body>
</html>
"""
