"""Which of the one-byte encodings of Latin script a text is in: the one in which its words are spelled as they should.

A guess by bytes alone takes “café” for “cafķ” where a text has few letters beyond ASCII. The language is told by the
words that have none, and each language has its own letters.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable, Sequence

_ENCODINGS = ("cp1252", "cp1250", "iso8859-2", "cp1254", "cp1257", "mac_roman", "cp850", "cp852", "cp437")
_SAMPLE = 20_000
_MOST = 0.25
"""The part of its letters that may be beyond ASCII in a text of Latin script."""

# Unicode CLDR 44, main exemplar characters beyond ASCII, of the languages that these encodings are for.
_LETTERS = {
    "ca": "àçèéíïòóúü", "cs": "áčďéěíňóřšťúůýž", "da": "æøåé", "de": "äöüß", "es": "áéíñóúü", "et": "äõöüšž",
    "fi": "äöå", "fr": "àâæçéèêëîïôœùûüÿ", "ga": "áéíóú", "hr": "čćđšž", "hu": "áéíóöőúüű", "is": "áæðéíóöþúý",
    "it": "àèéìîòóù", "lt": "ąčęėįšųūž", "lv": "āčēģīķļņšūž", "nb": "åæøéòô", "nl": "áäéëíïóöúü", "nn": "åæøéò",
    "no": "åæøéòô", "pl": "ąćęłńóśźż", "pt": "áàâãçéêíóôõú", "ro": "ăâîșțşţ", "sk": "áäčďéíĺľňóôŕšťúýž",
    "sl": "čšž", "sq": "çë", "sv": "åäöéà", "tr": "çğıöşüâîİ",
}  # fmt: skip
_BORROWED = "àáâäãåæçèéêëíîïñóôöøœúüß"
_LESS_LIKELY = 0.3
_SIGNS = frozenset("“”„‘’‚–—…«»‹›•·°§£€¥©®™¿¡½¼¾²³ºª\u00a0\u00ad")


def latin(data: bytes, languages: Callable[[str], Sequence[str]]) -> str | None:
    """Return the encoding of `data` if it is a text of Latin script, else None.

    `languages` tells which languages a text may be in, the likeliest first. At equal merit it is the encoding that is
    met most often.
    """
    sample = data[:_SAMPLE]
    beyond = sum(byte > 0x7F for byte in sample)
    plain = sum(chr(byte).isalpha() for byte in sample if byte < 0x80)
    if beyond > _MOST * (plain + beyond):
        return None
    words = sample.decode("ascii", "replace").split()
    told = languages(" ".join(word for word in words if word.isascii()))
    alphabets = [frozenset(_LETTERS.get(each, _BORROWED)) for each in told]
    merits: dict[str, float] = {}
    for name in _ENCODINGS:
        try:
            text = codecs.getincrementaldecoder(name)().decode(sample)
        except UnicodeDecodeError:
            continue
        merits[name] = max(
            (_merit(text, letters) - place * _LESS_LIKELY for place, letters in enumerate(alphabets)), default=0
        )
    best = max(merits, key=merits.__getitem__, default=None)
    return best if best is not None and merits[best] > 0 else None


def _merit(text: str, letters: frozenset[str]) -> float:
    """Return how well a text is spelled for a language with these letters beyond ASCII."""
    merit = 0.0
    before = " "
    for sign in text:
        if not sign.isascii():
            # CAFÉ, not cafÉ: a capital inside a word is a sign of another encoding.
            strange = sign.isupper() and before.islower()
            if sign in _SIGNS:
                merit += 0.5
            elif sign.lower() in letters and not strange:
                merit += 1
            elif sign in _BORROWED:
                merit += 0.1
            else:
                merit -= 1
        before = sign
    return merit
