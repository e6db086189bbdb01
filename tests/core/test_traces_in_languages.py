"""Traces in the languages beside English: a nickname that is an ordinary word raises no alarm, and one with which its
writer signs, or says who they are, is found."""

from __future__ import annotations

import pytest

from bot.rules import third_parties
from bot.rules.trace_kinds import Own, TraceKind
from bot.rules.traces import find

#: Two ordinary letters for each language.
LETTERS = {
    "de": (
        """An meine Schwester,

der Flieder hinter dem Haus blüht wieder, und gestern Abend saß eine Amsel auf dem Zaun und sang, als wäre nie etwas
gewesen. Ich habe die Sterne gezählt, bis mir kalt wurde. Weißt du noch, wie wir im Sommer am Fluss lagen und jede Wolke
einen Namen bekam? Du hast immer einen Wolf gesehen, ich immer nur ein Schiff. Seit du fort bist, ist die Stille in der
Küche groß wie ein Wald. Ich mache Tee für zwei und gieße den zweiten in den Garten.""",
        """Der Schatten an der Wand

Nachts, wenn der Mond durch das Fenster fällt, sieht der Stuhl aus wie ein Hase. Du hättest gelacht. Ich habe dir nie
gesagt, dass ich Angst hatte, vor dem Sturm, vor dem Meer, vor der Leere danach. Morgen bringe ich die Rosen zum
Friedhof und ein Stück Brot für den Raben. Vielleicht regnet es. Regen mochtest du lieber als Sonne.""",
    ),
    "es": (
        """Para mi abuela,

anoche la luna estaba tan baja que parecía una naranja en la ventana. El gato se subió al muro y miró el mar conmigo,
muy quieto, como un rey pequeño. Pensé en tus cuentos: el lobo que tenía miedo de la nieve, la
estrella que se cayó al río,
el duende que guardaba la sal. Desde que no estás, el jardín es una selva y la rosa vieja ha vuelto a dar flores. Nadie
la regó. Supongo que fue la lluvia.""",
        """La sombra del árbol

El viento se llevó tu carta y un pájaro se posó en la silla donde la leía. No corrí. El silencio de la tarde era tan
dulce que me dio pena romperlo. Todavía sueño con el fuego de aquella noche, con la niña que fui, con el ángel de madera
que quemamos para tener calor. Perdóname, mi cielo, por el tesoro que no supe guardar.""",
    ),
    "fr": (
        """À ma mère,

la lune était rousse hier soir et le chat dormait sur ton manteau. J’ai ouvert la fenêtre pour écouter la pluie, puis le
vent dans le saule. Tu disais qu’un loup y vivait, et qu’il gardait les étoiles. Je ne te croyais
pas. Aujourd’hui je laisse
une pomme au pied de l’arbre, pour le renard ou pour l’ombre, je ne sais plus. Le silence de la
maison est doux comme la neige.
La rose du jardin a fleuri sans toi.""",
        """Le papillon de novembre

Il est entré par la porte de la cuisine, petit et gris, un fantôme de papillon, et s’est posé sur le sucre. J’ai pensé à
l’ange en papier de ton enfance, au feu, à la plage vide. Rien ne presse. La mer est loin, la nuit
est claire, et mon cœur
est un oiseau qui ne part pas. Demain, je rendrai la clé et je garderai le rêve.""",
    ),
    "ja": (
        """お母さんへ

夜中に目が覚めて、窓から月を見ました。庭のさくらはもう散って、ねこが石の上で眠っています。むかし、
雪の日に二人で星を数えたことを
覚えていますか。あなたは空を指さして、あれがくまだと言いました。わたしには雲にしか見えませんでした。今は、
雨の音だけが友達です。
手紙を書くのは久しぶりで、言葉がなかなか出てきません。ありがとうと、ずっと言いたかったのです。""",
        """夏の海

風が強くて、ひまわりがみんな同じほうを向いていました。波の音を聞きながら、ひとりで貝を拾いました。ゆめの中で、
きつねが火のそばに
すわっていて、こちらを見ていました。光が消えるまで、何も言わずに。朝になったら、りんごを二つ買って帰ります。""",
    ),
    "pl": (
        """Do mojej babci,

wczoraj księżyc wisiał nisko nad dachem, a kot siedział na murze i patrzył w gwiazdy, jakby coś liczył. Przypomniała mi
się Twoja bajka o wilku, który bał się śniegu, i o małej sowie z wieży. Odkąd Cię nie ma, ogród
zarósł i tylko róża kwitnie
jak dawniej. Nikt jej nie podlewał, chyba deszcz. W domu jest taka cisza, że słychać sen. Robię
herbatę na dwa kubki.""",
        """Cień na ścianie

Wiatr zabrał liść z parapetu i pomyślałam: to ptak. Noc była jasna, morze daleko, a serce biło mi
jak zając w trawie. Nigdy
Ci nie mówiłam, że to ja zbiłam anioła z choinki. Bałam się burzy i Twojego smutku. Jutro zaniosę
kwiaty i kawałek chleba
dla wróbla. Może wyjdzie słońce.""",
    ),
    "pt": (
        """Para minha avó,

ontem a lua estava tão baixa que parecia uma laranja na janela. O gato subiu no muro e olhou o mar
comigo, quieto como um
rei. Lembrei das suas histórias: o lobo que tinha medo da neve, a estrela que caiu no rio, a fada
que guardava o sal. Desde
que a senhora se foi, o jardim virou uma floresta, e a rosa velha deu flor de novo. Ninguém regou.
Acho que foi a chuva.""",
        """A sombra da árvore

O vento levou sua carta, e um passarinho pousou na cadeira onde eu lia. Não corri. O silêncio da
tarde era tão doce que tive
pena de quebrar. Ainda sonho com o fogo daquela noite, com a menina que eu fui, com o anjo de
madeira que queimamos para ter
calor. Perdão, meu bem, pelo tesouro que não soube guardar. Amanhã o céu vai estar azul.""",
    ),
    "tr": (
        """Anneme,

dün gece ay o kadar alçaktı ki pencerede bir portakal gibi duruyordu. Kedi duvara çıktı, benimle birlikte denize baktı,
küçük bir kral gibi sessizdi. Masalların geldi aklıma: kardan korkan kurt, ırmağa düşen yıldız, tuzu saklayan peri. Sen
gideli bahçe orman oldu, yaşlı gül yeniden çiçek açtı. Kimse sulamadı. Yağmur olmalı. Evde bir
sessizlik var, rüya gibi.""",
        """Duvardaki gölge

Rüzgar yaprağı aldı, ben onu kuş sandım. Gece aydınlıktı, kalbim çimendeki tavşan gibi çarpıyordu.
Fırtınadan korktuğumu sana
hiç söylemedim. Yarın güneş çıkarsa bir elma, bir parça ekmek götüreceğim kargaya. Işık sönene
kadar oturacağım. Umut diye bir
şey var, biliyorum, kelebek kadar hafif.""",
    ),
}  # fmt: skip
#: Nicknames that are words of those letters.
NICKNAMES = {
    "de": (
        "Flieder Amsel Sterne Sommer Fluss Wolke Wolf Schiff Stille Wald Tee Garten Schatten Nachts Mond Hase "
        "Angst Sturm Meer Leere Rosen Brot Regen Sonne Abend kalt groß"
    ),
    "es": (
        "Luna Naranja Gato Mar Rey Lobo Nieve Estrella Duende Sal Selva Rosa Flores Lluvia Sombra Viento "
        "Carta Pájaro Silencio Dulce Fuego Niña Ángel Cielo Tesoro"
    ),
    "fr": (
        "Lune Chat Pluie Vent Saule Loup Étoiles Pomme Renard Ombre Silence Neige Rose Papillon Sucre Fantôme "
        "Ange Feu Plage Mer Nuit Oiseau Clé Rêve Douce"
    ),
    "ja": (
        "さくら ねこ むかし くま ひまわり ゆめ きつね りんご わたし みんな ありがとう 月 雪 星 "
        "空 雲 雨 友達 風 海 火 光 手紙"
    ),
    "pl": (
        "Księżyc Kot Gwiazdy Sowa Ogród Róża Deszcz Cisza Sen Cień Wiatr Liść Ptak Noc Morze Serce Zając "
        "Anioł Smutek Kwiaty Słońce"
    ),
    "pt": (
        "Lua Laranja Gato Mar Rei Lobo Neve Estrela Fada Sal Floresta Rosa Flor Chuva Sombra Vento Carta "
        "Passarinho Silêncio Fogo Menina Anjo Tesouro Céu Azul"
    ),
    "tr": (
        "Ay Portakal Kedi Kral Kurt Yıldız Tuz Peri Bahçe Orman Gül Çiçek Yağmur Sessizlik Rüya Gölge Rüzgar "
        "Kuş Gece Tavşan Güneş Elma Ekmek Işık Umut Kelebek"
    ),
}
#: A nickname, and ends of letters that are signed with it, or sentences that say it is theirs.
OWN = {
    "de": (
        "Wolke",
        [
            "Alles Liebe,\nWolke", "Liebe Grüße Wolke", "LG, Wolke", "Deine Wolke",
            "Ich heiße Wolke, so nennt man mich.", "Ich bin Wolke, falls du fragst.", "Bis bald. – Wolke",
            "Herzlichst\nWolke", "MfG Wolke", "In Dankbarkeit, Wolke", "Hochachtungsvoll, Wolke",
            "Mach’s gut, Wolke", "Bis bald, Wolke", "Leb wohl. Wolke", "Deine Freundin Wolke",
            "Deine immer liebende, Wolke", "Von Wolke", "Bald komme ich. Deine Freundin Wolke",
        ],
    ),
    "es": (
        "Luna",
        [
            "Con cariño,\nLuna", "Un abrazo, Luna", "Besos, Luna", "Tu Luna", "Me llamo luna.",
            "Soy Luna, la de siempre.", "Te quiere, Luna", "— Luna", "Con todo mi corazón, Luna",
            "Besitos, Luna", "Atentamente, Luna", "Ya lo sabes. Tu Luna", "Hasta siempre, Luna", "Cuídate mucho, Luna",
            "Tu amiga, Luna", "Adios. Luna", "De Luna", "Siempre tuya, Luna",
        ],
    ),
    "fr": (
        "Lune",
        [
            "Je t’embrasse,\nLune", "Bisous, Lune", "Bises Lune", "Ta Lune", "Je m’appelle lune, je crois.",
            "Je suis Lune.", "Amicalement, Lune", "— Lune", "Bien à toi, Lune", "Avec tendresse, Lune",
            "Gros bisous Lune", "À bientôt, Lune", "Prends soin de toi. Lune", "Ton amie Lune",
            "À jamais, Lune", "Sincerement, Lune",
        ],
    ),
    "ja": (
        "さくら",
        [
            "さくら", "さくらより", "敬具　さくら", "またね。さくら", "愛をこめて、さくらより",
            "さようなら。さくら", "いつもありがとう。さくら", "敬具\nさくら", "私はさくらです。",
            "名前はさくらといいます。", "— さくら",
        ],
    ),
    "pl": (
        "Sowa",
        [
            "Całuję,\nSowa", "Pozdrawiam, Sowa", "Buziaki Sowa", "Twoja Sowa", "Nazywam się sowa.",
            "Mam na imię Sowa.", "Jestem Sowa, jak zawsze.", "– Sowa", "Twoja na zawsze, Sowa", "Całusy, Sowa",
            "Trzymaj się, Sowa", "Trzymaj się ciepło. Sowa", "Do zobaczenia, Sowa", "Z wyrazami szacunku, Sowa",
            "Calusy, Sowa", "Twoja przyjaciółka Sowa", "Uściski, Sowa", "Żegnaj. Sowa", "Z całego serca, Sowa",
        ],
    ),
    "pt": (
        "Lua",
        [
            "Com carinho,\nLua", "Um abraço, Lua", "Beijos Lua", "Sua Lua", "Me chamo lua.", "Eu sou a Lua.",
            "Com amor, Lua", "— Lua", "De todo coração, Lua", "Se cuida, Lua", "Até breve. Lua",
            "Sua amiga, Lua", "Para sempre tua, Lua", "Um beijão, Lua", "Saudades, Lua", "Adeus, Lua",
        ],
    ),
    "tr": (
        "Gece",
        [
            "Sevgiler,\nGece", "Sevgilerimle, Gece", "Öpüyorum Gece", "Benim adım gece.",
            "Ben Gece, hep öyleydim.", "Saygılarımla\nGece", "— Gece", "En içten dileklerimle, Gece",
            "Hoşça kal. Gece", "Kendine iyi bak, Gece", "Gece’den", "Sevgiler. Gece'den", "Seni seven Gece",
            "Özlemle, Gece", "Görüşmek üzere, Gece", "İçtenlikle, Gece", "Elveda. Gece", "Arkadaşın Gece",
        ],
    ),
    "en": (
        "Rose",
        [
            "Love, Rose", "Best, Rose", "Take care, Rose", "Your friend, Rose", "Yours ever, Rose",
            "Goodbye. Rose", "From Rose", "Thank you, Rose", "All my love\nRose", "Warmly, Rose",
            "With gratitude, Rose",
        ],
    ),
}  # fmt: skip
#: How their writers say who they are in the first lines of a letter.
INTRODUCED = {
    "de": (
        "Wolke",
        [
            "Hier ist Wolke.", "Hier schreibt dir Wolke.", "Wolke hier.", "Ich bin's, Wolke.",
            "Ich, Wolke, habe", "Du nennst mich Wolke.", "mein Spitzname ist Wolke", "man nennt mich Wolke",
            "alle nennen mich Wolke",
        ],
    ),
    "fr": (
        "Lune",
        [
            "C'est Lune.", "C’est moi, Lune.", "Ici Lune.", "on m'appelle Lune", "tu m'appelais Lune",
            "moi, Lune,", "mon surnom est Lune", "Moi c'est Lune.",
        ],
    ),
    "es": (
        "Luna",
        [
            "Aquí Luna.", "Soy yo, Luna.", "Me dicen Luna.", "me llaman Luna", "Yo, Luna,", "mi apodo es Luna",
            "Te escribe Luna.",
        ],
    ),
    "pt": (
        "Lua",
        [
            "Aqui é a Lua.", "Sou eu, Lua.", "me chamam de Lua", "meu apelido é Lua", "Quem escreve é a Lua.",
        ],
    ),
    "pl": (
        "Sowa",
        [
            "Tu Sowa.", "To ja, Sowa.", "mówią na mnie Sowa", "mówią mi Sowa", "moje imię to Sowa",
            "mój nick to Sowa", "Z tej strony Sowa.", "Pisze Sowa.",
        ],
    ),
    "tr": (
        "Gece",
        [
            "Bana Gece derler.", "bana Gece de", "Adım Gece.", "ismim Gece", "Takma adım Gece.", "Gece ben.",
            "Ben Gece'yim.",
        ],
    ),
    "ja": (
        "さくら",
        [
            "こんにちは、さくらです。", "さくらです。", "さくらだよ。", "さくらと申します。",
            "さくらといいます。", "さくらって呼んで。", "さくらと呼ばれています。", "名前はさくら。",
        ],
    ),
    "en": (
        "Rose",
        [
            "Rose here.", "It's me, Rose.", "This is Rose.", "they call me Rose", "my nickname is Rose",
            "I, Rose,", "You called me Rose.", "everyone calls me Rose", "I go by Rose", "known as Rose",
        ],
    ),
}  # fmt: skip


