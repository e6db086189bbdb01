"""Words of crisis in the languages beside English: what says so plainly is found, what people say every day is not."""

from __future__ import annotations

import pytest

from bot.rules import crisis
from tests.core.growth import LINEAR, growth

SAID = {
    "de": """
Ich will sterben.
Manchmal will ich einfach nur sterben
Ich möchte nicht mehr leben.
ich moechte nicht mehr leben
Ich kann nicht mehr leben, und keiner merkt es.
Ich habe überlegt, mich umzubringen.
Ich bringe mich um.
Heute Nacht will ich mich umbringen.
Ich denke jeden Tag daran, mir das Leben zu nehmen.
Ich habe Selbstmordgedanken
Ich denke oft an Suizid.
Ich wünschte, ich wäre tot
Wäre ich doch nur tot.
Ich sehe keinen Sinn mehr weiterzuleben.
Ich möchte einschlafen und nie wieder aufwachen.
Ohne mich wären sie besser dran. Alle wären ohne mich besser dran.
Ich ritze mich wieder.
Ich habe Angst, dass ich mir etwas antue, ich will mir etwas antun
Ich möchte mich erhängen.
Ich habe zu viele Tabletten genommen.
ich will nimmer leben
Ich verletze mich wieder selbst.
""",
    "es-ES": """
Quiero morir.
Me quiero morir, nadie lo sabe
A veces solo quiero morirme
Quiero suicidarme.
He pensado en quitarme la vida.
Voy a matarme esta noche
Quiero acabar con mi vida.
Ya no quiero vivir.
No quiero vivir más
no quiero seguir viviendo
No quiero despertar mañana.
Ojalá estuviera muerta
Tengo pensamientos suicidas.
No tengo ganas de vivir
No tengo ninguna razón para vivir.
Todos estarían mejor sin mí.
Estoy cansada de vivir.
Volví a cortarme
Quiero hacerme daño
Me hago daño a mí misma, y estoy sin ganas de vivir.
Me tomé todas las pastillas, quise tomarme todas las pastillas
""",
    "fr": """
Je veux mourir.
J'ai envie de mourir
J’ai juste envie de mourir
Je vais me suicider.
j'veux mourir
Je me fais du mal, et personne ne le voit.
Je pense à me tuer.
Je veux mettre fin à mes jours.
Je veux en finir.
Je ne veux plus vivre.
J'ai plus envie de vivre
Je n’ai plus envie de vivre, et je ne sais pas le dire.
Je voudrais ne plus jamais me réveiller
J'aimerais être morte.
J'ai des pensées suicidaires
Je pense souvent au suicide.
Je n'ai plus aucune raison de vivre.
Ils seraient mieux sans moi.
Je suis fatiguée de vivre.
J'ai recommencé à me scarifier
J'ai envie de me faire du mal
Hier j'ai avalé tous mes médicaments
""",
    "ja": """
もう生きたくない。
しにたい
生きるのに疲れました。
死にたい
もう死にたいです。
毎晩、死にたくなる。
もう生きていたくない
生きるのがつらい。
生きている意味がない
生きていても仕方ない。
自殺したいと思っている
消えてしまいたい
いなくなりたい。
自分なんていないほうがいい
私なんか死んだ方が楽だ
生まれてこなければよかった
またリストカットをしてしまった
リスカがやめられない
手首を切りたい
薬を大量に飲んだ
二度と目が覚めなければいいのに
飛び降りたい
もう死のうと思う
""",
    "pl": """
Popełnię samobójstwo.
Chcę umrzeć.
Czasem po prostu chcę umrzeć
Chciałabym umrzeć
chce sie zabic
Chcę się zabić.
Zabiję się.
Myślę o tym, żeby odebrać sobie życie.
Chcę ze sobą skończyć.
Nie chcę żyć.
Nie chcę już żyć
Nie chce mi się żyć.
Nie chcę się już obudzić.
Wolałabym nie żyć
Mam myśli samobójcze.
Myślę o samobójstwie
Nie mam po co żyć.
Beze mnie byłoby im lepiej.
Mam dość życia.
Znowu się tnę, tnę się od marca
Chcę zrobić sobie krzywdę
Wzięłam wszystkie tabletki
""",
    "pt-BR": """
Quero morrer.
Eu só quero morrer
Tenho vontade de morrer
Quero me matar.
Penso em me suicidar
Pensei em tirar minha própria vida.
Quero acabar com a minha vida.
Quero acabar com tudo.
Não quero mais viver.
Não quero viver mais
Não quero mais acordar.
Queria não existir
Tenho pensamentos suicidas.
Penso muito em suicídio
Não tenho mais motivo para viver.
Não tenho vontade de viver
Eles estariam melhor sem mim.
Estou cansada de viver.
Voltei a me cortar
Não consigo parar de me machucar
Tomei todos os remédios
""",
    "tr": """
Ölmek istiyorum.
Bazen sadece ölmek istiyorum
OLMEK ISTIYORUM
Kendimi öldürmek istiyorum.
İntihar etmeyi düşünüyorum.
İntihar edeceğim
İntihar düşüncelerim var
Hayatıma son vermek istiyorum.
Canıma kıymak istiyorum
Artık yaşamak istemiyorum.
Yaşamak istemiyorum.
Bir daha uyanmak istemiyorum.
Keşke ölsem
Keşke hiç doğmasaydım.
Yaşamak için bir nedenim kalmadı
Hayatımın hiçbir anlamı yok.
Bensiz daha mutlu olurlar.
Yaşamaktan yoruldum.
Kendime zarar vermek istiyorum
Kendimi kesiyorum
Bütün hapları içtim
""",
}
EVERY_DAY = {
    "de": """
Diese Prüfung bringt mich um
Ich könnte sterben vor Lachen
Ich wollte vor Scham sterben
Ich will nicht sterben, bevor ich das Meer gesehen habe.
Oma ist im Mai gestorben.
Er hat sich das Leben genommen, und ich bin noch immer wütend.
Mein Bruder hat Selbstmord begangen, als ich neun war.
Ich möchte nicht mehr mit meinen Eltern leben.
Ich will nicht mehr in dieser Stadt leben
Ich kann ohne dich nicht mehr leben wie früher
Ich habe mich beim Rasieren geschnitten
Ich bringe mich um den Schlaf
Wir sind vom Dach gesprungen, in den Schnee
Bist du lebensmüde?
Ich habe mit ihm Schluss gemacht
Ich will morgen nicht früh aufwachen
Der Akku ist tot.
Ich nahm die Tabletten, die der Arzt verschrieben hat.
Dieses Lied werde ich hören, bis wir sterben
""",
    "es-ES": """
Este examen me mata
Me muero de risa
Me quiero morir de vergüenza
Quería morirme de risa contigo
No quiero morir sin ver el mar
Mi madre me va a matar
Mi hermano se suicidó cuando yo tenía nueve años.
La abuela murió en mayo.
No quiero vivir con mis padres
No quiero vivir en esta ciudad
No quiero despertar a mi hermana
Voy a cortarme el pelo
Me corté afeitándome
Quiero acabar con esta relación
Escuadrón Suicida la vimos dos veces
Tomé las pastillas que me dio el médico
Mataría por un café
Estás mejor sin mí, lo sé
Vivir sin ti no tiene sentido
""",
    "fr": """
Cet examen me tue
Je suis morte de rire
J'ai envie de mourir de rire avec toi
Je voulais mourir de honte
Je ne veux pas mourir
Ma mère va me tuer
Mon frère s'est suicidé quand j'avais neuf ans.
Grand-mère est morte en mai.
Je ne veux plus vivre chez mes parents
Je n'ai plus envie de vivre ici
Je ne veux plus me réveiller à six heures
J'ai envie de me couper les cheveux
Je me suis coupé en me rasant
Je tuerais pour un café
Je vais me tuer à la tâche
On veut en finir avec ce projet
J'ai pris les médicaments du docteur
C'est une mission suicide, ce devoir
""",
    "ja": """
死ぬほど笑った
死にたいくらい恥ずかしかった
恥ずかしくて消えたい気分だった
まだ死にたくない
この試験で死にそう
祖母は五月に亡くなりました。
兄は自殺した。私は九歳だった。
この町で生きていきたい
電車に飛び乗った
手首をひねった
薬を飲んで寝た
朝早く目が覚める
クリスカという花の名前
ひげをそっていて指を切った
彼は命を絶った
消しゴムが消えた
""",
    "pl": """
Ten egzamin mnie zabije
Umieram ze śmiechu
Chciałam umrzeć ze wstydu
Nie chcę umrzeć, zanim zobaczę morze
Mama mnie zabije
Brat popełnił samobójstwo, kiedy miałam dziewięć lat.
Babcia umarła w maju.
Nie chcę żyć z rodzicami
Nie chcę żyć w tym mieście
Nie chcę się budzić o szóstej
Zabiłabym za kawę
Zaciąłem się przy goleniu
Mam dość życia w mieście
O mało się nie zabiłem na tych schodach
Wzięłam tabletki od lekarza
Obcięłam sobie włosy
Oglądaliśmy Legion samobójców
""",
    "pt-BR": """
Essa prova está me matando
Morri de rir
Quero morrer de vergonha
Queria morrer de rir com você
Não quero morrer sem ver o mar
Minha mãe vai me matar
Meu irmão se suicidou quando eu tinha nove anos.
A vovó morreu em maio.
Não quero mais viver com meus pais
Não quero viver nesta cidade
Não quero acordar cedo
Vou cortar o cabelo
Me cortei fazendo a barba
Eu mataria por um café
Vou me matar de estudar
Você acabou com a minha vida social
Tomei os remédios que o médico passou
Esquadrão Suicida a gente viu duas vezes
""",
    "tr": """
Bu sınav beni öldürüyor
Gülmekten öldüm
Utançtan ölmek istedim
Ölmek istemiyorum, denizi görmeden olmaz
Annem beni öldürecek
Ağabeyim ben dokuz yaşındayken intihar etti.
Büyükannem mayısta öldü.
Ailemle yaşamak istemiyorum
Artık bu şehirde yaşamak istemiyorum
Erken uyanmak istemiyorum
Tıraş olurken kendimi kestim
Bir kahve için öldürürüm
Keşke orada olsaydım
Keşke burada olsan
Olmak istediğim yer burası
Doktorun verdiği ilaçları içtim
Saçımı kestim
""",
}


