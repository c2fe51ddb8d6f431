r"""What pages say of themselves: bylines, avatar's words, footer links, headings, furniture.

Formats are told and cut by these, in text and in HTML alike; class names only make it faster.
Every pattern is for ``fullmatch`` on one stripped line and has bounded repeats only, so that it
stays linear on hostile input. Blanks may be no-break spaces: ``\s`` knows them.
"""

from __future__ import annotations

import re

# The alternative text of the avatar, printed alone on a line -> registered.
AVATARS = {"identicon": False, "icon": True}

_LEGACY_WHEN = (
    r"(?:\d{1,2}\s[A-Za-z]{3,9}\.?\s\d{4}|[A-Za-z]{3,9}\.?\s\d{1,2}(?:st|nd|rd|th)?,?\s\d{4})"
    r"\s{0,3}@\s{0,3}\d{1,2}:\d\d\s?[AaPp]\.?[Mm]\.?"
)
# NAME (profile), 18 Sep 2015 @ 4:51pm; May 5th, 2009 @ 6:31am. The name may be lost.
LEGACY_BYLINE = re.compile(
    rf"(?:(?P<name>.{{0,200}}?)(?P<profile>\s{{1,3}}\(profile\))?\s{{0,3}},\s{{0,3}})?"
    rf"(?P<when>{_LEGACY_WHEN})"
)
# NAME says: / NAME (profile) says:
WORDPRESS_BYLINE = re.compile(
    r"(?P<name>.{1,200}?)(?P<profile>\s{1,3}\(profile\))?\s{1,3}says:", re.IGNORECASE
)

# reply to this | link to this | view in thread ]; the opening bracket is often lost, and a closed
# thread has no "reply to this". "view in thread" stands in the flat view and the other way round.
LEGACY_FOOTER = re.compile(
    r"\[?\s{0,3}(?:reply to this\s{0,3}\|?\s{0,3})?"
    r"(?:link to this\s{0,3}\|?\s{0,3}(?:view in (?P<view>thread|chronology))?"
    r"|view in (?P<only>thread|chronology))\s{0,3}\]?",
    re.IGNORECASE,
)
LEGACY_HEADING = re.compile(r"Reader Comments(?:\s{0,3}\(\s?rss\s?\))?", re.IGNORECASE)
LEGACY_VIEWS = re.compile(r"View by:.{0,60}|\(?\s?Flattened\s?/\s?Threaded\s?\)?", re.IGNORECASE)
SUBSCRIBE = re.compile(r"Subscribe:\s?RSS(?:\s{1,3}Leave a comment)?", re.IGNORECASE)
WORDPRESS_HEADING = re.compile(r"Comments on [“\"](?P<title>.{0,400})[”\"]", re.IGNORECASE)
CLAIMED = re.compile(r"(?P<count>\d{1,3}(?:[,.]\d{3}){0,2}|\d{1,7}) Comments?", re.IGNORECASE)

# By Ann Example, alone on a line; names are capitalised, so "By now, everybody" is none.
_NAME = r"[^\W\d_a-zß-ÿ][\w.'’-]{0,40}"
AUTHOR = re.compile(
    rf"(?i:(?:posted |written )?by):?\s{{1,3}}"
    rf"(?P<name>{_NAME}(?:\s(?:{_NAME}|and|de|del|der|la|van|von|&)){{0,7}})"
)
DEPT = re.compile(r"from the (?P<dept>.{1,300}?)[\s-]{0,3}dept\.?", re.IGNORECASE)
FILED_UNDER = re.compile(r"Filed Under:(?P<tags>.{0,2000})", re.IGNORECASE)
COMPANIES = re.compile(r"Companies:(?P<tags>.{0,2000})", re.IGNORECASE)

# The appeal for support between article and comments begins so.
APPEAL_STARTS = ("hide this", "thank you for reading this techdirt post")

# WordPress prints this block once before its list; no votes are in it.
RATING_LINES = (
    "rate this comment as ",
    "you have rated this comment as ",
    "flag this comment as ",
    "you have flagged this comment",
    "the first word has already been claimed",
    "the last word has already been claimed",
    "insightful lightbulb icon",
    "comments icon",
)

# A line that begins so ends the comments: forms, sidebars, footers.
AFTER_COMMENTS = (
    "have a techdirt account",
    "subscribe to the techdirt daily",
    "your email address will not be published",
    "insider shop - show your support",
    "this site, like most other sites on the web",
    "this feature is only available to registered users",
    "the latest chatter on the techdirt insider discord",
)
# The same, but words that a comment might begin with: only a line of its own ends the comments.
AFTER_COMMENTS_ALONE = frozenset(
    {
        "add your comment", "add a reply", "leave a reply", "comment options:", "follow techdirt",
        "techdirt daily newsletter", "techdirt deals", "techdirt insider discord",
        "techdirt insider chat", "essential reading", "recent stories", "email this",
    }
)  # fmt: skip
# What the site prints into a comment: badges, buttons. Neither text nor votes.
IN_COMMENTS = (
    "this comment has been deemed insightful by the community",
    "this comment has been deemed funny by the community",
    "make this the first word",
    "make this the last word",
)
BUTTONS = frozenset(
    {
        "reply", "collapse replies", "expand replies", "show replies", "hide replies",
        "view in chronology", "view in thread", "comments icon", "insightful badge", "funny badge",
    }
)  # fmt: skip
FLAGGED = "this comment has been flagged by the community"
_NOTICES = (*IN_COMMENTS, *RATING_LINES, FLAGGED)