def own_names(name: str, text: str, code: str) -> list[str]:
    return [each.what for each in find(text, Own((name,), 1, language=code)) if each.kind is TraceKind.OWN_NAME]


@pytest.mark.parametrize("code", LETTERS)
def test_a_nickname_that_is_an_ordinary_word_raises_no_alarm(code: str) -> None:
    letters = "\n".join(LETTERS[code])
    assert [name for name in NICKNAMES[code].split() if own_names(name, letters, code)] == []


@pytest.mark.parametrize("code", OWN)
def test_it_is_found_where_its_writer_signs_or_says_who_they_are(code: str) -> None:
    name, ends = OWN[code]
    missed = [end for end in ends if own_names(name, f"{LETTERS.get(code, LETTERS['de'])[1]}\n\n{end}", code) == []]
    assert missed == []


@pytest.mark.parametrize("code", INTRODUCED)
def test_it_is_found_where_its_writer_says_who_they_are(code: str) -> None:
    name, ways = INTRODUCED[code]
    missed = [each for each in ways if own_names(name, f"{each} Es war so.\n\nMehr.\nEnde.", code) == []]
    assert missed == []


def test_a_name_of_one_character_is_found_where_it_signs() -> None:
    assert own_names("空", "毎日ありがとう。空より", "ja") == ["空"]
    assert own_names("空", "敬具\n空", "ja") == ["空"]
    assert own_names("空", "青い空を見ました。\n\n大空より", "ja") == []


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("Summer", "Goodbye, Summer.\n\nI loved you and I always will.", "en"), ("Rose", "I saw a thorn, rose", "en"),
        ("Luna", "Adiós, luna.", "es"), ("Sterne", "Deine Augen sind Sterne", "de"), ("Gece", "Rüya geceden", "tr"),
        ("Güneş", "Bir ışık Güneş'ten", "tr"), ("Sowa", "Do zobaczenia w lesie, gdzie mieszka sowa", "pl"),
        ("May", "We will meet at seven, May", "en"),
        ("Hell", "This is hell, and I'm hell.", "en"),
        ("さくら", "好きな花はさくらです。", "ja"), ("さくら", "その花の名前はさくら。", "ja"),
        ("Stille", "Es regnet.\n\nUnd hier ist Stille.", "de"),
        ("Je", "Je veux vivre ici\nJe reste.", "fr"),
        ("Lune", "Moi, lune pâle, je dors.", "fr"), ("Noc", "Dobranoc, noc", "pl"),
    ],
)  # fmt: skip
def test_what_stands_where_a_signature_might_is_none(name: str, text: str, code: str) -> None:
    assert own_names(name, text, code) == []


