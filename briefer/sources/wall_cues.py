"""What pages say when they stand in the way of their article, in the languages that analysts read most.

Each is a whole thought, not a word: an article about cookies or about logging in must not look like such a page.
"""

from __future__ import annotations

import re


def _any(*cues: str) -> re.Pattern[str]:
    return re.compile("|".join(cues), re.I)


CONTINUE = _any(
    # en
    r"(?:subscribe|sign (?:in|up)|log ?in|register|create an? (?:free )?account)[^.]{0,40} to (?:continue|"
    r"keep reading|"
    r"read (?:more|on|this|the)|unlock|finish|view|access|get (?:full|unlimited) access)",
    r"to (?:continue|keep) reading[^.]{0,60}(?:subscri|sign|log|regist|account|member)",
    r"to read (?:the (?:full|rest)|this)[^.]{0,60}(?:subscri|sign in|log ?in|regist|account)",
    r"this (?:article|content|story|page|post) is (?:for|available (?:only )?to|reserved for|"
    r"exclusive(?:ly)? (?:for|to)|only "
    r"(?:for|available to))[^.]{0,30}(?:subscribers|members|registered)",
    r"(?:^|\bfor )(?:paid )?(?:subscribers|members)[ -]only(?:$|[.!:])",
    r"already (?:a|an) (?:subscriber|member)\?|already (?:have an account|subscribed)\?",
    r"(?:you(?:'|’)ve|you have) (?:reached|read|used)[^.]{0,40}(?:free|limit|last)",
    r"unlock this (?:article|story)|keep reading with a|you (?:must|need to) (?:be logged in|log ?in|sign in)",
    # fr
    r"(?:abonnez-vous|connectez-vous|inscrivez-vous|identifiez-vous)[^.]{0,40}pour (?:lire|continuer|poursuivre|"
    r"accéder)",
    r"(?:pour|afin de) (?:lire|continuer|poursuivre)[^.]{0,50}(?:abonn|connect|inscri|identifi)",
    r"(?:article|contenu|la suite est) (?:est )?réservée? (?:à nos |aux )abonnée?s|réservé aux abonnés|"
    r"déjà abonnée?\s?\?",
    r"il vous reste [\d.,]+\s?% (?:de cet article )?à lire",
    # de
    r"(?:melden sie sich|jetzt anmelden|bitte anmelden|registrieren sie sich|abonnieren sie|jetzt abonnieren|"
    r"einloggen)"
    r"[^.]{0,40}(?:um[^.]{0,30}(?:weiter|lesen)|und weiterlesen)",
    r"(?:weiterlesen|artikel lesen|zugriff)[^.]{0,30} mit (?:einem |dem )?[\w+ -]{0,20}(?:abo|abonnement|plus)\b",
    r"(?:nur|exklusiv) für abonnent|bereits (?:abonnent|abonniert|registriert|ein konto)|schon abonnent",
    r"(?:dieser artikel|dieser inhalt|der vollständige artikel) ist (?:nur )?(?:für|mit)[^.]{0,30}(?:abo|registr)",
    # es
    r"(?:suscríbete|suscríbase|inicia(?:r)? sesión|inicie sesión|regístrate|regístrese)[^.]{0,40}para (?:seguir|"
    r"continuar|leer|acceder)",
    r"para (?:seguir|continuar) leyendo[^.]{0,50}(?:suscr|sesión|regístr)|(?:exclusivo|solo) para suscriptores",
    r"¿(?:ya )?(?:eres|es) suscriptor|¿ya (?:estás|está) suscrito|contenido exclusivo para suscriptores",
    # pt
    r"(?:assine|faça (?:o )?login|entre|cadastre-se|inicie sessão|registe-se)[^.]{0,40}para (?:continuar|ler|"
    r"acessar|aceder)",
    r"(?:exclusivo|conteúdo|só|apenas) para assinantes|já (?:é|sou) assinante|para continuar (?:lendo|"
    r"a ler)[^.]{0,40}(?:assin|cadastr|login)",
    # it
    r"(?:abbonati|accedi|registrati|effettua il login)[^.]{0,40}per (?:continuare|leggere|accedere)",
    r"(?:riservato|contenuto)[^.]{0,15} agli abbonati|sei già abbonato|per continuare a leggere[^.]{0,40}(?:abbon|"
    r"acced|registr)",
    # nl
    r"(?:log in|meld je aan|abonneer|neem een abonnement|registreer)[^.]{0,40}om (?:verder|dit artikel|door|"
    r"te lezen)",
    r"(?:alleen|exclusief) voor abonnees|al abonnee\?|verder lezen\?[^.]{0,40}(?:abonn|log in|registr)",
    # ru
    r"(?:подпишитесь|войдите|зарегистрируйтесь|оформите подписку|авторизуйтесь)[^.]{0,40}(?:чтобы|"
    r"для)[^.]{0,20}(?:чита|продолж|доступ)",
    r"чтобы (?:про)?(?:читать|дочитать|продолжить)[^.]{0,50}(?:подпи|войд|зарегистр|авториз)|"
    r"(?:только )?для подписчиков\b|уже подписаны\?",
    # zh
    r"(?:登录|登入|登錄|订阅|訂閱|注册|註冊)(?:后|後|以|即可|会员|會員)[^。]{0,12}(?:阅读|閱讀|查看|全文|继续|"
    r"繼續)|(?:订阅|訂閱|付费|付費|会员|會員)(?:用户|用戶|读者|"
    r"讀者)?(?:专享|專享|专属|專屬|可读)"
    r"|(?:本文|此内容|此內容)(?:为|為|仅|僅)[^。]{0,8}(?:订阅|訂閱|付费|付費|会员|會員)|已有(?:账号|帳號|账户|"
    r"帳戶)[？?，,]",
    # ja
    r"(?:ログイン|会員登録|購読|有料会員)[^。]{0,20}(?:続きを|全文を|お読み|ご覧)|(?:有料会員|会員|購読者)(?:限定|"
    r"専用|の方のみ)|残り[:：]?\s?\d+文字|この記事は(?:有料|会員)",
    # ar
    r"(?:سج(?:ل|ّل) (?:ال)?دخول|اشترك|قم بتسجيل)[^.]{0,30}(?:لمتابعة|لقراءة|للمتابعة|لإكمال)|للمشتركين فقط|"
    r"هل (?:أنت|لديك) (?:مشترك|حساب)|لمتابعة القراءة",
)
"""Log in, or pay, to read on."""