def each(texts: dict[str, str]) -> list[tuple[str, str]]:
    return [(code, line) for code, text in texts.items() for line in text.strip().splitlines()]


@pytest.mark.parametrize(("code", "text"), each(SAID))
def test_what_says_so_is_found(code: str, text: str) -> None:
    assert crisis.find(f"...\n{text}\n...", code)
    assert crisis.find(text.upper(), code)


@pytest.mark.parametrize(("code", "text"), each(EVERY_DAY))
def test_what_people_say_every_day_is_not(code: str, text: str) -> None:
    assert crisis.find(text, code) == []


def test_it_is_shown_as_it_was_written_with_or_without_accents() -> None:
    assert crisis.find("Je n’ai plus envie\u00a0de vivre.", "fr") == ["ai plus envie de vivre"]
    assert crisis.find("Chcę się zabić.", "pl") == ["chcę się zabić"]
    assert crisis.find("chce sie zabic", "pl") == ["chce sie zabic"]
    assert crisis.find("No quiero vivir.", "es-419") == crisis.find("No quiero vivir.", "es-ES") == ["no quiero vivir"]


@pytest.mark.parametrize(
    ("code", "piece"),
    [("de", "ich will "), ("de", "ich, mich "), ("es-ES", "quiero "), ("fr", "je veux "), ("ja", "死に"),
     ("pl", "chcę, a "), ("pt-BR", "vou me "), ("tr", "kendimi ")],
)  # fmt: skip
def test_four_times_the_text_takes_about_four_times_the_time(code: str, piece: str) -> None:
    assert growth(lambda text: crisis.find(text, code), piece, 40_000) < LINEAR
