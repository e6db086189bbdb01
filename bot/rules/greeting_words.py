"""How people greet in the bot's languages, and a few words of others; compared without capitals and accents."""

from __future__ import annotations

#: With these somebody begins a letter, or to speak.
HELLO = {
    "en": "hi hiya hello hullo hey heya howdy greetings",
    "de": "hallo hallöchen hallihallo moin servus grüezi",
    "es": "hola",
    "fr": "salut bonjour bonsoir coucou",
    "pt-BR": "olá oi alô",
    "pl": "cześć hej hejka hejo witam witaj witajcie siema siemka czołem",
    "tr": "merhaba merhabalar selam selamlar günaydın tünaydın selamünaleyküm",
    "other": "ciao hei привет здравствуй",
}
#: With these a letter begins: *Dear* Anna.
DEAR = {
    "en": "dear dearest darling yo",
    "de": "liebe lieber liebes liebste liebster allerliebste allerliebster geliebte geliebter verehrte verehrter",
    "es": (
        "querido querida queridos queridas queridísimo queridísima apreciado apreciada apreciados apreciadas "
        "distinguido distinguida distinguidos distinguidas cariño señor señora señores señoras"
    ),
    "fr": "cher chère chers chères chéri chérie chéris chéries madame mesdames mademoiselle monsieur messieurs",
    "pt-BR": "caro cara caros caras caríssimo caríssima senhor senhora senhores senhoras",
    "pl": (
        "drogi droga drogie drodzy kochany kochana kochani kochane kochanie najdroższy najdroższa najdrożsi ukochany "
        "ukochana skarbie"
    ),
    "tr": "sevgili canım değerli kıymetli muhterem biricik birtanem sevgilim aşkım",
    "other": "beste lieve дорогой дорогая",
}
#: With these, too, and with nothing else: titles and names may follow.
FORMAL = {
    "de": "geehrte geehrter geehrtes geehrten",
    "es": "estimado estimada estimados estimadas",
    "pt-BR": "prezado prezada prezados prezadas exmo exma excelentíssimo excelentíssima ilmo ilma",
    "pl": "szanowny szanowna szanowne szanowni",
    "tr": "sayın saygıdeğer",
}
#: What may stand before them: *mon* cher, *meine* Liebe, *sehr* geehrte.
BEFORE = (
    "my mein meine sehr unser unsere mon ma mes bien très notre nos mi mis muy nuestro nuestra nuestros nuestras meu "
    "minha meus minhas nosso nossa nossos nossas mój moja moje moi nasz nasza nasi wielce benim bizim çok pek"
)
#: Among them, those that are other words, too, with these behind them: *droga do* domu, *cara a* cara, *lieber nicht*.
ALSO_OTHER_WORDS = (
    "droga drogie cara caras caro caros liebe lieber cariño beste dear apreciado apreciada señor señora senhor senhora "
    "olá cześć witaj witam witajcie canım"
)
NO_NAMES = (
    "do na w z ku i o od po nie a de del y e en es con que da das dos nicht so als auf und ist im in ohne nach zu zum "
    "zur wie war oder to as allein tot spät ein eine macht tut heilt stirbt lebt bleibt geht kommt kennt braucht hat "
    "freunde freundinnen sıkılıyor acıyor yanıyor istiyor istemiyor"
)
#: Of several words, with which a letter begins, or somebody begins to speak. "Good night" is what they end with.
SEVERAL = {
    "en": "good morning|good day|good afternoon|good evening",
    "de": "guten morgen|guten tag|guten abend|schönen guten tag|grüß gott|grüß dich|grüß euch|grüß sie",
    "es": "buenos días|buen día|buenas tardes|buenas noches",
    "fr": "bien le bonjour",
    "pt-BR": "bom dia|boa tarde|boa noite",
    "pl": "dzień dobry|dobry wieczór",
    "tr": (
        "iyi günler|iyi akşamlar|hayırlı günler|hayırlı sabahlar|hayırlı akşamlar|selamün aleyküm|selamın aleyküm|"
        "selamu aleyküm|aleyküm selam|kolay gelsin"
    ),
}
#: Of several words, with which letters to nobody in particular begin.
TO_WHOM = {
    "en": "to whom it may concern|ladies and gentlemen",
    "es": "muy señor mío|muy señora mía|muy señores míos|muy señoras mías|a quien corresponda|a quien pueda interesar",
    "fr": "à qui de droit",
    "pt-BR": "a quem possa interessar|a quem interessar possa",
    "tr": "ilgili makama",
}
#: With these somebody speaks to the bot, and begins no letter.
CALL = {
    "en": "sup test help start",
    "de": "hilfe moinmoin tach mahlzeit",
    "es": "ayuda buenas prueba",
    "fr": "aide allô",
    "pt-BR": "ajuda",
    "pl": "pomoc pomocy halo",
    "tr": "yardım naber nbr mrb slm alo",
}
#: And with these, which are all they say, or follow a greeting.
ASKING = {
    "en": "please help|anybody there|how are you|how are you doing|how's it going|what's up|how do you do",
    "de": (
        "wie geht's|wie gehts|wie geht's dir|wie gehts dir|wie geht es dir|wie geht es ihnen|alles klar|alles gut|"
        "na du|was geht|was geht ab|jemand da|ist jemand da|ist da jemand|wie läuft's"
    ),
    "es": (
        "qué tal|qué tal estás|qué tal todo|cómo estás|cómo está|cómo están|cómo va|cómo va todo|cómo te va|qué pasa|"
        "qué onda|qué hay|hay alguien|hay alguien ahí|todo bien|muy buenas"
    ),
    "fr": (
        "ça va|ça va bien|comment ça va|comment vas tu|comment allez vous|comment tu vas|quoi de neuf|"
        "il y a quelqu'un|y a quelqu'un|tu vas bien|vous allez bien"
    ),
    "pt-BR": (
        "tudo bem|tudo bom|tudo certo|tudo joia|tudo bem com você|tudo bem contigo|como vai|como vai você|"
        "como você está|como está|beleza|e aí|e aí tudo bem|tem alguém aí|alguém aí"
    ),
    "pl": (
        "jak się masz|jak się pan ma|jak się pani ma|co słychać|co tam|co u ciebie|co tam u ciebie|jak leci|jak tam|"
        "jest tu ktoś|jest tam ktoś|co u ciebie słychać"
    ),
    "tr": (
        "nasılsın|nasılsınız|naber|ne haber|ne var ne yok|nasıl gidiyor|iyi misin|iyi misiniz|kimse var mı|"
        "orada kimse var mı|ne yapıyorsun|napıyorsun"
    ),
}
#: The same where no blanks stand between words.
UNSPACED = (
    "こんにちは こんにちわ こんばんは こんばんわ おはよう おはようございます はじめまして 初めまして "
    "もしもし やあ どうも ハロー テスト よろしく よろしくお願いします はじめましてよろしくお願いします "
    "助けて ヘルプ お元気ですか 元気ですか 元気 お元気 ごきげんよう ごきげんいかがですか 調子はどう "
    "調子はどうですか 今日は 今晩は おはよ こんちは ちわ おっす やっほー お疲れ様です お疲れさまです "
    "おつかれさまです おつかれ 誰かいますか だれかいますか 誰かいる お世話になります "
    "お世話になっております 失礼します すみません すいません"
)
#: How Japanese letters begin, before a name or without one.
JAPANESE = (
    "拝啓 前略 謹啓 急啓 拝復 冠省 略啓 粛啓 恭啓 親愛なる 敬愛なる こんにちは こんにちわ "
    "こんばんは こんばんわ おはようございます おはよう はじめまして 初めまして ごきげんよう "
    "お世話になります お世話になっております 各位 関係者各位 皆様 皆さま みなさま みなさん 皆さん "
    "先生へ 先輩へ"
)
#: What follows a name there: 田中さんへ.
COURTESIES = "さん さま 様 ちゃん くん 君 先生 先輩 殿 氏"
