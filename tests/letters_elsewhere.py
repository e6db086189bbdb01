"""Ordinary letters in the bot's other languages, people whose names are words of them, and names that are
nothing else:
what rules about names are measured on."""

from __future__ import annotations

#: Letters by Discord's code of their language. They are full of words that somebody calls themselves.
LETTERS = {
    "de": (
        """Liebe Nachbarin vom dritten Stock,

seit dem Sommer steht Ihre Blume bei mir am Fenster. Sie haben sie mir gegeben, als Sie in die Klinik mussten, und
gesagt, sie brauche nicht viel, nur Sonne und ab und zu ein gutes Wort. Ich habe ihr jeden Morgen von meinem Tag
erzählt. Im Herbst verlor sie jedes Blatt, und ich dachte, nun ist sie tot, und traute mich nicht, es Ihnen zu
schreiben.
Heute Nacht hat es geschneit, und heute früh, am ersten Tag im Winter, war da eine Knospe. Ein Wunder, klein wie ein
Stern. Kommen Sie heim. Es wird Frühling bei mir.

Mit herzlichen Grüßen
die mit der Gießkanne""",
        """An den Mann, der mein Vater war

Du hast gesagt, ein Wolf weint nicht. Ich war sechs, der Hund war tot, und ich stand im Regen. Ich habe dann dreißig
Jahre nicht geweint. Nicht, als die Mutter starb, nicht, als mein Sohn zur Welt kam. Gestern hat er sich das Knie
aufgeschlagen und mich angesehen, als ob er um Erlaubnis fragt. Da habe ich mich in den Schnee gesetzt und geheult wie
ein König ohne Land, und er hat mir die Hand auf den Kopf gelegt und gesagt: „Ist gut, Papa.“ Es ist gut. Das wollte
ich dir sagen. Der Mond schien, und nichts ist zerbrochen.""",
        """hey du aus der bahn, dienstag 7:40

du hattest eine gelbe mütze und hast den engel auf meiner tasche angeguckt und gelacht. ich wollte was sagen,
irgendwas,
aber mein herz hat so laut geklopft dass ich dachte der ganze wagen hört es. am nächsten halt warst du weg.
seitdem fahr
ich immer den gleichen zug. mein freund sagt ich bin ein narr, vielleicht ist er auch nur neidisch. falls du das liest:
ich bin der mit der tasche. die sonne war gerade aufgegangen""",
    ),
    "fr": (
        """Chère Madame de la boulangerie,

vous ne savez pas mon nom. Je suis celle qui vient le dimanche, sous la pluie ou au soleil, et qui prend un pain et une
brioche. L'hiver où mon mari est parti, je ne parlais à personne, sauf à vous. Vous disiez : « Et avec ça ? » et je
rentrais chez moi avec ces trois mots comme avec une fleur. Un matin de mars, vous avez ajouté un petit chat en sucre,
sans rien dire. Il est toujours sur l'étagère, à côté de la lampe. La nuit, quand la lune est haute, je le
regarde et je
me dis que la bonté existe. Merci pour le chat. Merci pour l'espoir.""",
        """À mon frère

On avait huit ans et dix ans, et la rivière était froide. Tu as dit que l'ombre sous le pont était un loup, et moi j'ai
couru. Toi, tu es resté, parce que quelqu'un devait attraper le ballon. J'y pense chaque automne. Je n'ai jamais dit à
maman que c'était moi qui l'avais lancé. Tu as pris la faute, tu as pris froid, tu as ri quand même. Tu étais un roi,
avec tes bottes pleines d'eau. Aujourd'hui mon fils m'a demandé ce que c'est, être brave. J'ai parlé d'une
étoile, d'une
pierre, puis de toi.""",
        """coucou toi

jsais pas si tu liras ça mais le 14 au lycée quelqu'un a laissé une rose sur ma table et j'ai cru mourir de rire et
puis après j'ai plus ri du tout. personne m'a jamais donné une fleur. mes amies pensent que c'est une blague, moi je
crois que c'est un ange ou un fou. si c'est toi : elle est dans un verre d'eau, elle est belle, l'ours en peluche la
garde. merci. l'amour c'est bizarre""",
    ),
    "es-ES": (
        """Querida abuela:

Hoy he vuelto a tu casa, la del río. El sol daba en la cocina como siempre y en la mesa había una flor seca. El gato de
la vecina duerme ahora en tu sillón; no tuve corazón para echarlo. Me senté en el suelo y lloré como un niño, y luego
abrí la ventana y entró todo el cielo. Tú decías que la esperanza es una señora mayor que llega tarde a todas partes,
pero llega. Se quedó conmigo hasta la noche. Vimos salir la luna. No dijo nada, y fue bastante.

Con todo mi cariño,
la pequeña""",
        """Al hombre del autobús 27

Llovía, era invierno y yo llevaba dos días sin dormir. Usted me miró y dijo: «Ánimo, que la vida es larga».
Nada más. Se
bajó en la plaza, con su sombra y su paraguas, como un rey sin corona. No sabe que aquella tarde yo iba a hacer una
tontería. No la hice. Fui al mar. Estuve mirando las olas y un perro se sentó a mi lado, y pensé que la paz debe de ser
algo así: un perro mojado. Gracias, ángel de la línea 27.""",
        """hola

esto es para quien me dejó la nota en la taquilla. la he leído mil veces. dice que mi risa suena como una
estrella cuando
se cae. no sé si es bonito o si es una burla pero la guardé en el libro de mates. mis amigas dicen que fue un lobo con
piel de cordero jaja. yo creo que fue alguien que estaba solo como yo. el viernes voy a reírme muy fuerte en el
patio, a
ver si vienes. traeré una rosa""",
    ),
    "pl": (
        """Droga Pani z biblioteki,

przez całą zimę przychodziłam tylko po to, żeby się ogrzać. W domu było zimno i cicho, a u Pani paliła się
lampa i pachniało
herbatą. Pani nigdy nie zapytała, czemu biorę zawsze tę samą książkę. Był w niej księżyc, był wilk i mała dziewczynka,
która niosła światło przez las. Pewnego dnia w środku leżała róża z papieru i karteczka: „Na drogę”. Mam ją do
dziś. Teraz
jest wiosna, mam pracę, mam kota, za oknem kwitnie jabłoń. Chciałam, żeby Pani wiedziała: doniosłam.""",
        """Do brata

To nie był wiatr. To ja zostawiłam otwarte okno i to przeze mnie uciekł ptak. Miałeś siedem lat i płakałeś całą
noc, a mama
mówiła, że tak chciało niebo. Widziałam potem na płocie sroki i każda była nim. Wybacz mi. Dziś mój syn
wypuścił motyla ze
słoika i powiedział: „Niech będzie wolny”. I serce mi pękło, i zrosło się od razu. Może twój ptak też po prostu znalazł
słońce. Może nadzieja to otwarte okno.""",
        """hej

to do osoby która zostawiła mi w szafce malinę. jedną. w chusteczce. nie wiem czy to żart czy nie ale śmiałam się cały
dzień a ja się ostatnio wcale nie śmieję. koleżanka mówi że to jakiś anioł, kolega że wariat. ja myślę że ktoś tak samo
samotny. w piątek po lekcjach siedzę pod lipą, deszcz czy nie deszcz. przyniosę gwiazdę z ciasta""",
    ),
    "pt-BR": (
        """Querida vizinha do 302,

desde o verão a sua flor mora na minha janela. A senhora disse que ela só precisava de sol e de uma palavra boa, e eu,
que não falo com ninguém, falei com ela. Contei do trabalho, do gato, da chuva que não vem. No inverno ela
perdeu tudo e
eu fiquei com vergonha de avisar. Hoje de manhã tinha um botão, pequeno como uma estrela. Chorei de alegria. Volte logo
para casa. A lua anda bonita por aqui e a esperança deu de florescer.

Com carinho,
quem rega""",
        """Para o meu pai

O senhor dizia que homem não chora, que lobo não chora, que rei não chora. Eu tinha seis anos e o cachorro
tinha morrido.
Fiquei trinta anos sem chorar. Ontem o meu filho caiu, olhou para mim como quem pede licença, e eu sentei na areia e
chorei o mar inteiro. Ele pôs a mão na minha cabeça e disse: “Passou, papai”. Passou. Era noite, o céu estava cheio, e
uma paz que eu não conhecia veio sentar do meu lado. Era só isso que eu queria dizer.""",
        """oi

isso é pra quem deixou uma rosa no meu armário. eu ri, depois fiquei quieta, depois guardei no livro de química. minhas
amigas acham que foi brincadeira, eu acho que foi um anjo ou um doido. ninguém nunca me deu flor. sexta eu vou estar
embaixo da árvore na hora do lanche, pode chover, pode fazer sol. se for você, não precisa falar nada, só
senta. eu levo
a sombra e o coração""",
    ),
    "tr": (
        """Sevgili üst kat komşum,

yazdan beri çiçeğin benim pencerede duruyor. Giderken “ona güneş yeter, bir de güzel söz” demiştin. Ben kimseyle
konuşmam, bilirsin, ama onunla konuştum. İşimi anlattım, kediyi anlattım, bir türlü gelmeyen yağmuru anlattım. Kışın
bütün yapraklarını döktü, sana yazmaya utandım. Bu sabah kar yağmıştı ve dalında bir tomurcuk vardı, yıldız
kadar küçük.
Sevinçten ağladım. Çabuk dön. Burada ay çok güzel, deniz sakin, umut yeniden açtı.""",
        """Babama

Kurt ağlamaz derdin. Altı yaşındaydım, köpek ölmüştü, yağmur yağıyordu. Otuz yıl ağlamadım. Dün oğlum düştü, izin ister
gibi yüzüme baktı. Toprağa oturdum, kral gibi değil, çocuk gibi ağladım. Elini başıma koydu, “geçti baba” dedi. Geçti.
Gece olmuştu, gökyüzü doluydu, kalbim hafifti. İçimde hiç bilmediğim bir barış vardı. Sana bunu söylemek istedim. Gölge
uzun ama ardında hep güneş var.""",
        """selam

bu mektup dolabıma gül bırakan kişiye. önce güldüm, sonra sustum, sonra kitabın arasına koydum. arkadaşlar şaka diyor,
bence ya bir melek ya da bir deli. kimse bana çiçek vermemişti. cuma günü çınarın altında olacağım, kar da
yağsa bulut da
olsa. sensen bir şey deme, sadece otur""",
    ),
    "ja": (
        """三階のお隣さんへ

夏からずっと、あなたの花をうちの窓で預かっています。「お日さまと、やさしい言葉があれば大丈夫」と言っていましたね。私は誰とも話さない
人間ですが、この花とは毎朝話しました。仕事のこと、猫のこと、なかなか降らない雨のこと。秋に葉が全部落ちて、枯れたと思い、言い出せません
でした。今朝、雪が積もって、枝に小さなつぼみがありました。星みたいでした。早く帰ってきてください。こちらは月がとてもきれいです。""",
        """父へ

狼は泣かない、とあなたは言いました。六歳の私は、犬が死んで、雨の中に立っていました。それから三十年、泣きませんでした。昨日、息子が転んで、
許しを求めるように私を見ました。私は道に座りこんで泣きました。息子は小さな手を頭にのせて、「もう大丈夫」と言いました。夜で、空は星で
いっぱいで、心が軽かった。桜はまだですが、光は春のようでした。それだけ伝えたかったのです。""",
    ),
}
#: People whose names are words of that language: nothing of theirs stands in its letters.
PEOPLE = {
    "de": (
        ("blume", "Blume", "Blume 🌼"), ("sommer.wind", "Sommer", "Sommer"), ("wolf_92", "Wolf", "der Wolf"),
        ("stern", "Stern", "Stern"), ("winterkind", "Winter", "König"), ("engelherz", "Engel", "Engel Herz"),
        ("sonne", "Sonne", "Frühling"), ("mond_nacht", "Mond", "Nacht"), ("narr", "der Narr", "Schnee"),
        ("regen", "Regen", "Wunder"),
    ),
    "fr": (
        ("fleur", "Fleur", "Fleur"), ("lune.rose", "Lune", "Rose"), ("le_loup", "Loup", "le Loup"),
        ("etoile", "Étoile", "Étoile ✨"), ("petit_roi", "Roi", "Pierre"), ("soleil", "Soleil", "Pluie"),
        ("espoir", "Espoir", "Automne"), ("ombre", "Ombre", "Ange"), ("chat", "Chat", "Ours"),
    ),
    "es-ES": (
        ("sol", "Sol", "Luna"), ("estrella", "Estrella", "Estrella"), ("rosa", "Rosa", "Flor"),
        ("lobo_gris", "Lobo", "el Lobo"), ("esperanza", "Esperanza", "Paz"), ("cielo", "Cielo", "Mar"),
        ("rey", "Rey", "Sombra"), ("angel", "Ángel", "Noche"), ("invierno", "Invierno", "Corazón"),
    ),
    "pl": (
        ("roza", "Róża", "Róża"), ("gwiazda", "Gwiazda", "Gwiazdka"), ("wilk", "Wilk", "mały wilk"),
        ("malina", "Malina", "Malina"), ("ksiezyc", "Księżyc", "Zima"), ("aniol", "Anioł", "Wiatr"),
        ("slonce", "Słońce", "Nadzieja"), ("lipa", "Lipa", "Wiosna"), ("motyl", "Motyl", "Serce"),
    ),
    "pt-BR": (
        ("lua", "Lua", "Estrela"), ("flor", "Flor", "Rosa"), ("lobo", "Lobo", "o Lobo"), ("sol", "Sol", "Mar"),
        ("anjo", "Anjo", "Sombra"), ("esperanca", "Esperança", "Paz"), ("gato", "Gato", "Rei"),
        ("chuva", "Chuva", "Céu"), ("areia", "Areia", "Coração"),
    ),
    "tr": (
        ("deniz", "Deniz", "Deniz"), ("yildiz", "Yıldız", "Ay"), ("gunes", "Güneş", "Umut"), ("gul", "Gül", "Melek"),
        ("kurt", "Kurt", "Kral"), ("yagmur", "Yağmur", "Kar"), ("baris", "Barış", "Bulut"), ("golge", "Gölge", "Gece"),
        ("cicek", "Çiçek", "Kalp"),
    ),
    "ja": (
        ("hoshi", "星", "星"), ("neko", "猫", "花"), ("yuki", "雪", "月"), ("hikari", "光", "春"), ("sora", "空", "狼"),
        ("kokoro", "心", "雨"), ("sakura", "桜", "夜"),
    ),
}  # fmt: skip
#: Names that are nothing else: each is found in the middle of a letter.
NAMES = {
    "de": ("Lukas", "Anna", "Müller", "Kowalski", "Petra", "Jonas", "Sabine", "Thomas", "Leonie", "Heike", "Schulze"),
    "fr": ("Camille", "Lucas", "Dupont", "Mathieu", "Chloé", "Leroy", "Nathalie", "Moreau", "Sébastien", "Élodie"),
    "es-ES": ("Carlos", "Lucía", "García", "Javier", "Marta", "Sofía", "Fernández", "Pablo", "Martínez", "Gonzalo"),
    "pl": ("Anna", "Kowalska", "Wojciech", "Zofia", "Nowak", "Katarzyna", "Tomasz", "Zieliński", "Agnieszka", "Bartek"),
    "pt-BR": ("João", "Lucas", "Ferreira", "Silva", "Mariana", "Rodrigo", "Fernanda", "Gabriel", "Thiago", "Oliveira"),
    "tr": ("Mehmet", "Ayşe", "Yılmaz", "Zeynep", "Mustafa", "Elif", "Emre", "Fatma", "Burak", "Özlem Çelik"),
    "ja": ("山田", "佐藤", "健太", "美咲", "たけし", "ゆうこ", "陽介", "中村"),
}
#: A place in the middle of a letter.
MIDDLE = {
    code: f"{sentence}\n\n{LETTERS[code][1]}"
    for code, sentence in {
        "de": "Am Abend kam {} und blieb.",
        "fr": "Le soir, {} est venu et resté.",
        "es-ES": "Por la noche vino {} y se fue.",
        "pl": "Wieczorem przyszła {} i zamilkła.",
        "pt-BR": "De noite veio {} e ficou.",
        "tr": "Akşam {} geldi ve kaldı.",
        "ja": "夕方に{}が来た。",
    }.items()
}  # fmt: skip
#: Names that are words, where they are used as names.
SIGNED = {
    "de": (
        ("Wolf", "Ich vermisse dich.\n\nWolf"), ("Blume", "Bis bald.\n\nLiebe Grüße,\nBlume"),
        ("Stern", "Alles Liebe, Stern"), ("Sommer", "Ich heiße Sommer und bin neu hier."),
        ("Engel", "Mein Name ist Engel."), ("Regen", "Bis dann. LG Regen"),
        ("Sonne", "Ich bin Sonne, falls du fragst."),
        ("König", "Dein\nKönig"), ("Mond", "Herzliche Grüße\nMond"), ("Winter", "nennt mich Winter"),
    ),
    "fr": (
        ("Fleur", "Tu me manques.\n\nFleur"), ("Lune", "Bises, Lune"), ("Étoile", "Je m'appelle Étoile."),
        ("Soleil", "Je t’embrasse,\nSoleil"), ("Pierre", "Mon prénom est Pierre."), ("Loup", "Amitiés, Loup"),
        ("Ours", "Appelle-moi Ours."), ("Rose", "Ta Rose"), ("Ange", "Moi, c’est Ange."),
    ),
    "es-ES": (
        ("Luna", "Te echo de menos.\n\nLuna"), ("Rosa", "Un abrazo, Rosa"), ("Estrella", "Me llamo Estrella."),
        ("Paz", "Con cariño,\nPaz"), ("Sol", "Soy Sol, la de siempre."), ("Ángel", "Besos, Ángel"),
        ("Lobo", "Llámame Lobo."), ("Rey", "Mi nombre es Rey."), ("Cielo", "Tu Cielo"),
    ),
    "pl": (
        ("Róża", "Tęsknię.\n\nRóża"), ("Wilk", "Pozdrawiam, Wilk"), ("Malina", "Nazywam się Malina."),
        ("Motyl", "Całuję,\nMotyl"), ("Gwiazda", "Mam na imię Gwiazda."), ("Wiatr", "Twój Wiatr"),
        ("Lipa", "Jestem Lipa, pamiętasz?"), ("Zima", "Buziaki, Zima"), ("Anioł", "Mów mi Anioł."),
    ),
    "pt-BR": (
        ("Lua", "Sinto sua falta.\n\nLua"), ("Flor", "Beijos, Flor"), ("Estrela", "Meu nome é Estrela."),
        ("Paz", "Com carinho,\nPaz"), ("Sol", "Eu sou Sol, lembra?"), ("Anjo", "Abraços, Anjo"),
        ("Lobo", "Me chama de Lobo."), ("Rei", "Me chamo Rei."), ("Céu", "Sua Céu"),
    ),
    "tr": (
        ("Deniz", "Seni özledim.\n\nDeniz"), ("Umut", "Sevgiler, Umut"), ("Yıldız", "Benim adım Yıldız."),
        ("Güneş", "Sevgilerimle,\nGüneş"), ("Barış", "Ben Barış, hatırladın mı?"), ("Kurt", "Öpüyorum, Kurt"),
        ("Gül", "Adım Gül."), ("Melek", "Bana Melek de."), ("Bulut", "Hoşça kal, Bulut"),
    ),
    "ja": (
        ("星", "会いたいです。\n\n星"), ("花", "それでは、また。\n花より"), ("桜", "私は桜といいます。"),
        ("空", "敬具\n空"),
        ("雪", "私の名前は雪です。"), ("光", "名前は光です。"), ("猫", "猫と呼んでください。"),
    ),
}  # fmt: skip
#: How letters begin: none of it is a title.
GREETINGS = {
    "de": ("Liebe Nachbarin", "Mein lieber Freund", "Hallo du", "Guten Tag", "Sehr geehrte Frau Doktor", "Servus"),
    "fr": ("Chère Madame", "Mon cher voisin", "Bonjour toi", "Salut", "Bonsoir à toi", "Ma chère maman"),
    "es-ES": ("Querida abuela", "Mi querido amigo", "Hola", "Buenos días", "Estimado señor", "Buenas noches"),
    "pl": ("Droga Mamo", "Mój drogi bracie", "Cześć", "Dzień dobry", "Kochana babciu", "Szanowny Panie"),
    "pt-BR": ("Querida vizinha", "Meu querido pai", "Oi", "Bom dia", "Prezado senhor", "Boa noite"),
    "tr": ("Sevgili annem", "Canım arkadaşım", "Merhaba", "İyi günler", "Değerli hocam", "Günaydın"),
    "ja": ("拝啓", "親愛なるあなたへ", "こんにちは", "お母さんへ", "ねえ、きみ", "前略"),
}
#: How letters end: none of it is a title either.
CLOSINGS = {
    "de": ("Liebe Grüße", "Mit freundlichen Grüßen", "LG"),
    "fr": ("Bises", "Je t’embrasse", "Cordialement", "Gros bisous"),
    "es-ES": ("Un abrazo", "Con cariño", "Atentamente"),
    "pl": ("Pozdrawiam", "Całuję", "Z poważaniem"),
    "pt-BR": ("Beijos", "Com carinho", "Um abraço", "Atenciosamente"),
    "tr": ("Sevgiler", "Saygılarımla", "Hoşça kal", "Sevgilerimle"),
    "ja": ("敬具", "かしこ", "草々", "それでは、また"),
}
TITLES = {
    "de": ("Liebe", "Der letzte Sommer", "Ein lieber Gruß aus dem Jenseits", "Guten Morgen, Traurigkeit, sagte sie"),
    "fr": ("L’amour", "La dernière nuit", "Chercher la lune", "Le bonjour que je n’ai pas dit"),
    "es-ES": ("La última carta", "Queridos todos los que ya no están aquí", "El mar", "Lo que no dije"),
    "pl": ("Droga", "Ostatni list", "Do mojej siostry", "Dobry człowiek z piątego piętra"),
    "pt-BR": ("Cara", "A última carta", "Bom mesmo era o mar", "O que eu não disse"),
    "tr": ("Son mektup", "Anneme", "Deniz kıyısında bir gece", "Söylemediklerim"),
    "ja": ("最後の手紙", "言えなかったこと", "春の庭で", "父の時計"),
}
