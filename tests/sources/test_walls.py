"""Pages that stand in the way of their article are flagged in many languages, and true articles are not."""

from pathlib import Path

import pytest

from briefer.core.source import Article
from briefer.sources import html, walls
from tests.sources.checks import article

LONG = " ".join(
    f"In the {number}th week the talks, which had stood still since the autumn, moved by a word or two, no more."
    for number in range(30)
)
SHORT = LONG[:500]


def read(body: str, head: str = "") -> Article:
    page = f"<!doctype html><html><head><title>Talks move by a word</title>{head}</head><body>{body}</body></html>"
    return article(html.read(page.encode(), "x.html"))


@pytest.mark.parametrize(
    "cue",
    [
        "Subscribe to continue reading", "Log in or create a free account to keep reading.",
        "This article is for subscribers only.", "Already a subscriber? Log in", "You’ve reached your monthly limit.",
        "Abonnez-vous pour lire la suite de l’article", "Article réservé aux abonnés",
        "Jetzt abonnieren und weiterlesen", "Weiterlesen mit einem Plus-Abo", "Nur für Abonnenten",
        "Suscríbete para seguir leyendo", "Contenido exclusivo para suscriptores",
        "Assine para continuar lendo", "Conteúdo exclusivo para assinantes",
        "Abbonati per continuare a leggere", "Contenuto riservato agli abbonati",
        "Log in om verder te lezen", "Alleen voor abonnees",
        "Войдите, чтобы читать дальше", "Только для подписчиков",
        "登录后即可阅读全文", "本文仅限订阅用户阅读",
        "この記事は会員限定です。", "残り1204文字",
        "اشترك لمتابعة القراءة", "هذا المحتوى للمشتركين فقط",
    ],
)  # fmt: skip
def test_a_login_wall_is_flagged(cue: str) -> None:
    found = read(f"<article><p>{SHORT}</p></article><div class=wall><p>{cue}</p><a href=/login>OK</a></div>")
    assert found.flags == ("login-wall",)
    assert found.warnings == ("This page asks to log in or to subscribe; the article is not all there.",)


@pytest.mark.parametrize(
    ("words", "button"),
    [
        ("We value your privacy. We and our 842 partners store and use cookies on your device.", "Accept all"),
        ("Before you continue to Search. We use cookies and data to deliver our services.", "I agree"),
        ("Nous respectons votre vie privée. Avec nos 210 partenaires, nous utilisons des traceurs.", "Tout accepter"),
        ("Wir schätzen Ihre Privatsphäre. Wir und unsere 300 Partner verwenden Cookies.", "Alle akzeptieren"),
        ("Valoramos tu privacidad. Nosotros y nuestros 90 socios utilizamos cookies.", "Aceptar todo"),
        ("A sua privacidade importa. Nós e os nossos parceiros utilizamos cookies.", "Aceitar tudo"),
        ("La tua privacy. Noi e i nostri 40 partner utilizziamo i cookie.", "Accetta tutto"),
        ("Jouw privacy. Wij en onze 70 partners gebruiken cookies.", "Alles accepteren"),
        ("Мы ценим вашу конфиденциальность. Мы и наши партнёры используем файлы cookie.", "Принять все"),
        ("我们重视您的隐私。我们和我们的合作伙伴使用 cookie。", "全部接受"),
        ("お客様のプライバシー。当社とパートナーは cookie を使用します。", "すべて同意する"),
        ("نحن نقدر خصوصيتك. نحن وشركاؤنا نستخدم ملفات تعريف الارتباط.", "قبول الكل"),
    ],
)
def test_a_consent_page_is_flagged(words: str, button: str) -> None:
    found = read(f"<div class=gate><h1>Your choice</h1><p>{words}</p><button>{button}</button></div>")
    assert found.flags == ("consent-page",)


@pytest.mark.parametrize(
    "noscript",
    [
        "You need to enable JavaScript to run this app.", "Veuillez activer JavaScript pour voir cette page.",
        "Bitte aktivieren Sie JavaScript.", "Habilite JavaScript para continuar.", "Attiva JavaScript per continuare.",
        "Schakel JavaScript in om verder te gaan: JavaScript is nodig.", "Включите JavaScript в браузере.",
        "请启用JavaScript后查看。", "JavaScriptを有効にしてください。", "يرجى تفعيل JavaScript",
    ],
)  # fmt: skip
def test_a_page_that_only_a_script_would_have_filled_is_flagged(noscript: str) -> None:
    found = read(f"<noscript>{noscript}</noscript><div id=root></div><script src=app.js></script>")
    assert (found.flags, found.text) == (("needs-script",), noscript)


@pytest.mark.parametrize(
    "end",
    [
        "<p>But the minister, who had come late, said that the border would…</p>",
        "<p>But the minister, who had come late, said that the border would [...]</p>",
        "<p>Read more</p>", "<p><a href=/rest>Continue reading →</a></p>", "<p>Lire la suite</p>", "<p>Weiterlesen</p>",
        "<p>Seguir leyendo</p>", "<p>Leia mais</p>", "<p>Leggi tutto</p>", "<p>Lees verder</p>", "<p>Читать далее</p>",
        "<p>阅读全文</p>", "<p>続きを読む</p>", "<p>اقرأ المزيد</p>",
    ],
)  # fmt: skip
def test_an_article_that_breaks_off_is_flagged(end: str) -> None:
    assert read(f"<article><p>{LONG}</p>{end}</article>").flags == ("cut-off",)


def test_a_file_that_ends_within_a_tag_is_flagged() -> None:
    page = f"<html><body><article><p>{LONG}</p><p>{LONG}</p><img src='fil"
    assert article(html.read(page.encode(), "x.html")).flags == ("cut-off",)


def test_an_article_said_not_to_be_free_is_flagged_only_where_little_of_it_is_there() -> None:
    paid = '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": "False"}</script>'
    locked = '<meta property="article:content_tier" content="locked">'
    for head in (paid, locked):
        assert read(f"<article><p>{SHORT}</p></article>", head).flags == ("login-wall",)
        assert read(f"<article><p>{LONG}</p></article>", head).flags == ()


@pytest.mark.parametrize(
    "body",
    [
        f"<article><p>{LONG}</p></article><div class=bar>Already a subscriber? Log in</div>",
        f"<header>Sign in to read</header><article><p>{SHORT}</p></article><footer>We use cookies. Agree</footer>",
        f"<article><p>{SHORT}</p><p>The law says that sites which use cookies must ask for consent.</p></article>",
        f"<article><p>{SHORT}</p><p>She waited… and then, in the end, she spoke.</p></article>",
        f"<noscript>Please enable JavaScript to see the comments.</noscript><article><p>{LONG}</p></article>",
        f"<article><p>{SHORT}</p><p>Members only spoke when asked to, and the press was let in at noon.</p></article>",
    ],
)
def test_a_true_article_is_not_flagged(body: str) -> None:
    assert read(body).flags == ()


def test_the_whole_page_is_never_flagged() -> None:
    page = f"<html><body><p>{SHORT}</p><p>Subscribe to continue reading</p></body></html>"
    assert article(html.read(page.encode(), "x.html", whole=True)).flags == ()


def test_each_flag_has_its_sentence() -> None:
    assert all(sentence.endswith(".") for sentence in walls.SENTENCES.values())


def test_real_articles_are_not_flagged(shared_data: Path) -> None:
    for folder in sorted((shared_data / "articles" / "html").iterdir()):
        assert article(html.read((folder / "source.html").read_bytes(), "source.html")).flags == (), folder.name
