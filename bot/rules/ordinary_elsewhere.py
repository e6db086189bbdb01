"""Ordinary words of the bot's languages beside English: nouns and adjectives that people take for a nickname, and the
most common words of letters. First names are not among them, unless letters are full of the word."""

from __future__ import annotations

WORDS = {
    "de": """
aber abend adler alle allein alles alt alte alter am amsel an ander angst apfel april arm arzt asche atem auch auf
auge augen august aus bach bär bauer baum becker berg berge biene bin birke birne bis bist blatt blau blick blitz
blume blumen blut boot böse brot bruder brücke buch bunt burg busch butter da dachs dame dann das dein dem den denn
der des dich die dieb diese dir doch donner dorf drache du dunkel dunkelheit durch eiche eichel eine einhorn einsam
einsamkeit eis elf ende engel enkel er erde erste es esel eule euch ewig ewigkeit fahrer falke fee feder feind feld
fels fenster fern ferne feuer finster fisch fischer flamme fliege flieder flug fluss frage frau frei freiheit fremd
fremde fremder freund freunde freundin frieden froh frosch frost fuchs für fürst gans garten gast gegen geh gehen
geist gelb geld gern geschichte gespenst gestern gewitter gift glas glaube glück gold gott grau graf groß grün gut
gute haar hahn haben hammer hand hase hass haus heide heilig heim heimat held hell herbst herr herz hexe heute hier
himmel hirsch hoffnung hof honig hund hunger hut ich ihr im immer in insel ist ja jäger jahr jetzt jung junge juli
juni kaffee kaiser kälte kalt kater katze keks kein keine kind kinder kirsche klar klee klein kleine kleiner knochen
koch komisch könig königin kopf korn kraft krähe kranich kraus kreis krieg krone kuchen kuh kunst kurz kuss lachen
lamm lampe land lang lange laub laut leben leer leere leid leise lerche leser leute licht lieb liebe lieber lied lilie
linde löwe luchs luft lust mädchen mai mal maler mama mann märchen maus meer mein meine mensch messer mich milch mir
mit mitternacht mohn mond mondlicht morgen möwe müde mühle müller musik mut mutter nach nacht nachtigall nachts nadel
name narr nebel nein nelke neu nicht nichts nie niemand noch nord nur ob oder ohne oma onkel opa otter papa papier perle
pfau pferd pilz platz prinz prinzessin rabe rache ratte rauch regen regenbogen reh reich reise richter riese ring
ritter rose rosen rot ruhe ruhig sachen salz sand sanft schaf schatten schatz schein schiff schlaf schlange schmerz
schmetterling schmied schnee schneider schnell schokolade schön schrei schuld schwan schwarz schwester see seele
sehnsucht sein seite sie silber sind so sohn sommer sonne sonnenblume sonntag sorge spatz spiegel spiel spinne stadt
stark staub stein stern sterne stille stimme storch strand straße strom stück sturm süß süße süßer sünde süd tag
tanne tanz taube tee teufel tief tier tiger tochter tod tot traum träume träumer traurig treue tropfen tulpe tür
turm über uhr uhu und unendlich uns unter vater vergessen verloren viel vogel vögel voll von vor wald wanderer wann
war warm warum was wasser weber weg weide weihnacht weihnachten wein weiß weit welle welt wer wenn westen wie wiese
wild wind winter wir wo wolf wolke wolken wort wunder wunsch wurm wüste zart zauber zeit zimmer zorn zu zucker zug
zum zur zwei zwerg
""",
    "es": """
abeja abril abuela abuelo adiós agosto agua águila ahora aire ala alas alba alegre alegría alguien alma almas amable
amanecer amante amarillo amiga amigo amor amores ángel ángeles anoche antes año árbol árboles arco arena ardilla
armonía arte aurora ave aves azahar azul azules azúcar bailarina barco beso besos bien blanca blanco bonita bonito
bosque brisa bruja bruma búho buena bueno caballo cabello cada café calle calma cama camino campo canción canela
cantante capitán cara caracol cariño carta cartas casa castillo catorce cereza chica chico chocolate cielo cielos
cinco cisne ciudad clara claro clavel colibrí color como concha conejo conmigo coral corazón cordero corona cosa
cosas cristal cruz cuando cuento cuervo cuerpo cruel de delfín demonio desierto destino día días diablo dios dolor
domingo dónde dos dragón dulce dulces duende él ella enero en entre eres es escritor escritora ese espejo esperanza
espíritu esta este estrella estrellas eterna eterno fantasma fe febrero felicidad feliz fiera fin flor flores fresa
frío fuego fuente fuerte gato gata gatito gatita gente gloria gota gracia gracias gran grande gris guapa guapo
guerra guerrero gusano hada halcón hermana hermano hermosa hermoso hielo hija hijo historia hoja hojas hombre hora
hoy huella humo ilusión infinito invierno iris isla jardín jazmín joven joya juego julio junio juntos la lado ladrón
lágrima laguna lana leal lejos lengua león leona letra letras libertad libre libro lila limón linda lindo lince
lirio llanto lluvia lobo loba loca loco luces lucero luna lunes luto luz madre magia mago mañana mar mares margarita
mariposa marzo mayo me mejor melodía menta mentira mi miedo miel milagro mirada misterio moneda mono montaña monte
mora morada morena moreno muerte mujer mundo música muy nada nadie naranja negra negro niebla nieve niña niño no
noche noches nombre norte nosotros novia novio nube nubes nueva nuevo nunca océano ojo ojos ola olas olvido otoño
oro oscura oscuridad oscuro oso osa otra otro oveja padre pájaro palabra palma paloma pan panda papá papel para
paraíso paz pena pequeña pequeño perdida perdido perla pero perro perra pez piedra piel pino pirata piraña plata
playa pluma poco poema poeta polvo por primavera prado princesa príncipe puerta puma que querer quien ramo rana rata
rayo real recuerdo reina relámpago rey rico río risa rocío roja rojo roble romero rosa rosas rota roto ruiseñor sal
salvaje sangre santa santo secreto selva señor señora serena sereno serpiente siempre siete silencio sin sirena sol
solo sola soledad sombra sombras sombrero sonrisa soñador soñadora soy su suave sueño sueños sur también té tarde te
tesoro tiempo tierra tigre todo tonta tonto tormenta toro tortuga tres triste tristeza trueno tu tú tulipán una uno
uva valle vela veneno verano verdad verde vida viento viernes vino viola violeta voz vuelo y ya yo zafiro zorro
zorra
""",
    "fr": """
abeille absent âge agneau aigle ailes aimer alors ami amie amies amis amour ange anges année ans août arbre arbres
argent arc art aube aucun aujourd aurore aussi automne autre avant avec avril barbe bateau beau beauté belle ben
berger biche bien bijou bise blanc blanche blé bleu bleue bois boire bon bonbon bonheur bonne boulanger bout brave
brise brume brun brune bruyère cactus café calme canard capitaine caramel carte ce cerf cerise cerisier chagrin
chaîne chaleur champ chance chant chanson chaos charme chasse chasseur chat chaton chatte château chaud chemin chêne
cher cheval chevalier chez chien chocolat chose choses chouette ciel cinq citron clair claire clé clef cloche clou
cochon cœur colère colline colombe comme compte conte coq coquelicot corail corbeau cordier corps couleur courage
couronne cousin crème cri cristal cygne dame dans danse danseuse dauphin de demain démon départ dernier désert désir
destin deux diable diamant dieu dimanche dit doigt dos douce douceur doux dragon du eau écho éclair école écureuil
elfe elle encore encre enfance enfant enfants enfer ennui entre épine épice espoir esprit est étang été éternel
éternité étoile étoiles étrange étranger être eux face faim fantôme fauve faute fée fées femme fer feu feuille
février fidèle fille fils fin fleur fleurs fleuve flocon foi folle fontaine force forêt forgeron fort fou foudre
fougère fraise framboise frère froid fruit fumée garçon gentil gentille givre glace gloire goutte grâce grain grand
grande gris grise guerre guerrier guitare hasard herbe héros heure heureuse heureux hibou hier hirondelle histoire
hiver homme honte huit il île illusion image infini ici iris ivoire jade jaloux jamais jardin jardinier jasmin jaune
je jeu jeune joie joli jolie jour jours joyau juillet juin kiwi la lac laine lait lama lampe lapin larme larmes
laurier le léger légende lent les lettre lettres liberté libre lierre lilas lion lionne lis lit livre loin long loup
loups louve lumière lundi lune lutin lys ma magie magicien magique mai main maintenant maison mal maman marchand
mardi marin marine marron mars matin mauvais mélodie même menthe mer merci mère merle merveille mes mésange message
miel mien mieux minuit miracle miroir moi moineau mois moment mon monde montagne mort mot mots mouche mouette moulin
mousse mur muse musique mystère nature neige nid noël noir noire noisette nom non nord notre nous nouveau novembre
nuage nuages nuit nuits océan octobre œil oiseau oiseaux ombre ombres onde or orage orange orchidée ortie ou oubli
oublié ours ourse ourson page pain paix panda papa papier papillon par paradis parc paris parfum parole pas passé
passion patience pauvre pays peau pêche peine pensée perdu perdue père perle personne petit petite peur phénix photo
pie pierre pigeon pin pirate plage plante pleur pluie plume plus poème poésie poète poids poire poison poisson pomme
pont porte poupée pour poussière pré premier prince princesse printemps prune quand quatre que quelqu qui raisin rat
rayon regard reine renard renarde rêve rêves rêveur rêveuse rien rire rivière robin roche roi roman ronce rose rosée
roses rosier rossignol rouge route roux rue ruisseau sable sage saison samedi sang sans sauge saule sauvage secret
seigneur sel sept serpent seul seule si silence sincère sirène six sœur soie soir soleil solitude sombre son songe
sorcier sorcière souffle souris sourire souvenir sucre sud sur ta tambour tard tempête temps tendre terre tes thé
tigre toi toit ton tonnerre tortue toujours tour tout triste tristesse trois trop tu tulipe tous un une vache vague
vagues vallée vampire veilleur vent vents vérité verre vers vert verte vide vie vieux vigne ville vin violette
visage vivre voile voix vol vrai vraie voyage voyageur yeux
""",
    "pl": """
aleja albo ale anioł anioły babcia bajka bałwan bez białe biały biała bieg biedronka blask blisko bocian bóg brat
brzask brzoza burza być byk chłopak chmura chmury chleb chwila cichy cicha cisza ciemność ciemny ciepło cień cienie
co córka cud cukier czarna czarny czas czekolada czerwony czerwona człowiek cztery czuły dąb daleko deszcz diabeł
dla dobra dobry dobro dolina dom dorosły drzewo drzewa droga drogi duch duchy dusza duża duży dwa dym dzieci dziecko
dziewczyna dzień dziki dzika echo fala fale fiołek gaj głos głód głupi gniew gołąb gorzki góra góry gość grom
groszek gruszka grzyb gwiazda gwiazdy hałas historia i ich ile imię inny iskra ja jabłko jagoda jak jaskier jaskółka
jasny jasna jastrząb jeden jednorożec jeleń jesień jest jeszcze jezioro jeż jutro już kamień kamyk kaczka kawa każdy
kobieta kociak kogut kolor kołacz koniec koń korona kos kosmos kot kotek kotka kowal kowalski kraj kret krew kropla
król królewna królik królowa kruk krzyk książę książka księżniczka księżyc kto kubek kuna kwiat kwiaty kwiatek las
lato lawenda lecz len leśny leśna lew liść liście lilia list listy lis lisek lód los ludzie lwica łabędź łąka łza
łzy maj mak mały mała mama malina marzenie marzenia marzec marzyciel mąż matka mech mewa mgła miasto miesiąc miód
mięta miłość miły miła mleko młody młoda moja moje mój morze most motyl mróz mrok mrówka mysz myszka myśl na
nadzieja nasz nic nie niebo niebieski niedźwiedź niedziela nieznajomy nieznajoma nigdy nikt noc nocny nocna norka
nowy nowa obcy obca obłok ocean ogień ogród oko oczy on ona one oni orzech orzeł osa osioł ostatni otchłań owca owoc
ołówek pająk pan pani panda panna papier paproć park paw pies piesek pieśń pięć pingwin piorun piosenka pisarz
pisarka piwonia po poeta poetka pogoda pole poranek powrót pół północ popiół potok prawda prąd promień przyjaciel
przyjaciółka ptak ptaki ptaszek puma pustka pustynia pytanie radość rana ranek raz raj rekin renifer robak rok rosa
rower róża róże różowy ruda rudy rudzik ryba ryby rycerz ryś rzeka sad sam sama samotność samotny samotna sarna sen
serce serca siła siostra siedem skała sklep skowronek skrzydła skrzat słodki słodka słoń słońce słonecznik słowik
słowo słowa smok smutek smutny smutna sok sokół sól sosna sowa sówka spokój stary stara stokrotka strach strumień
strzała sto styczeń syn szary szara szczęście szczęśliwy szept sześć szop szpak śmiech śmierć śnieg śnieżka
śnieżynka świat światło świt święta ta tajemnica tak tancerka tata ten tęcza tęsknota to trawa trzy tulipan twój ty
tygrys ulica wąż we wesoły wiara wiatr wiatry widmo wiewiórka wieczór wiem wiersz wierzba wilczyca wilk wilki wino
wiosna wiśnia woda wolny wolna wolność wróbel wrona wrzos wszystko wtorek wujek wulkan wyspa z zachód zając zapach
zawsze zegar ziarno zielony zielona ziemia zima zimny zimna zła zły złoto złoty złota znak żaba żal żona żółty żółw
życie żyto
""",
    "pt": """
abelha abril abraço açúcar agora agosto água águia ainda ajuda alegre alegria algo alguém alma almas alto amanhã
amante amar amarelo amiga amigo amigos amor amora anjo anjos ano antes anoitecer areia arco arte árvore asa asas
aurora ave azul azuis bala bailarina barco barro beijo beijos bela belo bem bicho boa bom boneca bonita bonito
borboleta bosque branca branco brisa brilho bruxa caju café calma caminho campo canela canção cantor capitão cara
caracol carinho carneiro carta cartas carvalho casa castelo cavaleiro cavalo cedo cereja céu chama chão chá
chocolate choro chuva cidade cigana cinco cinza cinzas cisne claro clara cobra coelho coisa coisas colibri com como
concha conto coração coragem cordeiro coroa coruja corvo costa cravo criança cristal cruz cuidado dama dançarina de
demônio deserto desejo destino deus dezembro dia dias diabo diamante distante doce doces dois domingo dor dragão
duende duas e ela ele encanto entre erva escrito escritor escritora escuro escuridão espelho esperança espinho
espírito esquecido essa esse esta este estrada estranha estranho estrela estrelas eterno eterna eu fada fantasma
farol fé feia feio felicidade feliz ferreira ferro festa fevereiro filha filho fim flor flores floresta fogo folha
folhas fome fonte força formiga forte fria frio fruta fumaça gaivota galo garota garoto gata gatinha gatinho gato
gelo gente girassol gosto gota graça gralha grande gratidão grilo guerra guerreira guerreiro história homem hoje
hora horizonte ilha ilusão infinito inverno irmã irmão janeiro jardim jasmim joaninha jogo joia jovem juntos julho
junho lado ladrão lago lagoa lágrima lágrimas lança laranja leal leão leoa leite lenda letra letras leve liberdade
limão linda lindo lírio livre livro lobo loba longe lontra louca louco lua luar lugar luz luzes luta maçã mãe mágica
magia mago maio mal mamãe manhã mão mar março mares margarida maravilha maré marinheiro mas medo mel melhor menina
menino mente mentira mesa meu mil milagre minha mistério moça moço moeda montanha monte morango morena moreno morte
mulher mundo música muito nada não natal navio negra negro neve névoa nevoeiro ninguém ninho noite noites nome norte
nós nova novo novembro nunca nuvem nuvens o oceano olhar olho olhos onda ondas onça ontem oração orvalho ouro outono
outra outro outubro ovelha paciência pai paixão palavra palavras palma pantera pão papai papel para paraíso pássaro
passarinho pato paz pé pedra pedras peixe pele pena pequena pequeno perdida perdido pérola perto pessoa pimenta
pinguim pinheiro pirata planta pluma pó poema poesia poeta pombo ponte por porta praia prata preta preto princesa
príncipe primavera quando quase quatro que queijo quem raio rainha raiva raposa rato real recado rei reis reino
relâmpago ria ribeiro rica rio riso rocha rosa rosas roxo rua sabiá sal salgueiro sangue santa santo santos são sapo
saudade saudades segredo selva sem semente sempre ser sereia serpente serra sete seu silêncio silva sim sina sino só
soldado sol solidão sombra sombras sonhador sonhadora sonho sonhos sorriso sorte sou sua suave sul também tarde
tartaruga te tempestade tempo ternura terra tesouro teu tia tigre tio toda todo tola tolo touro três trevo triste
tristeza trovão tu tudo tulipa uma um urso ursa uva vaga vale vazio veado vela veneno vento ventos verão verdade
verde vermelho vespa viagem viajante vida vidro vinho viola violeta viver voo você voz zebra
""",
    "tr": """
acı ağaç ağustos ahududu akşam aile altı altın ama ana anka anne arkadaş arı aslan asma aşk at ateş av avcı ay aydın
ayaz ayna ayı az baba bahar bahçe bal balık balina barış başak bayram bebek beden ben beyaz bir bilge bin birisi biz
boğa boş boşluk bu buğday bugün bulut bulutlar bülbül büyük büyü cadı can canım cam cennet ceren cesur ceylan çakıl
çam çay çelik çiçek çiçekler çilek çınar çocuk çöl çok çiy dağ dağlar dalga dalgalar damla dans dar defne deli deniz
denizci derin dere dert derviş dev dilek dil doğa doğan dolunay dost dört dua dudak duman durgun dün dünya duru düş
düşler düşünce efe ejder ejderha ekim ekmek elma elmas erik er eski ev evet eylül fark fener fırtına fidan fil
fındık gece geceler gelin gelincik gemi genç gerçek geyik gezgin giz gizem gizli göç gök gökyüzü gökkuşağı göl gölge
gölgeler gönül göz gözler gözyaşı gri güç gül güller güler gülüş gümüş gün güneş günler güney güven güvercin güz
güzel haber hafif haftalar hala hayal hayalet hayaller hayat hazan hazine her herkes hep hiç hiçbir hızlı huzur
hüzün ılgaz ılık ıhlamur ırmak ışık ışıklar iki iklim ilk ilkbahar incir inci insan ipek iyi kadın kahve kalem kalp
kale kanat kanarya kaplan kaptan kar kara karanlık karanfil kardelen kardeş karga kartal kartanesi kavak kaya kayıp
kaynak kedi kediler kelebek kelime keman kes kestane kırlangıç kırmızı kış kız kızıl kim kimse kiraz kitap koca koku
koyun köpek kör köy kraliçe kral kum kumru kurt kuş kuşlar kuzu kuzey küçük kül lale lavanta leylek limon mavi mart
masal maske mayıs mehtap melek melekler melodi menekşe mercan meşe mektup merhaba mevsim meyve mimoza mine mor mutlu
mutluluk müzik nar nane ne nefes nehir nergis nisan nokta ocak oğul okyanus olan on orman orkide orada öfke ölüm
ömür öz özgür özgürlük özlem papağan papatya para pars pamuk pembe penguen peri perşembe pınar portakal prenses
prens rota rüya rüyalar rüzgar rüzgâr sabah sabır sahil sakin sakız salı sarı savaş sel sen ses sessiz sessizlik
sevda sevgi sevgili sevinç sihir sincap sır sırlar sis siyah soğuk sokak sonbahar son sonsuz sonsuzluk soru söz su
suç sultan şair şafak şahin şarkı şaşkın şeker şelale şehir şerbet şimşek şiir tane tanrı taş tatlı tavşan tay tek
tembel ten tepe tilki tren toprak toz turna tutku tuz uçurum ufuk ulu umut umutlar uyku uzak uzun üç üzgün üzüm vadi
var ve veda volkan ya yabancı yağmur yağmurlar yakamoz yalan yalnız yalnızlık yarın yaprak yapraklar yasemin yaş
yaşam yaz yazar yazı yedi yel yeni yer yeşil yıldız yıldızlar yıldırım yılan yol yolcu yonca yunus yürek yüz zaman
zambak zehir zeytin
""",
    "ja": """
あした あなた あの あめ ありがとう いし いちご いつか いぬ いのち うさぎ うた うみ うめ おと おに
おばけ おもち おれ かえる かお かげ かぜ かみ かめ からす かわ きつね きのう きょう くじら くつ くま
くも くらげ くるみ けむり こいぬ こえ こころ こと こねこ こども ことり このは こひつじ これ さかな
さくら さくらんぼ さとう さば さる しお しか しずく しろ しんじつ すいか すずめ すず すな せかい そら
それ だれ たいよう たぬき たね たび たまご だんご つき つばさ つばめ つゆ てがみ てん とうふ とかげ
とき となり とら とり どこ なか なつ なみ なみだ なに なまえ にじ にわ ねこ ねずみ のはら はくちょう
はこ はし はと はな はなび はね はる はりねずみ ばら ひかり ひつじ ひと ひとり ひまわり ひよこ ひる
ふくろう ふね ふゆ ほし ほたる ほん ぼく まいにち まち まど まる みかん みず みち みなと みどり みみ
みんな むかし むし もち もの もも もり やま ゆうがた ゆき ゆきだるま ゆめ ゆり よぞら よる らいおん
りす りんご れもん わたし わたげ わに アイス アヒル イチゴ イルカ ウサギ オオカミ カエル カギ カフェ
カメ カラス ガラス キツネ クジラ クマ クラゲ コーヒー ココア コトリ サクラ サメ シロ スズメ ソラ
タヌキ チョコ ツキ ツバメ トカゲ トラ ドラゴン ネコ ネズミ ノート ハナ ハリネズミ バラ パン パンダ
ヒツジ ヒマワリ ヒヨコ フクロウ ペンギン ホシ ホタル ミルク メロン モモ ヤギ ユキ ユメ ライオン ラジオ
リス リンゴ レモン 愛 青 青空 赤 秋 悪魔 朝 明日 雨 雨音 嵐 家 石 糸 命 色 歌 宇宙 海 永遠 駅
王子 狼 音 鬼 思い出 女 女の子 男 男の子 貝 影 傘 風 風船 家族 鏡 鍵 学校 悲しみ 花火 紙 神様
烏 川 狐 季節 昨日 希望 今日 霧 金魚 銀河 空 熊 雲 黒 黒猫 言葉 恋 声 氷 心 小鳥 子猫 子供 魚
桜 さよなら 砂糖 時間 静寂 静か 自転車 島 自由 白 白猫 真実 森 人生 砂 世界 扉 太陽 卵 魂 旅
旅人 誰か 涙 月 月光 月夜 土 翼 手紙 天使 天気 電車 時 時計 友達 鳥 名前 夏 波 庭 虹 猫 眠り
野原 葉 灰 白鳥 箱 橋 花 花びら 羽 母 春 光 悲劇 飛行機 人 一人 火 日 昼 笛 冬 船 星 星空 炎
本 本当 毎日 街 窓 幻 満月 水 湖 緑 港 耳 未来 昔 夢 娘 虫 迷子 山 闇 夕方 夕焼け 雪 雪だるま
百合 夜 夜空 夜中 妖精 理由 林檎 竜 旅行 蓮 若葉 私 自分 誰 何 匿名 名無し 読者 先生 先輩 学生
""",
}