def starts_like(line: str, starts: tuple[str, ...]) -> bool:
    """Tell whether a line begins with one of the (lower-case) starts, whatever its case."""
    return _head(line).startswith(starts)


def ends_comments(line: str) -> bool:
    """Tell whether a line belongs to what the site prints below its comments."""
    head = _head(line)
    return head in AFTER_COMMENTS_ALONE or head.startswith(AFTER_COMMENTS)


def is_notice(line: str) -> bool:
    """Tell whether a line is a notice of the site's within a comment (badge, flag)."""
    return _head(line).startswith(_NOTICES)


def is_flag(line: str) -> bool:
    """Tell whether a line says that readers flagged the comment."""
    return _head(line).startswith(FLAGGED)


def is_button(line: str) -> bool:
    """Tell whether a line is nothing but a WordPress comment's button."""
    return _head(line) in BUTTONS


def _head(line: str) -> str:
    """Give a line's first characters, lower-case, blanks of any kind made one space."""
    return " ".join(line[:80].casefold().split())


# Comment lists of any site, in the languages whose blogs we read.
# NAME says: / NAME sagt:
SAYS = re.compile(
    r"(?P<name>.{1,150}?)\s(?:says|said|writes|wrote|commented|replied|sagte?|schreibt|schrieb"
    r"|meinte?|kommentierte|dit|a dit|a écrit|dice|dijo|escribió|ha detto|ha scritto|scrive|disse"
    r"|diz|escreveu|zegt|schreef|pisze|napisał|mówi|säger|skriver|skrev|siger|sier|napsal"
    r"|kirjoitti)\s?:",
    re.IGNORECASE,
)
# The same without the colon, where a name and nothing else is to be expected. "Said" is a surname.
VERBS = frozenset({"says", "said", "writes", "wrote", "sagt", "sagte", "schreibt", "dit", "dice"})
# 11 years ago, yesterday, vor 3 Tagen, il y a 2 heures, hace un mes
RELATIVE = re.compile(
    r"(?:about |over |almost |less than )?(?:an?|one|\d{1,4})\s?"
    r"(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?|yrs?|[smhdwy]|mo)"
    r"(?: ago)|just now|yesterday|gestern|hier|ayer|(?:vor|il y a|hace) .{1,20}"
    r"(?:sekunden?|minuten?|stunden?|tag(?:en)?|wochen?|monat(?:en)?|jahr(?:en)?|secondes?"
    r"|minutes?|heures?|jours?|semaines?|mois|ans?|segundos?|minutos?|horas?|d[ií]as?|semanas?"
    r"|mes(?:es)?|años?)",
    re.IGNORECASE,
)
# What stands beside a name and is none.
BADGES = frozenset(
    {
        "author", "post author", "by post author", "op", "admin", "administrator", "moderator",
        "mod", "staff", "editor", "guest", "member", "reply", "share", "autor", "auteur", "gast",
    }
)  # fmt: skip
# Sites' words in brackets for who has no account: Ann (not verified)
_UNREGISTERED = frozenset(
    {
        "not verified", "unregistered", "visitor", "nicht überprüft", "nicht registriert",
        "non vérifié", "no verificado", "non verificato", "niet gecontroleerd", "não verificado",
        "niezweryfikowany", "homepage", "profile", "link",
    }
)  # fmt: skip
# What is dated on a page and is no comment's date: Joined: 5 May 2012
LABELS = frozenset(
    {
        "joined", "join date", "member since", "registered", "registriert", "registriert seit",
        "dabei seit", "inscrit le", "inscrit", "last edited", "edited", "last edited by",
        "updated", "last updated", "last activity", "last seen", "modified", "last modified",
    }
)  # fmt: skip
_BAR_WORDS = frozenset(
    {
        "reply", "reply to this", "reply to this comment", "reply to comment", "log in to reply",
        "login to reply", "quote", "permalink", "permanent link", "link", "link to comment",
        "share", "report", "flag", "like", "edit", "parent", "embed", "save", "hide", "context",
        "full comments", "give award", "delete", "recommend", "thread", "reply with quote",
        "report abuse", "upvote", "downvote", "like this", "antworten", "empfehlen", "antwort",
        "zitieren", "melden", "auf diesen kommentar antworten", "zum antworten anmelden",
        "bearbeiten",
        "gefällt mir", "répondre", "citer", "signaler", "connectez-vous pour répondre",
        "lien permanent", "responder", "citar", "accede para responder", "rispondi", "cita",
        "beantwoorden", "reageer", "reageren", "odpowiedz", "cytuj", "odpovědět", "svara", "svar",
        "vastaa", "yanıtla", "cevapla", "ответить", "цитировать", "返信", "回复", "답글",
    }
)  # fmt: skip
# Those of them that answer one comment; "quote" answers in a list, too.
_ANSWERS = frozenset(
    {
        "reply", "reply to this", "reply to this comment", "reply to comment", "log in to reply",
        "antworten", "antwort", "auf diesen kommentar antworten", "zum antworten anmelden",
        "répondre", "connectez-vous pour répondre", "responder", "accede para responder",
        "rispondi", "beantwoorden", "reageer", "reageren", "odpowiedz", "odpovědět", "svara",
        "svar", "vastaa", "yanıtla", "cevapla", "ответить", "返信", "回复", "답글",
    }
)  # fmt: skip
_AROUND_LINK = " \t\n\r|·•–—-/↓↑→←»«#()[],.:\u00a0"
_BAR_SEPARATORS = re.compile(r"[|·•–—\-/↓↑→←»«#()\[\],.:]+")
# A hyphen parts links, but may also stand in the words of one: then each part is known.
_BAR_PIECES = frozenset(piece for words in _BAR_WORDS for piece in _BAR_SEPARATORS.split(words))
_MOST_WORDS = max(len(words.split()) for words in _BAR_PIECES)
_BAR_STARTS = frozenset(words.split()[0] for words in _BAR_PIECES)
_BAR_ENDS = frozenset(words.split()[-1] for words in _BAR_PIECES)
_PING = re.compile(r"(?:pingback|trackback|ping|rétrolien)s?\s?:.{0,500}", re.IGNORECASE)
# The excerpt of the linking page that WordPress prints for a pingback.
_PING_EXCERPT = re.compile(r"\[(?:…|\.\.\.)\].{0,2000}\[(?:…|\.\.\.)\]", re.DOTALL)
# 22 comments on “Title”; Kommentare (3)
COMMENT_COUNT = re.compile(
    r"[(\[]?(?P<count>\d{1,3}(?:[,.]\d{3}){1,2}|\d{1,7})[)\]]?\s"
    r"(?P<of>comments?|responses?|replies|thoughts?|kommentare?|antworten|gedanken|ergänzungen"
    r"|commentaires?|réponses?|comentarios?|respuestas?|commenti|commento|risposte|reacties|reactie"
    r"|comentários?|yorum|комментари(?:й|я|ев)|komentarzy|komentarze|komentarz|kommentarer|komentářů|kommenttia)\b.{0,300}"
    r"|(?:comments?|kommentare?|commentaires?|comentarios?|commenti|reacties):?\s"
    r"[(\[](?P<after>\d{1,7})[)\]](?:\s.{0,60})?",
    re.IGNORECASE,
)
_COMMENTS_HEADS = (
    "comments", "reader comments", "discussion", "one response", "one thought on", "one comment",
    "one reply", "a response to", "kommentare", "eine antwort auf", "ein kommentar",
    "ein gedanke zu", "commentaires", "un commentaire", "une réponse", "comentarios",
    "un comentario", "commenti", "un commento", "reacties", "een reactie", "komentarze",
)  # fmt: skip


