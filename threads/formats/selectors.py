"""What sites call their elements: hints that make reading surer, never what it stands on.

Every format reads a page with all of these stripped or renamed; a wrong name here costs nothing.
Class names are compared whole, ids and names by pattern.
"""

from __future__ import annotations

import re

# Techdirt's legacy site, about 2004 to 2021.
LEGACY_COMMENT = "cmt"
LEGACY_BODY = frozenset({"cbody"})
LEGACY_ANCHOR = re.compile(r"c(\d{1,9})")
LEGACY_LINK = re.compile(r".{0,500}#c(\d{1,9})")

# WordPress's own comment walkers, and Techdirt since 2022 (Twenty Twenty's walker).
WORDPRESS_ANCHOR = re.compile(r"comment-(\d{1,12})")
WORDPRESS_BODY = frozenset({"comment-content"})
TECHDIRT_USER = re.compile(
    r"(?:(?:https?://web\.archive\.org/web/\w{4,20}/)?https?://(?:www\.)?techdirt\.com)?"
    r"/user/[^/]{1,100}/?"
)

# Where the text of an article stands, the surest first.
ARTICLE_BODIES = (
    "postbody",
    "articleBody",  # schema.org's itemprop
    "entry-content",
    "post-content",
    "article-content",
    "article-body",
    "story-body",
    "post-body",
    "storycontent",
    "story",
)
ARTICLE_AUTHORS = frozenset(
    {"author", "byline", "p-author", "post-author", "entry-author", "article-author"}
)

# Parts of a page that belong to neither article nor comments.
FURNITURE_TAGS = frozenset({"nav", "aside", "form", "footer", "dialog", "menu", "figcaption"})
FURNITURE = re.compile(
    r"(?!elementor)(?:.{1,40}[-_])?(?:share|sharing|sharedaddy|social|related|newsletter|subscribe|sidebar|widget"
    r"|cookies?|advert|ads|promo|breadcrumbs?|jp-relatedposts|cta|donate|paywall|popup|modal"
    r"|screen-reader-text|pagination|tag-links|(?:post|about|about-the)-author|author-(?:bio|box|info)"
    r"|jp-post-flair|addtoany|nocomments)"
    r"(?:[-_].{1,40})?",
    re.IGNORECASE,
)

# Comment lists in general. WordPress prints each number on one to three elements inside each other.
COMMENT_ANCHOR = re.compile(r"(?:li-|div-)?comment-(?P<number>\d{1,12})")
COMMENT_ELEMENTS = frozenset({"li", "div", "article", "section", "dd", "dt", "tr"})
COMMENT_LINK = re.compile(
    r".{0,500}(?:#(?:div-)?comment-|[?&]replytocom=)(\d{1,12})(?:\D.{0,500})?"
)
DISQUS_ANCHOR = re.compile(r"dsq-comment-(?P<number>\d{1,20})")
SLASHDOT_ANCHOR = re.compile(r"tree_(?P<number>\d{1,12})")
SLASHDOT_BODY = re.compile(r"comment_body_\d{1,12}")
PINGS = frozenset({"pingback", "trackback", "pings"})
# The class that WordPress gives to what its own users wrote.
WORDPRESS_OWN_USER = "byuser"
COMMENT_AUTHORS = frozenset(
    {"fn", "comment-author-name", "comment_author", "commenter", "username", "user-name"}
)
COMMENT_DATES = re.compile(r"(?:^|[\s_-])(?:meta|metadata|date|time|posted|author)(?:$|[\s_-])")
COMMENT_AUTHOR_ID = re.compile(r"dsq-author-user-\d{1,20}")
# The surest first; some themes use the later ones for the whole comment, byline and all.
COMMENT_BODIES = (
    "comment-content",
    "comment-text",
    "comment_text",
    "comment-message",
    "dsq-comment-message",
    "commentbody",
    "comment-entry",
    "comment-body",
)

# Where a page has none of these: how sites call who wrote a comment, and its text, in general.
# A name that stands in a page for its kind and not for its place ("by-post-author") is a badge.
COMMENT_AUTHOR_NAMES = re.compile(
    r"(?!(?:.{1,40}[-_])?by-?post-?author)(?:.{1,40}[-_])?(?:comment)?"
    r"(?:author|user-?name|user|commenter|creator|poster|(?:lj|hn)user|nick(?:name)?|name)",
    re.IGNORECASE,
)
COMMENT_BODY_NAMES = re.compile(
    r"(?:.{1,40}[-_])?(?:(?:comment|comm|commt|post|posting|message|msg|reply|usertext|isso|cmt)"
    r"[-_]{0,2}(?:text|body|content|message|msg|user-?content)|content|bbwrapper)",
    re.IGNORECASE,
)
# schema.org's words for the same, as microdata and as RDFa.
AUTHOR_PROPERTIES = frozenset({"author", "creator", "dc:creator", "schema:author"})
NAME_PROPERTIES = frozenset({"name", "givenName", "schema:name"})
BODY_PROPERTIES = frozenset({"text", "commentText", "schema:text"})
COMMENT_TYPES = re.compile(r"(?:.{0,60}[/:#])?(?:User)?Comments?|comment", re.IGNORECASE)
# What sites call a comment and what is in it; lists of the latest comments are none of the page's.
COMMENT_NAMES = re.compile(r"(?:.{1,40}[-_])?comm?ents?(?:[-_].{1,40})?", re.IGNORECASE)
COMMENT_LISTS = re.compile(
    r"(?:.{1,40}[-_])?(?:comments|comment[-_]?(?:list|area|section|thread|tree|container|wrapper))"
    r"(?:[-_]?(?:list|area|section|thread|tree|container|wrapper|block))?",
    re.IGNORECASE,
)
LATEST_COMMENTS = re.compile(r".{0,40}(?:recent|latest|sidebar|widget).{0,40}", re.IGNORECASE)
SIDEBAR = re.compile(r"(?:.{1,20}[-_])?sidebar(?:[-_]?\w{1,12})?", re.IGNORECASE)
# Buttons, votes and counts within a comment, which are short; and what follows all that one writes.
COMMENT_CONTROLS = re.compile(
    r"(?:.{1,40}[-_])?(?:(?:un)?likes?|(?:up|down)?vot(?:es?|ing)|ratings?|karma|scores?"
    r"|recommend(?:s|ed)?|reply|reply-?(?:link|to)|actions?|buttons?|tool-?bar|controls?|shar(?:e|ing)"
    r"|flag|report|permalink|edit-link|badges?|awards?|reactions?|interactionStatistic)(?:[-_].{1,40})?",
    re.IGNORECASE,
)
COMMENT_TAILS = re.compile(r"(?:.{1,40}[-_])?(?:signature|c?luv)(?:[-_].{1,40})?", re.IGNORECASE)
# Blocks that forums print for blockquote.
QUOTATIONS = frozenset({"quote", "quoted", "quotebox", "bbcode_quote", "quotetext"})
