"""The last look at an HTML page before it is written: it can do nothing by itself, and its links lead somewhere."""

from __future__ import annotations

from html.parser import HTMLParser

from briefer.errors import ExportError

# What would fetch, run, embed or send something (HTML Living Standard, sections 4.2, 4.8, 4.10 and 4.12).
_ACTIVE = frozenset({
    "applet", "audio", "base", "button", "embed", "fencedframe", "form", "frame", "frameset", "iframe", "input", "link",
    "math", "object", "script", "source", "svg", "template", "track", "video",
})  # fmt: skip
_LOADING = frozenset({"src", "srcset", "poster", "background", "data", "action", "formaction", "ping", "manifest"})
_LINKED = ("http:", "https:", "mailto:", "#")
_PICTURES = ("data:image/png;", "data:image/jpeg;")


def prove(page: str) -> None:
    """Check that a page needs nothing beside it, can do nothing, and that its links inside lead somewhere.

    Raises:
        ExportError: it does not; the sentence says what.
    """
    reader = _Reader()
    reader.feed(page)
    reader.close()
    problem = reader.problem or next((f"a link to “#{name}”" for name in reader.linked - reader.names), None)
    if problem is not None:
        raise ExportError(
            f"The page would not have been whole or safe ({problem}), so it was not written.",
            "Choose another template, and tell whoever made this one.",
        )


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.linked: set[str] = set()
        self.problem: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _ACTIVE:
            self.problem = self.problem or f"a <{tag}>"
        for key, value in attrs:
            self._attribute(tag, key, (value or "").strip())

    def _attribute(self, tag: str, key: str, value: str) -> None:
        lowered = value.lower()
        if key == "id":
            if value in self.names:
                self.problem = self.problem or f"two things named “{value}”"
            self.names.add(value)
        elif key == "href":
            if not lowered.startswith(_LINKED):
                self.problem = self.problem or f"a link to “{value[:40]}”"
            if value.startswith("#"):
                self.linked.add(value[1:])
        elif (
            key.startswith("on")
            or (key == "http-equiv" and lowered != "content-security-policy")
            or (key in _LOADING and not lowered.startswith(_PICTURES))
        ):
            self.problem = self.problem or f"{key} in a <{tag}>"
        elif key == "style" and ("url(" in lowered or "\\" in lowered):
            self.problem = self.problem or "an address in a style"

    def handle_data(self, data: str) -> None:
        # In the page's own style sheet alone: what is printed from a briefing may speak of anything.
        if self.cdata_elem == "style" and any(sign in data.lower() for sign in ("url(", "@import", "\\")):
            self.problem = self.problem or "an address in the style sheet"
