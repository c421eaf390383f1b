"""What a printing made, given again to the next one where nothing that decides it changed."""

from __future__ import annotations

from briefer.citing.kept import Kept


class Counted:
    """Doubles words, and counts how often it had to."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self, words: str) -> list[str]:
        self.times += 1
        return [words, words]


def test_what_did_not_change_is_given_again_and_what_did_is_made_again() -> None:
    kept, double = Kept(), Counted()
    kept.begin("ground")
    first = kept.of("a", double, "one")
    kept.begin("ground")
    assert kept.of("a", double, "one") is first
    assert kept.of("a", double, "two") == ["two", "two"]
    assert double.times == 2


def test_on_other_ground_everything_is_made_again() -> None:
    kept, double = Kept(), Counted()
    kept.begin({"language": "en"})
    kept.of("a", double, "one")
    kept.begin({"language": "fr"})
    kept.of("a", double, "one")
    assert double.times == 2


def test_what_a_printing_did_without_is_let_go() -> None:
    kept, double = Kept(), Counted()
    kept.begin("ground")
    kept.of("a", double, "one")
    for _ in range(2):
        kept.begin("ground")
        kept.of("b", double, "two")
    assert double.times == 2
    kept.of("a", double, "one")
    assert double.times == 3
