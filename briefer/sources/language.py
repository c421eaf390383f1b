"""The language of an article, told from its words; the last resort when a file does not say."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

from briefer.core.source import Article, FactOrigin

_ENOUGH = 200  # characters; below, a guess at the language is a guess
_SAMPLE = 4_000
_SURE = 0.9


def with_language(article: Article) -> Article:
    """Return `article` with its language, if it does not say and has words enough to be sure of it."""
    words = article.text.replace("\ufffc", " ")
    if article.reference.language or len(words) < _ENOUGH:
        return article
    language, sure = _identifier().classify(words[:_SAMPLE])
    if sure < _SURE:
        return article
    return replace(
        article,
        reference=replace(article.reference, language=str(language)),
        origins=(*article.origins, FactOrigin(fact="language", place="guessed from the words")),
    )


def likely(words: str) -> tuple[str, ...]:
    """Return the three languages that a text is most likely in, the likeliest first."""
    return tuple(str(language) for language, _ in _identifier().rank(words[:_SAMPLE])[:3])


@cache
def _identifier() -> Any:
    # Unpacking the model takes as long as reading ten articles; a warm worker does it once.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # pyright: ignore[reportMissingTypeStubs]

    identifier: Any = LanguageIdentifier
    return identifier.from_model_file(MODEL_FILE, norm_probs=True)
