"""When two web addresses are one page, however a browser or a newsletter spelled them."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode, urlsplit

_TRACKING = ("utm_", "mc_", "at_", "pk_", "mtm_")
_TRACKED = frozenset(
    ("fbclid", "gclid", "dclid", "msclkid", "yclid", "igshid", "cmpid", "cmp", "ref", "referrer", "smid", "ocid", "amp")
)


def address_key(url: str | None) -> str:
    """Return the same text for addresses of the same page, and "" for what is no web address.

    Scheme, ``www.`` and ``m.``, the end of the path, the fragment and parameters that only tell where a reader came
    from make no difference; all other parameters do.
    """
    try:
        parts = urlsplit((url or "").strip())
        host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
        port = parts.port
    except ValueError:
        return ""
    if parts.scheme.lower() not in ("http", "https") or not host:
        return ""
    kept = sorted(
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if name.lower() not in _TRACKED and not name.lower().startswith(_TRACKING)
    )
    where = host if port in (None, 80, 443) else f"{host}:{port}"
    path = parts.path.removesuffix("index.html").rstrip("/")
    return f"{where}{path}?{urlencode(kept)}" if kept else f"{where}{path}"