CONSENT = _any(
    r"we (?:value|respect|care about) your privacy|before you continue to|we and our (?:\d+ )?(?:\w+ )?partners",
    r"(?:your|manage|cookie|privacy|consent) (?:choices|preferences|settings)\b.{0,40}(?:cookie|consent|privacy|"
    r"partner)",
    r"(?:uses?|use of|store|using) cookies|cookies and (?:similar|other)|cookie (?:notice|policy|consent)",
    r"nous (?:respectons|protégeons) votre vie privée|avec nos (?:\d+ )?partenaires|avant d.accéder|gestion (?:des|"
    r"de vos) cookies|continuer sans accepter",
    r"(?:wir|und unsere)[^.]{0,30}(?:schätzen|respektieren) ihre privatsphäre|wir und unsere (?:\d+ )?partner|"
    r"bevor sie (?:weitergehen|fortfahren|zu)|"
    r"datenschutz-?einstellungen|verwenden cookies|cookies zustimmen|mit werbung (?:weiter)?lesen",
    r"(?:tu|su) privacidad (?:es importante|nos importa)|valoramos (?:tu|su) privacidad|"
    r"nosotros y nuestros (?:\d+ )?socios|utilizamos cookies|antes de continuar",
    r"(?:a )?sua privacidade|nós e (?:os )?nossos (?:\d+ )?parceiros|utilizamos cookies|usamos cookies|"
    r"antes de continuar",
    r"(?:la )?tua privacy|rispettiamo la tua privacy|noi e i nostri (?:\d+ )?partner|utilizziamo i cookie|"
    r"prima di continuare",
    r"uw privacy|jouw privacy|wij en onze (?:\d+ )?partners|gebruiken cookies|voordat je verdergaat",
    r"мы (?:ценим|уважаем) вашу конфиденциальность|мы и наши (?:\d+ )?партн[её]ры|использ(?:ует|"
    r"уем) (?:файлы )?cookie|прежде чем продолжить",
    r"我们(?:重视|尊重)您的隐私|我們(?:重視|尊重)您的隱私|(?:我们|我們)(?:和|与|與)(?:我们|"
    r"我們)的(?:合作)?(?:伙伴|夥伴)|使用 ?cookie|继续之前|繼續之前",
    r"お客様のプライバシー|プライバシーを(?:尊重|重視)|cookie ?を使用|クッキーを使用|続行する前に|"
    r"当社と(?:当社の)?パートナー",
    r"نحن (?:نقدر|نحترم) خصوصيتك|نحن وشركاؤنا|ملفات تعريف الارتباط|قبل المتابعة",
)
"""What is said of cookies, partners and privacy before anything else is shown."""