def test_a_name_that_is_no_word_there_is_found_wherever_it_stands() -> None:
    assert own_names("Kowalska", "Alle sagten Kowalska zu mir, im Wald.", "de") == ["Kowalska"]
    assert own_names("Blume", "A Blume stood there.", "en") == ["Blume"]
    assert own_names("Blume", "Eine Blume stand dort.", "de") == []
    assert own_names("Luna", "Anoche vi la luna.", "es-419") == []


#: Sentences that say where somebody is reached, and what of them does so.
REACHED = [
    ("Mein Insta ist mond_kind92.", "mond_kind92"),
    ("Folg mir auf Insta: mondkind", "mondkind"),
    ("Mein Instagram heißt mondkind.", "mondkind"),
    ("Mi insta es luna.roja", "luna.roja"),
    ("Sígueme en instagram: lunaroja", "lunaroja"),
    ("Mon snap c’est petite_lune", "petite_lune"),
    ("Meu insta é @luaazul", "luaazul"),
    ("Mój insta to sowa_77", "sowa_77"),
    ("Benim instagramım: gecekusu", "gecekusu"),
    ("インスタは sakura_no_ki です", "sakura_no_ki"),
    ("LINEのID：sakura88", "sakura88"),
    ("Ruf mich an: 0151 23456789", "0151 23456789"),
    ("Llámame: 612 345 678", "612 345 678"),
    ("Zadzwoń: 512 345 678", "512 345 678"),
    ("Telefonum 0532 123 45 67", "0532 123 45 67"),
    ("電話は090-1234-5678です", "090-1234-5678"),
    ("Moro na Travessa do Carmo, 5.", "Travessa do Carmo, 5"),
    ("Av. Paulista, 1578", "Av. Paulista, 1578"),
    ("Vivo en la Carrera 7 # 12-34.", "Carrera 7 # 12-34"),
    ("Mieszkam na os. Słoneczne 12", "os. Słoneczne 12"),
    ("Gül Sokak No 5/3", "Gül Sokak No 5/3"),
    ("住所は東京都渋谷区神宮前1丁目2番3号です", "東京都渋谷区神宮前1丁目2番3号"),
    ("〒150-0001", "〒150-0001"),
]


