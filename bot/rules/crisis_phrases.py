"""Phrases with which somebody says that they want to die or hurt themselves, in each language that the bot speaks.

Patterns for texts in small letters, without accents, with plain apostrophes and single blanks. Every phrase is about
oneself; where people use one in jest, what stands beside it then is ruled out. `{name}` is a piece of its language.
"""

from __future__ import annotations

#: Pieces that phrases are put together from, by language.
PIECES = {
    "en": {
        "want": r"(?:want(?:ed|ing)?|wish(?:ed)?|long|plan(?:ned|ning)?|going|about|ready|decided|tried|try(?:ing)?)",
        "think": r"(?:think(?:ing)? (?:of|about)|thought (?:of|about)|thoughts of|consider(?:ed|ing)?|dream of)",
        "not": r"(?:do not|don'?t|didn'?t|no longer)",
        "am": r"(?:i'?m|i am|i feel|i felt|feeling|being|i was|i've been|i have been)",
        "was": r"i (?:was|were)",
        "more": r"(?: any ?more| any longer)",
        "end": r"(?=\s*(?:$|[.,;:!?…)\n]|(?:and|but|because|so|since|if|when|tonight|tomorrow|today|right now)\b))",
        "jest": r"(?! (?:of (?!a broken)|laughing|with laughter|from (?:laugh|embarrassment|shame|boredom)|"
        r"on the spot))",
        "work": r"(?! (?:laughing|with laughter|over|for not|studying|training|working|at|trying|to (?:get|make|"
        r"be)))",
        "off": r"(?! (?:off|out|some|a |free|short))",
        "cut": r"(?! (?:off|out|some|a |free|short|shaving|while|when|on))",
    },
    "de": {
        "some": r"(?:(?!nicht\b|nie\b|fast\b|vor\b|fur\b|kein)\w+ ){0,3}",
        "will": r"(?:ich (?:(?!nicht\b|nie\b)\w+ ){0,2}(?:will|wollte|moe?chte)|(?:will|wollte|moe?chte) ich)",
        "end": r"(?=\s*(?:$|[.,;:!?…)\n]|(?:und|aber|weil|denn|wenn|seit|heute|morgen)\b))",
        "jest": r"(?! vor | fur )",
    },
    "es": {
        "want": r"(?:quiero|quisiera|queria|quise|deseo|prefiero|preferiria|voy a|ganas de|pienso en|pense en|"
        r"pensado en|"
        r"pensando en|intente|intentado|intentar|decidi|decidido|planeo)",
        "end": r"(?=\s*(?:$|[.,;:!?…)\n]|(?:y|pero|porque|si|cuando|hoy|manana)\b))",
        "jest": r"(?! (?:de (?:risa|verguenza|amor|hambre|sueno|ganas|envidia|miedo|frio|calor|aburrimiento|"
        r"pena|celos)|"
        r"por|contigo|a tu lado|en tus brazos)\b)",
        "work": r"(?! (?:estudiando|trabajando|a (?:estudiar|trabajar)|de risa|el pelo|las unas|el flequillo|un|"
        r"una)\b)",
    },
    "fr": {
        "want": r"(?:je (?:veux|voudrais|voulais|prefere|preferais|prefererais|vais)|j'aimerais|envie de|besoin de|"
        r"pens(?:e|ais|er) a|songe a|j'ai (?:voulu|essaye de|tente de))",
        "end": r"(?=\s*(?:$|[.,;:!?…)\n]|(?:et|mais|parce|car|si|quand|ce soir|demain)\b))",
        "jest": r"(?! (?:de (?:rire|honte|faim|peur|froid|soif|ennui|chaud|jalousie|sommeil)|pour|dans tes bras|avec|"
        r"a tes cotes)\b)",
        "work": r"(?! (?:a|au|les cheveux|les ongles|la frange|en|du)\b)",
    },
    "pl": {
        "want": r"(?:(?<!nie )(?:chce|chcial[ae]m|chciala?bym|wole|wolala?bym|planuje|probowal[ae]m|zamierzam|"
        r"mam ochote|"
        r"mysle|myslal[ae]m))",
        "some": r"(?:[\w,]+ ){0,3}",
        "end": r"(?=\s*(?:$|[.,;:!?…)\n]|(?:i|a|ale|bo|gdy|kiedy|jesli|od)\b))",
        "jest": r"(?! (?:ze (?:smiechu|wstydu|strachu|szczescia)|z (?:nudow|glodu|milosci|ciekawosci)|przy|razem)\b)",
    },
    "pt": {
        "want": r"(?:(?<!nao )(?:quero|queria|quis|desejo|prefiro|preferia)|vontade de|vou|penso em|pensei em|"
        r"pensando em|"
        r"pensado em|tentei|tentar|decidi)",
        "end": r"(?=\s*(?:$|[.,;:!?…)\n]|(?:e|mas|porque|se|quando|hoje|amanha)\b))",
        "jest": r"(?! (?:de (?:rir|vergonha|amor|fome|medo|frio|calor|tedio|saudades?|inveja|ciumes?|raiva|"
        r"tanto|sono)|por|"
        r"ao (?:seu|teu) lado|com voce|nos (?:seus|teus) bracos)\b)",
        "work": r"(?! (?:de (?:estudar|trabalhar|rir)|estudando|trabalhando|o cabelo|na academia)\b)",
    },
    "tr": {
        "alone": r"(?:^|(?<=[.!?,;:…\n])|(?<=[.!?,;:…\n] )|(?<=\bartik )|(?<=\bben )|(?<=\bdaha fazla ))",
    },
    "ja": {
        "me": r"(?:私|わたし|僕|ぼく|俺|自分)",
    },
}
#: By language.
PHRASES = {
    "en": (
        r"kill(?:ing)? myself\b{work}",
        r"(?:{want} to|wanna|gonna) (?:just )?die\b{jest}",
        r"wish (?:that )?{was} dead\b(?! simple)",
        r"end(?:ing)? my (?:own )?life\b",
        r"(?:take|taking) my own life\b|take my life\b{end}",
        r"(?:{want} to|{think}) end(?:ing)? it all\b",
        r"{am} (?:so |very |really |still )?suicidal\b|suicidal thoughts",
        r"{think} suicide\b|commit suicide\b|attempt(?:ed|ing)? suicide\b|my suicide\b|suicide note\b",
        r"{not} want to (?:live{more}?{end}|be alive\b|exist\b{more}?{end}|keep living\b)",
        r"{not} want to wake up(?: again| tomorrow|{more})",
        r"(?:want|hope|wish) (?:to|i) (?:just )?never wake up\b|fall asleep and never wake up\b",
        r"(?:no|any) (?:reason|point|sense) (?:left )?(?:to live|to keep living|in living)\b(?! (?:in|with|here|at))",
        r"nothing (?:left )?to live for\b|(?:not|isn'?t|never) worth living\b",
        r"better off (?:dead|without me\b)|better(?: off)? if {was} (?:dead|gone)\b",
        r"(?:tired|sick) of (?:living|being alive){end}",
        r"(?:want|need|going|plan(?:ning)?|urge) to (?:hurt|harm|cut) myself\b{off}",
        r"(?:start(?:ed)?|keep|kept|been|stop(?:ped)?|resist) (?:hurting|harming|cutting) myself\b{cut}",
        r"self[- ]?harm(?:ing|ed)?\b|slit(?:ting)? my wrists\b|unalive myself\b",
        r"(?:hang|hanging) myself\b(?! out)",
        r"(?:{want} to|{think}) (?:shoot|drown)(?:ing)? myself\b(?! in the foot)",
        r"(?:{want} to|{think}) overdos(?:e|ing)\b",
        r"(?:{want} to|{think}) jump(?:ing)? (?:off|from) (?:a|the) (?:bridge|roof|building|balcony)\b",
        r"(?:take|taking|swallow(?:ed|ing)?) (?:all|too many) (?:of )?(?:my |the )?(?:sleeping )?(?:pills|tablets)\b",
    ),
    "de": (
        r"{will} {some}sterben\b{jest}|dass ich {some}sterben (?:will|wollte|moe?chte)\b",
        r"(?:will|wollte|moe?chte|mag|kann) (?:ich )?(?:einfach )?(?:nicht mehr|nimmer) (?:weiter)?leben{end}|"
        r"(?:nicht mehr|nimmer) (?:weiter)?leben (?:will|wollte|moe?chte|mag|kann)\b",
        r"(?:bringe|brachte) (?:ich )?mich (?:\w+ ){0,2}um\b(?! (?:den|die|das|meinen))|mich (?:\w+ )?umzubringen\b|"
        r"ich (?:[\w,]+ ){0,4}mich (?:\w+ ){0,2}umbringen?\b|(?:will|wollte|werde) ich mich umbringen\b",
        r"mir (?:\w+ ){0,2}das leben (?:zu )?nehmen\b|nehme (?:ich )?mir das leben\b|meinem leben ein ende\b|"
        r"mit (?:dem leben|allem) schluss (?:zu )?machen\b",
        r"(?:selbstmord|suizid)gedanken\b|mein\w* (?:selbstmord|suizid)(?:versuch\w*)?\b|"
        r"(?:denk|dacht|gedacht)\w* (?:\w+ ){0,3}an (?:selbstmord|suizid)\b|(?:ich bin|bin ich|ich war|fue?hle mich) "
        r"(?:\w+ )?(?:suizidal|selbstmordgefae?hrdet|lebensmue?de)\b",
        r"\bich wa(?:e)?re (?:\w+ ){0,2}tot\b(?! umgefallen)|wa(?:e)?re ich (?:\w+ ){0,3}tot\b(?! umgefallen)|"
        r"(?:wa(?:e)?re ich|ich wa(?:e)?re) (?:\w+ ){0,2}nie geboren\b",
        r"kein(?:en)? (?:grund|sinn) (?:mehr )?(?:zu leben|weiterzuleben)\b|"
        r"mein leben (?:hat|ergibt|macht) (?:\w+ )?keinen sinn(?: mehr)?\b",
        r"(?:nicht|nie) (?:mehr|wieder) aufwachen\b|ohne mich (?:\w+ )?besser dran\b|besser dran ohne mich\b",
        r"(?:ritze|ritzte) (?:ich )?mich\b|mich (?:\w+ )?(?:zu )?ritzen\b|mich (?:wieder|selbst) geritzt\b|"
        r"mich selbst (?:\w+ )?(?:zu )?verletz(?:en|e|te|t)\b|selbstverletz\w*|"
        r"verletze (?:ich )?mich (?:\w+ )?selbst\b|mir die pulsadern\b",
        r"ich (?:[\w,]+ ){0,4}mir (?:\w+ )?(?:etwas|was) an(?:zu)?tun\b",
        r"{will} (?:\w+ ){0,2}mich (?:\w+ )?(?:aufhae?ngen|erhae?ngen|erschiessen|ertrae?nken)\b|"
        r"{will} (?:\w+ ){0,2}von (?:der|einer|dem|einem|ner) (?:brue?cke|dach|hochhaus|balkon) springen\b|"
        r"mich vor (?:einen|den|nen) zug (?:zu )?(?:werfen|legen)\b",
        r"(?:alle meine|zu viele) (?:schlaf)?tabletten (?:\w+ ){0,2}(?:genommen|geschluckt|nehmen|schlucken)\b",
    ),
    "es": (
        r"(?<!no )(?:quiero|quisiera|queria|deseo|prefiero|preferiria|ganas de) (?:solo |simplemente |"
        r"ya )?morir(?:me)?\b"
        r"{jest}|\bme (?:quiero|queria) morir\b{jest}",
        r"\bsuicidarme\b|\bme (?:quiero|voy a|queria) (?:matar|suicidar|ahorcar)\b{work}|quitarme la vida\b|"
        r"{want} (?:\w+ )?(?:matarme|ahorcarme|colgarme)\b{work}",
        r"(?:acabar con|poner fin a|terminar con) mi vida\b|{want} acabar con todo{end}",
        r"(?:ya )?no quiero (?:seguir )?(?:vivir|viviendo|existir)(?: mas)?{end}|no quiero (?:seguir|"
        r"estar) viv[oa]{end}",
        r"no quiero (?:volver a )?despertar(?:me)?(?: nunca)?(?: mas)?{end}|no despertar (?:nunca )?mas\b",
        r"(?:ojala|quisiera|preferiria|desearia) (?:\w+ )?(?:estar muert[oa]|estuviera muert[oa]|no haber nacido|"
        r"no existir)\b|estaria mejor muert[oa]\b",
        r"pensamientos? suicidas?\b|ideas? suicidas?\b|mi intento de suicidio\b|"
        r"(?:pienso|pense|pensado|pensando) (?:\w+ ){0,2}en el suicidio\b|nota de suicidio\b",
        r"no (?:tengo|hay|me quedan?|encuentro)(?: ya)?(?: ningun[a]?)? (?:razon(?:es)?|motivos?|ganas|"
        r"nada) (?:para|por lo que|"
        r"de) (?:seguir )?viv(?:ir|iendo)\b(?! (?:en|con|aqui|alli|sin|asi))|"
        r"mi vida (?:ya )?no (?:tiene sentido|vale la pena|merece la pena)\b",
        r"(?:estarian?|estaran?|serian?|iria) (?:\w+ ){0,2}mejor sin mi{end}|(?:cansad|hart)[oa] de vivir{end}",
        r"(?:quiero|ganas de|volver a|vuelto a|volvi a|empece a|empezado a|dejar de|necesito) (?:cortarme|"
        r"hacerme dano|"
        r"lastimarme|autolesionarme)\b{work}|autolesion\w*|cortarme las (?:venas|munecas)\b|"
        r"\bme hago dano a mi mism[oa]\b|sin ganas de (?:seguir )?vivir{end}",
        r"{want} tirarme (?:de|desde|por) (?:un|el|una|la) (?:puente|azotea|balcon|ventana)\b|tirarme (?:al|"
        r"a las|a la) "
        r"(?:tren|vias|via|metro)\b|tom(?:e|ar|arme|ado) todas (?:las|mis) (?:pastillas|pildoras)\b",
    ),
    "fr": (
        r"(?:(?:je |j')(?:veux|voudrais|voulais|prefere|prefererais)|j'aimerais|envie de|besoin de) (?:juste |"
        r"simplement |vraiment |"
        r"tellement )?(?:mourir|crever)\b{jest}",
        r"me suicider\b|m'oter la vie\b|me donner la mort\b|mettre fin a (?:mes jours|ma vie)\b|"
        r"{want} (?:me tuer|me pendre|me noyer)\b{work}|m'ouvrir les veines\b|me tailler les veines\b",
        r"(?:je (?:veux|voudrais|vais)|envie d'|envie d') ?en finir{end}|en finir avec (?:la|ma) vie\b",
        r"(?:veux|voulais|ai|avais) plus (?:envie de |envie d')?(?:vivre|exister){end}",
        r"(?:plus|jamais) me reveiller{end}",
        r"(?:j'aimerais|je voudrais|j'aurais (?:aime|prefere|voulu)|je prefererais) (?:etre morte?|"
        r"ne pas (?:exister|etre nee?)|"
        r"ne jamais etre nee?)\b|si (?:seulement )?j'etais morte?\b",
        r"(?:pensee|idee)s? suicidaires?\b|je suis suicidaire\b|(?:ma|mes) tentatives? de suicide\b|"
        r"(?:pense|penser|pensais|songe) (?:\w+ ){0,2}au suicide\b|lettre de suicide\b",
        r"(?:aucune|plus de|plus aucune|pas de) raisons? de (?:continuer a )?vivre\b(?! (?:ici|avec|dans|sans))|"
        r"ma vie (?:ne |n')?(?:vaut|a) (?:plus |pas )?(?:la peine d'etre vecue|(?:plus |aucun |"
        r"plus aucun )(?:de )?sens)\b",
        r"mieux sans moi{end}|(?:fatiguee?|marre|lasse?) de vivre{end}",
        r"me (?:scarifi|mutil)\w+|je me fais du mal{end}|m'automutil\w+|automutilation|(?:envie de|"
        r"recommence a|arreter de|besoin de) me "
        r"(?:couper|faire (?:du )?mal|blesser)\b{work}",
        r"me jeter (?:d'un|du|par la|sous (?:un|le)|dans le) (?:pont|toit|fenetre|train|metro|vide|balcon)\b|"
        r"aval(?:e|er) (?:tous mes|toutes mes|trop de) (?:medicaments|cachets|comprimes|somniferes)\b",
    ),
    "ja": (
        r"死にたい(?!くらい|ぐらい|ほど|わけじゃ|とは思わ|とは思って|なんて思わ)|死にたく(?:なる|なった|なって|なり)|死んでしまいたい|(?<![ぁ-ん])しにたい(?!くらい|ぐらい|ほど)|タヒにたい",
        r"生き(?:て(?:い)?)?たくない|生きるのが(?:もう)?(?:つらい|辛い|嫌|いや|しんどい|苦しい|疲れ)|生きるのに(?:もう)?疲れ|"
        r"生きて(?:い)?(?:て|ても|る)(?:意味が|も意味が)(?:ない|わからない|分からない)|生きていても(?:しょうがない|仕方(?:が)?ない|意味がない)",
        r"自殺(?:したい|しよう|しかけ|を考え|願望)|自死を考え|命を絶(?:ちたい|とう|つつもり)",
        r"消えてしまいたい(?!くらい|ほど)|(?<!恥ずかしくて)消えたい(?!くらい|ぐらい|ほど)|いなくなりたい|この世から(?:消え|いなくなり)たい",
        r"死のう(?:と思|と決|とし|か)|{me}(?:なんて|なんか|は|が|の方が)?(?:もう)?(?:死んだ|いない|消えた)(?:ほう|方)が(?:まし|いい|良い|楽)|"
        r"生まれてこなければ(?:よかった|良かった)",
        r"(?<![ァ-ヶー])リスカ(?![ァ-ヶー])|リストカット|手首を切(?:りたい|って|っちゃ|る)|自傷|薬を(?:全部|大量に)(?:飲|の)(?:ん|み|も|む)|"
        r"首を(?:吊|つ)(?:りたい|ろう|るつもり)|飛び降り(?:たい|ようと)|電車に飛び込(?:みたい|もう)",
        r"(?:もう|二度と)目(?:が|を)?覚(?:めたく|ましたく|めなければ|めなきゃ|めないで)|もう目覚めたくない",
    ),
    "pl": (
        r"(?<!nie )(?:chce|chcial[ae]m|chciala?bym|wole|wolala?bym) (?:tylko |juz |po prostu )?umrzec\b{jest}",
        r"{want} (?:sie )?(?:zabic|powiesic|otruc)(?: sie)?\b|zabije sie{end}",
        r"{want} {some}(?:odebrac sobie zycie|skonczyc ze soba|ze soba skonczyc|zakonczyc (?:swoje |moje )?zycie|"
        r"popelnic samobojstwo)\b|popelnie samobojstwo\b|odbiore sobie zycie\b|skoncze ze soba\b",
        r"nie chce (?:mi sie )?(?:juz |dluzej )?(?:zyc|istniec)(?: dluzej| juz)?{end}",
        r"nie chce (?:juz |wiecej )?(?:sie )?(?:juz |wiecej )?(?:obudzic|budzic)(?: sie)?{end}|"
        r"nigdy (?:wiecej )?sie nie obudzic\b",
        r"(?:chciala?bym|wolala?bym) (?:juz )?(?:byc martw[ay]|nie zyc|nie istniec|nigdy sie nie urodzic)\b|"
        r"zebym (?:juz )?nie zyla?\b",
        r"mysl(?:i|ami|ach) samobojcz\w+|mysl(?:e|alem|alam) o samobojstwie\b|(?:moj[aeay]|"
        r"mojej) prob\w+ samobojcz\w+",
        r"nie mam (?:juz )?(?:po co|dla kogo|powodu,? (?:zeby|by)) (?:dalej )?zyc\b(?! (?:tu|tutaj|z|w|bez))|"
        r"moje zycie nie ma (?:juz )?sensu\b",
        r"beze mnie (?:\w+ ){0,3}lepiej\b|lepiej (?:\w+ )?beze mnie\b|(?:zmeczon[ay] zyciem|"
        r"(?:mam )?dosc zycia){end}",
        r"(?:tne|cielam|cialem|pocielam|pocialem) sie\b(?! (?:w|przy))|samookalecz\w*|okalecza(?:m|c) sie\b|"
        r"podciac sobie zyly\b|{want} {some}zrobic sobie krzywde\b",
        r"{want} {some}(?:rzucic sie pod (?:pociag|tramwaj|samochod)|skoczyc z (?:mostu|dachu|okna|balkonu))\b|"
        r"(?:wzielam|wzialem|polknelam|polknalem) (?:wszystkie|za duzo|cale opakowanie) (?:tablet\w+|lek\w+|"
        r"proszk\w+)\b",
    ),
    "pt": (
        r"(?:(?<!nao )(?:quero|queria|desejo|prefiro|preferia)|vontade de) (?:so |apenas |muito )?morrer\b{jest}",
        r"{want} me (?:matar|suicidar|enforcar)\b{work}|\bme suicidar\b|tirar (?:a )?minha (?:propria )?vida\b",
        r"{want} (?:acabar|terminar) com (?:(?:a )?minha vida\b|tudo{end})|(?:por|dar) fim (?:a|na) minha vida\b",
        r"nao (?:quero|queria|aguento) (?:mais )?(?:viver|existir|estar viv[oa])(?: mais)?{end}|"
        r"cansad[oa] de viver{end}",
        r"nao (?:quero|queria) (?:mais |nunca mais )?acordar(?: mais| nunca mais)?{end}|nunca mais acordar{end}",
        r"(?:queria|preferia|gostaria de|quem me dera) (?:\w+ )?(?:estar mort[oa]|nao existir|nao ter nascido|"
        r"nunca ter nascido)\b|melhor mort[oa]{end}",
        r"pensamentos? suicidas?\b|ideacao suicida\b|minha tentativa de suicidio\b|"
        r"pens(?:o|ei|ando|ado) (?:\w+ ){0,2}(?:em|no) suicidio\b|carta de suicidio\b",
        r"(?:nao tenho|nao ha|nao vejo|sem)(?: mais)?(?: nenhuma?)? (?:motivos?|razao|razoes|vontade) (?:para|"
        r"pra|de) (?:continuar )?"
        r"(?:viver|vivendo|vivo|viva)\b(?! (?:em|com|aqui|la|na|no|sem|assim))|"
        r"minha vida nao (?:vale (?:mais )?a pena|(?:faz|tem) (?:mais )?sentido)\b",
        r"melhor(?:es)? sem mim{end}",
        r"automutila\w*|eu me corto{end}|autolesao|me mutil\w+|(?:quero|voltei a|parar de|vontade de|comecei a|"
        r"preciso) me (?:cortar|machucar|ferir)\b"
        r"{work}|cortar (?:os )?(?:meus )?pulsos\b",
        r"{want} me jogar (?:da|de uma|do|de um|na frente (?:do|de um)) (?:ponte|predio|janela|trem|carro|onibus)\b|"
        r"tom(?:ei|ar) todos os (?:meus )?(?:remedios|comprimidos)\b",
    ),
    "tr": (
        r"(?<!utanctan )(?<!gulmekten )\bolmek (?:istiyorum|istiyordum|isterdim|istedim)\b",
        r"\bkendimi oldur(?:mek|meyi|meye|ecegim|ecem)\b",
        r"intihar et(?:mek|meyi|meye) (?:istiyorum|istedim|dusunuyorum|dusundum|calistim|karar verdim)\b|"
        r"intihar edecegim\b|"
        r"intihari dusun(?:uyorum|dum)\b|intihar dusunceler\w+|intihar girisimim\w*|intihar mektub\w+",
        r"(?:hayatima|yasamima) son ver(?:mek|meyi|ecegim)\b|canima kiy(?:mak|mayi|acagim)\b",
        r"{alone}yasamak istemiyorum\b|{alone}yasamaktan (?:biktim|yoruldum|usandim)\b",
        r"(?:bir daha|hic|artik) uyanmak istemiyorum\b|\buyanmamak istiyorum\b",
        r"\bkeske (?:\w+ )?(?:olsem|olseydim|dogmasaydim|dogmamis olsaydim|var olmasaydim)\b",
        r"yasamak icin (?:bir |hicbir )?(?:neden|sebe[bp])(?:im)? (?:kalmadi|yok)\b|"
        r"(?:yasamamin|hayatimin) (?:hicbir |bir )?anlami (?:yok|kalmadi)\b",
        r"bensiz (?:cok )?daha (?:iyi|mutlu|rahat)\b",
        r"kendime zarar ver(?:mek|iyorum|meyi|meye|dim)\b|kendimi kes(?:iyorum|mek|meye)\b|bileklerimi kes\w*|"
        r"kendimi as(?:mak|mayi|acagim)\b",
        r"kendimi (?:kopruden|catidan|balkondan|trenin onune|asagi) at(?:mak|mayi|acagim)\b|"
        r"(?:butun|tum) (?:haplari|ilaclari(?:mi)?) (?:ictim|yuttum|icmek|yutmak)\b",
    ),
}
