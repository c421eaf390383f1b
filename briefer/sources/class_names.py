"""What the names of classes and ids say of an element: words that sites use for what is, or is not, their article.

Which words tell something was learnt by Firefox's reader view over many years; how they are weighed stands in
`readable` and `tidy`.
"""

from __future__ import annotations

import re


def _any(*words: str) -> re.Pattern[str]:
    return re.compile("|".join(sorted(words)), re.I)


SURROUNDINGS = _any(
    # steering
    "breadcrumbs", "menu", "pager", "pagination", "rss", "header", "footer", "legends",
    # what others say
    "comment", "community", "combx", "disqus", "remark", "replies", "shoutbox",
    # what is sold
    "-ad-", "ad-break", "banner", "sponsor", "skyscraper",
    # what lies over or beside
    "agegate", "cover-wrap", "gdpr", "popup", "sidebar", "extra", "supplemental", "related", "social", "yom-remote",
    "ai2html",
)  # fmt: skip
"""Of elements that hardly ever hold the article."""

PERHAPS = _any("and", "article", "body", "column", "content", "main", "shadow")
"""Of elements that may hold it all the same."""

FOR = _any(
    "article", "blog", "body", "content", "entry", "h-entry", "hentry", "main", "page", "pagination", "post", "story",
    "text",
)  # fmt: skip
"""Speak for an element."""

AGAINST = _any(
    "-ad-", "banner", "com-", "combx", "comment", "contact", "footer", "gdpr", "hidden", "^hid$", " hid$", " hid ",
    "^hid ", "masthead", "media", "meta", "outbrain", "promo", "related", "scroll", "share", "shopping", "shoutbox",
    "sidebar", "skyscraper", "sponsor", "tags", "widget",
)  # fmt: skip
"""Speak against an element."""

AUTHOR = _any("author", "byline", "dateline", "p-author", "writtenby")
"""Of the line that says who wrote the article."""

SHARE = re.compile(r"(?:\b|_)share(?:daddy)?(?:\b|_)", re.I)
"""Of buttons that send the article on."""