def is_link_bar(line: str) -> bool:
    """Tell whether a line is nothing but links below a comment: ``Reply | Permalink | #12``."""
    if len(line) > 100:
        return False
    pieces = [piece.strip() for piece in _BAR_SEPARATORS.split(line.casefold())]
    return all(not piece or piece.isdigit() or _are_links(piece) for piece in pieces)


def _are_links(piece: str) -> bool:
    """Tell whether a text is the words of a link, or of several: ``Reply Share Report``."""
    if piece in _BAR_PIECES:
        return True
    words = piece.split()
    if len(words) < 2 or words[0] not in _BAR_STARTS:
        return False
    while words:
        told = (n for n in range(min(_MOST_WORDS, len(words)), 0, -1))
        count = next((n for n in told if " ".join(words[:n]) in _BAR_PIECES), 0)
        if not count:
            return False
        words = words[count:]
    return True


def is_answer(words: str) -> bool:
    """Tell whether the words of a link offer to answer a comment."""
    return len(words) <= 100 and words.casefold().strip(_AROUND_LINK) in _ANSWERS


def may_end_link_bar(word: str) -> bool:
    """Tell of a word whether a link bar may end with it: False is certain."""
    pieces = [piece for piece in _BAR_SEPARATORS.split(word.casefold()) if piece]
    return not pieces or pieces[-1] in _BAR_ENDS or pieces[-1].isdigit()


def less_status(name: str) -> str:
    """Cut what a site says in brackets of a commenter's account off a name."""
    if "(" not in name:
        return name
    head, _, rest = name.rpartition("(")
    told = rest.casefold().strip(" )") in _UNREGISTERED
    return head.rstrip() if told and head.strip() else name


def is_ping(line: str) -> bool:
    """Tell whether a line, or a whole text, is another site's link and not a comment."""
    return bool(_PING.fullmatch(line) or _PING_EXCERPT.fullmatch(line))


def heads_comments(line: str) -> bool:
    """Tell whether a line is likely the heading of a list of comments."""
    if len(line) > 200:
        return False
    return COMMENT_COUNT.fullmatch(line) is not None or _head(line).startswith(_COMMENTS_HEADS)