AGREE = _any(
    r"^(?:i |yes,? i )?(?:accept|agree|consent|allow)(?: (?:all|to all|and continue|and close|cookies|"
    r"all cookies))*$",
    r"^(?:tout accepter|accepter(?: et (?:fermer|continuer))?|accepter tout|j.accepte|tout refuser|tout autoriser)$",
    r"^(?:alle(?:s)? (?:akzeptieren|annehmen|ablehnen)|akzeptieren(?: und weiter)?|zustimmen(?: und weiter)?|"
    r"einwilligen|einverstanden)$",
    r"^(?:aceptar(?: (?:todo|todas|y (?:cerrar|continuar)))*|acepto|aceitar(?: (?:tudo|todos|e (?:fechar|"
    r"continuar)))*|aceito|concordo)$",
    r"^(?:accetta(?: (?:tutto|tutti|e (?:chiudi|continua)))*|accetto|accept(?:eren|eer)(?: alles)?|"
    r"alle(?:s)? accepteren|akkoord)$",
    r"^(?:принять(?: вс[её](?: cookie)?)?|согласен|соглашаюсь|принимаю|同意|接受|全部接受|接受全部|同意する|"
    r"すべて同意(?:する)?|すべて受け入れる|"
    r"قبول(?: الكل)?|أوافق|موافق)$",
    r"^(?:reject|refuse|decline|deny)(?: all)?$",
)
"""The words of the button that such a page has."""

GO_ON = _any(
    r"^(?:continue|keep) reading(?: on .{1,30}| at .{1,30})?$",
    r"^read (?:more|on|the (?:full|whole|rest of the) (?:story|article|post))(?: (?:here|on|at)\b.{0,30})?$|"
    r"^(?:show|load|view) (?:more|full article|the full article)$",
    r"^(?:lire la suite|la suite (?:après|sur).{0,30}|continuer (?:la|votre) lecture|lire plus)$",
    r"^(?:weiterlesen|weiter lesen|mehr lesen|(?:den )?ganzen artikel lesen|lesen sie (?:mehr|weiter))(?: (?:auf|"
    r"bei) .{1,30})?$",
    r"^(?:seguir leyendo|leer más|sigue leyendo|continuar leyendo|leer (?:la )?(?:nota|noticia) completa)$",
    r"^(?:continuar? (?:lendo|a ler)|leia mais|ler mais|leia (?:a )?(?:matéria|íntegra|notícia) completa)$",
    r"^(?:continua a leggere|leggi (?:tutto|di più|ancora|l.articolo completo))$",
    r"^(?:lees verder|verder lezen|lees meer)$",
    r"^(?:читать (?:далее|дальше|полностью|продолжение|ещ[её])|подробнее|далее)$",
    r"^(?:阅读全文|閱讀全文|继续阅读|繼續閱讀|查看全文|展开全文|展開全文|点击阅读全文|阅读更多|閱讀更多|显示更多|"
    r"查看更多)$",
    r"^(?:続きを読む|続きを見る|全文を読む|もっと見る|もっと読む|続きはこちら)$",
    r"^(?:اقرأ المزيد|إقرأ المزيد|تابع القراءة|متابعة القراءة|المزيد)$",
)
"""What stands where an article goes on elsewhere."""

SCRIPT = _any(
    r"(?:enable|turn on|activate|allow|requires?|needs?|without)[^.]{0,40}java ?script|"
    r"java ?script[^.]{0,40}(?:is (?:required|disabled|turned off|not)|"
    r"must be|(?:to be )?enabled|to run this|seems to be|appears to be)",
    r"(?:activ(?:er|ez)|nécessite)[^.]{0,30}javascript|javascript[^.]{0,30}(?:désactivé|activé|nécessaire|requis)",
    r"javascript[^.]{0,40}(?:aktivieren|deaktiviert|aktiviert|benötigt|einschalten|erforderlich)|(?:aktivieren|"
    r"benötigt|ohne)[^.]{0,30}javascript",
    r"(?:habilit|activ|ativ|requiere|requer|necesit)[^.]{0,40}javascript|javascript[^.]{0,40}(?:habilitado|"
    r"desactivado|desabilitado|activado|ativado|necesario|necessário)",
    r"(?:abilit|attiv|richiede)[^.]{0,30}javascript|javascript[^.]{0,30}(?:abilitat|disabilitat|attiv|richiest|"
    r"necessari)",
    r"javascript[^.]{0,30}(?:inschakelen|uitgeschakeld|ingeschakeld|nodig|vereist)|(?:schakel|"
    r"zet)[^.]{0,20}javascript",
    r"(?:включ|поддерж|необходим|требуется|отключ)[^.]{0,40}javascript|javascript[^.]{0,40}(?:включ|отключ|"
    r"необходим|требуется)",
    r"(?:启用|啟用|开启|開啟|打开|需要|支持)[^。]{0,15}javascript|javascript[^。]{0,15}(?:禁用|停用|启用|啟用|"
    r"有効|無効|必要|オン)",
    r"(?:تفعيل|تمكين|يتطلب)[^.]{0,30}(?:javascript|جافا ?سكر[يب]+ت)|(?:javascript|"
    r"جافا ?سكر[يب]+ت)[^.]{0,30}(?:تفعيل|تمكين|معطل)",
)
"""A script is wanted before there is anything to read."""