@pytest.mark.parametrize(("text", "where"), REACHED)
def test_where_somebody_is_reached_is_found_in_each_language(text: str, where: str) -> None:
    found = [each.what for each in third_parties.find(text)]
    assert [each for each in found if where in each], found


@pytest.mark.parametrize(
    "text",
    [
        "Mein Insta ist voll von dir.", "Mi insta es un desastre.", "Mon insta est vide sans toi.",
        "Meu insta é só saudade.",
        "Mój insta to nasze zdjęcia.", "Benim için discord bir ev.", "インスタは見ていない。",
        "Am Platz 3 stand niemand.",
        "Ich war 612 345 678 Mal dort.", "2丁目の猫", "Im Jahr 1989, am 5. Mai.", "R. hat 12 Rosen gebracht.",
        "Sokak boş, saat 5.", "京都の市場で5人を見た", "Zapłaciłam 120 345 678 łez.", "La calle 7 estaba vacía.",
    ],
)  # fmt: skip
def test_what_only_looks_like_it_is_left_alone(text: str) -> None:
    assert third_parties.find(text) == []


@pytest.mark.parametrize("code", LETTERS)
def test_nothing_else_is_found_in_ordinary_letters(code: str) -> None:
    assert [each.what for text in LETTERS[code] for each in third_parties.find(text)] == []
